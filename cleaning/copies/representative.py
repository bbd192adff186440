"""Which member stands for a cluster: the one to export, and why."""

from __future__ import annotations

import math
from dataclasses import dataclass

BUCKETS = 8
"""Steps of size to a doubling: a text that is 9 % shorter is about as complete."""


@dataclass(frozen=True, slots=True)
class Member:
    """What is weighed of a member.

    Attributes:
        id: the article's.
        is_own: the page is the original: the agency's own site, or the address that other members name.
        is_garbled: flagged.
        words: of the clean text.
        day: of publication, since 1970.
        cut: share of its lines that were cut or trimmed, 0..1.
    """

    id: int
    is_own: bool
    is_garbled: bool
    words: int
    day: int
    cut: float


Rank = tuple[bool, bool, int, int, float, int]


def rank(member: Member) -> Rank:
    """Order of members, the highest stands for all: an original, not garbled, complete, early, clean, first stored."""
    size = round(math.log2(max(1, member.words)) * BUCKETS)
    return member.is_own, not member.is_garbled, size, -member.day, -member.cut, -member.id


REASONS = (
    "it is the original: the agency's own page, or the address that copies name",
    "the others are flagged",
    "it is the most complete",
    "it is the earliest of those that are as complete",
    "it has the least litter of those that are as complete and early",
    "it was stored first; the others are as good",
)
"""Why, by the first part of the rank that decides."""


def why(best: Member, second: Member | None) -> str:
    """In words, what puts the best member before the next.

    >>> why(Member(1, False, False, 400, 9, 0.1), Member(2, False, False, 200, 9, 0.1))
    'it is the most complete'
    """
    if second is None:
        return "it is the only one"
    pairs = zip(rank(best), rank(second), REASONS, strict=True)
    return next(reason for one, other, reason in pairs if one != other)
