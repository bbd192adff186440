"""The command line: assembles the commands."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from cleaning.values import CopydeskError
from commands.clean import clean
from commands.console import FIRST, fail, set_up_logging
from commands.explain import explain


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

app.command(rich_help_panel=FIRST)(clean)
app.command(rich_help_panel=FIRST)(explain)


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
    app()


if __name__ == "__main__":
    main()
