"""The command line: assembles the commands."""

from __future__ import annotations

import inspect
import signal
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from cleaning.values import CopydeskError
from commands import (
    clean,
    cluster,
    compare,
    crawl,
    explain,
    export,
    flags,
    migrate,
    reclean,
    review,
    score,
    show,
    status,
    train,
    user,
    verdict,
)
from commands.console import CARE, CORPUS, DESK, FIRST, fail, set_up_logging

COMMANDS: tuple[tuple[Callable[..., None], str, str], ...] = (
    (crawl.crawl, FIRST, crawl.EPILOG),
    (clean.clean, FIRST, clean.EPILOG),
    (explain.explain, FIRST, explain.EPILOG),
    (flags.flags, DESK, flags.EPILOG),
    (show.show, DESK, show.EPILOG),
    (verdict.verdict, DESK, verdict.EPILOG),
    (review.review, DESK, review.EPILOG),
    (user.user, DESK, user.EPILOG),
    (score.score, DESK, score.EPILOG),
    (reclean.reclean, DESK, reclean.EPILOG),
    (compare.compare, CORPUS, compare.EPILOG),
    (cluster.cluster, CORPUS, cluster.EPILOG),
    (export.export, CORPUS, export.EPILOG),
    (status.status, CARE, status.EPILOG),
    (migrate.migrate, CARE, migrate.EPILOG),
    (train.train, CARE, train.EPILOG),
)
"""Every command: its function, its group in the help text, and examples shown below its options."""


class Desk(TyperGroup):
    """The group of all commands; an error that copydesk reports itself becomes one line and exit code 1."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer carries its own copy of click, whose types are private
        """Run the command."""
        try:
            return super().invoke(ctx)
        except CopydeskError as error:
            fail(str(error))


app = typer.Typer(
    cls=Desk,
    name="copydesk",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="[bold]copydesk explain page.html[/] shows every line with what became of it, and why.",
)


def prose(function: Callable[..., None]) -> str:
    """The function's docstring with its paragraphs in one line each: the help text breaks them by its own width."""
    paragraphs = inspect.cleandoc(function.__doc__ or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


for run, group, examples in COMMANDS:
    app.command(help=prose(run), rich_help_panel=group, epilog=examples)(run)


def show_version(wanted: bool) -> None:
    """Print the version of copydesk and end."""
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - only --version needs it

        typer.echo(f"copydesk {version('copydesk')}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[  # noqa: ARG001 - its callback does it
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say more on standard error.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors on standard error.")] = False,
) -> None:
    """Clean news articles line by line, with a reason for every cut, and flag machine-translated text."""
    set_up_logging(verbose=verbose, quiet=quiet)


def main() -> None:
    """Run the command line. Ends with 0, 1 (failed), 2 (called wrongly) or 130 (interrupted)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a character that a terminal cannot show is no reason to stop
            stream.reconfigure(errors="replace")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # systemd and containers stop us as Ctrl-C does
    app(prog_name="copydesk")


if __name__ == "__main__":
    main()
