"""What all training has of its inputs: files that may be packed, and folds that are the same on every machine."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path
from typing import Literal, TextIO, cast


def opened(path: Path, mode: Literal["r", "w"] = "r") -> TextIO:
    """A text file, packed where its name ends in .gz; the caller closes it."""
    if path.suffix == ".gz":
        return cast("TextIO", gzip.open(path, f"{mode}t", encoding="utf-8"))
    return path.open(mode, encoding="utf-8")


def fold_of(group: str, folds: int) -> int:
    """The fold of what must not be divided: a site, a manner, a text.

    >>> fold_of("tidings.example", 5)
    1
    """
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % folds
