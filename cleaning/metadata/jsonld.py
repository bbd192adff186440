"""What a page says about itself in JSON-LD.

It is written by strangers: size and depth are bounded, and broken parts are left out without a word, because many
pages have some.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml.html import HtmlElement

from cleaning.repair import tidy

MAX_SCRIPT = 500_000
"""Characters of one script that is read."""

MAX_SCRIPTS = 20
MAX_NODES = 2_000
"""Objects that are looked at."""

MAX_TEXT = 500
"""Characters of a value that are kept."""

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
Node = dict[str, Json]

ARTICLE_TYPES = ("newsarticle", "article", "blogposting", "liveblogposting", "report", "webpage")
"""Types that may speak for the page, best first; a type that ends in one of them counts as well."""

PAGE_TYPES = ("page", "gallery", "itemlist", "article", "posting", "report", "recipe", "review", "blog")
"""Ends of the types that say what a page is; the others describe people, firms, pictures."""


PAGE = ARTICLE_TYPES.index("webpage")
TELLING = ("headline", "datePublished", "author")


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The objects of a page's JSON-LD.

    Attributes:
        article: the object that describes the article, or an empty one.
        by_id: objects by their @id, to follow references.
        types: what the objects call themselves, as far as that is a kind of page.
        body: the longest text that is stated as an article's; markup and entities may be left in it.
    """

    article: Node = field(default_factory=dict)
    by_id: dict[str, Node] = field(default_factory=dict)
    types: tuple[str, ...] = ()
    body: str = ""

    def text(self, *names: str) -> str | None:
        """The first of these properties that says something."""
        return next((text for name in names for text in self.texts(name)), None)

    def texts(self, name: str) -> tuple[str, ...]:
        """All texts of a property; an object gives its name."""
        found = (self.name_of(value) for value in listed(self.article.get(name))[:MAX_NODES])
        return tuple(dict.fromkeys(text for text in found if text))

    def people(self, name: str) -> tuple[str, ...]:
        """Texts of a property that may name people: those of objects that are declared organizations are left out."""
        values = [inner for value in listed(self.article.get(name))[:MAX_NODES] for inner in listed(value)]
        found = (self.name_of(value) for value in values if not self.is_organization(value))
        return tuple(dict.fromkeys(text for text in found if text))

    def is_organization(self, value: Json) -> bool:
        """Declared as one, here or where it refers to."""
        if not isinstance(value, dict):
            return False
        whole = {**self.by_id.get(str(value.get("@id")), {}), **value}
        return any(str(kind).lower().endswith("organization") for kind in listed(whole.get("@type")))

    def words(self, name: str) -> int:
        """How many words a long property of the article holds; 0 where it is missing."""
        return sum(len(text.split()) for text in listed(self.article.get(name)) if isinstance(text, str))

    def name_of(self, value: Json) -> str | None:
        """A value as text: itself, or the name of the object that it is or refers to."""
        if isinstance(value, dict):
            value = self.by_id.get(str(value.get("@id")), value) if "name" not in value else value
            if not value.get("name") and isinstance(value.get("familyName"), str):
                return tidy(f"{value.get('givenName') or ''} {value['familyName']}"[:MAX_TEXT])
            value = next((value[key] for key in ("name", "@value", "url", "@id") if value.get(key)), None)
            value = listed(value)[0] if listed(value) else None
        return tidy(value[: MAX_TEXT * 2])[:MAX_TEXT] or None if isinstance(value, str) else None


def read_linked_data(tree: HtmlElement) -> LinkedData:
    """What the page's scripts say, as far as it can be read."""
    scripts = [e.text for e in tree.iter("script") if "ld+json" in (e.get("type") or "").lower() and e.text]
    nodes = [node for script in scripts[:MAX_SCRIPTS] for node in nodes_of(load(script))][:MAX_NODES]
    by_id = {str(node["@id"]): node for node in reversed(nodes) if "@id" in node and len(node) > 1}
    stated = (kind[:MAX_TEXT] for node in nodes for kind in listed(node.get("@type")) if isinstance(kind, str))
    types = dict.fromkeys(kind for kind in stated if kind.lower().endswith(PAGE_TYPES))
    return LinkedData(best(nodes), by_id, tuple(types), body_of(nodes))


def body_of(nodes: Sequence[Node]) -> str:
    """The longest articleBody of the objects that may speak for the page; "" where none has one."""
    bodies = (body for node in nodes if rank_of(node) is not None for body in listed(node.get("articleBody")))
    return max((body for body in bodies if isinstance(body, str)), key=len, default="")


def load(script: str) -> Json:
    """The script's content; None where it is too large, too deep, or broken."""
    text = script.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    if len(text) > MAX_SCRIPT:
        return None
    try:
        content: Json = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return content


def nodes_of(content: Json) -> Iterator[Node]:
    """Objects at the top, in lists and in @graph, in order; what is nested in their properties is theirs."""
    waiting, seen = [content], 0
    while waiting and seen < MAX_NODES:
        seen += 1
        value = waiting.pop(0) if len(waiting) < MAX_NODES else waiting.pop()
        if isinstance(value, list):
            waiting = [*value[:MAX_NODES], *waiting]
        elif isinstance(value, dict):
            yield value
            waiting = [*listed(value.get("@graph"))[:MAX_NODES], *listed(value.get("mainEntity"))[:1], *waiting]


def best(nodes: Sequence[Node]) -> Node:
    """The object that speaks for the page: an article before a page, and of several the first that says most."""
    ranked = [(rank, node) for node in nodes if (rank := rank_of(node)) is not None]
    return min(ranked, key=lambda pair: (pair[0] == PAGE, -said(pair[1]), pair[0]))[1] if ranked else {}


def said(node: Node) -> int:
    """How many of the properties that tell an article are there."""
    return sum(bool(node.get(name)) for name in TELLING)


def rank_of(node: Node) -> int | None:
    """How well the object's type fits an article, 0 = best; None where it does not."""
    types = [str(kind).lower() for kind in listed(node.get("@type"))]
    ranks = [rank for rank, name in enumerate(ARTICLE_TYPES) for kind in types if kind.endswith(name)]
    return min(ranks, default=None)


def listed(value: Json) -> list[Json]:
    """A value that may be one or a list of them, as a list.

    >>> listed("a"), listed(["a"]), listed(None)
    (['a'], ['a'], [])
    """
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
