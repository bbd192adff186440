"""A database of the release before the desk becomes one of today's, with everything that the desk counts and finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, MetaData, Table, text

from storage import schema
from storage.database import Database
from storage.queries import FlagQuery
from storage.records import Decision, Event
from storage.store import Store, migrate, open_store
from storage.tables import REVISION
from tests.databases import address_of, new_database
from tests.desk_worlds import add, fill, odd, simple
from tests.storage_samples import URL

ORDER = (
    *("sites", "tallies", "runs", "leases", "bodies", "articles", "addresses", "fetches", "versions", "extractions"),
    *("cleanings", "cuts", "suspicions", "findings", "failures", "decisions", "habits", "profiles", "clusters"),
    *("fingerprints", "hooks", "cluster_events", "edges", "differences", "assessments"),
)
"""Tables of revision 0005, each behind what it points at."""

COUNTED = ("articles", "weeks")
SEQUENCED = ("articles", "fetches", "extractions", "cleanings", "decisions", "addresses", "bodies", "sites")


def rows_of(connection: Connection, name: str) -> list[dict[str, Any]]:
    """All rows as they are stored."""
    rows = connection.execute(text(f"SELECT * FROM {name}")).mappings().all()
    return sorted((dict(row) for row in rows), key=str)


def put_back(database: Database, stored: dict[str, list[dict[str, Any]]]) -> None:
    """Fill a database of revision 0005 with rows of today's, as far as it knows their columns."""
    database.run(database.migrator, lambda c: command.upgrade(schema.config(c), "0005"))

    def fill_in(connection: Connection) -> None:
        old = MetaData()
        old.reflect(connection)
        for name in ORDER:
            table: Table = old.tables[name]
            rows = [{key: value for key, value in row.items() if key in table.c} for row in stored[name]]
            for row in rows:
                names = ", ".join(f'"{key}"' for key in row)
                values = ", ".join(f":{key}" for key in row)
                connection.execute(text(f"INSERT INTO {name} ({names}) VALUES ({values})"), row)
        if connection.dialect.name == "postgresql":
            for name in SEQUENCED:
                connection.execute(
                    text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) + 1 FROM {name}))")
                )

    database.run(database.migrator, fill_in)
    database.close()


@pytest.fixture
def old_url(store: Store, tmp_path: Path) -> Iterator[str]:
    """Address of an empty database of the same kind as the store's."""
    if store.database.is_sqlite:
        yield f"sqlite:///{tmp_path / 'old.db'}"
    else:
        with new_database() as name:
            yield address_of(name)


def test_what_the_desk_counts_is_filled_in(store: Store, old_url: str) -> None:
    ids = fill(store, range(25))
    fill(store, range(12), seed=1)
    store.decide(ids[::3], Decision(Event.FINE))
    store.decide(ids[::6], Decision(Event.UNDO))
    assert add(store, odd(3, 7), "0.site") == ids[3]
    stored = {name: store.database.read(lambda c, name=name: rows_of(c, name)) for name in (*ORDER, "weeks")}  # type: ignore[misc]
    put_back(Database(old_url, read_only=False), stored)
    assert migrate(old_url) == ("0005", REVISION)
    with open_store(old_url) as migrated:
        for name in COUNTED:
            found = migrated.database.read(lambda c, name=name: rows_of(c, name))  # type: ignore[misc]
            kept = [row for row in stored[name] if name != "weeks" or row["total"]]
            assert found == kept, name
        check_desk(store, migrated, ids)


def check_desk(store: Store, migrated: Store, ids: Sequence[int]) -> None:
    """The desk shows the same on both, once the texts of before are indexed."""
    assert migrated.queue(FlagQuery()) == store.queue(FlagQuery())
    assert migrated.facets(FlagQuery(everything=True)) == store.facets(FlagQuery(everything=True))
    assert [migrated.journal(number) for number in ids] == [store.journal(number) for number in ids]
    assert migrated.weeks() == store.weeks()
    asked = FlagQuery(words="ferry", everything=True)
    assert migrated.unread() == 25
    new = add(migrated, simple(URL))
    assert [one.id for one in migrated.queue(asked).articles] == [new], "what comes now is found at once"
    while migrated.renew_texts():
        pass
    assert migrated.unread() == 0
    assert {one.id for one in migrated.queue(asked).articles} == {
        new,
        *(one.id for one in store.queue(asked).articles),
    }
