"""Which phrases and substitutes the texts leave: every changed form is looked up in what people wrote."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cleaning.garble.slots import SCORES
from training.collocations.counts import TRIPLE, Counts, Folded
from training.collocations.lists import PARTICLES, SMALL
from training.collocations.pairs import Pair

FIRM = (0.01, 0.03, 0.1, 0.3)
"""Shares of a word among all that stand in its place, from which it is firmer there (see `slots.SCORES`)."""

FIRM_ALONE = (0.03, 0.1, 0.3, 0.6)
"""The same for the only word of weight in its phrase; below a third of the first it is not exchanged at all."""

COMMON = (0.03, 0.1, 0.3)
"""How often a substitute stands in the texts, over how often its word does, from which it is a grade more common."""

RARE_MOST = 6.0
"""In a million words: a word that is more frequent is not rare, beside however frequent a word it stands.

Of the false findings with rare words, half had one that is met so often; of those in spun text a sixth.
"""

UNSURE = 5
"""Added to the places that are seen, one taken from the hits: rare phrases are less firm than they look."""

SHARE_MOST, SEEN_MOST, MASS_MOST = 0.25, 6, 0.3
"""A substitute goes when so many of its changed forms, by share or number, are genuine English, or so often."""

LIVING = 2
"""A phrase may be seen changed in genuine text so often, or MASS_MOST times as often as it is seen itself."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases in their right form.

    Attributes:
        texts: as written.
        written: those that somebody wrote down as formulas; listed substitutes may stand for every word of them.
    """

    texts: Mapping[Folded, str]
    written: frozenset[Folded]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen.

    Attributes:
        phrases: as written, with how firmly each of its words belongs in its place.
        pairs: word and substitute, with how common that is (see `slots.SCORES`).
        genuine: changed forms that people wrote.
    """

    phrases: Mapping[str, tuple[int, ...]]
    pairs: Mapping[Pair, int]
    genuine: frozenset[Folded]


def firmness(phrase: Folded, slot: int, counts: Counts) -> int:
    """How firmly the word belongs in its place, 0 (never exchanged) to 5."""
    word = phrase[slot]
    if word in SMALL or len(word) == 1 or len(phrase) == 1:
        return 0
    if len(phrase) < TRIPLE and word not in PARTICLES and phrase[1 - slot] in PARTICLES:
        return 0
    share = max(0, counts.times(phrase) - 1) / (counts.places(phrase, slot) + UNSURE)
    if sum(other not in SMALL for other in phrase) > 1:
        return 1 + sum(share >= border for border in FIRM)
    return 0 if share < FIRM[0] else 1 + sum(share >= border for border in FIRM_ALONE)


def grade(word: str, odd: Folded, counts: Counts) -> int:
    """How common a substitute is beside its word, 0 to 3."""
    share = counts.times(odd) / max(counts.words[word], 1)
    often = counts.times(odd) > RARE_MOST * counts.millions
    return max(sum(share >= border for border in COMMON), int(often))


@dataclass(frozen=True, slots=True)
class Change:
    """A phrase with a substitute in it: the phrase, what becomes of it, and how often the texts hold each."""

    phrase: Folded
    changed: Folded
    times: int
    times_changed: int


@dataclass(frozen=True, slots=True)
class Slots:
    """Where words may be exchanged.

    Attributes:
        firm: phrases with how firmly each word belongs in its place.
        places: for each word the phrases it stands in, and where.
        written: phrases in which listed substitutes stand for any word.
        right: changed forms that are known to be good English.
    """

    firm: Mapping[Folded, tuple[int, ...]]
    places: Mapping[str, list[tuple[Folded, int]]]
    written: frozenset[Folded]
    right: frozenset[Folded]


def slots_of(phrases: Phrases, right: frozenset[Folded], counts: Counts) -> Slots:
    """The phrases turned round."""
    firm, places = {}, defaultdict[str, list[tuple[Folded, int]]](list)
    for phrase in sorted(phrases.texts):
        firm[phrase] = tuple(firmness(phrase, number, counts) for number in range(len(phrase)))
        for number, word in enumerate(phrase):
            places[word].append((phrase, number))
    return Slots(firm, places, phrases.written, right | firm.keys())


def choose(phrases: Phrases, pairs: Iterable[Pair], listed: Iterable[Pair], slots: Slots, counts: Counts) -> Choice:
    """The phrases and pairs that genuine text leaves, and the changed forms that it holds all the same.

    Listed pairs stay; only their changed forms are looked up.
    """
    changes = {pair: list(changes_of(pair, slots, counts, is_listed=False)) for pair in pairs}
    kept = {pair: grade(*pair, counts) for pair, found in changes.items() if is_kept(found)}
    of_listed = itertools.chain.from_iterable(changes_of(pair, slots, counts, is_listed=True) for pair in listed)
    found = [change for change in itertools.chain(*changes.values(), of_listed) if change.times_changed]
    opened = Counter[Folded]()
    for change in found:
        opened[change.phrase] += change.times_changed
    grades = defaultdict[str, set[int]](set)
    for (word, _), common in kept.items():
        grades[word].add(common)
    living = {p for p in slots.firm if opened[p] <= max(LIVING, MASS_MOST * counts.times(p))}
    reached = {p: slots.firm[p] for p in living if is_reached(p, slots.firm[p], grades)}
    return Choice(
        {phrases.texts[phrase]: firm for phrase, firm in reached.items()},
        kept,
        frozenset(change.changed for change in found),
    )


def changes_of(pair: Pair, slots: Slots, counts: Counts, *, is_listed: bool) -> Iterator[Change]:
    """What becomes of every phrase in which the substitute proves something."""
    word, odd = pair
    common = grade(word, odd, counts)
    for phrase, slot in slots.places.get(word, ()):
        changed = (*phrase[:slot], *odd, *phrase[slot + 1 :])
        proves = SCORES[slots.firm[phrase][slot]][common] or (is_listed and phrase in slots.written)
        if proves and changed not in slots.right:
            yield Change(phrase, changed, counts.times(phrase), counts.times(changed))


def is_kept(changes: Sequence[Change]) -> bool:
    """Does a substitute stand in few enough of its places where people write?"""
    seen = [change for change in changes if change.times_changed]
    often = sum(change.times_changed for change in seen) > MASS_MOST * sum(change.times for change in changes)
    broad = len(seen) >= LIVING and len(seen) > SHARE_MOST * len(changes)
    return bool(changes) and not (often or broad or len(seen) >= SEEN_MOST)


def is_reached(phrase: Folded, firm: Sequence[int], grades: Mapping[str, set[int]]) -> bool:
    """Can some substitute be found in the phrase?"""
    slots = zip(phrase, firm, strict=True)
    return any(SCORES[most][common] for word, most in slots for common in grades.get(word, ()))
