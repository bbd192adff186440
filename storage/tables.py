"""The schema as typed rows. A changed column here needs one revision in `migrations/versions`; a test compares both.

What is large is written once and compressed: a page's bytes (`bodies`) and an extraction's blocks (`extractions`).
Cuts, suspicions and findings are rows, so that they can be counted and searched. Articles carry a summary of their
newest cleaning, kept in the same transaction, so that lists need no join.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Base, RowId, SmallJson, partial

REVISION = "0006"
"""The revision of this schema: the newest in `migrations/versions` (a test holds them together)."""

PENDING = "state = 'pending'"
FLAGGED = "flagged = true"
DRIFTED = "drift IS NOT NULL"
DECIDED = "verdict IS NOT NULL"
CLUSTERED = "cluster_id IS NOT NULL"

FILTERED_BUT_DAY = ("language", "verdict", "evidence", "looks_like", "cluster_id")
FILTERED = ("language", "verdict", "evidence", "looks_like", "day", "cluster_id")
"""What every list can be filtered by besides its site, and score or confidence."""


class SiteRow(Base):
    """A site as its host; rows that belong to it carry the short id."""

    __tablename__ = "sites"

    id: Mapped[RowId] = mapped_column(primary_key=True)
    host: Mapped[str] = mapped_column(unique=True)
    fetched_at: Mapped[datetime | None]


class TallyRow(Base):
    """A count of one site, kept by the transaction that changes it: "pages", "articles", "flagged", "cut:<kind>"."""

    __tablename__ = "tallies"
    __table_args__ = ({"sqlite_with_rowid": False},)

    site_id: Mapped[RowId] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    total: Mapped[int]


class RunRow(Base):
    """One run of a command."""

    __tablename__ = "runs"

    id: Mapped[RowId] = mapped_column(primary_key=True)
    command: Mapped[str]
    note: Mapped[str]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    status: Mapped[str]
    counts: Mapped[Any] = mapped_column(SmallJson)


class LeaseRow(Base):
    """Who works on a site. Its key is the host itself: a lease may come before anything is stored."""

    __tablename__ = "leases"
    __table_args__ = ({"sqlite_with_rowid": False},)

    site: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str]
    expires_at: Mapped[datetime]


class BodyRow(Base):
    """A page's bytes, zstd-compressed, once for each content."""

    __tablename__ = "bodies"

    id: Mapped[RowId] = mapped_column(primary_key=True)
    digest: Mapped[bytes] = mapped_column(unique=True)  # sha256 of the bytes before compression
    size: Mapped[int]  # bytes before compression
    packed: Mapped[bytes]


class AddressRow(Base):
    """An address that was asked for or that answered, and what is known of it. `key` is identity.key_of(address)."""

    __tablename__ = "addresses"

    id: Mapped[RowId] = mapped_column(primary_key=True)
    key: Mapped[bytes] = mapped_column(unique=True)
    article_id: Mapped[RowId | None] = mapped_column(ForeignKey("articles.id"))
    fetched_at: Mapped[datetime | None]
    changed_at: Mapped[datetime | None]  # the feed's stamp that the last fetch answered to
    status: Mapped[int | None]
    attempts: Mapped[int]  # failed fetches since the last good one
    retry_at: Mapped[datetime | None]


class FetchRow(Base):
    """An answer: one address, one body. The same bytes again move `seen_at`, they add nothing."""

    __tablename__ = "fetches"
    __table_args__ = (
        UniqueConstraint("requested_id", "final_id", "body_id"),
        Index("ix_fetches_article_id", "article_id"),
        partial("ix_fetches_pending", "id", where=PENDING),
        partial("ix_fetches_pending_site", "site_id", "id", where=PENDING),
        partial("ix_fetches_failed", "site_id", "id", where="state = 'failed'"),
    )

    id: Mapped[RowId] = mapped_column(primary_key=True)
    site_id: Mapped[RowId] = mapped_column(ForeignKey("sites.id"))
    run_id: Mapped[RowId | None] = mapped_column(ForeignKey("runs.id"))
    requested_id: Mapped[RowId] = mapped_column(ForeignKey("addresses.id"))
    final_id: Mapped[RowId] = mapped_column(ForeignKey("addresses.id"))
    body_id: Mapped[RowId] = mapped_column(ForeignKey("bodies.id"))
    article_id: Mapped[RowId | None] = mapped_column(ForeignKey("articles.id"))
    requested_url: Mapped[str | None]  # NULL: the same as `url`
    url: Mapped[str]
    status: Mapped[int | None]
    headers: Mapped[Any] = mapped_column(SmallJson)
    title: Mapped[str | None]
    fetched_at: Mapped[datetime]  # by the crawler's clock
    seen_at: Mapped[datetime]  # by the store's clock: decides which fetch is the newest
    state: Mapped[str]
    attempts: Mapped[int]


class ArticleRow(Base):
    """An article by its normalised final address, with the summary of its newest cleaning.

    `fetch_id`, `cleaning_id`, `extraction_id`, `version_id`, `cluster_id` and `assessment_id` point at rows that point
    back here, hence without a foreign key.
    """

    __tablename__ = "articles"
    __table_args__ = (
        # Lists are in the order of a figure and the id; what they are filtered by follows: an index alone answers.
        partial("ix_articles_flagged", "score", "id", "site_id", *FILTERED, "confidence", where=FLAGGED),
        Index("ix_articles_score", "score", "id", "site_id", *FILTERED, "confidence"),
        Index("ix_articles_site_score", "site_id", "score", "id", "flagged", *FILTERED, "confidence"),
        Index("ix_articles_site_id", "site_id", "id"),
        Index("ix_articles_confidence", "confidence", "id", "site_id", *FILTERED, "score"),
        partial("ix_articles_drift", "drift", "id", "site_id", *FILTERED, "score", "confidence", where=DRIFTED),
        Index("ix_articles_day", "day", "score", "id", "flagged", "site_id", *FILTERED_BUT_DAY, "confidence"),
        # What few articles have is found by it, wherever they stand in the list.
        partial("ix_articles_verdict", "verdict", "score", "id", where=DECIDED),
        partial("ix_articles_cluster_id", "cluster_id", "score", "id", where=CLUSTERED),
        # From the words that were searched for to what lists are filtered by.
        Index(
            "ix_articles_extraction_id", "extraction_id", "id", "score", "flagged", "site_id", *FILTERED, "confidence"
        ),
    )

    id: Mapped[RowId] = mapped_column(primary_key=True)
    key: Mapped[bytes] = mapped_column(unique=True)
    url: Mapped[str]
    site_id: Mapped[RowId] = mapped_column(ForeignKey("sites.id"))
    title: Mapped[str | None]
    published: Mapped[str | None]
    language: Mapped[str | None]
    score: Mapped[float | None]
    flagged: Mapped[bool]
    garble: Mapped[str]
    looks_like: Mapped[str | None]
    is_article: Mapped[bool | None]
    page_kind: Mapped[str | None]
    confidence: Mapped[float | None]
    lines: Mapped[int]
    cut_lines: Mapped[int]
    findings: Mapped[int]
    fetch_id: Mapped[RowId | None]
    cleaning_id: Mapped[RowId | None]
    extraction_id: Mapped[RowId | None]  # of that cleaning
    version_id: Mapped[RowId | None]  # last made or confirmed by
    verdict: Mapped[str | None]
    cluster_id: Mapped[RowId | None]  # copies of one story; NULL: none is known
    assessment_id: Mapped[RowId | None]  # score, flagged and looks_like are its; NULL: the cleaning's own
    drift: Mapped[float | None]  # of an article that is the garbled one by what its copies say; NULL: others
    evidence: Mapped[int | None]  # kinds of evidence as bits, see evidence_kinds; NULL: never cleaned
    day: Mapped[int | None]  # of publication, or of the fetch where that is not known; days since 1970
    updated_at: Mapped[datetime]


class VersionRow(Base):
    """What made results: cleaning.values.Versions, once for each combination."""

    __tablename__ = "versions"
    __table_args__ = (UniqueConstraint("copydesk", "extract", "rules", "model", "context"),)

    id: Mapped[RowId] = mapped_column(primary_key=True)
    copydesk: Mapped[str]
    extract: Mapped[str]
    rules: Mapped[str]
    model: Mapped[str]
    context: Mapped[str]


class ExtractionRow(Base):
    """One version of an article's extraction, as codec.pack(Article) made it."""

    __tablename__ = "extractions"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

    id: Mapped[RowId] = mapped_column(primary_key=True)
    article_id: Mapped[RowId] = mapped_column(ForeignKey("articles.id"))
    number: Mapped[int]
    fetch_id: Mapped[RowId] = mapped_column(ForeignKey("fetches.id"))
    digest: Mapped[bytes]  # of the content before compression
    packed: Mapped[bytes]
    made_at: Mapped[datetime]


class CleaningRow(Base):
    """One outcome; the same outcome again only moves `confirmed_at` and `confirmed_id`.

    `lines` holds kind, litter and weak terms of every line, packed; what was cut and found are rows of their own.
    """

    __tablename__ = "cleanings"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

    id: Mapped[RowId] = mapped_column(primary_key=True)
    article_id: Mapped[RowId] = mapped_column(ForeignKey("articles.id"))
    number: Mapped[int]
    extraction_id: Mapped[RowId] = mapped_column(ForeignKey("extractions.id"))
    run_id: Mapped[RowId | None] = mapped_column(ForeignKey("runs.id"))
    digest: Mapped[bytes]  # of the outcome, without versions
    made_at: Mapped[datetime]
    version_id: Mapped[RowId] = mapped_column(ForeignKey("versions.id"))
    confirmed_at: Mapped[datetime]
    confirmed_id: Mapped[RowId] = mapped_column(ForeignKey("versions.id"))
    garble: Mapped[str]
    score: Mapped[float | None]
    flagged: Mapped[bool]
    looks_like: Mapped[str | None]
    is_article: Mapped[bool | None]
    page_kind: Mapped[str | None]
    confidence: Mapped[float | None]
    page_terms: Mapped[Any | None] = mapped_column(SmallJson)
    lines: Mapped[bytes]


class CutRow(Base):
    """A cut. `start` and `stop` count code points of the line."""

    __tablename__ = "cuts"
    __table_args__ = ({"sqlite_with_rowid": False},)

    cleaning_id: Mapped[RowId] = mapped_column(ForeignKey("cleanings.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  # within the line
    start: Mapped[int]
    stop: Mapped[int]
    rule: Mapped[str]
    kind: Mapped[str]
    terms: Mapped[Any] = mapped_column(SmallJson)


class SuspicionRow(Base):
    """A line that was kept although much speaks against it, so that such lines can be found and voted on."""

    __tablename__ = "suspicions"
    __table_args__ = ({"sqlite_with_rowid": False},)

    cleaning_id: Mapped[RowId] = mapped_column(ForeignKey("cleanings.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    litter: Mapped[float]


class FindingRow(Base):
    """A finding, in the order of the cleaning."""

    __tablename__ = "findings"
    __table_args__ = ({"sqlite_with_rowid": False},)

    cleaning_id: Mapped[RowId] = mapped_column(ForeignKey("cleanings.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    signal: Mapped[str]
    place: Mapped[str]  # Finding.where
    line: Mapped[int | None]
    start: Mapped[int]
    stop: Mapped[int]
    score: Mapped[float]
    reason: Mapped[str]
    text: Mapped[str]


class FailureRow(Base):
    """A failure as it happened; only `resolved_at` is ever set later."""

    __tablename__ = "failures"
    __table_args__ = (
        Index("ix_failures_site_id", "site_id", "id"),
        Index("ix_failures_key", "key"),
        partial("ix_failures_unresolved_site", "site_id", "stage", "id", where="resolved_at IS NULL"),
    )

    id: Mapped[RowId] = mapped_column(primary_key=True)
    run_id: Mapped[RowId | None] = mapped_column(ForeignKey("runs.id"))
    site_id: Mapped[RowId] = mapped_column(ForeignKey("sites.id"))
    fetch_id: Mapped[RowId | None] = mapped_column(ForeignKey("fetches.id"))
    key: Mapped[bytes]
    url: Mapped[str]
    stage: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
