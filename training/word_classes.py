"""Classes of words that stand in like company, learned from genuine text alone.

A skeleton needs to know that "able" wants "to" and "capable" wants "of", that "shares" goes where "bonds" goes: endings
do not tell. So words are grouped by the small and common words that stand right before and right behind them: singular
values of the square roots of these shares, then k-means (after Schütze, Distributional part-of-speech tagging, 1995).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from cleaning.garble.tokens import FUNCTION_WORDS

NUMBER, NEIGHBOURS, DIMENSIONS = 120, 600, 60
"""Classes, at most 255; common words whose company counts; singular values kept.

Of 60, 120 and 250 classes, 120 and 250 tell engines that were left out of training alike, 60 less well.
"""

MEAN = 8.0
"""Average neighbours that are added to a word's own: of a rare word chance says little."""

HINTS, HINT = ("ing", "ed", "ly", "s"), 0.15
"""Endings that draw rare words together, and how far."""

SURE = 3000.0
"""A word counts by the root of its occurrences, of so many at most."""

FIRST_OF, ROUNDS = 6000, 40
"""Classes begin with words among so many common ones; rounds of k-means."""

Array = Any


def classes_of(text: Array, names: Sequence[str], known: Collection[str]) -> dict[str, int]:
    """The class, from 1, of every known word that is not a function word.

    Args:
        text: numbers of all tokens in a row.
        names: token of each number.
        known: words and classes that the model knows.
    """
    times = np.bincount(text, minlength=len(names))
    common = sorted((n for n, name in enumerate(names) if name in known), key=lambda n: (-times[n], names[n]))
    words = [n for n in common if names[n].islower() and names[n] not in FUNCTION_WORDS]
    if not words:
        return {}
    company = company_of(text, words, common[:NEIGHBOURS], len(names))
    weights = np.sqrt(np.minimum(company.sum(axis=1), SURE))
    hints = [[HINT * names[n].endswith(hint) for hint in HINTS] for n in words]
    found = grouped(np.hstack([reduced(company), np.array(hints)]), weights)
    return {names[n]: int(number) + 1 for n, number in zip(words, found, strict=True)}


def company_of(text: Array, words: Sequence[int], neighbours: Sequence[int], size: int) -> Array:
    """For each word how often each neighbour stands right before it, then right behind it."""
    row, column = np.full(size, -1), np.full(size, -1)
    row[words], column[neighbours] = np.arange(len(words)), np.arange(len(neighbours))
    width = 2 * len(neighbours)
    counts = np.zeros(len(words) * width)
    for one, other, start in ((text[1:], text[:-1], 0), (text[:-1], text[1:], len(neighbours))):
        both = (row[one] >= 0) & (column[other] >= 0)
        counts += np.bincount(row[one[both]] * width + column[other[both]] + start, minlength=counts.size)
    return counts.reshape(len(words), width)


def reduced(company: Array) -> Array:
    """A few columns in place of all neighbours."""
    total = company.sum(axis=1)
    usual = company.sum(axis=0) / max(1.0, total.sum())
    shares = (company + MEAN * usual) / (total + MEAN)[:, None]
    shares = np.sqrt(shares) - np.sqrt(usual)
    weighted = shares * np.sqrt(total)[:, None]
    _, axes = np.linalg.eigh(weighted.T @ weighted)
    return shares @ axes[:, -DIMENSIONS:]


def grouped(places: Array, weights: Array) -> Array:
    """The class of each row."""
    centres = spread(places, weights)
    nearest = near(places, centres)
    for _ in range(ROUNDS):
        for number in range(len(centres)):
            mine = nearest == number
            if weights[mine].any():
                centres[number] = np.average(places[mine], axis=0, weights=weights[mine])
        nearest = near(places, centres)
    return nearest


def spread(places: Array, weights: Array) -> Array:
    """Rows to begin with, drawn far from each other (k-means++) by a fixed seed."""
    draw = np.random.default_rng(0)
    first, pull = places[:FIRST_OF], weights[:FIRST_OF]
    centres = [first[0]]
    far = ((first - first[0]) ** 2).sum(axis=1)
    while len(centres) < NUMBER and (chances := far * pull).any():
        chosen = first[draw.choice(len(first), p=chances / chances.sum())]
        centres.append(chosen)
        far = np.minimum(far, ((first - chosen) ** 2).sum(axis=1))
    return np.array(centres)


def near(places: Array, centres: Array) -> Array:
    """Number of the nearest centre of each row."""
    return ((centres**2).sum(axis=1) - 2 * places @ centres.T).argmin(axis=1)
