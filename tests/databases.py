"""Databases for tests: every test that asks for `db_url` runs on SQLite and on PostgreSQL, each with one of its own."""

from __future__ import annotations

import functools
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

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


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """A new empty database, dropped afterwards."""
    reason = no_server()
    if reason and "postgres" in REQUIRED:
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
    name = f"copydesk_test_{uuid.uuid4().hex}"
    engine = server()
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        engine.dispose()


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
