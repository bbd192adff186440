"""`copydesk show`: one article with everything that is stored of it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cleaning.values import CleanedArticle, CopydeskError
from commands.console import DEFAULT_DB, Database, fail, print_json, print_text
from commands.copy_rows import copies_rows
from commands.results import line_row, result_of, versions_row
from commands.sheet import iso
from commands.show_copies import show_assessments
from commands.show_text import show_article, show_changes, show_versions
from commands.status import failure_row, profile_row
from commands.stored import article_id_of, reading
from review.history.differences import Change, Remark, changes, remarks
from storage.copy_records import CopiesRecord
from storage.records import ArticleRecord, CleaningRecord, FailureRecord

if TYPE_CHECKING:
    from storage.store import Store

EPILOG = """
[bold]copydesk show 17[/] shows raw lines beside clean ones, with the reason of every cut.

[bold]copydesk show https://news.example/ferry --raw > page.html[/] is the page as it was fetched.

[bold]copydesk show 17 --output json | jq .store.drift[/] is what copies tell in other words; `compare` has more.

[bold]copydesk show 17 --diff 1 2[/] says what today's rules changed; [bold]--versions[/] lists what there is.
"""


class Look(StrEnum):
    """Form of what is shown."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the command was asked for.

    Attributes:
        cleaned: the cleaning that was asked for, mostly the newest.
        copies: what is known of copies of today's text.
        version: its record.
    """

    record: ArticleRecord
    version: CleaningRecord
    cleaned: CleanedArticle
    failures: tuple[FailureRecord, ...]
    copies: CopiesRecord | None


def show(  # noqa: PLR0913, PLR0917 - each is an option
    wanted: Annotated[str, typer.Argument(metavar="ID|URL", help="The article, by id or address.")],
    raw: Annotated[bool, typer.Option("--raw", help="The page's bytes as fetched, and nothing else.")] = False,
    version: Annotated[
        int | None, typer.Option("--version", min=1, metavar="N", help="An older cleaning; --versions lists them.")
    ] = None,
    versions: Annotated[bool, typer.Option("--versions", help="List extractions, cleanings and assessments.")] = False,
    diff: Annotated[
        tuple[int, int] | None, typer.Option("--diff", metavar="A B", help="What cleaning B changed against A.")
    ] = None,
    output: Annotated[Look, typer.Option("--output", help="What to print.")] = Look.TEXT,
    db: Database = DEFAULT_DB,
) -> None:
    """Show one article: metadata, rights, each line raw beside clean with reasons, findings, copies, versions, fetches.

    Of its copies it shows which there are, where this one drifted from them, and the score with and without them. As
    JSON it is a result of `copydesk clean` with one more key, "store". Times are UTC.
    """
    if sum((raw, versions, diff is not None)) > 1:
        raise typer.BadParameter("--raw, --versions and --diff exclude each other")
    if output is Look.MARKDOWN and (raw or versions or diff):
        raise typer.BadParameter("--output markdown shows an article, without --raw, --versions or --diff")
    with reading(db) as store:
        shown = look_up(store, wanted, version)
        if raw:
            write_raw(store, shown)
        elif diff:
            print_diff(store, shown.record, diff, output)
        elif versions:
            print_versions(shown, output)
        else:
            print_article(shown, output)


def look_up(store: Store, wanted: str, number: int | None) -> Shown:
    """The article with the cleaning that was asked for; raises CopydeskError when either is missing."""
    article_id = article_id_of(store, wanted)
    record = store.article(article_id)
    if record is None:
        raise CopydeskError(f"article {wanted} waits for its first cleaning: run `copydesk reclean`")
    version = version_of(record, record.cleanings[0].number if number is None else number)
    cleaned = record.cleaned if version == record.cleanings[0] else cleaning(store, version)
    return Shown(record, version, cleaned, store.failures_of(article_id), store.copies(article_id))


def version_of(record: ArticleRecord, number: int) -> CleaningRecord:
    """The article's cleaning of this number."""
    found = next((one for one in record.cleanings if one.number == number), None)
    if found is None:
        newest = record.cleanings[0].number
        raise CopydeskError(f"article {record.summary.id} has cleanings 1 to {newest}, no {number}")
    return found


def cleaning(store: Store, version: CleaningRecord) -> CleanedArticle:
    """The outcome of a cleaning that is known to be stored."""
    cleaned = store.cleaned(version.id)
    if cleaned is None:
        raise CopydeskError(f"cleaning {version.id} is gone from the database")
    return cleaned


def write_raw(store: Store, shown: Shown) -> None:
    """The bytes behind the cleaning; of the newest, those of the newest fetch."""
    if sys.stdout.isatty():
        fail("a page's bytes could upset the terminal", "write them to a file: --raw > page.html")
    page = store.page(fetch_of(shown))
    if page is None:
        raise CopydeskError(f"the page of article {shown.record.summary.id} is gone from the database")
    sys.stdout.buffer.write(page.body)
    sys.stdout.buffer.flush()


def fetch_of(shown: Shown) -> int:
    """Id of the fetch that the cleaning read."""
    if shown.version == shown.record.cleanings[0]:
        return shown.record.summary.fetch_id
    return next(one.fetch_id for one in shown.record.extractions if one.id == shown.version.extraction_id)


def print_article(shown: Shown, output: Look) -> None:
    """The article in the form asked for."""
    if output is Look.JSON:
        print_json(article_row(shown))
    elif output is Look.MARKDOWN:
        from commands.markdown import markdown_of

        print_text(markdown_of(shown.cleaned).rstrip("\n"))
    else:
        show_article(shown.record, shown.version, shown.cleaned, shown.failures, shown.copies)


def print_versions(shown: Shown, output: Look) -> None:
    """Extractions and cleanings."""
    if output is Look.JSON:
        row = store_row(shown)
        keys = ("extractions", "cleanings", "assessments")
        print_json({"id": shown.record.summary.id, **{key: row[key] for key in keys if key in row}})
    else:
        show_versions(shown.record)
        if shown.copies is not None:
            show_assessments(shown.copies.assessments, shown.copies.current)


def print_diff(store: Store, record: ArticleRecord, numbers: tuple[int, int], output: Look) -> None:
    """What changed from one cleaning to another."""
    first, second = (cleaning(store, version_of(record, number)) for number in numbers)
    changed, said = changes(first, second), remarks(first, second)
    if output is Look.JSON:
        row = {"id": record.summary.id, "from": numbers[0], "to": numbers[1]}
        print_json({**row, "article": [remark_row(one) for one in said], "lines": [change_row(one) for one in changed]})
    else:
        show_changes(numbers, changed, said)


def article_row(shown: Shown) -> dict[str, Any]:
    """A result of format 1 with what the store adds to it."""
    return {**result_of(shown.cleaned, shown.record.summary.id), "store": store_row(shown)}


def store_row(shown: Shown) -> dict[str, Any]:
    """What the store knows beside the result."""
    record, summary = shown.record, shown.record.summary
    return {
        "article": summary.id,
        "site": summary.site,
        "url": summary.url,
        "verdict": summary.verdict and summary.verdict.value,
        "cleaning": shown.version.id,
        "extraction": shown.version.extraction_id,
        "fetch": fetch_of(shown),
        "rights": [{"source": r.source, "name": r.name, "value": r.value} for r in shown.cleaned.article.rights],
        "cleanings": [cleaning_row(one) for one in record.cleanings],
        "extractions": [
            {"extraction": one.id, "number": one.number, "fetch": one.fetch_id, "made": iso(one.made_at)}
            for one in record.extractions
        ],
        "fetches": fetch_rows(record),
        "profiles": [profile_row(one) for one in record.profiles],
        "decisions": [
            {"event": one.event.value, "note": one.note, "who": one.who, "at": iso(one.at), "cleaning": one.cleaning_id}
            for one in record.decisions
        ],
        "failures": [{**failure_row(one), "resolved": iso(one.resolved_at)} for one in shown.failures],
        **(copies_rows(shown.copies) if shown.copies else {}),
    }


def cleaning_row(one: CleaningRecord) -> dict[str, Any]:
    """One cleaning as a JSON object."""
    return {
        "cleaning": one.id,
        "number": one.number,
        "extraction": one.extraction_id,
        "run": one.run_id,
        "made": iso(one.made_at),
        "versions": versions_row(one.versions),
        "confirmed": iso(one.confirmed_at),
        "confirmed_versions": versions_row(one.confirmed),
        "score": one.score,
        "flagged": one.flagged,
    }


def fetch_rows(record: ArticleRecord) -> list[dict[str, Any]]:
    """The article's fetches as JSON objects."""
    return [
        {
            "fetch": one.id,
            "requested_url": one.requested_url,
            "url": one.url,
            "status": one.status,
            "body_sha256": one.body,
            "bytes": one.size,
            "fetched": iso(one.fetched_at),
            "seen": iso(one.seen_at),
            "state": one.state,
            "attempts": one.attempts,
            "run": one.run_id,
        }
        for one in record.fetches
    ]


def change_row(one: Change) -> dict[str, Any]:
    """A line that differs, as a JSON object."""
    return {
        "line": one.number,
        "before": one.before and line_row(one.before),
        "after": one.after and line_row(one.after),
    }


def remark_row(one: Remark) -> dict[str, str]:
    """Something said of the whole article that differs, as a JSON object."""
    return {"name": one.name, "before": one.before, "after": one.after}
