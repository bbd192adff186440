"""The rows of copies: fingerprints, what they are found by, clusters with their history, edges, assessments."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Base, RowId, SmallJson, partial

DUE = "due = true"
FACE = "is_face = true"
NAMES_ORIGIN = "origin_key IS NOT NULL"


class FingerprintRow(Base):
    """An article's text in short, and the cluster that it is in. Replaced when the text changes.

    It is written with the cleaning, `due`; finding its copies is a transaction of its own, so that who is killed
    between the two leaves a row that says what is left to do.
    """

    __tablename__ = "fingerprints"
    __table_args__ = (
        Index("ix_fingerprints_digest", "digest"),
        Index("ix_fingerprints_cluster_id", "cluster_id"),
        partial("ix_fingerprints_origin_key", "origin_key", where=NAMES_ORIGIN),
        partial("ix_fingerprints_due", "article_id", where=DUE),
        partial("ix_fingerprints_face", "cluster_id", "article_id", where=FACE),
    )

    article_id: Mapped[RowId] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    digest: Mapped[bytes]  # of all words: exact copies have the same
    day: Mapped[int]  # of publication, or of the fetch where that is not known; days since 1970
    seen_day: Mapped[int]  # of the fetch
    words: Mapped[int]
    counted: Mapped[int]  # how the fingerprint was made
    packed: Mapped[bytes]
    cluster_id: Mapped[RowId | None] = mapped_column(ForeignKey("clusters.id"))  # NULL: no copy is known
    is_face: Mapped[bool]  # stands for its cluster: compared and looked for
    is_own: Mapped[bool]  # the page is the original by its own word or that of others
    origin_key: Mapped[bytes | None]  # of the foreign address that the page names as the original
    due: Mapped[bool]  # its copies are still to be looked for


class HookRow(Base):
    """What a face is found by: a band of its signature, or one of its rarest terms, in 63 bits.

    An index of our own, made from the fingerprints: it needs no foreign keys. An article that was published long before
    it was fetched has both days, for copies without a date are known by the day of their fetch.
    """

    __tablename__ = "hooks"
    __table_args__ = (Index("ix_hooks_article_id", "article_id"), {"sqlite_with_rowid": False})

    key: Mapped[RowId] = mapped_column(primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[RowId] = mapped_column(primary_key=True)


class ClusterRow(Base):
    """A story of which two copies or more are known. Ids are never used again: one that was merged says into which."""

    __tablename__ = "clusters"

    id: Mapped[RowId] = mapped_column(primary_key=True)
    representative_id: Mapped[RowId] = mapped_column(ForeignKey("articles.id"))
    reason: Mapped[str]  # why this member stands for it
    members: Mapped[int]
    merged_id: Mapped[RowId | None]  # the cluster that it became a part of
    made_at: Mapped[datetime]


class ClusterEventRow(Base):
    """What happened to a cluster, never changed: "joined", "left", "merged", "represented"."""

    __tablename__ = "cluster_events"
    __table_args__ = (Index("ix_cluster_events_cluster_id", "cluster_id", "id"),)

    id: Mapped[RowId] = mapped_column(primary_key=True)
    cluster_id: Mapped[RowId] = mapped_column(ForeignKey("clusters.id"))
    event: Mapped[str]
    article_id: Mapped[RowId | None] = mapped_column(ForeignKey("articles.id"))
    other_id: Mapped[RowId | None]  # the cluster that was merged into this one
    reason: Mapped[str]
    at: Mapped[datetime]


class EdgeRow(Base):
    """What two articles are to each other, in the order of their addresses' keys; appended.

    `drift`, `lean` and `why` are there where the two texts were compared: lean > 0 says that `other_id` is garbled.
    """

    __tablename__ = "edges"
    __table_args__ = (
        Index("ix_edges_article_id", "article_id", "id"),
        Index("ix_edges_other_id", "other_id", "id"),
    )

    id: Mapped[RowId] = mapped_column(primary_key=True)
    article_id: Mapped[RowId] = mapped_column(ForeignKey("articles.id"))
    other_id: Mapped[RowId] = mapped_column(ForeignKey("articles.id"))
    cleaning_id: Mapped[RowId | None] = mapped_column(ForeignKey("cleanings.id"))
    other_cleaning_id: Mapped[RowId | None] = mapped_column(ForeignKey("cleanings.id"))
    relation: Mapped[str]
    method: Mapped[str]
    score: Mapped[float]
    shared: Mapped[Any] = mapped_column(SmallJson)
    drift: Mapped[float | None]
    lean: Mapped[float | None]
    why: Mapped[Any | None] = mapped_column(SmallJson)
    at: Mapped[datetime]


class DifferenceRow(Base):
    """Something that the two articles of an edge tell differently, with both spans; line -1 is the headline."""

    __tablename__ = "differences"
    __table_args__ = ({"sqlite_with_rowid": False},)

    edge_id: Mapped[RowId] = mapped_column(ForeignKey("edges.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    line: Mapped[int]
    start: Mapped[int]
    stop: Mapped[int]
    text: Mapped[str]
    other_line: Mapped[int]
    other_start: Mapped[int]
    other_stop: Mapped[int]
    other_text: Mapped[str]
    score: Mapped[float]
    reason: Mapped[str]


class AssessmentRow(Base):
    """What is known of an article's garbling once its copies were read: appended, a cleaning never changes for it.

    `state` names what was known of the corpus: the edges that it rests on.
    """

    __tablename__ = "assessments"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

    id: Mapped[RowId] = mapped_column(primary_key=True)
    article_id: Mapped[RowId] = mapped_column(ForeignKey("articles.id"))
    number: Mapped[int]
    cleaning_id: Mapped[RowId] = mapped_column(ForeignKey("cleanings.id"))
    cluster_id: Mapped[RowId | None] = mapped_column(ForeignKey("clusters.id"))
    version: Mapped[str]  # of the code that compares
    state: Mapped[Any] = mapped_column(SmallJson)
    drift: Mapped[float]
    is_garbled: Mapped[bool | None]  # against its copies; NULL: they cannot tell
    score: Mapped[float | None]
    flagged: Mapped[bool]
    looks_like: Mapped[str | None]
    evidence: Mapped[Any] = mapped_column(SmallJson)
    made_at: Mapped[datetime]
