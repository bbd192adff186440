"""The data card: what is in a file, what was asked for, what made it, and how to make it again. From COLUMNS."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from importlib import metadata
from typing import Any

from export.columns import COLUMNS, Column, columns

MOST_KEYS = 1_000
"""Different values counted of one column; the rest is counted together, so that pages cannot fill the memory."""
SHOWN_KEYS = 25
COUNTED = ("site", "language", "page_kind", "garble_status", "looks_like", "verdict", "licence")
STATED = ("flagged", "drifted", "noai", "noindex", "tdm_reserved")
MADE_BY = ("copydesk", "extract", "rules", "model")
"""Parts of the versions that are shared by many rows; what was known of a site differs from row to row."""
REST = "(others)"
ONE_PER_STORY = "--one-per-story"
ALL_COPIES = (
    "Copies of one story on several sites are all in: {copies:,} rows name a story (`cluster_id`) that others tell."
)
ONE_COPY = (
    "Of a story with several copies only the one that stands for it is in: {copies:,} rows. What other filters left "
    "out was not replaced by another copy."
)
AS_DECIDED = "--as-decided"
DECIDED = (
    "Texts follow operators: {words:,} of their words on lines and blocks, in {rows:,} rows (`decisions`). Lines that "
    "they called wrongly cut are back, lines that they said should be cut are gone (by the rule `operator`), blocks "
    "that extraction left out and they let in stand at their place."
)
INTRODUCTION = (
    "News articles crawled, extracted and cleaned by copydesk. Every row names the page that it came from and the "
    "versions that made its text."
)
USE = "What the pages say about their use, as stated; none of it is legal advice. The texts belong to their publishers."

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for, as the card tells it.

    Attributes:
        options: option and value in turn, as they would be typed again.
        with_lines: the detail columns are written too.
    """

    options: tuple[str, ...] = ()
    with_lines: bool = False


@dataclass(slots=True)
class Tally:
    """Counts over the rows, taken while they pass on their way to the file.

    Attributes:
        rows: how many passed.
        characters: of `text`.
        lines, dropped, trimmed: lines as extracted, and what became of them.
        values: column or part of the versions -> how often which value.
        first, last: earliest and latest fetch.
        newest_cleaning: highest `cleaning_id`; `newest_assessment` likewise.
        copies: rows that are copies of a story of which others are known.
        decisions: words of operators that texts follow, in `decided` rows.
        sha256: of the file, once it is complete.
    """

    rows: int = 0
    characters: int = 0
    lines: int = 0
    dropped: int = 0
    trimmed: int = 0
    values: dict[str, Counter[str]] = field(default_factory=dict)
    first: datetime | None = None
    last: datetime | None = None
    newest_cleaning: int = 0
    newest_assessment: int = 0
    copies: int = 0
    decisions: int = 0
    decided: int = 0
    sha256: str = ""

    def counting(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records, each counted when it is asked for."""
        for record in records:
            self.count(record)
            yield record

    def count(self, record: Record) -> None:
        """Take one record into the counts."""
        self.rows += 1
        self.characters += len(record["text"])
        self.lines += record["line_count"]
        self.dropped += record["dropped_lines"]
        self.trimmed += record["trimmed_lines"]
        self.newest_cleaning = max(self.newest_cleaning, record["cleaning_id"])
        self.newest_assessment = max(self.newest_assessment, record["assessment_id"] or 0)
        self.copies += record["cluster_id"] is not None
        self.decisions += record["decisions"] or 0
        self.decided += bool(record["decisions"])
        self.count_fetch(record["fetched_at"])
        for name in (*COUNTED, *STATED):
            self.count_value(name, record[name])
        for part in MADE_BY:
            self.count_value(part, record["versions"][part])

    def count_fetch(self, fetched_at: datetime | None) -> None:
        """Widen the span of fetches."""
        if fetched_at is not None:
            self.first = min(self.first or fetched_at, fetched_at)
            self.last = max(self.last or fetched_at, fetched_at)

    def count_value(self, name: str, value: object) -> None:
        """Count one value of a column; None counts as not known."""
        counts = self.values.setdefault(name, Counter())
        key = "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
        counts[key if key in counts or len(counts) < MOST_KEYS else REST] += 1


def card(name: str, tally: Tally, selection: Selection) -> str:
    """The card in Markdown; the same for the same rows and the same call."""
    parts = (
        f"# {name}",
        INTRODUCTION,
        *contents(name, tally, selection),
        "## Use",
        USE,
        count_table(tally, ("noai", "noindex", "tdm_reserved", "licence")),
        "## Columns",
        column_table(columns(with_lines=selection.with_lines)),
        "## Made by",
        count_table(tally, MADE_BY),
        f"File written with {libraries()}.",
        "## Make it again",
        again(name, tally, selection),
    )
    return "\n\n".join(parts) + "\n"


def contents(name: str, tally: Tally, selection: Selection) -> Iterator[str]:
    """What is in the file, in figures."""
    figures = (
        ("file", f"`{name}`"),
        ("SHA-256", f"`{tally.sha256}`"),
        ("rows", f"{tally.rows:,}"),
        ("characters of text", f"{tally.characters:,}"),
        ("lines", f"{tally.lines:,}, of which {tally.dropped:,} dropped and {tally.trimmed:,} trimmed"),
        ("fetched", f"{day(tally.first)} to {day(tally.last)}"),
    )
    yield table(("what", "value"), figures)
    yield "## Contents"
    yield count_table(tally, ("site", "language", "garble_status", "flagged", "looks_like", "drifted", "verdict"))
    yield (ONE_COPY if ONE_PER_STORY in selection.options else ALL_COPIES).format(copies=tally.copies)
    if AS_DECIDED in selection.options:
        yield DECIDED.format(words=tally.decisions, rows=tally.decided)


def again(name: str, tally: Tally, selection: Selection) -> str:
    """How the same file is made again."""
    call = shlex.join(["copydesk", "export", name, *selection.options])
    return (
        f"```\n{call}\n```\n\nOn the same database this writes the same bytes, as long as nothing was crawled, cleaned "
        f"again or decided in between (the newest cleaning here is {tally.newest_cleaning}, the newest assessment "
        f"{tally.newest_assessment or 'none'}) and the libraries above "
        "are the same. Keep a copy of the database beside a data set that must last."
    )


def column_table(wanted: tuple[Column, ...] = COLUMNS) -> str:
    """The columns as a Markdown table; docs/dataset.md holds the same one."""
    rows = [(f"`{column.name}`", column.type, column.description) for column in wanted]
    return table(("column", "type", "what it holds"), rows)


def count_table(tally: Tally, names: tuple[str, ...]) -> str:
    """How often which value, most frequent first."""
    rows = [
        (f"`{name}`" if index == 0 else "", value, f"{number:,}")
        for name in names
        for index, (value, number) in enumerate(shown(tally.values.get(name, Counter())))
    ]
    return table(("column", "value", "rows"), rows)


def shown(counts: Counter[str]) -> list[tuple[str, int]]:
    """The most frequent values, the rest together.

    >>> shown(Counter({"b": 1, "a": 1, "c": 5}))
    [('c', 5), ('a', 1), ('b', 1)]
    """
    ranked = sorted(counts.items(), key=lambda pair: (pair[0] == REST, -pair[1], pair[0]))
    rest = sum(number for _, number in ranked[SHOWN_KEYS:])
    return [*ranked[:SHOWN_KEYS], *([(REST, rest)] if rest else [])]


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(map(cell, line))} |" for line in lines)


def cell(text: str) -> str:
    r"""Text that cannot leave its cell: pages choose some of it.

    >>> cell("a|b\n# c")
    'a\\|b # c'
    """
    printable = "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))
    return printable.replace("|", "\\|").replace("<", "&lt;")


def day(moment: datetime | None) -> str:
    """The day of a fetch."""
    return "unknown" if moment is None else moment.date().isoformat()


def libraries() -> str:
    """What the bytes of a file depend on beside its rows."""
    return ", ".join(f"{name} {metadata.version(name)}" for name in ("pyarrow", "zstandard"))
