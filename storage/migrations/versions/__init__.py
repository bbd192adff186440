"""One module for each revision, named by what it changes."""
