"""When two addresses lead to the same article: the final address, without what only follows readers around."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit, urlunsplit

TRACKING = re.compile(
    r"""
    utm_\w+ | mtm_\w+ | pk_\w+ | hsa_\w+ |      # campaign tools
    fbclid | gclid | gclsrc | dclid | msclkid | yclid | twclid | ttclid | igshid | wbraid | gbraid |  # click ids
    mc_cid | mc_eid | _ga | _gl | __twitter_impression | ns_campaign | ns_mchannel | ns_source | cmpid | ocid
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Names of parameters that say where a reader came from, never what they read."""

DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def normalise(url: str) -> str:
    """The address that identifies an article: no fragment, no tracking, scheme and host in lower case.

    >>> normalise("HTTPS://News.Example/a?utm_source=x&id=7#top")
    'https://news.example/a?id=7'
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # no address at all ("http://[oops"): it identifies itself
        return url.strip()
    scheme = parts.scheme.lower()
    user, at, host = parts.netloc.rpartition("@")
    host = host.lower().removesuffix(DEFAULT_PORTS.get(scheme, "\x00"))
    kept = [item for item in parts.query.split("&") if item and not TRACKING.fullmatch(item.partition("=")[0])]
    path = parts.path or ("/" if host else "")
    return urlunsplit((scheme, user + at + host, path, "&".join(kept), "")).strip()


def key_of(url: str) -> bytes:
    """Sixteen bytes for the normalised address: PostgreSQL cannot index text of any length."""
    return hashlib.sha256(normalise(url).encode("utf-8", "surrogatepass")).digest()[:16]


def host_of(url: str) -> str:
    """Host of the address; "" where it has none.

    >>> host_of("https://News.Example:8080/a")
    'news.example'
    """
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
