"""Elements by their names: each selector takes what trafilatura's own expressions take."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import cast

import pytest
from lxml.etree import Element, SubElement, XPath, _Element
from trafilatura.xpaths import (
    BODY_XPATH,
    DISCARD_IMAGE_ELEMENTS,
    OVERALL_DISCARD_XPATH,
    RAW_TREE_PRUNE_XPATH,
    REMOVE_COMMENTS_AND_LISTS_XPATH,
    TEASER_DISCARD_XPATH,
)

from cleaning.markup import parse
from cleaning.selectors import Selector
from examples.outlets import outlets
from examples.render import article

EXPRESSIONS = {
    **{f"place {number}": [expression] for number, expression in enumerate(BODY_XPATH)},
    "beside": [*RAW_TREE_PRUNE_XPATH, *REMOVE_COMMENTS_AND_LISTS_XPATH],
    "unwanted": [*OVERALL_DISCARD_XPATH, *DISCARD_IMAGE_ELEMENTS, *TEASER_DISCARD_XPATH],
}
VALUES = """
post|the post|entry|my-entry-content|articleBody|articleContent|post_inner_wrapper|story|page story-body|article wide
FullText|art-postcontent|content|site-content-main|Main-Content|Page-Content|main|mainland|navigation|Nav|MAIN
mvp-post-add-box|infinitescroll|elementor-share-buttons|comments|commentary|Comment-list|article-comments|comol
sharing|reshar|social|cookie|tags|breadcrumb|Footer|premium|ad-top|head-ad-|wide ad |byline|next-up|elated|yin
reply-form|hide-me|not hide|is hidden|noprint|display:none|display: none|hidden|true|caption|Teaser|teaser|TEASER
body text|rain|
"""
NAMES = ("div", "section", "article", "main", "aside", "p", "ol", "b")
ATTRIBUTES = ("id", "class", "role", "style", "itemprop", "data-component", "data-lp-replacement-content", "title")
Attributes = dict[str, str]


def made_up() -> Iterator[_Element]:
    """An element of each name with each value in each attribute, and some with two."""
    values = [value for row in VALUES.strip().split("\n") for value in row.split("|")]
    some: list[Attributes] = [{}, {"aria-hidden": "true"}]
    some += [{name: value} for name, value in itertools.product(ATTRIBUTES, values)]
    some += [
        {a: x, b: y} for a, b in (("id", "class"), ("class", "id")) for x, y in itertools.product(values[::4], values)
    ]
    for name, attributes in itertools.product(NAMES, some):
        page = Element("body")
        SubElement(page, name, attributes)
        yield page


def taken(expressions: Sequence[XPath], tree: _Element) -> set[_Element]:
    """What trafilatura itself takes."""
    return {element for expression in expressions for element in cast("list[_Element]", expression(tree))}


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_what_is_taken_of_made_up_elements(name: str) -> None:
    selector = Selector.of(EXPRESSIONS[name])
    assert all(set(selector.taken(page)) == taken(EXPRESSIONS[name], page) for page in made_up())


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_what_is_taken_of_whole_pages(name: str) -> None:
    expressions = EXPRESSIONS[name]
    for outlet in outlets():
        for page in outlet.pages:
            tree = parse(article(outlet, page))
            found = list(Selector.of(expressions).taken(tree))
            if name.startswith("place"):  # these take the first one
                assert found[:1] == cast("list[_Element]", expressions[0](tree))[:1]
            else:
                assert set(found) == taken(expressions, tree)
