"""How often words, pairs and triples of words stand in texts that people wrote."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cleaning.garble.words import JOINT, words_of
from training.inputs import opened

GENUINE = frozenset({"genuine", "human_translation"})
"""Labels of texts that people wrote; texts without a label are taken for such."""

TEXT = ("text", "gold")
"""Keys of a row under which the text may stand."""

LANGUAGE = ("language", "lang")
"""And its language; none counts as English."""

TRIPLE = 3
"""A longer phrase is as frequent as the rarest triple in it."""

MILLION = 1_000_000

Folded = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of words in lower case without possessives, where blanks or hyphens alone stand between them.

    Attributes:
        words, pairs, triples: how often each stands there.
        around: how often two words stand with any one word between them.
        millions: of words in the texts.
    """

    words: Counter[str]
    pairs: Counter[Folded]
    triples: Counter[Folded]
    around: Counter[Folded]
    millions: float

    def times(self, phrase: Folded) -> int:
        """How often a phrase stands there; of a long one the most that its triples allow."""
        if len(phrase) == 1:
            return self.words[phrase[0]]
        if len(phrase) < TRIPLE:
            return self.pairs[phrase]
        return min(self.triples[phrase[start : start + TRIPLE]] for start in range(len(phrase) - TRIPLE + 1))

    def places(self, phrase: Folded, slot: int) -> int:
        """How often the neighbours of a word of the phrase stand there, whatever stands in its place."""
        if len(phrase) < TRIPLE:
            return self.words[phrase[1 - slot]]
        if slot == 0:
            return self.times(phrase[1 : 1 + TRIPLE])
        if slot == len(phrase) - 1 or slot >= TRIPLE:
            return self.times(phrase[max(0, slot - TRIPLE) : slot])
        return self.around[phrase[slot - 1], phrase[slot + 1]]


def counted(texts: Iterable[str]) -> Counts:
    """The counts of some texts."""
    words, pairs, triples = Counter[str](), Counter[Folded](), Counter[Folded]()
    for text in texts:
        for run in runs(text):
            words.update(run)
            pairs.update(itertools.pairwise(run))
            triples.update(zip(run, run[1:], run[2:], strict=False))
    around = Counter[Folded]()
    for (first, _, last), times in triples.items():
        around[first, last] += times
    return Counts(words, pairs, triples, around, words.total() / MILLION)


def runs(text: str) -> Iterator[list[str]]:
    """Words between which only blanks and hyphens stand.

    >>> list(runs("The state-run bank, she said"))
    [['the', 'state', 'run', 'bank'], ['she', 'said']]
    """
    for line in text.split("\n"):
        words, run = words_of(line), list[str]()
        for index, word in enumerate(words.folded):
            run.append(word)
            if not JOINT.issuperset(words.gap(index)):
                yield run
                run = []
        if run:
            yield run


def genuine_texts(paths: Sequence[Path]) -> Iterator[str]:
    """English texts of JSONL files that people wrote: rows {"text" or "gold", "label"?, "language" or "lang"?}."""
    for path in paths:
        with opened(path) as file:
            for row in map(json.loads, file):
                language = next((row[key] for key in LANGUAGE if row.get(key)), "en")
                if row.get("label", "genuine") in GENUINE and language.startswith("en"):
                    yield next(row[key] for key in TEXT if key in row)
