"""Lines with the evidence that rules read: two named passes, each made once for an article.

`shapes_of` looks at each line alone, `lines_of` then adds what only neighbours and the whole article can tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from cleaning.values import Article, Block

PROSE_WORDS = 12
"""A line of this many words that ends like a sentence is prose: the story's own paragraphs stand here."""

WORD = re.compile(r"\w+(?:['’.-]\w+)*")
# No rule assumes that a full stop is a dot: Devanagari, Arabic, CJK and Armenian marks end sentences as well.
SENTENCE_END = re.compile(r"[.!?…。！？।॥؟۔։][\"'”’»›)\]]*\s*$")
SENTENCE_MARKS = ".!?…。！？।॥؟۔։"


class Place(StrEnum):
    """Where a line stands with regard to the prose of the article."""

    OPENING = "before the first paragraph"
    BETWEEN = "between paragraphs"
    CLOSING = "after the last paragraph"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a line looks like by itself.

    Attributes:
        block: the line.
        folded: its text for matching: case-folded, curly quotes straight, white space single, same length not promised.
        words: number of words; for scripts without spaces an estimate of two characters a word.
        link_share: share of its characters that are link text, 0..1.
        ends_sentence: closes with a full stop of any script, quotation marks and brackets allowed after it.
        is_prose: long enough and closed like a paragraph of a story.
    """

    block: Block
    folded: str
    words: int
    link_share: float
    ends_sentence: bool
    is_prose: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the main text in its place; what a rule judges.

    Attributes:
        index: number of the line.
        shapes: all lines of the article as shapes, so that a rule can look around.
        place: with regard to the article's prose.
    """

    index: int
    shapes: tuple[Shape, ...]
    place: Place

    @property
    def shape(self) -> Shape:
        """The line's own shape."""
        return self.shapes[self.index]

    @property
    def text(self) -> str:
        """The line as extracted."""
        return self.shape.block.text

    @property
    def previous(self) -> Shape | None:
        """The line before, or None."""
        return self.shapes[self.index - 1] if self.index else None

    @property
    def following(self) -> Shape | None:
        """The line after, or None."""
        return self.shapes[self.index + 1] if self.index + 1 < len(self.shapes) else None


def count_words(text: str) -> int:
    """Number of words; characters of scripts without spaces count one half each.

    >>> count_words("The minister's plan"), count_words("天气很好")
    (3, 2)
    """
    unspaced = sum("\u0e00" <= c <= "\u0e7f" or "\u3040" <= c <= "\u30ff" or "\u3400" <= c <= "\u9fff" for c in text)
    if not unspaced:
        return len(WORD.findall(text))
    return max(1, unspaced // 2)


def fold(text: str) -> str:
    """Text for matching cue phrases: case-folded, straight quotes, single spaces.

    >>> fold("See  also “It’s”")
    'see also "it\\'s"'
    """
    straight = text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})
    return " ".join(straight.casefold().split())


def shape_of(block: Block) -> Shape:
    """The line by itself."""
    words = count_words(block.text)
    ends = SENTENCE_END.search(block.text) is not None
    linked = sum(link.end - link.start for link in block.links)
    return Shape(
        block=block,
        folded=fold(block.text),
        words=words,
        link_share=min(1.0, linked / len(block.text)),
        ends_sentence=ends,
        is_prose=ends and words >= PROSE_WORDS,
    )


def shapes_of(article: Article) -> tuple[Shape, ...]:
    """First pass: every line by itself."""
    return tuple(shape_of(block) for block in article.lines)


def lines_of(article: Article) -> tuple[Line, ...]:
    """Second pass: every line in its place."""
    shapes = shapes_of(article)
    prose = [index for index, shape in enumerate(shapes) if shape.is_prose]
    first, last = (prose[0], prose[-1]) if prose else (len(shapes), -1)

    def place(index: int) -> Place:
        if index < first:
            return Place.OPENING
        return Place.BETWEEN if index <= last else Place.CLOSING

    return tuple(Line(index, shapes, place(index)) for index in range(len(shapes)))
