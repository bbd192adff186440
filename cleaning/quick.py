"""When trafilatura's own search will do: two others, two fifths of its time, could win nothing by their rules.

In 2.3.1 readability's text is taken where it is more than twice as long, or where the own one has no paragraphs or more
tables than paragraphs; justext's where the own text is short or has elements in it that hold no text of a story. A text
that is more than half of what stands on the page is none of these, whatever the others find: they need not be asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement
from trafilatura.external import SANITIZED_XPATH
from trafilatura.settings import Document

from cleaning.values import Block

LIKELY = 0.65
"""Share of the page's characters that its thickest stretch holds from which the quick search is tried. Where it fails
it was time lost, so that it should succeed four times in five."""

ENOUGH = 0.52
"""Share of the page's characters in a text that no other search could double. Half, and something for the bars and
dashes that trafilatura adds to rows and lists."""

LEAST = 1_000
"""Characters of a text that is believed at once."""

SIZE = XPath("string-length(normalize-space(self::*))")
UNCLEAN = XPath(f"boolean({SANITIZED_XPATH})")
WORDED = XPath("boolean(.//p//text())")


def characters_in(tree: HtmlElement) -> float:
    """Characters of a page's body, single spaces counted, scripts not: no search finds more."""
    body = tree if tree.tag == "body" else tree.find("body")
    if body is None:
        return float("inf")
    return size_of(body) - sum(map(size_of, body.iter("script")))


def size_of(element: HtmlElement) -> float:
    """Characters of an element with single spaces."""
    return cast("float", SIZE(element))


def is_promising(stretch: Sequence[Block], size: float) -> bool:
    """The page's thickest stretch is most of its text: the story's, most likely."""
    return sum([len(block.text) for block in stretch]) >= max(LEAST, LIKELY * size)


def is_settled(document: Document, size: float) -> bool:
    """No other search could do better, as trafilatura compares them."""
    body, text = document.body, " ".join((document.text or "").split())
    is_one_piece = len(body) <= 1  # all of the page, its last resort where the own search finds nothing
    if is_one_piece or len(text) < max(LEAST, ENOUGH * size) or UNCLEAN(body) or not WORDED(body):
        return False
    return len(body.findall(".//table")) <= len(body.findall(".//p"))
