"""EVIDENCE: the kinds of evidence that lists are filtered by, each one bit of a number."""

from __future__ import annotations

from collections.abc import Iterable

from cleaning.copies.values import COPIES
from cleaning.garble import SIGNALS

EVIDENCE = (
    "formulas",
    "word order",
    "grammar",
    "senses",
    "plausibility",
    "numbers",
    "names",
    "page",
    "site",
    COPIES,
)
"""Kinds as the rows of SIGNALS name them, and what copies say. A kind's place is its bit in what is stored: new ones go
to the end, and none ever goes away (a test holds this beside SIGNALS)."""

BITS = {kind: 1 << place for place, kind in enumerate(EVIDENCE)}

KIND_OF = {signal.name: signal.evidence for signal in SIGNALS}


def bits_of(kinds: Iterable[str]) -> int:
    """The kinds as one number; unknown ones count for nothing.

    >>> bits_of(["grammar", "names", "grammar"]) == 1 << 2 | 1 << 6
    True
    """
    found = 0
    for kind in kinds:
        found |= BITS.get(kind, 0)
    return found


def bits_of_signals(names: Iterable[str]) -> int:
    """The kinds of these signals as one number; signals of other releases count for nothing."""
    return bits_of(KIND_OF[name] for name in names if name in KIND_OF)


def kinds_in(bits: int) -> tuple[str, ...]:
    """The kinds that a number holds.

    >>> kinds_in(bits_of(["names", "grammar"]))
    ('grammar', 'names')
    """
    return tuple(kind for kind, bit in BITS.items() if bits & bit)
