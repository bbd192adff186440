"""Statements that several writers need: insert unless there, find ids, count."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Connection, Row, Select, bindparam, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.columns import Base
from storage.tables import ArticleRow, FetchRow, SiteRow, TallyRow

T = TypeVar("T")
K = TypeVar("K")

AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]

KEYS: BindParameter[Any] = bindparam("keys", expanding=True)
"""Stands for the list in `IN (...)`; `rows_in` fills it in. Statements are built once: that costs more than running."""

IN_LIST = 500
"""Values in one IN (...): below every database's limit of parameters."""

Tallies = dict[tuple[int, str], int]
"""(site id, name of a count) to what it changes by."""


def chunks(items: Collection[T], size: int = IN_LIST) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    iterator = iter(items)
    while chunk := list(itertools.islice(iterator, size)):
        yield chunk


def rows_in(connection: Connection, statement: AnySelect, keys: Collection[Any]) -> Iterator[AnyRow]:
    """Rows of a statement that asks for `IN KEYS`."""
    for chunk in chunks(keys):
        yield from connection.execute(statement, {"keys": chunk})


@functools.cache
def insert_new(dialect: str, table: type[Base], returning: tuple[str, ...]) -> Any:  # noqa: ANN401 - one class for each dialect
    """INSERT that leaves what is there already, and gives columns of what it added."""
    statement = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return statement.on_conflict_do_nothing().returning(*(getattr(table, name) for name in returning))


def add_new(
    connection: Connection, table: type[Base], rows: Sequence[Mapping[str, Any]], returning: tuple[str, ...]
) -> list[AnyRow]:
    """Insert the rows that are not there yet; the given columns of those that were added."""
    statement = insert_new(connection.dialect.name, table, returning)
    return [row for chunk in chunks(rows) for row in connection.execute(statement, chunk)]


def ids_of(
    connection: Connection, table: type[Base], key: str, rows: Mapping[Any, Mapping[str, Any]]
) -> tuple[dict[Any, int], set[Any]]:
    """The id of each row by its unique column `key`, rows added where missing; and the keys that were added.

    Rows are added in order of their keys: two processes that add the same ones wait for each other, and never both.
    """
    found = known_ids(connection, table, key, rows)
    missing = [{key: value, **rows[value]} for value in sorted(rows.keys() - found.keys())]
    if not missing:
        return found, set()
    added = {row[0]: row[1] for row in add_new(connection, table, missing, (key, "id"))}
    lost = rows.keys() - found.keys() - added.keys()  # another process was faster
    return found | added | known_ids(connection, table, key, lost), set(added)


def known_ids(connection: Connection, table: type[Base], key: str, keys: Collection[Any]) -> dict[Any, int]:
    """Ids of the rows that exist."""
    return {row[0]: row[1] for row in rows_in(connection, select_ids(table, key), keys)}


@functools.cache
def select_ids(table: Any, key: str) -> AnySelect:  # noqa: ANN401 - a class of rows with an id
    """Key and id of rows."""
    column = getattr(table, key)
    statement: AnySelect = select(column, table.id).where(column.in_(KEYS))
    return statement


def site_ids(connection: Connection, hosts: Iterable[str]) -> dict[str, int]:
    """Ids of sites, added where unknown."""
    return ids_of(connection, SiteRow, "host", {host: {} for host in hosts})[0]


@functools.cache
def insert_tally(dialect: str) -> Any:  # noqa: ANN401 - one class for each dialect
    """INSERT that adds to the count that is there."""
    statement = sqlite.insert(TallyRow) if dialect == "sqlite" else postgresql.insert(TallyRow)
    return statement.on_conflict_do_update(
        index_elements=[TallyRow.site_id, TallyRow.name],
        set_={"total": TallyRow.total + statement.excluded.total},
    )


def bump(connection: Connection, tallies: Tallies) -> None:
    """Add to the sites' counts. Called last in a transaction and in one order: these rows are everybody's."""
    rows = [{"site_id": site, "name": name, "total": by} for (site, name), by in sorted(tallies.items()) if by]
    if rows:
        connection.execute(insert_tally(connection.dialect.name), rows)


@functools.cache
def update_by_id(table: Any, names: tuple[str, ...]) -> Any:  # noqa: ANN401 - a class of rows with an id; an UPDATE
    """UPDATE of some columns of the row whose id is `row_id`."""
    return update(table).where(table.id == bindparam("row_id")).values({name: bindparam(name) for name in names})


def update_each(connection: Connection, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Set the given columns of the row whose id is `row_id`, for each; in order of ids, so that writers queue up."""
    if rows:
        names = tuple(name for name in rows[0] if name != "row_id")
        connection.execute(update_by_id(table, names), sorted(rows, key=lambda row: row["row_id"]))


def pairs(rows: Iterable[Row[K, T]]) -> dict[K, T]:
    """Rows of two columns as a dictionary."""
    return {row[0]: row[1] for row in rows}


def has_state(state: str) -> ColumnElement[bool]:
    """Fetches in this state, said in the words of the partial indexes."""
    return FetchRow.state == literal_column(f"'{state}'")


def is_flagged() -> ColumnElement[bool]:
    """Flagged articles, said in the words of the partial indexes."""
    return ArticleRow.flagged == literal_column("true")
