"""What a rule is. The rules themselves are rows of RULES in `cleaning/rules/__init__.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cleaning.lines import Line
from cleaning.values import Article, Context, Kind, Opinion

Judge = Callable[[Line, Article, Context], tuple[Opinion, ...]]
"""Looks at one line and gives weighted opinions about spans of it; most lines get none."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of RULES.

    Attributes:
        name: stored with every cut; its meaning never changes.
        kind: what the rule usually finds.
        judge: the opinion-giving function.
        reason: one sentence for the operator, true of every case; looked up by name for display.
    """

    name: str
    kind: Kind
    judge: Judge
    reason: str
