"""Readers' words under the story, known by the heading over them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from cleaning.lines import Line
from cleaning.rules.evidence import rows
from cleaning.scene import Scene, outer
from cleaning.values import Article, Block, Context, Kind, Opinion
from cleaning.verdict import SURE
from cleaning.wording import count_words, straighten

LISTED = rows("comments")
PARTS = frozenset(straighten(row).removeprefix("~ ").casefold() for row in LISTED if row.startswith("~ "))
HEADS = PARTS | frozenset(straighten(row).casefold() for row in LISTED if not row.startswith("~ "))
"""Headings over readers' words; those that head a part of a story as well."""

BEFORE = re.compile(r"[(\[]? ?\d{1,5} ?[)\]]? ")
BEHIND = re.compile(r"(?: ?[(\[（] ?\d{1,5} ?[)\]）]|: ?\d{1,5}| \d{1,5})$")
"""How many there are, before or behind the heading's words."""

HEAD_CHARACTERS, TRIMMED = 60, " :»›-–—"
STORY_LEAST, STORY_WORDS, TIMES = 2, 40, 2
"""Lines and words of prose over such a heading; and, over one that counts and stands among the story's lines, how many
times the words under it, since pages tell the number of comments over the story and beside its paragraphs as well."""

WRITTEN = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\D{1,12}\d{1,2}[:.h]\d{2}")
STAMP, STAMP_REACH = 50, 3
"""When a reader wrote, by figures; characters of a line that tells it, and lines under the heading among which the
first one stands. A story does not go on under "Comments (11)" and such lines, so these go though they are longer."""

MANY_LINES = 8
"""Lines under such a heading that are readers' words in whichever element they stand behind the story."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where readers' words begin.

    Attributes:
        index: of the first line.
        head: the heading over them.
        counted: it tells how many there are.
        within: they may stand in the story's own element.
    """

    index: int
    head: Block
    counted: bool
    within: bool


def counts(text: str) -> bool | None:
    """Whether a heading over readers' words counts them; None where it is no such heading.

    >>> counts("Comments (12)"), counts("Kommentare"), counts("Comments welcome"), counts("4 Discussion")
    (True, False, None, None)
    """
    if len(text) > HEAD_CHARACTERS:
        return None
    words = straighten(text).casefold().strip(TRIMMED)
    if words in HEADS:
        return False
    behind = BEHIND.sub("", words).strip(TRIMMED)
    if behind in HEADS and (behind not in PARTS or words[-1] in ")]）"):
        return True
    return True if BEFORE.sub("", words, count=1) in HEADS - PARTS and BEFORE.match(words) else None


@lru_cache(maxsize=8)
def start_of(scene: Scene) -> Start | None:
    """Where readers' words begin."""
    over = [0, *accumulate(count_words(block.text) for block in scene.lines)]
    prose = [index for index, is_prose in enumerate(scene.prose) if is_prose]
    if len(prose) < STORY_LEAST:
        return None
    for index in range(prose[STORY_LEAST - 1] + 1, len(scene.lines)):
        before, behind = over[index], over[-1] - over[index]
        for block in (*scene.gaps[index], scene.lines[index]):
            counted = counts(block.text)
            if counted is None or before < STORY_WORDS:
                continue
            within = counted and block.chosen and (before >= TIMES * behind or are_dated(scene, index + 1))
            if within or (scene.home is not None and index > scene.home.last):  # what stands before is a crosshead
                return Start(index, block, counted, within)
    return None


def are_dated(scene: Scene, start: int) -> bool:
    """Each reader's words have their day and hour on a line: one right here, and more behind it."""
    stamps = [len(block.text) <= STAMP and WRITTEN.search(block.text) is not None for block in scene.lines[start:]]
    return any(stamps[:STAMP_REACH]) and sum(stamps) > 1


def under_comments(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """A line under such a heading: in its element behind the story, or near the end where the heading counts."""
    del article, context
    if not is_under(line) or (start := start_of(line.scene)) is None:
        return ()
    return (Opinion(0, len(line.text), Kind.COMMENT, SURE, (f"block: under “{start.head.text.strip()}”",)),)


def is_under(line: Line) -> bool:
    """The line stands there."""
    start = start_of(line.scene)
    if start is None or line.index < start.index:
        return False
    many = len(line.shapes) - start.index >= MANY_LINES
    return start.within or (line.behind and (start.counted or many or is_with(line, start.head)))


def is_with(line: Line, head: Block) -> bool:
    """The line stands in the element of the heading: they share a class that the story does not have, or a path."""
    home = line.scene.home.marks if line.scene.home else ()
    own = [mark for mark in head.marks if mark not in home]
    block = line.shape.block
    return not set(own).isdisjoint(block.marks) if own else block.path.startswith(outer(head.path))
