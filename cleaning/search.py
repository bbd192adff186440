"""trafilatura's search for the main text, taken step by step: its own first, the others where they could do better.

In 2.3.1 readability's text is taken where it is more than twice as long, or where the own one has no paragraphs or more
tables than paragraphs; justext's where the own text is short or has elements in it that hold no text of a story; a
wider search where the text is a small part of the page. A text that is more than half of what stands on the page is
none of these, whatever the others find: they need not be asked, which is two fifths of the time. On 1,145 pages of the
development sets every line is the same as when all of them are asked.
"""

from __future__ import annotations

from copy import copy
from typing import Any, cast

from lxml.etree import LxmlError, XPath, _Element
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.baseline import html2txt
from trafilatura.core import ESCALATION_MAX_LENGTH, ESCALATION_PAGE_SHARE
from trafilatura.external import SANITIZED_XPATH, compare_extraction
from trafilatura.htmlprocessing import convert_tags, tree_cleaning
from trafilatura.main_extractor import extract_content
from trafilatura.settings import Document, Extractor
from trafilatura.xml import delete_element, xmltotxt
from trafilatura.xpaths import RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH

from cleaning.frame import framed_text
from cleaning.selectors import Selector
from cleaning.values import ExtractionError

FAILURES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    LxmlError,
)
"""What trafilatura 2.3.1, readability and justext under it have been seen to raise, or may raise, on broken trees."""

ENOUGH = 0.52
"""Share of the page's characters in a text that no other search could double. Half, and something for the bars and
dashes that trafilatura adds to rows and lists."""

LEAST = 1_000
"""Characters of a text that is believed at once."""

FORUM = "DiscussionForumPosting"
"""Said in JSON-LD by a page whose comments are its text."""

BESIDE = Selector.of([*RAW_TREE_PRUNE_XPATH, *REMOVE_COMMENTS_AND_LISTS_XPATH])
"""Comments, and other stories that follow the first."""

SIZE = XPath("string-length(normalize-space(self::*))")
UNCLEAN = frozenset(SANITIZED_XPATH.replace(".//", "").split("|"))
WORDED = XPath("boolean(.//p//text())")


def main_text(tree: HtmlElement, url: str | None) -> list[str]:
    """Trafilatura's lines of main text; none where it finds no article. The tree is left as it is.

    Raises:
        ExtractionError: trafilatura failed.
    """
    try:
        found = by_steps(tree, url)
    except FAILURES:
        found = None
    return found if found is not None else ask(tree, url)


def ask(tree: HtmlElement, url: str | None, **options: Any) -> list[str]:  # noqa: ANN401 - trafilatura's own
    """What all of trafilatura's searches together make of a tree.

    Of 2.3.1: comments are on by default; `deduplicate` keeps state between calls and is never set; links and formatting
    change which words are kept; a tree is copied and not changed.

    Raises:
        ExtractionError: trafilatura failed.
    """
    try:
        document = bare_extraction(tree, url=url, include_comments=False, include_tables=True, **options)
    except FAILURES as error:
        raise ExtractionError(f"trafilatura failed: {type(error).__name__}") from error
    return (document.text or "").splitlines() if isinstance(document, Document) else []


def by_steps(tree: HtmlElement, url: str | None) -> list[str] | None:
    """The lines as its own search has them, and readability and justext where they could do better.

    None where it takes more steps than these: on forums, and where the text is short.
    """
    if is_forum(tree):
        return None
    options = Extractor(output_format="python", comments=False, tables=True, url=url)
    body, text = framed_text(converted(tree, options), options)
    if len(body) == 0 or len(text) < options.min_extracted_size:
        body, text = extract_content(converted(tree, options), options)  # which looks beside the frame as well
    lines = xmltotxt(body, options.formatting)
    if not is_settled(body, lines, tree):
        page = pruned(copy(tree))
        body, text = compare_extraction(tree_cleaning(copy(page), options), copy(page), body, text, options)
        if is_short(text, page, options):
            return None
        lines = xmltotxt(body, options.formatting)
    return lines.splitlines()


def converted(tree: HtmlElement, options: Extractor) -> HtmlElement:
    """A copy of the tree as trafilatura's own search reads it. Most pages need no other, so it is the only one kept."""
    return convert_tags(tree_cleaning(pruned(copy(tree)), options), options, options.url)


def pruned(tree: HtmlElement) -> HtmlElement:
    """The tree without comments and without other stories that follow the first."""
    for element in list(BESIDE.taken(tree)):
        delete_element(element)
    return tree


def is_forum(tree: HtmlElement) -> bool:
    """The page calls itself a discussion."""
    return any(FORUM in (script.text or "") for script in tree.iter("script"))


def is_short(text: str, page: HtmlElement, options: Extractor) -> bool:
    """So short a text, or so small a part of the page, that trafilatura searches wider."""
    if len(text) < options.min_extracted_size:
        return True
    return len(text) < ESCALATION_MAX_LENGTH and len(text) < ESCALATION_PAGE_SHARE * len(html2txt(page))


def is_settled(body: _Element, lines: str, tree: HtmlElement) -> bool:
    """No other search could do better, as trafilatura compares them."""
    is_one_piece = len(body) <= 1  # all of the page, its last resort where the own search finds nothing
    size = len(" ".join(lines.split()))
    if (
        is_one_piece
        or size < LEAST
        or next(body.iter(UNCLEAN), None) is not None
        or not WORDED(body)
        or size < ENOUGH * characters_in(tree)
    ):
        return False
    return len(body.findall(".//table")) <= len(body.findall(".//p"))


def characters_in(tree: HtmlElement) -> float:
    """Characters of a page's body, single spaces counted, scripts not: no search finds more."""
    body = tree if tree.tag == "body" else tree.find("body")
    if body is None:
        return float("inf")
    return size_of(body) - sum(map(size_of, body.iter("script")))


def size_of(element: HtmlElement) -> float:
    """Characters of an element with single spaces."""
    return cast("float", SIZE(element))
