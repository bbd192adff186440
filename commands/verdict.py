"""`copydesk verdict`: an operator's word on articles, appended and never changed."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.console import DEFAULT_DB, Database, Form, Output, fail, print_json
from commands.sheet import Heading, figure, show_sheet
from commands.stored import writing
from storage.records import ArticleSummary, Decision, Event

if TYPE_CHECKING:
    from storage.store import Store

EPILOG = """
[bold]copydesk verdict 17 23 --as garbled --note "wire copy, translated back"[/] judges two articles.

[bold]copydesk verdict 17 --undo[/] takes the last word on one back; what was said stays on record.

[bold]copydesk flags --undecided --output json | jq .id | xargs copydesk verdict --as fine[/] judges all that is left.
"""


class Verdict(StrEnum):
    """What can be said of an article."""

    GARBLED = "garbled"
    FINE = "fine"
    NEEDS_CLEANING = "needs_cleaning"
    NOT_AN_ARTICLE = "not_an_article"


@dataclass(frozen=True, slots=True)
class Recorded:
    """One article with the word that stood before, and the one that stands now."""

    article: ArticleSummary
    before: Event | None


def verdict(  # noqa: PLR0913, PLR0917 - each is an option
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Articles, by id or address.")],
    as_: Annotated[Verdict | None, typer.Option("--as", help="What it is.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take the latest verdict that stands back.")] = False,
    note: Annotated[str, typer.Option("--note", help="Why, in your words.")] = "",
    who: Annotated[str | None, typer.Option("--who", help="Your name; the user's name when not given.")] = None,
    db: Database = DEFAULT_DB,
    output: Form = Output.TEXT,
) -> None:
    """Record what an operator decided about articles. It changes no text; exports can choose by it.

    Every word is kept with who said it, when, and which cleaning they had before them. Of articles that are not there
    the error names each; the others are stored.
    """
    if undo == (as_ is not None):
        raise typer.BadParameter("give either --as or --undo")
    event = Event.UNDO if as_ is None else Event(as_.value)
    decision = Decision(event, note, user_name() if who is None else who)
    with writing(db) as store:
        recorded, problems = decide(store, ids, decision)
    if output is Output.JSON:
        print_json([recorded_row(one, decision) for one in recorded])
    else:
        show_recorded(recorded)
    if problems:
        fail("; ".join(problems), "the others were recorded" if recorded else "")


def decide(store: Store, ids: list[str], decision: Decision) -> tuple[list[Recorded], list[str]]:
    """Store the decision where it can be; what was recorded, and what was not and why."""
    before: dict[int, Event | None] = {}
    problems = []
    for wanted in dict.fromkeys(ids):
        article = summary(store, wanted)
        if article is None:
            problems.append(f"no article {wanted} in this database")
        elif decision.event is Event.UNDO and article.verdict is None:
            problems.append(f"{wanted} has no verdict to take back")
        else:
            before[article.id] = article.verdict
    store.decide(list(before), decision)
    now = ((summary(store, str(number)), word) for number, word in before.items())
    return [Recorded(article, word) for article, word in now if article], problems


def summary(store: Store, wanted: str) -> ArticleSummary | None:
    """The article as lists show it; None when there is none."""
    found = store.find(wanted)
    record = None if found is None else store.article(found)
    return None if record is None else record.summary


def user_name() -> str:
    """Who runs the command; "" where the system does not know."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user without a name; Windows without pwd
        return ""


def show_recorded(recorded: list[Recorded]) -> None:
    """What stands now."""
    rows = [
        (str(one.article.id), word(one.article.verdict), word(one.before), one.article.title or one.article.url)
        for one in recorded
    ]
    show_sheet("Recorded", (figure("id"), Heading("verdict"), Heading("before"), Heading("title")), rows)


def word(event: Event | None) -> str:
    """The verdict in a cell."""
    return "-" if event is None else event.value


def recorded_row(one: Recorded, decision: Decision) -> dict[str, Any]:
    """One article as a JSON object."""
    return {
        "id": one.article.id,
        "url": one.article.url,
        "event": decision.event.value,
        "note": decision.note,
        "who": decision.who,
        "verdict": one.article.verdict and one.article.verdict.value,
        "before": one.before and one.before.value,
        "cleaning": one.article.cleaning_id,
    }
