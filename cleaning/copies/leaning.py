"""Which of two copies that drifted apart is the garbled one: LEANS, rows of evidence that add up.

Every row gives natural log odds that B is the garbled one, negative for A, and says what it saw. Nothing here says what
made a copy: only which of the two the other is a witness against.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cleaning.copies.differences import Told
from cleaning.copies.differences.view import View
from cleaning.copies.sentences import Text
from cleaning.copies.values import TITLE, Copy, Side
from cleaning.garble import BY_NAME
from cleaning.garble.model import Model
from cleaning.garble.news import FIRST, MASK, SECOND
from cleaning.garble.tokens import tokens_of
from cleaning.garble.words import words_of
from cleaning.values import Finding, GarbleStatus, Where

DECIDED = 1.0
"""Log odds from which the garbled copy is named."""

MOST_OWN, MOST_WORDING, MOST_FOUND, MOST_SUPPORT = 4.0, 4.0, 3.0, 3.0
OWN, WORDING, SAME_PLACE, SUPPORT, ORIGIN, AGENCY, EARLIER, TORN_NAME = 0.6, 0.12, 0.5, 1.1, 1.5, 0.4, 0.4, 1.2
LEAST_SHOWN = 0.05
REPEATS = 2
"""A word or pair counts so often at most."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two copies of one story and what was found between them."""

    a: Text
    b: Text
    views: Sequence[View]
    told: Sequence[Told]
    support: tuple[int, int]
    model: Model | None


@dataclass(frozen=True, slots=True)
class Lean:
    """Log odds that B is the garbled one, and what says so, in words."""

    odds: float
    reason: str


Weigh = Callable[[Comparison], Lean | None]


def side(odds: float) -> str:
    """The copy that evidence of these odds speaks against."""
    return "B" if odds > 0 else "A"


def own_text(case: Comparison) -> Lean | None:
    """What each copy's own text says."""
    ours, theirs = own_odds(case.a.copy), own_odds(case.b.copy)
    if ours is None or theirs is None:
        return None
    odds = max(-MOST_OWN, min(MOST_OWN, OWN * (theirs - ours)))
    return Lean(odds, f"the text of {side(odds)} reads more like garbled text, whatever the other says")


def own_odds(copy: Copy) -> float | None:
    """Log odds of a copy's own score; None where it was not judged."""
    if copy.garble.status is not GarbleStatus.JUDGED or copy.garble.score is None:
        return None
    score = min(0.995, max(0.01, copy.garble.score))
    return math.log(score / (1 - score))


def found_there(case: Comparison) -> Lean | None:
    """Findings of either copy's own text in the very spans that differ."""
    ours = sum(weights(case.a, [found.a for _, found in case.told]))
    theirs = sum(weights(case.b, [found.b for _, found in case.told]))
    odds = max(-MOST_FOUND, min(MOST_FOUND, SAME_PLACE * (theirs - ours)))
    return Lean(odds, f"what differs was found odd in {side(odds)} already without a copy") if odds else None


def weights(copy: Text, spans: Sequence[tuple[int, int]]) -> Iterator[float]:
    """Weight of every finding of a copy that touches one of these spans."""
    for finding in copy.copy.garble.findings:
        if finding.where in {Where.BODY, Where.TITLE} and any(touches(copy, finding, span) for span in spans):
            yield BY_NAME[finding.signal].weight * finding.score if finding.signal in BY_NAME else finding.score


def touches(copy: Text, finding: Finding, span: tuple[int, int]) -> bool:
    """Does a finding share a character with a span?"""
    line = TITLE if finding.where is Where.TITLE else finding.line
    first, last = span
    return copy.lines[first] == line and finding.start < copy.ends[last] and finding.end > copy.starts[first]


def wording(case: Comparison) -> Lean | None:
    """Words and pairs of words where the copies differ: which of them do machines prefer, and which newspapers?"""
    if case.model is None or case.a.copy.language not in {"en", None} or case.b.copy.language not in {"en", None}:
        return None
    ours, theirs = Counter[int](), Counter[int]()
    for view in case.views:
        if view.blocks:
            ours.update(keys_of(view.a, view.pair.a, case.model))
            theirs.update(keys_of(view.b, view.pair.b, case.model))
    total = preferred(theirs - ours, case.model) - preferred(ours - theirs, case.model)
    odds = max(-MOST_WORDING, min(MOST_WORDING, WORDING * total))
    return Lean(odds, f"where they differ, {side(odds)} has the words that newspapers do not choose") if odds else None


def keys_of(copy: Text, words: Sequence[int], model: Model) -> Iterator[int]:
    """Hashes of words and pairs in the lexicon."""
    reader = model.reader
    for first, last in runs(copy, words):
        names = tokens_of(words_of(copy.place(first, last).text), reader.knows).names
        hashes = [reader.hash(name) for name in names]
        yield from model.held(hashes)
        yield from model.held(pair_keys(hashes))


def pair_keys(hashes: Sequence[int]) -> list[int]:
    """Keys of neighbours, as the model's lexicon has them."""
    return [(left * FIRST + right * SECOND) & MASK for left, right in itertools.pairwise(hashes)]


def preferred(keys: Counter[int], model: Model) -> float:
    """Log odds that machines rather than newspapers wrote these words: crude translation and spinning together."""
    return sum(
        min(count, REPEATS) * sum(model.weight(key, look) for look in range(len(model.looks)))
        for key, count in keys.items()
    )


def runs(copy: Text, words: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of words of one line, as first and last."""
    found: list[tuple[int, int]] = []
    for n in words:
        if found and found[-1][1] == n - 1 and copy.lines[n - 1] == copy.lines[n]:
            found[-1] = (found[-1][0], n)
        else:
            found.append((n, n))
    return found


def origin(case: Comparison) -> Lean | None:
    """A copy that says of itself that it is the original."""
    ours, theirs = case.a.copy.origin, case.b.copy.origin
    odds = ORIGIN * (ours.is_own - theirs.is_own)
    if odds:
        return Lean(odds, f"{side(-odds)} is the original by its own page")
    odds = AGENCY * ((ours.agency is not None) - (theirs.agency is not None))
    return Lean(odds, f"{side(-odds)} names the agency that supplied it") if odds else None


def earlier(case: Comparison) -> Lean | None:
    """The one that was published first."""
    ours, theirs = case.a.copy.published, case.b.copy.published
    if not (ours and theirs) or ours[:10] == theirs[:10]:
        return None
    odds = EARLIER if ours < theirs else -EARLIER
    return Lean(odds, f"{side(-odds)} was published first")


def majority(case: Comparison) -> Lean | None:
    """Other copies that side with either."""
    ours, theirs = case.support
    odds = max(-MOST_SUPPORT, min(MOST_SUPPORT, SUPPORT * (ours - theirs)))
    return Lean(odds, f"{ours} other copies side with A and {theirs} with B") if odds else None


def torn_names(case: Comparison) -> Lean | None:
    """A name that one copy writes in two ways, and the other in one."""
    ours = theirs = 0
    for row, found in case.told:
        if row.kind == "name":
            one, two = case.a.keys[found.a[0]], case.b.keys[found.b[0]]
            ours += two in case.a.names and one not in case.b.names
            theirs += one in case.b.names and two not in case.a.names
    odds = TORN_NAME * (min(theirs, REPEATS) - min(ours, REPEATS))
    return Lean(odds, f"{side(odds)} has a name in two spellings of which the other has one") if odds else None


LEANS: tuple[tuple[str, Weigh], ...] = (
    ("own text", own_text),
    ("findings", found_there),
    ("wording", wording),
    ("names", torn_names),
    ("origin", origin),
    ("date", earlier),
    ("copies", majority),
)
"""Evidence by name; all of it adds up."""


def lean_of(case: Comparison) -> tuple[float, tuple[str, ...]]:
    """Log odds that B is the garbled one, and what speaks for either side, in words."""
    found = [(name, lean) for name, weigh in LEANS if (lean := weigh(case)) is not None]
    odds = sum(lean.odds for _, lean in found)
    return round(odds, 2), tuple(f"{name} ({one.odds:+.1f}): {one.reason}" for name, one in found if shown(one))


def shown(lean: Lean) -> bool:
    """Is it more than nothing?"""
    return abs(lean.odds) >= LEAST_SHOWN


def garbled(odds: float) -> Side | None:
    """The garbled copy by these log odds; None where they do not decide."""
    if abs(odds) < DECIDED:
        return None
    return Side.B if odds > 0 else Side.A
