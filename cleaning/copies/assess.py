"""What an article's copies say of it: the drift that counts against it, and the score of own text and copies together.

A pair alone often cannot tell which side is the garbled one; others that agree with either side help. Copies are one
kind of evidence: they add to what the text itself shows, and one copy alone, unless it is the original, flags nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cleaning.copies.leans import DECIDED
from cleaning.copies.leans.known import MOST_SUPPORT, ORIGINAL, SUPPORT
from cleaning.copies.values import COPIES, HONEST, LIKE
from cleaning.garble.model import shipped
from cleaning.garble.tuning import THRESHOLD
from cleaning.values import Evidence, Garble

SLOPE, MOST = 0.6, 8.0
"""Natural log odds that an article is garbled for each by which it rather than its copy is the garbled one, and the
most of these that count. Fitted on 120 texts of garble-dev with their versions, engines weighed alike: texts that went
through Apertium lean by 5 to 12, spun ones by 1 to 11, one of twenty independent translations by 3."""

WHOLE = 0.5
"""Drift from which all of that counts; between an honest copy's and this it counts in part."""

CLEARED = -1.5
"""The least log odds where copies drifted and the article is the one that they drifted from: it may be garbled too."""

UNJUDGED = -3.0
"""Log odds of a text that could not be judged by itself: too short, or in another language."""

LEAST_OWN = 0.1
"""Score of a text by itself from which it shows something: what one copy says then counts."""

BOUND = 0.999


@dataclass(frozen=True, slots=True)
class Witness:
    """Another copy, and what comparing the article with it gave.

    Attributes:
        id: the other article's.
        drift: between the two, 0..1.
        lean: log odds that the article at hand is the garbled one of the two.
        is_original: the story stood there first, by its own page or that of others.
    """

    id: int
    drift: float
    lean: float
    is_original: bool = False


@dataclass(frozen=True, slots=True)
class Me:
    """The article at hand.

    Attributes:
        garble: what its text says by itself.
        is_original: as of a witness.
    """

    id: int
    garble: Garble
    is_original: bool = False


Pairs = Mapping[frozenset[int], float]
"""Drift between two articles, as far as they were compared."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """An article's garbling by its own text and its copies.

    Attributes:
        drift: from the copy that says most, 0..1.
        is_garbled: against its copies; None = they cannot tell, or nothing drifted.
        score: chance 0..1; None where neither text nor copies say anything.
        flagged: score and evidence reach the threshold.
        looks_like: as the text alone, else LIKE.
        evidence: what the score is made of, strongest first.
        against: ids of the witnesses that speak against it.
    """

    drift: float
    is_garbled: bool | None
    score: float | None
    flagged: bool
    looks_like: str | None
    evidence: tuple[Evidence, ...]
    against: tuple[int, ...] = ()


def assessed(me: Me, witnesses: Sequence[Witness], pairs: Pairs, threshold: float) -> Assessment:
    """The article beside its copies.

    Args:
        me: the article.
        witnesses: copies that it was compared with, wherever the story stood first.
        pairs: drift between any two of them, and of each with the article.
        threshold: score from which an article is flagged.
    """
    own = me.garble
    judged = [
        (one, one.lean + support(me.id, one, pairs) + ORIGINAL * (one.is_original - me.is_original))
        for one in witnesses
        if one.drift > HONEST
    ]
    against = [one for one, lean in judged if lean >= DECIDED]
    is_cleared = bool(judged) and all(lean <= -DECIDED for _, lean in judged)
    drift = max((one.drift for one in against or witnesses), default=0.0)
    row = told(max((weighed(one, lean) for one, lean in judged), default=0.0), len(against), is_cleared=is_cleared)
    is_sure = len(against) > 1 or any(one.is_original for one in against)
    score = combined(own, row)
    is_enough = own.flagged or is_sure or (own.score or 0.0) >= LEAST_OWN or bool(own.findings)
    flagged = own.flagged if row is None or score is None else score >= threshold and is_enough
    return Assessment(
        drift=round(drift, 4),
        is_garbled=True if against else False if is_cleared else None,
        score=score,
        flagged=flagged,
        looks_like=(own.looks_like or LIKE) if flagged else None,
        evidence=tuple(sorted((*own.evidence, *([row] if row else [])), key=lambda one: -abs(one.log_odds))),
        against=tuple(one.id for one in against),
    )


def usual_threshold() -> float:
    """Score from which an article is flagged: the garble model's, or the usual one without it."""
    model = shipped()
    return model.threshold if model else THRESHOLD


def support(article: int, witness: Witness, pairs: Pairs) -> float:
    """Log odds that other copies add: those that agree with the witness, less those that agree with the article."""
    others = {one for pair in pairs for one in pair} - {article, witness.id}
    balance = 0
    for other in others:
        ours, theirs = pairs.get(frozenset((article, other))), pairs.get(frozenset((witness.id, other)))
        if ours is not None and theirs is not None:
            balance += (theirs <= HONEST < ours) - (ours <= HONEST < theirs)
    return max(-MOST_SUPPORT, min(MOST_SUPPORT, SUPPORT * balance))


def weighed(witness: Witness, lean: float) -> float:
    """Log odds that one copy adds: what its lean is worth, in part where it hardly drifted."""
    return SLOPE * min(MOST, lean) * min(1.0, (witness.drift - HONEST) / (WHOLE - HONEST))


def told(odds: float, against: int, *, is_cleared: bool) -> Evidence | None:
    """What copies add, as a row of evidence; nothing where none drifted, or all say as much for as against.

    Args:
        odds: by the copy that says most against the article.
        against: how many copies name it.
        is_cleared: all that drifted name the other one.
    """
    odds = round(max(CLEARED, odds), 2)
    if is_cleared:
        return Evidence(COPIES, "drift", odds, "A known copy drifted from it.")
    if odds <= 0:
        return None
    copies = {0: "It and a known copy drifted apart", 1: "It drifted from a known copy"}
    return Evidence(
        COPIES, "drift", odds, f"{copies.get(against, f'It drifted from {against} known copies')}: compare them."
    )


def combined(own: Garble, row: Evidence | None) -> float | None:
    """Chance by text and copies; that of the text alone where copies say nothing."""
    if row is None or (own.score is None and row.log_odds <= 0):
        return own.score
    before = UNJUDGED
    if own.score is not None:
        bounded = min(BOUND, max(1 - BOUND, own.score))
        before = math.log(bounded / (1 - bounded))
    return round(1 / (1 + math.exp(-(before + row.log_odds))), 4)
