"""Figures by site and week: counts that the transaction keeps which changes them, and how they are read."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Integer, cast, func, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.days import DAYS_A_WEEK, THURSDAY, week_of
from storage.desk_records import SiteWeeks, Week
from storage.desk_tables import WeekRow
from storage.statements import AnyRow, AnySelect, pairs
from storage.tables import FailureRow, SiteRow

CUT = "cut:"
FAILURES = "failures"

Figures = dict[str, int]
"""Counts by name."""

WeekTallies = Mapping[tuple[int, int, str], int]
"""(site id, week, name of a count) to what it changes by."""


@functools.cache
def insert_week(dialect: str) -> Any:  # noqa: ANN401 - one class for each dialect
    """INSERT that adds to the count that is there."""
    statement = sqlite.insert(WeekRow) if dialect == "sqlite" else postgresql.insert(WeekRow)
    return statement.on_conflict_do_update(
        index_elements=[WeekRow.site_id, WeekRow.week, WeekRow.name],
        set_={"total": WeekRow.total + statement.excluded.total},
    )


def bump_weeks(connection: Connection, tallies: WeekTallies) -> None:
    """Add to the weeks' counts; last in a transaction, behind those of the sites, and in one order."""
    rows = [
        {"site_id": site, "week": week, "name": name, "total": by}
        for (site, week, name), by in sorted(tallies.items())
        if by
    ]
    if rows:
        connection.execute(insert_week(connection.dialect.name), rows)


def counted(site_id: int, day: int | None, figures: Mapping[str, int], sign: int = 1) -> Counter[tuple[int, int, str]]:
    """An article's figures as what its week changes by: it comes, or with sign -1 it goes."""
    found: Counter[tuple[int, int, str]] = Counter()
    if day is not None:
        week = week_of(day)
        found.update({(site_id, week, name): sign * number for name, number in figures.items()})
    return found


def weeks(connection: Connection, site: str | None, since: int | None) -> tuple[SiteWeeks, ...]:
    """Figures of one site, or of all together and then of each, by name; from the week of a day on."""
    asked: AnySelect = select(SiteRow.id, SiteRow.host).order_by(SiteRow.host)
    hosts: dict[int, str] = pairs(connection.execute(asked if site is None else asked.where(SiteRow.host == site)))
    first = None if since is None else week_of(since)
    found: dict[int, dict[int, Figures]] = {site_id: {} for site_id in hosts}
    everyone: dict[int, Figures] = {}
    only = None if site is None else next(iter(hosts), 0)
    for site_id, week, name, total in (*stored(connection, first, only), *failed(connection, first, only)):
        if total:
            found[site_id].setdefault(week, {})[name] = total
            together = everyone.setdefault(week, {})
            together[name] = together.get(name, 0) + total
    each = tuple(SiteWeeks(host, in_order(found[site_id])) for site_id, host in hosts.items())
    return each if site is not None else (SiteWeeks(None, in_order(everyone)), *each)


def stored(connection: Connection, first: int | None, site_id: int | None) -> Iterable[AnyRow]:
    """Counts that are kept: site, week, name, total."""
    statement: AnySelect = select(WeekRow.site_id, WeekRow.week, WeekRow.name, WeekRow.total)
    statement = statement if first is None else statement.where(WeekRow.week >= first)
    return connection.execute(statement if site_id is None else statement.where(WeekRow.site_id == site_id))


def failed(connection: Connection, first: int | None, site_id: int | None) -> Iterable[tuple[int, int, str, int]]:
    """Failures by the week in which they happened, resolved or not."""
    if connection.dialect.name == "sqlite":
        day: Any = cast(func.julianday(func.date(FailureRow.at)) - 2440587.5, Integer)
    else:
        day = cast(func.floor(func.extract("epoch", FailureRow.at) / 86_400), Integer)
    week = (day - (day + THURSDAY) % DAYS_A_WEEK).label("week")
    statement: AnySelect = select(FailureRow.site_id, week, func.count()).group_by(FailureRow.site_id, week)
    statement = statement if site_id is None else statement.where(FailureRow.site_id == site_id)
    rows = ((row[0], row[1], FAILURES, row[2]) for row in connection.execute(statement))
    return (row for row in rows if first is None or row[1] >= first)


def in_order(found: Mapping[int, Figures]) -> tuple[Week, ...]:
    """Counts by week as values; weeks without anything are left out."""
    return tuple(week_record(week, counts) for week, counts in sorted(found.items()))


def week_record(week: int, counts: Figures) -> Week:
    """One week."""
    cuts = [(name.removeprefix(CUT), n) for name, n in counts.items() if name.startswith(CUT) and n]
    return Week(
        week=week,
        articles=counts.get("articles", 0),
        flagged=counts.get("flagged", 0),
        lines=counts.get("lines", 0),
        cuts=tuple(sorted(cuts, key=lambda cut: (-cut[1], cut[0]))),
        failures=counts.get(FAILURES, 0),
    )
