"""What the language model says of each place of a passage: how common it is, against what was to be expected.

A cell is (kind of run, what was to be expected, what was found). The model's weights say for each cell how much more
often it stands in machine-made text than in genuine text of the same words: a fact about English and machines that
does not depend on the subject, because common and rare words are told apart by what is expected of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cleaning.garble.news import FIRST, MASK, QUARTER, RUN_BITS, SECOND, SHAPE, SKIP, News, hash_of
from cleaning.garble.tokens import Tokens

PAIR, OVER, THREE, SHAPES, FOUR, INSTEAD = range(6)
KINDS = ("pair", "pair over a word", "three words", "three shapes", "four shapes", "substitute")
"""Kinds of cells; each has SPAN of them."""

LEVELS, SPAN = 16, 1024
NEUTRAL = len(KINDS) * SPAN
"""The cell of a place of which nothing can be said."""

RARE, OFTEN = 8, 22
"""Added to what is expected of pairs and of longer runs, so that no cell has a number below 0."""

LOW, HIGH = (1 << RUN_BITS) - 1, 28
OWN, OFFERED, RARER = 7, 15, 7
"""Most that a cell tells of how well a word fits, how well its substitute would, and how much rarer the word is."""

Swaps = Mapping[str, Sequence[str]]
"""Words that machines put, each with the words that they put it for."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A word that might stand where a machine put another.

    Attributes:
        place: number of the token.
        word: the word offered.
        own, best: how well the token fits its place, and the word would.
        cell: of kind INSTEAD.
    """

    place: int
    word: str
    own: int
    best: int
    cell: int


@dataclass(frozen=True, slots=True)
class Cells:
    """What is said of one passage.

    Attributes:
        tokens: of the passage.
        keys: hash of each token, and of each pair.
        runs: for each kind but the last a cell for each place; pairs begin with that of the first two tokens.
        offers: in order.
    """

    tokens: Tokens
    keys: tuple[list[int], list[int]]
    runs: tuple[list[int], ...]
    offers: tuple[Offer, ...]


class Hashes(dict[str, int]):
    """Hashes of tokens, found when first asked for."""

    def __missing__(self, token: str) -> int:
        found = self[token] = hash_of(token)
        return found


class Levels(dict[str, int]):
    """How common words are, 0 = unknown, found when first asked for."""

    def __init__(self, news: News, hashes: Hashes) -> None:
        super().__init__()
        self._news, self._of = news, hashes

    def __missing__(self, word: str) -> int:
        found = self[word] = self._news.level(self._of[word])
        return found


class Reader:
    """Reads the passages of one article, and remembers the words it has looked up."""

    __slots__ = ("_hashes", "_levels", "_news", "_swaps", "hash", "knows")

    def __init__(self, news: News, swaps: Swaps) -> None:
        self._news = news
        self._swaps = swaps
        self._hashes = Hashes()
        self._levels = Levels(news, self._hashes)
        self.knows = self._levels.__getitem__
        self.hash = self._hashes.__getitem__

    def cells(self, tokens: Tokens) -> Cells:
        """Every cell of a passage."""
        levels = list(map(self.knows, tokens.names))
        hashes = list(map(self.hash, tokens.names))
        keys = [(left * FIRST + right * SECOND) & MASK for left, right in pairwise(hashes)]
        words = self._word_runs(hashes, levels, keys)
        shapes = self._shape_runs(list(map(self.hash, tokens.shapes)))
        return Cells(tokens, (hashes, keys), (*words, *shapes), tuple(self._offers(tokens.names, hashes, levels)))

    def offers(self, tokens: Tokens) -> tuple[Offer, ...]:
        """The offers alone."""
        levels, hashes = list(map(self.knows, tokens.names)), list(map(self.hash, tokens.names))
        return tuple(self._offers(tokens.names, hashes, levels))

    def _word_runs(self, hashes: list[int], levels: list[int], keys: list[int]) -> tuple[list[int], ...]:
        runs, size = self._news.runs, self._news.size
        pairs, overs, threes = [], [], []
        last, before, left = -1, 0, levels[0]
        for n, key in enumerate(keys, 1):
            level, found = levels[n], -1
            cell = NEUTRAL
            if level and left:
                byte = runs[key & LOW]
                found = byte >> 4 if byte & 15 == key >> HIGH else 0
                cell = (max(0, RARE + (level + left - size) // QUARTER) << 4) + found
                if found > 0 and last > 0:
                    long = (keys[n - 2] * FIRST + hashes[n] * SECOND) & MASK
                    byte = runs[long & LOW]
                    wanted = max(0, OFTEN + last + found - left // QUARTER) << 4
                    threes.append(THREE * SPAN + wanted + (byte >> 4 if byte & 15 == long >> HIGH else 0))
            pairs.append(cell)
            if level and before:
                long = (hashes[n - 2] * FIRST + hashes[n] * SECOND + SKIP) & MASK
                byte = runs[long & LOW]
                wanted = max(0, RARE + (level + before - size) // QUARTER) << 4
                overs.append(OVER * SPAN + wanted + (byte >> 4 if byte & 15 == long >> HIGH else 0))
            last, before, left = found, left, level
        return pairs, overs, threes

    def _shape_runs(self, hashes: list[int]) -> tuple[list[int], ...]:
        runs = self._news.runs
        threes, fours = [], []
        two = three = two_key = three_key = 0
        left = hashes[0]
        for n in range(1, len(hashes)):
            right = hashes[n]
            key = (left * FIRST + right * SECOND + SHAPE) & MASK
            byte = runs[key & LOW]
            now = byte >> 4 if byte & 15 == key >> HIGH else 0
            if n > 1:
                long = (two_key * FIRST + right * SECOND) & MASK
                byte = runs[long & LOW]
                found = byte >> 4 if byte & 15 == long >> HIGH else 0
                threes.append(SHAPES * SPAN + ((two + now) << 4) + found)
                if three and found:
                    longer = (three_key * FIRST + right * SECOND) & MASK
                    byte = runs[longer & LOW]
                    wanted = (OFTEN + three + found - two) << 4
                    fours.append(FOUR * SPAN + wanted + (byte >> 4 if byte & 15 == longer >> HIGH else 0))
                three, three_key = found, long
            two, two_key, left = now, key, right
        return threes, fours

    def _offers(self, names: Sequence[str], hashes: list[int], levels: list[int]) -> Iterator[Offer]:
        swaps, known, sizes = self._swaps, self._hashes, self._levels
        for n in range(1, len(names) - 1):
            name = names[n]
            if levels[n] and name in swaps:
                left, right = hashes[n - 1] if levels[n - 1] else 0, hashes[n + 1] if levels[n + 1] else 0
                words = (name, *swaps[name])
                own, *fits = self._fits(left, [known[word] for word in words], right)
                best, word = max(zip(fits, swaps[name], strict=True))
                rarer = min(RARER, max(0, (sizes[word] - levels[n]) // QUARTER + 2))
                cell = INSTEAD * SPAN + (min(OWN, own) << 7) + (rarer << 4) + min(OFFERED, best)
                yield Offer(n, word, own, best, cell)

    def _fits(self, left: int, words: list[int], right: int) -> list[int]:
        """How well each word stands between two others: levels of both pairs, and of the three."""
        runs, found = self._news.runs, []
        before, after = left * FIRST, right * SECOND
        for word in words:
            total = key = 0
            if left:
                key = (before + word * SECOND) & MASK
                byte = runs[key & LOW]
                if byte & 15 == key >> HIGH:
                    total = byte >> 4
            if right:
                other = (word * FIRST + after) & MASK
                byte = runs[other & LOW]
                if byte & 15 == other >> HIGH:
                    total += byte >> 4
                    if total and left:
                        long = (key * FIRST + after) & MASK
                        byte = runs[long & LOW]
                        if byte & 15 == long >> HIGH:
                            total += byte >> 4
            found.append(total)
        return found
