"""A page of the desk as a test reads it: its tree, its words, its attributes."""

from __future__ import annotations

from lxml import html
from lxml.html import HtmlElement


def parsed(page: str) -> HtmlElement:
    """The page's tree."""
    tree = html.fromstring(page)
    assert isinstance(tree, HtmlElement)
    return tree


def words_of(element: HtmlElement) -> str:
    """What a reader sees, white space collapsed."""
    return " ".join(" ".join(map(str, element.itertext())).split())


def attribute(element: HtmlElement, name: str) -> str:
    """An attribute that must be there."""
    value = element.get(name)
    assert value is not None, f"no {name}"
    return str(value)


def attributes(element: HtmlElement) -> list[tuple[str, str]]:
    """All of its attributes."""
    return [(str(name), str(value)) for name, value in element.attrib.items()]
