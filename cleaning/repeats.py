"""What a page shows twice: a story rendered for wide and for narrow screens, or once more behind a wall.

Only one rendering is ever seen, and the markup seldom says which. The first stays. A writer repeats a sentence too, in
every item of a list, say: there it stands in the same kind of element as before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cleaning.repair import ends_like_sentence
from cleaning.values import Block

LONG_WORDS = 15
"""Words of a sentence from which it is a paragraph."""

RENDERING = 4
"""Paragraphs said again one after the other, from which the stretch is another rendering, its short lines included."""


def without_repeats(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; those that say an earlier chosen block again in another place are chosen no more."""
    chosen = [number for number, block in enumerate(blocks) if block.chosen]
    first: dict[str, int] = {}
    before = {number: first.setdefault(blocks[number].text, number) for number in chosen}
    if len(first) == len(chosen):
        return list(blocks)
    dropped = {number for stretch in stretches(chosen, before) for number in repeated(blocks, stretch, before)}
    return [replace(block, chosen=False) if number in dropped else block for number, block in enumerate(blocks)]


def stretches(chosen: Sequence[int], before: dict[int, int]) -> list[list[int]]:
    """Runs of blocks that all stood before.

    >>> stretches([3, 4, 7, 9], {3: 1, 4: 2, 7: 7, 9: 1})
    [[3, 4], [9]]
    """
    runs: list[list[int]] = [[]]
    for number in chosen:
        if before[number] != number:
            runs[-1].append(number)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def repeated(blocks: Sequence[Block], stretch: Sequence[int], before: dict[int, int]) -> list[int]:
    """What of a stretch goes: all of it where it is a rendering, otherwise paragraphs from another kind of place."""
    long = [number for number in stretch if is_long(blocks[number].text)]
    if len(long) >= RENDERING:
        return list(stretch)
    return [number for number in long if place_of(blocks[number]) != place_of(blocks[before[number]])]


def place_of(block: Block) -> tuple[str, tuple[str, ...]]:
    """The kind of element it stands in."""
    return block.path, block.marks


def is_long(text: str) -> bool:
    """A paragraph of prose."""
    return ends_like_sentence(text) and len(text.split()) >= LONG_WORDS
