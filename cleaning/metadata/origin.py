"""Where a story stood first: what markup and lines say of another outlet. Evidence, not proof: pages err here."""

from __future__ import annotations

import re

from cleaning.addresses import host_of, join, site_of
from cleaning.metadata.heads import Heads
from cleaning.metadata.jsonld import LinkedData
from cleaning.repair import tidy
from cleaning.values import Page

NAMES = ("syndication-source", "original-source", "article:original_source", "cxenseparse:original-source")
LONGEST, MOST_WORDS = 80, 8

PIECE = r"(?:story|article|report|post|piece|interview|column|item|essay|text|content|version|dispatch)"
PUBLISHED = r"(?:published|appeared|ran|aired|posted|produced|printed|reported|written)"
FIRST = r"(?:first|originally)"
AGAIN = r"(?:re-?published|syndicated|reprinted|licensed|reposted)"
PLACED = r"(?:by|on|in|at|for)"
STOPS = r"(?=$|[.;,|()\[\]“”\"]\s|[.;,|()\[\]“”\"]*$|\s(?:on|in|at|under|and|with|as|where|which|here|is|was|to)\s)"
SAID = re.compile(
    rf"""
    (?: (?:this|the)\s+(?:\w+\s+)?{PIECE}\s+ (?:was|is|has\ been|had\ been)?\s*
        (?: {FIRST}\s+{PUBLISHED}\s+{PLACED} | {PUBLISHED}\s+{FIRST}\s+{PLACED}
          | {AGAIN}\s+ (?:here\ )?(?:with\ permission\ )?(?:from|by|courtesy\ of) )
      | (?:^|\.\s)\W*{FIRST}\s+{PUBLISHED}\s+{PLACED}
      | (?:^|\.\s)\W*{AGAIN}\s+(?:with\ permission\ )?(?:from|courtesy\ of)
      | \bappeared\s+first\s+{PLACED}
      | dieser\s+(?:artikel|text|beitrag)\s+(?:ist|erschien|wurde)\s+(?:zuerst|ursprünglich)\s+(?:erschienen\s+)?
        (?:bei|auf|in|im)
      | (?:cet\s+article|ce\s+texte)\s+(?:a\s+été|est)\s+(?:d['’]abord\s+)?(?:publié|paru)\s+
        (?:initialement\s+)?(?:sur|dans|par)
      | este\s+(?:artículo|texto)\s+(?:fue|se)\s+(?:publicado|publicó)\s+(?:originalmente|primero)\s+(?:en|por)
      | este\s+(?:artigo|texto)\s+foi\s+(?:publicado\s+originalmente|originalmente\s+publicado)\s+
        (?:em|no|na|pelo|por)
      | questo\s+articolo\s+è\s+(?:stato\s+)?(?:apparso|pubblicato|uscito)\s+(?:originariamente\s+|prima\s+)?
        (?:su|sul|in)
    )
    \s*:?\s* (?P<name>[^\s].{{1,80}}?) {STOPS}
    """,
    re.IGNORECASE | re.VERBOSE,
)


def origin_of(page: Page, heads: Heads, data: LinkedData, base: str) -> str | None:
    """The host that the markup names as the origin, where it is another outlet's: metas, canonical address, JSON-LD."""
    stated = [value for name in NAMES for value in heads.all(name)]
    links = (heads.link("canonical"), *data.texts("isBasedOn"), *data.texts("isBasedOnUrl"))
    for href in (*stated, *(link for link in links if link)):
        host = host_of(join(base, href))
        if host and page.url and is_foreign(host, host_of(page.url)):
            return host.removeprefix("www.")
    return None


def is_foreign(host: str, own: str) -> bool:
    """Another outlet's host: neither's registered name stands in the other, whatever comes before and behind it.

    >>> is_foreign("vela.example", "www.harbour.example"), is_foreign("m.vela.example", "vela.harbour.example")
    (True, False)
    """
    one, other = site_of(host).partition(".")[0], site_of(own).partition(".")[0]
    return "." in host and one not in own and other not in host


def origin_in(line: str) -> str | None:
    """The outlet that a line names as the one in which the story stood first.

    >>> origin_in("This article was originally published by The Harbour Post.")
    'The Harbour Post'
    >>> origin_in("The post Rain in Vela appeared first on Harbour Post."), origin_in("Licensed by the city.")
    ('Harbour Post', None)
    """
    found = SAID.search(tidy(line))
    if found is None:
        return None
    name = found["name"].strip(" .,;:“”\"'()[]")
    named = name[:1].isupper() or "." in name or not name[:1].isascii()
    return name if named and 1 < len(name) <= LONGEST and len(name.split()) <= MOST_WORDS else None
