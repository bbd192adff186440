"""When an article was published, as ISO 8601: with the offset where it is known, else the day alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from htmldate import find_date
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from cleaning.metadata.days import EARLIEST, LATEST, day_of, days_in
from cleaning.metadata.heads import Heads
from cleaning.metadata.jsonld import LinkedData
from cleaning.values import Page

NAMES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "publish-date",
    "publish_date",
    "publication_date",
    "pubdate",
    "article.published",
    "cxenseparse:recs:publishtime",
    "date",
)
"""Names of meta elements that hold the day of publication, most reliable first."""

ISO = re.compile(
    r"""
    \s*(?P<day>\d{4}-\d{2}-\d{2}|\d{8})
    (?:[T\s]+(?P<time>\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d{1,9})?
       \s*(?P<offset>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?
    """,
    re.VERBOSE,
)
SECONDS = re.compile(r"1\d{9}(?:\d{3})?")
SECONDS_DIGITS = 10
CHANGED = (
    "article:modified_time",
    "og:updated_time",
    "article:updated_time",
    "datemodified",
    "last-modified",
    "dc.date.modified",
    "dcterms.modified",
    "date.modified",
    "date.updated",
    "last_updated_date",
    "revised",
)
"""Names of meta elements that hold the time of the last change."""

CHANGE_WORDS = re.compile(
    r"modif|updat|aktualis|mis à jour|actualizad|aggiorn|atualizad|bijgewerkt|oppdater|обновл|更新"
)
MAX_SHOWN = 80

IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)")
IMPOSSIBLE = "2100-01-01"
"""For htmldate 1.10, which otherwise asks the clock what is possible: the same page must always give the same date."""

AHEAD = timedelta(days=2)
"""How far behind its fetching a page may date itself: time zones, and what is stated as a day alone."""

HTMLDATE_FAILS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, LxmlError)


def published(page: Page, tree: HtmlElement, heads: Heads, data: LinkedData) -> str | None:
    """Day or time of publication: as stated, in the address, or at last htmldate's guess, which costs about 29 ms."""
    if stated := real(statements(tree, heads, data), page) or real([in_address(page.url)], page):
        return stated
    guess, changed = real([guessed(tree, page.url)], page), updated(page, tree, heads, data, None)
    return None if guess and changed and changed.startswith(guess) else guess  # it took the last change for it


def updated(page: Page, tree: HtmlElement, heads: Heads, data: LinkedData, first: str | None) -> str | None:
    """Day or time of the last change as stated, where it lies behind the publication."""
    named = (value for name in CHANGED for value in heads.all(name))
    changed = real((*data.texts("dateModified"), *named, *times_of(tree, of_change=True)[:1]), page)
    if changed is None or first is None:
        return changed
    return changed if is_later(changed, first) else None


def real(statements: Iterable[str | None], page: Page) -> str | None:
    """The first of these texts that is a date which can be; with the time that another states for the same day."""
    dates = [date for text in statements if text and (date := iso(text)) and not is_ahead(date, page)]
    if not dates or "T" in dates[0]:
        return dates[0] if dates else None
    return next((date for date in dates if date.startswith(f"{dates[0]}T")), dates[0])


def is_later(changed: str, first: str) -> bool:
    """Later by as much as both say: times are compared as times, else as days."""
    if "T" in changed and "T" in first:
        return datetime.fromisoformat(changed) > datetime.fromisoformat(first)
    return changed[:10] > first[:10]


def is_ahead(date: str, page: Page) -> bool:
    """Behind the time at which the page was fetched: no such article can have been there."""
    return page.fetched_at is not None and date[:10] > (page.fetched_at + AHEAD).date().isoformat()


def in_address(url: str | None) -> str | None:
    """The day in an address like /2031/03/04/rain.

    >>> in_address("https://vela.example/2031/3/04/rain"), in_address("https://vela.example/2031/13/04")
    ('2031-03-04', None)
    """
    found = IN_ADDRESS.search(url or "")
    return day_of(*map(int, found.groups())) if found else None


def statements(tree: HtmlElement, heads: Heads, data: LinkedData) -> Iterator[str]:
    """What the page states, most reliable first."""
    yield from data.texts("datePublished")
    yield from (value for name in NAMES if (value := heads.get(name)))
    yield from data.texts("dateCreated")
    yield from times_of(tree, of_change=False)[:1]


def times_of(tree: HtmlElement, *, of_change: bool) -> list[str]:
    """What time elements hold: those of the last change, or the others, those of publication first."""
    elements = [(element, words_about(element)) for element in tree.iter("time") if element.get("datetime")]
    wanted = [(element, words) for element, words in elements if bool(CHANGE_WORDS.search(words)) is of_change]
    wanted.sort(key=lambda pair: not (pair[0].get("pubdate") is not None or "publish" in pair[1]))
    return [element.get("datetime") or "" for element, _ in wanted]


def words_about(element: HtmlElement) -> str:
    """What a time element is called and shows."""
    return f"{element.get('itemprop')} {element.get('class')} {element.text_content()[:MAX_SHOWN]}".lower()


def guessed(tree: HtmlElement, url: str | None) -> str | None:
    """The date that htmldate finds in markup, address or text."""
    try:
        return find_date(tree, extensive_search=False, original_date=True, url=url, max_date=IMPOSSIBLE)
    except HTMLDATE_FAILS:
        return None


def iso(text: str) -> str | None:
    """A written time as ISO 8601; a time without an offset gives the day alone; None where it is none.

    >>> iso("2022-12-22T09:30:00Z"), iso("2022-12-22 09:30"), iso("Thu, 22 Dec 2022 09:30:00 +0100"), iso("soon")
    ('2022-12-22T09:30:00+00:00', '2022-12-22', '2022-12-22T09:30:00+01:00', None)
    """
    text = text.strip()[:60]
    moment = from_iso(text) or from_seconds(text) or from_mail(text)
    if moment is None:
        return None if ISO.match(text) else next(iter(days_in(text)), None)
    if not EARLIEST <= moment.year < LATEST:
        return None
    return moment.isoformat(timespec="seconds") if moment.tzinfo else moment.date().isoformat()


def from_iso(text: str) -> datetime | None:
    """Year first."""
    found = ISO.match(text)
    if not found:
        return None
    offset = found["offset"] or ""
    zone = "+00:00" if offset in ("Z", "UTC", "GMT") else offset
    try:
        return datetime.fromisoformat(f"{found['day']}T{found['time'] or '00:00'}{zone if found['time'] else ''}")
    except ValueError:
        return None


def from_mail(text: str) -> datetime | None:
    """As in the headers of letters."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if text.endswith(("GMT", "UTC")) else moment


def from_seconds(text: str) -> datetime | None:
    """Seconds or milliseconds since 1970."""
    if not SECONDS.fullmatch(text):
        return None
    return datetime.fromtimestamp(int(text[:SECONDS_DIGITS]), UTC)
