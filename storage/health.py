"""The health of every site: counts that are kept, never counted again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, func, select

from storage.profiles import newest_records
from storage.records import LeaseRecord, SiteStatus
from storage.runs import leases
from storage.statements import has_state, pairs
from storage.tables import FailureRow, FetchRow, SiteRow, TallyRow

CUT = "cut:"


def status(connection: Connection, now: datetime) -> tuple[SiteStatus, ...]:
    """Health of every site, by name."""
    sites = {row.id: row for row in connection.execute(select(SiteRow))}
    tallies: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for row in connection.execute(select(TallyRow)):
        tallies[row.site_id][row.name] = row.total
    waiting = {state: waiting_by_site(connection, state) for state in ("pending", "failed")}
    failed = failures_by_site(connection)
    held = leases(connection, now)
    profiles = newest_records(connection)
    known = [
        SiteStatus(
            site=row.host,
            pages=tallies[site].get("pages", 0),
            articles=tallies[site].get("articles", 0),
            flagged=tallies[site].get("flagged", 0),
            not_articles=tallies[site].get("not_articles", 0),
            doubtful=tallies[site].get("doubtful", 0),
            pending=waiting["pending"][site],
            failed=waiting["failed"][site],
            cuts=cuts_of(tallies[site]),
            failures=tuple(Counter(failed[site]).most_common()),
            last_fetch=row.fetched_at,
            lease=held.get(row.host),
            profile=profiles.get(site),
        )
        for site, row in sites.items()
    ]
    unknown = held.keys() - {row.host for row in sites.values()}
    return tuple(sorted([*known, *(empty_status(held[host]) for host in unknown)], key=lambda row: row.site))


def empty_status(lease: LeaseRecord) -> SiteStatus:
    """A site that somebody works on, with nothing stored yet."""
    return SiteStatus(lease.site, 0, 0, 0, 0, 0, (), (), None, lease)


def cuts_of(tallies: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Lines cut by kind, most first."""
    found = Counter({name.removeprefix(CUT): n for name, n in tallies.items() if name.startswith(CUT) and n})
    return tuple(found.most_common())


def waiting_by_site(connection: Connection, state: str) -> Counter[int]:
    """How many fetches are in this state, by site id."""
    statement = select(FetchRow.site_id, func.count()).where(has_state(state)).group_by(FetchRow.site_id)
    return Counter(pairs(connection.execute(statement)))


def failures_by_site(connection: Connection) -> defaultdict[int, dict[str, int]]:
    """How many failures stand, by site id and stage."""
    statement = select(FailureRow.site_id, FailureRow.stage, func.count()).where(FailureRow.resolved_at.is_(None))
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for site, stage, count in connection.execute(statement.group_by(FailureRow.site_id, FailureRow.stage)):
        found[site][stage] = count
    return found
