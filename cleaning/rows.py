"""Rows of tables: the cells of a row of data are one line; the cells of a row that arranges a page are containers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from cleaning.choose import is_prose
from cleaning.repair import compact, ends_like_sentence
from cleaning.values import Block, Link

LAYOUT_CELL = 120
"""Characters from which one cell of a row that ends like a sentence is a paragraph: such a table arranges a page."""

LONG_CELL = 400
"""Characters from which a cell is a text of its own, whatever it ends with."""

MAX_CELLS = 100
MAX_IN_CELL = 8
"""Blocks of one cell of data: lines of an address, items of a short list."""

CELL_JOIN = " | "
CELL = re.compile(r"/t[dh](?:\[\d+\])?(?=/|$)")
MOST_PROSE = 0.9
"""Share of the story's prose that one cell must hold to be the one it was put in."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4"})


def key_of(block: Block) -> str:
    """The letters of a block as trafilatura's lines have them: what joins cells is none of them.

    >>> key_of(Block("Vela | 12 mm", "tr")), key_of(Block("a | b", "p"))
    ('Vela12mm', 'a|b')
    """
    return compact(block.text.replace(CELL_JOIN, " ") if block.tag == "tr" else block.text)


def is_data(cells: Sequence[Sequence[Block]]) -> bool:
    """At least two cells with something short in them, and none that is a text of its own."""
    filled = [cell for cell in cells if cell]
    return 1 < len(filled) <= MAX_CELLS and all(
        len(cell) <= MAX_IN_CELL and not any(is_text(block) for block in cell) for cell in filled
    )


def is_text(block: Block) -> bool:
    """A cell's block that reads like a part of a story: a paragraph, or the heading of one."""
    size = len(block.text)
    return size >= LONG_CELL or block.tag in HEADINGS or (size >= LAYOUT_CELL and ends_like_sentence(block.text))


def joined(cells: Sequence[Sequence[Block]], row: Block) -> Block:
    """The cells as one block in the place of an empty one; blocks of one cell follow each other."""
    texts, links, length = list[str](), list[Link](), 0
    for cell in cells:
        for number, block in enumerate(cell):
            joint = "" if not length else " " if number else CELL_JOIN
            texts += [joint, block.text]
            length += len(joint)
            links += [replace(link, start=link.start + length, end=link.end + length) for link in block.links]
            length += len(block.text)
    return replace(row, text="".join(texts), links=tuple(links))


def without_side_cells(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; where the story stands in one cell of a table, short lines of other cells are chosen no more.

    Only a cell with nothing else between its lines is one: a table with a name in each first cell and a text in each
    second is a list.
    """
    cell = story_cell(blocks)
    inside = [number for number, block in enumerate(blocks) if cell and is_within(block.path, cell)]
    if not inside or inside[-1] - inside[0] >= len(inside):
        return list(blocks)
    return [
        replace(block, chosen=False)
        if block.chosen and not inside[0] <= number <= inside[-1] and not is_prose(block)
        else block
        for number, block in enumerate(blocks)
    ]


def story_cell(blocks: Sequence[Block]) -> str | None:
    """Path of the innermost cell that holds nearly all of the chosen prose; None where no cell does."""
    letters, total = Counter[str](), 0
    for block in blocks:
        if block.chosen and is_prose(block):
            total += len(block.text)
            letters.update({block.path[: found.end()]: len(block.text) for found in CELL.finditer(block.path)})
    return max((path for path, size in letters.items() if size >= MOST_PROSE * total), key=len, default=None)


def is_within(path: str, outer: str) -> bool:
    """An element stands in another one, or is it.

    >>> is_within("table/tr/td[2]/p", "table/tr/td[2]"), is_within("table/tr/td[2]/p", "table/tr/td")
    (True, False)
    """
    return path == outer or path.startswith(f"{outer}/")
