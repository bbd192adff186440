"""`copydesk clean`: one page, or a batch of records, without a database."""

from __future__ import annotations

import sys
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleaning.values import CleanedArticle, Outcome
from commands.console import DEFAULT_WORKERS, Strict, Workers, print_json, print_text, say
from commands.inputs import As, Title, Url, clean_one, named, read_page
from commands.results import result_of, schema
from review.words import is_doubtful, page_in_words

if TYPE_CHECKING:
    from cleaning.clean import Options

EPILOG = """
[bold]copydesk clean page.html --output markdown[/] prints what is left of the article, readable.

[bold]curl -s https://harbour.example/ferry | copydesk clean - --url https://harbour.example/ferry[/] reads a pipe.

[bold]copydesk clean --batch pages.jsonl.gz results.jsonl.zst[/] writes a result for every record, in the same order.
"""


class Form(StrEnum):
    """What `clean` prints."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


PARTS = ("litter", "garble")
"""What `--off` can turn off."""


def parts_of(value: str | None) -> str | None:
    """The value of --off, when every part of it is one."""
    unknown = [part for part in (value or "").split(",") if part and part not in PARTS]
    if unknown:
        raise typer.BadParameter(f"{unknown[0]!r} is not one of {', '.join(PARTS)}")
    return value


Off = Annotated[
    str | None,
    typer.Option(
        "--off", metavar="PARTS", callback=parts_of, help="Leave out: litter, garble, or both with a comma between."
    ),
]
Threshold = Annotated[
    float | None, typer.Option("--threshold", min=0, max=1, metavar="SCORE", help="Score from which to flag, 0 to 1.")
]
ModelFolder = Annotated[
    Path | None, typer.Option("--model", metavar="DIR", help="A garble model of your own, as `train garble` makes it.")
]


def clean(  # noqa: PLR0913, PLR0917 - each is an option
    source: Annotated[str | None, typer.Argument(metavar="INPUT", help="A file, or - for standard input.")] = None,
    out: Annotated[str | None, typer.Argument(metavar="OUT", help="With --batch: where the results go.")] = None,
    url: Url = None,
    title: Title = None,
    markup: As = None,
    output: Annotated[Form, typer.Option("--output", help="What to print.")] = Form.TEXT,
    batch: Annotated[bool, typer.Option("--batch", help="INPUT and OUT are JSON lines, .gz and .zst too.")] = False,
    off: Off = None,
    threshold: Threshold = None,
    model: ModelFolder = None,
    workers: Workers = DEFAULT_WORKERS,
    strict: Strict = False,
    show_schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of results and exit.")] = False,
) -> None:
    """Clean one page or text, or with --batch many records; needs no database.

    Prints what is left of the article. The page's litter is cut, garbled text is flagged and left as it is. Of a page
    that looks like no article, or whose text is doubtful, it says so on standard error.
    """
    if show_schema:
        print_json(schema())
        return
    check_call(source, out, batch=batch)
    assert source is not None
    options = options_of(off or "", threshold, model)
    if batch:
        from commands.batch import Batch, clean_batch
        from engine.limits import Limits

        assert out is not None
        refuse_single(url, title, markup, output)
        clean_batch(Batch(source, out, Limits(workers=workers), options, strict))
        return
    page = read_page(source, markup, url, title)
    cleaned = clean_one(source, page, options, with_reasons=output is Form.JSON)
    print_cleaned(cleaned, output)
    if sys.stderr.isatty():
        say(summary(cleaned))
    elif output is Form.TEXT and is_doubtful(cleaned.page):
        say(f"copydesk: {named(source)}: {page_in_words(cleaned.page)}")


def options_of(off: str, threshold: float | None, model: Path | None) -> Options | None:
    """Switches for cleaning; None for the usual ones.

    Raises:
        ModelError: there is no model in the folder.
    """
    if not off and threshold is None and model is None:
        return None
    from cleaning.clean import Options

    options = Options("litter" not in off, "garble" not in off, threshold, model)
    options.read_model()
    return options


def check_call(source: str | None, out: str | None, *, batch: bool) -> None:
    """Raises a usage error when there is not the right number of names."""
    if source is None:
        raise typer.BadParameter("name a file, or - for standard input", param_hint="INPUT")
    if batch and out is None:
        raise typer.BadParameter("--batch wants two names: copydesk clean --batch IN OUT", param_hint="OUT")
    if out is not None and not batch:
        raise typer.BadParameter("only --batch writes to a file; results of one page go to standard output")


def refuse_single(*values: str | None) -> None:
    """Raises a usage error when an option is given that holds for one page only; records say these things."""
    names = ("--url", "--title", "--as")
    for name, value in zip(names, values, strict=False):
        if value is not None:
            raise typer.BadParameter(f"{name} is for one page; records of a batch carry their own")
    if values[-1] not in {Form.TEXT, Form.JSON}:
        raise typer.BadParameter("a batch is written as JSON lines")


def print_cleaned(cleaned: CleanedArticle, form: Form) -> None:
    """The article on standard output."""
    if form is Form.JSON:
        print_json(result_of(cleaned))
    elif form is Form.MARKDOWN:
        from commands.markdown import markdown_of

        print_text(markdown_of(cleaned).rstrip())
    else:
        print_text(cleaned.text)


def summary(cleaned: CleanedArticle) -> str:
    """What was done, in one line.

    For example "31 lines, 6 dropped, 1 trimmed (see_also 4, wire_credit 3); flagged, score 0.93, 17 findings;
    confidence .95 · article".
    """
    outcomes = Counter(line.outcome for line in cleaned.lines)
    kinds = Counter(cut.kind.value for line in cleaned.lines for cut in line.cuts)
    told = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
    lines = f"{len(cleaned.lines)} lines, {outcomes[Outcome.DROPPED]} dropped, {outcomes[Outcome.TRIMMED]} trimmed"
    return lines + (f" ({told})" if told else "") + f"; {garble_words(cleaned)}; {page_in_words(cleaned.page)}"


def garble_words(cleaned: CleanedArticle) -> str:
    """What is said about garbling, in a few words."""
    garble = cleaned.garble
    if garble.score is None:
        status = garble.status.value.replace("_", " ")
        return f"flagged by what the page says ({status})" if garble.flagged else f"garbling: {status}"
    flag = "flagged" if garble.flagged else "not flagged"
    return f"{flag}, score {garble.score:.2f}, {len(garble.findings)} findings"
