"""Two function words that English never joins ("at has", "to of", "could being"), from the list in `joins.txt`."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from importlib import resources

from cleaning.garble.signal import Reading, point
from cleaning.garble.words import Words
from cleaning.values import Finding

JOIN_SCORE = 0.6
BORDER = frozenset(("", " "))


def impossible_joins(reading: Reading) -> tuple[Finding, ...]:
    """Every pair of small words that stands in no grammar; commas, capitals and quotation marks between excuse it."""
    return tuple(
        point(passage, passage.words.span(index, index + 1), "impossible_join", JOIN_SCORE, reason_of(pair))
        for passage in reading.passages
        for index, pair in joined(passage.words)
    )


def joined(words: Words) -> Iterator[tuple[int, tuple[str, str]]]:
    """(number of the first word, pair) of the listed pairs, none overlapping."""
    listed, free = joins(), 0
    if listed.isdisjoint(words.keys):
        return
    for index, pair in enumerate(words.pairs):
        if pair in listed and index >= free and is_plain(words, index):
            free = index + 2
            yield index, pair


def reason_of(pair: tuple[str, str]) -> str:
    """What the operator reads."""
    return f"“{pair[0]}” and “{pair[1]}” cannot stand together in English"


def is_plain(words: Words, index: int) -> bool:
    """Are a word and its follower written small and in full, with one blank between and no hyphen beside ("a no-go")?

    >>> from cleaning.garble.words import words_of
    >>> is_plain(words_of("to the who's who"), 2), is_plain(words_of("the of"), 0)
    (False, True)
    """
    if words.gap(index) != " " or words.written[index] + words.written[index + 1] != "".join(words.pairs[index]):
        return False
    return words.before(index)[-1:] in BORDER and words.gap(index + 1)[:1] in BORDER


@functools.cache
def joins() -> frozenset[tuple[str, str]]:
    """The pairs of `joins.txt`; a constant, read once."""
    text = resources.files("cleaning.garble").joinpath("joins.txt").read_text(encoding="utf-8")
    rows = [line.split(": ") for line in (text + text.replace("'", "’")).splitlines() if not line.startswith("#")]
    return frozenset((left, right) for left, rights in rows for right in rights.split())
