"""Fixtures that several test modules share."""

from tests.databases import db_url, postgres_ready, postgres_url, ready_url, sqlite_ready, sqlite_url
from tests.newsroom import crawl_store, news_server, room

__all__ = [
    "crawl_store",
    "db_url",
    "news_server",
    "postgres_ready",
    "postgres_url",
    "ready_url",
    "room",
    "sqlite_ready",
    "sqlite_url",
]
