"""Any two stored articles beside each other: what they are to each other, what drifted, which one is garbled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cleaning.copies.copy import copy_of
from cleaning.copies.drift import drift_of, prepare
from cleaning.copies.fingerprint import fingerprint
from cleaning.copies.likeness import likeness
from cleaning.copies.sentences import Text
from cleaning.copies.values import HONEST, Copy, Difference, Drift, Relation, Side
from review.article.asked import found_article
from review.article.marks import Segment, shortened
from review.article.pieces import Piece, strength
from review.copies import aligned
from review.view import Ask, BadRequestError
from review.words import drift_in_words
from storage.records import ArticleRecord
from storage.store import Store

MOST_ROWS = 400
"""Rows that are shown: eight thousand words are read, in sentences of twenty."""

LONGEST = 4_000
MOST_DIFFERENCES = 500
LETTER, HERE = re.compile(r"\b[AB]\b"), {"A": "this one", "B": "the other"}
"""How reasons name the two copies, and how they read beside the article at hand."""

SAYS = {
    Relation.COPY: "copies of one story",
    Relation.RELATED: "the same event in other words, no copies",
    Relation.UNRELATED: "two different stories",
}


@dataclass(frozen=True, slots=True)
class Head:
    """One of the two articles. `score` and `flagged` are by its own text."""

    id: int
    site: str
    url: str
    title: str
    published: str
    language: str
    score: float | None
    flagged: bool


@dataclass(frozen=True, slots=True)
class DifferencePart:
    """What the two tell differently.

    Attributes:
        number: its place among the differences, from 0; pages count from 1.
        here, there: line of each, from 0; -1 = the headline.
    """

    number: int
    kind: str
    score: float
    strength: str
    a: str
    b: str
    here: int
    there: int
    reason: str


@dataclass(frozen=True, slots=True)
class PassagePart:
    """Sentences of one of the two; `findings` of its pieces are numbers of differences."""

    line: int
    opens: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class RowPart:
    """What stands side by side; one side is empty where the other has no counterpart."""

    a: tuple[PassagePart, ...]
    b: tuple[PassagePart, ...]


@dataclass(frozen=True, slots=True)
class BesidePage:
    """Two articles beside each other; A is the one at hand.

    Attributes:
        relation: "copy", "related" or "unrelated", `said` the same in words; `score` the chance that they are copies.
        shared: what that rests on.
        drift: 0..1, in words `drifted`; 0 for what is unrelated, which is not compared further.
        garbled: "a" or "b": the one that the other is a witness against; None = cannot tell, or nothing drifted.
        lean: natural log odds that B is the garbled one, `why` what speaks for either.
        aligned: share of the shorter text that has a counterpart.
        left_out: characters of both that were too many to compare.
        more_rows, more_differences: that are not shown.
        queue: the list's query string.
    """

    a: Head
    b: Head
    relation: Relation
    said: str
    score: float
    shared: tuple[str, ...]
    drift: float
    drifted: str
    garbled: Side | None
    lean: float
    why: tuple[str, ...]
    aligned: float
    differences: tuple[DifferencePart, ...]
    rows: tuple[RowPart, ...]
    left_out: int
    more_rows: int
    more_differences: int
    queue: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Two texts after comparing, as far as they were read."""

    relation: Relation
    score: float
    shared: tuple[str, ...]
    drift: Drift
    rows: tuple[aligned.Row, ...]
    left_out: int


def beside(store: Store, ask: Ask) -> BesidePage:
    """The two articles; NotFoundError where one is missing."""
    one, other = ask.path["article"], ask.path["other"]
    if one == other:
        raise BadRequestError("An article beside itself shows nothing: name two.")
    a, b = found_article(store, one), found_article(store, other)
    found = compared(copy_of(a.cleaned), copy_of(b.cleaned))
    drift = found.drift
    return BesidePage(
        a=head_of(a),
        b=head_of(b),
        relation=found.relation,
        said=SAYS[found.relation],
        score=found.score,
        shared=found.shared,
        drift=drift.score,
        drifted=drift_in_words(drift.score),
        garbled=drift.garbled if drift.score > HONEST else None,
        lean=drift.lean,
        why=tuple(LETTER.sub(lambda letter: HERE[letter[0]], reason) for reason in drift.why),
        aligned=drift.aligned,
        differences=tuple(map(difference_part, range(MOST_DIFFERENCES), drift.differences)),
        rows=tuple(row_part(row, drift.differences) for row in found.rows[:MOST_ROWS]),
        left_out=found.left_out,
        more_rows=max(0, len(found.rows) - MOST_ROWS),
        more_differences=max(0, len(drift.differences) - MOST_DIFFERENCES),
        queue=ask.text("from"),
    )


def compared(a: Copy, b: Copy) -> Compared:
    """What two copies are to each other, and the rows that they are shown in."""
    (a, cut_a), (b, cut_b) = aligned.bounded(a), aligned.bounded(b)
    found = likeness(fingerprint(a.text, a.language), fingerprint(b.text, b.language))
    if found.relation is Relation.UNRELATED:
        return Compared(found.relation, found.score, found.shared, Drift(0.0), aligned.unaligned(a, b), cut_a + cut_b)
    ours, theirs = prepare(a), prepare(b)
    drift = drift_of(ours, theirs)
    told = aligned.rows(ours.words, theirs.words, drift.differences)
    left_out = cut_a + cut_b + unread(ours.words, theirs.words)
    return Compared(found.relation, found.score, found.shared, drift, told, left_out)


def unread(*texts: Text) -> int:
    """Characters behind the last word that was compared."""
    return sum(map(aligned.uncompared, texts))


def head_of(record: ArticleRecord) -> Head:
    """What is said of an article above its text."""
    known, garble = record.cleaned.known, record.cleaned.garble
    return Head(
        id=record.summary.id,
        site=record.summary.site,
        url=record.summary.url,
        title=(known.title or "")[:600],
        published=(known.published or "")[:40],
        language=known.language or "",
        score=garble.score,
        flagged=garble.flagged,
    )


def difference_part(number: int, one: Difference) -> DifferencePart:
    """One difference for the list."""
    return DifferencePart(
        number,
        one.kind,
        one.score,
        strength(one.score),
        one.a.text[:400],
        one.b.text[:400],
        one.a.line,
        one.b.line,
        one.reason[:1_000],
    )


def row_part(row: aligned.Row, differences: Sequence[Difference]) -> RowPart:
    """One row as it is shown."""
    scores = {str(number): one.score for number, one in enumerate(differences)}
    sides = [tuple(passage_part(one, scores) for one in side) for side in (row.a, row.b)]
    return RowPart(*sides)


def passage_part(one: aligned.Passage, scores: dict[str, float]) -> PassagePart:
    """Sentences as they are shown, too long ones shortened."""
    return PassagePart(one.line, one.opens, tuple(piece_of(part, scores) for part in shortened(one.segments, LONGEST)))


def piece_of(one: Segment, scores: dict[str, float]) -> Piece:
    """A segment with the differences that it is a part of."""
    return Piece(
        one.text,
        one.start,
        findings=tuple(map(int, one.names)),
        opens=tuple(map(int, one.opens)),
        strength=strength(max(scores[name] for name in one.names)) if one.names else "",
        left_out=one.left_out,
    )
