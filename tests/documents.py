"""Reads commands and what they print out of the documents.

A fenced block marked `console` holds `$ command` lines, each followed by what it prints. A line `...` stands for any
number of lines; "…" inside a line for any text (figures and times that differ from run to run).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """One command of a document and the lines shown beneath it."""

    document: str
    command: str
    shown: tuple[str, ...]


def examples(document: Path) -> tuple[Example, ...]:
    """Every command of a document, in order."""
    found = []
    for block in BLOCK.findall(document.read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.replace("\\\n", " ").partition("\n")
            found.append(Example(document.name, command, tuple(shown.rstrip("\n").splitlines())))
    return tuple(found)


def pattern(shown: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that fits the output from its start: `...` for lines, `…` inside a line, trailing blanks free."""
    lines = [
        r"(?:.*\n)*?" if line.strip() == "..." else ".*?".join(map(re.escape, line.rstrip().split("…"))) + r"[ \t]*\n"
        for line in shown
    ]
    return re.compile("".join(lines))
