"""How much of the clean text is right: the F1 expected of it, from MEASURES by a small model.

The model is a line and a curve: what each measure takes away, and what F1 pages of such a sum had on pages that the
model had not seen. `copydesk train confidence` makes the file beside this module.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

from cleaning.page.measures import MEASURES
from cleaning.page.sight import Sight

REASONS = 3
"""How many reasons are named."""

TELLING = 0.01
"""What a measure must take away to be named."""


@dataclass(frozen=True, slots=True)
class Model:
    """What the file holds.

    Attributes:
        constant: the sum where nothing speaks against a page.
        weights: (measure, what it adds where it is 1), none above 0.
        curve: (sum, F1) in rising order, straight between; flat beyond its ends.
    """

    constant: float
    weights: tuple[tuple[str, float], ...]
    curve: tuple[tuple[float, float], ...]

    def sum_of(self, figures: dict[str, float]) -> float:
        """The line's value."""
        return self.constant + sum(weight * figures[name] for name, weight in self.weights)

    def f1_of(self, total: float) -> float:
        """The curve's value.

        >>> Model(1.0, (), ((0.5, 0.5), (1.0, 0.75))).f1_of(0.75)
        0.625
        """
        if total <= self.curve[0][0]:
            return self.curve[0][1]
        for (left, low), (right, high) in itertools.pairwise(self.curve):
            if total <= right:
                return low + (high - low) * (total - left) / (right - left)
        return self.curve[-1][1]


@cache
def model() -> Model:
    """The model as installed; a constant, read once."""
    return read_model((resources.files("cleaning.page") / "confidence.json").read_text(encoding="utf-8"))


def read_model(text: str) -> Model:
    """A model from its file."""
    stored = json.loads(text)
    curve = tuple((float(total), float(f1)) for total, f1 in stored["curve"])
    return Model(float(stored["constant"]), tuple(sorted(stored["weights"].items())), curve)


def figures_of(sight: Sight) -> dict[str, float]:
    """Every measure of a page."""
    return {measure.name: measure.value(sight) for measure in MEASURES}


def confidence_of(figures: dict[str, float]) -> float:
    """F1 expected of the clean text, 0..1."""
    return model().f1_of(model().sum_of(figures))


def reasons_of(figures: dict[str, float]) -> tuple[str, ...]:
    """What takes away most, in words."""
    words = {measure.name: measure.reason for measure in MEASURES}
    taken = sorted((weight * figures[name], name) for name, weight in model().weights)
    return tuple(words[name] for amount, name in taken[:REASONS] if amount <= -TELLING)
