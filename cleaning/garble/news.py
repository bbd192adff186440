"""The language model: how often newspapers put words side by side, as hashed counts without any text.

`copydesk train garble` makes the tables. They say how common a word is and in what company it stands (bytes of its
logarithm, of its class, and one to tell it from others of the same place), and how common a run of words (four bits
each); only what several texts hold is in them.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

WORD_BITS, RUN_BITS, LEXICON_BITS = 18, 24, 20
"""Places of the tables, as powers of two."""

WORD_PLACES = (1 << WORD_BITS) - 1
"""Mask of a word's place."""

FIRST, SECOND, MASK = 0x9E3779B1, 0x85EBCA6B, 0xFFFFFFFF
"""Odd multipliers that mix the hashes of a run's words, and 32 bits."""

SKIP, SHAPE = 0x27D4EB2F, 0x165667B1
"""Added to the hash of a pair with a word between, and of runs of shapes, to tell them from runs of words."""

QUARTER = 4
"""Levels of a word's count to a doubling."""


@dataclass(frozen=True, slots=True)
class News:
    """Tables of counts.

    Attributes:
        words: three bytes a place: level of the count (QUARTER to a doubling, from 1), eight bits of the hash, class.
        runs: a byte a place: level (1 = in two or three texts, each more a doubling) times 16, plus four bits of hash.
        size: level that the number of all words would have.
    """

    words: bytes
    runs: bytes | memoryview
    size: int

    def level(self, word_hash: int) -> int:
        """How common a word is: 0 = unknown."""
        place = 3 * (word_hash & WORD_PLACES)
        return self.words[place] if self.words[place + 1] == word_hash >> 24 else 0

    def class_of(self, word_hash: int) -> int:
        """Number of the class of words that stand in like company: 0 = unknown."""
        place = 3 * (word_hash & WORD_PLACES)
        return self.words[place + 2] if self.words[place + 1] == word_hash >> 24 else 0


def hash_of(token: str) -> int:
    """32 bits.

    >>> hash_of("the")
    1011183078
    """
    return zlib.crc32(token.encode())
