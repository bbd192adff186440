"""EVIDENCE: the kinds of evidence that lists are filtered by, each one bit of a number."""

from __future__ import annotations

from collections.abc import Iterable

from cleaning.copies.values import COPIES

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


def bits_of(kinds: Iterable[str]) -> int:
    """The kinds as one number; unknown ones count for nothing.

    >>> bits_of(["grammar", "names", "grammar"]) == 1 << 2 | 1 << 6
    True
    """
    found = 0
    for kind in kinds:
        found |= BITS.get(kind, 0)
    return found


def kinds_in(bits: int) -> tuple[str, ...]:
    """The kinds that a number holds.

    >>> kinds_in(bits_of(["names", "grammar"]))
    ('grammar', 'names')
    """
    return tuple(kind for kind, bit in BITS.items() if bits & bit)
