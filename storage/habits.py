"""What is counted of each article for its site's profile: one small row an article, replaced when its text changes.

Counts are made from these rows when a profile is frozen. So an article that is cleaned again counts once, whoever
writes at the same time, and a writer that is killed leaves nothing half counted.
"""

from __future__ import annotations

import functools
import struct
from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from cleaning.habits import COUNTED, Trace, Traces
from storage.codec import compress, decompress
from storage.site_tables import HabitRow

MOST_ARTICLES = 400
"""Articles of a site that are counted: those with the smallest keys, which are hashes of addresses. A share of a fifth
is then told to within four points, whatever the size of the site."""

TRACE = struct.Struct("<QQQ?")

Counted = tuple[bytes, bool | None]
"""Packed traces of an article, and whether it was flagged for what it is itself; None: not judged."""


def pack(traces: Traces) -> bytes:
    """The traces as bytes, about 20 a line; the first says how they were counted."""
    rows = b"".join(TRACE.pack(trace.line, trace.opening, trace.path, trace.prose) for trace in traces)
    return bytes([COUNTED]) + compress(rows)


def unpack(packed: bytes) -> Traces | None:
    """The traces again; None where another release counted in another way."""
    if packed[0] != COUNTED:
        return None
    return tuple(Trace(*row) for row in TRACE.iter_unpack(decompress(packed[1:])))


@functools.cache
def put(dialect: str) -> Any:  # noqa: ANN401 - one class for each dialect
    """INSERT that replaces what was counted of the article before, where it differs."""
    statement = sqlite.insert(HabitRow) if dialect == "sqlite" else postgresql.insert(HabitRow)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=[HabitRow.site_id, HabitRow.key],
        set_={"packed": new.packed, "flagged": new.flagged},
        where=or_(HabitRow.packed != new.packed, HabitRow.flagged.is_distinct_from(new.flagged)),
    )


def keep(connection: Connection, counted: Mapping[tuple[int, bytes], Counted], grown: Collection[int]) -> None:
    """Note what is counted of articles, by site and key; trim the sites that have grown."""
    rows = [
        {"site_id": site, "key": key, "packed": packed, "flagged": flagged}
        for (site, key), (packed, flagged) in sorted(counted.items(), key=itemgetter(0))
    ]
    if rows:
        connection.execute(put(connection.dialect.name), rows)
    for site in sorted(grown):
        trim(connection, site)


def trim(connection: Connection, site_id: int) -> None:
    """Forget what lies beyond the sample."""
    beyond = select(HabitRow.key).where(HabitRow.site_id == site_id).order_by(HabitRow.key).offset(MOST_ARTICLES)
    first = connection.execute(beyond.limit(1)).scalar()
    if first is not None:
        connection.execute(delete(HabitRow).where(HabitRow.site_id == site_id, HabitRow.key >= first))


def fingerprint(key: bytes) -> int:
    """An article's key in short."""
    return int.from_bytes(key[:8], "big")


def verdicts(connection: Connection, site_id: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Fingerprints of the site's counted articles that were judged, and of those that were flagged, in order."""
    statement = select(HabitRow.key, HabitRow.flagged).where(HabitRow.site_id == site_id, HabitRow.flagged.is_not(None))
    rows = connection.execute(statement.order_by(HabitRow.key).limit(MOST_ARTICLES)).all()
    return tuple(fingerprint(key) for key, _ in rows), tuple(fingerprint(key) for key, flagged in rows if flagged)


def sample(connection: Connection, site_id: int) -> Sequence[Traces]:
    """What is counted of the site's articles, as today's release counts."""
    statement = select(HabitRow.packed).where(HabitRow.site_id == site_id).order_by(HabitRow.key).limit(MOST_ARTICLES)
    found = (unpack(row[0]) for row in connection.execute(statement))
    return [traces for traces in found if traces is not None]
