r"""Which sites are crawled, and how: `sites.toml`, one `[[site]]` table for each.

    contact = "desk@papers.example"            # how a site's owner reaches you; sent in the user agent

    [[site]]
    host = "www.harbour.example"               # the only key that must be there; a port may follow
    name = "The Harbour Post"                  # how the site is called in tables; the host when absent
    feeds = ["/rss.xml"]                       # RSS or Atom; a path, or an absolute address
    sitemaps = ["/news-sitemap.xml"]           # sitemaps and sitemap indexes, gzipped or not
    sections = ["/world/"]                     # pages whose links lead to articles
    include = ['^/20\d\d/']                    # regular expressions, searched in path?query; an address that matches
    exclude = ['/live/']                       #   `exclude` is never fetched; with `include` only what matches it is
    language = "en"                            # asked for in Accept-Language
    delay_seconds = 2.0                        # between two requests; 1.0 when absent; robots.txt may ask for more
    max_pages = 200                            # articles a run; 500 when absent
    private = false                            # true: the host may resolve to an address of a private network
    enabled = true                             # false: left out when every site is crawled

A site without feeds, sitemaps and sections is discovered by the Sitemap lines of its robots.txt, its front page and the
feeds that the front page names.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from cleaning.values import CopydeskError

MAX_PATTERN = 500
"""Characters of one include or exclude pattern."""

HOST = re.compile(r"(?:\[[0-9a-fA-F:.]+\]|[^\s/?#@:\[\]]+)(?::\d{1,5})?")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?")


class SitesError(CopydeskError):
    """sites.toml cannot be used: the message names file, line and key, and what would do."""


@dataclass(frozen=True, slots=True)
class Site:
    """One site to crawl. The keys of a `[[site]]` table, checked; the module's docstring explains each.

    Attributes:
        host: lower-case, with the port where one is given; the site's identity in the store.
        feeds, sitemaps, sections: absolute addresses.
        delay_seconds: between the starts of two requests to one host.
        max_pages: articles fetched in one run.
        contact: address of whoever runs the crawl; None where not given.
    """

    host: str
    name: str = ""
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    include: tuple[re.Pattern[str], ...] = ()
    exclude: tuple[re.Pattern[str], ...] = ()
    language: str | None = None
    delay_seconds: float = 1.0
    max_pages: int = 500
    private: bool = False
    enabled: bool = True
    contact: str | None = None

    @property
    def title(self) -> str:
        """What to call it."""
        return self.name or self.host

    @property
    def front(self) -> str:
        """Address of the front page; https unless the site's listed addresses say otherwise.

        >>> Site("harbour.example").front
        'https://harbour.example/'
        """
        return front_of(self.host, (*self.feeds, *self.sitemaps, *self.sections))

    @property
    def lists_sources(self) -> bool:
        """Whether the operator said where articles are found."""
        return bool(self.feeds or self.sitemaps or self.sections)


def front_of(host: str, listed: Iterable[object]) -> str:
    """Front page of a host: https, unless the first of its own listed addresses says otherwise.

    >>> front_of("127.0.0.1:8001", ["/feed", "http://127.0.0.1:8001/a"])
    'http://127.0.0.1:8001/'
    """
    plain = f"http://{host}"
    own = [url for url in listed if isinstance(url, str) and url.lower().startswith((plain, f"https://{host}"))]
    return f"{plain}/" if own and own[0].lower().startswith(plain) else f"https://{host}/"


def site_of_url(url: str) -> Site:
    """The site of an address that no sites.toml lists: nothing but its host. Raises SitesError when it has none.

    >>> site_of_url("https://News.Example/2026/05/a-story").host
    'news.example'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    host = parts.netloc.lower().rpartition("@")[2]
    if parts.scheme not in {"http", "https"} or not HOST.fullmatch(host):
        raise SitesError(f"{url}: not an address of a page; write it in full, like https://news.example/2026/a-story")
    return Site(host)


def read_sites(path: Path) -> tuple[Site, ...]:
    """Sites of a sites.toml in its order, those with `enabled = false` included.

    Raises SitesError: the file cannot be read, is no TOML, holds no site, an unknown key, a value of the wrong form, or
    one host twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SitesError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise SitesError(f"{path}: not UTF-8 text (byte {error.start})") from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SitesError(f"{path}: not valid TOML: {error}") from error
    return _Reader(path, text.splitlines()).sites(table)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns the parsed tables into sites; knows the text as well, because tomllib keeps no line numbers."""

    path: Path
    lines: list[str]

    def sites(self, table: Mapping[str, Any]) -> tuple[Site, ...]:
        """Every site, checked."""
        self._check_keys(table, ("contact", "site"), 0)
        contact = table.get("contact")
        if contact is not None and not _is_text(contact):
            raise self._error(0, "contact", "must be text: an e-mail or web address")
        tables = table.get("site", [])
        if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
            raise self._error(0, "site", "must be written [[site]], once for each site")
        if not tables:
            raise SitesError(f'{self.path}: lists no site; begin with [[site]] and a line host = "news.example"')
        sites = tuple(self._site(one, number, contact) for number, one in enumerate(tables, 1))
        self._check_hosts(sites)
        return sites

    def _site(self, table: Mapping[str, Any], number: int, contact: str | None) -> Site:
        self._check_keys(table, tuple(KEYS), number)
        host = table.get("host")
        if not _is_text(host) or not HOST.fullmatch(str(host)):
            raise self._error(number, "host", 'must be there, like host = "news.example" (no https://, no path)')
        base = front_of(
            str(host).lower(), [one for value in table.values() if isinstance(value, list) for one in value]
        )
        values: dict[str, Any] = {
            key: self._value(base, key, value, number) for key, value in table.items() if key != "host"
        }
        return Site(urlsplit(base).netloc, **{"contact": contact, **values})

    def _value(self, base: str, key: str, value: object, number: int) -> object:
        try:
            return KEYS[key].read(value, base)
        except (ValueError, TypeError) as error:
            raise self._error(number, key, f"{KEYS[key].form}; {error}" if str(error) else KEYS[key].form) from error

    def _check_keys(self, table: Mapping[str, Any], known: tuple[str, ...], number: int) -> None:
        for key in table:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
                hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
                raise self._error(number, key, f"is not a known key; {hint}")

    def _check_hosts(self, sites: tuple[Site, ...]) -> None:
        first: dict[str, int] = {}
        for number, site in enumerate(sites, 1):
            if site.host in first:
                raise self._error(
                    number, "host", f"{site.host} is listed before, in line {self._line(first[site.host])}"
                )
            first[site.host] = number

    def _error(self, number: int, key: str, problem: str) -> SitesError:
        where = f"{self.path}, line {self._line(number, key)}"
        return SitesError(f"{where}: {f'site {number}, ' if number else ''}key {key} {problem}")

    def _line(self, number: int, key: str = "host") -> int:
        """Line of a key in the site of this number (0 = before the first); of the table's head when it is not there."""
        seen, head = 0, 1
        for line_number, line in enumerate(self.lines, 1):
            if re.match(r"\s*\[\[\s*site\s*\]\]", line):
                seen += 1
                head = line_number if seen == number else head
            elif seen == number and re.match(rf"""\s*\[?["']?{re.escape(key)}["']?\s*[=.\]]""", line):
                return line_number
        return head


@dataclass(frozen=True, slots=True)
class _Key:
    """How one key is read, and what to say when that fails."""

    read: Callable[[object, str], object]
    form: str


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _text(value: object, _: str) -> str:
    if not _is_text(value):
        raise ValueError
    return str(value).strip()


def _flag(value: object, _: str) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _number(low: float, high: float, kind: type[int | float]) -> Callable[[object, str], float]:
    def read(value: object, _: str) -> float:
        if isinstance(value, bool) or not isinstance(value, int | kind) or not low <= value <= high:
            raise ValueError
        return kind(value)

    return read


def _language(value: object, base: str) -> str:
    if not LANGUAGE.fullmatch(_text(value, base)):
        raise ValueError
    return str(value)


def _list(value: object) -> list[str]:
    if not isinstance(value, list) or not all(_is_text(one) for one in value):
        raise ValueError
    return value


def _addresses(value: object, base: str) -> tuple[str, ...]:
    urls = tuple(urljoin(base, url.strip()) for url in _list(value))
    for url in urls:
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
            raise ValueError(f"{url} is none")
    return urls


def _patterns(value: object, _: str) -> tuple[re.Pattern[str], ...]:
    patterns = _list(value)
    for pattern in patterns:
        if len(pattern) > MAX_PATTERN:
            raise ValueError(f"{pattern[:40]}... is longer than {MAX_PATTERN} characters")
    try:
        return tuple(re.compile(pattern) for pattern in patterns)
    except re.error as error:
        raise ValueError(f"{error.pattern!r}: {error}") from error


_ADDRESSES = _Key(_addresses, 'must be a list of addresses or paths, like ["/rss.xml"]')
_PATTERNS = _Key(_patterns, "must be a list of regular expressions, like ['^/news/']")

KEYS: dict[str, _Key] = {
    "host": _Key(_text, "must be a host name"),
    "name": _Key(_text, "must be text"),
    "feeds": _ADDRESSES,
    "sitemaps": _ADDRESSES,
    "sections": _ADDRESSES,
    "include": _PATTERNS,
    "exclude": _PATTERNS,
    "language": _Key(_language, 'must be a language code, like "en" or "pt-BR"'),
    "delay_seconds": _Key(_number(0, 3600, float), "must be a number of seconds, 0 to 3600"),
    "max_pages": _Key(_number(1, 100_000, int), "must be a whole number, 1 to 100000"),
    "private": _Key(_flag, "must be true or false"),
    "enabled": _Key(_flag, "must be true or false"),
    "contact": _Key(_text, "must be text: an e-mail or web address"),
}
"""Keys of a [[site]] table: how each is read."""
