"""One database, SQLite or PostgreSQL: how it is opened, and how a transaction runs on it."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from storage.errors import StoreError, explain, is_transient

T = TypeVar("T")
Work = Callable[[Connection], T]
"""What happens inside one transaction. It may run more than once, and it must not wait for anything."""

BUSY_SECONDS = 60
"""How long a SQLite writer waits for the others before it gives up."""

TRIES = 5
"""How often a transaction that lost a race on PostgreSQL is run."""

POSTGRES_READ = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""All statements of a reading transaction see one state, as they do on SQLite."""

CONNECT_SECONDS = 10
"""How long an unreachable PostgreSQL server may keep us waiting."""

PASSWORD = re.compile(r":[^:@/]*@")


class Database:
    """An engine and the two kinds of transaction that we use.

    Attributes:
        url: parsed address.
        where: the address for people: without password and parameters.
        read_only: nothing is ever written.
    """

    def __init__(self, url: str, *, read_only: bool) -> None:
        self.url = parse(url)
        self.where = self.url.set(query={}).render_as_string(hide_password=True)
        self.read_only = read_only
        self.engine = make_engine(self.url, read_only=read_only, where=self.where)
        self.reader = self.engine if self.is_sqlite else self.engine.execution_options(**POSTGRES_READ)
        self.writer = self.engine.execution_options(writes=True)
        self.migrator = self.writer.execution_options(foreign_keys="OFF")

    @property
    def is_sqlite(self) -> bool:
        """SQLite, or else PostgreSQL."""
        return self.url.get_backend_name() == "sqlite"

    def read(self, work: Work[T]) -> T:
        """Run `work` in a transaction of its own that sees one state and writes nothing."""
        return self.run(self.reader, work)

    def write(self, work: Work[T]) -> T:
        """Run `work` in a writing transaction: all of it is stored, or nothing. On SQLite it is the only writer."""
        if self.read_only:
            raise StoreError(f"{self.where} was opened for reading only")
        return self.run(self.writer, work)

    def run(self, engine: Engine, work: Work[T]) -> T:
        """Run `work` in one transaction, again when it lost a race; errors of the database become StoreErrors."""
        tries = 1
        while True:
            try:
                with engine.begin() as connection:
                    return work(connection)
            except (DBAPIError, sqlite3.Error) as error:
                if tries < TRIES and is_transient(error):
                    tries += 1
                    continue
                ours = explain(error, self.where)
                if ours is None:  # a defect of our own
                    raise
                raise ours from error

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def parse(url: str) -> URL:
    """The address as SQLAlchemy reads it, with the driver we use."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        shown = PASSWORD.sub(":***@", url)
        raise StoreError(
            f"{shown!r} is no database address. Write sqlite:///file.db or postgresql://user@host/name"
        ) from None
    backend = parsed.get_backend_name()
    if backend in {"postgresql", "postgres"}:
        driver = parsed.drivername.partition("+")[2] or "psycopg"
        return parsed.set(drivername=f"postgresql+{driver}")
    if backend != "sqlite":
        raise StoreError(f"{backend} is not supported. Write sqlite:///file.db or postgresql://user@host/name")
    if not parsed.database or parsed.database == ":memory:":
        raise StoreError("a database in memory would be gone with this command. Write sqlite:///file.db")
    return parsed


def make_engine(url: URL, *, read_only: bool, where: str) -> Engine:
    """The engine with our settings; nothing is connected yet."""
    try:
        if url.get_backend_name() == "sqlite":
            return sqlite_engine(url, read_only=read_only)
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": CONNECT_SECONDS})
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise StoreError(
            f"{where} needs a driver that is not installed. Run: pip install 'copydesk[postgres]'"
        ) from error


def sqlite_engine(url: URL, *, read_only: bool) -> Engine:
    """SQLite with WAL's companions: full foreign keys, a long wait for the lock, BEGIN written by ourselves."""
    if read_only:
        url = read_only_url(url)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:  # noqa: ANN401 - sqlite3.Connection behind SQLAlchemy's protocol
        connection.isolation_level = None  # sqlite3 would begin by itself, and never for a SELECT
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA cache_size=-65536")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if "foreign_keys" in options:  # cannot be said inside a transaction
            connection.exec_driver_sql(f"PRAGMA foreign_keys={options['foreign_keys']}")
        # Reading first and writing later under a plain BEGIN fails when somebody else wrote in between.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")

    return engine


def read_only_url(url: URL) -> URL:
    """The file opened by URI, read-only. Where not even WAL's side files can be made, as a file that never changes."""
    file = Path(str(url.database).removeprefix("file:"))
    if not file.exists():
        raise StoreError(f"{file} does not exist. Run a command that stores something first, such as crawl")
    frozen = not os.access(file.parent, os.W_OK) and not Path(f"{file}-wal").exists()
    query = {**url.query, "mode": "ro", "uri": "true"} | ({"immutable": "1"} if frozen else {})
    return url.set(database=f"file:{quote(str(file))}", query=query)
