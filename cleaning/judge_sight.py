"""What the judge sees of a page: the blocks near the main text, read once, with what stands around each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from cleaning.judge_facts import (
    FEW_LINKS,
    MERE_LINKS,
    NOTHING,
    Fact,
    Group,
    fact_of,
    grouped,
    is_heading,
    unread,
)
from cleaning.judge_marks import OWN_MARKS, topics_in
from cleaning.values import Block
from cleaning.wording import WORD, stems_of

REACH = 25
"""Blocks before the first and behind the last one that trafilatura chose that are looked at: lost text is nearer."""

MOST = 1_200
"""Blocks that are judged of one page; a longer page is a live blog or a list, and its rest is left as it is."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A page as the judge sees it; numbers of blocks count from `start`.

    Attributes:
        start: number of the first block that is looked at.
        facts: of the blocks in page order; of those around the main text that nothing is compared with, their places.
        first, last: the first and the last block that trafilatura chose.
        before, behind: for each block, how far it is to the nearest chosen prose on either side.
        votes, prose: running counts of chosen blocks and of prose, one entry more than blocks.
        alike, beside, same_path: groups by path and classes, by the path of the element around, by path.
        runs: for each block, first and last of the unbroken run of its path that it stands in.
        above: for each block, the nearest heading before it, or -1.
        home, home_marks: path and classes of the element in which most of the chosen words stand.
        kin: for each block, how many elements of the path to that one, and how many of its classes, it shares.
        topics: for each block, what its own class words speak of.
        spread: content words of the chosen blocks, how many use each.
        title: content words of the headline.
        copies: how often the page says the same.
        asked: numbers of the blocks about which there is something to decide; of others `kin` and `topics` say nothing.
    """

    start: int
    facts: tuple[Fact, ...]
    first: int
    last: int
    before: tuple[int, ...]
    behind: tuple[int, ...]
    votes: tuple[int, ...]
    prose: tuple[int, ...]
    alike: tuple[Group, ...]
    beside: tuple[Group, ...]
    same_path: tuple[Group, ...]
    runs: tuple[tuple[int, int], ...]
    above: tuple[int, ...]
    home: tuple[str, ...]
    home_marks: tuple[str, ...]
    kin: tuple[tuple[int, int], ...]
    topics: tuple[frozenset[str], ...]
    spread: Counter[str]
    title: frozenset[str]
    copies: Counter[str]
    asked: tuple[int, ...]


def look(blocks: Sequence[Block], title: str | None) -> Sight | None:
    """The blocks around the main text, or None where trafilatura chose nothing that was found on the page."""
    voted = [number for number, block in enumerate(blocks) if block.extracted and block.aligned]
    if not voted:
        return None
    start = max(0, voted[0] - REACH)
    end = min(voted[-1] + REACH + 1, start + MOST)
    inside = range(voted[0], voted[-1] + 1)
    near = blocks[start:end]
    read = [
        fact_of(block, inside=n in inside) if n in inside or block.extracted or is_heading(block.tag) else unread(block)
        for n, block in enumerate(near, start)
    ]
    homes = Counter[tuple[str, tuple[str, ...]]]()
    for fact in read:
        if fact.block.extracted and fact.block.aligned:
            homes[outer(fact.block.path), fact.block.marks] += fact.words
    home, home_marks = homes.most_common(1)[0][0]
    first, last = voted[0] - start, min(voted[-1] - start, len(read) - 1)
    asked = tuple(number for number in range(first, last + 1) if is_open(read[number], home, home_marks))
    facts = with_kin(read, asked)
    return Sight(
        start,
        facts,
        first,
        last,
        distances(facts),
        distances(facts[::-1])[::-1],
        (0, *accumulate(fact.block.extracted for fact in facts)),
        (0, *accumulate(fact.prose for fact in facts)),
        grouped(facts, [(fact.block.path, fact.block.marks) for fact in facts]),
        grouped(facts, [outer(fact.block.path) for fact in facts]),
        grouped(facts, [fact.block.path for fact in facts]),
        runs_of([fact.block.path for fact in facts]),
        headings_above(facts),
        tuple(home.split("/")),
        home_marks,
        kin_of(facts, asked, home.split("/"), home_marks),
        topics_of(facts, asked, home_marks),
        Counter(stem for fact in facts if fact.block.extracted for stem in fact.stems),
        stems_of(WORD.findall(title or "")),
        Counter(block.text for block in blocks),
        asked,
    )


def with_kin(facts: Sequence[Fact], asked: Sequence[int]) -> tuple[Fact, ...]:
    """The facts, those read as well that the blocks in question are compared with: next to one, or beside it."""
    places = {outer(facts[number].block.path) for number in asked}
    beside = {number + step for number in asked for step in (-1, 1)}
    return tuple(
        fact_of(fact.block, inside=False)
        if not fact.words and (number in beside or outer(fact.block.path) in places)
        else fact
        for number, fact in enumerate(facts)
    )


def is_open(fact: Fact, home: str, home_marks: tuple[str, ...]) -> bool:
    """Neither plain prose of the story's own container, nor mere links that trafilatura left out."""
    block = fact.block
    if not block.extracted:
        return fact.linked < MERE_LINKS
    is_plain = fact.prose and fact.linked < FEW_LINKS and block.marks == home_marks
    return block.aligned and not (is_plain and outer(block.path) == home)


def distances(facts: Sequence[Fact]) -> tuple[int, ...]:
    """For each block, how many blocks before it the nearest chosen prose stands; far away where there is none."""
    found, distance = [], 2 * REACH
    for fact in facts:
        distance += 1
        found.append(distance)
        if fact.prose and fact.block.extracted:
            distance = 0
    return tuple(found)


def runs_of(paths: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """First and last of the run of equal paths that each one stands in.

    >>> runs_of(["p", "li", "li"])
    ((0, 0), (1, 2), (1, 2))
    """
    runs: list[tuple[int, int]] = []
    start = 0
    for number in range(1, len(paths) + 1):
        if number == len(paths) or paths[number] != paths[start]:
            runs += [(start, number - 1)] * (number - start)
            start = number
    return tuple(runs)


def headings_above(facts: Sequence[Fact]) -> tuple[int, ...]:
    """The nearest heading before each block, -1 where there is none."""
    found, heading = [], -1
    for number, fact in enumerate(facts):
        found.append(heading)
        if fact.heading:
            heading = number
    return tuple(found)


def topics_of(facts: Sequence[Fact], asked: Sequence[int], home_marks: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """What the class words of each block speak of that it does not share with the story's own container."""
    known: dict[tuple[str, ...], frozenset[str]] = {}
    found = [NOTHING] * len(facts)
    for number in asked:
        marks = facts[number].block.marks
        if marks not in known:
            known[marks] = topics_in(marks[: len(marks) - shared_tail(marks, home_marks)][:OWN_MARKS])
        found[number] = known[marks]
    return tuple(found)


def kin_of(
    facts: Sequence[Fact], asked: Sequence[int], home: Sequence[str], home_marks: Sequence[str]
) -> tuple[tuple[int, int], ...]:
    """For each block, what it shares with the story's container: elements from the root, classes."""
    known: dict[tuple[str, tuple[str, ...]], tuple[int, int]] = {}
    found = [(0, 0)] * len(facts)
    for number in asked:
        fact = facts[number]
        key = fact.block.path, fact.block.marks
        if key not in known:
            known[key] = shared_head(fact.names, home), shared_tail(fact.block.marks, home_marks)
        found[number] = known[key]
    return tuple(found)


def shared_tail(one: Sequence[str], other: Sequence[str]) -> int:
    """How many of their last entries are the same.

    >>> shared_tail(("a", "c"), ("b", "c"))
    1
    """
    return shared_head(one[::-1], other[::-1])


def shared_head(one: Sequence[str], other: Sequence[str]) -> int:
    """How many of their first entries are the same."""
    for number, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return number
    return min(len(one), len(other))


def outer(path: str) -> str:
    """Path of the element around.

    >>> outer("html/body/p")
    'html/body'
    """
    return path.rpartition("/")[0]
