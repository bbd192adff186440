"""Fixed phrases with a word exchanged, found without listing the changed forms: by the odd word and its neighbours.

A word that machines put in the place of others ("home" for "house") is looked up; if some word that it may stand for
has the same neighbour, before or behind, in some phrase, that phrase is compared word by word. So the cost grows
with the text and hardly with the number of phrases.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from cleaning.garble.phrases import Wrong, matches
from cleaning.garble.signal import Passage
from cleaning.garble.words import Words
from cleaning.values import Where

Folded = tuple[str, ...]
"""Words in lower case, without possessives."""

SCORES = (
    (0.0, 0.0, 0.0, 0.0),
    (0.4, 0.0, 0.0, 0.0),
    (0.5, 0.0, 0.0, 0.0),
    (0.6, 0.4, 0.0, 0.0),
    (0.65, 0.6, 0.5, 0.4),
    (0.65, 0.6, 0.5, 0.45),
)
"""How sure a hit is, by how firmly the right word belongs in its place and how common the odd one is beside it.

Three quarters of the log likelihood ratio between spun and genuine text, over the signal's weight.
"""


@dataclass(frozen=True, slots=True)
class Formula:
    """A fixed phrase in its right form.

    Attributes:
        words: in lower case.
        right: as people write it.
        score: how sure a hit is, 0..1, where a listed substitute stands.
        capitals: numbers of the words that must have a capital in the text.
        most: so many words may be exchanged.
        firm: for each word how firmly it belongs in its place, 0..5 (see `SCORES`).
    """

    words: Folded
    right: str
    score: float
    capitals: frozenset[int]
    most: int
    firm: tuple[int, ...]


NEEDS = tuple(next(firm for firm, scores in enumerate(SCORES) if scores[grade]) for grade in range(len(SCORES[0])))
"""For each grade of an odd word how firmly the right one must belong in its place for the hit to prove something."""

ALL_NEEDS = tuple(sorted(set(NEEDS)))
LISTED = len(SCORES)
"""Stands for a firmness where the odd word is listed: any will do, but only in formulas with a score."""

Odds = Mapping[str, Mapping[str, int | None]]
Neighbours = Mapping[str, tuple[AbstractSet[str], AbstractSet[str]]]

Places = Mapping[tuple[str, str], Sequence[tuple[Formula, int]]]
"""For two words that stand side by side in formulas: which, and the number of one of them."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """All formulas and substitutes, in the form that `exchanges` reads.

    Attributes:
        odds: for each odd word or phrase, its words joined by hyphens, what it may stand for and how common it is
            beside that, 0..3 (see `SCORES`); None for those that are only listed.
        listed: odd words with what they are listed for.
        wide: odd phrases of two words and more, by the first two; `openings`: these two.
        neighbours: for each odd word the words behind, and those before, what it may stand for.
        ahead: for a word and the one behind it: the phrases in which the first may be exchanged, and its number there.
        back: for a word and the one behind it: the phrases in which the second may be exchanged, and its number there.
        genuine: changed forms that are good English too.
    """

    odds: Odds
    listed: frozenset[tuple[str, str]]
    wide: Mapping[tuple[str, str], tuple[Folded, ...]]
    openings: frozenset[tuple[str, str]]
    neighbours: Neighbours
    ahead: Places
    back: Places
    genuine: frozenset[Folded]


Substitutes = Iterable[tuple[str, str, int | None]]
"""A word, what machines put in its place (a hyphen for a blank), how common that is beside it; None where listed."""

Odd = tuple[int, int, str]
"""First word, number of words, and the words, joined by hyphens."""


def inventory_of(formulas: Iterable[Formula], substitutes: Substitutes, genuine: frozenset[Folded]) -> Inventory:
    """The tables turned round, once, for reading."""
    ahead, back = places_of(formulas)
    odds, listed = defaultdict[str, dict[str, int | None]](dict), set[tuple[str, str]]()
    for right, odd, grade in substitutes:
        if grade is None:
            listed.add((odd, right))
            odds[odd].setdefault(right, None)
        else:
            odds[odd][right] = grade
    wide = defaultdict[tuple[str, str], list[Folded]](list)
    for words in (tuple(odd.split("-")) for odd in odds if "-" in odd):
        wide[words[0], words[1]].append(words)
    return Inventory(
        odds,
        frozenset(listed),
        {pair: tuple(rows) for pair, rows in wide.items()},
        frozenset(wide),
        neighbours_of(odds, listed, ahead, back),
        ahead,
        back,
        genuine,
    )


def places_of(formulas: Iterable[Formula]) -> tuple[Places, Places]:
    """Where a word may be exchanged that has another one behind it, and where one that has another before it."""
    ahead = defaultdict[tuple[str, str], list[tuple[Formula, int]]](list)
    back = defaultdict[tuple[str, str], list[tuple[Formula, int]]](list)
    for formula in formulas:
        free, firm = formula.score, formula.firm
        for place, pair in enumerate(itertools.pairwise(formula.words)):
            if free or firm[place]:
                ahead[pair].append((formula, place))
            if free or firm[place + 1]:
                back[pair].append((formula, place + 1))
    return dict(ahead), dict(back)


def neighbours_of(odds: Odds, listed: AbstractSet[tuple[str, str]], ahead: Places, back: Places) -> Neighbours:
    """For each odd word the words behind, and those before, what it may stand for where that proves something."""
    behind = by_need((word, following, rows) for (word, following), rows in ahead.items())
    before = by_need((word, previous, rows) for (previous, word), rows in back.items())
    keys = {
        odd: [(right, NEEDS[grade]) for right, grade in may.items() if grade is not None]
        for odd, may in odds.items()
        if "-" not in odd
    }
    for odd, right in listed:
        if odd in keys:
            keys[odd].append((right, LISTED))
    return {odd: (union(behind, known), union(before, known)) for odd, known in keys.items()}


def by_need(rows: Iterable[tuple[str, str, Sequence[tuple[Formula, int]]]]) -> Mapping[tuple[str, int], set[str]]:
    """For a word and the firmness that is needed (or LISTED) its neighbours in phrases where it has so much."""
    found = defaultdict[tuple[str, int], set[str]](set)
    for word, neighbour, places in rows:
        most = max([formula.firm[slot] for formula, slot in places])
        for need in ALL_NEEDS:
            if most >= need:
                found[word, need].add(neighbour)
        if any(formula.score for formula, _ in places):
            found[word, LISTED].add(neighbour)
    return found


NOTHING: frozenset[str] = frozenset()


def union(sets: Mapping[tuple[str, int], set[str]], keys: Iterable[tuple[str, int]]) -> AbstractSet[str]:
    """What the sets hold; one that is alone is not copied."""
    named = [sets[key] for key in keys if key in sets]
    if len(named) > 1:
        return named[0].union(*named[1:])
    return named[0] if named else NOTHING


def exchanges(passage: Passage, inventory: Inventory) -> Iterator[tuple[int, int, Wrong]]:
    """(first word, last word, phrase) of every formula with a word exchanged, in order, not overlapping."""
    found = {
        (start, changed)
        for odd in odd_words(passage.words, inventory)
        for start, changed in changes(passage, odd, inventory)
    }
    free = 0
    for start, wrong in sorted(found, key=lambda hit: (hit[0], -len(hit[1].words), -hit[1].score, hit[1].right)):
        if start >= free and matches(passage, start, wrong) and not is_name(passage, start, wrong):
            free = start + len(wrong.words)
            yield start, free - 1, wrong


def is_name(passage: Passage, start: int, wrong: Wrong) -> bool:
    """Is every word of a phrase that needs no capital written with one? A name may be made of any words.

    Headlines are written so too, and there it says nothing.
    """
    if wrong.capitals or passage.where is Where.TITLE:
        return False
    written = passage.words.written[start : start + len(wrong.words)]
    return all(word[0].isupper() and not word.isupper() for word in written)


def odd_words(words: Words, inventory: Inventory) -> Iterator[Odd]:
    """The words that stand where a formula has another one, as their neighbours say."""
    neighbours, folded = inventory.neighbours, words.folded
    for place in [place for place, word in enumerate(folded) if word in neighbours]:
        behind, before = neighbours[folded[place]]
        if words.pairs[place][1] in behind or (place and folded[place - 1] in before):
            yield place, 1, folded[place]
    if not inventory.openings.isdisjoint(words.keys):
        for place, pair in enumerate(words.pairs):
            for odd in inventory.wide.get(pair, ()):
                if folded[place : place + len(odd)] == odd:
                    yield place, len(odd), "-".join(odd)


def changes(passage: Passage, odd: Odd, inventory: Inventory) -> Iterator[tuple[int, Wrong]]:
    """Every formula that stands here, but for the odd words: where it begins, and its changed form."""
    folded, (place, width, text) = passage.words.folded, odd
    left = folded[place - 1] if place else ""
    behind = folded[place + width] if place + width < len(folded) else ""
    for right, grade in inventory.odds[text].items():
        is_listed = (text, right) in inventory.listed
        for formula, slot in (*inventory.ahead.get((right, behind), ()), *inventory.back.get((left, right), ())):
            score = score_of(formula, slot, grade, is_listed=is_listed)
            wrong = changed(folded, place - slot, (slot, width), formula, inventory) if score else None
            if wrong is not None and wrong.words not in inventory.genuine:
                yield place - slot, replace(wrong, score=score)


def score_of(formula: Formula, slot: int, grade: int | None, *, is_listed: bool) -> float:
    """How sure a hit is in this slot of the formula with so common an odd word; 0 where it proves nothing."""
    if formula.score and is_listed:
        return formula.score
    return 0.0 if grade is None else SCORES[formula.firm[slot]][grade]


def changed(folded: Folded, start: int, slot: tuple[int, int], formula: Formula, inventory: Inventory) -> Wrong | None:
    """The formula as it stands here, the words of one slot exchanged; None where it does not."""
    number, width = slot
    end = start + len(formula.words) + width - 1
    if start < 0 or end > len(folded):
        return None
    words, others = folded[start:end], formula.words[:number] + formula.words[number + 1 :]
    rest = words[:number] + words[number + width :]
    if rest != others and not is_near(rest, others, formula.most - 1, inventory):
        return None
    capitals = frozenset(place if place <= number else place + width - 1 for place in formula.capitals)
    return Wrong(words, formula.right, formula.score, capitals)


def is_near(rest: Folded, others: Folded, most: int, inventory: Inventory) -> bool:
    """Do the words beside the odd one differ in so many places only, and there by a substitute?"""
    if not most:
        return False
    differ = [(word, right) for word, right in zip(rest, others, strict=True) if word != right]
    return len(differ) <= most and all(right in inventory.odds.get(word, ()) for word, right in differ)
