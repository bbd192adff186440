"""A dataset out of the store."""
