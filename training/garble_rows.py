"""Rows to learn garbling from: genuine text for the language model, and labelled text with its source."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cleaning.garble.model import SPUN, TRANSLATED
from cleaning.values import CopydeskError
from training.inputs import opened

GARBLED = "garbled"
ENGINES = (
    ("ap_", TRANSLATED),
    ("spin", SPUN),
    ("wn_", SPUN),
    ("th_", SPUN),
    ("desk_translated", TRANSLATED),
    ("desk_spun", SPUN),
)
"""How the names of engines begin, and what their text is; of other engines (neural ones) nothing is learned. "desk" is
what operators of the review desk called garbled: nobody knows what made it, only what it looks like."""

SHINGLE, ALIKE, LEAST_SHARED = 8, 0.05, 3
"""Words of a shingle; share and number of a text's shingles in another from which it holds part of that text."""

LENGTHS = (120, 200, 400, 10_000)
"""Words that texts are cut to which are learned from and not reported on."""

WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One text.

    Attributes:
        key: its source text: all versions of one text share it.
        source: where the text is from.
        label: "garbled", or what kind of text that must not be flagged; "" = genuine text without a label.
        engine: what made it; "" where a person did.
        text: one line a paragraph.
        file: that it stands in.
    """

    key: str
    source: str
    label: str
    engine: str
    text: str
    file: str = ""

    @property
    def look(self) -> str | None:
        """What it looks like; None where nothing is learned of it."""
        return next((look for start, look in ENGINES if self.engine.startswith(start)), None)


def rows_of(paths: Sequence[Path]) -> list[Row]:
    """The English rows of all files.

    Raises:
        CopydeskError: a row is not as described.
    """
    return [row for path in paths for row in read(path)]


def read(path: Path) -> Iterator[Row]:
    """Rows of one file: {"id", "text", "source"?}, also {"label", "engine", "source_id"?}; or {"id", "gold"}."""
    with opened(path) as file:
        for number, line in enumerate(file, 1):
            try:
                row: dict[str, Any] = json.loads(line)
                text = row["text"] if "text" in row else row["gold"] or ""
                label = str(row.get("label") or "")
                key = str(row.get("source_id") or row["id"])
            except (ValueError, KeyError, TypeError) as error:
                raise CopydeskError(f"{path}:{number}: needs an object with id and text or gold ({error})") from error
            if text and str(row.get("lang") or "en").startswith("en"):
                engine = str(row.get("engine") or "") if label == GARBLED else ""
                yield Row(key, str(row.get("source") or row.get("set") or path.stem), label, engine, text, path.name)


def shingles(text: str) -> set[int]:
    """Hashes of every run of SHINGLE words."""
    words = WORD.findall(text.lower())
    return {zlib.crc32(" ".join(words[place : place + SHINGLE]).encode()) for place in range(len(words) - SHINGLE + 1)}


def shortened(row: Row) -> Row:
    """The row with no more lines than make LENGTHS words, one of them by its key: short texts are to be learned too."""
    most = LENGTHS[zlib.crc32(f"length {row.key}".encode()) % len(LENGTHS)]
    kept, words = [], 0
    for line in row.text.splitlines():
        if words >= most:
            break
        kept.append(line)
        words += len(line.split())
    return replace(row, text="\n".join(kept))


def apart(plain: Iterable[Row], labelled: Iterable[Row]) -> tuple[list[Row], int]:
    """The plain rows that hold no part of a labelled text but under its own key, and how many were left out."""
    holders: dict[int, str] = {}
    for row in labelled:
        if row.label != GARBLED:
            holders.update(dict.fromkeys(shingles(row.text), row.key))
    kept, out = [], 0
    for row in plain:
        own = shingles(row.text)
        shared = sum(holders.get(shingle, row.key) != row.key for shingle in own)
        if shared >= LEAST_SHARED and shared >= ALIKE * len(own):
            out += 1
        else:
            kept.append(row)
    return kept, out


def fold_of(key: str, folds: int) -> int:
    """The fold of a source text, the same on every machine.

    >>> fold_of("bbc-001", 5)
    0
    """
    return zlib.crc32(f"fold {key}".encode()) % folds
