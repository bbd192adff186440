"""Which sentences of two copies tell the same, and which words of them stand for each other.

Sentences may be left out, moved, split or joined: only shared words make a pair, and what has no counterpart is no
drift. Candidates come from an index of stems, so that long texts cost no more than their words.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from cleaning.copies.sentences import LIGHT, Sentence, Text
from cleaning.copies.values import TITLE
from cleaning.garble.tokens import FUNCTION_WORDS

COMMON = 12
"""Sentences of a copy that share a stem, from which it finds no candidates."""

ALIKE = 0.34
"""Share of the shorter sentence's stems that both have, from which two sentences are one."""

ALIKE_BETWEEN = 0.2
"""The same where the sentences before and behind are pairs."""

HELD = 0.6
"""Share of a sentence's stems that must stand in what is left of another for it to be a part of that one."""

MOST_IN_PAIR = 3
"""Sentences of one copy that together tell what one of the other tells."""


@dataclass(frozen=True, slots=True)
class Block:
    """Words of A in whose place words of B stand, by their numbers; either may be none."""

    a: tuple[int, ...]
    b: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences that tell the same.

    Attributes:
        a, b: numbers of their words, in order.
        same: words that stand for each other, as (of A, of B).
        blocks: the words between them.
    """

    a: tuple[int, ...]
    b: tuple[int, ...]
    same: tuple[tuple[int, int], ...]
    blocks: tuple[Block, ...]


def pairs_of(a: Text, b: Text) -> tuple[Pair, ...]:
    """Sentences of both copies that tell the same, with their words aligned, in the order of A."""
    return tuple(
        aligned(a, b, [a.sentences[n] for n in ours], [b.sentences[n] for n in theirs]) for ours, theirs in groups(a, b)
    )


Group = tuple[list[int], list[int]]


def groups(a: Text, b: Text) -> list[Group]:
    """Numbers of sentences of A and of B that tell the same."""
    partner = equal(a, b)
    taken = {theirs: ours for ours, theirs in partner.items()}
    found = {ours: ([ours], [theirs]) for ours, theirs in partner.items()}
    scored = sorted(candidates(a, b, partner, taken), key=lambda row: (-row[0], row[1] + row[2], abs(row[1] - row[2])))
    for score, ours, theirs in scored:
        if score >= ALIKE and ours not in partner and theirs not in taken:
            partner[ours], taken[theirs] = theirs, ours
    for score, ours, theirs in scored:
        if ALIKE_BETWEEN <= score < ALIKE and ours not in partner and theirs not in taken:
            before, after = partner.get(ours - 1), partner.get(ours + 1)
            if theirs - 1 == before or theirs + 1 == after:
                partner[ours], taken[theirs] = theirs, ours
    told = {ours: ([ours], [theirs]) for ours, theirs in partner.items() if ours not in found}
    join(a, b, told, scored)
    return [(sorted(ours), sorted(theirs)) for _, (ours, theirs) in sorted((found | told).items())]


def equal(a: Text, b: Text) -> dict[int, int]:
    """Sentences of A with the one of B that has the same words."""
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number in range(len(b.sentences) - 1, -1, -1):
        index[run_of(b, number)].append(number)
    found = {}
    for number in range(len(a.sentences)):
        if twins := index.get(run_of(a, number)):
            found[number] = twins.pop()
    return found


def run_of(text: Text, number: int) -> tuple[str, ...]:
    """A sentence's words, the headline's told from others."""
    sentence = text.sentences[number]
    keys = text.keys[sentence.first : sentence.last]
    return (*keys, "") if sentence.line == TITLE else keys


def join(a: Text, b: Text, found: dict[int, Group], scored: Sequence[tuple[float, int, int]]) -> None:
    """Puts sentences without counterpart to the pairs that tell them too: one was split, or two were joined."""
    of_a = {n: group for group in found.values() for n in group[0]}
    of_b = {n: group for group in found.values() for n in group[1]}
    for _, ours, theirs in scored:
        for mine, others, number, other, own, far in (
            (of_a, of_b, ours, theirs, a, b),
            (of_b, of_a, theirs, ours, b, a),
        ):
            if number in mine or other not in others:
                continue
            group = others[other]
            side = 0 if own is a else 1
            if len(group[side]) >= MOST_IN_PAIR:
                continue
            said = frozenset().union(*(own.sentences[n].content for n in group[side]))
            told = frozenset().union(*(far.sentences[n].content for n in group[1 - side]))
            content = own.sentences[number].content
            new = content & (told - said)
            if len(new) > 1 and len(new) >= HELD * len(content):
                group[side].append(number)
                mine[number] = group


def candidates(a: Text, b: Text, ours: Container[int], theirs: Container[int]) -> Iterator[tuple[float, int, int]]:
    """Score of likeness, number in A, number in B of sentences that share a stem that is rare in B.

    Args:
        a: one copy.
        b: the other.
        ours: sentences of A that are paired already.
        theirs: those of B.
    """
    index: dict[str, list[int]] = defaultdict(list)
    for number, sentence in enumerate(b.sentences):
        if number not in theirs:
            for stem in sentence.content:
                index[stem].append(number)
    rare = {stem: numbers for stem, numbers in index.items() if len(numbers) <= COMMON}
    for number, sentence in enumerate(a.sentences):
        if number not in ours:
            votes = Counter(itertools.chain.from_iterable(rare[stem] for stem in sentence.content if stem in rare))
            for other, _ in votes.most_common(COMMON):
                score = likeness(sentence, b.sentences[other])
                if score >= ALIKE_BETWEEN:
                    yield score, number, other


def likeness(one: Sentence, two: Sentence) -> float:
    """Share of stems that two sentences have in common: of the shorter, a little less where the longer is longer."""
    if (one.line == TITLE) != (two.line == TITLE):
        return 0.0
    shared = len(one.content & two.content)
    least, most = sorted((len(one.content), len(two.content)))
    if shared == 0 or (shared == 1 and least > 1):
        return 0.0
    return 0.8 * shared / least + 0.2 * shared / most


def aligned(a: Text, b: Text, ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> Pair:
    """The words of sentences that tell the same."""
    mine = tuple(itertools.chain.from_iterable(range(s.first, s.last) for s in ours))
    others = tuple(itertools.chain.from_iterable(range(s.first, s.last) for s in theirs))
    one, two = [a.keys[n] for n in mine], [b.keys[n] for n in others]
    same, blocks = list[tuple[int, int]](), list[Block]()
    for tag, i, j, k, m in opcodes(one, two):
        if tag == "equal":
            same += zip(mine[i:j], others[k:m], strict=True)
        else:
            blocks.append(Block(mine[i:j], others[k:m]))
    return Pair(mine, others, tuple(same), tuple(blocks))


def opcodes(one: Sequence[str], two: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """What difflib says of two runs of words; what both begin and end with is not looked at twice."""
    if one == two:
        return [("equal", 0, len(one), 0, len(two))]
    return SequenceMatcher(None, one, two, autojunk=False).get_opcodes()


def is_content(key: str) -> bool:
    """Does a word say what the sentence is about?"""
    return key not in FUNCTION_WORDS and key not in LIGHT and (len(key) > 1 or key.isalpha()) and key[-1] != "$"
