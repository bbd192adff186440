"""Addresses on a page: made absolute, and told apart by site."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import tldextract

MAX_ADDRESS = 2_000
"""Characters of an address that are kept; longer ones carry data, not a place."""

PLAIN = re.compile(r"https?://(?P<host>[a-zA-Z0-9.-]+)(?=[/?#:]|$)")
"""Addresses whose host can be read without taking them apart; nearly all are."""

ROOT = re.compile(r"https?://[a-zA-Z0-9.-]+(?::\d{1,5})?(?=[/?#]|$)")
ROOTED = re.compile(r"/(?:[\w%~+-][\w%~+./-]*)?(?:\?[\w%~+.=&-]+)?", re.ASCII)
"""A base and an address from its root that need only be put together; many are."""

DIGITS = re.compile(r"[\d.]+|.*:.*")
"""Hosts that are numbers."""

# No cache file and no list to fetch: only the list that tldextract 5.4 brings along, so the answer never depends on the
# network or on what is stored on this machine.
SUFFIXES = tldextract.TLDExtract(cache_dir=None, suffix_list_urls=())


@functools.lru_cache(maxsize=4_096)
def site_of(host: str) -> str:
    """Registrable domain of a host; the host itself where it has none (an address in digits, a name without a dot).

    Under an ending that the list does not hold, the last two names, as the list's own rule for unknown endings says.

    >>> site_of("news.harbour.co.uk"), site_of("127.0.0.1"), site_of("www.vela.example")
    ('harbour.co.uk', '127.0.0.1', 'vela.example')
    """
    known = SUFFIXES(host).top_domain_under_public_suffix
    if known or DIGITS.fullmatch(host):
        return known or host
    return ".".join(host.rsplit(".", 2)[-2:])


def host_of(url: str) -> str:
    """Host of an address, lower-case, without port; "" where there is none or it is broken.

    >>> host_of("https://News.Example:8080/a"), host_of("mailto:desk@news.example"), host_of("http://[broken")
    ('news.example', '', '')
    """
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Resolves the addresses of one page.

    Attributes:
        base: absolute address against which links are read; "" where unknown.
        site: registrable domain of the page; "" where unknown.
    """

    base: str = ""
    site: str = ""

    @classmethod
    def of(cls, url: str | None, base: str | None = None) -> Addresses:
        """For a page at this address, whose markup may name another base."""
        url = url or ""
        return cls(join(url, base) if base else url, site_of(host_of(url)) if url else "")

    def resolve(self, href: str) -> tuple[str, bool]:
        """Absolute target and whether it stays on the site.

        What has no host (a script, a relative address on a page without one) stays.

        >>> Addresses.of("https://news.example/a/b").resolve("../c")
        ('https://news.example/c', True)
        >>> Addresses.of("https://news.example/a").resolve("//other.example/x")
        ('https://other.example/x', False)
        """
        target = join(self.base, href)
        plain = PLAIN.match(target)
        host = plain["host"].lower() if plain else host_of(target)
        return target, not host or site_of(host) == self.site


def join(base: str, href: str) -> str:
    """The address made absolute, white space off, at most MAX_ADDRESS characters; as written where it is broken."""
    href = "".join(href[:MAX_ADDRESS].split())
    if href.startswith(("http://", "https://")):
        return href
    if ROOTED.fullmatch(href) and "/." not in href and (root := ROOT.match(base)):
        return (root[0] + href)[:MAX_ADDRESS]
    try:
        return urljoin(base, href)[:MAX_ADDRESS]
    except ValueError:
        return href
