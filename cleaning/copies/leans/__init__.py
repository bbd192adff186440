"""LEANS: which of two copies that drifted apart is the garbled one, as rows of evidence that add up.

Every row gives natural log odds that B is the garbled one, negative for A, and says what it saw. Nothing here says what
made a copy: only which of the two the other is a witness against. Weights are by judgement, checked on the tuning
halves (`bench/drift.py`): half of what single rows would allow, because rows are not independent.
"""

from __future__ import annotations

from cleaning.copies.leans.case import Case, Lean, Weigh
from cleaning.copies.leans.consistent import contradictions, known_names, torn_figures, torn_names
from cleaning.copies.leans.known import earlier, majority, origin
from cleaning.copies.leans.own import found_there, own_text
from cleaning.copies.leans.wording import broken_phrases, preferred_words
from cleaning.copies.values import Side

DECIDED = 1.25
"""Log odds from which the garbled copy is named: about seven to two."""

LEAST_SHOWN = 0.05

LEANS: tuple[tuple[str, Weigh], ...] = (
    ("own text", own_text),
    ("findings", found_there),
    ("words", preferred_words),
    ("phrases", broken_phrases),
    ("spelling", torn_names),
    ("names", known_names),
    ("figures", torn_figures),
    ("conversions", contradictions),
    ("origin", origin),
    ("date", earlier),
    ("copies", majority),
)
"""Evidence by name; all of it adds up."""


def lean_of(case: Case) -> tuple[float, tuple[str, ...]]:
    """Log odds that B is the garbled one, and what speaks for either side, in words."""
    found = [(name, lean) for name, weigh in LEANS if (lean := weigh(case)) is not None]
    odds = sum(lean.odds for _, lean in found)
    return round(odds, 2), tuple(f"{name} ({one.odds:+.1f}): {one.reason}" for name, one in found if is_shown(one))


def is_shown(lean: Lean) -> bool:
    """Is it more than nothing?"""
    return abs(lean.odds) >= LEAST_SHOWN


def garbled(odds: float) -> Side | None:
    """The garbled copy by these log odds; None where they do not decide."""
    if abs(odds) < DECIDED:
        return None
    return Side.B if odds > 0 else Side.A
