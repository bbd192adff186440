"""What drifted between two copies of one story, how far, and which of them is the garbled one."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from cleaning.copies.amounts import Amount, amounts_of
from cleaning.copies.differences import DIFFERENCES, Told, told_in
from cleaning.copies.differences.view import Sides, view_of
from cleaning.copies.leans import garbled, lean_of
from cleaning.copies.leans.case import Case
from cleaning.copies.leans.wording import likeness_of
from cleaning.copies.pairing import Pair, pairs_of
from cleaning.copies.sentences import Text, read
from cleaning.copies.values import HONEST, Copy, Difference, Drift
from cleaning.garble.model import shipped

USUAL = 300
"""Aligned words of a usual story; in a longer one a difference counts less."""

FEW_WORDS = 75
"""Aligned words that are added to those of a text: in few words a single exchange says little."""

DIMINISHING = 0.8
"""What each further difference of a kind counts of the one before."""

WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A copy with all that comparing needs of it alone."""

    words: Text
    amounts: tuple[Amount, ...]
    counted: frozenset[int]


def prepare(copy: Copy) -> Prepared:
    """The work on one copy, to be done once."""
    words = read(copy)
    amounts = amounts_of(words)
    return Prepared(words, amounts, frozenset(n for one in amounts for n in range(one.first, one.last + 1)))


def drift_between(a: Copy, b: Copy, *, support: tuple[int, int] = (0, 0)) -> Drift:
    """What drifted between two copies of one story.

    Args:
        a: one copy.
        b: the other.
        support: how many other, independent copies side with A and with B.
    """
    return drift_of(prepare(a), prepare(b), support=support)


def drift_of(a: Prepared, b: Prepared, *, support: tuple[int, int] = (0, 0)) -> Drift:
    """The same, of copies made ready before."""
    model = shipped()
    names = a.words.names | b.words.names
    sides = Sides(a.words, b.words, a.amounts, b.amounts, model, names, a.counted, b.counted)
    pairs = pairs_of(a.words, b.words)
    views = [view for pair in pairs if pair.blocks and (view := view_of(pair, sides)).blocks]
    told = sorted((one for view in views for one in told_in(view)), key=in_order)
    score = score_of(told, sum(min(len(pair.a), len(pair.b)) for pair in pairs))
    lean, why = 0.0, tuple[str, ...]()
    if score > HONEST:
        case = Case(a.words, b.words, a.amounts, b.amounts, views, told, support, model, likeness_of(pairs))
        lean, why = lean_of(case)
    return Drift(
        score=score,
        garbled=garbled(lean),
        lean=lean,
        why=why,
        aligned=aligned_share(a.words, b.words, pairs),
        differences=tuple(difference(a.words, b.words, one) for one in told),
    )


def in_order(told: Told) -> tuple[int, int]:
    """Place in A, then in B."""
    return told[1].a[0], told[1].b[0]


def difference(a: Text, b: Text, told: Told) -> Difference:
    """What a row found, with both spans."""
    row, found = told
    reason = f"{row.reason[:-1]}: {found.reason}."
    return Difference(row.kind, a.place(*found.a), b.place(*found.b), round(found.score, 3), reason)


def score_of(told: Sequence[Told], words: int) -> float:
    """How far they are apart, 0..1, by the aligned words.

    A reworded quotation or another name counts by itself, in long stories a little less, because chance finds
    something in each; exchanged words count by their density, with some words added for want of many.
    """
    by_kind: dict[str, list[float]] = defaultdict(list)
    for row, found in told:
        by_kind[row.kind].append(found.score)
    total = 0.0
    for row in DIFFERENCES:
        scores = sorted(by_kind[row.kind], reverse=True)
        if row.kind == WORDING:
            total += row.weight * sum(scores) * USUAL / (words + FEW_WORDS)
        else:
            counted = sum(score * DIMINISHING**rank for rank, score in enumerate(scores))
            total += row.weight * counted * min(1.0, math.sqrt(USUAL / max(1, words)))
    return round(1 - math.exp(-total), 4)


def aligned_share(a: Text, b: Text, pairs: Sequence[Pair]) -> float:
    """Share of the shorter copy's words that stand in sentences with a counterpart."""
    ours = sum(len(pair.a) for pair in pairs)
    theirs = sum(len(pair.b) for pair in pairs)
    shares = [(len(a.keys), ours), (len(b.keys), theirs)]
    whole, part = min(shares)
    return round(part / whole, 3) if whole else 0.0
