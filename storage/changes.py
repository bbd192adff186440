"""What assessments change in the counts of sites and of their weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from storage.statements import Tallies, bump
from storage.weeks import WeekTallies, bump_weeks


@dataclass(frozen=True, slots=True)
class Changes:
    """What an assessment changes in the counts of its article's site, and of its week."""

    sites: Tallies = field(default_factory=dict)
    weeks: WeekTallies = field(default_factory=dict)


def add_changes(connection: Connection, changes: Sequence[Changes | None]) -> None:
    """Add what assessments changed to the counts of sites and weeks."""
    sites: Counter[tuple[int, str]] = Counter()
    weeks: Counter[tuple[int, int, str]] = Counter()
    for change in changes:
        if change is not None:
            sites.update(change.sites)
            weeks.update(change.weeks)
    bump(connection, sites)
    bump_weeks(connection, weeks)
