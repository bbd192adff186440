"""Who the author is, in languages other than English: a name, a trade, and what somebody of that trade does.

English biographies are known by patterns of sentences (authors.py, described.py). For other languages their files list
trades ("Redakteurin", "журналист"), verbs in the present that go with them ("schreibt", "пишет"), and the words behind
which follows what somebody writes ("dass", "что"). One sentence with the first two and none of the third, at the
story's end, that opens with a name the story has not mentioned, is about its author.
"""

from __future__ import annotations

from cleaning.lines import Line
from cleaning.rules.appeals import is_said
from cleaning.rules.authors import closes
from cleaning.rules.described import is_last
from cleaning.rules.evidence import word_lists, words_of
from cleaning.rules.phrases import OPENERS, Found
from cleaning.values import Article
from cleaning.verdict import SURE
from cleaning.wording import is_caseless

LISTS = word_lists("prompts")
TRADE, ACT, THAT = LISTS["author trade"], LISTS["author act"], LISTS["author that"]
BIOGRAPHY_WORDS = 35
TRADE_REACH = 11
"""Words of the longest biography, and among which of its first ones the trade stands."""

NAME = 2
"""Words of a name, the least that is told from a word at the head of a sentence."""


def biography(line: Line, article: Article) -> Found:
    """One sentence about somebody new who writes for a living, the last one of the story."""
    shape = line.shape
    if shape.words > BIOGRAPHY_WORDS or TRADE.isdisjoint(shape.tokens) or ACT.isdisjoint(shape.tokens):
        return None
    if not (is_last(line) and closes(line)) or is_said(shape) or not THAT.isdisjoint(shape.tokens):
        return None
    trade = next((word for word in shape.tokens[NAME:TRADE_REACH] if word in TRADE), None)
    name = opening_name(line)
    if trade is None or not name or is_told_of(name, line, article):
        return None
    act = next(word for word in shape.tokens if word in ACT)
    return SURE, (f"cue: {trade}, {act}", "shape: opens with a name new to the story", f"place: {line.place}")


def opening_name(line: Line) -> tuple[str, ...]:
    """The first words of a line, case-folded, where they could be a name; none where one of them is no part of one."""
    words = words_of(line.shape.piece.text[: line.shape.piece.lead + 80])[:NAME]
    folded = tuple(word.casefold() for word in words)
    if len(words) < NAME or folded[0] in OPENERS or not TRADE.isdisjoint(folded) or not ACT.isdisjoint(folded):
        return ()
    return folded if all(word[0].isupper() or is_caseless(word[0]) for word in words) else ()


def is_told_of(name: tuple[str, ...], line: Line, article: Article) -> bool:
    """The story's paragraphs speak of the person, and its byline does not."""
    byline = (article.byline or "").casefold()
    if byline and all(word in byline for word in name):
        return False
    return any(not set(name).isdisjoint(shape.tokens) for shape in line.shapes[: line.index] if shape.is_prose)
