"""Boosted trees of a few questions each, for tables that fit in memory: numpy, histograms, nothing else.

Newton steps on the log loss, as in XGBoost (Chen and Guestrin 2016): gain G²/(H+l2), leaf -G/(H+l2). Figures are put
into bins first; each tree sees a share of the rows and of the columns, drawn by a seeded generator.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Table = Any
"""A numpy array; its types are not installed where it is not."""

Stored = list[Any] | float
"""A tree as JSON: [feature, value, mean, low, high], or the number of a leaf."""

LEAST_GAIN = 1e-6


@dataclass(frozen=True, slots=True)
class Settings:
    """How trees are grown; chosen by cross-validation.

    Attributes:
        trees: how many.
        depth: questions of each.
        rate: share of each tree's answer that is taken.
        l2: weight against large answers.
        least: weight of rows (their Hessian) that a leaf needs.
        bins: of each figure.
        rows, columns: share of each that a tree sees.
    """

    trees: int = 80
    depth: int = 3
    rate: float = 0.17
    l2: float = 2.0
    least: float = 1.5
    bins: int = 24
    rows: float = 0.6
    columns: float = 0.5


USUAL = Settings()


@dataclass(slots=True)
class Sample:
    """The rows that one tree sees: bins (columns first), gradients, Hessians."""

    bins: Table
    pull: Table
    curve: Table


def edges_of(figures: Table, bins: int) -> list[Table]:
    """For each column, the values that divide its bins."""
    edges = []
    for column in figures.T:
        values = np.unique(column)
        if len(values) > bins:
            values = np.unique(np.round(np.quantile(column, np.linspace(0, 1, bins + 1)), 3))
        edges.append(np.round((values[1:] + values[:-1]) / 2, 4))
    return edges


def binned(figures: Table, edges: list[Table]) -> Table:
    """The bin of every figure; a figure equal to an edge is in the bin below it."""
    return np.stack([np.searchsorted(edge, column) for edge, column in zip(edges, figures.T, strict=True)]).astype("i4")


def grow(
    figures: Table, labels: Table, weights: Table, seed: int, settings: Settings = USUAL
) -> tuple[float, list[Stored]]:
    """Log odds of a row before any question, and the trees."""
    edges = edges_of(figures, settings.bins)
    bins = binned(figures, edges)
    chance = np.random.default_rng(seed)
    share = float((weights * labels).sum() / weights.sum())
    base = float(np.log(share / (1 - share)))
    odds = np.full(len(labels), base)
    trees: list[Stored] = []
    for _ in range(settings.trees):
        likely = 1 / (1 + np.exp(-odds))
        seen = np.flatnonzero(chance.random(len(labels)) < settings.rows)
        columns = np.sort(chance.permutation(len(bins))[: max(1, int(len(bins) * settings.columns))])
        pull, curve = (likely - labels) * weights, likely * (1 - likely) * weights
        sample = Sample(bins[:, seen], pull[seen], curve[seen])
        tree = branch(sample, columns, settings.depth, settings)
        trees.append(with_values(tree, edges))
        odds += answers(tree, bins, np.arange(len(labels)))
    return base, trees


def branch(sample: Sample, columns: Table, depth: int, settings: Settings) -> Any:  # noqa: ANN401 - nested
    """The best question of these rows with its two branches: (column, bin, mean, low, high); or a leaf."""
    pull, curve = float(sample.pull.sum()), float(sample.curve.sum())
    mean = -settings.rate * pull / (curve + settings.l2)
    found = best(sample, columns, settings) if depth else None
    if found is None:
        return mean
    column, border = found
    above = sample.bins[column] > border
    low, high = (Sample(sample.bins[:, side], sample.pull[side], sample.curve[side]) for side in (~above, above))
    return (column, border, mean, branch(low, columns, depth - 1, settings), branch(high, columns, depth - 1, settings))


def best(sample: Sample, columns: Table, settings: Settings) -> tuple[int, int] | None:
    """The column and the bin after which a division gains most."""
    found, gained = None, LEAST_GAIN
    pull, curve = sample.pull.sum(), sample.curve.sum()
    for column in columns:
        low = np.cumsum(np.bincount(sample.bins[column], sample.pull, settings.bins + 1))
        low_curve = np.cumsum(np.bincount(sample.bins[column], sample.curve, settings.bins + 1))
        high, high_curve = pull - low, curve - low_curve
        gain = low**2 / (low_curve + settings.l2) + high**2 / (high_curve + settings.l2)
        gain[(low_curve < settings.least) | (high_curve < settings.least)] = 0
        border = int(gain.argmax())
        more = float(gain[border] - pull**2 / (curve + settings.l2))
        if more > gained:
            found, gained = (int(column), border), more
    return found


def answers(tree: Any, bins: Table, rows: Table) -> Table:  # noqa: ANN401 - nested
    """What the tree adds to each of these rows."""
    if not isinstance(tree, tuple):
        return np.full(len(rows), tree)
    column, border, _, low, high = tree
    above = bins[column][rows] > border
    out = np.empty(len(rows))
    out[above], out[~above] = answers(high, bins, rows[above]), answers(low, bins, rows[~above])
    return out


def with_values(tree: Any, edges: list[Table]) -> Stored:  # noqa: ANN401 - nested
    """The tree as stored: values instead of bins, rounded."""
    if not isinstance(tree, tuple):
        return round(float(tree), 4)
    column, border, mean, low, high = tree
    value = round(float(edges[column][border]), 4)
    return [column, value, round(float(mean), 4), with_values(low, edges), with_values(high, edges)]
