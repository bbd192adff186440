"""One name in two forms that a translation leaves: with another language's ending, or put into English.

"Rivera" and, of the same person, "Riveru": a case ending came along. "Nordhavn" and "Northern Port": the second time
the name was translated. In 4.8 million words of newspapers and books one pair of endings is found, and no translated
name; honest slips of the finger change other letters, and are left alone.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import resources

from cleaning.garble.places import gazetteer
from cleaning.garble.signal import Passage, Reading, point
from cleaning.garble.words import Words, listed_words
from cleaning.values import Finding, Where

ENDING_SCORE, TRANSLATED_SCORE = 0.7, 0.6
EXCHANGED = {"a": "uyo", "u": "aoy", "y": "a", "o": "a", "i": "a"}
"""Last letters of names that another language's cases exchange."""

SHORTEST = 5
MOST = 2
"""So often at most stands the form with the odd ending."""

LANDS = listed_words("lands")
"""Countries and peoples beside those of the gazetteer, and what else stands in two forms."""

SHORTEST_COMPOUND = 6
LINKS = ("", "s", "e", "er", "en")
"""What may stand between the two parts of a compound."""

Place = tuple[Passage, int]
"""A word of a passage, by its number."""


def name_endings(reading: Reading) -> tuple[Finding, ...]:
    """Every name that stands once or twice with another ending, alone, and elsewhere with a first name beside it."""
    places = named(reading)
    counts = {name: len(found) for name, found in places.items()}
    return tuple(
        point(passage, passage.words.span(at, at), "name_ending", ENDING_SCORE, f"“{usual}” with another ending")
        for usual, odd in pairs_of(counts)
        if is_one_person(places[usual], places[odd]) and not is_known(reading, usual, odd)
        for passage, at in places[odd]
    )


def named(reading: Reading) -> dict[str, list[Place]]:
    """The words with a capital in running text, with their places."""
    found = defaultdict[str, list[Place]](list)
    for passage in reading.passages:
        if passage.where is Where.BODY and not passage.is_display:
            for at, written in enumerate(passage.words.written):
                if written[0] >= "A" and not written.islower() and len(written) >= SHORTEST:
                    found[written[: len(passage.words.folded[at])]].append((passage, at))
    return found


def pairs_of(counts: dict[str, int]) -> Iterator[tuple[str, str]]:
    """(name, the same with another ending) of every pair that differs in a last vowel, the rarer second."""
    stems = defaultdict[str, list[str]](list)
    for name in counts:
        if name[-1] in EXCHANGED and name[1:].islower() and name.isalpha():
            stems[name[:-1]].append(name)
    for stem, ended in stems.items():
        group = [*ended, stem] if stem in counts else ended
        for one, two in ((one, two) for n, one in enumerate(group) for two in group[n + 1 :]):
            usual, odd = (one, two) if counts[one] >= counts[two] else (two, one)
            if counts[odd] <= MOST and (len(usual) != len(odd) or odd[-1] in EXCHANGED[usual[-1]]):
                yield usual, odd


def is_one_person(usual: Iterable[Place], odd: Iterable[Place]) -> bool:
    """Has the usual form a first name before it, and the odd one no other name beside it anywhere?"""
    return any(is_named(passage.words, at - 1) for passage, at in usual) and not any(
        is_named(passage.words, at - 1) or is_named(passage.words, at + 1) for passage, at in odd
    )


def is_named(words: Words, at: int) -> bool:
    """Is there a word with a capital at this place?"""
    return 0 <= at < len(words) and words.written[at][0].isupper()


def is_known(reading: Reading, usual: str, odd: str) -> bool:
    """Is one of them a country or its people ("Kuwait", "Kuwaiti"), or a word as well ("River")?"""
    known = (gazetteer().names, LANDS)
    forms = [form for name in (usual, odd) for form in (name.lower(), f"{name.lower()}s")]
    if any(form in names for names in known for form in forms):
        return True
    small = (usual.lower(), odd.lower())
    if any(word in passage.words.written for passage in reading.passages for word in small):
        return True
    return reading.wording is not None and bool(reading.wording.model.reader.knows(odd.lower()))


def translated_names(reading: Reading) -> tuple[Finding, ...]:
    """Every "Northern Port" in a text with "Nordhavn" in another line: who explains a name does so beside it."""
    long = {
        word
        for passage in reading.passages
        if passage.where is Where.BODY
        for word in passage.words.written
        if len(word) >= SHORTEST_COMPOUND and word[0].isupper()
    }
    compounds = {name: parts for name in long if (parts := parts_of(name.lower()))}
    if not compounds:
        return ()
    return tuple(
        point(passage, passage.words.span(at, at + 1), "translated_name", TRANSLATED_SCORE, f"“{name}”, translated")
        for passage in reading.passages
        if passage.where is not Where.CUT
        for at, pair in enumerate(passage.words.pairs)
        for name in compounds
        if is_translation(pair, compounds[name]) and is_apart(passage, at, name)
    )


def is_translation(pair: tuple[str, str], parts: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Is each of two words a translation of a part of the name?"""
    return pair[0] in parts[0] and pair[1] in parts[1]


def is_apart(passage: Passage, at: int, name: str) -> bool:
    """Are both words written as a name, and is the other form of it not in the same line?"""
    return is_named(passage.words, at) and is_named(passage.words, at + 1) and name not in passage.text


@functools.cache
def elements() -> dict[str, frozenset[str]]:
    """Parts of names in other languages with what they say in English; a constant, read once."""
    text = resources.files("cleaning.garble").joinpath("name_parts.txt").read_text(encoding="utf-8")
    found = defaultdict[str, set[str]](set)
    for line in text.splitlines():
        if line and not line.startswith("#"):
            english, _, parts = line.partition(": ")
            for part in parts.split():
                found[part].update(english.split())
    return {part: frozenset(words) for part, words in found.items()}


@functools.lru_cache(maxsize=4_096)
def parts_of(name: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """What the two parts of a compound say in English; None where it is none.

    >>> [sorted(part) for part in parts_of("nordhavn")]
    [['north', 'northern'], ['harbor', 'harbour', 'haven', 'port']]
    """
    known = elements()
    if len(name) < SHORTEST_COMPOUND:
        return None
    for cut in range(2, len(name) - 1):
        first = known.get(name[:cut])
        if first:
            for link in LINKS:
                second = known.get(name[cut:].removeprefix(link)) if name[cut:].startswith(link) else None
                if second and first.isdisjoint(second):
                    return first, second
    return None
