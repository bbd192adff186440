"""Invented pages whose every text says what it is: HTML with marks, our own writing.

An element whose text is one line of the article's column says in `data-k` what kind it is; elements within it that say
so themselves are lines of their own. Whatever says nothing is no story. `data-url` of the root is the page's address.
The marks are taken out before a page is read by anything else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import lxml.html

from cleaning.decode import decode
from cleaning.pages import page_from_bytes

MARK, ADDRESS = "data-k", "data-url"
MARKS = re.compile(rb"""\s(?:data-k|data-url)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""")

STORY = frozenset(("body", "correction"))
"""Kinds that stay."""

EITHER = frozenset(("title", "standfirst"))
"""Kinds of which nothing is asked: what stands over a story is left to the extraction."""

PARSER = lxml.html.HTMLParser(encoding="utf-8")

UNSAID = frozenset(("script", "style", "template"))
PARTED = frozenset(("br", "td", "th", "li", "p", "div"))
"""Elements whose text nobody sees, and those that part words."""


Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a page and what it is."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page without its marks, and what they said; `body` in the page's own encoding."""

    name: str
    url: str | None
    lang: str | None
    body: bytes
    lines: tuple[Told, ...]


def words_of(text: str) -> Words:
    """Words without what joins them.

    >>> words_of("It’s 5 p.m.")
    ('it', 's', '5', 'p', 'm')
    """
    return tuple(re.findall(r"\w+", text.casefold()))


def marked_page(path: Path) -> MarkedPage:
    """Reads a page and takes its marks out."""
    body = path.read_bytes()
    root = lxml.html.document_fromstring(decode(page_from_bytes(body)).text.encode(), parser=PARSER)
    told = tuple(
        Told(kind, line) for element in root.iter() if (kind := element.get(MARK)) and (line := own_text(element))
    )
    return MarkedPage(path.name, root.get(ADDRESS), root.get("lang"), MARKS.sub(b"", body), told)


def own_text(element: lxml.html.HtmlElement) -> str:
    """The text of an element without that of elements within it that have marks of their own."""
    pieces = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and not child.get(MARK) and child.tag not in UNSAID:
            pieces += [" " if child.tag in PARTED else "", own_text(child)]
        pieces.append(child.tail or "")
    return " ".join("".join(pieces).split())


def row_of(page: MarkedPage) -> dict[str, object]:
    """A page and its story, as the development sets of extraction have them."""
    return {
        "id": page.name,
        "url": page.url,
        "lang": page.lang,
        "html": decode(page_from_bytes(page.body)).text,
        "gold": "\n".join(told.text for told in page.lines if told.kind in STORY),
        "gold_optional": [told.text for told in page.lines if told.kind in EITHER],
        "set": "marked",
    }
