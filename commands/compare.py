"""`copydesk compare`: two copies beside each other: one story? what drifted? which of them is the garbled one?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleaning.values import CleanedArticle, CopydeskError
from commands.console import DEFAULT_DB, Database, Form, Output, print_json
from commands.explain import paper, print_drawn
from commands.inputs import As, Markup, clean_all, named, read_page
from commands.stored import article_id_of, reading

if TYPE_CHECKING:
    from cleaning.copies.values import Copy
    from storage.store import Store

EPILOG = """
[bold]copydesk compare wire.html copy.html[/] says whether it is one story, and what drifted, with both spans.

[bold]copydesk compare 17 23 --db sqlite:///copydesk.db[/] compares two stored articles; addresses will do as well.

[bold]curl -s https://harbour.example/ferry | copydesk compare wire.txt - --output json | jq .garbled[/] reads a pipe.
"""
UNFOLDED = 100_000
"""Columns of a pipe: nothing is broken into lines there."""

Name = Annotated[str | None, typer.Argument(show_default=False, help="A file, - for standard input, or ID or URL.")]


def compare(  # noqa: PLR0913, PLR0917 - each is an option
    a: Name = None,
    b: Name = None,
    markup: As = None,
    db: Database = DEFAULT_DB,
    output: Form = Output.TEXT,
    show_schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of results and exit.")] = False,
) -> None:
    """Compare two texts: is it one story, how far did they drift apart, and which is the garbled one?

    Each is a page or a text, cleaned as `clean` does; or, where no file has that name, a stored article by id or
    address. Copies are one text: the same, trimmed, edited, translated or spun. Related ones tell of one event in
    words of their own. What editors change (house style, trims, another order) is no drift; a quotation with other
    words, a name or a figure that differs is. The garbled side is named only where the evidence decides it.

    In a pipe, where there are no colours, brackets mark the words that differ.
    """
    from commands.comparison import compared, comparison_row, schema

    if show_schema:
        print_json(schema())
        return
    first, second = check_names(a, b)
    found = compared(*copies((first, second), markup, db))
    if output is Output.JSON:
        print_json(comparison_row(found))
        return
    from commands.compare_picture import draw

    console, look = paper()
    if not console.is_terminal:
        console.width = UNFOLDED
    print_drawn(console, draw(found, (named(first), named(second)), look, in_columns=console.is_terminal))


def check_names(a: str | None, b: str | None) -> tuple[str, str]:
    """Both names; raises a usage error when one is missing, or both are standard input."""
    if a is None or b is None:
        raise typer.BadParameter("name two files, or - for standard input, or stored articles", param_hint="A B")
    if a == b == "-":
        raise typer.BadParameter("only one of the two can be standard input", param_hint="A B")
    return a, b


def copies(names: Sequence[str], markup: Markup | None, db: str) -> list[Copy]:
    """What was named, cleaned and made ready to be compared.

    Raises:
        CopydeskError: one of them cannot be read, or holds no text.
    """
    read = {name: read_page(name, markup) for name in names if not is_stored(name)}
    stored = stored_copies([name for name in names if name not in read], db)
    made = dict(zip(read, clean_all(list(read.items()), with_reasons=False), strict=True)) if read else {}
    return [stored[name] if name in stored else copy_in(name, made[name]) for name in names]


def is_stored(name: str) -> bool:
    """Whether a name is an article's id or address, rather than that of a file; a file that is there wins.

    >>> is_stored("17"), is_stored("https://harbour.example/ferry"), is_stored("wire.html"), is_stored("-")
    (True, True, False, False)
    """
    return ("://" in name or (name.isascii() and name.isdigit())) and not Path(name).exists()


def stored_copies(names: Sequence[str], db: str) -> dict[str, Copy]:
    """Stored articles by the names that were given for them."""
    if not names:
        return {}
    with reading(db) as store:
        return {name: stored_copy(store, name) for name in names}


def stored_copy(store: Store, name: str) -> Copy:
    """One stored article, with what others say of where the story stood first."""
    article_id = article_id_of(store, name)
    record, known = store.article(article_id), store.copies(article_id)
    if record is None or known is None:
        raise CopydeskError(f"article {name} waits for its first cleaning: run `copydesk reclean`")
    copy = copy_in(name, record.cleaned)
    return replace(copy, origin=replace(copy.origin, is_own=copy.origin.is_own or known.is_original))


def copy_in(name: str, cleaned: CleanedArticle) -> Copy:
    """The article made ready to be compared; a CopydeskError where nothing of it is left."""
    from cleaning.copies.copy import copy_of

    copy = copy_of(cleaned)
    if not copy.text:
        raise CopydeskError(f"cannot compare {named(name)}: no text is left of it; `copydesk explain` says why")
    return copy
