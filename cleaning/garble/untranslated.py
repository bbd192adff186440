"""Words of another language that a translation left in an English sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaning.garble.signal import Passage, Reading, point
from cleaning.garble.words import Words, listed_words
from cleaning.values import Finding, Where

LOANS = listed_words("loans")
"""Words with accents that English writes so."""

ENGLISH_NEIGHBOURS = listed_words("english-neighbours")
"""Function words that no other language in Latin letters has; one of them shows that the sentence is English."""

SHORTEST = 4
LAST_LATIN = "ɏ"
FOREIGN_SCORE = 0.6
LONGEST = 21
LONG_SCORE = 0.6
BORDER = frozenset(("", " ", "(", "“", "‘", '"'))
"""What stands before a word that is no part of an address."""

SCIENCE = re.compile(
    "poly|meth|ethyl|fluor|phen|benz|chlor|sul[fp]|amin|hydro|acid|glyc|phos|nitr|electro|psycho|neuro|immuno|cardio"
    "|ectom|otom|ology|istic|i[sz]ation|ness"
)
"""What long English words are made of."""


def untranslated(reading: Reading) -> tuple[Finding, ...]:
    """Lower-case words with accents among English words, and words of several run together."""
    return tuple(
        point(passage, passage.words.span(index, index), "untranslated", score, reason)
        for passage in reading.passages
        if passage.where is Where.BODY
        for index, score, reason in foreign(passage)
    )


def foreign(passage: Passage) -> Iterator[tuple[int, float, str]]:
    """(word, score, reason) of the passage."""
    words = passage.words
    if not words.text.isascii():
        for index, word in enumerate(words.written):
            if not word.isascii() and is_foreign(words, index):
                yield index, FOREIGN_SCORE, "a word of another language"
    if max(map(len, words.written), default=0) >= LONGEST:
        for index, word in enumerate(words.written):
            if len(word) >= LONGEST and is_run_together(words, index):
                yield index, LONG_SCORE, "no English word"


def is_foreign(words: Words, index: int) -> bool:
    """Is this accented lower-case word none that English borrowed, and does an English word stand beside it?"""
    word = words.written[index]
    if len(word) < SHORTEST or not (word.isalpha() and word.islower()) or max(word) > LAST_LATIN or word in LOANS:
        return False
    return any(
        0 <= neighbour < len(words) and words.written[neighbour] in ENGLISH_NEIGHBOURS and words.gap(left) == " "
        for neighbour, left in ((index - 1, index - 1), (index + 1, index))
    )


def is_run_together(words: Words, index: int) -> bool:
    """Is this long word in small letters none of chemistry, medicine or the net?"""
    word = words.written[index]
    if not (word.isalpha() and word.islower()) or words.before(index)[-1:] not in BORDER or words.gap(index) == ".":
        return False
    return SCIENCE.search(word) is None
