"""Figures by week made ready to be drawn and told: columns without gaps, and what stands out, in a sentence. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from review.figures.scales import day_told, percent
from storage.days import DAYS_A_WEEK, date_of, number_of, week_of
from storage.desk_records import SiteWeeks, Week

STEPS = (1, 2, 4, 13, 26, 52)
"""Weeks that one column may hold."""

MOST_COLUMNS = 110
ENOUGH = 10
"""Articles that a rate needs to be told as one."""

BEFORE = 8
"""Columns before one that it is compared with."""

SURE = 3.0
"""Standard errors from which a change of a rate is told."""


@dataclass(frozen=True, slots=True)
class Column:
    """Figures of one or several weeks.

    Attributes:
        first, last: Monday of the first week and Sunday of the last.
        cuts: (kind, lines that lost something of this kind), most first.
    """

    first: date
    last: date
    articles: int
    flagged: int
    lines: int
    failures: int
    cuts: tuple[tuple[str, int], ...]

    @property
    def rate(self) -> float | None:
        """Flagged articles; None without articles."""
        return self.flagged / self.articles if self.articles else None

    def share(self, kind: str) -> float | None:
        """Lines that lost something of this kind; None without lines."""
        return dict(self.cuts).get(kind, 0) / self.lines if self.lines else None


@dataclass(frozen=True, slots=True)
class Change:
    """A rate that went from one value to another in a column."""

    column: Column
    before: float
    after: float


def columns_of(weeks: Iterable[Week], first: int, last: int) -> tuple[Column, ...]:
    """Columns from one week to another (Mondays as days since 1970), so many weeks each, none left out."""
    count = max(0, last - first) // DAYS_A_WEEK + 1
    step = next((step for step in STEPS if math.ceil(count / step) <= MOST_COLUMNS), STEPS[-1])
    size = step * DAYS_A_WEEK
    number = math.ceil(count / step)
    start = last + DAYS_A_WEEK - number * size
    held: list[list[Week]] = [[] for _ in range(number)]
    for week in weeks:
        if start <= week.week <= last:
            held[(week.week - start) // size].append(week)
    return tuple(column_of(some, start + place * size, size) for place, some in enumerate(held))


def column_of(weeks: Sequence[Week], start: int, size: int) -> Column:
    """The sum of some weeks."""
    cuts = Counter[str]()
    for week in weeks:
        cuts.update(dict(week.cuts))
    return Column(
        date_of(start),
        date_of(start + size - 1),
        sum(week.articles for week in weeks),
        sum(week.flagged for week in weeks),
        sum(week.lines for week in weeks),
        sum(week.failures for week in weeks),
        tuple(sorted(((kind, lines) for kind, lines in cuts.items() if lines > 0), key=lambda one: (-one[1], one[0]))),
    )


def span_of(sites: Iterable[SiteWeeks], today: date, most_weeks: int) -> tuple[int, int]:
    """The first and the last week of all figures, `most_weeks` at most; today's week where there are none."""
    now = week_of(number_of(today))
    found = [week.week for site in sites for week in site.weeks]
    last = min(max(found, default=now), now + DAYS_A_WEEK)
    return max(min(found, default=now), last - (most_weeks - 1) * DAYS_A_WEEK), last


def total(columns: Sequence[Column]) -> Column:
    """All columns as one; of today, and empty, where there are none."""
    weeks = [Week(0, c.articles, c.flagged, c.lines, c.cuts, c.failures) for c in columns]
    whole = column_of(weeks, 0, DAYS_A_WEEK)
    return Column(
        columns[0].first if columns else whole.first,
        columns[-1].last if columns else whole.last,
        whole.articles,
        whole.flagged,
        whole.lines,
        whole.failures,
        whole.cuts,
    )


def when(column: Column) -> str:
    """A column in words.

    >>> when(column_of((), week_of(number_of(date(2026, 5, 6))), 7))
    'in the week of 4 May 2026'
    """
    weeks = ((column.last - column.first) + timedelta(days=1)).days // DAYS_A_WEEK
    return f"in the {'week of' if weeks == 1 else f'{weeks} weeks from'} {day_told(column.first)}"


def change(counts: Sequence[tuple[Column, int, int]]) -> Change | None:
    """The clearest change of a rate, from (column, hits, of): against the columns just before it; None without one."""
    best, best_errors = None, SURE
    for place in range(1, len(counts)):
        column, hits, of = counts[place]
        before = counts[max(0, place - BEFORE) : place]
        old_hits, old_of = sum(one[1] for one in before), sum(one[2] for one in before)
        if of < ENOUGH or old_of < ENOUGH:
            continue
        pooled = (hits + old_hits) / (of + old_of)
        error = math.sqrt(max(0.0, pooled * (1 - pooled)) * (1 / of + 1 / old_of))
        errors = abs(hits / of - old_hits / old_of) / error if error else 0.0
        if errors > best_errors:
            best, best_errors = Change(column, old_hits / old_of, hits / of), errors
    return best


def change_told(found: Change) -> str:
    """A change in words: "rose from 3 % to 12 % in the week of 4 May 2026"."""
    verb = "rose" if found.after > found.before else "fell"
    return f"{verb} from {percent(found.before)} to {percent(found.after)} {when(found.column)}"


def of_whom(site: str | None) -> str:
    """Whose figures these are."""
    return f" of {site}" if site else ""


def articles_told(columns: Sequence[Column], site: str | None) -> str:
    """How many articles, and when most."""
    count = total(columns).articles
    if not count:
        return f"No articles{of_whom(site)} in this time."
    most = max(columns, key=lambda column: column.articles)
    told = f"{count:,} article{'s' if count > 1 else ''}{of_whom(site)}"
    return f"{told} {when(most)}." if most.articles == count else f"{told}; the most, {most.articles:,}, {when(most)}."


def rate_told(columns: Sequence[Column], site: str | None) -> str:
    """The flag rate, and its clearest change."""
    whole = total(columns)
    if whole.rate is None:
        return f"No articles{of_whom(site)}, so no flag rate."
    if not whole.flagged:
        return f"None of {whole.articles:,} articles{of_whom(site)} is flagged."
    if found := change([(column, column.flagged, column.articles) for column in columns]):
        return f"The flag rate{of_whom(site)} {change_told(found)}; {percent(whole.rate)} over all."
    told = f"{whole.flagged:,} of {whole.articles:,} articles{of_whom(site)} are flagged, {percent(whole.rate)}"
    return f"{told}; too few to speak of a rate." if whole.articles < ENOUGH else f"{told}, without a clear change."


def kind_told(columns: Sequence[Column], kind: str) -> str:
    """The share of lines with one kind of litter, and its clearest change."""
    counts = [(column, dict(column.cuts).get(kind, 0), column.lines) for column in columns]
    lines, of = sum(one[1] for one in counts), sum(one[2] for one in counts)
    told = f"{percent(lines / of if of else None)} of lines"
    found = change(counts)
    return f"{told}; {change_told(found)}" if found else told


def failures_told(columns: Sequence[Column], site: str | None) -> str:
    """How many failures, and when most."""
    count, where = total(columns).failures, f" at {site}" if site else ""
    if not count:
        return f"Nothing failed{where} in this time."
    most = max(columns, key=lambda column: column.failures)
    told = f"{count:,} failure{'s' if count > 1 else ''}{where}"
    return f"{told} {when(most)}." if most.failures == count else f"{told}; the most, {most.failures:,}, {when(most)}."
