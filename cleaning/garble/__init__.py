"""SIGNALS: every kind of evidence that a text was garbled by a machine.

To add one: a row here and `tests/cases/signals/<name>.md` with a case that hits and a near miss that does not.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from cleaning.garble.conversions import conversions
from cleaning.garble.credits import changed_credits
from cleaning.garble.endings import name_endings, translated_names
from cleaning.garble.formulas import changed_formulas, marked, turned_compounds
from cleaning.garble.fragments import fragments
from cleaning.garble.frames import verb_frames
from cleaning.garble.grammar import doubled_words, wrong_articles
from cleaning.garble.headings import address_words, stated_headline
from cleaning.garble.joins import impossible_joins
from cleaning.garble.listed import calques, inflections, spinner_phrases, thesaurus_words
from cleaning.garble.mixed import mixed_language
from cleaning.garble.model import Model, shipped
from cleaning.garble.name_order import turned_names
from cleaning.garble.names import group_possessives
from cleaning.garble.notices import translation_notices
from cleaning.garble.numerals import odd_numbers
from cleaning.garble.page import declared_language, translated_page, translation_plugin
from cleaning.garble.places import near_places
from cleaning.garble.score import assess, unscored
from cleaning.garble.senses import wrong_senses
from cleaning.garble.signal import MOST_FINDINGS, Reading, Signal, passages_of, wording_of
from cleaning.garble.site import site_rate
from cleaning.garble.slips import agreements, comparisons, determiners, lost_subjects, of_chains
from cleaning.garble.spun import copied_feed, spin_marks
from cleaning.garble.tuning import THRESHOLD
from cleaning.garble.untranslated import untranslated
from cleaning.garble.wording import implausible_wording
from cleaning.rates import WEIGHT
from cleaning.values import Article, Context, Finding, Garble, GarbleStatus, JudgedLine, Where

EN = frozenset({"en"})
ANY = frozenset[str]()

# Weights: about three quarters of the log ratio that `python -m training.threshold` reports on the tuning half, at most
# 5.0; by judgement for credits, fragments and group names, which texts without their credit lines do not show. What
# each kind then counts for each look is trained (model.json). `implausible_wording` is in the measures already.
SIGNALS: tuple[Signal, ...] = (
    Signal("formula", "formulas", changed_formulas, EN, 5.0, "A fixed phrase came back with a word exchanged."),
    Signal("spinner_phrase", "formulas", spinner_phrases, EN, 5.0, "A wrong phrase that synonym spinners leave."),
    Signal("credit", "formulas", changed_credits, EN, 4.0, "A wire credit came back changed."),
    Signal("turned_compound", "word order", turned_compounds, EN, 5.0, "Two nouns came back turned round with “of”."),
    Signal("calque", "grammar", calques, EN, 4.0, "An idiom or word order of another language."),
    Signal("inflection", "grammar", inflections, EN, 5.0, "A form made by rule where English has another."),
    Signal("wrong_article", "grammar", wrong_articles, EN, 2.5, "“A” before a vowel, or “an” before a consonant."),
    Signal("impossible_join", "grammar", impossible_joins, EN, 2.5, "Two small words that English never joins."),
    Signal("determiner", "grammar", determiners, EN, 2.5, "“The” is missing, or stands where English has none."),
    Signal("comparison", "grammar", comparisons, EN, 2.5, "A comparison made twice, or with “that” for “than”."),
    Signal("agreement", "grammar", agreements, EN, 2.0, "A verb that does not agree with its subject."),
    Signal("lost_subject", "grammar", lost_subjects, EN, 2.5, "A clause without the one who does it."),
    Signal("of_chain", "grammar", of_chains, EN, 2.0, "Three nouns strung together with “of”."),
    Signal("verb_frame", "grammar", verb_frames, EN, 3.0, "The wrong word behind a verb, or its subject."),
    Signal("untranslated", "grammar", untranslated, EN, 4.5, "A word that was left in another language."),
    Signal("doubled_word", "grammar", doubled_words, ANY, 1.0, "A word stands twice in a row."),
    Signal("fragment", "grammar", fragments, EN, 3.0, "A piece of a sentence stands alone."),
    Signal("wrong_sense", "senses", wrong_senses, EN, 4.0, "A word in the wrong one of its meanings."),
    Signal("thesaurus_word", "plausibility", thesaurus_words, EN, 5.0, "A word of the thesaurus that newsrooms avoid."),
    Signal("implausible_wording", "plausibility", implausible_wording, EN, 0.3, "A word where newspapers put another."),
    Signal("number_form", "numbers", odd_numbers, EN, 4.0, "A number in a form that no newspaper writes."),
    Signal("conversion", "numbers", conversions, EN, 4.0, "An amount and its conversion contradict each other."),
    Signal("name_order", "names", turned_names, ANY, 1.0, "One person's names stand in two orders."),
    Signal("name_ending", "names", name_endings, EN, 3.0, "A name stands with another language's ending."),
    Signal("translated_name", "names", translated_names, EN, 3.0, "A name stands once as it is and once in English."),
    Signal("near_place", "names", near_places, EN, 3.0, "A town's name is one sound off."),
    Signal("group_possessive", "names", group_possessives, EN, 1.5, "A group's name was taken apart."),
    Signal("translated_page", "page", translated_page, ANY, 6.0, "The page's markup or address is a translator's."),
    Signal("translation_notice", "page", translation_notices, ANY, 6.0, "The page says that a machine translated it."),
    Signal("spin_marks", "page", spin_marks, ANY, 6.0, "A spinner left its own signs in the text."),
    Signal("stated_headline", "page", stated_headline, EN, 2.5, "The page states another wording of its headline."),
    Signal("address_words", "page", address_words, EN, 2.0, "The address tells the headline in other words."),
    Signal("mixed_language", "page", mixed_language, ANY, 1.5, "A paragraph is in another language."),
    Signal("translation_plugin", "page", translation_plugin, ANY, 0.5, "A translation plug-in is on the page."),
    Signal("declared_language", "page", declared_language, ANY, 0.5, "The page declares another language."),
    Signal("copied_feed", "page", copied_feed, EN, 0.5, "A program filled the page from another site's feed."),
    Signal("site_rate", "site", site_rate, ANY, WEIGHT, "Many of the site's other articles were flagged."),
)
BY_NAME = {signal.name: signal for signal in SIGNALS}


def judge_garble(
    article: Article,
    lines: tuple[JudgedLine, ...],
    context: Context,
    threshold: float | None = None,
    read_model: Callable[[], Model | None] = shipped,
) -> Garble:
    """What all signals point at, and the score of the whole; other languages than English get no score.

    Without a score an article is flagged where the page itself says that a machine made its text. The model is read
    when the first English text asks for it.
    """
    passages = passages_of(article, lines)
    if article.language not in EN:
        findings = findings_of(Reading(article, passages, context, ()))
        return unscored(GarbleStatus.LANGUAGE_LIMITED, findings, BY_NAME)
    model = read_model()
    wording = wording_of(passages, model) if model else None
    keys = frozenset[tuple[str, str] | str]().union(*(passage.words.keys for passage in passages))
    reading = Reading(article, passages, context, marked(passages, keys), wording, keys)
    findings = findings_of(reading)
    garble = assess(findings, reading, BY_NAME, threshold)
    own = tuple(finding for finding in findings if finding.where is not Where.SITE)
    if not garble.flagged or own == findings:
        return garble
    return replace(garble, lifted=not assess(own, reading, BY_NAME, threshold).flagged)


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


PLACES = {Where.TITLE: 0, Where.BODY: 1, Where.CUT: 1, Where.PAGE: 2, Where.SITE: 3}


def place(finding: Finding) -> tuple[int, int, int, int, str]:
    """Order of findings: title first, then by line and span, then what the page and its site say."""
    return PLACES[finding.where], finding.line or 0, finding.start, finding.end, finding.signal


__all__ = ["SIGNALS", "THRESHOLD", "Reading", "Signal", "findings_of", "judge_garble"]
