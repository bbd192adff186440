"""Run work over processes that may be killed."""
