"""What all commands share: their common options, and how they write to a terminal, a pipe and a log.

Data goes to standard output; everything said about it goes to standard error.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from engine.limits import processors
from review.visible import safe

if TYPE_CHECKING:
    from rich.console import Console

logger = logging.getLogger(__name__)

DEFAULT_DB = "sqlite:///copydesk.db"
OURS = ("cleaning", "commands", "crawler", "engine", "export", "review", "storage")
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LOG_EVERY_SECONDS = 30

FIRST, DESK, CORPUS, CARE = "Start here", "Stored articles", "Copies and data sets", "Upkeep"
"""Groups of commands in the help text."""


class Output(StrEnum):
    """Form of what a command prints."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a command was told about its surroundings.

    Attributes:
        db: SQLAlchemy address of the database.
        workers: processes at most.
    """

    db: str = DEFAULT_DB
    workers: int = 1


Database = Annotated[
    str,
    typer.Option(
        "--db", envvar="COPYDESK_DB", metavar="URL", help="Database: sqlite:///FILE or postgresql+psycopg://…"
    ),
]
Workers = Annotated[int, typer.Option("--workers", min=1, max=256, metavar="N", help="Worker processes at most.")]
Form = Annotated[Output, typer.Option("--output", help="What to print.")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 when anything failed.")]

DEFAULT_WORKERS = processors()


def stdout() -> Console:
    """Where data goes: colours on a terminal, plain text in a pipe."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def stderr() -> Console:
    """Where everything else goes."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def say(message: str) -> None:
    """One line on standard error."""
    typer.echo(safe(message), err=True)


def fail(message: str, hint: str = "") -> NoReturn:
    """End the command with exit code 1 and one line that says what, where, and what to do."""
    line = f"copydesk: {message}" + (f" ({hint})" if hint else "")
    say(" ".join(line.split()))
    raise typer.Exit(1)


def print_json(value: object) -> None:
    """One JSON value on standard output, indented on a terminal, one line in a pipe."""
    print_text(json_text(value, indent=2 if sys.stdout.isatty() else None))


def json_text(value: object, indent: int | None = None) -> str:
    r"""The value as JSON that can be encoded: characters as they are, but halves of surrogate pairs escaped.

    >>> json_text("Fjørd"), json_text("\ud800")
    ('"Fjørd"', '"\\ud800"')
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent)
    return text


def print_text(text: str) -> None:
    """Text from a page on standard output: as it is in a pipe, without control characters on a terminal."""
    print(safe(text) if sys.stdout.isatty() else text)  # noqa: T201 - what commands are for


Step = Callable[[int], None]
"""Told how much was done since the last call."""


@contextmanager
def progress(what: str, total: int | None = None, unit: str = "") -> Iterator[Step]:
    """A bar on a terminal, a log line now and then elsewhere; both on standard error.

    Args:
        what: "cleaning", "exporting".
        total: how much there is to do, None when nobody knows.
        unit: what is counted, where it does not go without saying: "bytes read".
    """
    if sys.stderr.isatty():
        with bar(what, total) as step:
            yield step
    else:
        yield logged(what, total, unit)


@contextmanager
def bar(what: str, total: int | None) -> Iterator[Step]:
    """A progress bar that is gone when the work is."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=stderr(), transient=True) as shown:
        task = shown.add_task(what, total=total)

        def step(amount: int) -> None:
            shown.advance(task, amount)

        yield step


def logged(what: str, total: int | None, unit: str) -> Step:
    """A line in the log every LOG_EVERY_SECONDS."""
    done, last = 0, time.monotonic()

    def step(amount: int) -> None:
        nonlocal done, last
        done += amount
        if time.monotonic() - last >= LOG_EVERY_SECONDS:
            last = time.monotonic()
            told = f"{done:,} of {total:,} {unit}" if total else f"{done:,} {unit}"
            logger.info("%s: %s", what, told.rstrip())

    return step


def set_up_logging(*, verbose: bool, quiet: bool) -> None:
    """Once, by the command line: warnings of everybody, and what copydesk has to say where no one watches a bar."""
    handler: logging.Handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(LOG_FORMAT))
    if sys.stderr.isatty():
        from rich.logging import RichHandler

        handler = RichHandler(console=stderr(), show_path=False, markup=False)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    chatty = verbose or not sys.stderr.isatty()
    for name in OURS:
        logging.getLogger(name).setLevel(logging.ERROR if quiet else logging.INFO if chatty else logging.WARNING)
