"""trafilatura's lines found again among our own blocks: where each line stands, letter by letter.

Both sides are compared without white space ("compact"), because the two tools divide and space text differently: a line
may be one block, several, or part of one. All blocks are laid end to end in one string, and a line is a span of it.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cleaning.repair import compact
from cleaning.rows import CELL_JOIN, key_of
from cleaning.value import value
from cleaning.values import Block

SURE = 20
"""Letters from which a line that occurs once is taken as a fixed point."""

DISTINCT = 12
"""Letters from which a line may be found inside a block; a shorter one must begin a block, or any word would do."""

EDGE = 16
"""Letters by which a line is found when something inside it was left out or altered."""

MAX_STARTS = 8
"""So many stretches of EDGE letters are tried."""

PROBE = 8
"""Letters by which the next piece of such a line is found."""

MAX_GAP = 1_500
"""Letters that may be left out at one point."""

MAX_STEPS = 400
"""Points at which the two may differ."""

MAX_ROWS = 100
"""Blocks among which a row is looked for by its first cell."""

ENOUGH = 0.7
"""Share of its letters that must be found."""

BUDGET = 300_000_000
"""Letters that may be searched in all, so that a page of a hundred thousand strange lines ends: about half a second."""

WORDS = re.compile(r"[^\W_]+|[\W_]")
"""Words, and what stands between them, one by one."""

CELLS = re.compile(r"(?<!\\)\|")
RULE = re.compile(r"[\s|:-]*")
Span = tuple[int, int]


@value(frozen=True, slots=True)
class Voted:
    """One line of trafilatura's.

    Attributes:
        text: with single spaces, without the marks of lists and tables.
        key: its letters.
        is_row: a row of a table.
    """

    text: str
    key: str
    is_row: bool


@value(frozen=True, slots=True)
class Match:
    """Where a line stands.

    Attributes:
        spans: pieces of the string of all blocks, in order; empty when it was not found.
        changed: something inside it was left out or altered, so that the spans are not all of its text.
    """

    spans: tuple[Span, ...] = ()
    changed: bool = False


@dataclass(slots=True)
class Ground:
    """All blocks end to end.

    Attributes:
        text: their letters.
        starts: where each block starts in it; one more entry for the end.
        exact: letters of a block -> numbers of the blocks that read so.
        heads: places where a block, or a line or cell within one, begins.
        blocks: ours.
        borders: number of a block -> places in it where a word begins, as far as somebody asked.
        budget: letters that may still be searched.
    """

    text: str
    starts: list[int]
    exact: dict[str, list[int]]
    heads: set[int]
    blocks: Sequence[Block]
    borders: dict[int, set[int]] = field(default_factory=dict)
    budget: int = BUDGET

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> Ground:
        """From the letters of every block."""
        keys = [key_of(block) for block in blocks]
        starts = [0, *itertools.accumulate(len(key) for key in keys)]
        exact = defaultdict[str, list[int]](list)
        for number, key in enumerate(keys):
            exact[key].append(number)
        heads = set(starts)
        for block, start in zip(blocks, starts, strict=False):
            if block.breaks or block.tag == "tr":
                heads.update(start + letters for letters in letters_before(block))
        return cls("".join(keys), starts, exact, heads, blocks)

    def find(self, key: str, low: int, high: int) -> int:
        """Where the letters stand between two places; -1 where they do not, or where too much was searched already."""
        if not key or high - low < len(key) or self.budget < 0:
            return -1
        place = self.text.find(key, low, high)
        self.budget -= (place if place >= 0 else high) - low
        while place >= 0 and len(key) < DISTINCT and not (place in self.heads and self.is_border(place + len(key))):
            place = self.text.find(key, place + 1, high)
        return place

    def follows(self, key: str, low: int) -> bool:
        """The letters stand right at a place, and end with a word."""
        return self.text.startswith(key, low) and self.is_border(low + len(key))

    def is_border(self, place: int) -> bool:
        """A word begins, or a block ends, at a place."""
        number = max(bisect.bisect_right(self.starts, place) - 1, 0)
        if number >= len(self.blocks) or place == self.starts[number]:
            return True
        if number not in self.borders:
            words = (compact(word) for word in WORDS.findall(self.blocks[number].text.replace(CELL_JOIN, " ")))
            self.borders[number] = set(itertools.accumulate(map(len, words), initial=self.starts[number]))
        return place in self.borders[number]

    def block(self, number: int) -> Span:
        """Span of a block."""
        return self.starts[number], self.starts[number + 1]


def voted(lines: Sequence[str]) -> list[Voted]:
    """Trafilatura's lines without the marks it adds (2.3.1: "- " before a list item, "| " around cells)."""
    found = []
    for line in lines:
        text = line.strip()
        is_row = text.startswith("|") and text.endswith("|") and len(text) > 1
        if is_row:
            cells = [" ".join(cell.replace("\\|", "|").split()) for cell in CELLS.split(text)]
            text = CELL_JOIN.join(cell for cell in cells if cell)
            is_row = sum(map(bool, cells)) > 1
            key = key_of(Block(text, "tr" if is_row else ""))
        else:
            text = " ".join(text.removeprefix("-" if text == "-" else "- ").split())  # an empty item is a lone "-"
            key = compact(text)
        if key and not (line.lstrip().startswith("|") and RULE.fullmatch(text)):
            found.append(Voted(text, key, is_row))
    return found


def align(lines: Sequence[Voted], blocks: Sequence[Block]) -> tuple[list[Match], Ground]:
    """Where each line stands among the blocks.

    First the long lines that occur once as a whole block; then the others between them, in order; what is not found
    there is looked for on the whole page, and at last by its two ends.
    """
    ground = Ground.of(blocks)
    anchors = [anchor(line, ground) for line in lines]
    limits = list(itertools.accumulate(reversed([a[0] if a else len(ground.text) for a in anchors]), min))[::-1]
    matches, low = list[Match](), 0
    for number, line in enumerate(lines):
        place = anchors[number]
        match = Match((place,)) if place else seek(line, ground, low, limits[number])
        matches.append(match)
        if match.spans:
            low = match.spans[-1][1]
    return matches, ground


def letters_before(block: Block) -> Iterator[int]:
    """How many letters stand before each line break of a block, or each cell of a row behind the first.

    >>> list(letters_before(Block("a b cd e", breaks=(3, 6)))), list(letters_before(Block("ab | c | d", "tr")))
    ([2, 4], [2, 3])
    """
    if block.tag == "tr":
        cells = block.text.split(CELL_JOIN)
        return itertools.accumulate(len(compact(cell)) for cell in cells[:-1])
    borders = (0, *block.breaks)
    return itertools.accumulate(len(compact(block.text[start:end])) for start, end in itertools.pairwise(borders))


def anchor(line: Voted, ground: Ground) -> Span | None:
    """The one block that reads like a long line."""
    hits = ground.exact.get(line.key, ())
    return ground.block(hits[0]) if len(hits) == 1 and len(line.key) >= SURE else None


def seek(line: Voted, ground: Ground, low: int, limit: int) -> Match:
    """A line that is no fixed point: between its neighbours, then behind, then anywhere, then piece by piece."""
    high = limit if limit > low else len(ground.text)
    if ground.follows(line.key, low):
        return Match(((low, low + len(line.key)),))
    place = next((place for place in places(line.key, ground, low, high) if place >= 0), -1)
    if place >= 0:
        return Match(((place, place + len(line.key)),))
    found = row_of(line, ground, low, high) if CELL_JOIN in line.text else None
    found = found or in_pieces(line.key, ground, low, high)
    return found or in_pieces(line.key, ground, 0, len(ground.text)) or Match()


def row_of(line: Voted, ground: Ground, low: int, high: int) -> Match | None:
    """The row that begins with the same cell: trafilatura 2.3.1 drops cells with a list in them."""
    cells = compact(line.text.replace(CELL_JOIN, " "))
    if (place := ground.find(cells, low, high)) >= 0:  # a cell with such a mark of its own
        return Match(((place, place + len(cells)),))
    first = compact(line.text.split(CELL_JOIN)[0])
    start, end = bisect.bisect_left(ground.starts, low), bisect.bisect_left(ground.starts, high)
    for number in range(start, min(end, start + MAX_ROWS)):
        block = ground.blocks[number]
        if line.is_row and block.tag == "tr" and compact(block.text.split(CELL_JOIN)[0]) == first:
            return Match((ground.block(number),), changed=True)
    return None


def places(key: str, ground: Ground, low: int, high: int) -> Iterator[int]:
    """Places where all letters stand, likeliest first; -1 for a search in vain."""
    numbers = ground.exact.get(key, [])
    following = bisect.bisect_left(numbers, low, key=ground.starts.__getitem__)
    behind = ground.starts[numbers[following]] if following < len(numbers) else -1
    yield behind if behind < high else -1
    yield ground.find(key, low, high)
    yield behind
    yield ground.starts[numbers[-1]] if numbers else -1
    if len(key) >= DISTINCT:
        yield ground.find(key, high, len(ground.text))
        yield ground.find(key, 0, low)


def in_pieces(key: str, ground: Ground, low: int, high: int) -> Match | None:
    """A line inside which something was left out or altered: its pieces, when they make up most of it."""
    for start in range(0, min(len(key) - EDGE, MAX_STARTS * EDGE), EDGE):
        place = ground.find(key[start : start + EDGE], low, high)
        if place >= 0:
            spans = pieces(key, ground.text, start, place)
            if sum(end - begin for begin, end in spans) >= ENOUGH * len(key):
                return Match(tuple(spans), changed=True)
    return None


def pieces(key: str, text: str, start: int, place: int) -> list[Span]:
    """Spans of the text that together read like the key from `start` on, beginning at `place`."""
    spans: list[Span] = []
    steps = 0
    while start < len(key) and place < len(text) and steps < MAX_STEPS:
        same = common(key, text, start, place)
        if same:
            spans.append((place, place + same))
            start, place = start + same, place + same
            continue
        steps += 1
        if (left_out := text.find(key[start : start + PROBE], place, place + MAX_GAP)) >= 0:
            place = left_out
        elif (added := key.find(text[place : place + PROBE], start, start + MAX_GAP)) >= 0:
            start = added
        else:
            start, place = start + 1, place + 1
    return [(begin, end) for begin, end in spans if end - begin >= PROBE or end - begin == len(key)]


def common(one: str, other: str, start: int, place: int) -> int:
    """How many letters agree from two places on.

    >>> common("abcx", "zabcy", 0, 1)
    3
    """
    length, step = 0, len(one) - start
    while step:
        if one[start + length : start + length + step] == other[place + length : place + length + step]:
            length += min(step, len(one) - start - length)
        step //= 2
    return length
