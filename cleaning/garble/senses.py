"""Words in the wrong one of their meanings: "the partition was found" of an opera, "a free throw" in football.

Translation word by word takes a false friend or the wrong dictionary entry. What it says is English, and may be right
elsewhere: so most rows of `senses.txt` hold only in a text about their topic, which shows in several words.
"""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cleaning.garble.phrases import Row, rows_of
from cleaning.garble.signal import Passage, Reading, point
from cleaning.garble.tokens import FUNCTION_WORDS
from cleaning.garble.words import listed_words
from cleaning.values import Finding, Where

ANY = "any"
"""The topic of phrases that are wrong everywhere."""

CUES = 3
"""So many different words of a topic make a text one about it."""

NAME, NUMBER = "~", "#"
"""Stand for a word with a capital, and for a number."""

NUMBERS = listed_words("numbers")

Key = tuple[str, str] | str
"""Two words side by side, or one: what a phrase is looked up by."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One row.

    Attributes:
        words: for each place the words that may stand there.
        capitals: numbers of the places whose word must have a capital.
        at: the place that it is looked up by.
        topic: what the text must be about.
        right: what the words should say.
        score: how sure a hit is, 0..1.
    """

    words: tuple[frozenset[str], ...]
    capitals: frozenset[int]
    at: int
    topic: str
    right: str
    score: float


def wrong_senses(reading: Reading) -> tuple[Finding, ...]:
    """Every listed phrase in a text about its topic; the topics are counted when a phrase asks for one."""
    known, found = senses(), list[Finding]()
    topics: frozenset[str] | None = None
    for passage in reading.passages if reading.marked is None else reading.marked:
        if passage.where is Where.CUT or known.keys().isdisjoint(passage.words.keys):
            continue
        for first, sense in phrases(passage, known):
            topics = topics_of(reading) if topics is None else topics
            if sense.topic in topics:
                span = passage.words.span(first, first + len(sense.words) - 1)
                found.append(point(passage, span, "wrong_sense", sense.score, reason_of(sense)))
    return tuple(found)


def reason_of(sense: Sense) -> str:
    """What the operator reads."""
    return f"a word in the wrong one of its meanings; perhaps “{sense.right}”"


def topics_of(reading: Reading) -> frozenset[str]:
    """What the text is about."""
    held = frozenset(itertools.chain.from_iterable(passage.words.folded for passage in reading.passages))
    return frozenset((ANY, *(name for name, cues in topics().items() if len(cues & held) >= CUES)))


def phrases(passage: Passage, known: Mapping[Key, tuple[Sense, ...]]) -> Iterator[tuple[int, Sense]]:
    """(first word, row) of every phrase, in order, not overlapping."""
    words, free = passage.words, 0
    for index, (pair, word) in enumerate(zip(words.pairs, words.folded, strict=True)):
        if pair in known or word in known:
            for sense in (*known.get(pair, ()), *known.get(word, ())):
                first = index - sense.at
                if first >= free and stands(passage, first, sense):
                    free = first + len(sense.words)
                    yield first, sense
                    break


def stands(passage: Passage, first: int, sense: Sense) -> bool:
    """Does the phrase begin at this word, unbroken, and is it no name or headline in capitals?"""
    words, last = passage.words, first + len(sense.words) - 1
    if first < 0 or last >= len(words):
        return False
    written = words.written[first : last + 1]
    if not all(map(fits, words.folded[first : last + 1], written, sense.words)):
        return False
    plain = [word for word, allowed in zip(written, sense.words, strict=True) if NAME not in allowed]
    is_name = not sense.capitals and all(word[0].isupper() for word in plain)
    return not is_name and all(written[n][0].isupper() for n in sense.capitals) and words.is_joined(first, last)


def fits(folded: str, written: str, allowed: frozenset[str]) -> bool:
    """May this word stand here?

    >>> fits("five", "five", frozenset("#")), fits("villa", "Villa", frozenset("~"))
    (True, True)
    """
    if folded in allowed:
        return True
    if NAME in allowed and written[0].isupper():
        return True
    return NUMBER in allowed and (folded in NUMBERS or folded[0].isdigit())


@functools.cache
def senses() -> dict[Key, tuple[Sense, ...]]:
    """Every row by what it is looked up by; a constant, made once from the table."""
    found = defaultdict[Key, list[Sense]](list)
    for row in rows_of("senses.txt"):
        sense = sense_of(row)
        for key in keys_of(sense):
            found[key].append(sense)
    return {key: tuple(sorted(rows, key=lambda sense: -len(sense.words))) for key, rows in found.items()}


@functools.cache
def topics() -> dict[str, frozenset[str]]:
    """The words of each topic; a constant."""
    names = {row.section for row in rows_of("senses.txt")} - {ANY}
    return {name: listed_words(f"topic-{name}") for name in sorted(names)}


def sense_of(row: Row) -> Sense:
    """One row of the table."""
    wrong, _, right = row.text.partition(" = ")
    places = [place.split("|") for place in wrong.split()]
    words = tuple(frozenset(word.lower() for word in place) for place in places)
    capitals = frozenset(
        number for number, place in enumerate(places) if place[0] == NAME or (place[0][0].isupper() and place[0] != "I")
    )
    return Sense(words, capitals, anchor_of(words), row.section, right.strip(), row.score)


def anchor_of(words: tuple[frozenset[str], ...]) -> int:
    """The place from which two plain words make the fewest pairs; the first plain one where no two stand together.

    Pairs of small words ("of the") come last, because every text has them.
    """
    plain = [not place & {NAME, NUMBER} for place in words]
    small = [not place.isdisjoint(FUNCTION_WORDS) for place in words]
    pairs = [n for n in range(len(words) - 1) if plain[n] and plain[n + 1]]
    if pairs:
        return min(pairs, key=lambda n: (small[n] and small[n + 1], len(words[n]) * len(words[n + 1])))
    return plain.index(True)


def keys_of(sense: Sense) -> list[Key]:
    """What a row is looked up by."""
    following = sense.words[sense.at + 1] if sense.at + 1 < len(sense.words) else frozenset(NAME)
    if following & {NAME, NUMBER}:
        return [*sense.words[sense.at]]
    return [*itertools.product(sense.words[sense.at], following)]
