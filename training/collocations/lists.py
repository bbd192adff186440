"""The word lists that the choice of phrases and substitutes goes by."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from cleaning.garble.formulas import LOOSE


def rows(name: str) -> Iterator[str]:
    """Rows of a file of this package without its comments."""
    for line in resources.files("training.collocations").joinpath(name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def words_by_word(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Rows "word|word: others" of a file, one for each word before the colon."""
    for row in rows(name):
        before, _, others = row.partition(":")
        for word in before.split("|"):
            yield word.strip(), tuple(others.split())


LISTS = {name: frozenset(words) for name, words in words_by_word("lists.txt")}

SMALL = LISTS["small"] | LOOSE
"""Words without weight of their own: never exchanged, and two of them make no phrase."""

PARTICLES = LISTS["particles"]
"""Beside one of these in a phrase of two, any word may stand."""

NEVER = LISTS["never"]
"""Never a machine's words: another spelling or another country's."""

KEPT_OUT = frozenset((word, odd) for word, odds in words_by_word("kept_out.txt") for odd in odds)
"""Pairs that people exchange as freely as machines do, though the texts show it too seldom."""

SPELLINGS = tuple(tuple(pair.split(">")) for row in rows("spellings.txt") for pair in row.split())
"""What British and American spelling, and old and new, write differently."""


def spelled_alike(word: str, other: str) -> bool:
    """Are two words one in two spellings?

    >>> spelled_alike("centre", "center"), spelled_alike("centre", "middle")
    (True, False)
    """
    return plain(word) == plain(other)


def plain(word: str) -> str:
    """A word with the differences of spelling ironed out."""
    for here, there in SPELLINGS:
        word = word.replace(here, there)
    return word
