"""Makes the tables of phrases that come back changed: `python -m training.collocations`, see `__main__.py`."""
