"""Days and weeks as numbers, so that both databases order and count them alike."""

from __future__ import annotations

from datetime import date, datetime

FIRST_DAY = date(1990, 1, 1).toordinal()
EPOCH = date(1970, 1, 1).toordinal()
LATEST_DAYS = 2
"""Days that a stated day of publication may lie ahead of the fetch: a clock or a time zone. Others are not believed."""

DAYS_A_WEEK = 7
THURSDAY = 3
"""Day 0 was one, counted from Monday."""


def day_of(published: str | None, fetched: datetime) -> int:
    """Day since 1970: of publication where it can be believed, else of the fetch.

    >>> from datetime import UTC
    >>> now = datetime(2031, 5, 4, tzinfo=UTC)
    >>> day_of("2031-05-01T09:00:00Z", now) - day_of("9999-99-99", now)
    -3
    """
    last = fetched.date().toordinal()
    try:
        day = date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        day = last
    return (day if FIRST_DAY <= day <= last + LATEST_DAYS else last) - EPOCH


def number_of(day: date) -> int:
    """The date as a day since 1970."""
    return day.toordinal() - EPOCH


def date_of(day: int) -> date:
    """The day since 1970 as a date.

    >>> date_of(0)
    datetime.date(1970, 1, 1)
    """
    return date.fromordinal(day + EPOCH)


def week_of(day: int) -> int:
    """The Monday of the day's week.

    >>> date_of(week_of(number_of(date(2026, 11, 27))))
    datetime.date(2026, 11, 23)
    """
    return day - (day + THURSDAY) % DAYS_A_WEEK
