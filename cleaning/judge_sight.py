"""What the judge sees of a page: facts of the blocks near the main text, read once, and what groups of them share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from cleaning.judge_marks import OWN_MARKS, topics_in
from cleaning.values import Block
from cleaning.wording import UNSPACED, WORD, capitals_of, count_words, ends_sentence, stems_of

REACH = 25
"""Blocks before the first and behind the last one that trafilatura chose that are looked at: lost text is nearer."""

MOST = 1_200
"""Blocks that are judged of one page; a longer page is a live blog or a list, and its rest is left as it is."""

NOTHING: frozenset[str] = frozenset()

TOPIC_CHARACTERS = 300
"""Of a block, from which its words are read."""

PROSE_WORDS = 12
"""Words of a block that ends like a sentence from which it is prose."""

FEW_LINKS, MERE_LINKS = 0.1, 0.8
"""Share of link text up to which prose of the story's own container is not asked about, and from which what trafilatura
left out is not."""

HEADING_LETTERS = 2
"""Of a tag: h1 to h6."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What one block says by itself.

    Attributes:
        block: the block.
        words: number of words.
        ends: closes like a sentence.
        prose: long enough as well.
        capitals: share of its longer words that begin with a capital.
        linked: share of its characters that are link text.
        stems: its content words.
        names: tags of the elements around it.
        heading: the markup calls it a heading.
    """

    block: Block
    words: int
    ends: bool
    prose: bool
    capitals: float
    linked: float
    stems: frozenset[str]
    names: tuple[str, ...]
    heading: bool


@dataclass(frozen=True, slots=True)
class Group:
    """What blocks share that stand in the same kind of place.

    Attributes:
        size: blocks.
        voted: of them that trafilatura chose.
        words: in all of them.
        linked: sum of their shares of link text.
        ends: of them that close like a sentence.
        prose: of them that are prose.
        capitals: sum of their shares of capitals.
    """

    size: int = 0
    voted: int = 0
    words: int = 0
    linked: float = 0.0
    ends: int = 0
    prose: int = 0
    capitals: float = 0.0

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> Group:
        """Sums over blocks."""
        members = list(facts)
        return cls(
            len(members),
            sum(fact.block.extracted for fact in members),
            sum(fact.words for fact in members),
            sum(fact.linked for fact in members),
            sum(fact.ends for fact in members),
            sum(fact.prose for fact in members),
            sum(fact.capitals for fact in members),
        )


@dataclass(frozen=True, slots=True)
class Sight:
    """A page as the judge sees it; numbers of blocks count from `start`.

    Attributes:
        start: number of the first block that is looked at.
        facts: of the blocks in page order.
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

    def asked(self) -> list[int]:
        """Numbers of the blocks about which there is something to decide."""
        return [number for number in range(self.first, self.last + 1) if self.is_open(self.facts[number])]

    def is_open(self, fact: Fact) -> bool:
        """Neither plain prose of the story's own container, nor mere links that trafilatura left out."""
        block = fact.block
        if not block.extracted:
            return fact.linked < MERE_LINKS
        is_plain = fact.prose and fact.linked < FEW_LINKS and block.marks == self.home_marks
        return block.aligned and not (is_plain and outer(block.path) == "/".join(self.home))


def look(blocks: Sequence[Block], title: str | None) -> Sight | None:
    """The blocks around the main text, or None where trafilatura chose nothing that was found on the page."""
    voted = [number for number, block in enumerate(blocks) if block.extracted and block.aligned]
    if not voted:
        return None
    start = max(0, voted[0] - REACH)
    end = min(voted[-1] + REACH + 1, start + MOST)
    inside = range(voted[0], voted[-1] + 1)
    facts = tuple(
        fact_of(block, NOTHING if n not in inside else None) for n, block in enumerate(blocks[start:end], start)
    )
    homes = Counter[tuple[str, tuple[str, ...]]]()
    for fact in facts:
        if fact.block.extracted and fact.block.aligned:
            homes[outer(fact.block.path), fact.block.marks] += fact.words
    home, home_marks = homes.most_common(1)[0][0]
    return Sight(
        start,
        facts,
        voted[0] - start,
        min(voted[-1] - start, len(facts) - 1),
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
        kin_of(facts, home.split("/"), home_marks),
        topics_of(facts, home_marks),
        Counter(stem for fact in facts if fact.block.extracted for stem in fact.stems),
        stems_of(WORD.findall(title or "")),
        Counter(block.text for block in blocks),
    )


def fact_of(block: Block, stems: frozenset[str] | None) -> Fact:
    """One block by itself; its content words are given where nobody asks for them."""
    text = block.text
    found = WORD.findall(text, 0, TOPIC_CHARACTERS)
    words = len(found)
    if len(text) > TOPIC_CHARACTERS or not text.isascii():
        words = count_words(text) if UNSPACED.search(text) else len(text.split())
    ends = ends_sentence(text)
    linked = min(1.0, sum(link.end - link.start for link in block.links) / len(text)) if block.links else 0.0
    return Fact(
        block,
        words,
        ends,
        ends and words >= PROSE_WORDS,
        capitals_of(found),
        linked,
        stems_of(found) if stems is None else stems,
        tuple(block.path.split("/")),
        len(block.tag) == HEADING_LETTERS and block.tag[0] == "h" and block.tag[1].isdigit(),
    )


def distances(facts: Sequence[Fact]) -> tuple[int, ...]:
    """For each block, how many blocks before it the nearest chosen prose stands; far away where there is none."""
    found, distance = [], 2 * REACH
    for fact in facts:
        distance += 1
        found.append(distance)
        if fact.prose and fact.block.extracted:
            distance = 0
    return tuple(found)


def grouped(facts: Sequence[Fact], keys: Sequence[object]) -> tuple[Group, ...]:
    """For each block, its group."""
    members = defaultdict[object, list[Fact]](list)
    for key, fact in zip(keys, facts, strict=True):
        members[key].append(fact)
    groups = {key: Group.of(found) for key, found in members.items()}
    return tuple(groups[key] for key in keys)


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


def topics_of(facts: Sequence[Fact], home_marks: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """What the class words of each block speak of that it does not share with the story's own container."""
    known: dict[tuple[str, ...], frozenset[str]] = {}
    for fact in facts:
        marks = fact.block.marks
        if marks not in known:
            known[marks] = topics_in(marks[: len(marks) - shared_tail(marks, home_marks)][:OWN_MARKS])
    return tuple(known[fact.block.marks] for fact in facts)


def kin_of(facts: Sequence[Fact], home: Sequence[str], home_marks: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """For each block, what it shares with the story's container: elements from the root, classes."""
    known: dict[tuple[str, tuple[str, ...]], tuple[int, int]] = {}
    for fact in facts:
        key = fact.block.path, fact.block.marks
        if key not in known:
            known[key] = shared_head(fact.names, home), shared_tail(fact.block.marks, home_marks)
    return tuple(known[fact.block.path, fact.block.marks] for fact in facts)


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
