"""The meta and link elements of a page."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from cleaning.repair import tidy

MAX_ELEMENTS = 500
"""Elements that are read."""

MAX_VALUE = 500
"""Characters of a value that are kept."""

KEYS = ("property", "name", "itemprop", "http-equiv")


@dataclass(frozen=True, slots=True)
class Heads:
    """What a page's meta and link elements say.

    Attributes:
        metas: (lower-case name, value) pairs in order.
        links: (lower-case relation, address) pairs in order; one a relation.
    """

    metas: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()

    def get(self, *names: str) -> str | None:
        """The first value of the first of these names that has one."""
        return next((value for name in names for key, value in self.metas if key == name), None)

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a name, each once."""
        return tuple(dict.fromkeys(value for key, value in self.metas if key == name))

    def link(self, relation: str) -> str | None:
        """The first address with this relation."""
        return next((href for key, href in self.links if key == relation), None)


def read_heads(tree: HtmlElement) -> Heads:
    """Meta and link elements, wherever on the page they stand; values on one line."""
    metas = [
        (key.strip().lower(), value)
        for element in list(tree.iter("meta"))[:MAX_ELEMENTS]
        for key in {element.get(name) for name in KEYS}
        if key and (value := tidy((element.get("content") or "")[: MAX_VALUE * 2])[:MAX_VALUE])
    ]
    links = [
        (relation, href)
        for element in list(tree.iter("link"))[:MAX_ELEMENTS]
        for relation in (element.get("rel") or "").lower().split()[:10]
        if (href := (element.get("href") or "").strip())
    ]
    return Heads(tuple(metas), tuple(links))
