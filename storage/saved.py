"""Filters under a name."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from storage.desk_records import SavedFilter
from storage.desk_tables import SavedFilterRow
from storage.errors import MissingError, StoreError
from storage.statements import AnyRow, AnySelect

LONGEST_NAME, LONGEST_QUERY = 100, 4_000
"""Characters."""


def filters(connection: Connection) -> tuple[SavedFilter, ...]:
    """All of them, by name."""
    return tuple(map(saved_filter, connection.execute(select(SavedFilterRow).order_by(SavedFilterRow.name))))


def save_filter(connection: Connection, name: str, query: str, who: str, now: datetime) -> SavedFilter:
    """Keep a filter; one of the same name is replaced."""
    if not name or len(name) > LONGEST_NAME or len(query) > LONGEST_QUERY:
        raise StoreError(
            f"a filter needs a name of 1 to {LONGEST_NAME} characters and at most {LONGEST_QUERY} of query"
        )
    row = {"name": name, "query": query, "who": who, "at": now}
    is_known = connection.execute(update(SavedFilterRow).where(SavedFilterRow.name == name).values(row)).rowcount
    if not is_known:
        connection.execute(insert(SavedFilterRow), row)
    statement: AnySelect = select(SavedFilterRow).where(SavedFilterRow.name == name)
    return saved_filter(connection.execute(statement).one())


def drop_filter(connection: Connection, filter_id: int) -> None:
    """Forget a filter; StoreError where there is none."""
    if not connection.execute(delete(SavedFilterRow).where(SavedFilterRow.id == filter_id)).rowcount:
        raise MissingError(f"there is no saved filter {filter_id} in this database")


def saved_filter(row: AnyRow) -> SavedFilter:
    """The row as a value."""
    return SavedFilter(row.id, row.name, row.query, row.who, row.at)
