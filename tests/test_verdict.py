"""Opinions become cuts in one place; what is left of a line reads well."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaning.lines import Line, lines_of
from cleaning.values import Article, Block, Cut, Kind, Opinion, Outcome, without
from cleaning.verdict import PROTECT, STRONG, SURE, WEAK, chance, judge_line, widen

TEXT = "It rained. Read more: Floods in the north"


def line_of(text: str) -> Line:
    return lines_of(Article(None, blocks=(Block(text),)))[0]


def opinion(weight: float, term: str, kind: Kind = Kind.SEE_ALSO, span: tuple[int, int] = (0, len(TEXT))) -> Opinion:
    return Opinion(*span, kind, weight, (term,))


@pytest.mark.parametrize(
    ("weights", "outcome"),
    [
        ((), Outcome.KEPT),
        ((WEAK,), Outcome.KEPT),
        ((WEAK, WEAK), Outcome.DROPPED),
        ((STRONG,), Outcome.DROPPED),
        ((STRONG, PROTECT), Outcome.KEPT),
        ((WEAK, WEAK, PROTECT), Outcome.KEPT),
        ((SURE, PROTECT), Outcome.DROPPED),
        ((SURE, PROTECT, PROTECT), Outcome.KEPT),
    ],
)
def test_weights(weights: tuple[float, ...], outcome: Outcome) -> None:
    heard = tuple(("rule", opinion(weight, f"term {number}")) for number, weight in enumerate(weights))
    assert judge_line(line_of(TEXT), heard).outcome is outcome


def test_the_same_evidence_counts_once() -> None:
    twice = (("one", opinion(WEAK, "cue: x")), ("other", opinion(WEAK, "cue: x")))
    assert judge_line(line_of(TEXT), twice).outcome is Outcome.KEPT


def test_a_kept_line_says_what_was_too_weak() -> None:
    judged = judge_line(line_of(TEXT), (("rule", opinion(WEAK, "cue: read more")),))
    silent = judge_line(line_of(TEXT), ())
    assert judged.terms == ("suspect: see_also, rule rule", "cue: read more")
    assert judged.litter is not None
    assert silent.litter is not None
    assert judged.litter > silent.litter
    assert judged.kind is Kind.BODY


def test_a_part_goes_and_the_rest_stays() -> None:
    judged = judge_line(line_of(TEXT), (("rule", opinion(SURE, "cue: read more", span=(11, len(TEXT)))),))
    assert judged.outcome is Outcome.TRIMMED
    assert judged.clean == "It rained."
    assert judged.kind is Kind.BODY


def test_the_strongest_names_the_kind() -> None:
    heard = (("weak", opinion(STRONG, "a", Kind.AD)), ("strong", opinion(SURE, "b", Kind.SHARE)))
    judged = judge_line(line_of(TEXT), heard)
    assert judged.kind is Kind.SHARE
    assert judged.cuts[0].rule == "strong"
    assert judged.cuts[0].terms == ("b", "a")


def test_a_rule_that_knows_the_kind_names_it() -> None:
    heard = (("site_line", opinion(SURE, "a", Kind.OTHER)), ("weak", opinion(WEAK, "b", Kind.SHARE)))
    judged = judge_line(line_of(TEXT), heard)
    assert (judged.kind, judged.cuts[0].rule) == (Kind.SHARE, "site_line")


def test_a_mark_stays_and_names_the_kind() -> None:
    judged = judge_line(line_of(TEXT), (("rule", opinion(WEAK, "cue: correction", Kind.CORRECTION)),))
    assert judged.outcome is Outcome.KEPT
    assert judged.kind is Kind.CORRECTION


@pytest.mark.parametrize(
    ("text", "litter", "left"),
    [
        ("It rained. (Read more: X)", "Read more: X", "It rained."),
        ("• Read more: X | It rained.", "Read more: X", "It rained."),
        ("It rained. Read more: X The sun shone.", "Read more: X", "It rained. The sun shone."),
        ("It rained.[Read more: X]The sun shone.", "Read more: X", "It rained.The sun shone."),
        ("It rained. Read more: X", "Read more: X", "It rained."),
        ("Read more: X -5 degrees by night", "Read more: X", "-5 degrees by night"),
        ("Read more: X", "Read more: X", ""),
        (" | Read more: X • ", "Read more: X", ""),
    ],
)
def test_nothing_is_stranded(text: str, litter: str, left: str) -> None:
    start = text.index(litter)
    cuts = widen(text, (Cut("rule", Kind.SEE_ALSO, start, start + len(litter)),))
    assert without(text, cuts) == left


@given(st.text(alphabet="ab .()[]|•-", min_size=1, max_size=40), st.lists(st.integers(0, 40), max_size=8))
def test_widened_cuts_stay_in_order_and_cover_the_cuts(text: str, places: list[int]) -> None:
    ends = sorted({min(place, len(text)) for place in places})
    pairs = [(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False) if a < b]
    cuts = tuple(Cut("rule", Kind.AD, start, end) for start, end in pairs)
    wide = widen(text, cuts)
    assert len(wide) == len(cuts)
    for cut, old in zip(wide, cuts, strict=True):
        assert cut.start <= old.start
        assert cut.end >= old.end
    assert all(one.end <= two.start for one, two in itertools.pairwise(wide))
    assert set(without(text, wide)) <= set(text)


def test_chances_grow_with_the_odds() -> None:
    assert [chance(odds) for odds in (-50.0, 0.0, 50.0)] == [0.0, 0.5, 1.0]
