"""What a feed, a sitemap or a section page says about where articles are. Pure: bytes in, addresses out.

What a source is shows in its bytes, whatever its address or content type say: gzip is unpacked, XML is a feed or a
sitemap by its first element, the rest is a page with links. Everything is bounded: sources are strangers' files.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from io import BytesIO
from itertools import islice
from time import struct_time
from urllib.parse import urljoin

import feedparser
from lxml import etree, html
from scrapy.utils.gz import gunzip

MAX_SOURCE = 50_000_000
"""Bytes of a source after unpacking: the limit of the sitemap protocol."""

MAX_FEED = 5_000_000
"""Bytes of a feed; feedparser needs seconds for more."""

MAX_ENTRIES = 50_000
"""Addresses of one source: the limit of the sitemap protocol."""

GENERATED_ENTRIES = 20
GENERATED_SHARE = 0.8
"""In a sitemap of that many entries, a time that this share of them carries is when the file was made."""

TEXT_SITEMAP = re.compile(rb"\s*https?://\S+\s*(?:\r?\n\s*https?://|$)")
FIRST_ELEMENT = re.compile(rb"<(?!\?|!)(?:[\w.-]+:)?([\w.-]+)")
COMMENTS = re.compile(rb"<!--.*?-->", re.DOTALL)
FEED_TYPES = ("application/rss+xml", "application/atom+xml")


class Source(StrEnum):
    """What the bytes turned out to be."""

    FEED = "feed"
    SITEMAP = "sitemap"
    INDEX = "sitemap index"
    PAGE = "page"


class SourceError(ValueError):
    """The bytes are no source: the message says in a few words why."""


@dataclass(frozen=True, slots=True)
class Found:
    """An address that a source names.

    Attributes:
        url: absolute, as written there.
        changed: when the source says it was last changed; aware UTC, never in the future; None where it does not say.
        listed: the source lists nothing but articles (a feed, a news sitemap).
    """

    url: str
    changed: datetime | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What one source says.

    Attributes:
        kind: what it is.
        found: addresses, in its order; of a sitemap index further sitemaps, newest first.
        feeds: feeds that a page names.
    """

    kind: Source
    found: tuple[Found, ...] = ()
    feeds: tuple[str, ...] = ()


def read_source(body: bytes, url: str, now: datetime, encoding: str | None = None) -> Reading:
    """What the body fetched from `url` says; `encoding` is what the server declared for a page.

    Raises SourceError: it is empty, too large, or broken from the start.
    """
    body = unpack(body)
    if not body.strip():
        raise SourceError("it is empty")
    name = first_element(body)
    if name in {"urlset", "sitemapindex"}:
        return read_sitemap(body, url, now)
    if name in {"rss", "feed", "rdf"}:
        return Reading(Source.FEED, _known_times(_feed(body, url), now))
    if TEXT_SITEMAP.match(body):
        lines = body.decode("utf-8", "replace").split()
        return Reading(Source.SITEMAP, tuple(Found(line) for line in lines[:MAX_ENTRIES]))
    return read_links(body, url, encoding)


def unpack(body: bytes) -> bytes:
    """The body, gunzipped where it is gzip; at most MAX_SOURCE bytes."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return gunzip(body, max_size=MAX_SOURCE)
    except (ValueError, OSError, EOFError) as error:
        raise SourceError(f"its gzip cannot be unpacked ({error})") from error


def first_element(body: bytes) -> str:
    """Local name of the first element, lower-case; "" where there is none near the beginning.

    >>> first_element(b"<?xml version='1.0'?><!-- made today --><s:urlset xmlns:s='x'>")
    'urlset'
    """
    head = body[:4_000]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    found = FIRST_ELEMENT.search(COMMENTS.sub(b"", head))
    return found[1].decode("ascii", "replace").lower() if found else ""


def read_sitemap(body: bytes, url: str, now: datetime) -> Reading:
    """Entries of a urlset or a sitemap index, news dates included. Broken XML gives what was read before the break."""
    root, entries = "", []
    try:
        for kind, entry in _sitemap_entries(body):
            root = kind
            entries.append(replace(entry, url=urljoin(url, entry.url)))
            if len(entries) >= MAX_ENTRIES:
                break
    except etree.XMLSyntaxError as error:
        if not entries:
            raise SourceError(f"it is broken XML ({error})") from error
    found = _known_times(entries, now)
    if root == "sitemap":
        return Reading(Source.INDEX, tuple(sorted(found, key=newest_first)))
    return Reading(Source.SITEMAP, _without_generated(found))


def read_links(body: bytes, url: str, encoding: str | None = None) -> Reading:
    """Links of a page, each once, in page order, and the feeds it names; nothing where it is no markup."""
    try:
        tree = html.document_fromstring(body, parser=html.HTMLParser(encoding=encoding))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise SourceError(f"it is no page ({error})") from error
    base = _join(url, next((link.get("href", "") for link in tree.iter("base")), "")) or url
    links = dict.fromkeys(_join(base, link.get("href", "")) for link in islice(tree.iter("a"), MAX_ENTRIES))
    feeds = dict.fromkeys(_join(base, link.get("href", "")) for link in tree.iter("link") if _is_feed(link))
    return Reading(Source.PAGE, tuple(Found(link) for link in links if link), tuple(filter(None, feeds)))


def newest_first(found: Found) -> float:
    """Key that sorts by date, newest first; what has no date comes last, in its own order."""
    return -found.changed.timestamp() if found.changed else 0.0


def read_time(text: str) -> datetime | None:
    """A W3C date or time as aware UTC; a date alone is its first moment; None where it cannot be read.

    >>> read_time("2026-05-01T10:00:00+02:00")
    datetime.datetime(2026, 5, 1, 8, 0, tzinfo=datetime.timezone.utc)
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _feed(body: bytes, url: str) -> Iterator[Found]:
    if len(body) > MAX_FEED:
        raise SourceError(f"the feed is larger than {MAX_FEED // 1_000_000} MB")
    # BytesIO, never the bytes: feedparser 6.0 opens what it is given as a file name or address first.
    feed = feedparser.parse(
        BytesIO(body), response_headers={"content-location": url}, sanitize_html=False, resolve_relative_uris=False
    )
    if feed.bozo and not feed.entries and not feed.version:
        raise SourceError(f"it is no feed ({feed.bozo_exception})")
    for entry in feed.entries[:MAX_ENTRIES]:
        link = entry.get("feedburner_origlink") or entry.get("link")
        if link:
            # feedparser 6.0 warns when "updated" is asked for and only "published" is there.
            moment = entry["updated_parsed"] if "updated_parsed" in entry else entry.get("published_parsed")
            yield Found(_join(url, link), _from_struct(moment), listed=True)


def _from_struct(moment: struct_time | None) -> datetime | None:
    """A moment as feedparser gives it: in UTC."""
    try:
        return datetime.fromtimestamp(calendar.timegm(moment), UTC) if moment else None
    except (ValueError, OverflowError, OSError):
        return None


def _sitemap_entries(body: bytes) -> Iterator[tuple[str, Found]]:
    """(element name, entry) for each <url> and <sitemap> that has a <loc>."""
    events = etree.iterparse(
        BytesIO(body), events=("end",), recover=True, resolve_entities=False, no_network=True, huge_tree=False
    )
    for _, element in events:
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name not in {"url", "sitemap"}:
            continue
        values = dict(_values(element))
        if values.get("loc"):
            times = filter(None, (read_time(values.get(key, "")) for key in ("lastmod", "publication_date")))
            yield name, Found(values["loc"], max(times, default=None), "publication_date" in values)
        _forget(element)


def _values(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Names and texts of an entry's elements and of its <news>; not of pictures, which have a <loc> too."""
    for child in element.iterchildren(etree.Element):
        name = etree.QName(child).localname
        yield name, (child.text or "").strip()
        if name == "news":
            yield from _values(child)


def _forget(element: etree._Element) -> None:
    """Free what was read: a sitemap of 50 MB would become a tree of many times that."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _known_times(found: Iterable[Found], now: datetime) -> tuple[Found, ...]:
    """A time in the future says nothing about when something changed: the address would be fetched at every run."""
    return tuple(replace(one, changed=None) if one.changed and one.changed > now else one for one in found)


def _without_generated(found: tuple[Found, ...]) -> tuple[Found, ...]:
    """The entries without a time that nearly all of them share: the sitemap was made then, the articles were not."""
    minutes = Counter(one.changed.replace(second=0, microsecond=0) for one in found if one.changed)
    if len(found) < GENERATED_ENTRIES or not minutes:
        return found
    minute, times = minutes.most_common(1)[0]
    if times < GENERATED_SHARE * len(found):
        return found
    end = minute + timedelta(minutes=1)
    return tuple(replace(one, changed=None) if one.changed and minute <= one.changed < end else one for one in found)


def _is_feed(link: etree._Element) -> bool:
    is_alternate = link.get("rel") == "alternate" and link.get("type", "").lower() in FEED_TYPES
    return is_alternate and "comment" not in link.get("href", "").lower()


def _join(base: str, href: str) -> str:
    """Absolute http(s) address without fragment; "" for anything else."""
    try:
        url = urljoin(base, href.strip())
    except ValueError:
        return ""
    return url.partition("#")[0] if url.startswith(("http://", "https://")) else ""
