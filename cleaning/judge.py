"""The learned judge: log odds that a block of a page belongs to its story, and what speaks against it.

Boosted trees over the evidence of `judge_features`, made by `copydesk train litter` and read from judge.json. A tree
asks up to three questions of a block and adds a number to its odds; a reason is the feature whose questions took most
from them (each step's change of the mean goes to the feature that was asked).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

from cleaning.judge_features import FEATURES
from cleaning.judge_sight import Sight, look
from cleaning.values import Block, CopydeskError

FORMAT = 1
DOUBTFUL = 0.5
"""Odds of a chosen block below which its doubts are told."""

MOST_DOUBTS = 3
LEAST_DOUBT = 0.1
"""How many doubts are told at most, and the log odds that one takes away at least."""

Tree = tuple[int, float, float, Any, Any] | float
"""A question (number of the feature, value, mean of the odds here, tree up to that value, tree above it), or odds."""

Row = list[float]
"""A block's figures, in the order of the judge's features."""


class JudgeError(CopydeskError):
    """The judge's weights cannot be used."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights as trained.

    Attributes:
        features: names of the evidence that the trees ask for, by number.
        base: log odds of a block before anything is asked.
        trees: what is added.
        reads: the functions of this evidence.
    """

    features: tuple[str, ...]
    base: float
    trees: tuple[Tree, ...]
    reads: tuple[Callable[[Sight, int], float], ...]

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Judge:
        """From what a weights file holds.

        Raises:
            JudgeError: the file is of another format, or of other evidence than today's.
        """
        known = {feature.name: feature.read for feature in FEATURES}
        names = tuple(stored.get("features", ()))
        if stored.get("format") != FORMAT or (missing := [name for name in names if name not in known]):
            what = "format" if stored.get("format") != FORMAT else f"evidence ({missing[0]!r})"
            raise JudgeError(f"the judge's weights are of another {what}; make them anew with `copydesk train litter`")
        trees = tuple(as_tree(tree) for tree in stored["trees"])
        return cls(names, float(stored["base"]), trees, tuple(known[name] for name in names))

    def figures(self, sight: Sight, number: int) -> Row:
        """The evidence of one block."""
        return [read(sight, number) for read in self.reads]

    def odds(self, row: Row) -> float:
        """Log odds that a block belongs."""
        total = self.base
        for tree in self.trees:
            node = tree
            while type(node) is tuple:
                node = node[4] if row[node[0]] > node[1] else node[3]
            total += node  # type: ignore[operator] # a leaf is a number
        return total

    def doubts(self, row: Row) -> tuple[str, ...]:
        """What takes most from the odds, strongest first."""
        taken = defaultdict[int, float](float)
        for tree in self.trees:
            node = tree
            while type(node) is tuple:
                below = node[4] if row[node[0]] > node[1] else node[3]
                taken[node[0]] += (below[2] if type(below) is tuple else below) - node[2]
                node = below
        found = sorted((change, feature) for feature, change in taken.items() if change <= -LEAST_DOUBT)
        return tuple(self.features[feature] for _, feature in found[:MOST_DOUBTS])


def as_tree(stored: Any) -> Tree:  # noqa: ANN401 - JSON
    """A tree as tuples."""
    if not isinstance(stored, list):
        return float(stored)
    feature, value, mean, low, high = stored
    return int(feature), float(value), float(mean), as_tree(low), as_tree(high)


def read_judge() -> Judge | None:
    """The judge that ships with copydesk; None where its weights were taken out: everything works without it."""
    file = resources.files("cleaning") / "judge.json"
    return Judge.of(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else None


JUDGE = read_judge()


def judged(blocks: Sequence[Block], title: str | None, judge: Judge | None) -> list[Block]:
    """The blocks, those of which there is something to decide with odds, doubtful chosen ones with doubts.

    Args:
        blocks: of a page, with trafilatura's vote.
        title: its headline.
        judge: None leaves everything as it is.
    """
    found = list(blocks)
    sight = look(blocks, title) if judge else None
    if judge is None or sight is None:
        return found
    for number in sight.asked():
        block = sight.facts[number].block
        row = judge.figures(sight, number)
        odds = round(judge.odds(row), 2)
        doubts = judge.doubts(row) if block.chosen and odds < DOUBTFUL else ()
        found[sight.start + number] = replace(block, belongs=odds, doubts=doubts)
    return found
