"""Pictures: articles, litter, flags and failures by week, and how scores are spread; of all sites or of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cleaning.garble.model import shipped
from cleaning.garble.tuning import TUNING
from cleaning.values import DOUBTFUL
from review.figures.charts import Chart, spark
from review.figures.figures import Column, columns_of, kind_told, span_of, total
from review.figures.picture_charts import (
    Line,
    SiteFigures,
    Time,
    articles_chart,
    confidence_chart,
    failures_chart,
    rate_chart,
    scores_chart,
    shares_of,
    site_line,
)
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
        time = Time(self.site, self.columns)
        return (
            articles_chart(time),
            rate_chart(time),
            failures_chart(time),
            scores_chart(self.site, self.scores, self.threshold),
            confidence_chart(self.site, self.confidences, self.doubtful),
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
