"""What several rules look for: names, headlines, neighbours, agencies. Each answers one question."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from cleaning.lines import Line, Place, Shape
from cleaning.metadata.agencies import agency_named
from cleaning.rules.languages import rows_of
from cleaning.scene import Scene
from cleaning.values import Article
from cleaning.wording import FIRST

WORDS = re.compile(rf"{FIRST.pattern}(?:['’.-]{FIRST.pattern})*")
DATELINE = re.compile(r"[^()\"]{2,60}\(([^()]{2,40})\)\s*[-–—:]")
DATELINE_LINES = 6
AGENCY_CHARACTERS = 40

NEAREST = 2
"""Class words of a line, nearest first, that speak of its own element."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LIST_TAGS = frozenset({"li", "td", "th", "dt", "dd", "tr", "pre", "code"})
LEAST_HEADLINE, MOST_HEADLINE = 4, 30
"""Words of a headline."""

LINKED, ROW_LINKED = 0.8, 0.5
"""Share of a line's characters from which all of it is a link, and of an item's."""

SHOUTED = 6
"""Words from which a line all in capitals says nothing about names."""

TAIL = 8
"""Lines from the end within which what closes a page stands."""


def rows(name: str) -> tuple[str, ...]:
    """Rows of a plain list beside the rules, remarks left out."""
    text = (resources.files("cleaning.rules") / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(row.strip() for row in text.splitlines() if row.strip() and not row.startswith("#"))


@cache
def word_lists(name: str) -> dict[str, frozenset[str]]:
    """Words of a list with [sections], case-folded, by section."""
    found: dict[str, set[str]] = {}
    current = ""
    for row in (*rows(name), *rows_of(name)):
        if row.startswith("["):
            current = row.strip("[]")
        else:
            found.setdefault(current, set()).update(row.casefold().split())
    return {key: frozenset(words) for key, words in found.items()}


SECTIONS = word_lists("sections")[""]
"""Names of a paper's sections."""

PARTICLES = word_lists("words")["particle"]


def words_of(text: str) -> list[str]:
    """Words as letters and digits, marks inside them kept."""
    return WORDS.findall(text)


def is_names(text: str, *, at_most: int = 60) -> bool:
    """Nothing but capitalised words and small words between them, a name at least.

    >>> is_names("Ada Brown and Yusuf Okoro in Lagos"), is_names("Ada Brown walked home")
    (True, False)
    """
    words = words_of(text[: at_most * 20])
    if not words or len(words) > at_most or '"' in text or (text.isupper() and len(words) > SHOUTED):
        return False
    capital = [word for word in words if word[0].isupper()]
    return bool(capital) and all(word[0].isupper() or word.casefold() in PARTICLES for word in words)


def is_headline(shape: Shape) -> bool:
    """Could stand over a story: four to thirty words, opens like a sentence, has no full stop."""
    text = shape.block.text
    stopped = shape.ends_sentence and text.rstrip("\"'”’»›)] ")[-1:] not in {"?", "!", "…"}
    opens = text[:1].isupper() or text[:1].isdigit() or text[:1] in "\"'“‘«„[#$€£"
    return LEAST_HEADLINE <= shape.words <= MOST_HEADLINE and not stopped and (opens or not text[:1].isascii())


def is_heading(shape: Shape) -> bool:
    """The markup calls it a heading."""
    return shape.block.tag in HEADINGS


def is_row(shape: Shape) -> bool:
    """The markup calls it an item of a list or a row of a table."""
    return shape.block.tag in LIST_TAGS


def is_link(shape: Shape) -> bool:
    """Nearly all of a line is link text, or half of an item: a word over its headline may be none."""
    return shape.link_share >= (ROW_LINKED if is_row(shape) else LINKED)


def leads_elsewhere(shape: Shape, article: Article) -> bool:
    """All of the line is a link to another page of the site: not to a place on this one, and not to another site."""
    if shape.link_share < LINKED:
        return False
    return links_lead_elsewhere(shape, article)


def links_lead_elsewhere(shape: Shape, article: Article) -> bool:
    """Every link of the line leads to another page of the site."""
    here = (article.url or "").partition("#")[0]
    return all(link.same_site and link.target.partition("#")[0] not in {"", here} for link in shape.block.links)


def head_mark(line: Line, marks: frozenset[str]) -> str | None:
    """The class of a line over the first paragraph that says what it is, where the story's container has none such."""
    if line.place is not Place.OPENING:
        return None
    home = line.scene.home.marks if line.scene.home else ()
    return next((mark for mark in line.marks[:NEAREST] if mark in marks and mark not in home), None)


def between_prose(line: Line) -> bool:
    """Paragraphs of the story stand right before and right after the line."""
    before, after = line.previous, line.following
    return before is not None and after is not None and before.is_prose and after.is_prose


def beside_bars(line: Line) -> bool:
    """Bars stand in the line before or after too: they part the cells of a table."""
    return any("|" in other.block.text for other in (line.previous, line.following) if other is not None)


def in_tail(line: Line) -> bool:
    """Near the end of what was extracted or of its prose, or after the last paragraph."""
    near = line.left < TAIL and line.index > len(line.shapes) // 2
    return line.place is Place.CLOSING or near or line.ends_story


def agency_of(line: Line, article: Article) -> str | None:
    """The wire service that supplied the story: as extracted, or as its dateline says."""
    if article.agency:
        return article.agency
    return dateline_agency(line.scene)


@lru_cache(maxsize=8)
def dateline_agency(scene: Scene) -> str | None:
    """The wire service that a dateline among the first lines names."""
    for block in scene.lines[:DATELINE_LINES]:
        found = DATELINE.match(block.text)
        if found and found[1][:1].isupper():
            return found[1]
    return None


def is_agency(text: str, line: Line, article: Article) -> bool:
    """The text names a wire service: a known one, or the one of this story's dateline."""
    name = text.strip(" .()[]（）［］【】–—-|•\u00a0")
    if not name or len(name) > AGENCY_CHARACTERS:
        return False
    if agency_named(name) is not None:
        return True
    own = agency_of(line, article)
    return own is not None and name.casefold() == own.casefold()
