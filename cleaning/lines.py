"""Lines with the evidence that rules read: two named passes, each made once for an article.

`shapes_of` looks at each line alone, `lines_of` then adds what only neighbours and the whole article can tell.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections import Counter
from enum import StrEnum

from cleaning.echoes import echoes_of
from cleaning.pieces import Piece, piece_of, pieces_of
from cleaning.scene import Scene, scene_of
from cleaning.value import value
from cleaning.values import Article, Block, Kind
from cleaning.wording import (
    STOPLESS,
    UNSPACED,
    capitals_of,
    count_words,
    ends_sentence,
    stems_of,
    straighten,
    tokens_in,
    words_in,
)

PROSE_WORDS = 12
"""A line of this many words that ends like a sentence is prose: the story's own paragraphs stand here."""

STOPLESS_WORDS = 24
"""Words of prose where no mark ends a sentence."""

LOCAL_MARK = 0.25
"""A class or id that a larger share of the lines carries belongs to the story's own container."""

STORY_END, STORY_LEAST = 2, 3
"""Lines of prose that may follow a line at the story's end, and that come before it."""

TOPIC_STEMS, STORY_STEMS = 4, 24
"""Content words from which a line, and the rest of its story, say something about a topic."""


class Place(StrEnum):
    """Where a line stands with regard to the prose of the article."""

    OPENING = "before the first paragraph"
    BETWEEN = "between paragraphs"
    CLOSING = "after the last paragraph"


@value(frozen=True, slots=True)
class Shape:
    """What a line looks like by itself.

    Attributes:
        block: the line.
        folded: its text for matching: case-folded, curly quotes straight, white space single, same length not promised.
        tokens: its runs of letters and digits, case-folded.
        words: number of words; for scripts without spaces an estimate of two characters a word.
        capitals: share of its words of four letters and more that begin with a capital, 0..1.
        link_share: share of its characters that are link text, 0..1.
        ends_sentence: closes with a full stop of any script, quotation marks and brackets allowed after it.
        is_prose: long enough and closed like a paragraph of a story.
        stems: its content words, by their first letters.
        piece: the line as the first of its pieces.
    """

    block: Block
    folded: str
    tokens: tuple[str, ...]
    words: int
    capitals: float
    link_share: float
    ends_sentence: bool
    is_prose: bool
    stems: frozenset[str]
    piece: Piece


NOWHERE = Scene()
"""The scene of a line that stands alone."""


@value(frozen=True, slots=True)
class Line:
    """One line of the main text in its place; what a rule judges.

    Attributes:
        index: number of the line.
        shape: what it looks like by itself.
        shapes: all lines of the article as shapes, so that a rule can look around.
        place: with regard to the article's prose.
        pieces: parts that may be judged by themselves, the whole line first.
        keys: the first words of its pieces; tells at once that a table of phrases has nothing to say.
        topic: share of its content words that other lines use too, 0..1; None when it has fewer than four.
        repeats: how many other lines say exactly the same.
        echo: index of a longer line that holds its words, nearly in a row, or None.
        marks: class words and ids that are this line's own, not those of the story's container.
        scene: what stands around the article's lines.
        apart: it stands in another element than the story's prose; False where there is no markup.
        share: of the words of all lines, 0..1.
        prose_before, prose_left: how many lines of prose come before it and after it.
        flanks: kinds of the lines beside it, where all that there are go: known when each line was judged once.
    """

    index: int
    shape: Shape
    shapes: tuple[Shape, ...]
    place: Place
    pieces: tuple[Piece, ...]
    keys: frozenset[str]
    topic: float | None = None
    repeats: int = 0
    echo: int | None = None
    marks: tuple[str, ...] = ()
    scene: Scene = NOWHERE
    apart: bool = False
    share: float = 0.0
    prose_before: int = 0
    prose_left: int = 0
    flanks: tuple[Kind, ...] = ()

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

    @property
    def left_out_before(self) -> tuple[Block, ...]:
        """Blocks that extraction left out between the line before and this one."""
        return self.scene.gaps[self.index] if self.index < len(self.scene.gaps) else ()

    @property
    def left_out_after(self) -> tuple[Block, ...]:
        """Blocks that extraction left out between this line and the one after."""
        return self.scene.gaps[self.index + 1] if self.index + 1 < len(self.scene.gaps) else ()

    @property
    def ends_story(self) -> bool:
        """Near the last line of prose, whatever a page adds behind it: forms, links and notices are short lines."""
        return self.prose_left < STORY_END and self.prose_before >= STORY_LEAST

    @property
    def behind(self) -> bool:
        """Stands after the last prose of the story's container, in another element."""
        return self.apart and self.scene.home is not None and self.index > self.scene.home.last

    @property
    def left(self) -> int:
        """How many lines come after it."""
        return len(self.shapes) - self.index - 1


def shape_of(block: Block) -> Shape:
    """The line by itself."""
    text = straighten(block.text)
    words = words_in(block.text)
    count = len(words) if block.text.isascii() or not UNSPACED.search(block.text) else count_words(block.text)
    ends = ends_sentence(block.text)
    folded = " ".join(text.casefold().split())
    return Shape(
        block=block,
        folded=folded,
        tokens=tokens_in(folded),
        words=count,
        capitals=capitals_of(words),
        link_share=min(1.0, sum(link.end - link.start for link in block.links) / len(block.text)),
        ends_sentence=ends,
        is_prose=count >= PROSE_WORDS and (ends or (count >= STOPLESS_WORDS and STOPLESS.search(text) is not None)),
        stems=stems_of(words),
        piece=piece_of(text, 0, len(text), whole=True),
    )


def shapes_of(article: Article) -> tuple[Shape, ...]:
    """First pass: every line by itself."""
    return tuple(shape_of(block) for block in article.lines)


def place_of(index: int, first: int, last: int) -> Place:
    """Where a line stands when the article's prose runs from line `first` to line `last`."""
    if index < first:
        return Place.OPENING
    return Place.BETWEEN if index <= last else Place.CLOSING


def lines_of(article: Article) -> tuple[Line, ...]:
    """Second pass: every line in its place. Without any prose every line stands between."""
    shapes = shapes_of(article)
    prose = [index for index, shape in enumerate(shapes) if shape.is_prose]
    first, last = (prose[0], prose[-1]) if prose else (0, len(shapes))
    spread = Counter(itertools.chain.from_iterable(shape.stems for shape in shapes))
    shared = frozenset(stem for stem, count in spread.items() if count > 1)
    copies = Counter(shape.folded for shape in shapes)
    echoes, marks = echoes_of([shape.tokens for shape in shapes]), local_marks(shapes)
    scene = scene_of(article, [shape.is_prose for shape in shapes])
    total = max(1, sum(shape.words for shape in shapes))
    return tuple(
        Line(
            index=index,
            shape=shape,
            shapes=shapes,
            place=place_of(index, first, last),
            pieces=(pieces := pieces_of(shape.piece, shape.block.breaks)),
            keys=frozenset([piece.key for piece in pieces]),
            topic=topic_of(shape, shared, len(spread)),
            repeats=copies[shape.folded] - 1,
            echo=echoes.get(index),
            marks=marks[shape.block.marks],
            scene=scene,
            apart=is_apart(shape.block, scene),
            share=shape.words / total,
            prose_before=bisect_left(prose, index),
            prose_left=len(prose) - bisect_right(prose, index),
        )
        for index, shape in enumerate(shapes)
    )


def is_apart(block: Block, scene: Scene) -> bool:
    """The block stands in another element than the story's prose, as far as that is known."""
    return scene.home is not None and block.aligned and bool(block.path) and not scene.home.holds(block)


def topic_of(shape: Shape, shared: frozenset[str], size: int) -> float | None:
    """Share of a line's content words that stand in other lines too, None when there are too few to say.

    Args:
        shape: the line.
        shared: content words that stand in several lines.
        size: how many content words the article has.
    """
    if len(shape.stems) < TOPIC_STEMS or size - len(shape.stems) < STORY_STEMS:
        return None
    return len(shape.stems & shared) / len(shape.stems)


def local_marks(shapes: tuple[Shape, ...]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """For all marks that lines have: those of them that are few lines' own. Lines of one element have equal marks."""
    alike = Counter(shape.block.marks for shape in shapes)
    spread = Counter[str]()
    for marks, lines in alike.items():
        for mark in set(marks):
            spread[mark] += lines
    most = max(1, LOCAL_MARK * len(shapes))
    return {marks: tuple([mark for mark in marks if spread[mark] <= most]) for marks in alike}
