"""Times of day: "2300 GMT", "7 p.m. local time", and whether two of them may be one in different zones."""

from __future__ import annotations

import re
from collections.abc import Sequence

CLOCK = re.compile(r"(?P<hours>\d{1,2})(?:[:.]?(?P<minutes>\d\d))?\Z")
HALVES = frozenset({"am", "pm"})
UNIVERSAL = frozenset({"gmt", "utc"})
ZONES = UNIVERSAL | {"et", "edt", "est", "pt", "pdt", "pst", "bst", "cet", "cest", "local", "hours"}

QUARTER, NOON, DAY = 15, 720, 1440
"""Minutes: zones differ by quarters of an hour."""


def minutes_of(figures: str, behind: Sequence[str]) -> int | None:
    """Minutes since midnight of figures with the words behind them; None where they are no time of day.

    >>> minutes_of("2300", ["gmt"]), minutes_of("7", ["p", "m"]), minutes_of("12:30", ["am"])
    (1380, 1140, 30)
    """
    found = CLOCK.match(figures)
    if found is None:
        return None
    hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
    half = next((key[0] for key in behind[:1] if key in HALVES or key in {"a", "p"}), "")
    if half:
        hours = hours % 12 + (12 if half == "p" else 0)
    total = hours * 60 + minutes
    return total if total <= DAY and minutes < 60 else None  # noqa: PLR2004 - minutes of an hour


def zone_of(behind: Sequence[str]) -> str:
    """The zone that words behind a time name; "" where they name none.

    >>> zone_of(["p", "m", "local"]), zone_of(["utc"]), zone_of(["p", "m", "on"])
    ('local', 'gmt', '')
    """
    zone = next((key for key in behind if key in ZONES and key != "hours"), "")
    return "gmt" if zone in UNIVERSAL else zone


def may_be_one(one: float, two: float, zones: tuple[str, str]) -> bool:
    """May two times be one in two zones?

    >>> may_be_one(1380, 1140, ("gmt", "local")), may_be_one(1380, 1140, ("gmt", "gmt"))
    (True, False)
    """
    return zones[0] != zones[1] and (one - two) % QUARTER == 0
