"""From findings and measures to the judgement on an article: one chance, whether it is flagged, what it looks like.

For each look (crude translation, spun) log odds add up: those of an ordinary genuine text, what each measure of the
wording says, and what the findings of each kind say, all with trained weights. The chance is that of either look.
Within a kind each further finding counts less, because findings of one kind in one text are not independent; and
findings count less the longer the text, because chance finds something in every long text.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cleaning.garble.measures import MEASURES, measured, share_of
from cleaning.garble.model import LOOKS, SPUN, TRANSLATED, Look
from cleaning.garble.signal import Reading, Signal, Wording
from cleaning.garble.tuning import TUNING
from cleaning.values import Evidence, Finding, Garble, GarbleStatus

Signals = Mapping[str, Signal]
"""Rows of SIGNALS by name."""

LIKELY = 0.5
"""Score of a finding from which it is more likely right than wrong."""

TELLING = 0.2
"""Log odds from which a kind of evidence counts as one of several: less is shown and decides nothing."""

PAGE, SITE = "page", "site"
"""Kinds of evidence that say something of the whole, whatever its length. What copies say comes later, in
`cleaning/copies/assess.py`."""

LEANS = {
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
    "wrong_sense": (TRANSLATED, 1.0),
    "verb_frame": (TRANSLATED, 1.0),
    "name_ending": (TRANSLATED, 1.0),
    "translated_name": (TRANSLATED, 1.0),
    "fragment": (TRANSLATED, 1.0),
    "name_order": (TRANSLATED, 1.0),
    "group_possessive": (TRANSLATED, 1.0),
    "translated_page": (TRANSLATED, 1.0),
    "translation_notice": (TRANSLATED, 1.0),
    "mixed_language": (TRANSLATED, 1.0),
    "spin_marks": (SPUN, 1.0),
}
"""What each signal speaks for, and how clearly, where there is no model; other signals come with both."""

PLAIN = 5.0
"""Natural log odds that the wording of a fluent text adds at most: what 19 of 20 genuine texts and human translations
stay below, and no round trip through Apertium (8 and more) and one in fourteen spun at 25 %."""

FLUENT = frozenset(
    {
        *("wrong_sense", "verb_frame", "fragment", "credit", "conversion", "number_form", "untranslated"),
        *("name_ending", "translated_name", "name_order", "near_place", "group_possessive"),
        *("translated_page", "translation_notice", "translation_plugin", "declared_language", "mixed_language"),
        *("stated_headline", "address_words", "site_rate", "doubled_word"),
    }
)
"""Signals that fit a text whose sentences are good English: single slips of sense, name and number, and what the page
and the site say. All others are of crude wording or of a thesaurus."""

SUSPECT = "fluent suspect"
"""The look of a flagged text that reads like news by every measure and has such findings alone."""

Sums = dict[str, float]
"""Log odds by kind of evidence."""


def assess(
    findings: Sequence[Finding],
    reading: Reading,
    signals: Signals,
    threshold: float | None = None,
) -> Garble:
    """The judgement on an article.

    Args:
        findings: in order of place.
        reading: the article.
        signals: rows by name.
        threshold: score from which it is flagged; None = the usual one.
    """
    words = sum(len(passage.words) for passage in reading.body)
    if words < TUNING.words:
        return unscored(GarbleStatus.TOO_SHORT, findings, signals)
    sums = kind_sums(findings, words, signals)
    found = tuple(sorted(told(sums, findings, signals), key=strength))
    if reading.wording is None:
        score = chance(TUNING.prior + sum(sums.values()))
        look, evidence = look_of(findings, signals), found
    else:
        score, look, evidence = by_wording(reading.wording, found)
    usual = reading.wording.model.threshold if reading.wording else TUNING.threshold
    flagged = score >= (usual if threshold is None else threshold) and is_enough(findings, evidence)
    if flagged and reading.wording is not None and (is_plain(reading.wording) or look is None):
        look = look_by_findings(reading.wording, findings, signals)
    return Garble(GarbleStatus.JUDGED, score, flagged, look if flagged else None, tuple(findings), evidence=evidence)


def look_by_findings(wording: Wording, findings: Sequence[Finding], signals: Signals) -> str | None:
    """The look of a text whose wording says little: fluent if it reads like news and no finding is a crude one.

    Where the page itself says what was done to it, nothing is suspected.
    """
    is_suspect = is_plain(wording) and are_fluent(findings) and not is_told(findings, signals)
    return SUSPECT if is_suspect else look_of(findings, signals)


def unscored(status: GarbleStatus, findings: Sequence[Finding], signals: Signals) -> Garble:
    """The judgement without a score: flagged where the page itself says that a machine made its text."""
    flagged = is_told(findings, signals)
    looks = look_of(findings, signals) if flagged else None
    return Garble(status, None, flagged, looks, tuple(findings))


def is_told(findings: Sequence[Finding], signals: Signals) -> bool:
    """Does the page itself say that a machine made its text?"""
    return any(signals[one.signal].evidence == PAGE and one.score >= TUNING.decisive for one in findings)


def by_wording(wording: Wording, found: Sequence[Evidence]) -> tuple[float, str | None, tuple[Evidence, ...]]:
    """Chance, look and what it is made of, where there is a model; no look where the findings alone say most.

    Findings alone may be enough too: who translates word by word and by hand leaves no machine's wording.
    """
    values, share = measured(wording), share_of(wording.size)
    by_look = [
        pieces(look, number, values, share) + counted(look, found) for number, look in enumerate(wording.model.looks)
    ]
    odds = [look.base + total(rows) for look, rows in zip(wording.model.looks, by_look, strict=True)]
    alone = TUNING.prior + total(found)
    score = either([*odds, alone])
    if alone > max(odds):
        return score, None, tuple(found)
    number = odds.index(max(odds))
    shown = (replace(row, log_odds=round(row.log_odds, 2)) for row in by_look[number])
    return score, LOOKS[number], tuple(sorted((row for row in shown if row.log_odds), key=strength))


def is_plain(wording: Wording) -> bool:
    """Is the wording no odder than that of ordinary news, for any look?"""
    values, share = measured(wording), share_of(wording.size)
    return all(total(pieces(look, number, values, share)) <= PLAIN for number, look in enumerate(wording.model.looks))


def are_fluent(findings: Sequence[Finding]) -> bool:
    """Is none of the likely findings one of crude wording or of a thesaurus?"""
    return all(finding.signal in FLUENT for finding in findings if finding.score >= LIKELY)


def total(rows: Sequence[Evidence]) -> float:
    """Log odds that all of them add."""
    return sum(row.log_odds for row in rows)


def pieces(look: Look, number: int, values: Mapping[str, Sequence[float]], share: float) -> list[Evidence]:
    """What each measure adds to one look's log odds, in a text whose measures count so much."""
    above = {row.name: share * (values[row.name][number] - look.usual[row.name]) for row in MEASURES}
    return [Evidence(row.evidence, row.name, look.measures[row.name] * above[row.name], row.reason) for row in MEASURES]


def counted(look: Look, found: Sequence[Evidence]) -> list[Evidence]:
    """What the findings of each kind add to one look's log odds."""
    return [replace(row, log_odds=look.kinds.get(row.kind, look.other) * row.log_odds) for row in found]


def kind_sums(findings: Sequence[Finding], words: int, signals: Signals) -> Sums:
    """Log odds of the findings of each kind. What is said of the whole counts in full at any length."""
    by_kind: dict[str, list[float]] = defaultdict(list)
    for finding in findings:
        signal = signals[finding.signal]
        by_kind[signal.evidence].append(signal.weight * finding.score)
    scale = min(1.0, math.sqrt(TUNING.length / max(1, words)))
    return {kind: kind_odds(values) * (1.0 if kind in {PAGE, SITE} else scale) for kind, values in by_kind.items()}


def kind_odds(values: Sequence[float]) -> float:
    """Log odds of one kind of evidence: the strongest finding in full, each further one less.

    >>> kind_odds([1.0, 2.0]) < 3.0
    True
    """
    return sum(value * math.pow(TUNING.diminishing, rank) for rank, value in enumerate(sorted(values, reverse=True)))


def told(sums: Sums, findings: Sequence[Finding], signals: Signals) -> tuple[Evidence, ...]:
    """The findings as evidence, a row for each kind."""
    rows = []
    for kind, odds in sums.items():
        names = list(dict.fromkeys(f.signal for f in findings if signals[f.signal].evidence == kind))
        rows.append(Evidence(kind, ", ".join(names), round(odds, 2), " ".join(signals[name].reason for name in names)))
    return tuple(sorted(rows, key=strength))


def strength(evidence: Evidence) -> tuple[float, str]:
    """Order of evidence: strongest first."""
    return -abs(evidence.log_odds), evidence.name


def is_enough(findings: Sequence[Finding], evidence: Sequence[Evidence]) -> bool:
    """Is the evidence of several kinds, or decisive: one finding that is sure, or several phrases that are likely?"""
    kinds = {row.kind for row in evidence if row.log_odds >= TELLING}
    phrases = {finding.text.casefold() for finding in findings if finding.score >= LIKELY}
    is_sure = any(finding.score >= TUNING.decisive for finding in findings)
    return len(kinds) >= TUNING.kinds or is_sure or len(phrases) >= TUNING.alone


def look_of(findings: Sequence[Finding], signals: Signals) -> str | None:
    """What most of the findings speak for."""
    weights: dict[str, float] = defaultdict(float)
    for finding in findings:
        if finding.signal in LEANS:
            look, clearly = LEANS[finding.signal]
            weights[look] += signals[finding.signal].weight * finding.score * clearly
    return max(sorted(weights), key=lambda look: weights[look], default=None)


def either(odds: Sequence[float]) -> float:
    """The chance of either of several, each by its log odds.

    >>> either([-30.0, 0.0])
    0.5
    """
    none = math.prod(1 - 1 / (1 + math.exp(-max(-30.0, min(30.0, one)))) for one in odds)
    return round(1 - none, 4)


def chance(odds: float) -> float:
    """Log odds as a chance, rounded to what the evidence bears.

    >>> chance(0.0), chance(-4.0)
    (0.5, 0.018)
    """
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), 4)
