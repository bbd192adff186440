"""Which lines and blocks of an article its page shows: in page order, in parts, untouched ones folded."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from cleaning.values import Block

PART = 250
"""Lines and blocks of one part of a page."""

FOLDED_FROM = 14
"""Untouched lines in a row from which they are folded, but for BESIDE at either end."""

BESIDE = 2

BLOCKS_FROM = 4
"""Blocks in a row that were left out, from which they are folded: mostly menus."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A line or a block that was left out, in its place on the page.

    Attributes:
        number: of a line among the lines, of a block among all blocks; both from 0.
        is_line: else a block that was left out.
        is_touched: something was found, cut, doubted or decided here.
    """

    number: int
    is_line: bool
    is_touched: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """Spots that follow each other, shown or folded together."""

    spots: tuple[Spot, ...]
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """One part of an article's lines.

    Attributes:
        part: from 1; `parts` there are.
        hidden: spots that the switch "only what is marked" leaves out, in all parts.
    """

    passages: tuple[Passage, ...]
    part: int
    parts: int
    hidden: int = 0


def spots_of(
    blocks: Sequence[Block], touched: Collection[int], lines: int, *, with_blocks: Collection[int] | None
) -> tuple[Spot, ...]:
    """The article's lines in order, with the blocks that were left out between them where those are wanted.

    Args:
        blocks: all of the page, in order.
        touched: numbers of the lines on which something is to be seen.
        lines: how many there are; a result of before this release may have more than chosen blocks.
        with_blocks: numbers of the blocks on which something was decided; None = show no blocks.
    """
    if with_blocks is None:
        return tuple(Spot(number, is_line=True, is_touched=number in touched) for number in range(lines))
    numbers = itertools.count()
    found = [
        (
            Spot(number := next(numbers), is_line=True, is_touched=number in touched)
            if block.chosen
            else Spot(place, is_line=False, is_touched=place in with_blocks)
        )
        for place, block in enumerate(blocks)
    ]
    rest = [Spot(number, is_line=True, is_touched=number in touched) for number in range(next(numbers), lines)]
    return (*(one for one in found if not one.is_line or one.number < lines), *rest)


def shown(spots: Sequence[Spot], part: int, *, only_touched: bool) -> Shown:
    """One part of the spots, what is untouched in long runs folded."""
    wanted = [one for one in spots if one.is_touched] if only_touched else list(spots)
    parts = max(1, -(-len(wanted) // PART))
    at = min(max(1, part), parts)
    here = wanted[(at - 1) * PART : at * PART]
    passages = [Passage(tuple(here))] if only_touched and here else list(folded(here))
    return Shown(tuple(passages), at, parts, len(spots) - len(wanted))


def part_of(spots: Sequence[Spot], line: int) -> int:
    """The part, from 1, in which a line stands when all are shown."""
    place = next((place for place, one in enumerate(spots) if one.is_line and one.number == line), 0)
    return place // PART + 1


def folded(spots: Sequence[Spot]) -> Iterator[Passage]:
    """Runs of blocks and long runs of untouched lines as passages of their own, folded.

    >>> [(len(one.spots), one.is_folded) for one in folded([Spot(n, True) for n in range(20)])]
    [(2, False), (16, True), (2, False)]
    """
    for is_open, run in itertools.groupby(spots, key=lambda one: (one.is_touched, one.is_line)):
        found = tuple(run)
        is_touched, is_line = is_open
        if is_touched:
            yield Passage(found)
        elif is_line and len(found) >= FOLDED_FROM:
            yield Passage(found[:BESIDE])
            yield Passage(found[BESIDE:-BESIDE], is_folded=True)
            yield Passage(found[-BESIDE:])
        else:
            yield Passage(found, is_folded=not is_line and len(found) >= BLOCKS_FROM)
