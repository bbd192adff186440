"""The learned judge: log odds that a block of a page belongs to its story, and what speaks against it.

Boosted trees over the evidence of `judge_features`, made by `copydesk train litter` and read from judge.json. A tree
asks up to three questions of a block and adds a number to its odds; a reason is the feature whose questions took most
from them (each step's change of the mean goes to the feature that was asked).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

from cleaning.judge_features import FEATURES, Read
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

Leaves = tuple[int, float, float, float]
Pair = tuple[int, float, Leaves, Leaves]
Flat = tuple[int, float, Pair, Pair]
"""A tree of exactly three questions, without its means; shorter ways ask the same again."""

Step = tuple[int, float, tuple[float, Any], tuple[float, Any]]
"""A question, and for each answer what it adds to the mean and the next question, or None."""

Row = Sequence[float]
"""A block's figures, in the order of the judge's features."""


class JudgeError(CopydeskError):
    """The judge's weights cannot be used."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights as trained.

    Attributes:
        features: names of the evidence that the trees ask for, by number.
        base: log odds of a block before anything is asked.
        reads: the functions of this evidence.
        flat: the trees for asking fast.
        steps: the trees for telling what takes how much.
    """

    features: tuple[str, ...]
    base: float
    reads: tuple[Read, ...]
    flat: tuple[Flat, ...]
    steps: tuple[Step | None, ...]

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
        flat, steps = tuple(map(flattened, trees)), tuple(map(step_of, trees))
        return cls(names, float(stored["base"]), tuple(known[name] for name in names), flat, steps)

    def figures(self, sight: Sight, numbers: Sequence[int]) -> list[Row]:
        """The evidence of these blocks."""
        columns = [read(sight, numbers) for read in self.reads] or [[0.0] * len(numbers)]
        return list(zip(*columns, strict=True))

    def odds(self, row: Row) -> float:
        """Log odds that a block belongs."""
        total = self.base
        for first, value, low, high in self.flat:
            second, middle, lower, upper = high if row[first] > value else low
            third, border, below, above = upper if row[second] > middle else lower
            total += above if row[third] > border else below
        return total

    def doubts(self, row: Row) -> tuple[str, ...]:
        """What takes most from the odds, strongest first."""
        taken = [0.0] * max(1, len(self.features))
        for step in self.steps:
            while step is not None:
                feature, value, low, high = step
                change, step = high if row[feature] > value else low  # noqa: PLW2901 - down the tree
                taken[feature] += change
        found = sorted((change, feature) for feature, change in enumerate(taken) if change <= -LEAST_DOUBT)
        return tuple(self.features[feature] for _, feature in found[:MOST_DOUBTS])


def as_tree(stored: Any) -> Tree:  # noqa: ANN401 - JSON
    """A tree as tuples."""
    if not isinstance(stored, list):
        return float(stored)
    feature, value, mean, low, high = stored
    return int(feature), float(value), float(mean), as_tree(low), as_tree(high)


def flattened(tree: Tree) -> Flat:
    """The tree with three questions on every way.

    Raises:
        JudgeError: a way has more.
    """
    feature, value, low, high = divided(tree)
    (second, middle, lower, upper), (other, border, below, above) = divided(low), divided(high)
    return (
        feature,
        value,
        (second, middle, leaves(lower), leaves(upper)),
        (other, border, leaves(below), leaves(above)),
    )


def step_of(tree: Tree) -> Step | None:
    """The tree with what each answer changes of the mean."""
    if not isinstance(tree, tuple):
        return None
    feature, value, mean, *branches = tree
    low, high = ((mean_of(branch) - mean, step_of(branch)) for branch in branches)
    return feature, value, low, high


def mean_of(tree: Tree) -> float:
    """Mean of the odds here."""
    return tree[2] if isinstance(tree, tuple) else tree


def divided(tree: Tree) -> tuple[int, float, Tree, Tree]:
    """A question and its two branches; both are the leaf where there is none."""
    if isinstance(tree, tuple):
        feature, value, _, low, high = tree
        return feature, value, low, high
    return 0, 0.0, tree, tree


def leaves(tree: Tree) -> Leaves:
    """The last question of a way, with its two answers."""
    feature, value, low, high = divided(tree)
    if isinstance(low, tuple) or isinstance(high, tuple):
        raise JudgeError("the judge's trees ask more than three questions")
    return feature, value, low, high


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
    for number, row in zip(sight.asked, judge.figures(sight, sight.asked), strict=True):
        block = sight.facts[number].block
        odds = round(judge.odds(row), 2)
        doubts = judge.doubts(row) if block.chosen and odds < DOUBTFUL else ()
        found[sight.start + number] = replace(block, belongs=odds, doubts=doubts)
    return found
