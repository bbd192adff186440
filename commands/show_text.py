"""One article on a terminal or in a pipe. Everything that a page wrote is made safe first, character for character."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from cleaning.values import CleanedArticle, Cut, Finding, JudgedLine, Outcome, Where
from commands.console import stdout
from commands.sheet import Heading, figure, minute, one_line, show_sheet, words
from commands.show_copies import show_copies
from commands.show_words import facts
from commands.status import bytes_in_words
from review.history.differences import Change, Remark
from review.visible import safe
from review.words import evidence, percent, reason_of
from storage.copy_records import CopiesRecord
from storage.records import ArticleRecord, CleaningRecord, FailureRecord, FetchRecord

if TYPE_CHECKING:
    from rich.text import Text

LABEL = 15
CUT_STYLE = "strike red"
FOUND_STYLE = "underline yellow"
OUTCOME_STYLES = {Outcome.KEPT: "", Outcome.TRIMMED: "yellow", Outcome.DROPPED: "red"}


def show_article(
    record: ArticleRecord,
    version: CleaningRecord,
    cleaned: CleanedArticle,
    failures: tuple[FailureRecord, ...],
    copies: CopiesRecord | None,
) -> None:
    """Everything that is stored of the article, from what it says to how it came here."""
    show_head(record, version, cleaned, copies)
    if sys.stdout.isatty():
        show_side_by_side(cleaned)
    else:
        show_lines(cleaned.lines)
    show_findings(cleaned.garble.findings)
    if copies is not None:
        show_copies(copies)
    show_versions(record)
    show_fetches(record.fetches)
    show_failures(failures)
    show_decisions(record)


def show_head(
    record: ArticleRecord, version: CleaningRecord, cleaned: CleanedArticle, copies: CopiesRecord | None
) -> None:
    """Title, metadata and judgement, a fact a line."""
    typer.echo(one_line(cleaned.article.title or "(no title)"))
    for name, value in facts(record, version, cleaned, copies):
        if value:
            typer.echo(f"{name:<{LABEL}} {one_line(value)}")
    typer.echo("")


def show_side_by_side(cleaned: CleanedArticle) -> None:
    """Lines as extracted beside what is left, cuts struck out, suspect spans underlined."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), expand=True)
    table.add_column(Text("line", "dim"), justify="right", no_wrap=True)
    table.add_column(Text("as extracted", "dim"), ratio=1, overflow="fold")
    table.add_column(Text("clean", "dim"), ratio=1, overflow="fold")
    for number, line in enumerate(cleaned.lines):
        table.add_row(Text(str(number)), marked(number, line, cleaned.garble.findings), clean_cell(line))
    stdout().print(table, "")


def marked(number: int, line: JudgedLine, findings: tuple[Finding, ...]) -> Text:
    """The line as extracted with its cuts and suspect spans in colour."""
    from rich.text import Text

    text = Text(safe(line.text))
    for finding in findings:
        if finding.line == number:
            text.stylize(FOUND_STYLE, finding.start, finding.end)
    for cut in line.cuts:
        text.stylize(CUT_STYLE, cut.start, cut.end)
    return text


def clean_cell(line: JudgedLine) -> Text:
    """What is left of the line, then why something went."""
    from rich.text import Text

    text = Text(safe(line.clean) or line.outcome.value)
    text.stylize(OUTCOME_STYLES[line.outcome] if not line.clean else "")
    for reason in reasons(line.cuts):
        text.append(f"\n{safe(reason)}", OUTCOME_STYLES[line.outcome])
    return text


def reasons(cuts: tuple[Cut, ...]) -> list[str]:
    """Why each part went: kind, the rule's reason, the evidence."""
    return [
        f"{cut.kind.value}: {reason_of(cut.rule)}" + (f" ({evidence(cut.terms)})" if cut.terms else "") for cut in cuts
    ]


def show_lines(lines: tuple[JudgedLine, ...]) -> None:
    """Lines one below the other: outcome and kind, the text as extracted, what is left where that differs, why."""
    for number, line in enumerate(lines):
        typer.echo(f"{number:>4}  {line.outcome.value}  {line.kind.value}")
        typer.echo(f"      {one_line(line.text)}")
        if line.outcome is Outcome.TRIMMED:
            typer.echo(f"    = {one_line(line.clean)}")
        for reason in reasons(line.cuts):
            typer.echo(f"    - {one_line(reason)}")
    typer.echo("")


def show_findings(findings: tuple[Finding, ...]) -> None:
    """What looks garbled, in order of place."""
    headings = (Heading("place"), Heading("signal"), figure("score"), words("words"), words("why"))
    rows = [
        (place(finding), finding.signal, percent(finding.score), finding.text, finding.reason) for finding in findings
    ]
    show_sheet("Findings", headings, rows)


def place(finding: Finding) -> str:
    """Where a finding points.

    >>> place(Finding("name", Where.BODY, 3, 10, 14, 0.5, "", ""))
    'line 3, 10-14'
    >>> place(Finding("lang", Where.PAGE, None, 0, 0, 0.5, "", ""))
    'page'
    """
    if finding.line is None:
        span = f" {finding.start}-{finding.end}" if finding.where is Where.TITLE else ""
        return f"{finding.where.value}{span}"
    return f"line {finding.line}, {finding.start}-{finding.end}"


def show_versions(record: ArticleRecord) -> None:
    """Extractions and cleanings, newest first."""
    headings = (
        figure("cleaning"),
        figure("of text"),
        Heading("made"),
        Heading("confirmed"),
        figure("score"),
        words("by"),
    )
    numbers = {one.id: one.number for one in record.extractions}
    rows = [
        (
            str(one.number),
            str(numbers.get(one.extraction_id, "-")),
            minute(one.made_at),
            minute(one.confirmed_at),
            percent(one.score) + (" flagged" if one.flagged else ""),
            f"rules {one.confirmed.rules}, model {one.confirmed.model}",
        )
        for one in record.cleanings
    ]
    show_sheet("Cleanings", headings, rows)
    texts = [(str(one.number), minute(one.made_at), str(one.fetch_id)) for one in record.extractions]
    show_sheet("Texts as extracted", (figure("text"), Heading("made"), figure("fetch")), texts)


def show_fetches(fetches: tuple[FetchRecord, ...]) -> None:
    """Answers of the site, newest first."""
    headings = (
        figure("fetch"),
        Heading("fetched"),
        figure("status"),
        figure("size"),
        Heading("state"),
        words("sha256"),
    )
    rows = [
        (
            str(one.id),
            minute(one.fetched_at),
            "-" if one.status is None else str(one.status),
            bytes_in_words(one.size),
            one.state,
            one.body,
        )
        for one in fetches
    ]
    show_sheet("Fetches", headings, rows)


def show_failures(failures: tuple[FailureRecord, ...]) -> None:
    """What went wrong on the way, newest first."""
    headings = (Heading("at"), Heading("stage"), Heading("resolved"), words("reason"))
    rows = [(minute(one.at), one.stage.value, minute(one.resolved_at), one.reason) for one in failures]
    show_sheet("Failures", headings, rows)


def show_decisions(record: ArticleRecord) -> None:
    """What operators said, newest first."""
    numbers = {one.id: one.number for one in record.cleanings}
    headings = (Heading("at"), Heading("verdict"), figure("cleaning"), Heading("who"), words("note"))
    rows = [
        (minute(one.at), one.event.value, str(numbers.get(one.cleaning_id or 0, "-")), one.who or "-", one.note)
        for one in record.decisions
    ]
    show_sheet("Verdicts", headings, rows)


def show_changes(numbers: tuple[int, int], changed: tuple[Change, ...], said: tuple[Remark, ...]) -> None:
    """What one cleaning changed against another."""
    title = f"Cleaning {numbers[0]} to {numbers[1]}"
    if not (changed or said):
        typer.echo(f"{title}: the same")
    show_sheet(
        title, (Heading(""), words("before"), words("after")), [(one.name, one.before, one.after) for one in said]
    )
    for one in changed:
        typer.echo(f"{one.number:>4}  {fate(one.before)} -> {fate(one.after)}")
        line = one.after or one.before
        if line is not None:
            typer.echo(f"      {one_line(line.text)}")
        for mark, version in (("-", one.before), ("+", one.after)):
            for reason in reasons(version.cuts) if version else ():
                typer.echo(f"    {mark} {one_line(reason)}")


def fate(line: JudgedLine | None) -> str:
    """What became of a line in one of the cleanings."""
    return "not there" if line is None else f"{line.outcome.value} {line.kind.value}"
