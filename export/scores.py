"""Precision and recall from what operators said, with the interval that so few words leave open."""

from __future__ import annotations

import math
from dataclasses import dataclass

from storage.desk_records import RuleScore, Scores, SignalScore

Z = 1.959964
"""Standard deviations of a 95 % interval."""

ENOUGH = 20
"""Judged things from which a share is worth reading: with 19 right of 19 the truth may still be .83."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share with Wilson's 95 % interval; None everywhere where nothing was judged.

    Attributes:
        hits, of: so many of so many.
        low, high: between them lies the true share, in 95 of 100 such counts.
    """

    hits: int
    of: int
    value: float | None
    low: float | None
    high: float | None

    @property
    def is_thin(self) -> bool:
        """Too few were judged to say anything."""
        return self.of < ENOUGH


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """What a rule's cuts are worth.

    Attributes:
        cuts: before operators who gave the article a verdict; `wrong` of them were said to be wrong.
        missed: lines said to be of the rule's kind that nothing cut; rules of one kind share them.
        precision: cuts that nobody called wrong.
        recall: those among what should have been cut.
    """

    rule: str
    kind: str
    cuts: int
    wrong: int
    missed: int
    precision: Share
    recall: Share


@dataclass(frozen=True, slots=True)
class SignalFigures:
    """What a signal's findings are worth.

    Attributes:
        findings: in articles called garbled or fine; `unjudged` of them nobody spoke about.
        garbled, fine: articles in which it found something, by verdict.
        precision: findings called right, of those that somebody spoke about.
        articles: garbled ones among the articles in which it found something.
        recall: of all garbled articles those in which it found something.
    """

    signal: str
    findings: int
    right: int
    wrong: int
    unjudged: int
    garbled: int
    fine: int
    precision: Share
    articles: Share
    recall: Share


@dataclass(frozen=True, slots=True)
class FlagFigures:
    """What the flag is worth, over articles called garbled or fine.

    Attributes:
        hits, alarms: flagged ones that are garbled, that are fine.
        missed, passed: others that are garbled, that are fine.
    """

    hits: int
    alarms: int
    missed: int
    passed: int
    precision: Share
    recall: Share


@dataclass(frozen=True, slots=True)
class Figures:
    """All of it, rules and signals in the order of their tables."""

    flag: FlagFigures
    rules: tuple[RuleFigures, ...]
    signals: tuple[SignalFigures, ...]


def share(hits: int, of: int) -> Share:
    """A share with its interval.

    >>> found = share(18, 20)
    >>> found.value, round(found.low or 0, 3), round(found.high or 0, 3)
    (0.9, 0.699, 0.972)
    >>> share(0, 0).value is None
    True
    """
    hits = min(max(hits, 0), of)
    if of <= 0:
        return Share(0, 0, None, None, None)
    low, high = wilson(hits, of)
    return Share(hits, of, hits / of, low, high)


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % score interval of a share: honest for few judgements and for shares near 0 and 1."""
    value, square = hits / of, Z * Z
    middle = (value + square / (2 * of)) / (1 + square / of)
    reach = Z / (1 + square / of) * math.sqrt(value * (1 - value) / of + square / (4 * of * of))
    return max(0.0, min(value, middle - reach)), min(1.0, max(value, middle + reach))


def figures(scores: Scores) -> Figures:
    """What the counts amount to."""
    garbled = scores.flagged_garbled + scores.missed_garbled
    flag = FlagFigures(
        scores.flagged_garbled,
        scores.flagged_fine,
        scores.missed_garbled,
        scores.passed_fine,
        share(scores.flagged_garbled, scores.flagged_garbled + scores.flagged_fine),
        share(scores.flagged_garbled, garbled),
    )
    return Figures(
        flag,
        tuple(of_rule(score) for score in scores.rules),
        tuple(of_signal(score, garbled) for score in scores.signals),
    )


def of_rule(score: RuleScore) -> RuleFigures:
    """One rule's."""
    right = max(0, score.cuts - score.wrong)
    precision, recall = share(right, score.cuts), share(right, right + score.missed)
    return RuleFigures(score.rule, score.kind, score.cuts, score.wrong, score.missed, precision, recall)


def of_signal(score: SignalScore, garbled: int) -> SignalFigures:
    """One signal's, where so many articles were called garbled."""
    return SignalFigures(
        score.signal,
        score.findings,
        score.right,
        score.wrong,
        max(0, score.findings - score.right - score.wrong),
        score.garbled,
        score.fine,
        share(score.right, score.right + score.wrong),
        share(score.garbled, score.garbled + score.fine),
        share(score.garbled, garbled),
    )


def at_least(found: Figures, least: int) -> Figures:
    """Only rules with so many cuts or missed lines, and signals with so many findings or articles that were judged."""
    return Figures(
        found.flag,
        tuple(rule for rule in found.rules if rule.cuts + rule.missed >= least),
        tuple(one for one in found.signals if max(one.right + one.wrong, one.garbled + one.fine) >= least),
    )


def in_words(found: Share, what: str) -> str:
    """A share as people read it.

    >>> in_words(share(18, 20), "cuts"), in_words(share(2, 3), "cuts"), in_words(share(0, 0), "cuts")
    ('.90 (.70 to .97)', '3 cuts judged: too few', 'none judged')
    >>> in_words(share(1, 1), "cuts")
    '1 cut judged: too few'
    """
    if found.value is None or found.low is None or found.high is None:
        return "none judged"
    if found.is_thin:
        return f"{found.of} {what if found.of > 1 else what.removesuffix('s')} judged: too few"
    return f"{two_places(found.value)} ({two_places(found.low)} to {two_places(found.high)})"


def two_places(value: float) -> str:
    """A share with two places and no naught before them.

    >>> two_places(0.9), two_places(1.0)
    ('.90', '1.00')
    """
    return f"{value:.2f}".removeprefix("0")
