"""The language model's tables, counted from genuine texts."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cleaning.garble.news import (
    FIRST,
    QUARTER,
    RUN_BITS,
    SECOND,
    SHAPE,
    SKIP,
    WORD_BITS,
    WORD_PLACES,
    News,
    hash_of,
)
from cleaning.garble.tokens import BREAK, DATE, HYPHEN, NAME, NUMBER, OWNER, STOP, shape_of, tokens_of
from cleaning.garble.words import Words, words_of
from training.word_classes import classes_of

LEAST_COUNT, LEAST_TEXTS, LEAST_SOURCES, MANY_TEXTS = 4, 3, 2, 6
"""A word is known that stands so often, in so many texts of so many sources, or of one source in many texts."""

RUN_TEXTS, RUN_MANY = 2, 5
"""The same of a run of words: in so many texts of two sources, or in so many of one."""

MOST_LEVEL = 15

CLASSES = (NAME, OWNER, NUMBER, DATE, STOP, BREAK, HYPHEN)
"""Tokens that are no words and are counted all the same."""

LOW_BITS = np.uint64((1 << RUN_BITS) - 1)

Array = Any
"""Of numpy; its types are not at hand where cleaning is checked without it."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A genuine text: its key, where it is from, and the words of its lines."""

    key: str
    source: str
    lines: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """The language model, and what it would say had it not seen a text.

    Attributes:
        news: of all texts.
        without: for a text's key the places of `news.runs` that would hold another byte, and these bytes.
    """

    news: News
    without: dict[str, tuple[Array, Array]]


def plain_of(key: str, source: str, text: str) -> Plain:
    """A text by its lines."""
    return Plain(key, source, tuple(words_of(line) for line in text.splitlines() if line.strip()))


def counted(texts: Sequence[Plain], labelled: Collection[str]) -> Counts:
    """The tables of these texts; those whose keys are labelled can be taken out again."""
    vocabulary = known_words(texts)
    columns = columns_of(texts, vocabulary)
    words = word_table(vocabulary | {name: columns.times(name) for name in CLASSES}, columns.classes)
    runs = np.zeros(1 << RUN_BITS, np.uint8)
    asked = np.array([text.key in labelled for text in texts])
    lost = []
    for keys in runs_of(columns.names, columns.shapes, columns.unknown):
        found = common(keys, columns, asked)
        enter(runs, found.keys, found.counts)
        lost.append(found)
    without = {texts[number].key: patch for number, patch in patches(runs, lost).items()}
    return Counts(News(words.tobytes(), runs.tobytes(), level_of(columns.names.size)), without)


def known_words(texts: Iterable[Plain]) -> dict[str, int]:
    """Counts of words in lower case that several texts have."""
    total: Counter[str] = Counter()
    holders: Counter[str] = Counter()
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for text in texts:
        own = Counter(word.replace("’", "'") for line in text.lines for word in line.written if word.islower())
        total.update(own)
        holders.update(own.keys())
        for word in own:
            sources[word].add(text.source)
    return {
        word: count
        for word, count in total.items()
        if count >= LEAST_COUNT and is_shared(holders[word], len(sources[word]), LEAST_TEXTS, MANY_TEXTS)
    }


def is_shared(texts: int, sources: int, least: int, many: int) -> bool:
    """Several texts of several sources hold it, or many of one."""
    return texts >= many or (texts >= least and sources >= LEAST_SOURCES)


def level_of(count: float) -> int:
    """A word's count as a level.

    >>> level_of(1), level_of(2), level_of(1024)
    (1, 5, 41)
    """
    return 1 + round(QUARTER * math.log2(count))


def word_table(vocabulary: dict[str, int], classes: dict[str, int]) -> Array:
    """Three bytes a place; of two words in one place the more common stays."""
    table = np.zeros((1 << WORD_BITS, 3), np.uint8)
    for word, count in sorted(vocabulary.items(), key=lambda pair: pair[1]):
        key = hash_of(word)
        table[key & WORD_PLACES] = level_of(count), key >> 24, classes.get(word, 0)
    return table


@dataclass(frozen=True, slots=True)
class Columns:
    """All tokens in a row: hash as word, hash as shape, whether unknown, number of the text, of its source.

    `classes` has the class of each known word.
    """

    names: Array
    shapes: Array
    unknown: Array
    texts: Array
    sources: Array
    classes: dict[str, int]

    def times(self, name: str) -> int:
        """How often a token stands, at least 1."""
        return max(1, int((self.names == np.uint64(hash_of(name))).sum()))

    def source_of(self, texts: Array) -> Array:
        """The source of each text."""
        by_text = np.zeros(int(self.texts[-1]) + 1, np.uint64)
        by_text[self.texts] = self.sources
        return by_text[texts]


def columns_of(texts: Sequence[Plain], vocabulary: Collection[str]) -> Columns:
    """The tokens of all texts; lines follow each other, each opened and closed by STOP."""
    seen: dict[str, int] = {}
    tokens: list[int] = []
    lengths: list[int] = []
    for text in texts:
        start = len(tokens)
        for line in text.lines:
            tokens += [seen.setdefault(name, len(seen)) for name in tokens_of(line, vocabulary.__contains__).names]
        lengths.append(len(tokens) - start)
    numbers = {source: number for number, source in enumerate(sorted({text.source for text in texts}))}
    row, names = np.array(tokens, np.int64), list(seen)
    classes = classes_of(row, names, {*vocabulary, *CLASSES})
    found = np.array([hash_of(name) for name in names], np.uint64)[row]
    return Columns(
        found,
        np.array([hash_of(shape_of(name, classes.get(name, 0))) for name in names], np.uint64)[row],
        ~np.isin(found, np.array([hash_of(word) for word in (*vocabulary, *CLASSES)], np.uint64)),
        np.repeat(np.arange(len(texts), dtype=np.uint64), lengths),
        np.repeat(np.array([numbers[text.source] for text in texts], np.uint64), lengths),
        classes,
    )


def runs_of(names: Array, shapes: Array, unknown: Array) -> Iterable[tuple[Array, Array]]:
    """(keys, place of the first token) of pairs, pairs over a word, threes; of shapes twos, threes and fours."""
    first, second = np.uint64(FIRST), np.uint64(SECOND)
    mask = np.uint64(0xFFFFFFFF)
    places = np.arange(names.size)
    fits = ~unknown

    def key(a: Array, b: Array, salt: int = 0) -> Array:
        return (a * first + b * second + np.uint64(salt)) & mask

    pairs = key(names[:-1], names[1:])
    yield pairs[fits[:-1] & fits[1:]], places[:-1][fits[:-1] & fits[1:]]
    over = fits[:-2] & fits[2:]
    yield key(names[:-2], names[2:], SKIP)[over], places[:-2][over]
    three = over & fits[1:-1]
    yield key(pairs[:-1], names[2:])[three], places[:-2][three]
    two = key(shapes[:-1], shapes[1:], SHAPE)
    yield two, places[:-1]
    threes = key(two[:-1], shapes[2:])
    yield threes, places[:-2]
    yield key(threes[:-1], shapes[3:]), places[:-3]


@dataclass(frozen=True, slots=True)
class Found:
    """Keys that several texts hold, in how many; and (key, text, count without it) where its absence tells."""

    keys: Array
    counts: Array
    lost_keys: Array
    lost_texts: Array
    lost_counts: Array


def common(keys: tuple[Array, Array], columns: Columns, asked: Array) -> Found:
    """What is common of the runs of one kind."""
    found, places = keys
    held = np.unique((found << np.uint64(24)) | columns.texts[places])
    holders = held & np.uint64(0xFFFFFF)
    key, start, count = np.unique(held >> np.uint64(24), return_index=True, return_counts=True)
    sources = columns.source_of(holders)
    several = np.maximum.reduceat(sources, start) != np.minimum.reduceat(sources, start)
    kept = (count >= RUN_MANY) | ((count >= RUN_TEXTS) & several)
    fewer = np.where((count > RUN_MANY) | ((count > RUN_TEXTS) & several), count - 1, 0)
    tells = kept & (levels(fewer) != levels(count))
    own = np.repeat(tells, count) & asked[holders]
    return Found(
        key[kept],
        count[kept],
        np.repeat(key, count)[own],
        holders[own],
        np.repeat(fewer, count)[own],
    )


def levels(counts: Array) -> Array:
    """Level of a run's number of texts; 0 for none."""
    return np.minimum(MOST_LEVEL, np.floor(np.log2(np.maximum(counts, 1) / RUN_TEXTS)) + 1).astype(np.uint64)


def enter(table: Array, keys: Array, counts: Array) -> None:
    """Level and check of every key; of two in one place the more common stays."""
    level = levels(counts)
    order = np.argsort(level, kind="stable")
    place, cell = keys[order] & LOW_BITS, bytes_of(keys[order], level[order])
    wins = (cell >> 4) >= (table[place] >> 4)
    table[place[wins]] = cell[wins]


def bytes_of(keys: Array, level: Array) -> Array:
    """The byte that a key of this level has."""
    return ((level << np.uint64(4)) | (keys >> np.uint64(28))).astype(np.uint8)


def patches(table: Array, found: Sequence[Found]) -> dict[int, tuple[Array, Array]]:
    """For each text asked about the places that hold something else without it, and what they hold then."""
    keys = np.concatenate([one.lost_keys for one in found])
    texts = np.concatenate([one.lost_texts for one in found])
    level = levels(np.concatenate([one.lost_counts for one in found]))
    place = keys & LOW_BITS
    own = (table[place] & 15) == (keys >> np.uint64(28))
    order = np.flatnonzero(own)[np.argsort(texts[own], kind="stable")]
    cells = np.where(level[order] > 0, bytes_of(keys[order], level[order]), 0).astype(np.uint8)
    borders = np.flatnonzero(np.diff(texts[order])) + 1
    numbers = [int(part[0]) for part in np.split(texts[order], borders) if part.size]
    pairs = zip(np.split(place[order].astype(np.int64), borders), np.split(cells, borders), strict=True)
    return dict(zip(numbers, pairs, strict=True)) if numbers else {}
