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
from trafilatura.htmlprocessing import convert_tags, prune_unwanted_nodes, tree_cleaning
from trafilatura.main_extractor import extract_content
from trafilatura.settings import Document, Extractor
from trafilatura.xml import xmltotxt
from trafilatura.xpaths import RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH

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

APPENDED = ("mvp-post-add", "infinite", "elementor-share")
COMMENTS = ("comment", "Comment", "comol", "disqus_thread", "dsq-comments")
ARTICLE_COMMENTS = ("article-comments", "post-comments")
"""Parts of the classes and ids of what trafilatura prunes before it searches; how others begin, or parts of them. Most
pages have none, and then it need not test each element."""

SIZE = XPath("string-length(normalize-space(self::*))")
UNCLEAN = XPath(f"boolean({SANITIZED_XPATH})")
WORDED = XPath("boolean(.//p//text())")
CALLED = tuple(XPath(f"descendant-or-self::*/@{name}", smart_strings=False) for name in ("class", "id"))


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
    page = pruned(copy(tree))
    cleaned = tree_cleaning(copy(page), options)
    kept = copy(cleaned)
    body, text = extract_content(convert_tags(cleaned, options, url), options)
    lines = xmltotxt(body, options.formatting)
    if not is_settled(body, lines, tree):
        body, text = compare_extraction(kept, copy(page), body, text, options)
        if is_short(text, page, options):
            return None
        lines = xmltotxt(body, options.formatting)
    return lines.splitlines()


def pruned(tree: HtmlElement) -> HtmlElement:
    """The tree without comments and without other stories that follow the first."""
    called = {name for path in CALLED for name in cast("list[str]", path(tree))}
    if any(part in name for name in called for part in APPENDED):
        tree = prune_unwanted_nodes(tree, RAW_TREE_PRUNE_XPATH)
    if any(name.startswith(COMMENTS) or any(part in name for part in ARTICLE_COMMENTS) for name in called):
        tree = prune_unwanted_nodes(tree, REMOVE_COMMENTS_AND_LISTS_XPATH)
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
    if is_one_piece or size < LEAST or UNCLEAN(body) or not WORDED(body) or size < ENOUGH * characters_in(tree):
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
