"""Failures as they happened: appended, counted where they happened, and marked once the same address succeeds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, case, insert, select, update

from cleaning.values import Failure, Stage
from storage.columns import UtcTime
from storage.identity import key_of
from storage.records import FailureRecord
from storage.statements import KEYS, AnyRow, AnySelect, chunks, ids_of, site_ids, update_each
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


ATTEMPTED = (
    update(FetchRow)
    .where(FetchRow.id == bindparam("row_id"), FetchRow.state != "done")
    .values(
        attempts=FetchRow.attempts + 1,
        state=case((FetchRow.attempts + 1 >= CLEANING_ATTEMPTS, "failed"), else_=FetchRow.state),
    )
)
RESTING = (
    update(AddressRow)
    .where(AddressRow.id == bindparam("row_id"))
    .values(attempts=AddressRow.attempts + 1)
    .returning(AddressRow.attempts)
)
RESOLVED = (
    update(FailureRow)
    .where(FailureRow.key.in_(KEYS), FailureRow.resolved_at.is_(None))
    .values(resolved_at=bindparam("now", type_=UtcTime))
)
FETCH_RESOLVED = RESOLVED.where(FailureRow.stage == Stage.FETCH)


def add_failure(connection: Connection, found: Found, now: datetime) -> None:
    """Append the failure; count it on the address that gave nothing, or on the fetch that could not be cleaned."""
    row = {
        "run_id": found.run_id,
        "site_id": site_ids(connection, [found.site])[found.site],
        "fetch_id": found.fetch_id,
        "key": key_of(found.url),
        "url": found.url,
        "stage": found.failure.stage,
        "reason": found.failure.reason,
        "at": now,
    }
    connection.execute(insert(FailureRow), row)
    if found.failure.stage is Stage.FETCH:
        let_rest(connection, found.url, now)
    elif found.fetch_id is not None:
        connection.execute(ATTEMPTED, {"row_id": found.fetch_id})


def let_rest(connection: Connection, url: str, now: datetime) -> None:
    """Count a fetch that failed; the address rests, longer each time."""
    key = key_of(url)
    ids, _ = ids_of(connection, AddressRow, "key", {key: {"attempts": 0}})
    attempts = connection.execute(RESTING, {"row_id": ids[key]}).scalar_one()
    pause = FIRST_PAUSE * PAUSE_GROWTH ** min(attempts - 1, FETCH_ATTEMPTS)
    update_each(connection, AddressRow, [{"row_id": ids[key], "retry_at": now + pause}])


def resolve(connection: Connection, keys: Collection[bytes], now: datetime, *, fetched_only: bool) -> None:
    """Mark what failed at these addresses as resolved: all of it, or only that they could not be fetched."""
    for chunk in chunks(sorted(keys)):
        connection.execute(FETCH_RESOLVED if fetched_only else RESOLVED, {"keys": chunk, "now": now})


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
