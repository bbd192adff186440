"""The plain lists beside the code: one entry a row, remarks after "#", words under [sections]."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def rows(name: str) -> tuple[str, ...]:
    """Rows of a list in `cleaning/`, remarks and empty rows left out."""
    text = (resources.files("cleaning") / name).read_text(encoding="utf-8")
    return tuple(row.strip() for row in text.splitlines() if row.strip() and not row.startswith("#"))


@cache
def phrases(name: str) -> dict[str, tuple[str, ...]]:
    """Entries of a list by section, as written, in order; entries of a row are parted by commas."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for row in rows(name):
        if row.startswith("["):
            current = found.setdefault(row.strip("[]"), [])
        else:
            current.extend(entry.strip() for entry in row.split(",") if entry.strip())
    return {section: tuple(entries) for section, entries in found.items()}


def folded(name: str, section: str) -> frozenset[str]:
    """Entries of a section without case."""
    return frozenset(entry.casefold() for entry in phrases(name)[section])
