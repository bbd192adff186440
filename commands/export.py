"""`copydesk export`: a dataset and its card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import export_truth
from commands.console import DEFAULT_DB, Database, Form, Output, print_json, progress
from commands.status import bytes_in_words
from commands.stored import OneLanguage, OneSite, check_site, reading
from commands.verdict import Verdict
from export.rights import Rights, allows
from storage.queries import ExportQuery
from storage.records import Event, ExportRow

if TYPE_CHECKING:
    from export.card import Tally
    from storage.store import Store

EPILOG = """
[bold]copydesk export news.jsonl.zst --language en --not-flagged[/] is clean English.

[bold]copydesk export stories.parquet --one-per-story[/] takes each story once.

[bold]copydesk export pairs.parquet --with-lines[/] adds every line as extracted beside what is left of it.

[bold]copydesk export open.parquet --rights unreserved --verdict none --verdict fine[/] leaves out what pages reserve,
and what an operator rejected.

[bold]copydesk export texts.jsonl.gz --as garble[/], [bold]pages.jsonl.gz --as litter[/] and [bold]cases --as cases[/]
write what operators said: for `copydesk train`, and as cases for the tests of copydesk.
"""
UNDECIDED = "none"
ONE_PER_STORY = "--one-per-story"
AS_DECIDED = "--as-decided"
Word = Annotated[
    list[str] | None,
    typer.Option(
        "--verdict",
        metavar="WORD",
        help=f"Only with this verdict: {', '.join(Verdict)}, or {UNDECIDED}. May be repeated.",
    ),
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles go into the file.

    Attributes:
        verdicts: words that may stand, None for nobody's; empty = any.
        min_confidence: F1 that the text is expected to have at least.
        all_pages: what is no article comes too.
        one_per_story: of copies only the one that stands for them.
        as_decided: texts follow what operators said of lines and blocks.
    """

    site: str | None
    language: str | None
    flagged: bool | None
    since: datetime | None
    verdicts: tuple[Event | None, ...]
    rights: Rights
    min_confidence: float | None = None
    all_pages: bool = False
    one_per_story: bool = False
    as_decided: bool = False

    @property
    def query(self) -> ExportQuery:
        """What the database can choose by itself."""
        only = self.verdicts[0] if len(self.verdicts) == 1 else None
        return ExportQuery(
            self.site,
            self.language,
            self.flagged,
            self.since,
            only,
            articles_only=not self.all_pages,
            min_confidence=self.min_confidence,
            one_per_story=self.one_per_story,
        )

    def takes(self, row: ExportRow) -> bool:
        """What is left to choose."""
        judged = not self.verdicts or row.verdict in self.verdicts
        return judged and allows(row.cleaned.article.rights, self.rights)

    def options(self) -> tuple[str, ...]:
        """The choice as it would be typed again."""
        flagged = {None: (), True: ("--flagged",), False: ("--not-flagged",)}[self.flagged]
        return (
            *(("--site", self.site) if self.site else ()),
            *(("--language", self.language) if self.language else ()),
            *flagged,
            *(part for word in self.verdicts for part in ("--verdict", word.value if word else UNDECIDED)),
            *(("--since", f"{self.since:%Y-%m-%dT%H:%M:%S}") if self.since else ()),
            *(("--rights", self.rights.value) if self.rights is not Rights.ANY else ()),
            *(("--min-confidence", f"{self.min_confidence:g}") if self.min_confidence is not None else ()),
            *(("--all-pages",) if self.all_pages else ()),
            *((ONE_PER_STORY,) if self.one_per_story else ()),
            *((AS_DECIDED,) if self.as_decided else ()),
        )


def export(  # noqa: PLR0913, PLR0917 - each is an option
    out: Annotated[
        Path,
        typer.Argument(help="NAME.jsonl, NAME.jsonl.gz, NAME.jsonl.zst or NAME.parquet; a folder for --as cases."),
    ],
    as_: Annotated[
        export_truth.Form,
        typer.Option(
            "--as",
            help="dataset; or what operators said: cases for tests, texts for train garble, pages for train litter.",
        ),
    ] = export_truth.Form.DATASET,
    site: OneSite = None,
    language: OneLanguage = None,
    flagged: Annotated[
        bool | None, typer.Option("--flagged/--not-flagged", help="Only what looks garbled, or only the rest.")
    ] = None,
    verdict: Word = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            "--since",
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"],
            metavar="DATE",
            help="Only what changed on this day (UTC) or later: 2026-05-03, or 2026-05-03T18:00:00.",
        ),
    ] = None,
    rights: Annotated[
        Rights,
        typer.Option(
            "--rights",
            metavar="WORD",
            help="any; unreserved: without noai and TDM reservations; licensed: naming a licence.",
        ),
    ] = Rights.ANY,
    min_confidence: Annotated[
        float | None,
        typer.Option(
            "--min-confidence", min=0, max=1, metavar="F1", help="Only texts expected to be at least so good (F1)."
        ),
    ] = None,
    all_pages: Annotated[
        bool, typer.Option("--all-pages", help="Also pages that are no articles: listings, walls, errors.")
    ] = False,
    one_per_story: Annotated[
        bool, typer.Option("--one-per-story", help="Of copies of one story only the one that stands for it.")
    ] = False,
    as_decided: Annotated[
        bool, typer.Option(AS_DECIDED, help="Texts follow what operators said of lines and left-out blocks.")
    ] = False,
    with_lines: Annotated[
        bool, typer.Option("--with-lines", help="Add raw text, every line, cut and finding.")
    ] = False,
    db: Database = DEFAULT_DB,
    output: Form = Output.TEXT,
) -> None:
    """Write the newest version of every article to a file, with a data card beside it.

    Copies of one story are all in, with the number of their story; --one-per-story takes the one that stands for it:
    an original, not flagged, complete, early, clean, in this order. What the other options leave out is not replaced
    by another copy.

    A page that is surely no article stays out, unless an operator called it fine or --all-pages is given.

    The same database and options give the same bytes. Every row names its page, the hash of the bytes as fetched, and
    what made its text; docs/dataset.md describes each column. A file that exists is replaced when the new one is
    complete.
    """
    moment = since and since.replace(tzinfo=UTC)
    verdicts = tuple(map(event_of, verdict or ()))
    wanted = Wanted(
        site, language, flagged, moment, verdicts, rights, min_confidence, all_pages, one_per_story, as_decided
    )
    with reading(db) as store:
        check_site(store, site)
        if as_ is not export_truth.Form.DATASET:
            check_truth(wanted, with_lines=with_lines)
            chosen = export_truth.Chosen(site, language)
            export_truth.report(export_truth.write_truth(store, as_, chosen, out), output)
            return
        tally = write(store, wanted, out, with_lines=with_lines)
    report(out, tally, output)


def check_truth(wanted: Wanted, *, with_lines: bool) -> None:
    """Raise BadParameter for options that only a dataset has."""
    only_site = Wanted(wanted.site, wanted.language, None, None, (), Rights.ANY)
    if with_lines or wanted != only_site:
        raise typer.BadParameter("what operators said is chosen by --site and --language only", param_hint="--as")


def event_of(word: str) -> Event | None:
    """The verdict behind a word of the command line."""
    if word == UNDECIDED:
        return None
    if word not in set(Verdict):
        raise typer.BadParameter(f"{word}: a verdict is {', '.join(Verdict)} or {UNDECIDED}")
    return Event(word)


def write(store: Store, wanted: Wanted, out: Path, *, with_lines: bool) -> Tally:
    """Write file and card; what was counted."""
    from export.card import Selection
    from export.write import write_dataset

    options = (*wanted.options(), *(("--with-lines",) if with_lines else ()))
    return write_dataset(rows_of(store, wanted), out, Selection(options, with_lines))


def rows_of(store: Store, wanted: Wanted) -> Iterator[ExportRow]:
    """The rows one at a time, under a bar."""
    total = sum(site.articles for site in store.status() if wanted.site in {None, site.site})
    with progress("exporting", total) as step:
        for row in exported(store, wanted):
            step(1)
            if wanted.takes(row):
                yield row


def exported(store: Store, wanted: Wanted) -> Iterator[ExportRow]:
    """The rows that the database chooses, their texts as cleaned or as operators decided them."""
    rows = store.export(wanted.query)
    if not wanted.as_decided:
        return rows
    from export.follow import following

    return following(rows, store.decided())


def report(out: Path, tally: Tally, output: Output) -> None:
    """Say what was written."""
    if output is Output.JSON:
        print_json(report_row(out, tally))
        return
    size = bytes_in_words(out.stat().st_size)
    typer.echo(f"{out}: {tally.rows:,} articles, {tally.characters:,} characters, {size}\nsha256 {tally.sha256}")
    typer.echo(f"{card_of(out)}: what is in it, what made it, and how to make it again")


def card_of(out: Path) -> Path:
    """The card beside the file."""
    from export.write import card_path

    return card_path(out)


def report_row(out: Path, tally: Tally) -> dict[str, Any]:
    """What was written as a JSON object."""
    return {
        "file": str(out),
        "card": str(card_of(out)),
        "rows": tally.rows,
        "characters": tally.characters,
        "bytes": out.stat().st_size,
        "sha256": tally.sha256,
    }
