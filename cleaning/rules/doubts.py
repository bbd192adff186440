"""What the learned judge holds against a line, as an opinion like any other."""

from __future__ import annotations

from cleaning.lines import Line
from cleaning.rules.phrases import Found
from cleaning.values import Article

EVEN = 2.0
"""Weight at even odds: too little alone, so that it cuts only together with another rule."""

SLOPE = 2.0
"""Weight that each unit of log odds against the line adds: alone it cuts from -1.25, against a paragraph from -2.75."""

LIKELY = 0.5
"""Log odds from which nothing is said."""


def out_of_place(line: Line, article: Article) -> Found:
    """The judge doubts that the line belongs; the weight grows with the odds, and the terms tell the reasons."""
    del article
    odds = line.shape.block.belongs
    if odds is None or odds >= LIKELY or not line.shape.block.doubts:
        return None
    return EVEN - SLOPE * odds, tuple(f"out of place: {doubt}" for doubt in line.shape.block.doubts)
