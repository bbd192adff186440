"""Readers' words under the story, known by the heading over them."""

from __future__ import annotations

import re
from functools import lru_cache

from cleaning.lines import Line
from cleaning.rules.evidence import rows
from cleaning.scene import Scene
from cleaning.values import Article, Context, Kind, Opinion
from cleaning.verdict import SURE
from cleaning.wording import count_words, straighten

HEADS = frozenset(straighten(row).casefold() for row in rows("comments"))

COUNTED = re.compile(r"[(\[]? ?(\d{1,5}) ?[)\]]? |: ?(\d{1,5})$| ?[(\[（] ?(\d{1,5}) ?[)\]）]$| (\d{1,5})$")
"""How many there are, before or behind the heading's words."""

HEAD_CHARACTERS = 60
STORY_LEAST, STORY_WORDS = 2, 60
"""Lines and words of prose over such a heading; over one that counts and stands in the story's own element at least as
many words as under it, since many pages tell the number of comments over the story as well."""

Start = tuple[int, str, bool]
"""Index of the first line of a discussion, its heading, and whether this counts."""


def head_of(text: str) -> tuple[str, bool] | None:
    """A heading over readers' words, and whether it counts them.

    >>> head_of("Comments (12)"), head_of("3 Kommentare"), head_of("Comments welcome")
    (('Comments (12)', True), ('3 Kommentare', True), None)
    """
    if len(text) > HEAD_CHARACTERS:
        return None
    words = straighten(text).casefold().strip(" :»›-–—")
    bare = COUNTED.sub("", words, count=1).strip(" :»›-–—")
    return (text.strip(), bare != words) if bare in HEADS else None


@lru_cache(maxsize=8)
def start_of(scene: Scene) -> Start | None:
    """Where readers' words begin."""
    sizes = [count_words(block.text) for block in scene.lines]
    prose = [index for index, is_prose in enumerate(scene.prose) if is_prose]
    if len(prose) < STORY_LEAST:
        return None
    for index in range(prose[STORY_LEAST - 1] + 1, len(scene.lines)):
        before = sum(sizes[:index])
        for block in (*scene.gaps[index], scene.lines[index]):
            found = head_of(block.text)
            if found is not None and before >= STORY_WORDS and (not found[1] or before >= sum(sizes[index:])):
                return index, *found
    return None


def under_comments(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """A line under such a heading: behind the story in another element, or anywhere where the heading counts."""
    del article, context
    if not is_under(line) or (start := start_of(line.scene)) is None:
        return ()
    return (Opinion(0, len(line.text), Kind.COMMENT, SURE, (f"block: under “{start[1]}”",)),)


def is_under(line: Line) -> bool:
    """The line stands there."""
    start = start_of(line.scene)
    return start is not None and line.index >= start[0] and (start[2] or line.behind)
