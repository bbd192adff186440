"""Clusters in the database: which one an article joins, leaves or founds, what stands for it, and its history.

Everything here runs in a writing transaction that no other of its kind overlaps (`alone`): two copies that arrive at
once then find each other whichever comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, literal_column, select, text, update

from cleaning.copies.clusters import Edge, Joining, joining, shows_more
from cleaning.copies.representative import Member, rank, why
from storage import fingerprints
from storage.copy_tables import ClusterEventRow, ClusterRow, EdgeRow, FingerprintRow
from storage.edges import add_edges
from storage.fingerprints import Home
from storage.prints import unpack
from storage.statements import AnyRow, AnySelect, update_each
from storage.tables import ArticleRow

LOCK = 0x636F7079_00000001
"""Key of PostgreSQL's advisory lock under which clusters change."""

MOST_MEMBERS = 200
"""Members, the first ones, among which a representative is looked for when the last one left."""

JOINED, LEFT, MERGED, REPRESENTED = "joined", "left", "merged", "represented"


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of an article whose copies were looked for.

    Attributes:
        cluster_id: where it is now; None = it stands alone.
        edges: (other article, edge) for every copy, to be compared with; the article stays due until they are.
    """

    article_id: int
    cluster_id: int | None
    edges: tuple[tuple[int, int], ...] = ()


def alone(connection: Connection) -> None:
    """Wait until nobody else changes clusters; on SQLite a writer is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})


def settle(connection: Connection, article_id: int, now: datetime) -> Settled | None:
    """Look for the article's copies and put it where it belongs; None where nothing is due."""
    own = connection.execute(fingerprints.OWN, {"article_id": article_id}).first()
    if own is None or not own.due:
        return None
    made = unpack(own)
    if made is None:
        connection.execute(SETTLED, {"row_id": article_id, "cluster": own.cluster_id})
        return None
    if own.is_face:
        fingerprints.hide(connection, [article_id])
    likely = fingerprints.candidates(connection, own, made)
    homes = fingerprints.faces_of(connection, likely, {own.cluster_id} - {None})
    home = joining(made, homes)
    cluster_id = move(connection, own, home, now)
    if shows_more(made, [] if home.cluster is None else homes[home.cluster]):
        fingerprints.show(connection, own, made)
    if cluster_id is not None:
        merge(connection, cluster_id, home.merged, now)
        name_original(connection, article_id, cluster_id)
        represent(connection, cluster_id, article_id, now)
    edges = add_edges(connection, article_id, home.edges, now)
    if not edges:
        connection.execute(SETTLED, {"row_id": article_id, "cluster": cluster_id})
    return Settled(article_id, cluster_id, edges)


def move(connection: Connection, own: AnyRow, home: Joining[int, Home], now: datetime) -> int | None:
    """Take the article out of the cluster that is no longer its own and into the one that is; where it is then."""
    if home.cluster == ("cluster", own.cluster_id):
        return int(own.cluster_id)
    if own.cluster_id is not None:
        leave(connection, own.cluster_id, own.article_id, now)
    if home.cluster is None:
        return None
    kind, other = home.cluster
    cluster_id = other if kind == "cluster" else found(connection, other, now)
    join(connection, cluster_id, own.article_id, said(home.edges), now)
    return cluster_id


def said(edges: Sequence[Edge[int, Home]]) -> str:
    """Why an article joined: what it shares with the likest face."""
    best = edges[0]
    return f"copy of {best.key} at {best.likeness.score:.2f}: {', '.join(best.likeness.shared)}"


def found(connection: Connection, article_id: int, now: datetime) -> int:
    """A new cluster of an article that stood alone."""
    row = {"representative_id": article_id, "reason": why_alone(), "members": 0, "made_at": now}
    cluster_id: int = connection.execute(insert(ClusterRow).returning(ClusterRow.id), row).scalar_one()
    join(connection, cluster_id, article_id, "the first that is known", now)
    return cluster_id


def why_alone() -> str:
    """Reason of a representative that has no rivals yet."""
    return why(Member(0, is_own=False, is_garbled=False, words=0, day=0, cut=0.0), None)


def join(connection: Connection, cluster_id: int, article_id: int, reason: str, now: datetime) -> None:
    """Count the article in."""
    connection.execute(SETTLED_IN, {"row_id": article_id, "cluster": cluster_id})
    connection.execute(COUNTED, {"row_id": cluster_id, "by": 1})
    place(connection, article_id, cluster_id)
    note(connection, now, cluster_id=cluster_id, event=JOINED, reason=reason, article_id=article_id)


def leave(connection: Connection, cluster_id: int, article_id: int, now: datetime) -> None:
    """Count the article out; a cluster of one is none, and one whose representative left finds another.

    Members that were compared with it are due again: what it said of them no longer holds.
    """
    connection.execute(WITNESSED, {"left": article_id, "cluster": cluster_id})
    connection.execute(SETTLED_IN, {"row_id": article_id, "cluster": None})
    connection.execute(COUNTED, {"row_id": cluster_id, "by": -1})
    place(connection, article_id, None)
    note(connection, now, cluster_id=cluster_id, event=LEFT, reason="its text is another now", article_id=article_id)
    members = connection.execute(MEMBER_IDS, {"cluster": cluster_id, "most": MOST_MEMBERS}).scalars().all()
    if len(members) == 1:
        connection.execute(SETTLED_IN, {"row_id": members[0], "cluster": None})
        connection.execute(COUNTED, {"row_id": cluster_id, "by": -1})
        place(connection, members[0], None)
        note(connection, now, cluster_id=cluster_id, event=LEFT, reason="no other copy is left", article_id=members[0])
        show_again(connection, members[0])
    elif members:
        represent(connection, cluster_id, None, now)


def merge(connection: Connection, cluster_id: int, others: Sequence[Home], now: datetime) -> None:
    """Others turned out to be the same story: their members are this cluster's now, and they say so."""
    for kind, other in others:
        if kind == "article":
            join(connection, cluster_id, other, "one story with the cluster's faces", now)
            continue
        moved = connection.execute(MEMBERS, {"cluster": other}).scalar_one()
        connection.execute(PLACED_ALL, {"old": other, "new": cluster_id})
        connection.execute(MOVED_ALL, {"old": other, "new": cluster_id})
        connection.execute(COUNTED, {"row_id": cluster_id, "by": moved})
        update_each(connection, ClusterRow, [{"row_id": other, "members": 0, "merged_id": cluster_id}])
        reason = f"{moved} members of cluster {other} came"
        note(connection, now, cluster_id=cluster_id, event=MERGED, reason=reason, other_id=other)


def name_original(connection: Connection, article_id: int, cluster_id: int) -> None:
    """Who is named as the original by a member is one, whichever of them came first."""
    wanted = {"row_id": article_id, "cluster": cluster_id}
    if connection.execute(NAMED_BY, wanted).first() is not None:
        connection.execute(MADE_OWN, {"own_id": article_id})
    named = connection.execute(NAMES, wanted).scalar()
    if named is not None:
        connection.execute(MADE_OWN, {"own_id": named})


def represent(connection: Connection, cluster_id: int, new: int | None, now: datetime) -> None:
    """Choose what stands for the cluster: among its faces and the new member, or its first members where one left."""
    current: int = connection.execute(REPRESENTATIVE, {"row_id": cluster_id}).scalar_one()
    asked = {"cluster": cluster_id, "current": current, "new": new or 0, "most": MOST_MEMBERS}
    rows = connection.execute(RIVALS if new is not None else FIRST_MEMBERS, asked).all()
    ranked = sorted(map(member_of, rows), key=rank, reverse=True)
    best, second = ranked[0], ranked[1] if len(ranked) > 1 else None
    reason = why(best, second)
    update_each(connection, ClusterRow, [{"row_id": cluster_id, "representative_id": best.id, "reason": reason}])
    if best.id != current:
        note(connection, now, cluster_id=cluster_id, event=REPRESENTED, reason=reason, article_id=best.id)
    show_again(connection, best.id)


def member_of(row: AnyRow) -> Member:
    """The row as what is weighed."""
    cut = row.cut_lines / row.lines if row.lines else 0.0
    return Member(row.article_id, row.is_own, row.flagged, row.words, row.day, cut)


def show_again(connection: Connection, article_id: int) -> None:
    """Make an article a face unless it is one: who represents a cluster or stands alone must be found."""
    row = connection.execute(fingerprints.OWN, {"article_id": article_id}).one()
    made = None if row.is_face else unpack(row)
    if made is not None:
        fingerprints.show(connection, row, made)


def place(connection: Connection, article_id: int, cluster_id: int | None) -> None:
    """The article's own row names its cluster, so that lists need no join."""
    update_each(connection, ArticleRow, [{"row_id": article_id, "cluster_id": cluster_id}])


def note(connection: Connection, now: datetime, **row: Any) -> None:  # noqa: ANN401 - columns of ClusterEventRow
    """Append to the cluster's history."""
    connection.execute(insert(ClusterEventRow), {"article_id": None, "other_id": None, "at": now, **row})


SETTLED_IN = (
    update(FingerprintRow)
    .where(FingerprintRow.article_id == bindparam("row_id"))
    .values(cluster_id=bindparam("cluster"))
)
SETTLED = SETTLED_IN.values(due=False)
COUNTED = (
    update(ClusterRow).where(ClusterRow.id == bindparam("row_id")).values(members=ClusterRow.members + bindparam("by"))
)
MEMBERS: AnySelect = select(ClusterRow.members).where(ClusterRow.id == bindparam("cluster"))
OF_CLUSTER = FingerprintRow.cluster_id == bindparam("cluster")
LEAVER: Any = bindparam("left")
WITNESSED = (
    update(FingerprintRow)
    .where(
        OF_CLUSTER,
        FingerprintRow.article_id != LEAVER,
        FingerprintRow.article_id.in_(
            select(EdgeRow.other_id)
            .where(EdgeRow.article_id == LEAVER, EdgeRow.drift.is_not(None))
            .union(select(EdgeRow.article_id).where(EdgeRow.other_id == LEAVER, EdgeRow.drift.is_not(None)))
        ),
    )
    .values(due=True)
)
MEMBER_IDS: AnySelect = (
    select(FingerprintRow.article_id).where(OF_CLUSTER).order_by(FingerprintRow.article_id).limit(bindparam("most"))
)
MOVED = FingerprintRow.cluster_id == bindparam("old")
PLACED_ALL = (
    update(ArticleRow)
    .where(ArticleRow.id.in_(select(FingerprintRow.article_id).where(MOVED)))
    .values(cluster_id=bindparam("new"))
)
MOVED_ALL = update(FingerprintRow).where(MOVED).values(cluster_id=bindparam("new"))
REPRESENTATIVE: AnySelect = select(ClusterRow.representative_id).where(ClusterRow.id == bindparam("row_id"))
NAMED_BY: AnySelect = (
    select(FingerprintRow.article_id)
    .where(
        FingerprintRow.origin_key
        == select(ArticleRow.key).where(ArticleRow.id == bindparam("row_id")).scalar_subquery(),
        OF_CLUSTER,
    )
    .limit(1)
)
Named = select(FingerprintRow.origin_key).where(FingerprintRow.article_id == bindparam("row_id")).scalar_subquery()
NAMES: AnySelect = (
    select(FingerprintRow.article_id)
    .join(ArticleRow, ArticleRow.id == FingerprintRow.article_id)
    .where(ArticleRow.key == Named, OF_CLUSTER)
)
MADE_OWN = update(FingerprintRow).where(FingerprintRow.article_id == bindparam("own_id")).values(is_own=True)
WEIGHED: AnySelect = (
    select(
        FingerprintRow.article_id,
        FingerprintRow.words,
        FingerprintRow.day,
        FingerprintRow.is_own,
        ArticleRow.flagged,
        ArticleRow.lines,
        ArticleRow.cut_lines,
    )
    .join(ArticleRow, ArticleRow.id == FingerprintRow.article_id)
    .where(OF_CLUSTER)
    .order_by(FingerprintRow.article_id)
    .limit(bindparam("most"))
)
FIRST_MEMBERS = WEIGHED
RIVALS = WEIGHED.where(
    (FingerprintRow.is_face == literal_column("true"))
    | FingerprintRow.article_id.in_([bindparam("current"), bindparam("new")])
)
