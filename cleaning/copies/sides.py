"""What two copies tell differently, as seen from one of them: findings like those of the article's own text."""

from __future__ import annotations

from cleaning.copies.values import TITLE, Difference, Drift, Place, Side
from cleaning.values import Finding, Where

SIGNAL = "drift_"
"""Before the kind of a difference: the name of its finding's signal."""


def findings_for(drift: Drift, side: Side) -> tuple[Finding, ...]:
    """The differences as findings on one copy, in order of its text; the other copy's words are in the reason."""
    found = (finding_of(difference, side) for difference in drift.differences)
    return tuple(sorted(found, key=lambda one: (-1 if one.line is None else one.line, one.start, one.end)))


def finding_of(difference: Difference, side: Side) -> Finding:
    """One difference as a finding."""
    own, other = places(difference, side)
    is_title = own.line == TITLE
    return Finding(
        signal=SIGNAL + difference.kind,
        where=Where.TITLE if is_title else Where.BODY,
        line=None if is_title else own.line,
        start=own.start,
        end=own.end,
        score=difference.score,
        reason=f"drifted from a known copy, which has “{other.text}”",
        text=own.text,
    )


def places(difference: Difference, side: Side) -> tuple[Place, Place]:
    """The span of one side, then that of the other."""
    return (difference.a, difference.b) if side is Side.A else (difference.b, difference.a)
