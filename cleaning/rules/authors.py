"""Who the author is: the lines about him or her that close an article."""

from __future__ import annotations

import re

from cleaning.lines import Line, Place
from cleaning.rules.evidence import between_prose, in_tail
from cleaning.rules.phrases import Found
from cleaning.values import Article
from cleaning.verdict import SURE

BIO_WORDS = 110
HEADING_WORDS = 8
TOP_LINES, LAST_LINES = 3, 4
"""Lines under the headline, and from the end, in which a biography stands."""

# "Jane Doe is a freelance writer", "Jane Doe writes about", "Jane Doe covers": a name, and a living made by writing.
BIO = re.compile(
    r"""
    (?P<name> (?:[A-ZÀ-Þ][\w.’'-]+\s+){1,3} [A-ZÀ-Þ][\w.’'-]+ ) (?: ,\s[^,.]{3,60}, )? \s+
    (?: (?:is|was|has\ been)\s+ (?:an?\s+|the\s+|our\s+)? (?:\w+\s+){0,6}?
        (?:writer|reporter|editor|journalist|columnist|correspondent|author|contributor|blogger|freelancer|producer
         |photographer|critic|editor-in-chief|host|novelist)\b
      | (?:writes|covers|reports)\s+\w+
      | (?:joined|started|is\ based|has\ (?:written|covered|worked|reported)|has\ been\ (?:writing|covering))\b
    )
    """,
    re.VERBOSE,
)
ABOUT = re.compile(
    r"""
    \W* (?:
        (?:about|meet)\s+ (?:the\s+|our\s+)?
        (?:author|writer|reporter|contributor|editor|creator|journalist|columnist|blogger|expert)s?
      | über\ (?:den\ autor|die\ autorin) | zum\ autor | à\ propos\ de\ l'auteur
      | sobre\ (?:el\ autor|la\ autora|o\ autor) | l'autore | over\ de\ auteur | o\ autorze | об\ авторе
      | yazar\ hakkında
    )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def author_bio(line: Line, article: Article) -> Found:
    """Who the author is and what he or she does, near the end or right under the headline."""
    if line.shape.words > BIO_WORDS:
        return None
    about = ABOUT.match(line.text)
    if about and (line.shape.words <= HEADING_WORDS or line.text[about.end() :].lstrip()[:1] in ":–-"):
        return SURE, (f"cue: {about[0].strip()}",)
    found = BIO.match(line.text)
    if found is None or '"' in line.text or "“" in line.text:
        return None
    own = article.byline is not None and surname(found["name"]) in article.byline.casefold()
    if own and (in_tail(line) or line.index < TOP_LINES):
        return SURE, ("shape: a name and a trade", f"byline: {article.byline}")
    if closes(line) and not named_before(found["name"], line):
        return SURE, ("shape: a name and a trade", "place: among the last lines", "topic: a name new to the story")
    return None


def closes(line: Line) -> bool:
    """Among the last lines of an article of some length, and no paragraph between two others."""
    return (
        line.left < LAST_LINES
        and line.index > TOP_LINES
        and line.place is not Place.OPENING
        and not between_prose(line)
    )


def surname(name: str) -> str:
    """The last word of a name, without case."""
    return name.rsplit(maxsplit=1)[-1].casefold()


def named_before(name: str, line: Line) -> bool:
    """The story's own paragraphs speak of this person."""
    last = surname(name)
    return any(last in shape.folded for shape in line.shapes[: line.index] if shape.is_prose)


def after_author(line: Line, article: Article) -> Found:
    """Under the heading of a biography, near the end."""
    del article
    before = line.previous
    if before is None or before.words > HEADING_WORDS or line.shape.words > BIO_WORDS or not in_tail(line):
        return None
    return (SURE, (f"block: under “{before.block.text[:40]}”",)) if ABOUT.match(before.block.text) else None
