"""Coefficients of the score by logistic regression, and what they are worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

RIDGE, STEPS = 0.001, 40
"""Pull of the coefficients towards 0, as a share of all rows; steps of Newton's method."""

Array = Any


@dataclass(frozen=True, slots=True)
class Line:
    """Log odds as a straight line: of a text with all columns at `usual`, and what each column adds for one unit."""

    base: float
    usual: Array
    slopes: Array

    def odds(self, rows: Array, shares: Array) -> Array:
        """Log odds of each row, whose columns count so much."""
        return self.base + ((rows - self.usual) * shares) @ self.slopes


def fitted(rows: Array, garbled: Array, weights: Array, usual: Array, prior: float) -> Line:
    """The line that tells garbled rows best; no column may speak against garbling the more there is of it.

    Args:
        rows: a column a measure, 0 where it is as usual.
        garbled: True for the rows to be told.
        weights: of the rows; both sides are made to weigh the same.
        usual: what was taken from each column.
        prior: share of garbled rows that the odds are stated for.
    """
    spread = np.maximum(rows.std(axis=0), 1e-9)
    weights = np.where(garbled, weights / weights[garbled].sum(), weights / weights[~garbled].sum())
    columns = list(range(rows.shape[1]))
    while True:
        found = newton(rows[:, columns] / spread[columns], garbled, weights)
        if all(found[1:] >= 0):
            break
        columns = [column for column, slope in zip(columns, found[1:], strict=True) if slope > 0]
    slopes = np.zeros(rows.shape[1])
    slopes[columns] = found[1:] / spread[columns]
    return Line(float(found[0]) + float(np.log(prior / (1 - prior))), usual, slopes)


def newton(rows: Array, garbled: Array, weights: Array) -> Array:
    """Coefficients, the constant first."""
    full = np.column_stack([np.ones(len(rows)), rows])
    pull = np.diag([1e-9, *[RIDGE] * rows.shape[1]])
    found = np.zeros(full.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(full @ found, -30, 30)))
        curve = full.T @ (full * (weights * chance * (1 - chance))[:, None]) + pull
        found = found + np.linalg.solve(curve, full.T @ (weights * (garbled - chance)) - pull @ found)
    return found


def auroc(garbled: Array, genuine: Array) -> float:
    """Chance that a garbled text scores above a genuine one; ties count half."""
    order = np.sort(genuine)
    below = np.searchsorted(order, garbled, "left") + np.searchsorted(order, garbled, "right")
    return float(below.mean() / 2 / len(genuine))


def limit_of(genuine: Array, share: float = 0.01) -> float:
    """The score that this share of genuine texts exceeds."""
    return float(np.sort(genuine)[::-1][min(len(genuine) - 1, int(share * len(genuine)))])


def hits(garbled: Array, genuine: Array) -> float:
    """Share of garbled texts above the score that 1 % of the genuine ones exceed."""
    return float((garbled > limit_of(genuine)).mean())


def together(odds: Sequence[Array]) -> Array:
    """Log odds that at least one of several looks holds."""
    none = np.prod([1 / (1 + np.exp(np.clip(one, -30, 30))) for one in odds], axis=0)
    return np.log((1 - none) / none)
