"""Fixed phrases with a word exchanged, found without listing the changed forms: by the odd word and its neighbours.

A word that machines put in the place of others ("home" for "house") is looked up; if what it may stand for follows the
word before it, or precedes the word behind it, in some phrase, that phrase is compared word by word. So the cost grows
with the text and hardly with the number of phrases.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
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
        firm: for each word how firmly it belongs in its place, 0..4 (see `SCORES`).
    """

    words: Folded
    right: str
    score: float
    capitals: frozenset[int]
    most: int
    firm: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Inventory:
    """All formulas and substitutes, in the form that `exchanges` reads.

    Attributes:
        rights: for each odd word the words it may stand for.
        listed: for each odd word or phrase the words whose substitute it is known to be.
        grades: for each odd word or phrase how common it is beside what it may stand for, 0..3 (see `SCORES`).
        wide: the same for odd words of two and more, by their first two.
        after, before: the words that follow, or precede, a word in some formula and may come back exchanged.
        places: for two words that stand side by side in formulas: which, and where the first one is.
        genuine: changed forms that are good English too.
    """

    rights: Mapping[str, frozenset[str]]
    listed: Mapping[Folded, frozenset[str]]
    grades: Mapping[Folded, Mapping[str, int]]
    wide: Mapping[tuple[str, str], tuple[tuple[Folded, frozenset[str]], ...]]
    after: Mapping[str, frozenset[str]]
    before: Mapping[str, frozenset[str]]
    places: Mapping[tuple[str, str], tuple[tuple[Formula, int], ...]]
    genuine: frozenset[Folded]


Substitutes = Iterable[tuple[str, Folded, int | None]]
"""A word, what machines put in its place, and how common that is beside it; None for those somebody listed."""

Odd = tuple[int, int, frozenset[str]]
"""First word, number of words, and what they may stand for."""


def inventory_of(formulas: Iterable[Formula], substitutes: Substitutes, genuine: frozenset[Folded]) -> Inventory:
    """The tables turned round, once, for reading."""
    after, before = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    places: dict[tuple[str, str], list[tuple[Formula, int]]] = defaultdict(list)
    for formula in formulas:
        for place, (first, second) in enumerate(itertools.pairwise(formula.words)):
            if formula.score or formula.firm[place + 1]:
                after[first].add(second)
            if formula.score or formula.firm[place]:
                before[second].add(first)
            places[first, second].append((formula, place))
    listed, grades = defaultdict[Folded, set[str]](set), defaultdict[Folded, dict[str, int]](dict)
    for right, odd, grade in substitutes:
        if grade is None:
            listed[odd].add(right)
        else:
            grades[odd][right] = grade
    rights = {odd: frozenset({*listed.get(odd, ()), *grades.get(odd, ())}) for odd in {*listed, *grades}}
    wide: dict[tuple[str, str], list[tuple[Folded, frozenset[str]]]] = defaultdict(list)
    for odd, may in rights.items():
        if len(odd) > 1:
            wide[odd[0], odd[1]].append((odd, may))
    return Inventory(
        {odd[0]: may for odd, may in rights.items() if len(odd) == 1},
        {odd: frozenset(words) for odd, words in listed.items()},
        grades,
        {pair: tuple(rows) for pair, rows in wide.items()},
        {word: frozenset(words) for word, words in after.items()},
        {word: frozenset(words) for word, words in before.items()},
        {pair: tuple(rows) for pair, rows in places.items()},
        genuine,
    )


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
    rights, after, before = inventory.rights, inventory.after, inventory.before
    for place, (word, following) in enumerate(words.pairs):
        if following in before and word in rights and not rights[word].isdisjoint(before[following]):
            yield place, 1, rights[word] & before[following]
        if word in after and following in rights and not rights[following].isdisjoint(after[word]):
            yield place + 1, 1, rights[following] & after[word]
    if not inventory.wide.keys().isdisjoint(words.keys):
        for place, pair in enumerate(words.pairs):
            if pair in inventory.wide:
                yield from wide_words(words.folded, place, inventory)


def wide_words(folded: Folded, place: int, inventory: Inventory) -> Iterator[Odd]:
    """The odd phrases that begin at this place."""
    for odd, may in inventory.wide[folded[place], folded[place + 1]]:
        if folded[place : place + len(odd)] == odd:
            yield place, len(odd), may


def changes(passage: Passage, odd: Odd, inventory: Inventory) -> Iterator[tuple[int, Wrong]]:
    """Every formula that stands here, but for the odd words: where it begins, and its changed form."""
    folded, (place, width, may) = passage.words.folded, odd
    left = folded[place - 1] if place else ""
    behind = folded[place + width] if place + width < len(folded) else ""
    for right in may:
        ahead = ((formula, slot) for formula, slot in inventory.places.get((right, behind), ()))
        back = ((formula, slot + 1) for formula, slot in inventory.places.get((left, right), ()))
        for formula, slot in itertools.chain(ahead, back):
            score = score_of(formula, slot, folded[place : place + width], inventory)
            wrong = changed(folded, place - slot, (slot, width), formula, inventory) if score else None
            if wrong is not None and wrong.words not in inventory.genuine:
                yield place - slot, replace(wrong, score=score)


def score_of(formula: Formula, slot: int, odd: Folded, inventory: Inventory) -> float:
    """How sure a hit is with this odd word in this slot of the formula; 0 where it proves nothing."""
    right = formula.words[slot]
    if formula.score and right in inventory.listed.get(odd, ()):
        return formula.score
    grade = inventory.grades.get(odd, {}).get(right)
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
    return len(differ) <= most and all(right in inventory.rights.get(word, ()) for word, right in differ)
