"""Failures as they happened: appended, and marked once the same address succeeds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, case, insert, select, update

from cleaning.values import Failure, Stage
from storage.identity import key_of
from storage.records import FailureRecord
from storage.statements import chunks, site_ids
from storage.tables import FailureRow, FetchRow, SiteRow

CLEANING_ATTEMPTS = 3
"""A fetch whose cleaning failed so often is no longer pending; `failed` still gives it."""

FETCHING = (Stage.FETCH,)
"""Stages that a good fetch resolves; a good cleaning resolves all."""


def add_failure(
    connection: Connection,
    failure: Failure,
    *,
    run_id: int | None,
    site: str,
    url: str,
    fetch_id: int | None,
    now: datetime,
) -> None:
    """Append the failure, and count it on the fetch whose cleaning it was."""
    connection.execute(
        insert(FailureRow).values(
            run_id=run_id,
            site_id=site_ids(connection, [site])[site],
            fetch_id=fetch_id,
            key=key_of(url),
            url=url,
            stage=failure.stage,
            reason=failure.reason,
            at=now,
        )
    )
    if fetch_id is not None:
        attempts = FetchRow.attempts + 1
        connection.execute(
            update(FetchRow)
            .where(FetchRow.id == fetch_id, FetchRow.state != "done")
            .values(attempts=attempts, state=case((attempts >= CLEANING_ATTEMPTS, "failed"), else_=FetchRow.state))
        )


def resolve(connection: Connection, keys: Collection[bytes], now: datetime, *, fetched_only: bool) -> None:
    """Mark what failed at these addresses as resolved."""
    for chunk in chunks(sorted(keys)):
        statement = update(FailureRow).where(FailureRow.key.in_(chunk), FailureRow.resolved_at.is_(None))
        if fetched_only:
            statement = statement.where(FailureRow.stage.in_(FETCHING))
        connection.execute(statement.values(resolved_at=now))


def failures(connection: Connection, *, site: str | None, limit: int, resolved: bool) -> tuple[FailureRecord, ...]:
    """Newest first; with `resolved` also those that were resolved since."""
    statement = select(FailureRow, SiteRow.host).join(SiteRow, SiteRow.id == FailureRow.site_id)
    if site is not None:
        statement = statement.where(SiteRow.host == site)
    if not resolved:
        statement = statement.where(FailureRow.resolved_at.is_(None))
    rows = connection.execute(statement.order_by(FailureRow.id.desc()).limit(limit))
    return tuple(failure_record(row) for row in rows)


def failure_record(row: Row[Any]) -> FailureRecord:
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
