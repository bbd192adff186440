"""`copydesk score`: precision and recall from what operators said."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.console import DEFAULT_DB, Database, Form, Output, print_json
from commands.sheet import Heading, figure, show_sheet
from commands.stored import reading

if TYPE_CHECKING:
    from export.scores import Figures, FlagFigures, Share

EPILOG = """
[bold]copydesk score --least 20[/] leaves out what was judged less often.

[bold]copydesk score --output json | jq '.rules[] | select(.wrong > 0)'[/] shows the rules that were wrong at all.
"""


def score(
    least: Annotated[
        int, typer.Option("--least", min=0, metavar="N", help="Only rules and signals judged so often.")
    ] = 0,
    db: Database = DEFAULT_DB,
    output: Form = Output.TEXT,
) -> None:
    """Say how often rules, signals and the flag were right, by what operators said.

    Counted over articles with a verdict, by the cleaning that the operator had before them: a cut that nobody called
    wrong counts as right, a finding only counts once somebody called it right or wrong. A share stands with the
    interval in which its true value lies in 95 of 100 such counts (Wilson); below 20 judgements there is none.

    Judged articles are no random draw: mostly what was flagged was looked at, so recall is an upper bound.
    """
    from export.scores import at_least, figures

    with reading(db) as store:
        found = at_least(figures(store.scores()), least)
    if output is Output.JSON:
        print_json(row_of(found))
    else:
        show(found)


def show(found: Figures) -> None:
    """The three tables; a line where nothing was judged."""
    if not (found.rules or found.signals or is_judged(found.flag)):
        typer.echo("Nothing was judged so often: verdicts and words on lines are given by `copydesk review`.")
        return
    show_flag(found.flag)
    show_rules(found)
    show_signals(found)


def is_judged(flag: FlagFigures) -> bool:
    """Some article was called garbled or fine."""
    return bool(flag.hits + flag.alarms + flag.missed + flag.passed)


def show_flag(flag: FlagFigures) -> None:
    """The flag against the verdict."""
    from export.scores import in_words

    rows = [
        ("flagged", f"{flag.hits:,}", f"{flag.alarms:,}", "precision", in_words(flag.precision, "articles")),
        ("not flagged", f"{flag.missed:,}", f"{flag.passed:,}", "recall", in_words(flag.recall, "articles")),
    ]
    headings = (Heading("articles"), figure("garbled"), figure("fine"), Heading(""), Heading("share (95 %)"))
    show_sheet("The flag", headings, rows)


def show_rules(found: Figures) -> None:
    """Rules, in order of their names."""
    from export.scores import in_words

    rows = [
        (
            one.rule or "-",
            one.kind,
            f"{one.cuts:,}",
            f"{one.wrong:,}",
            f"{one.missed:,}",
            in_words(one.precision, "cuts"),
            in_words(one.recall, "lines"),
        )
        for one in found.rules
    ]
    figures_ = (figure("cuts"), figure("wrong"), figure("missed"))
    show_sheet("Rules", (Heading("rule"), Heading("kind"), *figures_, Heading("precision"), Heading("recall")), rows)


def show_signals(found: Figures) -> None:
    """Signals, in order of their names."""
    from export.scores import in_words

    rows = [
        (
            one.signal,
            f"{one.findings:,}",
            f"{one.right:,}",
            f"{one.wrong:,}",
            f"{one.garbled:,}",
            f"{one.fine:,}",
            in_words(one.precision, "findings"),
            in_words(one.articles, "articles"),
        )
        for one in found.signals
    ]
    figures_ = tuple(map(figure, ("findings", "right", "wrong", "garbled", "fine")))
    show_sheet("Signals", (Heading("signal"), *figures_, Heading("of findings"), Heading("of articles")), rows)


def row_of(found: Figures) -> dict[str, Any]:
    """Everything as a JSON object; shares without enough judgements have their figures and say `thin`."""
    return {
        "flag": plain(found.flag),
        "rules": [plain(one) for one in found.rules],
        "signals": [plain(one) for one in found.signals],
    }


def plain(value: Any) -> dict[str, Any]:  # noqa: ANN401 - figures of a rule, a signal or the flag
    """One value's figures."""
    from export.scores import Share

    pairs = ((name, getattr(value, name)) for name in value.__match_args__)
    return {name: share_row(one) if isinstance(one, Share) else one for name, one in pairs}


def share_row(one: Share) -> dict[str, Any]:
    """A share."""
    return {**asdict(one), "thin": one.is_thin}
