"""What stands over a story in one block with it, parted by line breaks only: the way of old pages."""

from __future__ import annotations

import itertools
from dataclasses import replace

from cleaning.blocks import part
from cleaning.lines import Line, Place, shape_of
from cleaning.rules.phrases import Test, any_of, whole_line
from cleaning.rules.rule import Judge
from cleaning.values import Article, Context, Kind, Opinion
from cleaning.verdict import PROTECT

HEAD_LINES = 6
MOST_PARTS = 5
"""Lines from the top, and parts of one, that are looked at: verse and addresses have many."""


def line_or_parts(kind: Kind, test: Test) -> Judge:
    """Cuts whole lines, and parts of a line over the story."""
    return any_of(whole_line(kind, test), in_parts(kind, test))


def in_parts(kind: Kind, test: Test) -> Judge:
    """Cuts parts of a line over or before the first prose of a page, each looked at as if it were a line of its own."""

    def judge(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
        del context
        breaks = line.shape.block.breaks
        if not breaks or line.index > HEAD_LINES or any(shape.is_prose for shape in line.shapes[: line.index]):
            return ()
        found = list[Opinion]()
        for start, end in itertools.islice(itertools.pairwise((0, *breaks, len(line.text))), MOST_PARTS):
            shape = shape_of(part(line.shape.block, start, end))
            if shape.is_prose:
                break
            if (said := test(replace(line, shape=shape, place=Place.OPENING), article)) is not None:
                weight = said[0] - PROTECT * line.shape.is_prose  # it is the paragraph behind it that has sentences
                found.append(Opinion(start, end, kind, weight, (*said[1], "shape: between line breaks")))
        return tuple(found)

    return judge
