"""A line's text as its page shows it: in pieces of which the same is said throughout, too long ones shortened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cleaning.values import Cut, Finding
from review.article.marks import Segment, Span, segments, shortened

LONGEST = 4_000
"""Characters of a line that are shown whole; the rest of a longer one is a page of its own."""

STEPS = ((0.75, "strong"), (0.4, "middle"), (0.0, "weak"))
"""Score from which a finding is marked how."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a line's text of which the same is said throughout.

    Attributes:
        start: where it stands in the line.
        is_cut: it went.
        findings: numbers of the findings that point at it, `opens` those that begin here.
        strength: of the strongest of them; "" without.
        left_out: characters that are not shown here; the text is "" then.
    """

    text: str
    start: int
    is_cut: bool = False
    findings: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    strength: str = ""
    left_out: int = 0


def strength(score: float) -> str:
    """How strongly a finding is marked.

    >>> strength(0.9), strength(0.5), strength(0.1)
    ('strong', 'middle', 'weak')
    """
    return next(name for least, name in STEPS if score >= least)


Numbered = Sequence[tuple[int, Finding]]
"""Findings with their numbers among all."""

CUT = "cut"


def pieces(text: str, cuts: Sequence[Cut], findings: Numbered, most: int = LONGEST) -> tuple[Piece, ...]:
    """A text with its cuts and findings, in the middle left out what is too long."""
    spans = [Span(cut.start, cut.end, CUT) for cut in cuts]
    spans += [Span(one.start, one.end, str(number)) for number, one in findings]
    scores = {str(number): one.score for number, one in findings}
    return tuple(piece(one, scores) for one in shortened(segments(text, spans), most))


def piece(one: Segment, scores: Mapping[str, float]) -> Piece:
    """A segment, its names read: cuts, and numbers of findings."""
    named = [name for name in one.names if name != CUT]
    return Piece(
        one.text,
        one.start,
        is_cut=CUT in one.names,
        findings=tuple(map(int, named)),
        opens=tuple(int(name) for name in one.opens if name != CUT),
        strength=strength(max(0.0, *(scores[name] for name in named))) if named else "",
        left_out=one.left_out,
    )
