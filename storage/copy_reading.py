"""What is stored about an article's copies, as values: siblings, edges from either end, assessments, history."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection

from cleaning.copies.leans import DECIDED, garbled
from cleaning.copies.origin import origin_among, origin_of
from cleaning.copies.values import Difference, Drift, Likeness, Origin, Place, Relation
from cleaning.values import Evidence
from storage import assessments
from storage import copy_statements as asked
from storage.copy_records import (
    AssessmentRecord,
    ClusterRecord,
    CopiesRecord,
    CopyRecord,
    CopyTotals,
    EventRecord,
    Word,
)
from storage.reading import cleaned_of
from storage.statements import AnyRow, rows_in

MOST_RELATED, MOST_ASKED = 20, 8
"""Related articles that are told; members that are asked for the origin."""

MOST_DRIFTS = assessments.MOST_WITNESSES
"""Copies whose differences are told."""

LETTER = re.compile(r"\b[AB]\b")
ODDS = re.compile(r"\(([+-])(?=\d)")


def copies_of(connection: Connection, article_id: int) -> CopiesRecord | None:
    """Everything about the article's copies; None where there is no such article or it was never cleaned."""
    wanted = {"article": article_id}
    own = connection.execute(asked.OWN, wanted).first()
    if own is None:
        return None
    members = (
        [] if own.cluster_id is None else list(connection.execute(asked.MEMBERS, {**wanted, "cluster": own.cluster_id}))
    )
    edges = edges_between(connection, article_id, [row.id for row in members])
    related = related_to(connection, article_id, {row.id for row in members})
    drifts = drifts_of(connection, article_id)
    stands = None if own.cluster_id is None else cluster_of(connection, own.cluster_id)
    return CopiesRecord(
        article_id=article_id,
        is_due=bool(own.due),
        is_original=bool(own.is_own),
        cluster=stands,
        copies=tuple(copy_record(row, article_id, edges.get(row.id)) for row in members),
        related=related,
        assessments=tuple(assessment_record(row) for row in connection.execute(asked.HISTORY, wanted)),
        current=own.assessment_id,
        drifts=drifts,
        origin=origin_with(connection, article_id, [row.id for row in members[:MOST_ASKED]]),
    )


def story_of(connection: Connection, article_id: int) -> ClusterRecord | None:
    """The article's cluster alone, which reads no text; None where there is none."""
    own = connection.execute(asked.OWN, {"article": article_id}).first()
    return None if own is None or own.cluster_id is None else cluster_of(connection, own.cluster_id)


def cluster_of(connection: Connection, cluster_id: int) -> ClusterRecord:
    """A cluster with its history."""
    wanted = {"cluster": cluster_id}
    row = connection.execute(asked.CLUSTER, wanted).one()
    events = (EventRecord(*event) for event in connection.execute(asked.EVENTS, wanted))
    merged = tuple(connection.execute(asked.CAME, wanted).scalars())
    return ClusterRecord(row.id, row.representative_id, row.reason, row.members, row.made_at, merged, tuple(events))


def edges_between(connection: Connection, article_id: int, others: Collection[int]) -> dict[int, AnyRow]:
    """The newest edge to each of these articles, from either end; one that was compared before one that was not."""
    if not others:
        return {}
    wanted = {"article": article_id, "keys": list(others), "others": list(others)}
    return newest_by_other(article_id, connection.execute(asked.BETWEEN, wanted))


def newest_by_other(article_id: int, rows: Iterable[AnyRow]) -> dict[int, AnyRow]:
    """Edges, newest first, by the article at their other end."""
    found: dict[int, AnyRow] = {}
    for row in rows:
        other = other_end(row, article_id)
        if other not in found or (found[other].drift is None and row.drift is not None):
            found[other] = row
    return found


def other_end(edge: AnyRow, article_id: int) -> int:
    """The article at the other end of an edge."""
    other: int = edge.other_id if edge.article_id == article_id else edge.article_id
    return other


def related_to(connection: Connection, article_id: int, copies: Collection[int]) -> tuple[CopyRecord, ...]:
    """Articles of the same event that are no copies, likest first."""
    rows = connection.execute(asked.RELATED, {"article": article_id, "most": 4 * MOST_RELATED})
    edges = {key: row for key, row in newest_by_other(article_id, rows).items() if key not in copies}
    found = [
        copy_record(row, article_id, edges[row.id])
        for row in rows_in(connection, asked.ARTICLES, list(edges)[:MOST_RELATED])
    ]
    return tuple(sorted(found, key=lambda one: (-(one.likeness.score if one.likeness else 0.0), one.id)))


def drifts_of(connection: Connection, article_id: int) -> tuple[CopyRecord, ...]:
    """Copies that today's text was compared with, and what differs; the furthest first."""
    edges = assessments.edges_of(connection, article_id)
    chosen = dict(list(edges.items())[:MOST_DRIFTS])
    ids = [edge.id for edge in chosen.values()]
    told = differences_of(connection, ids)
    whole = {row.id: row for row in rows_in(connection, asked.EDGES, ids)}
    found = [
        copy_record(row, article_id, whole[chosen[row.id].id], told.get(chosen[row.id].id, ()))
        for row in rows_in(connection, asked.ARTICLES, sorted(chosen))
    ]
    return tuple(sorted(found, key=lambda one: (-(one.drift.score if one.drift else 0.0), one.id)))


def differences_of(connection: Connection, edges: Collection[int]) -> dict[int, list[AnyRow]]:
    """Rows of differences by edge, in the order of the text."""
    found: dict[int, list[AnyRow]] = {}
    for row in rows_in(connection, asked.DIFFERENCES, edges):
        found.setdefault(row.edge_id, []).append(row)
    return found


def copy_record(row: AnyRow, article_id: int, edge: AnyRow | None, told: Sequence[AnyRow] = ()) -> CopyRecord:
    """An article as seen from the one at hand."""
    return CopyRecord(
        id=row.id,
        site=row.host,
        url=row.url,
        title=row.title,
        published=row.published,
        score=row.score,
        flagged=row.flagged,
        edge_id=None if edge is None else edge.id,
        likeness=None if edge is None else likeness_of(edge),
        drift=None if edge is None else drift_of(edge, told, is_first=edge.article_id == article_id),
    )


def likeness_of(edge: AnyRow) -> Likeness:
    """What two articles were found to be to each other."""
    return Likeness(Relation(edge.relation), edge.score, edge.method, tuple(edge.shared))


def drift_of(edge: AnyRow, told: Sequence[AnyRow], *, is_first: bool) -> Drift | None:
    """What comparing gave, with the article at hand as A; None where the texts were not compared."""
    if edge.drift is None:
        return None
    lean = edge.lean or 0.0
    why = tuple(edge.why or ())
    return Drift(
        score=edge.drift,
        garbled=garbled(lean if is_first else -lean),
        lean=lean if is_first else -lean,
        why=why if is_first else tuple(map(turned, why)),
        differences=tuple(difference_of(row, is_first=is_first) for row in told),
    )


def turned(why: str) -> str:
    """What speaks for either side, seen from the other one.

    >>> turned("origin (+1.5): A is the original by its own page")
    'origin (-1.5): B is the original by its own page'
    """
    signed = ODDS.sub(lambda found: "(-" if found[1] == "+" else "(+", why, count=1)
    return LETTER.sub(lambda found: "B" if found[0] == "A" else "A", signed)


def difference_of(row: AnyRow, *, is_first: bool) -> Difference:
    """A difference with the article at hand as A."""
    ours = Place(row.line, row.start, row.stop, row.text)
    theirs = Place(row.other_line, row.other_start, row.other_stop, row.other_text)
    a, b = (ours, theirs) if is_first else (theirs, ours)
    return Difference(row.kind, a, b, row.score, row.reason)


def assessment_record(row: AnyRow) -> AssessmentRecord:
    """The row as a value."""
    return AssessmentRecord(
        id=row.id,
        number=row.number,
        article_id=row.article_id,
        cleaning_id=row.cleaning_id,
        cluster_id=row.cluster_id,
        version=row.version,
        edges=tuple(row.state),
        drift=row.drift,
        is_garbled=row.is_garbled,
        score=row.score,
        flagged=row.flagged,
        looks_like=row.looks_like,
        evidence=tuple(Evidence(*one) for one in row.evidence),
        made_at=row.made_at,
    )


def origin_with(connection: Connection, article_id: int, copies: Sequence[int]) -> Origin:
    """Where the story stood first, by the article, then by its copies."""
    rows = list(rows_in(connection, asked.TEXTS, [article_id, *copies]))
    cleaned = cleaned_of(connection, rows)
    said = {row.article_id: origin_of(cleaned[row.cleaning_id]) for row in rows}
    return origin_among(said[article_id], ((str(one), said[one]) for one in copies if one in said))


def words_of(connection: Connection, article_ids: Collection[int]) -> dict[int, Word]:
    """What copies say of each of these articles, where they were assessed."""
    rows = list(rows_in(connection, asked.CURRENT, article_ids))
    edges = {
        edge.id: edge for edge in rows_in(connection, asked.EDGES, sorted({one for row in rows for one in row.state}))
    }
    return {
        row.article_id: Word(assessment_record(row), row.now_in, against(row, edges), row.own_score) for row in rows
    }


def against(row: AnyRow, edges: Mapping[int, AnyRow]) -> tuple[int, ...]:
    """Copies that speak against an assessed article, the surest first; the likeliest where only others decided it."""
    if not row.is_garbled:
        return ()
    leans = sorted(
        ((lean_against(edges[one], row.article_id), other_end(edges[one], row.article_id)) for one in row.state),
        reverse=True,
    )
    decided = tuple(other for lean, other in leans if lean >= DECIDED)
    return decided or tuple(other for _, other in leans[:1])


def lean_against(edge: AnyRow, article_id: int) -> float:
    """Log odds that the article is the garbled one of the two."""
    lean: float = edge.lean or 0.0
    return -lean if edge.article_id == article_id else lean


def totals(connection: Connection) -> CopyTotals:
    """Copies in the whole database."""
    stories, members = connection.execute(asked.STORIES).one()
    due = connection.execute(asked.COUNT_DUE).scalar_one()
    return CopyTotals(stories, int(members), due, connection.execute(asked.COUNT_DRIFTED).scalar_one())
