"""Parts of a line that may be judged by themselves: all of it, what stands between its breaks, its last sentences."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

from cleaning.seams import seams_of
from cleaning.value import value
from cleaning.wording import CLOSERS, DENSE_STOPS, GREEK_QUESTION, SPACED_STOPS, first_word, is_torn

TAIL_CHARACTERS = 400
TAIL_PIECES = 4
"""How far from its end, and at how many sentence ends, a line may turn into litter."""

SENTENCE_GAP = re.compile(
    rf"""
    [{SPACED_STOPS}{DENSE_STOPS};\u037e]                                # one set of signs is found fastest
    (?: (?: (?<=[{SPACED_STOPS}]) | (?<={GREEK_QUESTION}) ) {CLOSERS}{{0,3}} \s+ (?=\S)  # a full stop and a space
      | (?<=[{DENSE_STOPS}]) {CLOSERS}{{0,3}} \s* (?=\S) )              # Chinese and Japanese leave none
    """,
    re.VERBOSE,
)
LEAD = re.compile(r"(?:[^\w\"«»„‘'“”‚‹›「『]|[»›](?=\s)|[①-⑳])*")
KEY_REACH = 40
"""Characters in which a piece's first word is looked for."""


@value(frozen=True, slots=True)
class Piece:
    """A part of a line that may be judged by itself: all of it, what stands between line breaks, its last sentences.

    Attributes:
        start, end: span in the line, leading signs included.
        lead: offset in `text` of its first word; a quotation mark is never passed over.
        text: the part with straight quotes and plain spaces; as long as the span.
        key: its first word, case-folded, by which phrases are looked up; "" when it opens with a quotation mark.
        whole: the piece is the line.
    """

    start: int
    end: int
    lead: int
    text: str
    key: str
    whole: bool


def piece_of(text: str, start: int, end: int, *, whole: bool = False) -> Piece:
    """A part of a line whose text is already straightened."""
    part = text[start:end]
    found = None if part[:1].isalpha() else LEAD.match(part)
    lead = found.end() if found else 0
    key = first_word(part[lead : lead + KEY_REACH]) if part[lead : lead + 1].isalnum() else ""
    return Piece(start, end, lead, part, key, whole)


@lru_cache(maxsize=1 << 12)
def key_of(text: str) -> str:
    """The first word of a short text, by which phrases are looked up."""
    return piece_of(text, 0, len(text)).key


def pieces_of(line: Piece, breaks: tuple[int, ...]) -> tuple[Piece, ...]:
    """The whole line first, given as a piece; the parts between its breaks; what follows its last sentence ends.

    A line in which two were run together ("advertisementThe minister") is no whole: its parts stand for themselves.
    """
    text = line.text
    seams = seams_of(text)
    borders = sorted({0, *(offset for offset in breaks if 0 < offset < len(text)), *seams, len(text)})
    parts = [piece_of(text, start, end) for start, end in itertools.pairwise(borders)] if borders[1:-1] else []
    whole = () if seams else (line,)
    return (*whole, *parts, *tail_pieces(text))


def tail_pieces(text: str) -> Iterator[Piece]:
    """What follows each of the last sentence ends, unless it would tear a quotation apart."""
    gaps = list(SENTENCE_GAP.finditer(text, max(0, len(text) - TAIL_CHARACTERS)))
    for gap in gaps[-TAIL_PIECES:]:
        if not is_torn(text, gap.end()):
            yield piece_of(text, gap.end(), len(text))
