"""The words that texts are searched by: one pure function for what is stored and for what is asked, on every database.

Neither database's own notion of a word is used: they differ, and both know less of the world's scripts than Python.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

MOST_CHARACTERS = 200_000
"""Of a text that are searched: thirty times the longest report, and a bound for hostile pages."""

MOST_WORDS = 16_000
"""PostgreSQL knows places up to 16,383."""

MOST_TIMES = 255
"""Places of one word that count: PostgreSQL keeps so many."""

LONGEST = 64
"""Characters of a word that count."""

LONGEST_QUESTION = 2_000
"""Characters of a question that count; the word that this cuts does not."""

MOST_ASKED = 16
"""Words and phrases that a question may hold; what goes beyond is left out."""

MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640]+"
)
"""Accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs of Arabic and its stretching: left out. In the
scripts of India such signs are letters."""

SPACELESS = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Thai, Lao, Tibetan, Burmese, Khmer, Japanese, Chinese: written without spaces, so every character is a word."""

WORD = re.compile(f"[{SPACELESS}]|(?:[^\\W_{SPACELESS}]|[\u0900-\u0963\u0966-\u0dff])+")
PARTS = re.compile(r'"([^"]*)"?|([^\s"]+)')

FILLER = "\ue000"
"""Holds the place of a word that no longer counts; no question can ask for it."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand in this order, side by side; mostly one."""

    words: tuple[str, ...]


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: without case, accents and compatibility forms.

    >>> words_of("Über Łódź: the ferry's 3.5 km — 東京")
    ['uber', 'łodz', 'the', 'ferry', 's', '3', '5', 'km', '東', '京']
    """
    folded = fold(text[:MOST_CHARACTERS])[:MOST_CHARACTERS]
    return [word[:LONGEST] for word in WORD.findall(folded)]


def fold(text: str) -> str:
    """Case, accents and compatibility forms taken off.

    >>> fold("ＦＥＲＲＹ Ärger Straße")
    'ferry arger strasse'
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", MARKS.sub("", apart))


def searched(title: str | None, lines: Sequence[str]) -> list[str]:
    """The words of an article at their places; FILLER stands where a word does not count any more."""
    words = words_of("\n".join([title or "", *lines]))[:MOST_WORDS]
    if len(words) <= MOST_TIMES:
        return words
    times: dict[str, int] = {}
    for place, word in enumerate(words):
        times[word] = count = times.get(word, 0) + 1
        if count > MOST_TIMES:
            words[place] = FILLER
    return words


def asked(question: str) -> tuple[Phrase, ...]:
    """What somebody typed: words that must all stand, and "several words" in quotation marks that stand in order.

    A word that falls apart ("ferry's", "東京") is a phrase of its parts.

    >>> [phrase.words for phrase in asked('ferry "calm weather" 東京')]
    [('ferry',), ('calm', 'weather'), ('東', '京')]
    """
    found: dict[tuple[str, ...], None] = {}
    whole = question if len(question) <= LONGEST_QUESTION else question[:LONGEST_QUESTION].rpartition(" ")[0]
    for quoted, bare in PARTS.findall(whole):
        words = words_of(quoted or bare)[:LONGEST]
        if words:
            found[tuple(words)] = None
        if len(found) == MOST_ASKED:
            break
    return tuple(Phrase(words) for words in found)


def fts5(phrases: Sequence[Phrase]) -> str:
    """The question in FTS5's words: only quoted strings, which hold nothing but words."""
    return " ".join('"' + " ".join(phrase.words) + '"' for phrase in phrases)


def tsquery(phrases: Sequence[Phrase]) -> str:
    """The question as PostgreSQL's tsquery, every word quoted."""
    return " & ".join("(" + " <-> ".join(f"'{word}'" for word in phrase.words) + ")" for phrase in phrases)


def tsvector(words: Sequence[str]) -> str:
    """The words with their places as PostgreSQL's tsvector, every word quoted."""
    places: dict[str, list[str]] = {}
    for place, word in enumerate(words, 1):
        if word != FILLER:
            places.setdefault(word, []).append(str(place))
    return " ".join(f"'{word}':{','.join(at)}" for word, at in places.items())
