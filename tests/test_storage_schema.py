from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from importlib import resources

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from storage import schema, tables
from storage.columns import Base
from storage.database import Database
from storage.errors import SchemaError
from storage.store import migrate, open_store


def differences(connection: Connection) -> list[object]:
    compared = schema.is_compared(connection.dialect.name)
    options = {"compare_type": True, "compare_server_default": True, "include_object": compared}
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, Base.metadata))


def test_migrated_equals_declared(db_url: str) -> None:
    migrate(db_url)
    with open_store(db_url) as store:
        assert store.database.read(differences) == []


def test_a_column_without_a_revision_is_noticed(db_url: str) -> None:
    migrate(db_url)
    with open_store(db_url) as store:
        store.database.write(lambda c: c.execute(text("ALTER TABLE runs DROP COLUMN note")))
        assert "note" in str(store.database.read(differences))


def test_migrating_twice_is_migrating_once(db_url: str) -> None:
    assert migrate(db_url) == (None, tables.REVISION)
    assert migrate(db_url) == (tables.REVISION, tables.REVISION)


def test_the_declared_revision_is_the_newest() -> None:
    assert ScriptDirectory.from_config(schema.config()).get_current_head() == tables.REVISION


def test_every_revision_leads_to_the_next(db_url: str) -> None:
    """A database of the first release becomes one of today's, with what is in it."""
    database = Database(db_url, read_only=False)
    database.run(database.migrator, lambda c: command.upgrade(schema.config(c), "0001"))
    database.write(lambda c: c.execute(text("INSERT INTO sites (id, host) VALUES (1, 'tidings.example')")))
    database.close()
    assert migrate(db_url) == ("0001", tables.REVISION)
    with open_store(db_url) as store:
        assert store.database.read(differences) == []
        assert [row.site for row in store.status()] == ["tidings.example"]


def test_every_file_that_a_migration_needs_is_in_the_package() -> None:
    folder = resources.files("storage.migrations")
    assert (folder / "env.py").is_file()
    assert (folder / "versions" / "0001_first_schema.py").is_file()


def test_several_that_open_an_empty_database_at_once_make_one_schema(db_url: str) -> None:
    def opens(_: int) -> int:
        with open_store(db_url) as store:
            return store.begin_run("crawl")

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(opens, range(6))) == [1, 2, 3, 4, 5, 6]


def test_a_database_of_an_older_release_asks_to_be_migrated(db_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate(db_url)
    monkeypatch.setattr(schema, "REVISION", "9998")
    expected = rf"older release \(schema {tables.REVISION}, this is 9998\).*copydesk migrate"
    with pytest.raises(SchemaError, match=expected):
        open_store(db_url)


def test_a_database_of_a_newer_release_is_left_alone(db_url: str) -> None:
    migrate(db_url)
    engine = create_engine(db_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(SchemaError, match=r"newer release \(schema 9999.*Upgrade copydesk"):
        open_store(db_url)
    with pytest.raises(SchemaError, match="newer release"):
        migrate(db_url)


def test_somebody_elses_tables_are_left_alone(db_url: str) -> None:
    engine = create_engine(db_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE recipes (name TEXT)"))
    engine.dispose()
    for attempt in (open_store, migrate):
        with pytest.raises(SchemaError, match="not copydesk's"):
            attempt(db_url)


def test_sqlite_is_set_up_for_many_readers_and_one_writer(sqlite_url: str) -> None:
    open_store(sqlite_url).close()
    connection = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
    with open_store(sqlite_url) as store:
        settings = {"foreign_keys": 1, "synchronous": 1, "busy_timeout": 60_000}
        for name, value in settings.items():
            found = store.database.read(lambda c, name=name: c.execute(text(f"PRAGMA {name}")).scalar())  # type: ignore[misc]
            assert found == value
