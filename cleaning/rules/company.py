"""What the lines around it say of a short one: where those on both sides go, it seldom is the story's.

Pages add their lines in runs, and some line of a run is worded as nobody foresaw. Known when every line has been judged
once (`cleaning/clean.py`).
"""

from __future__ import annotations

from cleaning.lines import Line, Place
from cleaning.rules.evidence import is_heading, is_names
from cleaning.rules.guesses import kind_of
from cleaning.rules.phrases import CODE
from cleaning.values import Article, Context, Kind, Opinion
from cleaning.verdict import STRONG, WEAK

LISTED = frozenset((Kind.RELATED, Kind.COMMENT, Kind.TAG_LIST))
"""Kinds of which pages have several lines in a row: between two of them stands a third."""

COMPANY_WORDS, NAME_WORDS = 24, 4
"""Words of the longest line that is judged so, since a longer one is a paragraph without its stop; of names over it."""


def company(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """Lines that go stand on both sides, or on one where the text ends.

    Behind the last paragraph that is enough for a line without a full stop; a full sentence there, and any line between
    paragraphs, needs another reason. Before the first paragraph summaries stand among such lines: only names go.
    """
    del context
    shape = line.shape
    if not line.flanks or shape.is_prose or shape.words > COMPANY_WORDS or shape.block.tag in CODE:
        return ()
    if line.place is Place.OPENING and (is_heading(shape) or not is_names(line.text, at_most=NAME_WORDS)):
        return ()
    alone = line.place is not Place.BETWEEN and not shape.ends_sentence
    beside = " and ".join(dict.fromkeys(kind.value for kind in line.flanks))
    weight = STRONG if alone else WEAK
    return (Opinion(0, len(line.text), guessed(line, article), weight, (f"company: {beside} beside it",)),)


def guessed(line: Line, article: Article) -> Kind:
    """That of both lines beside it where it is one of a list, or what its wording or its outline tells."""
    first = line.flanks[0]
    if set(line.flanks) == {first} and first in LISTED:
        return first
    return kind_of(line, article)
