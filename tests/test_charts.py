"""Figures drawn and told: ticks at round numbers, columns without gaps, sentences that say what stands out."""

from __future__ import annotations

import itertools
import math
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from export.scores import figures, in_words, share, wilson
from review.figures.charts import HEIGHT, LEFT, WIDTH, Sheet, Value, Words, histogram, over_time, spark
from review.figures.figures import (
    MOST_COLUMNS,
    articles_told,
    change,
    columns_of,
    failures_told,
    kind_told,
    rate_told,
    span_of,
    total,
)
from review.figures.scales import date_ticks, log_ticks, nice_ticks, percent, short, thinned
from storage.days import number_of, week_of
from storage.desk_records import RuleScore, Scores, SignalScore, SiteWeeks, Week

MONDAY = week_of(number_of(date(2026, 5, 4)))
TODAY = date(2026, 11, 27)
WORDS = Words("key", "Title", "Told.")


def week(number: int, articles: int = 0, flagged: int = 0, **more: int) -> Week:
    cuts = tuple((kind, lines) for kind, lines in more.items() if kind not in {"lines", "failures"})
    return Week(MONDAY + 7 * number, articles, flagged, more.get("lines", articles * 10), cuts, more.get("failures", 0))


@given(st.floats(1e-6, 1e15), st.booleans())
def test_ticks_are_few_round_and_reach_the_top(top: float, counts: bool) -> None:  # noqa: FBT001
    ticks = nice_ticks(top, least_step=1 if counts else 0)
    assert ticks[0] == 0
    assert ticks[-1] >= top * (1 - 1e-6)
    assert 2 <= len(ticks) <= 6
    assert all(not counts or tick == int(tick) for tick in ticks)
    steps = [after - before for before, after in itertools.pairwise(ticks)]
    assert all(math.isclose(step, steps[0], rel_tol=1e-6) for step in steps)


@given(st.integers(0, 10**15))
@example(1_000_000_001)
def test_powers_of_ten_reach_the_top_and_fit(top: int) -> None:
    ticks = log_ticks(top)
    assert ticks[-1] >= top or top == 0
    assert len(thinned(ticks)) <= 5
    assert thinned(ticks)[-1] == ticks[-1]


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(6, 20_000))
def test_dates_along_an_axis_are_inside_it_and_few(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    ticks = date_ticks(first, last)
    assert 1 <= len(ticks) <= 5
    assert all(first <= day <= last for day, _ in ticks)
    assert len({text for _, text in ticks}) == len(ticks)


@pytest.mark.parametrize("weeks", [0, 1, 2, 26, 104, 500, 2_600])
def test_columns_hold_every_week_once(weeks: int) -> None:
    some = [week(n, articles=3, flagged=1, failures=2, share=4) for n in range(weeks)]
    columns = columns_of(some, MONDAY, MONDAY + 7 * max(0, weeks - 1))
    assert 1 <= len(columns) <= MOST_COLUMNS
    assert total(columns).articles == 3 * weeks
    assert dict(total(columns).cuts).get("share", 0) == 4 * weeks
    ends = [(one.last, after.first) for one, after in itertools.pairwise(columns)]
    assert all(after - last == timedelta(days=1) for last, after in ends)
    for told in (articles_told, rate_told, failures_told):
        assert told(columns, "harbour.example").endswith(".")


def test_the_time_ends_soon_and_is_not_longer_than_asked() -> None:
    some = [SiteWeeks(None, (week(-5_000, 1), week(0, 1), week(900, 1)))]
    first, last = span_of(some, TODAY, 104)
    assert last == week_of(number_of(TODAY)) + 7
    assert (last - first) // 7 + 1 == 104
    assert span_of([], TODAY, 26) == (week_of(number_of(TODAY)),) * 2


def test_a_clear_change_is_told_with_its_week() -> None:
    weeks = [week(n, 100, 3) for n in range(6)] + [week(6, 100, 12)] + [week(7, 5, 5)]
    columns = columns_of(weeks, MONDAY, MONDAY + 49)
    told = rate_told(columns, "harbour.example")
    assert told.startswith("The flag rate of harbour.example rose from 3 % to 12 % in the week of 15 June 2026; ")
    falling = columns_of([week(0, 100, 40), week(1, 100, 5)], MONDAY, MONDAY + 7)
    assert "fell from 40 % to 5 %" in rate_told(falling, None)


def test_chance_is_no_change() -> None:
    columns = columns_of([week(n, 12, n % 2) for n in range(10)], MONDAY, MONDAY + 63)
    assert change([(one, one.flagged, one.articles) for one in columns]) is None
    assert rate_told(columns, None).endswith("without a clear change.")
    assert rate_told(columns[:1], None) == "None of 12 articles is flagged."


def test_what_is_nothing_is_said_so() -> None:
    columns = columns_of((), MONDAY, MONDAY)
    assert articles_told(columns, None) == "No articles in this time."
    assert failures_told(columns, "a.example") == "Nothing failed at a.example in this time."
    assert rate_told(columns, None) == "No articles, so no flag rate."
    assert kind_told(columns, "share") == "- of lines"


@given(st.lists(st.none() | st.floats(0, 1e12), max_size=120), st.integers(1, 3_000))
def test_bars_stay_in_their_box(amounts: list[float | None], days: int) -> None:
    values = [Value("x", amount, "x") for amount in amounts]
    span = (date(2020, 1, 1), date(2020, 1, 1) + timedelta(days=days))
    charts = [over_time(WORDS, values, span, Sheet((), ())), histogram(WORDS, values, (0.8, "mark"), Sheet((), ()))]
    for chart in charts:
        assert len(chart.bars) == sum(amount is not None for amount in amounts)
        for bar in chart.bars:
            assert LEFT <= bar.x <= bar.x + bar.width <= WIDTH
            assert 0 <= bar.y <= bar.y + bar.height <= HEIGHT
            assert bar.height >= 0.99
        assert all(0 <= label.at <= HEIGHT for label in chart.levels)
    for bar in spark(values, max((amount or 0 for amount in amounts), default=0)).bars:
        assert bar.y >= -0.01


def test_one_huge_bin_does_not_hide_the_others() -> None:
    values = [Value("x", amount, "x") for amount in (900_000.0, 40.0, 3.0, 12.0)]
    chart = histogram(WORDS, values, (0.5, "mark"), Sheet((), ()))
    assert "ten times" in chart.note
    assert min(bar.height for bar in chart.bars) > 10
    even = histogram(WORDS, values[1:], (0.5, "mark"), Sheet((), ()))
    assert not even.note


def test_figures_on_axes_are_short() -> None:
    assert [short(n) for n in (0, 5, 999, 10_000, 2_500_000, 10**16)] == ["0", "5", "999", "10 k", "2.5 M", "10,000 T"]
    assert [percent(n) for n in (0.05, 0.25, 0.999)] == ["5 %", "25 %", "100 %"]


# Shares


@given(st.integers(1, 10**9), st.floats(0, 1))
def test_an_interval_holds_its_share_and_stays_between_0_and_1(of: int, part: float) -> None:
    hits = int(of * part)
    low, high = wilson(hits, of)
    assert 0 <= low <= hits / of <= high <= 1
    assert low < high
    more_low, more_high = wilson(hits * 2, of * 2)
    assert more_high - more_low <= high - low + 1e-12


def test_an_interval_as_tables_have_it() -> None:
    low, high = wilson(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.49, 0.943)
    low, high = wilson(0, 20)
    assert (low, round(high, 3)) == (0.0, 0.161)


def test_figures_follow_from_counts() -> None:
    scores = Scores(
        (RuleScore("see_also", "see_also", 40, 4, 9), RuleScore("share", "share", 3, 1, 0)),
        (SignalScore("formula", 30, 20, 5, 12, 3),),
        flagged_garbled=30,
        flagged_fine=10,
        missed_garbled=20,
        passed_fine=5,
    )
    found = figures(scores)
    rule, thin = found.rules
    assert (rule.precision.value, rule.recall.value) == (0.9, 0.8)
    assert in_words(thin.precision, "cuts") == "3 cuts judged: too few"
    signal = found.signals[0]
    assert (signal.precision.value, signal.unjudged, signal.articles.value, signal.recall.value) == (0.8, 5, 0.8, 0.24)
    assert (found.flag.precision.value, found.flag.recall.value) == (0.75, 0.6)
    assert share(5, 3).value == 1.0
