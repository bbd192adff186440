"""Two copies that drifted apart as every row of LEANS reads them, and what a row says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cleaning.copies.amounts import Amount
from cleaning.copies.differences import Told
from cleaning.copies.differences.view import View
from cleaning.copies.sentences import Text
from cleaning.garble.model import Model


@dataclass(frozen=True, slots=True)
class Case:
    """Two copies of one story and what was found between them.

    Attributes:
        a, b: the copies.
        amounts_a, amounts_b: their figures.
        views: the pairs of sentences.
        told: what rows of DIFFERENCES found.
        support: how many other, independent copies side with either.
        model: that reads English news; None where there is none.
        likeness: share of the paired words that stand in both, 0..1.
    """

    a: Text
    b: Text
    amounts_a: tuple[Amount, ...]
    amounts_b: tuple[Amount, ...]
    views: Sequence[View]
    told: Sequence[Told]
    support: tuple[int, int]
    model: Model | None
    likeness: float


@dataclass(frozen=True, slots=True)
class Lean:
    """Log odds that B is the garbled one, and what says so, in words."""

    odds: float
    reason: str


Weigh = Callable[[Case], Lean | None]


def against(odds: float) -> str:
    """The copy that evidence of these odds speaks against."""
    return "B" if odds > 0 else "A"


def within(most: float, odds: float) -> float:
    """The odds, at most so much to either side."""
    return max(-most, min(most, odds))


def runs(text: Text, words: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of words of one line, as first and last."""
    found: list[tuple[int, int]] = []
    for n in words:
        if found and found[-1][1] == n - 1 and text.lines[n - 1] == text.lines[n]:
            found[-1] = (found[-1][0], n)
        else:
            found.append((n, n))
    return found
