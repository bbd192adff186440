"""Fixtures that several test modules share."""

from hypothesis import HealthCheck, settings

from tests.databases import db_url, postgres_ready, postgres_url, ready_url, sqlite_ready, sqlite_url
from tests.desk_worlds import clock, store
from tests.deskserver import browser, desk_store, filled, many, many_store
from tests.example_store import example_file, example_store
from tests.newsroom import crawl_store, news_server, room

__all__ = [
    "browser",
    "clock",
    "crawl_store",
    "db_url",
    "desk_store",
    "example_file",
    "example_store",
    "filled",
    "many",
    "many_store",
    "news_server",
    "postgres_ready",
    "postgres_url",
    "ready_url",
    "room",
    "sqlite_ready",
    "sqlite_url",
    "store",
]

# No test here is timed, laws neither: a busy machine is no failure.
settings.register_profile("copydesk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("copydesk")
