"""Tables: folded to its width on a terminal; in a pipe aligned text, one row a line, nothing cut off."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import typer

from commands.console import stdout
from review.visible import safe

GAP = "  "
NARROW = 20
"""Columns of a terminal that text which folds needs at least, where it is as long."""

NOTHING = frozenset(("", "-", "0", "0.0"))
"""Cells that are left out where a table is too wide for the terminal."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Head of a column.

    Attributes:
        name: "" leaves it without.
        right: figures stand right.
        folds: on a terminal long cells go on in the next line; other columns keep their width.
    """

    name: str
    right: bool = False
    folds: bool = False


def figure(name: str) -> Heading:
    """Head of a column of figures."""
    return Heading(name, right=True)


def words(name: str) -> Heading:
    """Head of a column of text of any length."""
    return Heading(name, folds=True)


def show_sheet(title: str, headings: tuple[Heading, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print a table under its title; without rows nothing."""
    if not rows:
        return
    if sys.stdout.isatty():
        show_on_terminal(title, headings, rows)
    else:
        for line in (title, *aligned(headings, rows), ""):
            typer.echo(line)


def show_on_terminal(title: str, headings: tuple[Heading, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """The table as rich draws it; row by row where it is too wide for the terminal."""
    from rich.table import Table
    from rich.text import Text

    console = stdout()
    if least_width(headings, rows) > console.width:
        console.print(Text(title, "bold"))
        for row in rows:
            console.print(Text(stacked(headings, row)))
        console.print("")
        return
    table = Table(title=Text(title, "bold"), title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in headings:
        table.add_column(
            Text(heading.name, "dim"),
            justify="right" if heading.right else "left",
            no_wrap=not heading.folds,
            overflow="fold" if heading.folds else "ellipsis",
        )
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    console.print(table, "")


def least_width(headings: tuple[Heading, ...], rows: Sequence[tuple[str, ...]]) -> int:
    """Columns of a terminal that the table needs before a cell would be cut off.

    >>> least_width((Heading("site"), words("why")), [("north.example", "x" * 90)])
    35
    """
    from rich.cells import cell_len

    columns = zip(*(map(one_line, row) for row in rows), strict=True)
    widths = [max(map(cell_len, (heading.name, *cells))) for heading, cells in zip(headings, columns, strict=True)]
    kept = [min(width, NARROW) if head.folds else width for head, width in zip(headings, widths, strict=True)]
    return sum(kept) + len(GAP) * (len(kept) - 1)


def stacked(headings: tuple[Heading, ...], row: tuple[str, ...]) -> str:
    r"""A row below its first cell, without what is nothing.

    >>> stacked((Heading("site"), figure("pages"), figure("failed"), words("note")), ("north", "7", "0", "slow"))
    'north\n  pages 7, note slow'
    """
    head, *cells = map(one_line, row)
    told = [f"{heading.name} {cell}" for heading, cell in zip(headings[1:], cells, strict=True) if cell not in NOTHING]
    return "\n  ".join([head, ", ".join(told)]) if told else head


def aligned(headings: tuple[Heading, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """The table as lines of text.

    >>> aligned((Heading("site"), figure("pages")), [("north.example", "7"), ("b", "12")])
    ['site           pages', 'north.example      7', 'b                 12']
    """
    from rich.cells import cell_len, set_cell_size

    cells = [tuple(heading.name for heading in headings), *(tuple(map(one_line, row)) for row in rows)]
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]

    def padded(text: str, heading: Heading, width: int) -> str:
        return " " * (width - cell_len(text)) + text if heading.right else set_cell_size(text, width)

    return [GAP.join(map(padded, row, headings, widths)).rstrip() for row in cells]


def one_line(text: str) -> str:
    r"""A cell's text, whatever a page wrote.

    >>> one_line("Rain\n\tin  the north\x1b[2J")
    'Rain in the north␛[2J'
    """
    return safe(" ".join(text.split()))


def minute(moment: datetime | None) -> str:
    """A time as people read it, UTC.

    >>> minute(datetime(2026, 3, 1, 7, 5, 59, tzinfo=UTC)), minute(None)
    ('2026-03-01 07:05', '-')
    """
    return "-" if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M")


def iso(moment: datetime | None) -> str | None:
    """A time as programs read it."""
    return None if moment is None else moment.isoformat()
