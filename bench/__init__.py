"""What a page costs, measured; run by hand, never by the tests."""
