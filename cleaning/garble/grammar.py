"""Slips of grammar that one look at two or three neighbouring words shows: doubled words, "a" for "an"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaning.garble.signal import Passage, Reading, point
from cleaning.garble.words import Words, listed_words
from cleaning.values import Finding

NEVER_DOUBLED = listed_words("never-doubled")
"""Function words whose doubling no grammar of these languages allows ("that that", "had had", "in in" occur)."""

SPARED = listed_words("spared-doubles")
"""Content words that people double on purpose, or grammar does by chance ("what it is is", "gave her her")."""

SHORTEST = 3
FUNCTION_SCORE = 0.7
CONTENT_SCORE = 0.3
"""Content words count in English alone: other languages make plurals and pronouns by doubling."""

ENGLISH = "en"
PAIR_SCORE = 0.6
PAIR_OPENERS = listed_words("pair-openers")

ARTICLE_SCORE = 0.5
VOWEL = re.compile(r"(?!one|once|eu|ewe|oui|a$|i$|e$|o$)[aeio]\w|un[cdfghjklprstvw]\w|up\w")
CONSONANT = re.compile(r"(?=\w{0,2}[aeiouy])[bcdfgjklmnpqrstvwxz]\w\w")
ENUMERATED = listed_words("not-nouns")
"""What may follow a letter "a" that is no article ("option a or b", "vitamin a in", "a la", other languages)."""


def doubled_words(reading: Reading) -> tuple[Finding, ...]:
    """A word that stands twice, or "the place the place"; one finding for a run."""
    reason = "stands twice in a row"
    return tuple(
        point(passage, passage.words.span(first, last), "doubled_word", score, reason)
        for passage in reading.passages
        for first, last, score in doubles(passage)
        if score > CONTENT_SCORE or reading.article.language == ENGLISH
    )


def doubles(passage: Passage) -> Iterator[tuple[int, int, float]]:
    """(first word, last word, score) of every run of doubled words."""
    words, free = passage.words, 0
    for index in doubled_places(words):
        size, score = doubling(words, index) if index >= free else (0, 0.0)
        last = index + 2 * size - 1
        if size and words.is_joined(index, last) and "-" not in words.text[words.starts[index] : words.ends[last]]:
            while words.written[last + 1 : last + 1 + size] == words.written[index : index + size]:
                last += size
            free = last + 1
            yield index, last, score


def doubled_places(words: Words) -> list[int]:
    """Numbers of the words from which one or two words stand twice, whatever they are."""
    pairs = words.pairs
    single = {n for n, (first, second) in enumerate(pairs) if first == second}
    double = {n for n, (one, two) in enumerate(zip(pairs, pairs[2:], strict=False)) if one == two}
    return sorted(single | double)


def doubling(words: Words, index: int) -> tuple[int, float]:
    """How many words stand twice from here on (0, 1 or 2), and how odd that is."""
    word, written = words.folded[index], words.written[index : index + 4]
    if word == written[1]:
        if word in NEVER_DOUBLED:
            return 1, FUNCTION_SCORE
        if len(word) >= SHORTEST and word.isalpha() and word not in SPARED and written[0] == word:
            return 1, CONTENT_SCORE
    if word in PAIR_OPENERS and word == written[0] and written[:2] == written[2:]:
        return 2, PAIR_SCORE
    return 0, 0.0


def wrong_articles(reading: Reading) -> tuple[Finding, ...]:
    """Point at "a" before a vowel and "an" before a consonant, where spelling tells the sound for certain."""
    return tuple(
        point(passage, passage.words.span(index, index + 1), "wrong_article", ARTICLE_SCORE, "“a” and “an” exchanged")
        for passage in reading.passages
        for index, word in enumerate(passage.words.written[:-1])
        if word in ("a", "an") and is_wrong_article(passage, index)
    )


def is_wrong_article(passage: Passage, index: int) -> bool:
    """Is this "a" or "an" the wrong one for the lower-case word behind it?"""
    words, following = passage.words, passage.words.written[index + 1]
    if not following.islower() or words.gap(index) != " " or following in ENUMERATED:
        return False
    pattern = VOWEL if words.written[index] == "a" else CONSONANT
    return pattern.match(following) is not None and words.before(index)[-1:] in (" ", "")
