"""Five invented outlets, served on loopback for `make run`."""
