"""Lists of articles: filters, counts, places in them, verdicts on many."""
