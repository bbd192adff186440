"""Failures as they happened: appended, counted where they happened, and marked once the same address succeeds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, case, insert, select, update

from cleaning.values import Failure, Stage
from storage.identity import key_of
from storage.records import FailureRecord
from storage.statements import AnyRow, AnySelect, chunks, ids_of, site_ids
from storage.tables import AddressRow, FailureRow, FetchRow, SiteRow

CLEANING_ATTEMPTS = 3
"""A fetch whose cleaning failed so often is no longer pending; `failed` still gives it."""

FETCH_ATTEMPTS = 5
"""An address that failed so often in a row is not asked again."""

FIRST_PAUSE = timedelta(hours=1)
PAUSE_GROWTH = 4
"""After the first failure an address rests an hour, then 4, 16, 64."""


@dataclass(frozen=True, slots=True)
class Found:
    """A failure with where it happened."""

    failure: Failure
    run_id: int | None
    site: str
    url: str
    fetch_id: int | None


def add_failure(connection: Connection, found: Found, now: datetime) -> None:
    """Append the failure; count it on the address that gave nothing, or on the fetch that could not be cleaned."""
    connection.execute(
        insert(FailureRow).values(
            run_id=found.run_id,
            site_id=site_ids(connection, [found.site])[found.site],
            fetch_id=found.fetch_id,
            key=key_of(found.url),
            url=found.url,
            stage=found.failure.stage,
            reason=found.failure.reason,
            at=now,
        )
    )
    if found.failure.stage is Stage.FETCH:
        let_rest(connection, found.url, now)
    elif found.fetch_id is not None:
        attempts = FetchRow.attempts + 1
        state = case((attempts >= CLEANING_ATTEMPTS, "failed"), else_=FetchRow.state)
        waiting = update(FetchRow).where(FetchRow.id == found.fetch_id, FetchRow.state != "done")
        connection.execute(waiting.values(attempts=attempts, state=state))


def let_rest(connection: Connection, url: str, now: datetime) -> None:
    """Count a fetch that failed; the address rests, longer each time."""
    key = key_of(url)
    ids, _ = ids_of(connection, AddressRow.key, {key: {"attempts": 0}})
    row = AddressRow.id == ids[key]
    attempts = connection.execute(
        update(AddressRow).where(row).values(attempts=AddressRow.attempts + 1).returning(AddressRow.attempts)
    ).scalar_one()
    pause = FIRST_PAUSE * PAUSE_GROWTH ** min(attempts - 1, FETCH_ATTEMPTS)
    connection.execute(update(AddressRow).where(row).values(retry_at=now + pause))


def resolve(connection: Connection, keys: Collection[bytes], now: datetime, *, fetched_only: bool) -> None:
    """Mark what failed at these addresses as resolved."""
    for chunk in chunks(sorted(keys)):
        statement = update(FailureRow).where(FailureRow.key.in_(chunk), FailureRow.resolved_at.is_(None))
        if fetched_only:
            statement = statement.where(FailureRow.stage == Stage.FETCH)
        connection.execute(statement.values(resolved_at=now))


def failures(connection: Connection, *, site: str | None, limit: int, resolved: bool) -> tuple[FailureRecord, ...]:
    """Newest first; with `resolved` also those that were resolved since."""
    statement: AnySelect = select(FailureRow, SiteRow.host).join(SiteRow, SiteRow.id == FailureRow.site_id)
    if site is not None:
        statement = statement.where(SiteRow.host == site)
    if not resolved:
        statement = statement.where(FailureRow.resolved_at.is_(None))
    rows = connection.execute(statement.order_by(FailureRow.id.desc()).limit(limit))
    return tuple(failure_record(row) for row in rows)


def failure_record(row: AnyRow) -> FailureRecord:
    """The row as a value."""
    return FailureRecord(
        id=row.id,
        run_id=row.run_id,
        site=row.host,
        url=row.url,
        stage=Stage(row.stage),
        reason=row.reason,
        at=row.at,
        resolved_at=row.resolved_at,
        fetch_id=row.fetch_id,
    )
