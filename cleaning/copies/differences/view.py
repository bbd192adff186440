"""A pair of sentences as every row of DIFFERENCES reads it, and what a row finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cleaning.copies.amounts import Amount
from cleaning.copies.pairing import Block, Pair, is_content
from cleaning.copies.sentences import Text
from cleaning.copies.style import free
from cleaning.garble.model import Model

STEM = 5
"""Letters that inflections of a word share."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Words of content that stand for each other and are not the same.

    Attributes:
        a, b: numbers of the words, at least one each.
        is_tight: one word for one, between words that stand in both.
    """

    a: tuple[int, ...]
    b: tuple[int, ...]
    is_tight: bool


@dataclass(frozen=True, slots=True)
class Sides:
    """Two copies.

    Attributes:
        a, b: the copies.
        amounts_a, amounts_b: their figures.
        model: that knows which words machines exchange, if there is one.
        names: keys of words that are written as names in either.
        counted_a, counted_b: numbers of the words of their figures.
    """

    a: Text
    b: Text
    amounts_a: tuple[Amount, ...]
    amounts_b: tuple[Amount, ...]
    model: Model | None = None
    names: frozenset[str] = frozenset()
    counted_a: frozenset[int] = frozenset()
    counted_b: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class View:
    """One pair.

    Attributes:
        a, b: the copies.
        pair: the sentences.
        same: of each word of A the word of B that stands for it.
        blocks: what differs beyond house style.
        exchanges: words of content for others.
        left_a, left_b: words without counterpart in the pair, moved ones left out.
        sides: the copies with their amounts.
    """

    a: Text
    b: Text
    pair: Pair
    same: dict[int, int]
    blocks: tuple[Block, ...]
    exchanges: tuple[Exchange, ...]
    left_a: frozenset[int]
    left_b: frozenset[int]
    sides: Sides


@dataclass(frozen=True, slots=True)
class Found:
    """What a row points at: first and last word on either side, how sure it is, and why, in words."""

    a: tuple[int, int]
    b: tuple[int, int]
    score: float
    reason: str


Find = Callable[[View], Iterator[Found]]


def view_of(pair: Pair, sides: Sides) -> View:
    """The pair as rows read it."""
    a, b = sides.a, sides.b
    blocks = tuple(block for block in pair.blocks if not is_style(a, b, block))
    left_a = [n for block in blocks for n in block.a]
    left_b = [n for block in blocks for n in block.b]
    keys_a, keys_b = Counter(a.keys[n] for n in left_a), Counter(b.keys[n] for n in left_b)
    both = keys_a & keys_b
    stay_a = frozenset(without(left_a, a.keys, Counter(both)))
    stay_b = frozenset(without(left_b, b.keys, Counter(both)))
    same = dict(pair.same)
    exchanges = tuple(exchanges_of(a, b, blocks, stay_a - sides.counted_a, stay_b - sides.counted_b))
    return View(a, b, pair, same, blocks, exchanges, stay_a, stay_b, sides)


def without(words: Sequence[int], keys: Sequence[str], both: Counter[str]) -> Iterator[int]:
    """The words that stand on one side only."""
    for n in words:
        if both[keys[n]] > 0:
            both[keys[n]] -= 1
        else:
            yield n


def is_style(a: Text, b: Text, block: Block) -> bool:
    """Does a block differ by hyphens, spaces, words that come and go, or an acronym spelled out?"""
    one = [a.keys[n] for n in block.a if a.keys[n] not in free()]
    two = [b.keys[n] for n in block.b if b.keys[n] not in free()]
    if "".join(one) == "".join(two):
        return True
    return is_acronym(one, two) or is_acronym(two, one)


SHORTEST_ACRONYM = 2


def is_acronym(one: Sequence[str], two: Sequence[str]) -> bool:
    """Is the one word made of the initials of the others?

    >>> is_acronym(["fema"], ["federal", "emergency", "management", "agency"])
    True
    """
    if len(one) != 1 or len(two) < SHORTEST_ACRONYM:
        return False
    initials = "".join(word[0] for word in two)
    small = "".join(word[0] for word in two if is_content(word))
    return one[0] in {initials, small}


def exchanges_of(
    a: Text, b: Text, blocks: Sequence[Block], left_a: frozenset[int], left_b: frozenset[int]
) -> Iterator[Exchange]:
    """Words of content in place of others, those that are forms of one word left out."""
    for block in blocks:
        ours = [n for n in block.a if n in left_a and is_content(a.keys[n])]
        theirs = [n for n in block.b if n in left_b and is_content(b.keys[n])]
        if not (ours and theirs):
            continue
        ours, theirs = unlike(a, b, ours, theirs)
        if len(ours) == len(theirs):
            tight = len(block.a) == len(block.b)
            for n, m in zip(ours, theirs, strict=True):
                yield Exchange((n,), (m,), tight)
        elif ours and theirs:
            yield Exchange(tuple(ours), tuple(theirs), is_tight=False)


def unlike(a: Text, b: Text, ours: list[int], theirs: list[int]) -> tuple[list[int], list[int]]:
    """The words of a block that are no forms of one word."""
    rest = list(theirs)
    stay = []
    for n in ours:
        twin = next((m for m in rest if is_form(a.keys[n], b.keys[m])), None)
        if twin is None:
            stay.append(n)
        else:
            rest.remove(twin)
    return stay, rest


def is_form(one: str, two: str) -> bool:
    """Are two words forms of one?

    >>> is_form("expected", "expects"), is_form("doctor", "medical")
    (True, False)
    """
    least = min(len(one), len(two), STEM)
    return one[:least] == two[:least] and least > 2  # noqa: PLR2004


def spread(words: Sequence[int]) -> tuple[int, int]:
    """First and last of some words."""
    return min(words), max(words)


def texts(copy: Text, span: tuple[int, int]) -> str:
    """The words of a span, as written."""
    return copy.place(*span).text
