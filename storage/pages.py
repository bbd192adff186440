"""Raw first: an answer is stored, with its body, before anybody looks into it. And which addresses to ask again."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from cleaning.values import Page
from storage.codec import compress
from storage.failures import FETCH_ATTEMPTS, resolve
from storage.identity import key_of
from storage.statements import KEYS, AnyRow, AnySelect, add_new, bump, ids_of, rows_in, site_ids, update_each
from storage.tables import AddressRow, ArticleRow, BodyRow, FetchRow, SiteRow

PENDING, DONE, FAILED = "pending", "done", "failed"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A page on its way into the database, hashed and compressed before the transaction begins.

    Attributes:
        url, key: the address that answered, and what identifies it; requested_url and requested the same of the one
            that was asked.
        changed: the feed's or sitemap's stamp that made us ask, None where there was none.
    """

    page: Page
    url: str
    key: bytes
    requested_url: str
    requested: bytes
    site: str
    run_id: int | None
    digest: bytes
    packed: bytes
    changed: datetime | None


def arrival(page: Page, site: str, run_id: int | None, changed: datetime | None = None) -> Arrival:
    """The page made ready. A page without any address cannot be found again and is refused."""
    url = page.url or page.requested_url
    if url is None:
        raise ValueError("only a page with an address can be stored")
    requested = page.requested_url or url
    key = key_of(url)
    return Arrival(
        page=page,
        url=url,
        key=key,
        requested_url=requested,
        requested=key if requested == url else key_of(requested),
        site=site,
        run_id=run_id,
        digest=hashlib.sha256(page.body).digest(),
        packed=compress(page.body),
        changed=changed,
    )


def add_pages(connection: Connection, arrivals: Sequence[Arrival], now: datetime) -> list[int]:
    """Store the pages as pending; ids of their fetches in order. What is stored already is only seen again."""
    sites = site_ids(connection, {arrival.site for arrival in arrivals})
    bodies, _ = ids_of(
        connection,
        BodyRow,
        "digest",
        {a.digest: {"size": len(a.page.body), "packed": a.packed} for a in arrivals},
    )
    addresses = note_answers(connection, arrivals, now)
    identities = [(addresses[a.requested], addresses[a.key], bodies[a.digest]) for a in arrivals]
    rows = {identity: fetch_row(a, sites[a.site], now) for identity, a in zip(identities, arrivals, strict=True)}
    fetches, new = put_fetches(connection, rows, now)
    resolve(connection, {key for a in arrivals for key in (a.requested, a.key)}, now, fetched_only=True)
    update_each(connection, SiteRow, [{"row_id": site_id, "fetched_at": now} for site_id in sites.values()])
    bump(connection, Counter((site_id, "pages") for site_id in new))
    return [fetches[identity] for identity in identities]


def note_answers(connection: Connection, arrivals: Sequence[Arrival], now: datetime) -> dict[bytes, int]:
    """Ids of all addresses that were asked or answered, each marked as fetched."""
    answers: dict[bytes, dict[str, Any]] = {}
    for a in arrivals:
        answer = {
            "fetched_at": a.page.fetched_at or now,
            "changed_at": a.changed,
            "status": a.page.status,
            "attempts": 0,
            "retry_at": None,
        }
        answers |= {a.requested: answer, a.key: answer}
    ids, added = ids_of(connection, AddressRow, "key", answers)
    update_each(connection, AddressRow, [{"row_id": ids[key], **answers[key]} for key in answers.keys() - added])
    return ids


Identity = tuple[int, int, int]
"""Ids of the address asked for, the address that answered, and the body."""


def fetch_row(a: Arrival, site_id: int, now: datetime) -> dict[str, Any]:
    """The fetch without its identity."""
    return {
        "site_id": site_id,
        "run_id": a.run_id,
        "requested_url": None if a.requested_url == a.url else a.requested_url,
        "url": a.url,
        "status": a.page.status,
        "headers": a.page.headers,
        "title": a.page.title,
        "fetched_at": a.page.fetched_at or now,
        "seen_at": now,
        "state": PENDING,
        "attempts": 0,
    }


def put_fetches(
    connection: Connection, rows: Mapping[Identity, dict[str, Any]], now: datetime
) -> tuple[dict[Identity, int], list[int]]:
    """Ids of the fetches, added where these bytes are new for the address, else seen again; sites of those added."""
    known = known_fetches(connection, rows.keys())
    see_again(connection, known, rows, now)
    missing = [
        {**row, "requested_id": identity[0], "final_id": identity[1], "body_id": identity[2]}
        for identity, row in sorted(rows.items())
        if identity not in known
    ]
    if missing:
        added = add_new(connection, FetchRow, missing, ("id", "site_id", "requested_id", "final_id", "body_id"))
        known |= {identity_of(row): row for row in added}
        lost = rows.keys() - known.keys()  # another process was faster
        known |= known_fetches(connection, lost)
        return {identity: row.id for identity, row in known.items()}, [row.site_id for row in added]
    return {identity: row.id for identity, row in known.items()}, []


KNOWN: AnySelect = (
    select(
        FetchRow.id,
        FetchRow.requested_id,
        FetchRow.final_id,
        FetchRow.body_id,
        FetchRow.state,
        ArticleRow.fetch_id.label("newest_id"),
    )
    .join(ArticleRow, ArticleRow.id == FetchRow.article_id, isouter=True)
    .where(FetchRow.requested_id.in_(KEYS))
)
"""Fetches of some addresses, each with its article's newest fetch."""


def known_fetches(connection: Connection, identities: Collection[Identity]) -> dict[Identity, AnyRow]:
    """Stored fetches of these identities."""
    found = rows_in(connection, KNOWN, {requested for requested, _, _ in identities})
    return {identity_of(row): row for row in found if identity_of(row) in identities}


def identity_of(row: AnyRow) -> Identity:
    """What tells this fetch from all others."""
    return row.requested_id, row.final_id, row.body_id


def see_again(
    connection: Connection,
    known: Mapping[Identity, AnyRow],
    rows: Mapping[Identity, dict[str, Any]],
    now: datetime,
) -> None:
    """The same bytes came again. Where other bytes had come in between, these are news again and wait for cleaning."""
    again = []
    for identity, fetch in known.items():
        row = rows[identity]
        is_news = fetch.state == DONE and fetch.newest_id != fetch.id
        again.append(
            {
                "row_id": fetch.id,
                "state": PENDING if is_news else fetch.state,
                **{name: row[name] for name in ("status", "headers", "title", "fetched_at", "requested_url", "url")},
                "seen_at": now,
            }
        )
    update_each(connection, FetchRow, again)


ADDRESSES: AnySelect = select(
    AddressRow.key, AddressRow.fetched_at, AddressRow.changed_at, AddressRow.attempts, AddressRow.retry_at
).where(AddressRow.key.in_(KEYS))


def unwanted(connection: Connection, asked: Sequence[tuple[str, datetime | None]], now: datetime) -> set[str]:
    """The addresses that need no fetching now."""
    keys = {url: key_of(url) for url, _ in asked}
    known = {row.key: row for row in rows_in(connection, ADDRESSES, set(keys.values()))}
    return {url for url, changed in asked if keys[url] in known and not is_due(known[keys[url]], changed, now)}


def is_due(address: AnyRow, changed: datetime | None, now: datetime) -> bool:
    """Should a known address be asked again?

    After failures: when its pause is over. After an answer: when the site says that it changed since. A stamp that we
    answered to already says nothing new, whatever time it names: some feeds' clocks are wrong.
    """
    if address.attempts:
        return bool(address.attempts < FETCH_ATTEMPTS and (address.retry_at is None or address.retry_at <= now))
    if address.fetched_at is None:
        return True
    return changed is not None and changed > address.fetched_at and changed != address.changed_at
