"""Statements that several writers need: insert unless there, find ids, count."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute

from storage.columns import Base
from storage.tables import ArticleRow, FetchRow, SiteRow, TallyRow

T = TypeVar("T")
K = TypeVar("K")

AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]

IN_LIST = 500
"""Values in one IN (...): below every database's limit of parameters."""

Tallies = dict[tuple[int, str], int]
"""(site id, name of a count) to what it changes by."""


def chunks(items: Collection[T], size: int = IN_LIST) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    iterator = iter(items)
    while chunk := list(itertools.islice(iterator, size)):
        yield chunk


def insert_for(connection: Connection, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT; both dialects spell it alike, SQLAlchemy has one class for each."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def ids_of(
    connection: Connection, column: InstrumentedAttribute[K], rows: Mapping[K, Mapping[str, Any]]
) -> tuple[dict[K, int], set[K]]:
    """The id of each row by its unique column, rows added where missing; and which were added.

    Rows are added in order of their keys: two processes that add the same ones wait for each other, and never both.
    """
    table: Any = column.class_
    found = known_ids(connection, column, rows)
    missing = [{column.key: key, **rows[key]} for key in sorted(rows.keys() - found.keys())]  # type: ignore[type-var]
    if not missing:
        return found, set()
    statement = insert_for(connection, table).on_conflict_do_nothing()
    added: dict[K, int] = {}
    for chunk in chunks(missing):
        added |= pairs(connection.execute(statement.returning(column, table.id), chunk))
    lost = rows.keys() - found.keys() - added.keys()  # another process was faster
    return found | added | known_ids(connection, column, lost), set(added)


def pairs(rows: Iterable[Row[K, T]]) -> dict[K, T]:
    """Rows of two columns as a dictionary."""
    return {row[0]: row[1] for row in rows}


def known_ids(connection: Connection, column: InstrumentedAttribute[K], keys: Collection[K]) -> dict[K, int]:
    """Ids of the rows that exist."""
    table: Any = column.class_
    found: dict[K, int] = {}
    for chunk in chunks(keys):
        found |= pairs(connection.execute(select(column, table.id).where(column.in_(chunk))))
    return found


def site_ids(connection: Connection, hosts: Iterable[str]) -> dict[str, int]:
    """Ids of sites, added where unknown."""
    return ids_of(connection, SiteRow.host, {host: {} for host in hosts})[0]


def bump(connection: Connection, tallies: Tallies) -> None:
    """Add to the sites' counts. Called last in a transaction and in one order: these rows are everybody's."""
    rows = [{"site_id": site, "name": name, "total": by} for (site, name), by in sorted(tallies.items()) if by]
    if not rows:
        return
    statement = insert_for(connection, TallyRow)
    statement = statement.on_conflict_do_update(
        index_elements=[TallyRow.site_id, TallyRow.name],
        set_={"total": TallyRow.total + statement.excluded.total},
    )
    connection.execute(statement, rows)


def update_each(connection: Connection, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Set the given columns of the row whose id is `row_id`, for each; in order of ids, so that writers queue up."""
    if not rows:
        return
    values: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "row_id"}
    statement = update(table).where(table.id == bindparam("row_id")).values(values)  # type: ignore[attr-defined]
    connection.execute(statement, sorted(rows, key=lambda row: row["row_id"]))


def has_state(state: str) -> ColumnElement[bool]:
    """Fetches in this state, said in the words of the partial indexes."""
    return FetchRow.state == literal_column(f"'{state}'")


def is_flagged() -> ColumnElement[bool]:
    """Flagged articles, said in the words of the partial indexes."""
    return ArticleRow.flagged == literal_column("true")
