"""Copies of one story: are two texts one, and what drifted between them."""
