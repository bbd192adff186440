"""From findings to a judgement: what adds up, what a flag wants, and what is said where nothing can be judged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaning.garble import BY_NAME, SIGNALS, THRESHOLD, judge_garble
from cleaning.garble.score import LEANS, assess, kind_sums
from cleaning.garble.signal import Reading, passages_of
from cleaning.garble.tuning import TUNING
from cleaning.values import Article, Block, Context, Finding, GarbleStatus, JudgedLine, Where
from training.threshold import Labelled, judged, report

NAMES = st.sampled_from([signal.name for signal in SIGNALS])
SCORES = st.floats(0.05, 1.0)
FILLER = "The council of Lomvik met on Tuesday and agreed to keep the ferry to the islands for another year. " * 6


def finding(signal: str, score: float = 0.7, start: int = 0) -> Finding:
    return Finding(signal, Where.BODY, 0, start, start + 3, score, "reason", "abc")


def of(words: int) -> Reading:
    """A text of so many words, without a model."""
    text = "word " * words
    article = Article(None, language="en", blocks=(Block(text),) if words else ())
    return Reading(article, passages_of(article, (JudgedLine(text),)), Context.empty())


def total(found: list[Finding], words: int) -> float:
    return sum(kind_sums(found, words, BY_NAME).values())


FOUND = st.lists(st.builds(finding, NAMES, SCORES), max_size=12)


def judge(text: str, language: str | None = "en", threshold: float | None = None) -> GarbleStatus:
    article = Article(None, language=language, blocks=(Block(text),))
    return judge_garble(article, (JudgedLine(text),), Context.empty(), threshold).status


@given(FOUND, NAMES, SCORES, st.integers(80, 5_000))
def test_another_finding_never_lowers_the_score(found: list[Finding], name: str, score: float, words: int) -> None:
    more = [*found, finding(name, score)]
    assert total(more, words) >= total(found, words)


@given(FOUND, st.integers(80, 5_000))
def test_a_longer_text_never_scores_higher_for_the_same_findings(found: list[Finding], words: int) -> None:
    assert total(found, words * 2) <= total(found, words)


@given(FOUND, st.integers(80, 3_000))
def test_a_flag_wants_the_threshold_and_two_kinds_or_a_decisive_finding(found: list[Finding], words: int) -> None:
    garble = assess(found, of(words), BY_NAME)
    kinds = {BY_NAME[one.signal].evidence for one in found}
    if garble.flagged:
        assert garble.score is not None
        assert garble.score >= THRESHOLD
        assert len(kinds) >= TUNING.kinds or max(one.score for one in found) >= TUNING.decisive
    else:
        assert garble.looks_like is None


def test_many_findings_of_one_kind_alone_flag_nothing() -> None:
    garble = assess([finding("formula", 0.8, start) for start in range(0, 100, 10)], of(300), BY_NAME)
    assert garble.score is not None
    assert garble.score > THRESHOLD
    assert not garble.flagged


def test_one_weak_finding_flags_nothing() -> None:
    assert not assess([finding("wrong_article", 0.5)], of(300), BY_NAME).flagged


def test_two_kinds_flag() -> None:
    assert assess([finding("formula", 0.8), finding("inflection", 0.8)], of(300), BY_NAME).flagged


def test_nothing_found_scores_low_and_says_nothing() -> None:
    garble = assess([], of(300), BY_NAME)
    assert (garble.score, garble.flagged, garble.looks_like) == (0.018, False, None)


@pytest.mark.parametrize(
    ("signals", "look"),
    [
        (("formula", "thesaurus_word"), "spun"),
        (("turned_compound", "calque"), "crude translation"),
        (("credit", "fragment", "inflection"), "crude translation"),
    ],
)
def test_what_it_looks_like_follows_most_of_the_evidence(signals: tuple[str, ...], look: str) -> None:
    assert assess([finding(signal, 0.8) for signal in signals], of(300), BY_NAME).looks_like == look


def test_looks_name_signals_that_exist() -> None:
    assert set(LEANS) <= set(BY_NAME)


def test_a_short_text_gets_findings_and_no_score() -> None:
    garble = assess([finding("formula", 0.95), finding("inflection", 0.95)], of(TUNING.words - 1), BY_NAME)
    assert (garble.status, garble.score, garble.flagged, len(garble.findings)) == (
        GarbleStatus.TOO_SHORT,
        None,
        False,
        2,
    )


@pytest.mark.parametrize(
    ("text", "language", "status"),
    [
        (FILLER, "en", GarbleStatus.JUDGED),
        (FILLER, "de", GarbleStatus.LANGUAGE_LIMITED),
        (FILLER, None, GarbleStatus.LANGUAGE_LIMITED),
        ("Too short.", "en", GarbleStatus.TOO_SHORT),
        ("", "en", GarbleStatus.TOO_SHORT),
    ],
)
def test_status_says_how_far_a_text_could_be_judged(text: str, language: str | None, status: GarbleStatus) -> None:
    assert judge(text, language) is status


def test_the_threshold_can_be_given() -> None:
    found = [finding("formula", 0.8), finding("inflection", 0.8)]
    assert not assess(found, of(300), BY_NAME, 1.0).flagged
    assert assess([finding("doubled_word", 0.3), finding("formula", 0.3)], of(300), BY_NAME, 0.0).flagged


def test_the_report_counts_hits_and_false_alarms_by_threshold() -> None:
    garbled = f"{FILLER} The White Home choosed it. In base to the accord it pleaded responsible."
    rows = [Labelled("a", "genuine", "", FILLER), Labelled("b", "garbled", "mill", garbled)]
    lines = report([judged(row) for row in rows])
    flags = next(line for line in lines if line.startswith(f"{THRESHOLD:.2f}"))
    assert "mill 1.000" in flags
    assert "genuine 0.000" in flags
    assert any(line.startswith("inflection") for line in lines)


def test_reports_do_not_depend_on_the_order_of_rows() -> None:
    one = judged(Labelled("a", "genuine", "", FILLER))
    other = replace(one, group="human")
    assert report([one, other]) == report([other, one])


def test_three_likely_phrases_of_one_kind_are_enough_and_one_phrase_thrice_is_not() -> None:
    phrases = [replace(finding("formula", 0.8), text=text) for text in ("White Home", "lengthy run", "Safety Council")]
    assert assess(phrases, of(300), BY_NAME).flagged
    assert not assess([replace(one, text="White Home") for one in phrases], of(300), BY_NAME).flagged
    assert not assess(phrases[:2], of(300), BY_NAME).flagged
    assert not assess([replace(one, score=0.4) for one in phrases], of(300), BY_NAME).flagged
