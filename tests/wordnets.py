"""Small WordNet directories for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path


def written(directory: Path, files: Mapping[str, Sequence[str]]) -> Path:
    """The directory, with each file holding its rows."""
    for name, rows in files.items():
        (directory / name).write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return directory
