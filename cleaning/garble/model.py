"""What was learned from genuine and from garbled text: read once a process, when the first text asks for it.

model.zst holds a line of JSON (cells, swaps) and the tables; model.json the coefficients of the score. Both are made by
`copydesk train garble`. Without them every signal but those of wording still works, and the result says so.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import zstandard

from cleaning.garble.cells import NEUTRAL, Reader, Swaps
from cleaning.garble.news import LEXICON_BITS, RUN_BITS, WORD_BITS, News
from cleaning.values import CopydeskError

FORMAT = 2
WEIGHTS, TABLES = "model.json", "model.zst"
TRANSLATED, SPUN = "crude translation", "spun"
LOOKS = (TRANSLATED, SPUN)
"""What garbled text can look like; each has weights of its own."""

STEP = 50
"""Steps of a stored weight to one of log odds."""

PLACES, ZERO = (1 << LEXICON_BITS) - 1, 128
"""Mask of the lexicon's places, and the byte of a weight of 0; 0 itself says that there is none."""

SIZES = (3 << WORD_BITS, 1 << RUN_BITS, 3 << LEXICON_BITS)


class ModelError(CopydeskError):
    """The garble model cannot be used."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind of garbling is told.

    Attributes:
        base: log odds of an average genuine text.
        usual: value of each measure in genuine text.
        measures: log odds that each measure adds for one unit above what is usual.
        kinds: what the findings' log odds of each kind of evidence count.
        other: the same for a kind that training has not seen.
    """

    base: float
    usual: dict[str, float]
    measures: dict[str, float]
    kinds: dict[str, float]
    other: float = 1.0


@dataclass(frozen=True, slots=True)
class Model:
    """The whole model.

    Attributes:
        news: the language model.
        swaps: words that machines put for others.
        cells: for each look the log odds of each cell; the last is that of NEUTRAL.
        lexicon: three bytes a place: weight for each look (STEP to one, 128 = 0), and eight bits of the hash.
        looks: for each of LOOKS the coefficients of the score.
        threshold: score from which an article is flagged.
        reader: of these counts and swaps; remembers words from article to article.
    """

    news: News
    swaps: Swaps = field(repr=False)
    cells: tuple[tuple[float, ...], ...] = field(repr=False)
    lexicon: bytes = field(repr=False)
    looks: tuple[Look, ...]
    threshold: float
    reader: Reader = field(repr=False, compare=False)

    def held(self, keys: Iterable[int]) -> list[int]:
        """The keys that the lexicon holds."""
        lexicon = self.lexicon
        return [key for key in keys if lexicon[3 * (key & PLACES) + 2] == key >> 24]

    def weight(self, key: int, look: int) -> float:
        """Log odds of a word or pair in the lexicon; 0 where it has none."""
        place = 3 * (key & PLACES)
        steps = self.lexicon[place + look]
        return (steps - ZERO) / STEP if steps and self.lexicon[place + 2] == key >> 24 else 0.0


def model_of(weights: dict[str, Any], tables: bytes) -> Model:
    """From what the two files hold.

    Raises:
        ModelError: they are of another format, or damaged.
    """
    head, _, body = (
        zstandard.ZstdDecompressor().decompress(tables, max_output_size=sum(SIZES) + (1 << 24)).partition(b"\n")
    )
    stored = json.loads(head)
    if weights.get("format") != FORMAT or stored.get("format") != FORMAT or len(body) != sum(SIZES):
        raise ModelError("the garble model is of another format; make it anew with `copydesk train garble`")
    words, runs, lexicon = body[: SIZES[0]], body[SIZES[0] : -SIZES[2]], body[-SIZES[2] :]
    cells = tuple(tuple(unpacked(stored["cells"][look])) for look in LOOKS)
    swaps = {word: tuple(others.split()) for word, others in stored["swaps"].items()}
    looks = tuple(Look(**weights["looks"][look]) for look in LOOKS)
    news = News(words, runs, stored["size"])
    return Model(news, swaps, cells, lexicon, looks, weights["threshold"], Reader(news, swaps))


def unpacked(stored: dict[str, int]) -> list[float]:
    """Weights of all cells from those that are not 0.

    >>> unpacked({"1": 50})[:3]
    [0.0, 1.0, 0.0]
    """
    found = [0.0] * (NEUTRAL + 1)
    for cell, steps in stored.items():
        found[int(cell)] = steps / STEP
    return found


def read_model(folder: Traversable | Path) -> Model | None:
    """The model in a folder; None where there is none."""
    weights, tables = folder / WEIGHTS, folder / TABLES
    if not (weights.is_file() and tables.is_file()):
        return None
    return model_of(json.loads(weights.read_text(encoding="utf-8")), tables.read_bytes())


@functools.cache
def model_in(folder: Path) -> Model:
    """The model of an experiment, read once.

    Raises:
        ModelError: the folder holds none.
    """
    found = read_model(folder)
    if found is None:
        raise ModelError(f"{folder}: holds no {WEIGHTS} and {TABLES}; `copydesk train garble` makes them")
    return found


@functools.cache
def shipped() -> Model | None:
    """The model that ships with copydesk: a constant, read once."""
    return read_model(resources.files("cleaning.garble"))
