"""The large pictures: articles, flag rate and failures by time, scores and confidences in bins; rows of small ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from review.figures.charts import Chart, Row, Sheet, Spark, Value, Words, histogram, over_time, spark
from review.figures.figures import ENOUGH, Column, articles_told, failures_told, of_whom, rate_told, when
from review.figures.scales import day_told, percent
from storage.days import DAYS_A_WEEK
from storage.desk_records import Spread


@dataclass(frozen=True, slots=True)
class Time:
    """What is drawn by time: columns without gaps, one at least; `site` None = of all sites."""

    site: str | None
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class SiteFigures:
    """One site in the time that is shown; `columns` are there for the biggest sites."""

    site: str
    total: Column
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of small pictures: a name, its sentence, the picture, and the queue that shows the same articles."""

    name: str
    told: str
    spark: Spark | None
    query: str = ""
    cells: tuple[str, ...] = ()


def queue_of(site: str | None, *fields: tuple[str, object]) -> str:
    """Query string of the queue."""
    return urlencode([*fields, *((("site", site),) if site else ())])


def articles_in(time: Time, column: Column, scope: str) -> str:
    """The queue with a column's articles."""
    return queue_of(time.site, ("scope", scope), ("since", column.first), ("until", column.last))


def time_head(time: Time) -> str:
    """What the first cell of a row of time holds."""
    one = time.columns[0] if time.columns else None
    weeks = ((one.last - one.first + timedelta(days=1)).days // DAYS_A_WEEK) if one else 1
    return "week of" if weeks == 1 else f"{weeks} weeks from"


def span(time: Time) -> tuple[Column, Column]:
    """The first and the last column."""
    return time.columns[0], time.columns[-1]


def time_chart(time: Time, words: Words, values: Sequence[Value], sheet: Sheet, *, shares: bool = False) -> Chart:
    """A chart over the page's time."""
    first, last = span(time)
    return over_time(words, values, (first.first, last.last), sheet, shares=shares)


def articles_chart(time: Time) -> Chart:
    """Articles by time."""
    values = [Value(day_told(c.first), c.articles or None, f"{c.articles:,} articles {when(c)}") for c in time.columns]
    rows = tuple(
        Row((day_told(c.first), f"{c.articles:,}", f"{c.lines:,}"), articles_in(time, c, "all"))
        for c in reversed(time.columns)
        if c.articles
    )
    words = Words("articles", "Articles", articles_told(time.columns, time.site), "By day of publication.")
    return time_chart(time, words, values, Sheet((time_head(time), "articles", "lines"), rows))


def rate_chart(time: Time) -> Chart:
    """Flagged articles among all, by time."""
    values = [
        Value(
            day_told(c.first),
            c.rate,
            f"{c.flagged:,} of {c.articles:,} flagged {when(c)}, {percent(c.rate)}",
            is_faint=c.articles < ENOUGH,
        )
        for c in time.columns
    ]
    rows = tuple(
        Row((day_told(c.first), f"{c.flagged:,}", f"{c.articles:,}", percent(c.rate)), articles_in(time, c, "flagged"))
        for c in reversed(time.columns)
        if c.articles
    )
    words = Words(
        "flag-rate",
        "Flag rate",
        rate_told(time.columns, time.site),
        f"Flagged among all articles. An outline: fewer than {ENOUGH} articles; no bar: none.",
    )
    head = (time_head(time), "flagged", "articles", "flag rate")
    return time_chart(time, words, values, Sheet(head, rows), shares=True)


def failures_chart(time: Time) -> Chart:
    """Failures by time."""
    values = [Value(day_told(c.first), c.failures or None, f"{c.failures:,} failures {when(c)}") for c in time.columns]
    rows = tuple(Row((day_told(c.first), f"{c.failures:,}")) for c in reversed(time.columns) if c.failures)
    words = Words(
        "failures",
        "Failures",
        failures_told(time.columns, time.site),
        "Fetching, cleaning and comparing, by the day on which it failed, mended since or not.",
    )
    return time_chart(time, words, values, Sheet((time_head(time), "failures"), rows))


def scores_chart(site: str | None, scores: Spread, threshold: float) -> Chart:
    """Garble scores and the threshold."""
    counts = scores.bins
    beyond = sum(counts[place_of(threshold, len(counts)) :])
    told = f"{beyond:,} of {sum(counts):,} scores{of_whom(site)} are {tenth(threshold)} or more"
    without = f"; {scores.without:,} articles have none" if scores.without else ""
    words = Words(
        "scores",
        "Garble scores",
        f"{told}{without}." if sum(counts) else f"No scores{of_whom(site)}{without}.",
        f"Hatched: from {tenth(threshold)} on an article can be flagged.",
    )
    rows = bin_rows(counts, "score", site)
    values = bin_values(counts, threshold, above=True)
    mark = (threshold, f"flagged from {tenth(threshold)}")
    return histogram(words, values, mark, Sheet(("score", "articles"), rows))


def confidence_chart(site: str | None, confidences: Spread, doubtful: float) -> Chart:
    """Confidences and where doubt begins."""
    counts = confidences.bins
    below = sum(counts[: place_of(doubtful, len(counts))])
    words = Words(
        "confidence",
        "Confidence in the text",
        f"{below:,} of {sum(counts):,} texts{of_whom(site)} are doubtful, below {tenth(doubtful)}."
        if sum(counts)
        else f"No page{of_whom(site)} was judged.",
        "How good the clean text is expected to be (F1); hatched: doubtful.",
    )
    rows = bin_rows(counts, "sure", site)
    values = bin_values(counts, doubtful, above=False)
    mark = (doubtful, f"doubtful below {tenth(doubtful)}")
    return histogram(words, values, mark, Sheet(("confidence", "articles"), rows))


def place_of(threshold: float, bins: int) -> int:
    """The first bin at or above a threshold."""
    return round(threshold * bins)


def tenth(value: float) -> str:
    """A share as the desk writes it.

    >>> tenth(0.8), tenth(1.0), tenth(0.05)
    ('.8', '1', '.05')
    """
    return f"{value:g}".removeprefix("0") or "0"


def bin_values(counts: Sequence[int], threshold: float, *, above: bool) -> list[Value]:
    """A bin each."""
    edge = place_of(threshold, len(counts))
    return [
        Value(
            bin_told(place, len(counts)),
            n or None,
            f"{n:,} articles {bin_told(place, len(counts))}",
            (place >= edge) is above,
        )
        for place, n in enumerate(counts)
    ]


def bin_told(place: int, bins: int) -> str:
    """A bin in words.

    >>> bin_told(0, 20), bin_told(19, 20)
    ('0 to .05', '.95 to 1')
    """
    return f"{tenth(round(place / bins, 4))} to {tenth(round((place + 1) / bins, 4))}"


def bin_rows(counts: Sequence[int], field: str, site: str | None) -> tuple[Row, ...]:
    """The table by tenths, as the queue's filter has them."""
    size = max(1, len(counts) // 10)
    tenths = [sum(counts[start : start + size]) for start in range(0, len(counts), size)]
    return tuple(
        Row(
            (bin_told(place, len(tenths)), f"{n:,}"),
            queue_of(site, ("scope", "all"), (field, f"{place / len(tenths):g}")) if n else "",
        )
        for place, n in reversed(list(enumerate(tenths)))
    )


def shares_of(columns: Sequence[Column], kind: str) -> list[Value]:
    """The share of lines with one kind of litter, by time."""
    return [Value(day_told(c.first), c.share(kind), f"{percent(c.share(kind))} of lines {when(c)}") for c in columns]


def site_line(one: SiteFigures, top: float) -> Line:
    """A site's row."""
    rates = [
        Value(
            day_told(c.first),
            c.rate,
            f"{percent(c.rate)} of {c.articles:,} articles {when(c)}",
            is_faint=c.articles < ENOUGH,
        )
        for c in one.columns
    ]
    whole = one.total
    lost = f"{100 * sum(lines for _, lines in whole.cuts) / whole.lines:.0f}" if whole.lines else "-"
    cells = (f"{whole.articles:,}", f"{whole.flagged:,}", percent(whole.rate), lost, f"{whole.failures:,}")
    told = rate_told(one.columns, None) if one.columns else ""
    return Line(one.site, told, spark(rates, top) if rates else None, queue_of(one.site, ("scope", "flagged")), cells)
