"""Axes: where ticks stand, and what they say. Pure figures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MOST_DATES = 5
"""Dates along an axis: more run into one another on a phone."""

MONTH_STEPS = (1, 2, 3, 4, 6, 12, 24, 36, 60, 120, 240)
YEAR = 12
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
THOUSAND, FEW = 1_000, 10
UNITS = ((10**12, "T"), (10**9, "G"), (10**6, "M"), (10**3, "k"))
TINY = 0.001
LEAST_TOP = 1e-300
"""A smaller figure is 0: a part of it could not be told from nothing."""


def nice_ticks(top: float, most: int = 4, least_step: float = 0.0) -> tuple[float, ...]:
    """Round numbers from 0 to the first that is not below `top`, at most `most` of them above 0.

    >>> nice_ticks(87, least_step=1), nice_ticks(0.12), nice_ticks(3, least_step=1), nice_ticks(0)
    ((0.0, 25.0, 50.0, 75.0, 100.0), (0.0, 0.05, 0.1, 0.15), (0.0, 1.0, 2.0, 3.0), (0.0, 1.0))
    """
    if top < LEAST_TOP or not math.isfinite(top):
        return (0.0, 1.0)
    power = 10.0 ** math.floor(math.log10(top / most))
    usable = (size * power for size in STEPS if size * power >= least_step and is_whole(size * power, least_step))
    step = next((step for step in usable if step * most >= top * (1 - 1e-9)), max(least_step, 10 * power))
    count = max(1, math.ceil(top / step - 1e-9))
    return tuple(round(step * number, 12) for number in range(count + 1))


def is_whole(step: float, least_step: float) -> bool:
    """Things that are counted have no halves."""
    return least_step < 1 or step == int(step)


def log_ticks(top: float) -> tuple[float, ...]:
    """0 and powers of ten up to the first that is not below `top`.

    >>> log_ticks(2_500)
    (0.0, 1.0, 10.0, 100.0, 1000.0, 10000.0)
    """
    powers = max(1, math.ceil(math.log10(max(top, 1.0)) - 1e-9))
    powers += 10.0**powers < top  # a logarithm rounds: a thousand million and one is more than a thousand million
    return (0.0, *(10.0**power for power in range(powers + 1)))


def thinned(ticks: Sequence[float], most: int = 5) -> tuple[float, ...]:
    """No more of them than fit, the first and the last among them.

    >>> thinned((0.0, 1.0, 10.0, 100.0, 1000.0, 10000.0, 100000.0))
    (0.0, 10.0, 1000.0, 100000.0)
    """
    step = max(1, math.ceil((len(ticks) - 1) / (most - 1)))
    return tuple(reversed(tuple(reversed(ticks))[::step])) if step > 1 else tuple(ticks)


def short(number: float) -> str:
    """A count as an axis has room for it.

    >>> short(0), short(950), short(1500), short(250_000), short(12_000_000)
    ('0', '950', '1.5 k', '250 k', '12 M')
    """
    for size, unit in UNITS:
        if number >= size:
            return f"{number / size:.3g} {unit}" if number / size < THOUSAND else f"{number / size:,.0f} {unit}"
    return f"{number:.0f}" if number == int(number) else f"{number:g}"


def percent(value: float | None) -> str:
    """A share in words: whole per cent, with a place below ten.

    >>> percent(0.123), percent(0.034), percent(0.0004), percent(0.0), percent(None), percent(1.0)
    ('12 %', '3.4 %', '< .1 %', '0 %', '-', '100 %')
    """
    if value is None:
        return "-"
    if 0 < value < TINY:
        return "< .1 %"
    digits = 1 if value * 100 < FEW and round(value * 100, 1) != round(value * 100) else 0
    return f"{value * 100:.{digits}f} %"


def day_told(day: date) -> str:
    """A day in words, the same on every machine.

    >>> day_told(date(2026, 5, 3))
    '3 May 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_ticks(first: date, last: date) -> tuple[tuple[date, str], ...]:
    """Days along an axis with what is written there: firsts of months, or single days where it is short.

    >>> [text for _, text in date_ticks(date(2025, 11, 10), date(2026, 11, 22))]
    ['Jan 2026', 'Apr 2026', 'Jul 2026', 'Oct 2026']
    >>> [text for _, text in date_ticks(date(1999, 1, 4), date(2026, 11, 22))]
    ['2000', '2010', '2020']
    >>> [text for _, text in date_ticks(date(2026, 5, 4), date(2026, 5, 31))]
    ['4 May', '11 May', '18 May', '25 May']
    """
    months = range(first.year * YEAR + first.month - 1 + (first.day > 1), last.year * YEAR + last.month)
    step = next((step for step in MONTH_STEPS if len(at_step(months, step)) <= MOST_DATES), MONTH_STEPS[-1])
    chosen = at_step(months, step)
    if len(chosen) > 1:
        return tuple((date(m // YEAR, m % YEAR + 1, 1), month_told(m, step)) for m in chosen)
    weeks = max(1, math.ceil(((last - first).days + 1) / 7 / MOST_DATES))
    days = (date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1, 7 * weeks))
    return tuple((day, f"{day.day} {MONTHS[day.month - 1][:3]}") for day in days)


def at_step(months: range, step: int) -> list[int]:
    """Every so many months, counted from year 0."""
    return [month for month in months if month % step == 0]


def month_told(month: int, step: int) -> str:
    """A month, or its year where only years are told apart."""
    year = str(month // YEAR)
    return year if step >= YEAR else f"{MONTHS[month % YEAR][:3]} {year}"
