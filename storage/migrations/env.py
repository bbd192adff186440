"""Alembic's entry: runs the revisions on the connection that storage.schema hands over, inside its transaction."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import TypeDecorator

from storage import copy_tables, desk_tables, schema, site_tables  # noqa: F401 - their tables are part of the schema
from storage.columns import Base


def render_item(kind: str, item: Any, _autogenerate: object) -> str | Literal[False]:  # noqa: ANN401 - any part of a schema
    """Our types as what they are in the database: a revision must not change with the code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",  # SQLite changes a table by writing it anew
    render_item=render_item,
    include_object=schema.is_compared(connection.dialect.name),
)
context.run_migrations()
