"""From findings to the judgement on an article: one number, whether it is flagged, and what it looks like.

Log odds add up over the kinds of evidence. Within a kind each further finding counts less, because findings of one
kind in one text are not independent; and findings count less the longer the text, because chance finds something in
every long text.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from cleaning.garble.signal import Signal
from cleaning.garble.tuning import TUNING
from cleaning.values import Finding, Garble, GarbleStatus

Signals = Mapping[str, Signal]
"""Rows of SIGNALS by name."""

LIKELY = 0.5
"""Score of a finding from which it is more likely right than wrong."""

TELLING = 0.2
"""Natural log odds of a finding from which its kind counts as one of several: less is shown and decides nothing."""

PAGE, SITE = "page", "site"
"""Kinds of evidence that say something of the whole, whatever its length."""

SPUN, TRANSLATED = "spun", "crude translation"

LOOKS = {
    "formula": (SPUN, 1.0),
    "spinner_phrase": (SPUN, 1.0),
    "thesaurus_word": (SPUN, 1.0),
    "number_form": (SPUN, 1.0),
    "conversion": (TRANSLATED, 0.5),
    "inflection": (SPUN, 0.3),
    "credit": (TRANSLATED, 1.0),
    "turned_compound": (TRANSLATED, 1.0),
    "calque": (TRANSLATED, 1.0),
    "impossible_join": (TRANSLATED, 0.6),
    "determiner": (TRANSLATED, 1.0),
    "comparison": (TRANSLATED, 1.0),
    "agreement": (TRANSLATED, 1.0),
    "lost_subject": (TRANSLATED, 1.0),
    "of_chain": (TRANSLATED, 1.0),
    "untranslated": (TRANSLATED, 1.0),
    "fragment": (TRANSLATED, 1.0),
    "name_variant": (TRANSLATED, 1.0),
    "name_order": (TRANSLATED, 1.0),
    "group_possessive": (TRANSLATED, 1.0),
    "translated_page": (TRANSLATED, 1.0),
    "translation_notice": (TRANSLATED, 1.0),
    "mixed_language": (TRANSLATED, 1.0),
    "spin_marks": (SPUN, 1.0),
}
"""What each signal speaks for, and how clearly; doubled words and wrong articles come with both."""


def assess(findings: Sequence[Finding], words: int, signals: Signals, threshold: float | None = None) -> Garble:
    """The judgement on an article of so many words."""
    if words < TUNING.words:
        return unscored(GarbleStatus.TOO_SHORT, findings, signals)
    score = chance(log_odds(findings, words, signals))
    flagged = score >= (TUNING.threshold if threshold is None else threshold) and is_enough(findings, signals)
    looks = look_of(findings, signals) if flagged else None
    return Garble(GarbleStatus.JUDGED, score, flagged, looks, tuple(findings))


def unscored(status: GarbleStatus, findings: Sequence[Finding], signals: Signals) -> Garble:
    """The judgement without a score: flagged where the page itself says that a machine made its text."""
    is_told = any(signals[one.signal].evidence == PAGE and one.score >= TUNING.decisive for one in findings)
    looks = look_of(findings, signals) if is_told else None
    return Garble(status, None, is_told, looks, tuple(findings))


def log_odds(findings: Sequence[Finding], words: int, signals: Signals) -> float:
    """Natural log odds that the text went through a machine. What is said of the whole counts in full at any length."""
    by_kind: dict[str, list[float]] = defaultdict(list)
    for finding in findings:
        signal = signals[finding.signal]
        by_kind[signal.evidence].append(signal.weight * finding.score)
    scale = min(1.0, math.sqrt(TUNING.length / words))
    whole = sum(kind_odds(by_kind.pop(kind, [])) for kind in (PAGE, SITE))
    return TUNING.prior + whole + scale * sum(kind_odds(values) for values in by_kind.values())


def kind_odds(values: Sequence[float]) -> float:
    """Log odds of one kind of evidence: the strongest finding in full, each further one less.

    >>> kind_odds([1.0, 2.0]) < 3.0
    True
    """
    return sum(value * math.pow(TUNING.diminishing, rank) for rank, value in enumerate(sorted(values, reverse=True)))


def is_enough(findings: Sequence[Finding], signals: Signals) -> bool:
    """Is the evidence of several kinds, or decisive: one finding that is sure, or several phrases that are likely?"""
    kinds = {signals[one.signal].evidence for one in findings if signals[one.signal].weight * one.score >= TELLING}
    phrases = {finding.text.casefold() for finding in findings if finding.score >= LIKELY}
    is_sure = any(finding.score >= TUNING.decisive for finding in findings)
    return len(kinds) >= TUNING.kinds or is_sure or len(phrases) >= TUNING.alone


def look_of(findings: Sequence[Finding], signals: Signals) -> str | None:
    """What most of the evidence speaks for."""
    weights: dict[str, float] = defaultdict(float)
    for finding in findings:
        if finding.signal in LOOKS:
            look, clearly = LOOKS[finding.signal]
            weights[look] += signals[finding.signal].weight * finding.score * clearly
    return max(sorted(weights), key=lambda look: weights[look], default=None)


def chance(odds: float) -> float:
    """Log odds as a chance, rounded to what the evidence bears.

    >>> chance(0.0), chance(-4.0)
    (0.5, 0.018)
    """
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), 3)
