"""Column types that hold on both databases what our values hold: aware times, any text, small tuples."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text, TypeDecorator

ID = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only where the type is INTEGER."""

ESCAPED = "\ufdd0"
"""Opens a text that is stored escaped. Unicode keeps this code point out of open interchange."""

HOSTILE = re.compile("^\ufdd0|[\x00\ud800-\udfff]")
"""What PostgreSQL or UTF-8 does not take, and what would be taken for an escaped text."""


class UtcTime(TypeDecorator[datetime]):
    """An aware time, stored and given back as UTC. SQLite has no time zones, so it holds UTC without saying so."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """To UTC; a time without zone is a defect of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def escape(text: str) -> str:
    r"""The text as every database takes it: NUL (PostgreSQL refuses it) and lone surrogates (no UTF-8) spelled out.

    >>> escape("as it is"), escape("a\x00b")
    ('as it is', '\ufdd0a\\x00b')
    """
    if HOSTILE.search(text):
        return ESCAPED + text.encode("unicode_escape").decode("ascii")
    return text


def unescape(text: str) -> str:
    r"""What `escape` was given.

    >>> unescape(escape("a\x00b")) == "a\x00b"
    True
    """
    if text.startswith(ESCAPED):
        return text.removeprefix(ESCAPED).encode("ascii").decode("unicode_escape")
    return text


class AnyText(TypeDecorator[str]):
    """Text as pages have it, code point for code point."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Escaped where it must be."""
        return None if value is None else escape(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """As it was."""
        return None if value is None else unescape(value)


class SmallJson(TypeDecorator[Any]):
    """A small value as JSON text. Text, because PostgreSQL's jsonb refuses NUL and neither is searched inside."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Compact JSON."""
        return None if value is None else escape(json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002 - JSON can be anything; SQLAlchemy's signature
        """Lists where tuples were."""
        return None if value is None else json.loads(unescape(value))
