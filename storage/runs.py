"""Runs of commands, and leases: who works on which site."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.errors import StoreError
from storage.records import LeaseRecord, RunRecord, RunStatus
from storage.statements import AnyRow
from storage.tables import LeaseRow, RunRow


def begin_run(connection: Connection, command: str, note: str, now: datetime) -> int:
    """Note that a command started; the run's id."""
    statement = insert(RunRow).values(command=command, note=note, started_at=now, status=RunStatus.RUNNING, counts=[])
    return connection.execute(statement.returning(RunRow.id)).scalar_one()


def end_run(connection: Connection, run_id: int, counts: Mapping[str, int], status: RunStatus, now: datetime) -> None:
    """Note how it ended."""
    statement = update(RunRow).where(RunRow.id == run_id)
    done = connection.execute(statement.values(ended_at=now, status=status, counts=list(counts.items())))
    if not done.rowcount:
        raise StoreError(f"there is no run {run_id} in this database")


def runs(connection: Connection, limit: int) -> tuple[RunRecord, ...]:
    """Newest first."""
    rows = connection.execute(select(RunRow).order_by(RunRow.id.desc()).limit(limit))
    return tuple(run_record(row) for row in rows)


def run_record(row: AnyRow) -> RunRecord:
    """The row as a value."""
    return RunRecord(
        id=row.id,
        command=row.command,
        note=row.note,
        started_at=row.started_at,
        ended_at=row.ended_at,
        status=RunStatus(row.status),
        counts=tuple((name, count) for name, count in row.counts),
    )


def lease(connection: Connection, site: str, owner: str, *, seconds: float, now: datetime) -> bool:
    """Take or renew the site's lease in one statement; False while somebody else's has not expired."""
    until = now + timedelta(seconds=seconds)
    row = {"site": site, "owner": owner, "expires_at": until}
    statement = take_lease(connection.dialect.name)
    return connection.execute(statement, {**row, "holder": owner, "now": now}).first() is not None


@functools.cache
def take_lease(dialect: str) -> Any:  # noqa: ANN401 - one class for each dialect
    """INSERT that takes over what is ours or has expired, and gives nothing otherwise."""
    statement = sqlite.insert(LeaseRow) if dialect == "sqlite" else postgresql.insert(LeaseRow)
    return statement.on_conflict_do_update(
        index_elements=[LeaseRow.site],
        set_={"owner": statement.excluded.owner, "expires_at": statement.excluded.expires_at},
        where=or_(LeaseRow.owner == bindparam("holder"), LeaseRow.expires_at <= bindparam("now")),
    ).returning(LeaseRow.owner)


def release(connection: Connection, site: str, owner: str) -> None:
    """Give the lease back; somebody else's stays."""
    connection.execute(delete(LeaseRow).where(LeaseRow.site == site, LeaseRow.owner == owner))


def leases(connection: Connection, now: datetime) -> dict[str, LeaseRecord]:
    """Leases that have not expired, by site."""
    rows = connection.execute(select(LeaseRow).where(LeaseRow.expires_at > now))
    return {row.site: LeaseRecord(row.site, row.owner, row.expires_at) for row in rows}
