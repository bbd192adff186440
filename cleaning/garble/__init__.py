"""SIGNALS: every kind of evidence that a text was garbled by a machine.

To add one: a row here and `tests/cases/signals/<name>.md` with a case that hits and a near miss that does not.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from cleaning.garble.conversions import conversions
from cleaning.garble.credits import changed_credits
from cleaning.garble.formulas import changed_formulas, marked, turned_compounds
from cleaning.garble.fragments import fragments
from cleaning.garble.grammar import doubled_words, wrong_articles
from cleaning.garble.impossible import impossible_numbers
from cleaning.garble.joins import impossible_joins
from cleaning.garble.listed import calques, inflections, spinner_phrases, thesaurus_words
from cleaning.garble.names import group_possessives, name_variants
from cleaning.garble.numerals import odd_numbers
from cleaning.garble.score import assess
from cleaning.garble.signal import MOST_FINDINGS, Reading, Signal, passages_of
from cleaning.garble.tuning import THRESHOLD
from cleaning.values import Article, Context, Finding, Garble, GarbleStatus, JudgedLine, Where

EN = frozenset({"en"})
ANY = frozenset[str]()

# Weights: about three quarters of the log ratio that `python -m training.threshold` reports on the tuning half, at most
# 5.0; by judgement for credits, fragments and group names, which texts without their credit lines do not show.
SIGNALS: tuple[Signal, ...] = (
    Signal("formula", "formulas", changed_formulas, EN, 5.0, "A fixed phrase came back with a word exchanged."),
    Signal("spinner_phrase", "formulas", spinner_phrases, EN, 5.0, "A wrong phrase that synonym spinners leave."),
    Signal("credit", "formulas", changed_credits, EN, 4.0, "A wire credit came back changed."),
    Signal("turned_compound", "word order", turned_compounds, EN, 5.0, "Two nouns came back turned round with “of”."),
    Signal("calque", "grammar", calques, EN, 4.0, "An idiom or word order of another language."),
    Signal("inflection", "grammar", inflections, EN, 5.0, "A form made by rule where English has another."),
    Signal("wrong_article", "grammar", wrong_articles, EN, 2.5, "“A” before a vowel, or “an” before a consonant."),
    Signal("impossible_join", "grammar", impossible_joins, EN, 2.5, "Two small words that English never joins."),
    Signal("doubled_word", "grammar", doubled_words, ANY, 1.0, "A word stands twice in a row."),
    Signal("fragment", "grammar", fragments, EN, 3.0, "A piece of a sentence stands alone."),
    Signal("thesaurus_word", "plausibility", thesaurus_words, EN, 5.0, "A word of the thesaurus that newsrooms avoid."),
    Signal("number_form", "numbers", odd_numbers, EN, 4.0, "A number in a form that no newspaper writes."),
    Signal("conversion", "numbers", conversions, EN, 4.0, "An amount and its conversion contradict each other."),
    Signal("impossible_number", "numbers", impossible_numbers, EN, 2.5, "A date, share or change that cannot be."),
    Signal("name_variant", "names", name_variants, ANY, 0.5, "One name is spelled in two ways."),
    Signal("group_possessive", "names", group_possessives, EN, 1.5, "A group's name was taken apart."),
)
BY_NAME = {signal.name: signal for signal in SIGNALS}


def judge_garble(
    article: Article, lines: tuple[JudgedLine, ...], context: Context, threshold: float | None = None
) -> Garble:
    """What all signals point at, and the score of the whole; other languages than English get no score."""
    passages = passages_of(article, lines)
    reading = Reading(article, passages, context, marked(passages) if article.language in EN else ())
    findings = findings_of(reading)
    if article.language not in EN:
        return Garble(GarbleStatus.LANGUAGE_LIMITED, findings=findings)
    words = sum(len(passage.words) for passage in reading.body)
    return assess(findings, words, BY_NAME, threshold)


def findings_of(reading: Reading) -> tuple[Finding, ...]:
    """All findings of the signals that hold for the article's language, in order of place.

    Where two signals point at the same words the earlier row of SIGNALS has them: one slip is one piece of evidence.
    """
    found: list[Finding] = []
    taken: set[tuple[Where, int | None, int]] = set()
    for signal in SIGNALS:
        if not signal.languages or reading.article.language in signal.languages:
            found += itertools.islice(free(signal.find(reading), taken), MOST_FINDINGS)
    return tuple(sorted(found, key=place))


def free(findings: Iterable[Finding], taken: set[tuple[Where, int | None, int]]) -> Iterator[Finding]:
    """The findings that count and whose place nobody has; they take it."""
    for finding in findings:
        place_of = cells(finding)
        if finding.score and taken.isdisjoint(place_of):
            taken.update(place_of)
            yield finding


def cells(finding: Finding) -> list[tuple[Where, int | None, int]]:
    """Every character that a finding covers."""
    return [(finding.where, finding.line, offset) for offset in range(finding.start, finding.end)]


def place(finding: Finding) -> tuple[bool, int, int, int, str]:
    """Order of findings: title first, then by line and span."""
    return finding.where is not Where.TITLE, finding.line or 0, finding.start, finding.end, finding.signal


__all__ = ["SIGNALS", "THRESHOLD", "Reading", "Signal", "findings_of", "judge_garble"]
