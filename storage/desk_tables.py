"""The rows of the review desk: what operators decided, who they are, filters under a name, figures by week, words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Table
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import ID, Base, RowId, SmallJson, partial

IN_BATCH = "batch_id IS NOT NULL"


class DecisionRow(Base):
    """An operator's word, never changed: taking it back is another row.

    `key` tells one thing that words are about from another, see decisions.part_key; NULL: the article as a whole.
    """

    __tablename__ = "decisions"
    __table_args__ = (
        Index("ix_decisions_article_id", "article_id", "id"),
        Index("ix_decisions_who", "who", "id"),
        partial("ix_decisions_batch_id", "batch_id", "article_id", where=IN_BATCH),
    )

    id: Mapped[RowId] = mapped_column(primary_key=True)
    article_id: Mapped[RowId] = mapped_column(ForeignKey("articles.id"))
    cleaning_id: Mapped[RowId | None] = mapped_column(ForeignKey("cleanings.id"))
    event: Mapped[str]
    note: Mapped[str]
    who: Mapped[str]
    at: Mapped[datetime]
    subject: Mapped[str | None]
    key: Mapped[bytes | None]
    target: Mapped[Any | None] = mapped_column(SmallJson)  # records.Target, in the order of its attributes
    undoes_id: Mapped[RowId | None]  # of an UNDO: what it takes back; NULL: the latest verdict that stood
    batch_id: Mapped[RowId | None]  # the first decision of the bulk that this one is part of


class SavedFilterRow(Base):
    """A filter under a name."""

    __tablename__ = "saved_filters"

    id: Mapped[RowId] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    query: Mapped[str]
    who: Mapped[str]
    at: Mapped[datetime]


class UserRow(Base):
    """Somebody who may come to a desk that others reach over the network."""

    __tablename__ = "users"

    id: Mapped[RowId] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    password: Mapped[str | None]  # its hash; NULL: known to the proxy in front only
    made_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class SessionRow(Base):
    """Somebody who signed in. The token itself is with them alone: `key` is its hash."""

    __tablename__ = "sessions"
    __table_args__ = (Index("ix_sessions_expires_at", "expires_at"), Index("ix_sessions_user_id", "user_id"))

    key: Mapped[bytes] = mapped_column(primary_key=True)
    user_id: Mapped[RowId] = mapped_column(ForeignKey("users.id"))
    seconds: Mapped[int]  # how long it lives without being used
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class WeekRow(Base):
    """A count of one site's week, kept by the transaction that changes it: WEEKLY and "cut:<kind>".

    Of articles by `articles.day`, so that it can always be counted again from them.
    """

    __tablename__ = "weeks"
    __table_args__ = ({"sqlite_with_rowid": False},)

    site_id: Mapped[RowId] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    week: Mapped[int] = mapped_column(primary_key=True)  # its Monday, days since 1970
    name: Mapped[str] = mapped_column(primary_key=True)
    total: Mapped[int]


class MarkRow(Base):
    """How far work got that is done bit by bit on a large database, see texts.py."""

    __tablename__ = "marks"

    name: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[RowId]


TEXTS = Table(
    "texts",
    Base.metadata,
    Column("extraction_id", ID, primary_key=True, autoincrement=False),
    Column("words", TSVECTOR(), nullable=False),
    Index("ix_texts_words", "words", postgresql_using="gin"),
)
"""The words of every extraction, as words.tsvector made them. On SQLite a table of FTS5 of the same name, with the
extraction's id as `rowid`: nothing in it is ever changed, and words of older extractions are joined away."""
