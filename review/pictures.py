"""Pictures: articles, litter, flags and failures by week, and how scores are spread; of all sites or of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from cleaning.garble.model import shipped
from cleaning.garble.tuning import TUNING
from cleaning.values import DOUBTFUL
from review.charts import Chart, Row, Sheet, Spark, Value, Words, histogram, over_time, spark
from review.figures import (
    ENOUGH,
    Column,
    articles_told,
    columns_of,
    failures_told,
    kind_told,
    of_whom,
    rate_told,
    span_of,
    total,
    when,
)
from review.scales import day_told, percent
from review.view import Ask, BadRequestError, NotFoundError, Parameter
from storage.days import DAYS_A_WEEK, number_of
from storage.desk_records import SiteWeeks, Spread
from storage.store import Store

BINS = 20
SPANS = ((26, "half a year"), (104, "two years"), (520, "ten years"), (2_600, "everything"))
USUAL_WEEKS = 104
MOST_SITES, MOST_KINDS = 12, 10
"""Small pictures in a table; what is smaller is in the table alone."""

LONGEST_HOST = 300
PARAMETERS = (
    Parameter("site", "host; without it all sites together"),
    Parameter("weeks", f"how far back: {', '.join(str(weeks) for weeks, _ in SPANS)}", "integer"),
)


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


@dataclass(frozen=True, slots=True)
class Pictures:
    """What the page shows; its charts are made from these figures.

    Attributes:
        site: None = all sites together.
        sites: all hosts, by name.
        columns: by time, without gaps.
        by_site: of all sites the one with most articles first; empty where one site is shown.
        scores, confidences: of all cleaned articles, whenever published.
        threshold: score from which an article is flagged.
        doubtful: confidence below which a page is.
    """

    site: str | None
    sites: tuple[str, ...]
    weeks: int
    columns: tuple[Column, ...]
    by_site: tuple[SiteFigures, ...]
    scores: Spread
    confidences: Spread
    threshold: float
    doubtful: float

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The large pictures."""
        return (
            articles_chart(self),
            rate_chart(self),
            failures_chart(self),
            scores_chart(self),
            confidence_chart(self),
        )

    @property
    def kinds(self) -> tuple[Line, ...]:
        """Litter by kind, most first; the shares do not add up, because a line may lose parts of several kinds."""
        kinds = total(self.columns).cuts
        tops = [column.share(kind) or 0.0 for column in self.columns for kind, _ in kinds[:MOST_KINDS]]
        return tuple(
            Line(
                kind,
                kind_told(self.columns, kind),
                spark(shares_of(self.columns, kind), max(tops, default=0)) if place < MOST_KINDS else None,
                cells=(f"{lines:,}",),
            )
            for place, (kind, lines) in enumerate(kinds)
        )

    @property
    def lines(self) -> tuple[Line, ...]:
        """A row for each site, the flag rates of the biggest as small pictures of one scale."""
        top = max((column.rate or 0.0 for one in self.by_site for column in one.columns), default=0.0)
        return tuple(site_line(one, top) for one in self.by_site)

    @property
    def spans(self) -> tuple[tuple[int, str], ...]:
        """What may be chosen as time."""
        return SPANS


def pictures(store: Store, ask: Ask) -> Pictures:
    """The figures of all sites or of one.

    Raises:
        BadRequestError: `weeks` is none of those offered.
        NotFoundError: nothing is known of the site.
    """
    site = ask.text("site")[:LONGEST_HOST] or None
    weeks = ask.number("weeks", USUAL_WEEKS)
    if weeks not in {number for number, _ in SPANS}:
        raise BadRequestError(f"weeks: there is {', '.join(str(number) for number, _ in SPANS)}")
    today = store.now().date()
    found = store.weeks(None, number_of(today) - int(weeks + 1) * DAYS_A_WEEK)
    own = [one for one in found if one.site == site]
    if not own:
        raise NotFoundError(f"no site {site} in this database")
    first, last = span_of(own, today, int(weeks))
    hosts = tuple(one.site for one in found if one.site)
    threshold = model.threshold if (model := shipped()) else TUNING.threshold
    return Pictures(
        site,
        hosts,
        int(weeks),
        columns_of(own[0].weeks, first, last),
        () if site else sites_of(found, first, last),
        store.spread(BINS, site, "score"),
        store.spread(BINS, site, "confidence"),
        threshold,
        DOUBTFUL,
    )


def sites_of(found: Sequence[SiteWeeks], first: int, last: int) -> tuple[SiteFigures, ...]:
    """Each site, the one with most articles first."""
    made = [(one.site, columns_of(one.weeks, first, last)) for one in found if one.site]
    totals = [(site, total(columns), columns) for site, columns in made]
    ranked = sorted(totals, key=lambda one: (-one[1].articles, one[0]))
    return tuple(
        SiteFigures(site, whole, columns if place < MOST_SITES else ())
        for place, (site, whole, columns) in enumerate(ranked)
    )


def queue_of(site: str | None, *fields: tuple[str, object]) -> str:
    """Query string of the queue."""
    return urlencode([*fields, *((("site", site),) if site else ())])


def articles_in(page: Pictures, column: Column, scope: str) -> str:
    """The queue with a column's articles."""
    return queue_of(page.site, ("scope", scope), ("since", column.first), ("until", column.last))


def time_head(page: Pictures) -> str:
    """What the first cell of a row of time holds."""
    one = page.columns[0] if page.columns else None
    weeks = ((one.last - one.first + timedelta(days=1)).days // DAYS_A_WEEK) if one else 1
    return "week of" if weeks == 1 else f"{weeks} weeks from"


def span(page: Pictures) -> tuple[Column, Column]:
    """The first and the last column."""
    return page.columns[0], page.columns[-1]


def time_chart(page: Pictures, words: Words, values: Sequence[Value], sheet: Sheet, *, shares: bool = False) -> Chart:
    """A chart over the page's time."""
    first, last = span(page)
    return over_time(words, values, (first.first, last.last), sheet, shares=shares)


def articles_chart(page: Pictures) -> Chart:
    """Articles by time."""
    values = [Value(day_told(c.first), c.articles or None, f"{c.articles:,} articles {when(c)}") for c in page.columns]
    rows = tuple(
        Row((day_told(c.first), f"{c.articles:,}", f"{c.lines:,}"), articles_in(page, c, "all"))
        for c in reversed(page.columns)
        if c.articles
    )
    words = Words("articles", "Articles", articles_told(page.columns, page.site), "By day of publication.")
    return time_chart(page, words, values, Sheet((time_head(page), "articles", "lines"), rows))


def rate_chart(page: Pictures) -> Chart:
    """Flagged articles among all, by time."""
    values = [
        Value(
            day_told(c.first),
            c.rate,
            f"{c.flagged:,} of {c.articles:,} flagged {when(c)}, {percent(c.rate)}",
            is_faint=c.articles < ENOUGH,
        )
        for c in page.columns
    ]
    rows = tuple(
        Row((day_told(c.first), f"{c.flagged:,}", f"{c.articles:,}", percent(c.rate)), articles_in(page, c, "flagged"))
        for c in reversed(page.columns)
        if c.articles
    )
    words = Words(
        "flag-rate",
        "Flag rate",
        rate_told(page.columns, page.site),
        f"Flagged among all articles. An outline: fewer than {ENOUGH} articles; no bar: none.",
    )
    head = (time_head(page), "flagged", "articles", "flag rate")
    return time_chart(page, words, values, Sheet(head, rows), shares=True)


def failures_chart(page: Pictures) -> Chart:
    """Failures by time."""
    values = [Value(day_told(c.first), c.failures or None, f"{c.failures:,} failures {when(c)}") for c in page.columns]
    rows = tuple(Row((day_told(c.first), f"{c.failures:,}")) for c in reversed(page.columns) if c.failures)
    words = Words(
        "failures",
        "Failures",
        failures_told(page.columns, page.site),
        "Fetching, cleaning and comparing, by the day on which it failed, mended since or not.",
    )
    return time_chart(page, words, values, Sheet((time_head(page), "failures"), rows))


def scores_chart(page: Pictures) -> Chart:
    """Garble scores and the threshold."""
    counts = page.scores.bins
    beyond = sum(counts[place_of(page.threshold, len(counts)) :])
    told = f"{beyond:,} of {sum(counts):,} scores{of_whom(page.site)} are {tenth(page.threshold)} or more"
    without = f"; {page.scores.without:,} articles have none" if page.scores.without else ""
    words = Words(
        "scores",
        "Garble scores",
        f"{told}{without}." if sum(counts) else f"No scores{of_whom(page.site)}{without}.",
        f"Hatched: from {tenth(page.threshold)} on an article can be flagged.",
    )
    rows = bin_rows(counts, "score", page.site)
    values = bin_values(counts, page.threshold, above=True)
    mark = (page.threshold, f"flagged from {tenth(page.threshold)}")
    return histogram(words, values, mark, Sheet(("score", "articles"), rows))


def confidence_chart(page: Pictures) -> Chart:
    """Confidences and where doubt begins."""
    counts = page.confidences.bins
    below = sum(counts[: place_of(page.doubtful, len(counts))])
    words = Words(
        "confidence",
        "Confidence in the text",
        f"{below:,} of {sum(counts):,} texts{of_whom(page.site)} are doubtful, below {tenth(page.doubtful)}."
        if sum(counts)
        else f"No page{of_whom(page.site)} was judged.",
        "How good the clean text is expected to be (F1); hatched: doubtful.",
    )
    rows = bin_rows(counts, "sure", page.site)
    values = bin_values(counts, page.doubtful, above=False)
    mark = (page.doubtful, f"doubtful below {tenth(page.doubtful)}")
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
