"""A line's text taken apart where cuts and findings begin and end: spans -> segments that do not overlap."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a line that something is said of.

    Attributes:
        start, end: code points, end exclusive; what lies beyond the text is taken to lie at its end.
        name: what it is, as its segments name it: "cut-0", "finding-3".
    """

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text of which the same is said throughout.

    Attributes:
        text: as it stands; of a line that is too long to be shown, "" where `left_out` says how much.
        start: where it stands in the line.
        names: of the spans that cover it, in the order in which they were given.
        opens: those of them that begin here.
        left_out: characters that are not shown here.
    """

    text: str
    start: int
    names: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    left_out: int = 0


def segments(text: str, spans: Sequence[Span]) -> tuple[Segment, ...]:
    """The text in segments, which joined give it back. A span without characters covers nothing.

    >>> [(one.text, one.names) for one in segments("abcd", [Span(0, 3, "x"), Span(1, 4, "y")])]
    [('a', ('x',)), ('bc', ('x', 'y')), ('d', ('y',))]
    """
    return tuple(runs(text, spans))


def runs(text: str, spans: Sequence[Span]) -> Iterator[Segment]:
    """Segments from left to right: a sweep over the borders, so that many spans cost no more than their number."""
    size = len(text)
    inside = [(max(0, min(one.start, size)), min(one.end, size), number) for number, one in enumerate(spans)]
    live = [(start, end, number) for start, end, number in inside if start < end]
    borders = sorted({0, size, *(start for start, _, _ in live), *(end for _, end, _ in live)})
    begin: dict[int, list[int]] = {}
    stop: dict[int, list[int]] = {}
    for start, end, number in live:
        begin.setdefault(start, []).append(number)
        stop.setdefault(end, []).append(number)
    covering: set[int] = set()
    for start, end in itertools.pairwise(borders):
        covering -= set(stop.get(start, ()))
        covering |= set(begin.get(start, ()))
        names = tuple(spans[number].name for number in sorted(covering))
        opens = tuple(spans[number].name for number in begin.get(start, ()))
        yield Segment(text[start:end], start, names, opens)


MOST_SEGMENTS = 200
"""Segments of a shortened line; what lies behind them is counted."""


def shortened(found: Sequence[Segment], most: int, around: int = 120) -> tuple[Segment, ...]:
    """The segments of a line; of one longer than `most` characters what is beside marks, and its beginning.

    Args:
        found: of one line.
        most: characters of a line that is shown whole. A longer one keeps so many of its beginning.
        around: characters that stay at either end of every other segment.

    >>> [(one.text, one.left_out) for one in shortened(segments("a" * 40 + "b", [Span(40, 41, "x")]), 30, around=5)]
    [('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 0), ('', 5), ('aaaaa', 0), ('b', 0)]
    """
    if sum(len(one.text) for one in found) <= most:
        return tuple(found)
    shown = [
        piece
        for number, one in enumerate(found[:MOST_SEGMENTS])
        for piece in middle_out(one, most if number == 0 else around, 0 if number == len(found) - 1 else around)
    ]
    rest = sum(len(one.text) for one in found[MOST_SEGMENTS:])
    return (*shown, *([Segment("", found[MOST_SEGMENTS].start, left_out=rest)] if rest else []))


def middle_out(one: Segment, head: int, tail: int) -> Iterator[Segment]:
    """A segment's first and last characters, and between them how many are left out."""
    size = len(one.text)
    if size <= head + tail:
        yield one
        return
    yield replace(one, text=one.text[:head])
    yield replace(one, text="", start=one.start + head, opens=(), left_out=size - head - tail)
    if tail:
        yield replace(one, text=one.text[size - tail :], start=one.start + size - tail, opens=())
