"""Keep and find: the only package that speaks to a database."""
