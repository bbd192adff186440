"""Rows of tables: the cells of a row of data are one line; the cells of a row that arranges a page are containers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
