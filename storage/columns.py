"""What tables are made of: column types that hold the same on both databases, the base of all rows, partial indexes."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    TypeDecorator,
    text,
)
from sqlalchemy.orm import DeclarativeBase

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


ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class SmallJson(TypeDecorator[Any]):
    """A small value as JSON text. Text, because PostgreSQL's jsonb refuses NUL and neither is searched inside."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Compact JSON."""
        return None if value is None else escape(ENCODER.encode(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002 - JSON can be anything; SQLAlchemy's signature
        """Lists where tuples were."""
        return None if value is None else json.loads(unescape(value))


RowId = Annotated[int, "id"]
"""Numbers a row; other integers are small on both databases."""


class Base(DeclarativeBase):
    """Types and names that all tables share."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        RowId: ID,
        float: Double(),
        str: AnyText(),
        bytes: LargeBinary(),
        datetime: UtcTime(),
    }


def partial(name: str, *columns: str, where: str) -> Index:
    """An index over the rows of one condition. SQLite uses it only where a query says the same with literals."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))
