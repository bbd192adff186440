"""One article: its lines and findings, and everything that can be said of them."""
