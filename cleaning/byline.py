"""Who wrote an article, without "By" and without what else stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from cleaning.agencies import agency_named
from cleaning.headline import is_outlet
from cleaning.heads import Heads
from cleaning.jsonld import LinkedData
from cleaning.repair import tidy

MAX_BYLINE = 120
MAX_AUTHORS = 12
MAX_WORDS = 16
MAX_ELEMENTS = 20_000
"""Elements that are looked at for a byline."""

NAMES = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "twitter:creator",
)
CLASSES = re.compile(
    r"(?:^|[\s_-])(?:byline|author-name|article-author|author__name|post-author|entry-author|c-byline)(?:$|[\s_-])"
)
BY = re.compile(
    r"^(?:(?:written|reported|story|posted|words)\s+by|by|von|par|por|di|door|av|af|autor(?:a|es)?|author|text)\s*:?\s+",
    re.IGNORECASE,
)
TAIL = re.compile(
    r"\s*(?:[|•·–—]|\s-\s|\bupdated\b|\bpublished\b|\bposted\b|\bfollow\b|\d{1,2}[:.]\d{2}|\d{4}\b).*$", re.IGNORECASE
)
WRITTEN_LINE = re.compile(r"(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Dd]i)\s+(?P<name>[^\d\n.!?]{3,100})")
NOBODY = frozenset(
    (
        "admin",
        "administrator",
        "editor",
        "editorial team",
        "staff",
        "newsroom",
        "redaktion",
        "webmaster",
        "news desk",
        "guest",
        "team",
    )
)


def byline_of(
    tree: HtmlElement, heads: Heads, data: LinkedData, outlets: Sequence[str]
) -> tuple[str | None, str | None]:
    """The writers' names as one text, and the agency, where one is named as the writer."""
    agency = None
    for names in candidates(tree, heads, data):
        agency = agency or next((found for name in names if (found := agency_named(name))), None)
        people = [person for name in names if (person := person_of(name, outlets))]
        if people:
            return join(list(dict.fromkeys(people))[:MAX_AUTHORS]), agency
    return None, agency


def candidates(tree: HtmlElement, heads: Heads, data: LinkedData) -> Iterator[tuple[str, ...]]:
    """What the page states, most reliable first."""
    yield data.texts("author")
    yield from ((value,) for name in NAMES if (value := heads.get(name)))
    yield from ((tidy(text),) for text in islice(marked(tree), 5))
    yield data.texts("creator")


def marked(tree: HtmlElement) -> Iterator[str]:
    """Texts of elements that the markup calls a byline."""
    for element in islice(tree.iter("a", "span", "div", "p", "address", "cite", "li"), MAX_ELEMENTS):
        if (
            element.get("rel") == "author"
            or element.get("itemprop") == "author"
            or ((marks := element.get("class")) and CLASSES.search(marks.lower()))
        ):
            yield element.text_content()[: MAX_BYLINE * 3]


def person_of(text: str, outlets: Sequence[str]) -> str | None:
    """A writer's name out of what a page states; None where it is an address, the outlet, an agency or nobody.

    >>> person_of("By Jane Doe | Updated 3 May", [])
    'Jane Doe'
    >>> person_of("https://www.news.example/jane", []), person_of("Reuters", []), person_of("@janedoe", [])
    (None, None, None)
    """
    if tidy(text).startswith("@"):
        return None  # a handle: the name may stand elsewhere
    name = TAIL.sub("", BY.sub("", tidy(text))).strip(" ,;:-–—.@")
    if not name or len(name) > MAX_BYLINE or "://" in name or "@" in name or len(name.split()) > MAX_WORDS:
        return None
    if (
        name[0].isdigit()
        or not re.search(r"[^\W\d_]{2}", name)
        or name.casefold() in NOBODY
        or is_outlet(name, outlets)
        or agency_named(name)
    ):
        return None
    return name


def join(names: Sequence[str]) -> str:
    """Names as one text.

    >>> join(["Ann", "Ben", "Cleo"])
    'Ann, Ben and Cleo'
    """
    if len(names) == 1:
        return names[0][:MAX_BYLINE]
    return f"{', '.join(names[:-1])} and {names[-1]}"[: MAX_BYLINE * 3]


def byline_in(lines: Sequence[str]) -> str | None:
    """The writer named by a short line of the text that begins with "By".

    >>> byline_in(["By Jane Doe, City Desk"]), byline_in(["By then the rain had stopped."])
    ('Jane Doe, City Desk', None)
    """
    for line in lines:
        found = WRITTEN_LINE.fullmatch(line)
        if found and all(
            word[0].isupper() or word in ("and", "und", "et", "y", "de", "van", "von", "der", "al")
            for word in found["name"].split()
        ):
            return person_of(found["name"], ())
    return None
