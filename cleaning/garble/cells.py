"""What the language model says of each place of a passage: how common it is, against what was to be expected.

A cell is (kind of run, what was to be expected, what was found). The model's weights say for each cell how much more
often it stands in machine-made text than in genuine text of the same words: a fact about English and machines that
does not depend on the subject, because common and rare words are told apart by what is expected of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cleaning.garble.news import FIRST, MASK, QUARTER, RUN_BITS, SECOND, SHAPE, News, hash_of
from cleaning.garble.tokens import Tokens, shape_of
from cleaning.value import value

PAIR, SHAPES, FOUR, INSTEAD = 0, 3, 4, 5
KINDS = ("pair", "", "", "three shapes", "four shapes", "substitute")
"""Kinds of cells; each has SPAN of them. 1 and 2 were runs of words, which told nothing beside the others."""

LEVELS, SPAN = 16, 1024
NEUTRAL = len(KINDS) * SPAN
"""The cell of a place of which nothing can be said."""

RARE, OFTEN = 8, 22
"""Added to what is expected of pairs and of longer runs, so that no cell has a number below 0."""

LOW, HIGH = (1 << RUN_BITS) - 1, 28
OWN, OFFERED, RARER = 7, 15, 7
"""Most that a cell tells of how well a word fits, how well its substitute would, and how much rarer the word is."""

REMEMBERED = 20_000
"""Words that a reader remembers, some megabytes; then it begins anew."""

Swaps = Mapping[str, Sequence[str]]
"""Words that machines put, each with the words that they put it for."""


@value(frozen=True, slots=True)
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
        levels: how common each token is.
        keys: hash of each token, and of each pair.
        shapes: a cell for each run of three shapes, and for those of four that stand for a known one of three.
        offers: in order.
    """

    tokens: Tokens
    levels: list[int]
    keys: tuple[list[int], list[int]]
    shapes: tuple[list[int], list[int]]
    offers: tuple[Offer, ...]


def pair_cell(news: News, cells: Cells, place: int) -> int:
    """The cell of a token and the one after it; NEUTRAL where the model does not know both."""
    left, level = cells.levels[place], cells.levels[place + 1]
    if not (left and level):
        return NEUTRAL
    key = cells.keys[1][place]
    byte = news.runs[key & LOW]
    found = byte >> 4 if byte & 15 == key >> HIGH else 0
    return PAIR * SPAN + (max(0, RARE + (level + left - news.size) // QUARTER) << 4) + found


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


class Shapes(dict[str, int]):
    """Hashes of what tokens are in a skeleton, found when first asked for."""

    def __init__(self, news: News, hashes: Hashes) -> None:
        super().__init__()
        self._news, self._of = news, hashes

    def __missing__(self, name: str) -> int:
        found = self[name] = hash_of(shape_of(name, self._news.class_of(self._of[name])))
        return found


class Reader:
    """Reads passages, and remembers the words it has looked up."""

    __slots__ = ("_choices", "_hashes", "_levels", "_news", "_shapes", "_swaps", "hash", "knows")

    def __init__(self, news: News, swaps: Swaps) -> None:
        self._news = news
        self._swaps = swaps
        self._choices: dict[str, list[int]] = {}
        self._hashes = Hashes()
        self._levels = Levels(news, self._hashes)
        self._shapes = Shapes(news, self._hashes)
        self.knows = self._levels.__getitem__
        self.hash = self._hashes.__getitem__

    def forget(self) -> None:
        """Begins anew where it remembers too much."""
        if len(self._hashes) > REMEMBERED:
            self._hashes.clear()
            self._levels.clear()
            self._shapes.clear()

    def cells(self, tokens: Tokens) -> Cells:
        """Every cell of a passage but those of pairs, which few places ask for."""
        levels = list(map(self.knows, tokens.names))
        hashes = list(map(self.hash, tokens.names))
        keys = [(left * FIRST + right * SECOND) & MASK for left, right in pairwise(hashes)]
        shapes = self._shape_runs(list(map(self._shapes.__getitem__, tokens.names)))
        return Cells(tokens, levels, (hashes, keys), shapes, tuple(self._offers(tokens.names, hashes, levels)))

    def offers(self, tokens: Tokens) -> tuple[Offer, ...]:
        """The offers alone."""
        levels, hashes = list(map(self.knows, tokens.names)), list(map(self.hash, tokens.names))
        return tuple(self._offers(tokens.names, hashes, levels))

    def _shape_runs(self, hashes: list[int]) -> tuple[list[int], list[int]]:
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
        swaps, choices, known, sizes = self._swaps, self._choices, self._hashes, self._levels
        for n in range(1, len(names) - 1):
            name = names[n]
            if levels[n] and name in swaps:
                left, right = hashes[n - 1] if levels[n - 1] else 0, hashes[n + 1] if levels[n + 1] else 0
                choice = choices.get(name)
                if choice is None:
                    choice = choices[name] = [known[word] for word in (name, *swaps[name])]
                own, *fits = self._fits(left, choice, right)
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
