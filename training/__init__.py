"""Commands that make the model files in `cleaning/`."""
