"""MEASURES: what the wording of a whole text says, where no single place would be enough to point at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from cleaning.garble.model import PLACES, STEP, ZERO
from cleaning.garble.signal import Wording

SHORT = 200
"""Tokens of a text whose measures count half: in a shorter one chance and dialect weigh more."""

REPEATS = 2
"""A word or pair of the lexicon counts so often at most."""


Value = Callable[[Wording, int], float]
"""What a measure says of a text for one look, by its number."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of MEASURES.

    Attributes:
        name: its meaning never changes.
        evidence: its kind. All are of one: they read the same words through the same model, so that together they never
            make the second kind that a flag wants.
        value: mean log odds of a token.
        reason: one sentence for the operator, true where it speaks for garbling.
    """

    name: str
    evidence: str
    value: Value
    reason: str


def shapes(wording: Wording, look: int) -> float:
    """Mean weight of the runs of shapes."""
    weight = wording.model.cells[look].__getitem__
    return sum(sum(map(weight, run)) for cells in wording.cells for run in cells.shapes) / max(1, wording.size)


def substitutes(wording: Wording, look: int) -> float:
    """Mean weight of the offers."""
    weights = wording.model.cells[look]
    return sum(weights[offer.cell] for cells in wording.cells for offer in cells.offers) / max(1, wording.size)


def vocabulary(wording: Wording, look: int) -> float:
    """Mean weight of words and pairs in the lexicon; each counts twice at most."""
    lexicon, total = wording.model.lexicon, 0
    for key, count in Counter(wording.known).items():
        if steps := lexicon[3 * (key & PLACES) + look]:
            total += min(count, REPEATS) * (steps - ZERO)
    return total / STEP / max(1, wording.size)


MEASURES: tuple[Measure, ...] = (
    Measure("sentence_shapes", "plausibility", shapes, "Kinds of words follow each other as in no newspaper."),
    Measure(
        "substitutes", "plausibility", substitutes, "Many words stand where newspapers put another of like meaning."
    ),
    Measure("vocabulary", "plausibility", vocabulary, "Words and pairs are frequent that machines prefer."),
)


def share_of(size: int) -> float:
    """What the measures of a text of so many tokens count, 0..1.

    >>> share_of(SHORT)
    0.5
    """
    return size / (size + SHORT)


def measured(wording: Wording) -> dict[str, tuple[float, ...]]:
    """For each measure its value for each look; 0 where the model gives it no weight."""
    return {
        row.name: tuple(
            row.value(wording, number) if look.measures[row.name] else 0.0
            for number, look in enumerate(wording.model.looks)
        )
        for row in MEASURES
    }
