"""Straight lines through data in plain Python: small, exact enough for a few dozen columns, the same everywhere."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from statistics import fmean

Vector = Sequence[float]


def ridge(rows: Sequence[Vector], targets: Vector, weights: Vector, strength: float) -> list[float]:
    """Coefficients of the line that fits best, the constant first; `strength` draws the others towards 0.

    >>> [round(value, 6) for value in ridge([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0], [1.0, 1.0, 1.0], 0.0)]
    [1.0, 2.0]
    """
    size = len(rows[0]) + 1
    matrix = [[0.0] * (size + 1) for _ in range(size)]
    for row, target, weight in zip(rows, targets, weights, strict=True):
        full = [1.0, *row]
        for left, value in enumerate(full):
            if value:
                line, scaled = matrix[left], weight * value
                for right, other in enumerate(full):
                    line[right] += scaled * other
                line[size] += scaled * target
    for number in range(1, size):
        matrix[number][number] += strength
    return solve(matrix)


def solve(matrix: list[list[float]]) -> list[float]:
    """Solution of a system of equations, given as rows with the right-hand side last; the rows are used up."""
    size = len(matrix)
    for place in range(size):
        pivot = max(range(place, size), key=lambda row: abs(matrix[row][place]))
        matrix[place], matrix[pivot] = matrix[pivot], matrix[place]
        for row in range(size):
            if row != place and (factor := matrix[row][place] / matrix[place][place]):
                matrix[row] = [a - factor * b for a, b in zip(matrix[row], matrix[place], strict=True)]
    return [matrix[place][size] / matrix[place][place] for place in range(size)]


def lowering(rows: Sequence[Vector], targets: Vector, weights: Vector, strength: float) -> list[float]:
    """As `ridge`, with no coefficient above 0: the worst that is leaves the line, until none is left."""
    used = list(range(len(rows[0])))
    while True:
        found = ridge([[row[column] for column in used] for row in rows], targets, weights, strength)
        worst = max(range(len(used)), key=lambda place: found[place + 1], default=None)
        if worst is None or found[worst + 1] <= 0:
            known = dict(zip(used, found[1:], strict=True))
            return [found[0], *(known.get(column, 0.0) for column in range(len(rows[0])))]
        del used[worst]


def rising(pairs: Sequence[tuple[float, float]], steps: int) -> list[tuple[float, float]]:
    """A curve through (x, y) that never falls: means of so many equal groups, neighbours that fall joined.

    >>> rising([(1.0, 0.0), (2.0, 4.0), (3.0, 2.0), (4.0, 5.0)], 4)
    [(1.0, 0.0), (2.5, 3.0), (4.0, 5.0)]
    """
    ordered = sorted(pairs)
    borders = [round(step * len(ordered) / steps) for step in range(steps + 1)]
    groups = [ordered[start:end] for start, end in itertools.pairwise(borders) if end > start]
    joined: list[list[tuple[float, float]]] = []
    for group in groups:
        joined.append(list(group))
        while len(joined) > 1 and height(joined[-2]) >= height(joined[-1]):
            joined[-2:] = [joined[-2] + joined[-1]]
    return [(fmean(x for x, _ in group), height(group)) for group in joined]


def height(group: Sequence[tuple[float, float]]) -> float:
    """Mean y of a group."""
    return fmean(y for _, y in group)


def pearson(left: Vector, right: Vector) -> float:
    """Correlation; 0 where one of them does not vary."""
    a, b = fmean(left), fmean(right)
    spread = math.sqrt(sum((x - a) ** 2 for x in left) * sum((y - b) ** 2 for y in right))
    return sum((x - a) * (y - b) for x, y in zip(left, right, strict=True)) / spread if spread else 0.0


def ranks(values: Vector) -> list[float]:
    """Ranks from 0, ties shared.

    >>> ranks([0.2, 0.9, 0.2])
    [0.5, 2.0, 0.5]
    """
    order = sorted(range(len(values)), key=lambda place: values[place])
    found, start = [0.0] * len(values), 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in order[start : end + 1]:
            found[place] = (start + end) / 2
        start = end + 1
    return found


def spearman(left: Vector, right: Vector) -> float:
    """Correlation of ranks."""
    return pearson(ranks(left), ranks(right))
