"""Whole pages from compact specs, in the manner of common publishing systems; the words are our own.

A case is: title . spec . expected kind . A line of a spec is one thing on the page:

    @url U, @lang xx, @title T, @body CLASSES   the address, the language, the title of the browser, classes of <body>
    @meta NAME VALUE, @ld {...}                 a meta element, a script of JSON-LD
    @cards wp|list|tile|table                   how teasers are built from here on
    nav A | B | C                               a menu of links
    card TITLE => ADDRESS => TEASER             a teaser; the teaser text may be missing
    h1, h2, h3, p, li, blockquote, button TEXT  one element; `[words](url)` is a link
    row A | B | C                               a row of a table
    pic CAPTION                                 a picture with its caption; `img` one without
    by NAME => DATE                             a byline as systems print it
    open TAG.CLASS, close                       an element around what follows
    raw HTML                                    anything else
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

LINK = re.compile(r"\[([^\]]+)\]\((\S+?)\)")
PARTS = 3
CARDS = {
    "wp": (
        '<article class="post type-post hentry"><h2 class="entry-title"><a href="{url}" rel="bookmark">{title}</a></h2>'
        '<div class="entry-meta"><time>12 March 2024</time></div><div class="entry-summary"><p>{teaser}</p></div>'
        "</article>"
    ),
    "list": '<li class="item"><a href="{url}"><h3>{title}</h3></a><p>{teaser}</p></li>',
    "tile": (
        '<div class="teaser"><a class="teaser__link" href="{url}"><img src="/t.jpg" alt=""><span>{title}</span></a>'
        '<div class="teaser__text">{teaser}</div></div>'
    ),
    "table": '<table><tr><td><a href="{url}"><b>{title}</b></a><br>{teaser}</td></tr></table>',
}


@dataclass(frozen=True, slots=True)
class Spec:
    """One page: the case's name, its address, its markup, the kind expected."""

    name: str
    url: str | None
    html: str
    kind: str


@dataclass(slots=True)
class Builder:
    """A page in the making."""

    url: str | None = None
    lang: str = "en"
    body: str = ""
    heads: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    cards: str = "wp"
    open_tags: list[str] = field(default_factory=list)

    def add(self, row: str) -> None:
        """One line of the spec."""
        word, _, rest = row.partition(" ")
        if word.startswith("@"):
            self.declare(word, rest)
        elif word in WRITERS:
            self.parts.append(WRITERS[word](self, rest))
        else:
            self.parts.append(f"<{word}>{marked(rest)}</{word}>")

    def declare(self, word: str, rest: str) -> None:
        """A line about the page as a whole."""
        if word in {"@url", "@lang", "@body", "@cards"}:
            setattr(self, word[1:], rest)
        elif word == "@title":
            self.heads.append(f"<title>{escape(rest)}</title>")
        elif word == "@ld":
            self.heads.append(f'<script type="application/ld+json">{rest}</script>')
        else:
            name, _, value = rest.partition(" ")
            kind = "property" if ":" in name else "name"
            self.heads.append(f'<meta {kind}="{name}" content="{escape(value)}">')

    def page(self) -> str:
        """The markup."""
        return (
            f'<!DOCTYPE html><html lang="{self.lang}"><head>{"".join(self.heads)}</head>'
            f'<body class="{self.body}">{"".join(self.parts)}</body></html>'
        )

    def opened(self, rest: str) -> str:
        """An element that stays open."""
        tag, _, name = rest.partition(".")
        self.open_tags.append(tag)
        return f'<{tag} class="{name}">'

    def closed(self, _rest: str) -> str:
        """The end of the last element opened."""
        return f"</{self.open_tags.pop()}>"

    def card(self, rest: str) -> str:
        """A teaser."""
        title, url, teaser = [*rest.split(" => "), ""][:PARTS]
        return CARDS[self.cards].format(title=escape(title), url=url, teaser=marked(teaser))


def marked(text: str) -> str:
    """Text with its links as markup."""
    return LINK.sub(r'<a href="\2">\1</a>', escape(text, quote=False))


def menu(_builder: Builder, rest: str) -> str:
    """A menu."""
    items = (f'<li><a href="/{name.lower().replace(" ", "-")}/">{escape(name)}</a></li>' for name in rest.split(" | "))
    return f'<nav class="menu"><ul>{"".join(items)}</ul></nav>'


def table_row(_builder: Builder, rest: str) -> str:
    """A row of a table; rows that follow one another become one table when the page is put together."""
    return f"<table><tr>{''.join(f'<td>{marked(cell)}</td>' for cell in rest.split(' | '))}</tr></table>"


def byline(_builder: Builder, rest: str) -> str:
    """Writer and date."""
    name, _, date = rest.partition(" => ")
    stamp = f'<time datetime="{date}" class="entry-date">{date}</time>' if date else ""
    return f'<div class="byline">By <a rel="author" href="/author/x/">{escape(name)}</a> {stamp}</div>'


def picture(_builder: Builder, rest: str) -> str:
    """A picture with its caption."""
    return f'<figure><img src="/p.jpg" alt=""><figcaption>{marked(rest)}</figcaption></figure>'


WRITERS: dict[str, Callable[[Builder, str], str]] = {
    "nav": menu,
    "card": Builder.card,
    "row": table_row,
    "by": byline,
    "pic": picture,
    "img": lambda _builder, _rest: '<p><img src="/p.jpg" alt=""></p>',
    "open": Builder.opened,
    "close": Builder.closed,
    "raw": lambda _builder, rest: rest,
}


def specs(path: Path) -> Iterator[Spec]:
    """The pages of a file of cases."""
    parts = re.split(r"^\.\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for start in range(0, len(parts) - 1, PARTS):
        title, given, expected = parts[start : start + PARTS]
        builder = Builder()
        for row in given.splitlines():
            if row.strip():
                builder.add(row)
        html = builder.page().replace("</table><table>", "")
        yield Spec(f"{path.stem}: {title.strip()}", builder.url, html, expected.strip())
