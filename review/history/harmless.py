"""A stranger's page as it may be looked at: what it looks like is kept, what could run or reach the network is not.

It is shown in a sandboxed frame under a policy that forbids everything as well; this takes out what such a policy does
not hold: links to press, redirects, hints that resolve names.
"""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement

from cleaning.markup import as_bytes, by_lxml, with_short_tags
from cleaning.values import ExtractionError

LONGEST = 2_000_000
"""Characters of a page that are shown: parsing and writing them takes about a second."""

GONE = frozenset(
    """
    applet audio base bgsound button canvas datalist fencedframe frameset iframe input link map math meta
    noembed object portal script select svg template textarea video
    """.split()  # noqa: SIM905 - a table of words, not of strings
)
"""Elements that go with all that stands in them."""

UNWRAPPED = frozenset(
    """
    embed form frame marquee noframes noscript param picture source track
    """.split()  # noqa: SIM905
)
"""Elements that go, while what stands in them stays: libxml2 2.14 does not know all that browsers read as empty."""

KEPT = frozenset(
    """
    abbr align alt bgcolor border cellpadding cellspacing class colspan color datetime dir face height hidden id lang
    open rowspan scope size span start style title type valign value width
    """.split()  # noqa: SIM905
)
"""Attributes that stay. None of them holds an address but `style`, whose addresses are taken out."""

PICTURE = re.compile(r"data:image/(?:png|gif|jpeg|webp|avif);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
REACHING = re.compile(
    r"""
    (?:url|image|image-set|src|element|cross-fade|expression) \s* \( [^)]* \)?
    | @import [^;{}]* ;?
    | @font-face
    | \\                                       # escapes write all of these in other letters
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What of a style can name an address."""

DIRECTIVES = (
    "sandbox",
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
)
POLICY = "; ".join(DIRECTIVES)
"""Of the page as it is sent: no scripts, no network, an origin of its own."""


def harmless(text: str) -> str:
    """The page without what runs or reaches out.

    Args:
        text: decoded; only the first LONGEST characters are read.

    Raises:
        ExtractionError: it cannot be read as markup.
    """
    part = text[:LONGEST]
    tree = by_lxml(as_bytes(with_short_tags(part)))
    if tree is None:
        raise ExtractionError("cannot be read as markup")
    for element in list(tree.iter()):
        tame(element, tree)
    return f"<!doctype html>\n{etree.tostring(tree, encoding='unicode', method='html')}"


def tame(element: HtmlElement, tree: HtmlElement) -> None:
    """Make one element harmless, or take it out."""
    name = element.tag
    if not isinstance(name, str) or name.lower() in GONE or ":" in name:
        if element is not tree:
            element.drop_tree()
        return
    if name.lower() in UNWRAPPED and element is not tree:
        element.drop_tag()
        return
    for attribute, value in list(element.attrib.items()):
        if not stays(name, attribute, value):
            del element.attrib[attribute]
    if name.lower() == "style":
        element.text = REACHING.sub(" ", element.text or "")


def stays(element: str, attribute: str, value: str) -> bool:
    """May the element keep this attribute?"""
    name = attribute.lower()
    if name == "src":
        return element.lower() == "img" and PICTURE.fullmatch(value) is not None
    return name in KEPT and not (name == "style" and REACHING.search(value))
