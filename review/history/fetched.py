"""One answer of a site as it was fetched: what it said of itself, its source as text, and a harmless picture of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cleaning.decode import decode
from cleaning.values import DecodeError, ExtractionError, Page, Right
from review.article.asked import found_article
from review.history.harmless import LONGEST, POLICY, harmless
from review.view import Ask, NotFoundError, Sent
from storage.records import FetchRecord
from storage.store import Store

PART = 20_000
"""Characters of the source on one page."""

MOST_HEADERS, LONGEST_HEADER = 50, 2_000


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """One answer.

    Attributes:
        title: the article's headline.
        headers: those that are kept, the first ones.
        rights: what the page states about its use, as extraction read it from the newest text.
        encoding: that its bytes are read with; None where they are no text, and `trouble` says why.
        is_markup: it has a picture; a text that was given as such has none.
        source: one part of its text, `start` .. `end` of `size` characters.
        before, after: where the parts beside it start; None at the ends.
        cut: characters of the text that the picture leaves out.
        others: the article's other answers, newest first.
    """

    id: int
    fetch: FetchRecord
    title: str
    site: str
    headers: tuple[tuple[str, str], ...]
    fetched_at: datetime | None
    rights: tuple[Right, ...]
    encoding: str | None
    trouble: str
    is_markup: bool
    source: str
    start: int
    end: int
    size: int
    before: int | None
    after: int | None
    cut: int
    others: tuple[FetchRecord, ...]
    queue: str


def fetched(store: Store, ask: Ask) -> FetchedPage:
    """The answer; NotFoundError where the article has no such one."""
    record = found_article(store, ask.path["article"])
    fetch = next((one for one in record.fetches if one.id == ask.path["fetch"]), None)
    if fetch is None:
        raise NotFoundError(f"article {record.summary.id} has no fetch {ask.path['fetch']}")
    page = page_of(store, fetch.id)
    text, encoding, trouble = read(page)
    start = min(max(0, int(ask.number("at") or 0)), max(0, len(text) - 1)) // PART * PART
    end = min(len(text), start + PART)
    return FetchedPage(
        id=record.summary.id,
        fetch=fetch,
        title=(record.summary.title or "")[:600],
        site=record.summary.site,
        headers=tuple((name[:100], value[:LONGEST_HEADER]) for name, value in page.headers[:MOST_HEADERS]),
        fetched_at=page.fetched_at,
        rights=record.cleaned.article.rights,
        encoding=encoding,
        trouble=trouble,
        is_markup=encoding is not None and not is_plain(page),
        source=text[start:end],
        start=start,
        end=end,
        size=len(text),
        before=start - PART if start else None,
        after=end if end < len(text) else None,
        cut=max(0, len(text) - LONGEST),
        others=tuple(one for one in record.fetches if one.id != fetch.id)[:20],
        queue=ask.text("from"),
    )


def picture(store: Store, ask: Ask) -> Sent:
    """The page as a sandboxed frame may show it; plain text that says why not, where it cannot be shown."""
    record = found_article(store, ask.path["article"])
    if all(one.id != ask.path["fetch"] for one in record.fetches):
        raise NotFoundError(f"article {record.summary.id} has no fetch {ask.path['fetch']}")
    text, encoding, trouble = read(page_of(store, ask.path["fetch"]))
    headers = (("content-security-policy", POLICY), ("x-dns-prefetch-control", "off"))
    if encoding is None:
        return Sent(f"This page cannot be shown: {trouble}.".encode(), "text/plain; charset=utf-8", headers)
    try:
        body = harmless(text)
    except ExtractionError as error:
        return Sent(f"This page {error}.".encode(), "text/plain; charset=utf-8", headers)
    return Sent(body.encode("utf-8", "replace"), "text/html; charset=utf-8", headers)


def page_of(store: Store, fetch_id: int) -> Page:
    """The stored answer."""
    page = store.page(fetch_id)
    if page is None:
        raise NotFoundError(f"the page of fetch {fetch_id} is gone from the database")
    return page


def read(page: Page) -> tuple[str, str | None, str]:
    """Its text and encoding, or why there is none."""
    try:
        decoded = decode(page)
    except DecodeError as error:
        return "", None, str(error)
    return decoded.text, decoded.encoding, ""


def is_plain(page: Page) -> bool:
    """Were lines given, not markup?"""
    return (page.header("content-type") or "").partition(";")[0].strip().lower() == "text/plain"
