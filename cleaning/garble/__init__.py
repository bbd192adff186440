"""SIGNALS: every kind of evidence that a text was garbled by a machine.

To add one: a row here and `tests/cases/signals/<name>.md` with a case that hits and a near miss that does not.
"""

from __future__ import annotations

from cleaning.garble.signal import Reading, Signal, passages_of
from cleaning.values import Article, Context, Garble, GarbleStatus, JudgedLine

SIGNALS: tuple[Signal, ...] = ()


def judge_garble(
    article: Article, lines: tuple[JudgedLine, ...], context: Context, threshold: float | None = None
) -> Garble:
    """What all signals point at, and the score of the whole."""
    reading = Reading(article, passages_of(article, lines), context)
    findings = tuple(finding for signal in SIGNALS for finding in signal.find(reading))
    return Garble(GarbleStatus.JUDGED, 0.0, threshold is not None, None, findings)


__all__ = ["SIGNALS", "Reading", "Signal", "judge_garble"]
