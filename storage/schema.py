"""The schema of a database: is it ours and of this release, and how it becomes so."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from storage.database import BUSY_SECONDS, Database
from storage.errors import SchemaError, explain
from storage.tables import REVISION

MIGRATION_LOCK = 0x636F7079
"""Key of PostgreSQL's advisory lock: two processes that migrate do it one after the other."""


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, made here so that an installed package needs no file."""
    made = Config(attributes={"connection": connection})
    made.set_main_option("script_location", "storage:migrations")
    made.set_main_option("path_separator", "os")
    return made


def ready(database: Database) -> None:
    """Check the schema; an empty database that may be written gets it. Anything else is a SchemaError."""
    revision, is_empty = database.read(standing)
    if revision is None and is_empty:
        if database.read_only:
            raise SchemaError(f"{database.where} is empty. Run a command that stores something first, such as crawl")
        upgrade(database)
        return
    if revision != REVISION:
        check(revision, database.where)
        raise SchemaError(
            f"{database.where} was made by an older release (schema {revision}, this is {REVISION}). "
            "Make a copy, then run: copydesk migrate"
        )


def check(revision: str | None, where: str) -> None:
    """Refuse what no migration of ours can start from."""
    if revision is None:
        raise SchemaError(f"{where} holds tables that are not copydesk's. Name another database with --db")
    if revision not in known_revisions():
        raise SchemaError(
            f"{where} was made by a newer release (schema {revision}, this is {REVISION}). Upgrade copydesk"
        )


def known_revisions() -> set[str]:
    """Every revision that this release knows."""
    return {REVISION} | {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}


def standing(connection: Connection) -> tuple[str | None, bool]:
    """The database's revision, and whether it holds no tables at all."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        return None, not tables
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar(), False


def upgrade(database: Database) -> tuple[str | None, str]:
    """Bring the schema to this release in one transaction; revisions before and after. Nothing to do is no error."""
    if database.is_sqlite:
        use_wal(str(database.url.database), database.where)
    # SQLite changes a table by writing it anew, which must not look like deleting what others point at.
    result = database.run(database.migrator, lambda connection: upgrade_on(connection, database.where))
    database.close()  # connections without foreign keys are not used again
    return result


def upgrade_on(connection: Connection, where: str) -> tuple[str | None, str]:
    """Run the missing revisions; others that want the same wait here and then find nothing left to do."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
    revision, is_empty = standing(connection)
    if revision != REVISION:
        if not is_empty:
            check(revision, where)
        command.upgrade(config(connection), REVISION)
    return revision, REVISION


def is_compared(dialect: str) -> Callable[..., bool]:
    """Alembic's filter of what is compared with the declared schema: on SQLite FTS5 makes tables of its own."""

    def compared(_item: object, name: str | None, kind: str, *_others: object) -> bool:
        is_search = kind == "table" and name is not None and (name == "texts" or name.startswith("texts_"))
        return not (dialect == "sqlite" and is_search)

    return compared


def use_wal(file: str, where: str) -> None:
    """Let readers read while one writes. The change asks for the file alone, and SQLite does not wait for that."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection: Any = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)
            try:
                connection.execute("PRAGMA journal_mode=WAL")
            finally:
                connection.close()
        except sqlite3.Error as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > deadline:
                raise (explain(error, where) or error) from None
            time.sleep(0.05)
        else:
            return
