"""Fixtures that several test modules share."""

from tests.databases import db_url, postgres_url, sqlite_url
from tests.newsroom import crawl_store, news_server, room

__all__ = ["crawl_store", "db_url", "news_server", "postgres_url", "room", "sqlite_url"]
