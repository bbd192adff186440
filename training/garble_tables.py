"""Log odds of cells, words and pairs: how much more often machine-made text has them than genuine text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cleaning.garble.cells import FOUR, INSTEAD, KINDS, NEUTRAL, SHAPES, SPAN
from cleaning.garble.model import LOOKS, STEP
from cleaning.garble.news import LEXICON_BITS, News
from training.garble_samples import Sample, offers_of, swaps_of

LEAST_CELLS, LEAST_HOLDERS, PULL, MOST = 10, 3, 2.0, 2.0
"""A cell counts from so many places, a word from so many texts; texts added to both sides; most log odds of a word."""

LEAST_WEIGHT = 0.2
"""Log odds below which a word is left out of the shipped lexicon."""

Array = Any


@dataclass(frozen=True, slots=True)
class Tables:
    """What one look's texts are told by: weight of each cell, and of each key of the lexicon (sorted)."""

    cells: Array
    keys: Array
    weights: Array


def tables_of(samples: Sequence[Sample], offers: Sequence[Array], look: str, out: frozenset[str]) -> Tables | None:
    """The tables of one look, from texts whose engine is not left out; None where there are none."""
    pairs = list(zip(samples, offers, strict=True))
    garbled = [pair for pair in pairs if pair[0].row.look == look and pair[0].row.engine not in out]
    genuine = [pair for pair in pairs if pair[0].row.label == "genuine"]
    if not garbled or not genuine:
        return None
    cells = cell_weights(cell_counts(garbled), cell_counts(genuine))
    return Tables(cells, *lexicon([one for one, _ in garbled], [one for one, _ in genuine]))


def cell_counts(pairs: Sequence[tuple[Sample, Array]]) -> Array:
    """How often each cell stands in all texts."""
    counts = np.zeros(NEUTRAL + 1)
    for sample, offered in pairs:
        counts[sample.cells] += sample.times
        counts[INSTEAD * SPAN : NEUTRAL] += offered
    return counts


def cell_weights(garbled: Array, genuine: Array) -> Array:
    """Log of the ratio of shares within each kind, half a place added to each cell."""
    weights = np.zeros(NEUTRAL + 1)
    for kind in range(len(KINDS)):
        part = slice(kind * SPAN, (kind + 1) * SPAN)
        ours, theirs = garbled[part], genuine[part]
        ratio = np.log((ours + 0.5) / (ours.sum() + SPAN / 2)) - np.log((theirs + 0.5) / (theirs.sum() + SPAN / 2))
        weights[part] = np.where(ours + theirs >= LEAST_CELLS, ratio, 0.0)
    return weights


def lexicon(garbled: Sequence[Sample], genuine: Sequence[Sample]) -> tuple[Array, Array]:
    """Keys with their log odds: texts that hold them, drawn towards 0 where these are few."""
    ours, theirs = (np.concatenate([sample.keys for sample in samples]) for samples in (garbled, genuine))
    found: Any = np.unique(np.concatenate([ours, theirs]), return_inverse=True)
    keys, place = found
    holding = np.bincount(place[: len(ours)], minlength=len(keys))
    others = np.bincount(place[len(ours) :], minlength=len(keys)) * (len(garbled) / len(genuine))
    kept = holding + others >= LEAST_HOLDERS
    weights = np.log((holding + PULL) / (others + PULL))[kept]
    return keys[kept], np.clip(weights, -MOST, MOST)


def values(sample: Sample, offered: Array, tables: Tables | None) -> list[float]:
    """The value of each row of MEASURES for one look; the same as `measures.measured` gives."""
    if tables is None:
        return [0.0] * 3
    weights, length = tables.cells, max(1, sample.size)
    kinds = sample.cells // SPAN
    sums = np.bincount(kinds, weights[sample.cells] * sample.times, minlength=len(KINDS))
    place: Array = np.searchsorted(tables.keys, sample.keys)
    place[place == len(tables.keys)] = 0
    known = tables.keys[place] == sample.keys
    words = float((tables.weights[place[known]] * sample.seen[known]).sum())
    swaps = float(offered @ weights[INSTEAD * SPAN : NEUTRAL])
    return [float(value) / length for value in (sums[SHAPES] + sums[FOUR], swaps, words)]


def packed(tables: Mapping[str, Tables]) -> tuple[bytes, dict[str, dict[str, int]]]:
    """The lexicon as bytes, and for each look the steps of its cells."""
    table = np.zeros((1 << LEXICON_BITS, 3), np.uint8)
    strength = np.zeros(1 << LEXICON_BITS)
    for number, look in enumerate(LOOKS):
        found = tables[look]
        strong = np.abs(found.weights) >= LEAST_WEIGHT
        keys, weights = found.keys[strong], found.weights[strong]
        order = np.argsort(np.abs(weights), kind="stable")
        keys, weights = keys[order], weights[order]
        place, check = (
            (keys & np.uint64((1 << LEXICON_BITS) - 1)).astype(np.int64),
            (keys >> np.uint64(24)).astype(np.uint8),
        )
        same = table[place, 2] == check
        free = strength[place] == 0
        wins = free | same | (np.abs(weights) > strength[place])
        clear = wins & ~same & ~free
        table[place[clear], :2] = 0
        table[place[wins], number] = (128 + np.round(weights * STEP)).astype(np.uint8)[wins]
        table[place[wins], 2] = check[wins]
        strength[place[wins]] = np.abs(weights)[wins]
    cells = {
        look: {str(cell): int(steps) for cell, steps in enumerate(np.round(tables[look].cells * STEP)) if steps}
        for look in LOOKS
    }
    return table.tobytes(), cells


__all__ = ["News", "Tables", "offers_of", "packed", "swaps_of", "tables_of", "values"]
