"""`copydesk explain`: every line with what became of it, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from cleaning.values import Block, CleanedArticle
from commands.console import Form, Output, print_json, print_text, stdout
from commands.inputs import As, Source, Title, Url, clean_one, read_page
from commands.results import Row, result_of

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from commands.picture import Look

EPILOG = """
[bold]copydesk explain page.html[/] shows why a line went or stayed.

[bold]copydesk explain page.html --all | less[/] shows the blocks left out in their places as well.

[bold]copydesk explain page.html --output json --all[/] gives the same to a program.
"""
WIDEST = 100
"""Columns; longer lines are hard to read."""


def explain(  # noqa: PLR0913, PLR0917 - each is an option
    source: Source,
    everything: Annotated[bool, typer.Option("--all", help="Show the blocks left out of the article as well.")] = False,
    url: Url = None,
    title: Title = None,
    markup: As = None,
    output: Form = Output.TEXT,
) -> None:
    """Show every line of a page with what became of it, the rule and the evidence; needs no database.

    In a pipe, where there are no colours, brackets mark what was cut and what looks garbled.
    """
    cleaned = clean_one(source, read_page(source, markup, url, title))
    if output is Output.JSON:
        print_json(explained(cleaned, everything=everything))
        return
    show(cleaned, everything=everything)


def show(cleaned: CleanedArticle, *, everything: bool) -> None:
    """Print the picture: in colour on a terminal that wants it, in a pipe plain and without blanks at line ends."""
    from commands.picture import draw

    console, look = paper()
    print_drawn(console, draw(cleaned, look, everything=everything))


def paper() -> tuple[Console, Look]:
    """What pictures are drawn on, no wider than one can read, and whether it takes colours."""
    from commands.picture import Look

    console = stdout()
    console.width = min(console.width, WIDEST)
    return console, Look(in_colour=console.is_terminal and not console.no_color and console.color_system is not None)


def print_drawn(console: Console, pieces: Iterable[RenderableType]) -> None:
    """Print a picture piece by piece; in a pipe without blanks at line ends."""
    if console.is_terminal:
        console.print(*pieces, sep="\n")
        return
    with console.capture() as capture:
        console.print(*pieces, sep="\n")
    print_text("\n".join(line.rstrip() for line in capture.get().splitlines()))


def explained(cleaned: CleanedArticle, *, everything: bool) -> Row:
    """The result with what only the page tells: weak evidence by line, and with `everything` all of its blocks."""
    row = result_of(cleaned)
    lines = [{**shown, "weak": list(line.terms)} for shown, line in zip(row["lines"], cleaned.lines, strict=True)]
    blocks = {"blocks": [block_row(block) for block in cleaned.article.blocks]} if everything else {}
    return {**row, "lines": lines, **blocks}


def block_row(block: Block) -> Row:
    """One block of the page with its evidence."""
    return {
        "text": block.text,
        "tag": block.tag,
        "path": block.path,
        "marks": list(block.marks),
        "extracted": block.extracted,
        "chosen": block.chosen,
        "aligned": block.aligned,
        "stated": block.stated,
    }
