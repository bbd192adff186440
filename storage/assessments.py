"""What copies say of articles: their texts compared edge by edge, and what follows for each of them, appended.

Reading, comparing and writing are three steps: nothing is compared while the database is held.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, union_all, update

from cleaning.copies.assess import Assessment, Me, Pairs, Witness, assessed, usual_threshold
from cleaning.copies.copy import copy_of
from cleaning.copies.drift import Prepared, drift_of, prepare
from cleaning.copies.values import COPIES, Drift
from cleaning.values import Garble
from cleaning.versions import comparing
from storage import clusters
from storage.changes import Changes, add_changes
from storage.clusters import Settled
from storage.codec import as_row
from storage.copy_tables import AssessmentRow, ClusterRow, DifferenceRow, EdgeRow, FingerprintRow
from storage.evidence_kinds import BITS
from storage.identity import key_of
from storage.reading import cleaned_of, newest
from storage.statements import KEYS, AnyRow, AnySelect, rows_in, update_each
from storage.tables import ArticleRow
from storage.weeks import counted

MOST_COMPARED = 5
"""Copies that a new article is compared with: the representative and the likest faces."""

MOST_WITNESSES = 8
"""Witnesses of an article; one that has as many is not looked at again when another copy comes."""

MOST_DIFFERENCES = 60
"""Differences of an edge that are kept, the surest ones."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article's text made ready to be compared, the key of its address, and the cleaning that it is of."""

    cleaning_id: int
    key: bytes
    text: Prepared

    @property
    def garble(self) -> Garble:
        """What the text says by itself."""
        return self.text.words.copy.garble


Readings = dict[int, Reading]
"""By article."""


@dataclass(frozen=True, slots=True)
class Compared:
    """An edge with what came of comparing the two texts."""

    edge_id: int
    other_id: int
    drift: Drift


CURRENT: AnySelect = select(ArticleRow.id, ArticleRow.cleaning_id).where(ArticleRow.id.in_(KEYS))
TEXTS = newest().where(ArticleRow.id.in_(KEYS))
OWN: AnySelect = select(FingerprintRow.article_id).where(
    FingerprintRow.article_id.in_(KEYS), FingerprintRow.is_own.is_(True)
)


def chosen(connection: Connection, settled: Settled) -> tuple[tuple[int, int], ...]:
    """The edges that are worth comparing: to the representative first, then in the order they were found."""
    stands = connection.execute(STANDS, {"cluster": settled.cluster_id or 0}).scalar()
    return tuple(sorted(settled.edges, key=lambda edge: edge[0] != stands)[:MOST_COMPARED])


def read(connection: Connection, article_ids: Collection[int], known: Readings) -> Readings:
    """Texts of articles, those that are known and still current as they are."""
    current = {row.id: row.cleaning_id for row in rows_in(connection, CURRENT, article_ids)}
    found = {one: known[one] for one in article_ids if one in known and known[one].cleaning_id == current.get(one)}
    rows = list(rows_in(connection, TEXTS, sorted(set(article_ids) - found.keys())))
    cleaned = cleaned_of(connection, rows)
    for row in rows:
        copy = copy_of(cleaned[row.cleaning_id])
        # Which of two is the original may be known later: it is weighed when they are assessed.
        made = prepare(replace(copy, origin=replace(copy.origin, is_own=False)))
        found[row.article_id] = Reading(row.cleaning_id, key_of(row.article_url), made)
    return found


def compare(article_id: int, edges: Sequence[tuple[int, int]], readings: Readings) -> list[Compared]:
    """The article's text beside that of every copy, in the edge's order. No database: this is what takes time."""
    found = []
    for other, edge_id in edges:
        if other in readings:
            first, second = sorted((readings[article_id], readings[other]), key=lambda reading: reading.key)
            found.append(Compared(edge_id, other, drift_of(first.text, second.text)))
    return found


def keep(connection: Connection, settled: Settled, found: Sequence[Compared], readings: Readings, now: datetime) -> int:
    """Write what came of comparing, and the assessments that follow; how many are new."""
    update_each(connection, EdgeRow, [edge_row(one) for one in found])
    rows = [row for one in found for row in difference_rows(one)]
    if rows:
        connection.execute(insert(DifferenceRow), rows)
    # In order of ids, and counts last: other writers take the same rows in the same order.
    concerned = sorted({settled.article_id, *(one.other_id for one in found)})
    made = [reassess(connection, one, readings, now, is_new=one == settled.article_id) for one in concerned]
    own = readings[settled.article_id].cleaning_id
    connection.execute(DONE, {"row_id": settled.article_id, "cleaning": own})
    add_changes(connection, made)
    return sum(change is not None for change in made)


def edge_row(one: Compared) -> dict[str, Any]:
    """What comparing adds to an edge."""
    return {"row_id": one.edge_id, "drift": one.drift.score, "lean": one.drift.lean, "why": one.drift.why}


def difference_rows(one: Compared) -> list[dict[str, Any]]:
    """Rows of the surest differences, in the order of the text."""
    surest = sorted(one.drift.differences, key=lambda difference: -difference.score)[:MOST_DIFFERENCES]
    return [
        {
            "edge_id": one.edge_id,
            "number": number,
            "kind": found.kind,
            "line": found.a.line,
            "start": found.a.start,
            "stop": found.a.end,
            "text": found.a.text,
            "other_line": found.b.line,
            "other_start": found.b.start,
            "other_stop": found.b.end,
            "other_text": found.b.text,
            "score": found.score,
            "reason": found.reason,
        }
        for number, found in enumerate(sorted(surest, key=lambda found: (found.a.line, found.a.start)))
    ]


def reassess(
    connection: Connection, article_id: int, readings: Readings, now: datetime, *, is_new: bool
) -> Changes | None:
    """Append what its copies say of the article; the change of its site's counts, None where all is as before."""
    edges = edges_of(connection, article_id)
    if not edges or (not is_new and len(edges) > MOST_WITNESSES):
        return None
    reading = readings[article_id]
    originals = originals_among(connection, [article_id, *edges])
    witnesses = [witness_of(article_id, row, originals) for row in edges.values()]
    known = drifts(connection, [article_id, *edges])
    me = Me(article_id, reading.garble, is_original=article_id in originals)
    found = assessed(me, witnesses, known, usual_threshold())
    rests_on = sorted(edge.id for edge in edges.values())
    return append(connection, assessment_row(article_id, reading.cleaning_id, found, rests_on), now)


def withdraw(connection: Connection, article_id: int, now: datetime) -> bool:
    """Let the text of an article speak alone again where its copies are gone; False where it did so already."""
    assessed_before = connection.execute(ASSESSED, {"article": article_id}).scalar()
    if assessed_before is None:
        return False
    (row,) = rows_in(connection, TEXTS, [article_id])
    own = cleaned_of(connection, [row])[row.cleaning_id].garble
    found = assessed(Me(article_id, own), (), {}, usual_threshold())
    change = append(connection, assessment_row(article_id, row.cleaning_id, found, []), now)
    add_changes(connection, [change])
    return change is not None


def append(connection: Connection, row: dict[str, Any], now: datetime) -> Changes | None:
    """Write an assessment and what lists show; the change of its site's counts, None where the last one stands."""
    article_id = row["article_id"]
    last = connection.execute(LAST, {"article": article_id}).first()
    if last is not None and is_same(last, row):
        return None
    article = connection.execute(ARTICLE, {"article": article_id}).one()
    if article.cleaning_id != row["cleaning_id"]:
        return None  # it was cleaned again meanwhile, and is due again
    number = (last.number if last is not None else 0) + 1
    whole = {**row, "number": number, "cluster_id": article.cluster_id, "version": comparing(), "made_at": now}
    assessment_id = connection.execute(insert(AssessmentRow).returning(AssessmentRow.id), whole).scalar_one()
    summary = {name: row[name] for name in ("score", "flagged", "looks_like")}
    drift = row["drift"] if row["is_garbled"] else None
    evidence = (article.evidence or 0) & ~BITS[COPIES] | (BITS[COPIES] if row["is_garbled"] else 0)
    shown = {"row_id": article_id, "assessment_id": assessment_id, "drift": drift, "evidence": evidence, **summary}
    update_each(connection, ArticleRow, [shown])
    if row["flagged"] == article.flagged:
        return Changes()
    if article.cluster_id is not None:
        clusters.represent(connection, article.cluster_id, article_id, now)
    by = row["flagged"] - article.flagged
    return Changes({(article.site_id, "flagged"): by}, counted(article.site_id, article.day, {"flagged": by}))


def edges_of(connection: Connection, article_id: int) -> dict[int, AnyRow]:
    """The newest compared edge to each other article, between texts that are still current."""
    rows = connection.execute(COMPARED, {"article": article_id, "most": 2 * MOST_WITNESSES}).all()
    found: dict[int, AnyRow] = {}
    for row in sorted(rows, key=lambda row: -row.id):
        found.setdefault(row.other_id if row.article_id == article_id else row.article_id, row)
    return found


def witness_of(article_id: int, row: AnyRow, originals: Collection[int]) -> Witness:
    """An edge as seen from one of its articles."""
    is_first = row.article_id == article_id
    other = row.other_id if is_first else row.article_id
    return Witness(other, row.drift, -row.lean if is_first else row.lean, is_original=other in originals)


def originals_among(connection: Connection, article_ids: Collection[int]) -> set[int]:
    """Those of the articles at which a story stood first."""
    return {row.article_id for row in rows_in(connection, OWN, article_ids)}


def drifts(connection: Connection, article_ids: Sequence[int]) -> Pairs:
    """Drift between any two of these articles, as far as they were compared; the newest counts."""
    asked = {"keys": article_ids, "others": article_ids}
    return {frozenset((row.article_id, row.other_id)): row.drift for row in connection.execute(AMONG, asked)}


def assessment_row(article_id: int, cleaning_id: int, found: Assessment, edges: list[int]) -> dict[str, Any]:
    """What is compared with the last assessment."""
    return {
        "article_id": article_id,
        "cleaning_id": cleaning_id,
        "state": edges,
        "drift": found.drift,
        "is_garbled": found.is_garbled,
        "score": found.score,
        "flagged": found.flagged,
        "looks_like": found.looks_like,
        "evidence": [as_row(one) for one in found.evidence],
    }


SAME = ("cleaning_id", "drift", "is_garbled", "score", "flagged", "looks_like")


def is_same(last: AnyRow, row: Mapping[str, Any]) -> bool:
    """The last assessment says as much of the same cleaning, by the same code."""
    return last.version == comparing() and all(getattr(last, name) == row[name] for name in SAME)


STANDS: AnySelect = select(ClusterRow.representative_id).where(ClusterRow.id == bindparam("cluster"))
Mine, Other = (select(ArticleRow.id, ArticleRow.cleaning_id).subquery() for _ in range(2))
EDGES: AnySelect = (
    select(EdgeRow.id, EdgeRow.article_id, EdgeRow.other_id, EdgeRow.drift, EdgeRow.lean)
    .join(Mine, Mine.c.id == EdgeRow.article_id)
    .join(Other, Other.c.id == EdgeRow.other_id)
    .where(
        EdgeRow.drift.is_not(None),
        Mine.c.cleaning_id == EdgeRow.cleaning_id,
        Other.c.cleaning_id == EdgeRow.other_cleaning_id,
    )
    .order_by(EdgeRow.id.desc())
    .limit(bindparam("most"))
)
FROM, TO = (EDGES.where(end == bindparam("article")).subquery() for end in (EdgeRow.article_id, EdgeRow.other_id))
COMPARED = union_all(select(FROM), select(TO))
"""From either end by an index of its own: a representative may have thousands of edges."""

AMONG: AnySelect = (
    select(EdgeRow.article_id, EdgeRow.other_id, EdgeRow.drift)
    .where(
        EdgeRow.article_id.in_(KEYS),
        EdgeRow.other_id.in_(bindparam("others", expanding=True)),
        EdgeRow.drift.is_not(None),
    )
    .order_by(EdgeRow.id)
)
LAST: AnySelect = (
    select(AssessmentRow.number, AssessmentRow.version, *(getattr(AssessmentRow, name) for name in SAME))
    .where(AssessmentRow.article_id == bindparam("article"))
    .order_by(AssessmentRow.number.desc())
    .limit(1)
)
ASSESSED: AnySelect = select(ArticleRow.assessment_id).where(ArticleRow.id == bindparam("article"))
ARTICLE: AnySelect = select(
    ArticleRow.cleaning_id,
    ArticleRow.site_id,
    ArticleRow.flagged,
    ArticleRow.cluster_id,
    ArticleRow.evidence,
    ArticleRow.day,
).where(ArticleRow.id == bindparam("article"))
DONE = (
    update(FingerprintRow)
    .where(
        FingerprintRow.article_id == bindparam("row_id"),
        select(ArticleRow.cleaning_id).where(ArticleRow.id == bindparam("row_id")).scalar_subquery()
        == bindparam("cleaning"),
    )
    .values(due=False)
)
