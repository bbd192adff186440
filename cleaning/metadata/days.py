"""Days as people write them, in the words of thirty languages: "4 March 2031", "4. März 2031", "2031年3月4日"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from cleaning.tables import phrases

EARLIEST, LATEST = 1990, 2100
"""Years in which an article can have been published on the web, and that any clock will see."""

LONGEST = 400
MONTHS = {name.casefold(): int(number) for number, names in phrases("metadata/months.txt").items() for name in names}
MONTH = "|".join(re.escape(name) for name in sorted(MONTHS, key=len, reverse=True))
WRITTEN = re.compile(
    rf"""
      (?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|ª)?[.,]?[\s-]+(?:de\s+|of\s+|di\s+)?
        (?P<month>{MONTH})\b\.?,?[\s-]*(?:de\s+|del\s+|di\s+)?(?P<year>\d{{4}})(?!\d)
    | \b(?P<month_first>{MONTH})\b\.?\s+(?P<day_second>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year_last>\d{{4}})(?!\d)
    | (?<!\d)(?P<hungarian>\d{{4}})\.\s(?P<hungarian_month>{MONTH})\b\.?\s(?P<hungarian_day>\d{{1,2}})
    """,
    re.VERBOSE | re.IGNORECASE,
)
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?(?:[年년/.-])\s?(\d{1,2})\s?(?:[月월/.-])\s?(\d{1,2})(?!\d)")
DAY_FIRST = re.compile(r"(?<![\d.])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\.?\d)")
MONTHS_OF_A_YEAR = 12


def days_in(text: str) -> tuple[str, ...]:
    """The days that a text names, as ISO 8601, in order; none that could be two, and none that cannot be.

    >>> days_in("Updated: March 4th, 2031 | First published 3. März 2031"), days_in("04/03/2031"), days_in("31/03/2031")
    (('2031-03-04', '2031-03-03'), (), ('2031-03-31',))
    """
    found = sorted((start, day) for start, day in written(text[:LONGEST]) if day)
    return tuple(dict.fromkeys(day for _, day in found))


def written(text: str) -> Iterator[tuple[int, str | None]]:
    """Where a day stands and which one it is."""
    for found in WRITTEN.finditer(text):
        month = found["month"] or found["month_first"] or found["hungarian_month"]
        day = found["day"] or found["day_second"] or found["hungarian_day"]
        year = found["year"] or found["year_last"] or found["hungarian"]
        yield found.start(), day_of(int(year), MONTHS[month.casefold()], int(day))
    for found in YEAR_FIRST.finditer(text):
        yield found.start(), day_of(int(found[1]), int(found[2]), int(found[3]))
    for found in DAY_FIRST.finditer(text):
        first, second = int(found[1]), int(found[3])
        if found[2] == "." or first > MONTHS_OF_A_YEAR or first == second:
            yield found.start(), day_of(int(found[4]), second, first)
        elif second > MONTHS_OF_A_YEAR:
            yield found.start(), day_of(int(found[4]), first, second)


def day_of(year: int, month: int, day: int) -> str | None:
    """The day, where the calendar has it and an article can be of it."""
    if not EARLIEST <= year < LATEST:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
