"""The history of the schema, append-only: a revision that was released is never edited."""
