"""What pages that are no articles say, and what their addresses look like: two tables kept as data."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from urllib.parse import unquote, urlsplit

PART = re.compile(r"[/?&=#]+")
SUFFIX = re.compile(r"\.(?:html?|php|aspx?|jsp)$")
NUMBER = re.compile(r"\d+")
DATED = re.compile(r"(?:19|20)\d\d(?:/\d{1,2}){0,2}(?:/page/\d+)?")
"""The path of an archive of a year, a month or a day."""

SLUG_WORDS = 4
"""Words joined by hyphens from which a part of an address is the headline of a story."""

LONG_NUMBER = 5
"""Digits from which a number in an address is the number of a story."""

LISTING_REACH = 3
"""A part such as "category" names a listing when it is among so many last parts of the path."""

LOGIN_PLACE = 2
"""Parts of a path within which "login" or "account" is the page's purpose."""

AFTER_DOT = "."
WRITERS = {"author", "authors", "autor", "auteur", "autore"}
"""Parts before the name of a writer, which may have as many words as a headline."""


@cache
def table(name: str) -> dict[str, tuple[str, ...]]:
    """Sections of a data file beside this module, remarks left out; `shapes` has several words a row."""
    found: dict[str, list[str]] = {}
    current = ""
    for raw in (resources.files("cleaning.page") / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        row = raw.strip()
        if row.startswith("["):
            current = row.strip("[]")
        elif row and not row.startswith("#"):
            found.setdefault(current, []).extend(row.split() if name == "shapes" else [row])
    return {section: tuple(rows) for section, rows in found.items()}


def said(section: str, folded: str) -> tuple[str, ...]:
    """Rows of a section of `wording.txt` that a text holds; the text is case-folded with straight quotes.

    >>> said("missing", "sorry, page not found")
    ('page not found',)
    """
    return tuple(row for row in table("wording")[section] if row in folded)


def shape_of(url: str | None) -> str | None:
    """What an address says about what stands under it: "home", a section of `shapes.txt`, "section", "story"; or None.

    >>> shape_of("https://news.example/"), shape_of("https://news.example/tag/rain"), shape_of("https://news.example/s/")
    ('home', 'listing', 'section')
    >>> shape_of("https://news.example/category/rain/2024/bridge-closed-after-days-of-rain")
    'story'
    """
    if not url:
        return None
    try:
        split = urlsplit(url)
    except ValueError:
        return None
    path = [SUFFIX.sub("", part) for part in PART.split(unquote(split.path).casefold()) if part]
    query = [part for part in PART.split(split.query.casefold()) if part]
    named = name_of(split.hostname or "", path, query)
    if named:
        return named
    if not path or path[-1] in {"index", "home", "default"}:
        return None if query else "home"
    if is_slug(path[-1]) or any(len(number) >= LONG_NUMBER for part in path for number in NUMBER.findall(part)):
        return "story"
    return "section" if len(path) <= LOGIN_PLACE and not query and not NUMBER.search(path[-1]) else None


def name_of(host: str, path: list[str], query: list[str]) -> str | None:
    """The section of `shapes.txt` that the host or a part of the path belongs to."""
    shapes = table("shapes")
    if host.partition(AFTER_DOT)[0] in shapes["consent"] or any(part in shapes["consent"] for part in path):
        return "consent"
    if any(part in shapes["login"] for part in path[:LOGIN_PLACE]) and not (path and is_slug(path[-1])):
        return "login"
    for section in ("gallery", "live"):
        if any(part in shapes[section] for part in path[:-1] or path):
            return section
    if path and is_slug(path[-1]) and not set(path[-2:-1]) & WRITERS:
        return "live" if set(path[-1].split("-")) & {"live", "liveblog", "liveticker"} else None
    if path and DATED.fullmatch("/".join(path)) and not query:
        return "listing"
    named = any(part in shapes["listing"] for part in path[-LISTING_REACH:])
    return "listing" if named or ({"s", "q", "search"} & set(query[::2]) and not path[1:]) else None


def is_slug(part: str) -> bool:
    """The words of a headline, joined by hyphens or underscores.

    >>> is_slug("bridge-closed-after-rain"), is_slug("local-news")
    (True, False)
    """
    return len(re.split(r"[-_]+", part)) >= SLUG_WORDS
