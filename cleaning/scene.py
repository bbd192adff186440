"""What stands around the lines: the story's own container, and the blocks that extraction left out between them.

A heading "Related" that extraction dropped still says what the kept line under it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cleaning.values import Article, Block

NEAREST = 8
"""Left-out blocks of one gap that are looked at, on either side: menus are hundreds of blocks long."""


@dataclass(frozen=True, slots=True)
class Home:
    """The element in which most of the story's prose stands.

    Attributes:
        path: tag names from the root.
        marks: class words and ids that all prose in it shares, its own and its ancestors'.
        last: index of the last line of prose in it.
    """

    path: str
    marks: tuple[str, ...]
    last: int

    def holds(self, block: Block) -> bool:
        """The block stands in this element, or in one just like it."""
        return block.path.startswith(self.path) and block.marks[len(block.marks) - len(self.marks) :] == self.marks


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The page around the lines, one for each article.

    It is compared by identity, so that what rules find in it can be kept for the article's other lines.

    Attributes:
        home: the story's container; None where there is no markup or no prose.
        lines: the article's lines; `prose` says of each whether it is prose.
        gaps: blocks left out before each line, in order, and behind the last one; of a long run its two ends.
    """

    home: Home | None = None
    lines: tuple[Block, ...] = ()
    prose: tuple[bool, ...] = ()
    gaps: tuple[tuple[Block, ...], ...] = ()


def scene_of(article: Article, is_prose: Sequence[bool]) -> Scene:
    """The scene of an article, of whose lines those marked are prose."""
    lines = article.lines
    return Scene(home_of(lines, is_prose), lines, tuple(is_prose), gaps_of(article.blocks))


def gaps_of(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], ...]:
    """Left-out blocks before each line and behind the last.

    >>> kept, left = Block("Rain"), Block("Menu", chosen=False)
    >>> [len(gap) for gap in gaps_of((left, kept, kept, left, left))]
    [1, 0, 2]
    """
    gaps, run = list[tuple[Block, ...]](), list[Block]()
    for block in blocks:
        if block.chosen:
            gaps.append(ends_of(run))
            run = []
        else:
            run.append(block)
    return (*gaps, ends_of(run))


def ends_of(run: list[Block]) -> tuple[Block, ...]:
    """A run of left-out blocks without its middle."""
    return tuple(run if len(run) <= 2 * NEAREST else [*run[:NEAREST], *run[-NEAREST:]])


def home_of(lines: Sequence[Block], is_prose: Sequence[bool]) -> Home | None:
    """The container that holds most characters of prose."""
    prose = [(index, line) for index, line in enumerate(lines) if is_prose[index] and line.aligned and "/" in line.path]
    sizes = Counter[str]()
    for _, line in prose:
        sizes[outer(line.path)] += len(line.text)
    if not sizes:
        return None
    path = sizes.most_common(1)[0][0]
    inside = [(index, line) for index, line in prose if outer(line.path) == path]
    return Home(path, shared_end([line.marks for _, line in inside]), inside[-1][0])


def outer(path: str) -> str:
    """Path of the element around, with its closing bar.

    >>> outer("html/body/p")
    'html/body/'
    """
    return path[: path.rfind("/") + 1]


def shared_end(many: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """What all of them end with: nearest marks stand first, those of the page's frame last.

    >>> shared_end([("lead", "story", "page"), ("story", "page")])
    ('story', 'page')
    """
    shared = many[0]
    for marks in many[1:]:
        while shared and marks[len(marks) - len(shared) :] != shared:
            shared = shared[1:]
    return shared
