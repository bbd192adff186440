"""trafilatura's own search: the frame in which the story stands, what of it is none, and the text of the rest.

The steps are those of its 2.3.1 (`main_extractor`) as its defaults take them, tables read, links, pictures and comments
not. What is done for each element is its own code; where the story stands and what goes is asked of fewer elements.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from lxml.etree import Element, XPath, _Element, strip_elements, strip_tags
from lxml.html import HtmlElement
from trafilatura.htmlprocessing import (
    delete_by_link_density,
    link_density_test_tables,
    process_node,
)
from trafilatura.main_extractor import NOT_AT_THE_END, REBUILT_BLOCKS, handle_textelem
from trafilatura.settings import INLINE_FORMATTABLE, MIN_DUPLICATE_LENGTH, TAG_CATALOG, Extractor
from trafilatura.utils import SPACING_PROTECTED, text_chars_test, trim
from trafilatura.xml import delete_element
from trafilatura.xpaths import BODY_XPATH, DISCARD_IMAGE_ELEMENTS, OVERALL_DISCARD_XPATH, TEASER_DISCARD_XPATH

from cleaning.selectors import Selector

FRAMES = tuple(Selector.of([expression]) for expression in BODY_XPATH)
"""Where a story stands, likeliest first."""

UNWANTED = Selector.of([*OVERALL_DISCARD_XPATH, *DISCARD_IMAGE_ELEMENTS, *TEASER_DISCARD_XPATH])
GUARDED = UNWANTED.tests[: len(OVERALL_DISCARD_XPATH)]
"""What goes unless it is nearly all there is."""

NAMES = TAG_CATALOG | {"table", "td", "th", "tr"}
LEAST_LEFT = 7
"""One in so many letters of a frame is left at least when what is called boilerplate goes."""

LEAST_PARAGRAPHS = 3
"""Times the letters of a short text that a page's paragraphs have at least; with fewer, its other elements are read."""

PARAGRAPHS = XPath("//p//text()", smart_strings=False)
SIZE = XPath("count(.//*)")


def framed_text(tree: HtmlElement, options: Extractor) -> tuple[_Element, str]:
    """Elements with the story's text, and that text; the tree loses what was read.

    Args:
        tree: cleaned and converted by trafilatura.
        options: trafilatura's, its defaults.
    """
    body, names = Element("body"), set(NAMES)
    for frames in FRAMES:
        frame = next(frames.taken(tree), None)
        if frame is None:
            continue
        without_unwanted(frame)
        if not len(frame):
            continue
        if sum(map(len, cast("list[str]", PARAGRAPHS(frame)))) < LEAST_PARAGRAPHS * options.min_extracted_size:
            names.add("div")
        if gathered(frame, body, names, options):
            break
    text = " ".join(map(str, body.itertext())).strip()
    finish(body)
    return body, text


def without_unwanted(frame: HtmlElement) -> None:
    """Takes out of a frame what is called boilerplate or has mostly links."""
    likely = list(UNWANTED.likely(frame))
    for element in unless_nearly_all(frame, [one for one in likely if any(test(one) for test in GUARDED)]):
        delete_element(element)
    for element in likely:
        if any(test(element) for test in UNWANTED.tests[len(GUARDED) :]):
            delete_element(element)
    if frame.find(".//ref") is not None:  # all tests below are about links
        size = SIZE(frame)
        without_links(frame)
        if SIZE(frame) != size:
            without_links(frame)
        for table in [table for table in frame.iter("table") if link_density_test_tables(table)]:
            delete_element(table, keep_tail=False)
    strip_tags(frame, "span", "ref")


def unless_nearly_all(frame: HtmlElement, unwanted: Sequence[HtmlElement]) -> list[HtmlElement]:
    """The outermost of the unwanted elements of a frame; none where they hold nearly all of its text."""
    known = set(unwanted)
    outer = [one for one in unwanted if known.isdisjoint(one.iterancestors())]
    size = len(frame.text_content())
    return outer if size - sum(len(one.text_content()) for one in outer) > size / LEAST_LEFT else []


def without_links(frame: HtmlElement) -> None:
    """Takes out of a frame what has mostly links."""
    delete_by_link_density(frame, "div", backtracking=True)
    delete_by_link_density(frame, "list")
    delete_by_link_density(frame, "p")


def gathered(frame: HtmlElement, body: _Element, names: set[str], options: Extractor) -> bool:
    """Whether the frame has a text; it is added to the body, whatever there is."""
    elements = list(frame.iterdescendants("*"))
    inside = {element.tag for element in elements}
    is_run = frame.tag == "div" and "div" in names and inside <= INLINE_FORMATTABLE | {"lb"}
    lead, start = None, len(body)
    if inside == {"lb"} or is_run:
        elements = [frame]
    else:
        lead = paragraph(frame.text, options)
    for element in elements:
        if not is_in(element, body):  # was read with an element around it
            add(element, body, names, options)
    while len(body) and body[-1].tag in NOT_AT_THE_END:
        delete_element(body[-1], keep_tail=False)
    is_text = sum(element.tag != "graphic" for element in body) > 1
    if is_text and lead is not None:
        body.insert(start, lead)
    return is_text


def add(element: _Element, body: _Element, names: set[str], options: Extractor) -> None:
    """What trafilatura makes of an element, and of the text behind one that it makes anew."""
    name, tail = element.tag, element.tail
    found = handle_textelem(element, names, options)
    if found is not None:
        body.append(found)
        if not is_in(element, body):
            element.tag = "done"
    if name in REBUILT_BLOCKS and (found is None or found.tail is None):
        behind = paragraph(tail, options)
        if behind is not None:
            body.append(behind)


def paragraph(text: str | None, options: Extractor) -> _Element | None:
    """A paragraph of a text that stands alone; None where there is none."""
    if not text_chars_test(text):
        return None
    found = Element("p")
    found.text = text
    return process_node(found, options)


def is_in(element: _Element, body: _Element) -> bool:
    """The element stands in the body."""
    return element.getroottree().getroot() is body


def finish(body: _Element) -> None:
    """Takes out what is said twice in a row and what only served the search."""
    previous = None
    for element in list(body):
        text = trim("".join(map(str, element.itertext())))
        if text and text == previous and len(text) > MIN_DUPLICATE_LENGTH:
            delete_element(element, keep_tail=False)
        else:
            previous = text
    strip_elements(body, "done")
    strip_tags(body, "div")
    for line_break in body.iter("lb"):
        if (
            line_break.tail
            and line_break.tail.isspace()
            and next(line_break.iterancestors(SPACING_PROTECTED), None) is None
        ):
            line_break.tail = None
