"""What a page tells beside its text: title, writer, agency, dateline, day, addresses, publisher."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from cleaning.addresses import host_of, join
from cleaning.metadata.agencies import Dateline, credited, dateline_of, place_before_colon
from cleaning.metadata.byline import byline_in, byline_of
from cleaning.metadata.dates import published, updated
from cleaning.metadata.headline import outlets_of, same_start, title_of, without_outlet
from cleaning.metadata.heads import Heads, read_heads
from cleaning.metadata.jsonld import LinkedData
from cleaning.metadata.origin import origin_of
from cleaning.metadata.rights import marks_of, rights_of
from cleaning.metadata.subjects import sections_of, tags_of
from cleaning.values import Page, PageMark, Right

OPENING_LINES = 5
CLOSING_LINES = 5
CREDIT_WORDS = 12
"""Words of the longest line that may be a credit."""

LONGEST_HEADLINE = 200
"""Characters up to which the first line of a plain text may be its headline."""

SHORTEST_HEADLINE = 8
NO_HEADLINE = re.compile(
    r"""
    ^(?:by|von|di|par|por|share|printed|published|posted|updated|transcribed|written|follow|home|sign\ up|subscribe)\b
    |[»›|↓→•]                              # crumbs, buttons
    |^\d{1,2}\s\S+\s\d{4}|\b\d{1,2}[:.]\d{2}\b  # times
    |^\S+\s/\s                            # sections
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""First lines that are something else: a writer, a button, a time, a section."""

FULL_STOP = re.compile(r"[.…。।॥؟۔։][\"'”’»›)\]]*$")
HTTP = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of Article that markup gives."""

    canonical_url: str | None
    title: str | None
    byline: str | None
    agency: str | None
    published: str | None
    updated: str | None
    publisher: str | None
    description: str | None
    tags: tuple[str, ...]
    sections: tuple[str, ...]
    syndicated_from: str | None
    rights: tuple[Right, ...]
    marks: tuple[PageMark, ...]


def read_metadata(page: Page, tree: HtmlElement, base: str, data: LinkedData) -> Metadata:
    """What the markup says about the article; `data` is the page's JSON-LD."""
    heads = read_heads(tree)
    publisher = publisher_of(heads, data)
    outlets = outlets_of(heads, publisher, page.url)
    byline, agency = byline_of(tree, heads, data, outlets)
    first = published(page, tree, heads, data)
    title = page.title or title_of(tree, heads, data, outlets)
    return Metadata(
        canonical_url=canonical_of(heads, base),
        title=title,
        byline=byline,
        agency=agency or credited(data.texts("provider") + data.texts("sourceOrganization")),
        published=first,
        updated=updated(page, tree, heads, data, first),
        tags=tags_of(heads, data, outlets),
        sections=sections_of(heads, data),
        syndicated_from=origin_of(page, heads, data, base),
        publisher=publisher,
        description=heads.get("og:description", "description", "twitter:description") or data.text("description"),
        rights=rights_of(page, tree, heads, data, base),
        marks=(*marks_of(tree, heads, data), *other_headlines(title, heads, data, outlets)),
    )


def other_headlines(title: str | None, heads: Heads, data: LinkedData, outlets: Sequence[str]) -> tuple[PageMark, ...]:
    """Headlines that the page states in other words than its title."""
    stated = (heads.get("og:title"), data.text("headline"), heads.get("twitter:title"))
    others = dict.fromkeys(
        name
        for text in stated
        if text and title and not same_start(title, text)
        if (name := without_outlet(text, outlets, ())) and not same_start(title, name)
    )
    return tuple(PageMark("headline", name) for name in others)


def publisher_of(heads: Heads, data: LinkedData) -> str | None:
    """The outlet's own name; an address is none."""
    stated = (*data.texts("publisher"), heads.get("og:site_name", "application-name"))
    return next((name for name in stated if name and not HTTP.match(name)), None)


def canonical_of(heads: Heads, base: str) -> str | None:
    """The address that the page names as the original: absolute, http or https."""
    for href in (heads.link("canonical"), heads.get("og:url")):
        if href and HTTP.fullmatch(url := join(base, href)) and host_of(url):
            return url
    return None


def dateline_in(lines: Sequence[str]) -> Dateline:
    """The dateline that opens one of the first lines."""
    found = (dateline for line in lines[:OPENING_LINES] if (dateline := dateline_of(line)))
    if opening := next(found, None):
        return opening
    places = [place for line in lines if (place := place_before_colon(line))]  # several are speakers or entries
    first = bool(places) and any(line.startswith(places[0]) for line in lines[:OPENING_LINES])
    return Dateline(places[0] if first and len(places) == 1 else None, None)


def credit_in(lines: Sequence[str]) -> str | None:
    """The agency that a short line at the beginning or end names."""
    edges = [*lines[:OPENING_LINES], *lines[-CLOSING_LINES:]]
    return credited([line for line in edges if len(line.split()) <= CREDIT_WORDS])


def byline_of_text(lines: Sequence[str]) -> str | None:
    """The writer that one of the first lines names."""
    return byline_in(lines[:OPENING_LINES])


def byline_beside(agency: str | None, stated: str | None, lines: Sequence[str]) -> str | None:
    """The writer that markup states, else one of the first lines; the agency of the dateline is none.

    >>> byline_beside("Unipress", "Unipress", ["By Jane Doe"]), byline_beside("Unipress", "Ann Lee", [])
    ('Jane Doe', 'Ann Lee')
    """
    if stated and agency and stated.casefold() == agency.casefold():
        stated = None
    return stated or byline_of_text(lines)


def headline_of_text(lines: Sequence[str]) -> str | None:
    """The first line of a plain text where it looks like a headline: short, no full stop, prose or a dateline below.

    >>> headline_of_text(["Rain in Vela", "PORT VELA (Unipress) - Rain fell on Tuesday."])
    'Rain in Vela'
    >>> headline_of_text(["Rain fell.", "It stopped on Tuesday before noon."])
    """
    if len(lines) < 2 or len(lines[0]) >= LONGEST_HEADLINE or FULL_STOP.search(lines[0]):  # noqa: PLR2004 - it needs a text below it
        return None
    if len(lines[0]) < SHORTEST_HEADLINE or NO_HEADLINE.search(lines[0]):
        return None
    below = lines[1 : 1 + OPENING_LINES]
    if any(dateline_of(line) or (len(line) > len(lines[0]) and FULL_STOP.search(line)) for line in below):
        return lines[0]
    return None
