"""What each copy's own text says of it, whatever the other says."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from cleaning.copies.leans.case import Case, Lean, against, within
from cleaning.copies.sentences import Text
from cleaning.copies.values import TITLE, Copy
from cleaning.garble import BY_NAME
from cleaning.values import Finding, GarbleStatus, Where

OWN, LEAST_OWN, MOST_OWN = 0.6, 1.5, 4.0
"""What a difference of one in own log odds counts; smaller ones than the second are chance; the most that all count."""

SCORES = 0.01, 0.995
"""Own scores beyond these say no more."""

FOUND, MOST_FOUND = 0.5, 3.0
"""What the weight of findings in the spans that differ counts, on top of what they did for the own score."""


def own_text(case: Case) -> Lean | None:
    """The own scores, where they are clearly apart."""
    ours, theirs = own_odds(case.a.copy), own_odds(case.b.copy)
    if ours is None or theirs is None or abs(theirs - ours) < LEAST_OWN:
        return None
    odds = within(MOST_OWN, OWN * (theirs - ours))
    return Lean(odds, f"the text of {against(odds)} reads garbled, whatever the other says")


def own_odds(copy: Copy) -> float | None:
    """Log odds of a copy's own score; None where it was not judged."""
    if copy.garble.status is not GarbleStatus.JUDGED or copy.garble.score is None:
        return None
    least, most = SCORES
    score = min(most, max(least, copy.garble.score))
    return math.log(score / (1 - score))


def found_there(case: Case) -> Lean | None:
    """Findings of either copy's own text in the very spans that differ."""
    ours = sum(weights(case.a, [found.a for _, found in case.told]))
    theirs = sum(weights(case.b, [found.b for _, found in case.told]))
    odds = within(MOST_FOUND, FOUND * (theirs - ours))
    return Lean(odds, f"what differs is odd in {against(odds)} without a copy too") if odds else None


def weights(text: Text, spans: Sequence[tuple[int, int]]) -> Iterator[float]:
    """Weight of every finding of a copy that touches one of these spans."""
    for finding in text.copy.garble.findings:
        if finding.where in {Where.BODY, Where.TITLE} and any(touches(text, finding, span) for span in spans):
            yield BY_NAME[finding.signal].weight * finding.score if finding.signal in BY_NAME else finding.score


def touches(text: Text, finding: Finding, span: tuple[int, int]) -> bool:
    """Does a finding share a character with a span?"""
    line = TITLE if finding.where is Where.TITLE else finding.line
    first, last = span
    return text.lines[first] == line and finding.start < text.ends[last] and finding.end > text.starts[first]
