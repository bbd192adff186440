"""What protects a line: opinions for the story, with the same right as those for litter."""

from __future__ import annotations

import re

from cleaning.lines import Line, Place
from cleaning.rules.evidence import between_prose, is_heading, is_row
from cleaning.rules.heads import is_dated
from cleaning.rules.phrases import SPEECH, Found
from cleaning.scene import outer
from cleaning.values import Article
from cleaning.verdict import PROTECT, WEAK

LIVE = re.compile(
    r"""
    \W* (?: \d{1,2}[:.]\d{2} | \d{1,2}\s?(?=[ap]\.?m) ) \s* (?:[ap]\.?m\.?\s*)?
    (?:GMT|UTC|BST|IST|EST|EDT|CET|ET|PT)? \b [\s:–—|-]* (?=["“A-Z])
    """,
    re.VERBOSE,
)
MEASURE = re.compile(
    r"""
    \W* (?: \d+ | [½¼¾⅓⅔] ) [\d\s/.,–-]* \s?
    (?: cups?|tbsp|tsp|tablespoons?|teaspoons?|oz|ounces?|lbs?|g|kg|ml|l|litres?|cloves?|pinch|cans?|slices?
      | large|small|medium )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
SCORE = re.compile(r"\b\d{1,3}\s?[-–:]\s?\d{1,3}\b")
SPEAKER = re.compile(r"(?:Q|A|[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2})\s*:\s+(?:[^\W\d_]|[\"“(])")
ROW_WORDS = 2
CROSSHEAD_WORDS, HEADING_WORDS = 9, 24
"""Words of a heading between paragraphs that the markup does not call one, and of one that it does."""

HALF = 0.5
FAR = 0.17
"""Share of link text, and of content words that the story uses too, up to which a line may head a part of it."""

POSTED = re.compile(r"[—–-]\s?[^()]{1,60}\(@\w{1,30}\)\s+\w{3,10}\.?\s\d{1,2},?\s\d{4}")
"""Who wrote an embedded post, and when: it closes what the story quotes."""

CLOSING_QUOTES = frozenset('"”»“」』')


def sentence(line: Line, article: Article) -> Found:
    """A paragraph of full sentences."""
    del article
    return (PROTECT, ("shape: a paragraph of full sentences",)) if line.shape.is_prose else None


def quotation(line: Line, article: Article) -> Found:
    """Somebody's words, with who said them or between quotation marks throughout."""
    del article
    text = line.text
    if POSTED.fullmatch(text.strip()):
        return PROTECT, ("shape: who wrote the post that is quoted",)
    if text[:1] not in '"“«„「『' or line.echo is not None:
        return None
    whole = text.rstrip(" .,")[-1:] in CLOSING_QUOTES
    return (PROTECT, ("shape: a quotation",)) if whole or SPEECH.search(text) else None


def crosshead(line: Line, article: Article) -> Found:
    """A heading of the story between its paragraphs."""
    del article
    shape, following = line.shape, line.following
    if shape.words > HEADING_WORDS or following is None or shape.link_share > HALF or line.behind or is_dated(line):
        return None
    if is_heading(shape) and shape.block.tag != "h1":
        return PROTECT, (f"tag: {shape.block.tag}",)
    if shape.words > CROSSHEAD_WORDS or shape.ends_sentence or not between_prose(line):
        return None
    return None if is_strange(line) or in_box(line) else (PROTECT, ("shape: short, between two paragraphs",))


def is_strange(line: Line) -> bool:
    """Next to none of its words are the story's."""
    return line.topic is not None and line.topic <= FAR


def in_box(line: Line) -> bool:
    """The paragraphs before and after it stand in one element, and it stands in another."""
    around = {outer(shape.block.path) for shape in (line.previous, line.following) if shape is not None}
    return len(around) == 1 and outer(line.shape.block.path) not in around


def row(line: Line, article: Article) -> Found:
    """One of a run of like lines: verse, a list, a table, scores, a recipe, a transcript, a live blog."""
    del article
    shape, text = line.shape, line.text
    if is_dated(line):
        return None
    if shape.words > ROW_WORDS and shape.tokens and shape.tokens[0][0].isnumeric():
        for pattern, name in ((LIVE, "a time and what happened"), (MEASURE, "a measure")):
            if pattern.match(text):
                return PROTECT, (f"shape: {name}",)
    alike = [other for other in (line.previous, line.following) if other is not None and not other.is_prose]
    if ":" in text and SPEAKER.match(text) and any(SPEAKER.match(other.block.text) for other in alike):
        return PROTECT, ("shape: a speaker and what was said",)
    if not shape.is_prose and scores(text) and any(scores(other.block.text) for other in alike):
        return PROTECT, ("shape: scores",)
    told = shape.is_prose or (shape.block.tag == "td" and line.place is Place.OPENING)  # by its sentences; by layout
    if is_row(shape) and not told and shape.link_share < HALF and any(is_row(other) for other in alike):
        return -WEAK, (f"tag: {shape.block.tag}",)
    return None


def scores(text: str) -> bool:
    """Holds a score; its sign is looked for first, which is much faster."""
    return ("-" in text or "–" in text or ":" in text) and SCORE.search(text) is not None
