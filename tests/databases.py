"""Databases for tests: every test that asks for `db_url` runs on SQLite and on PostgreSQL, each with one of its own."""

from __future__ import annotations

import functools
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from storage.store import open_store

POSTGRES = os.environ.get("COPYDESK_TEST_POSTGRES", "postgresql+psycopg://root@127.0.0.1/postgres")
"""A server on which tests may make and drop databases."""

REQUIRED = os.environ.get("COPYDESK_REQUIRE", "")
"""Names of services without which the tests fail instead of skipping."""


@functools.cache
def no_server() -> str | None:
    """Why there is no PostgreSQL server, None when there is one."""
    try:
        engine = server()
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        engine.dispose()
    except (SQLAlchemyError, ModuleNotFoundError) as error:
        return f"no PostgreSQL server at COPYDESK_TEST_POSTGRES ({str(error).splitlines()[0]})"
    return None


def server() -> Engine:
    return create_engine(POSTGRES, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 5})


def need_server() -> None:
    """Skip the test by name where there is no server, or fail it where one is required."""
    reason = no_server()
    if reason and "postgres" in REQUIRED:
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)


@contextmanager
def new_database(template: str = "template1") -> Iterator[str]:
    """A database of its own, copied from another one and dropped afterwards; its name."""
    name = f"copydesk_test_{uuid.uuid4().hex}"
    engine = server()
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        try:
            yield name
        finally:
            with engine.connect() as connection:
                connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        engine.dispose()


def address_of(name: str) -> str:
    return make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """A new empty database, dropped afterwards."""
    need_server()
    with new_database() as name:
        yield address_of(name)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'copydesk.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def db_url(request: pytest.FixtureRequest) -> str:
    """Address of an empty database, of either kind."""
    fixture = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    url: str = request.getfixturevalue(fixture)
    return url


@pytest.fixture(scope="session")
def sqlite_ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with our schema and nothing in it, to be copied: migrating takes longer than most tests."""
    file = tmp_path_factory.mktemp("sqlite") / "ready.db"
    open_store(f"sqlite:///{file}").close()
    return file


@pytest.fixture(scope="session")
def postgres_ready() -> Iterator[str]:
    """The same as a database on the server."""
    need_server()
    with new_database() as name:
        open_store(address_of(name)).close()
        yield name


@pytest.fixture(params=["sqlite", "postgresql"])
def ready_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of a database with our schema and nothing in it, of either kind."""
    if request.param == "sqlite":
        file = tmp_path / "copydesk.db"
        shutil.copy(request.getfixturevalue("sqlite_ready"), file)
        yield f"sqlite:///{file}"
    else:
        with new_database(request.getfixturevalue("postgres_ready")) as name:
            yield address_of(name)
