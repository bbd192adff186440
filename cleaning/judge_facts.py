"""Facts of single blocks, and what groups of them share: what the judge's sight is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from cleaning.value import value
from cleaning.values import Block
from cleaning.wording import UNSPACED, WORD, capitals_of, count_words, ends_sentence, stems_of, words_in

TOPIC_CHARACTERS = 300
"""Of a block, from which its words are read."""

PROSE_WORDS = 12
"""Words of a block that ends like a sentence from which it is prose."""

HEADING_LETTERS = 2
"""Of a tag: h1 to h6."""

NOTHING: frozenset[str] = frozenset()

FEW_LINKS, MERE_LINKS = 0.1, 0.8
"""Share of link text up to which prose of the story's own container is not asked about, and from which what trafilatura
left out is not."""


@value(frozen=True, slots=True)
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


@dataclass(slots=True)
class Group:
    """What blocks share that stand in the same kind of place; counted up while it is made, and not changed later.

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

    def add(self, fact: Fact) -> None:
        """One block more."""
        self.size += 1
        self.voted += fact.block.extracted
        self.words += fact.words
        self.linked += fact.linked
        self.ends += fact.ends
        self.prose += fact.prose
        self.capitals += fact.capitals


def fact_of(block: Block, *, inside: bool) -> Fact:
    """One block by itself.

    Its content words are read where somebody asks for them: inside the main text, but not of mere links left out.
    """
    text = block.text
    is_long = len(text) > TOPIC_CHARACTERS
    found = WORD.findall(text, 0, TOPIC_CHARACTERS) if is_long else words_in(text)
    words = len(found)
    if is_long or not text.isascii():
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
        stems_of(found) if inside and (block.extracted or linked < MERE_LINKS) else NOTHING,
        tuple(block.path.split("/")),
        is_heading(block.tag),
    )


def unread(block: Block) -> Fact:
    """One block with its text unread."""
    return Fact(block, 0, ends=False, prose=False, capitals=0.0, linked=0.0, stems=NOTHING, names=(), heading=False)


def is_heading(tag: str) -> bool:
    """The markup calls it a heading."""
    return len(tag) == HEADING_LETTERS and tag[0] == "h" and tag[1].isdigit()


def grouped(facts: Sequence[Fact], keys: Sequence[object]) -> tuple[Group, ...]:
    """For each block, its group."""
    groups = defaultdict[object, Group](Group)
    found = []
    for key, fact in zip(keys, facts, strict=True):
        group = groups[key]
        group.add(fact)
        found.append(group)
    return tuple(found)
