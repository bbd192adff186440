"""Two copies of a story sentence beside sentence: which tell the same, which stand alone, what differs in each."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cleaning.copies.pairing import groups
from cleaning.copies.sentences import Sentence, Text
from cleaning.copies.values import TITLE, Copy, Difference, Place
from review.article.marks import Segment, Span, segments

MOST_CHARACTERS = 80_000
"""Of a text that are compared: comparing itself reads the first 8,000 words."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences of one copy that stand in one row.

    Attributes:
        line: number of the line of the first one; -1 = the headline.
        opens: the first one begins its line.
        segments: their text; "3" names the fourth difference.
    """

    line: int
    opens: bool
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side: passages that tell the same, or one without a counterpart."""

    a: tuple[Passage, ...]
    b: tuple[Passage, ...]


def bounded(copy: Copy) -> tuple[Copy, int]:
    """The copy as far as it is compared, and how many characters are left out."""
    left, kept = MOST_CHARACTERS, list[str]()
    for line in copy.lines:
        kept.append(line[:left])
        left -= len(kept[-1])
    missing = sum(map(len, copy.lines)) - sum(map(len, kept))
    title = copy.title[:MOST_CHARACTERS] if copy.title else copy.title
    return replace(copy, lines=tuple(kept), title=title), missing


def rows(a: Text, b: Text, differences: Sequence[Difference]) -> tuple[Row, ...]:
    """Both copies in rows, in the order of A; what only B tells stands behind what it follows there."""
    ours, theirs = Side(a, [one.a for one in differences]), Side(b, [one.b for one in differences])
    order = in_order(with_headlines(a, b), len(a.sentences), len(b.sentences))
    return tuple(Row(ours.passages(mine), theirs.passages(others)) for mine, others in merged(order))


def with_headlines(a: Text, b: Text) -> list[Numbers]:
    """Sentences that tell the same, and one headline beside the other, whatever they say."""
    heads = ([n for n, one in enumerate(text.sentences) if one.line == TITLE] for text in (a, b))
    mine, others = heads
    found: list[Numbers] = [group for group in groups(a, b) if not (mine and group[0][0] in mine)]
    return [(mine, others), *found] if mine and others else list(groups(a, b))


def unaligned(a: Copy, b: Copy) -> tuple[Row, ...]:
    """Two texts that are no copies, line beside line as they happen to stand."""
    sides = [[(TITLE, one.title or ""), *enumerate(one.lines)] for one in (a, b)]
    told = [[(line, text) for line, text in side if text.strip()] for side in sides]
    return tuple(
        Row(*(() if one is None else (Passage(one[0], opens=True, segments=segments(one[1], ())),) for one in pair))
        for pair in itertools.zip_longest(*told)
    )


Numbers = tuple[Sequence[int], Sequence[int]]
"""Sentences of A and of B that stand in one row."""


def in_order(found: Sequence[Numbers], ours: int, theirs: int) -> Iterator[Numbers]:
    """Every sentence of both copies once: pairs in the order of A, those without a counterpart in their places.

    >>> list(in_order([([0], [1])], 2, 3))
    [([], [0]), ([0], [1]), ([], [2]), ([1], [])]
    """
    of_a = {number: place for place, (mine, _) in enumerate(found) for number in mine}
    of_b = {number: place for place, (_, others) in enumerate(found) for number in others}
    behind: dict[int, list[int]] = defaultdict(list)
    place = -1
    for number in range(theirs):
        if number in of_b:
            place = of_b[number]
        else:
            behind[place].append(number)
    done = set[int]()
    if behind[-1]:
        yield [], behind[-1]
    for number in range(ours):
        pair = of_a.get(number)
        if pair is None:
            yield [number], []
        elif pair not in done:
            done.add(pair)
            yield found[pair]
            if behind[pair]:
                yield [], behind[pair]


def merged(order: Iterator[Numbers]) -> Iterator[Numbers]:
    """The rows with sentences that stand alone, one behind the other on one side, in one.

    >>> list(merged(iter([([0], []), ([1], []), ([2], [0]), ([], [1])])))
    [([0, 1], []), ([2], [0]), ([], [1])]
    """
    for is_alone, run in itertools.groupby(order, key=lambda one: not one[1]):
        if is_alone:
            yield [number for mine, _ in run for number in mine], []
        else:
            yield from run


class Side:
    """One copy's sentences with the spans that differ from the other's."""

    def __init__(self, text: Text, places: Sequence[Place]) -> None:
        self.text = text
        self.starts = list(starts(text))
        self.spans: dict[int, list[Span]] = defaultdict(list)
        for number, one in enumerate(places):
            self.spans[one.line].append(Span(one.start, one.end, str(number)))

    def passages(self, numbers: Sequence[int]) -> tuple[Passage, ...]:
        """The sentences of these numbers, those that follow each other in a line in one passage."""
        found, run = list[Passage](), list[int]()
        for number in sorted(numbers):
            if run and (number != run[-1] + 1 or self.line(number) != self.line(run[-1])):
                found.append(self.passage(run))
                run = []
            run.append(number)
        return (*found, self.passage(run)) if run else ()

    def line(self, number: int) -> int:
        """The line that a sentence stands in."""
        return self.text.sentences[number].line

    def passage(self, run: Sequence[int]) -> Passage:
        """Sentences that follow each other in one line."""
        line, first, last = self.line(run[0]), run[0], run[-1]
        whole = written(self.text.copy, line)
        goes_on = last + 1 < len(self.starts) and self.line(last + 1) == line
        start, end = self.starts[first], self.starts[last + 1] if goes_on else len(whole)
        inside = [
            Span(one.start - start, one.end - start, one.name)
            for one in self.spans.get(line, ())
            if one.start < end and one.end > start
        ]
        return Passage(line, start == 0, segments(whole[start:end], inside))


def starts(text: Text) -> Iterator[int]:
    """Where each sentence begins in its line: the first at 0, others behind the white space before their first word."""
    before: Sentence | None = None
    for one in text.sentences:
        if before is None or before.line != one.line:
            yield 0
        else:
            begin, end = text.ends[one.first - 1], text.starts[one.first]
            space = written(text.copy, one.line).rfind(" ", begin, end)
            yield end if space < 0 else space + 1
        before = one


def written(copy: Copy, line: int) -> str:
    """A line of the copy, or its headline."""
    return (copy.title or "") if line == TITLE else copy.lines[line]


def uncompared(text: Text) -> int:
    """Characters of the lines behind the last word that was read."""
    last = text.sentences[-1].line if text.sentences else TITLE
    return sum(len(line.strip()) for line in text.copy.lines[last + 1 :])
