"""Statements that several writers need: insert unless there, find ids, count."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute

from storage.tables import Base, SiteRow, TallyRow

T = TypeVar("T")
K = TypeVar("K")

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
    table: type[Base] = column.class_
    found = known_ids(connection, column, rows)
    missing = [{column.key: key, **rows[key]} for key in sorted(rows.keys() - found.keys())]  # type: ignore[type-var]
    if not missing:
        return found, set()
    statement = insert_for(connection, table).on_conflict_do_nothing()
    added: dict[K, int] = {}
    for chunk in chunks(missing):
        added |= {key: row_id for key, row_id in connection.execute(statement.returning(column, table.id), chunk)}  # type: ignore[attr-defined]
    lost = rows.keys() - found.keys() - added.keys()  # another process was faster
    return found | added | known_ids(connection, column, lost), set(added)


def known_ids(connection: Connection, column: InstrumentedAttribute[K], keys: Collection[K]) -> dict[K, int]:
    """Ids of the rows that exist."""
    table: Any = column.class_
    found: dict[K, int] = {}
    for chunk in chunks(keys):
        found |= {key: row_id for key, row_id in connection.execute(select(column, table.id).where(column.in_(chunk)))}
    return found


def site_ids(connection: Connection, hosts: Iterable[str]) -> dict[str, int]:
    """Ids of sites, added where unknown."""
    return ids_of(connection, SiteRow.host, {host: {} for host in hosts})[0]


def bump(connection: Connection, tallies: Tallies) -> None:
    """Add to the sites' counts. Called last in a transaction and in one order: these rows are everybody's."""
    rows = [{"site_id": site, "name": name, "count": by} for (site, name), by in sorted(tallies.items()) if by]
    if not rows:
        return
    statement = insert_for(connection, TallyRow)
    statement = statement.on_conflict_do_update(
        index_elements=[TallyRow.site_id, TallyRow.name],
        set_={"count": TallyRow.count + statement.excluded.count},
    )
    connection.execute(statement, rows)


def update_each(connection: Connection, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Set the given columns of the row whose id is `row_id`, for each; in order of ids, so that writers queue up."""
    if not rows:
        return
    values = {name: bindparam(name) for name in rows[0] if name != "row_id"}
    statement = update(table).where(table.id == bindparam("row_id")).values(values)  # type: ignore[attr-defined]
    connection.execute(statement, sorted(rows, key=lambda row: row["row_id"]))
