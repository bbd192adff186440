"""Labelled texts in the form that training reads: counts of cells, hashes, tokens, and what the signals found."""

from __future__ import annotations

import difflib
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from cleaning.garble import BY_NAME, findings_of
from cleaning.garble.cells import INSTEAD, SPAN, Reader, pair_cell
from cleaning.garble.measures import REPEATS
from cleaning.garble.news import News
from cleaning.garble.score import kind_sums
from cleaning.garble.signal import Reading, body_of, passages_of
from cleaning.garble.tokens import FUNCTION_WORDS, Tokens, tokens_of
from cleaning.values import Article, Block, Context, JudgedLine
from training.garble_counts import Counts
from training.garble_rows import Row

MOST_RUN, MOST_OFFERS, LEAST_TEXTS = 3, 6, 2
"""Words in a row that stand for as many others, at most; words that one stands for; texts that must show it."""

Array = Any


@dataclass(slots=True)
class Sample:
    """One labelled text.

    Attributes:
        row: as given, its text left out.
        cells, times: cells of runs with how often each stands.
        keys, seen: hashes of words and pairs with how often each counts.
        tokens: of each passage.
        levels: counted; the words that the model knows.
        size: tokens in all.
        words: words of the body.
        kinds: log odds of the findings of each kind.
        swapped: (word, word of the genuine text that it stands for).
    """

    row: Row
    cells: Array
    times: Array
    keys: Array
    seen: Array
    tokens: tuple[Tokens, ...]
    size: int
    words: int
    kinds: dict[str, float]
    swapped: frozenset[tuple[str, str]] = frozenset()


class Patched:
    """The language model as it would be had it not seen one text."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._bytes = bytearray(counts.news.runs)
        self._runs: Array = np.frombuffer(self._bytes, np.uint8)
        self._undo: tuple[Array, Array] | None = None

    def without(self, key: str) -> News:
        """The model without the text of this key; good until the next is asked for."""
        if self._undo:
            places, bytes_ = self._undo
            self._runs[places] = bytes_
        patch = self._counts.without.get(key)
        self._undo = (patch[0], self._runs[patch[0]].copy()) if patch else None
        if patch:
            self._runs[patch[0]] = patch[1]
        news = self._counts.news
        return News(news.words, memoryview(self._bytes), news.size)


def samples_of(rows: Iterable[Row], counts: Counts) -> list[Sample]:
    """All labelled texts, those of one source after each other."""
    patched = Patched(counts)
    ordered = sorted(rows, key=lambda row: (row.key, row.engine, row.label))
    found = [sample_of(row, patched.without(row.key)) for row in ordered]
    align(found)
    return found


def sample_of(row: Row, news: News) -> Sample:
    """One text."""
    texts = [line for line in row.text.splitlines() if line.strip()]
    article = Article(None, language="en", blocks=tuple(map(Block, texts)))
    passages = passages_of(article, tuple(map(JudgedLine, texts)))
    words = sum(len(passage.words) for passage in passages)
    findings = findings_of(Reading(article, passages, Context.empty()))
    reader = Reader(news, {})
    read = tuple(reader.cells(tokens_of(passage.words, reader.knows)) for passage in body_of(passages))
    pairs = (pair_cell(news, one, place) for one in read for place in range(len(one.keys[1])))
    cells = Counter(itertools.chain(pairs, *(run for one in read for run in one.shapes)))
    keys = Counter(key for one in read for hashes in one.keys for key in hashes)
    return Sample(
        replace(row, text=""),
        np.array(list(cells.keys()), np.int64),
        np.array(list(cells.values()), np.float64),
        np.array(list(keys.keys()), np.uint64),
        np.minimum(np.array(list(keys.values()), np.float64), REPEATS),
        tuple(one.tokens for one in read),
        sum(len(one.tokens.names) for one in read),
        words,
        kind_sums(findings, words, BY_NAME),
    )


def align(samples: Sequence[Sample]) -> None:
    """Notes which words of each garbled text stand for which of its genuine one, line by line."""
    genuine = {sample.row.key: sample for sample in samples if sample.row.label == "genuine"}
    for sample in samples:
        right = genuine.get(sample.row.key)
        if sample.row.look and right and abs(len(right.tokens) - len(sample.tokens)) <= 1:
            pairs = zip(right.tokens, sample.tokens, strict=False)
            sample.swapped = frozenset(pair for old, new in pairs for pair in swapped(old.names, new.names))


def swapped(right: Sequence[str], wrong: Sequence[str]) -> Iterable[tuple[str, str]]:
    """(word, word it stands for) of two versions of one line."""
    for change, start, end, first, last in difflib.SequenceMatcher(None, right, wrong, autojunk=False).get_opcodes():
        if change == "replace" and end - start == last - first <= MOST_RUN:
            for old, new in zip(right[start:end], wrong[first:last], strict=True):
                if old.islower() and new.islower():
                    yield new, old


def swaps_of(samples: Iterable[Sample], news: News) -> dict[str, tuple[str, ...]]:
    """Words that stand for others in several texts, each with the words it stands for most often.

    Not function words: half of all words would have to be asked about, and shapes and vocabulary tell as much.
    """
    holders: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for sample in samples:
        for pair in sample.swapped:
            if pair[0] not in FUNCTION_WORDS:
                holders[pair].add(sample.row.key)
    by_word: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    reader = Reader(news, {})
    for (new, old), keys in holders.items():
        if len(keys) >= LEAST_TEXTS and reader.knows(old) and reader.knows(new):
            by_word[new].append((-len(keys), old))
    return {word: tuple(old for _, old in sorted(found)[:MOST_OFFERS]) for word, found in sorted(by_word.items())}


def offers_of(sample: Sample, news: News, swaps: Mapping[str, Sequence[str]]) -> Array:
    """How often each cell of the last kind stands in the text."""
    counts = np.zeros(SPAN)
    reader = Reader(news, swaps)
    for one in sample.tokens:
        for offer in reader.offers(one):
            counts[offer.cell - INSTEAD * SPAN] += 1
    return counts
