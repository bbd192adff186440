"""Wrong phrases and wrong words that are listed one by one: calques, what spinners leave, forms made by rule."""

from __future__ import annotations

import functools

from cleaning.garble.phrases import Table, hits, listed
from cleaning.garble.signal import Reading, point
from cleaning.garble.words import listed_words
from cleaning.values import Finding

OLD, OLD_WORDS = listed_words("old-prose"), 3
"""Words of old prose, and how many different ones a text of today does not have."""

LISTS = ("calques.txt", "spinner.txt", "thesaurus.txt", "inflections.txt")
"""Files of phrases."""


def calques(reading: Reading) -> tuple[Finding, ...]:
    """Word orders and idioms that English does not have and literal translation leaves."""
    return pointed(reading, table("calques.txt"), "calque", "not English; “{}” would be")


def spinner_phrases(reading: Reading) -> tuple[Finding, ...]:
    """Wrong phrases that synonym spinners leave."""
    return pointed(reading, table("spinner.txt"), "spinner_phrase", "a spinner's words for “{}”")


def thesaurus_words(reading: Reading) -> tuple[Finding, ...]:
    """Words that stand in a thesaurus and not in newspapers; none in old prose, where they are at home."""
    return (
        ()
        if is_old(reading)
        else pointed(reading, table("thesaurus.txt"), "thesaurus_word", "a thesaurus's word for “{}”")
    )


def is_old(reading: Reading) -> bool:
    """Is this the English of another century? It shows in several words that nobody writes today."""
    return len({word for passage in reading.body for word in OLD & passage.words.keys}) >= OLD_WORDS


def inflections(reading: Reading) -> tuple[Finding, ...]:
    """Forms made by rule where English has another."""
    return pointed(reading, table("inflections.txt"), "inflection", "form made by rule; English has “{}”")


@functools.cache
def table(name: str) -> Table:
    """A listed table; a constant, read once."""
    return listed(name)


def pointed(reading: Reading, wrongs: Table, signal: str, reason: str) -> tuple[Finding, ...]:
    """A finding for every wrong phrase of the table; the reason has a place for the right form."""
    return tuple(
        point(passage, passage.words.span(first, last), signal, wrong.score, reason.format(wrong.right))
        for passage in (reading.passages if reading.marked is None else reading.marked)
        for first, last, wrong in hits(passage, wrongs)
    )
