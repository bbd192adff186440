"""What `make run` shows at its end: the sites, what failed, the most garbled article, and what to try next."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cleaning.values import CleanedArticle, Finding, Where
from storage.records import ArticleRecord, FailureRecord, SiteStatus

AROUND = 36
"""Characters of a line shown on each side of a finding."""

FINDINGS = 8


def show_sites(console: Console, sites: Sequence[SiteStatus], failures: Sequence[FailureRecord]) -> None:
    """Health in figures: a row for each site and one for all. An address that failed twice is one failure."""
    failing = Counter(site for site, _ in {(failure.site, failure.url) for failure in failures})
    table = sheet("Sites", "site", ("pages", "articles", "flagged", "lines cut", "failures"))
    rows = [
        (site.pages, site.articles, site.flagged, sum(count for _, count in site.cuts), failing[site.site])
        for site in sites
    ]
    for site, figures in zip(sites, rows, strict=True):
        table.add_row(site.site, *map(str, figures))
    table.add_section()
    table.add_row(f"{len(sites)} sites", *(str(sum(column)) for column in zip(*rows, strict=True)), style="bold")
    console.print(table)


def show_cuts(console: Console, sites: Sequence[SiteStatus]) -> None:
    """Lines cut: a row for each kind, the commonest first, a column for each site."""
    cuts = {site.site.partition(".")[0]: dict(site.cuts) for site in sites}
    table = sheet("Lines cut, by kind", "kind", (*cuts, "all"))
    totals: Counter[str] = sum(map(Counter, cuts.values()), Counter())
    for kind, total in totals.most_common():
        table.add_row(kind, *(str(found.get(kind, "-")) for found in cuts.values()), str(total))
    if totals:
        console.print(table)


def sheet(title: str, first: str, figures: Sequence[str]) -> Table:
    """A table of one column of names and others of figures."""
    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(first, no_wrap=True)
    for name in figures:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def show_failures(console: Console, failures: Sequence[FailureRecord]) -> None:
    """Each address that failed and why: these pages are broken on purpose."""
    if not failures:
        return
    console.print("\n[bold]What failed, and why[/] (these addresses are broken on purpose)", highlight=False)
    for url, why in dict.fromkeys((failure.url, f"{failure.stage}: {failure.reason}") for failure in failures):
        console.print(Text(f"  {url}\n    {why}"))


def show_garbled(console: Console, record: ArticleRecord | None) -> None:
    """The article with the highest score and its reasons in context."""
    if record is None:
        console.print("\nNo article was judged garbled.")
        return
    summary, garble = record.summary, record.cleaned.garble
    console.print("\n[bold]The most garbled article[/]", highlight=False)
    console.print(Text(f"  {summary.title}", style="bold"))
    console.print(Text(f"  {summary.url}"))
    looks = f", looks like {garble.looks_like}" if garble.looks_like else ""
    console.print(Text(f"  score {garble.score or 0:.2f}{looks}, {len(garble.findings)} findings, the surest of them:"))
    for finding in surest(garble.findings):
        console.print(Text("\n    ").append_text(in_context(record.cleaned, finding)))
        console.print(Text(f"      {finding.reason}", style="dim"))


def surest(findings: Sequence[Finding]) -> list[Finding]:
    """The findings most worth showing, in page order."""
    chosen = sorted(findings, key=lambda finding: -finding.score)[:FINDINGS]
    return [finding for finding in findings if finding in chosen]


def in_context(cleaned: CleanedArticle, finding: Finding) -> Text:
    """The words of a finding, marked, with the words around them."""
    line = _text_of(cleaned, finding)
    if line is None:
        return Text(finding.text, style="bold red")
    before = line[max(0, finding.start - AROUND) : finding.start]
    after = line[finding.end : finding.end + AROUND]
    opening = "…" if finding.start > AROUND else ""
    ending = "…" if finding.end + AROUND < len(line) else ""
    return Text.assemble(opening + before, (line[finding.start : finding.end], "bold red"), after + ending)


def _text_of(cleaned: CleanedArticle, finding: Finding) -> str | None:
    if finding.where is Where.TITLE:
        return cleaned.article.title
    return cleaned.lines[finding.line].text if finding.line is not None else None


def show_next(console: Console, db: str, article_id: int | None) -> None:
    """Commands to try, ready to be copied."""
    console.print("\n[bold]Try next[/]", highlight=False)
    for words, purpose in next_commands(article_id):
        console.print(Text(f"  {program()} {words} --db {db}", style="cyan"), soft_wrap=True)
        console.print(Text(f"    {purpose}", style="dim"))


def next_commands(article_id: int | None) -> tuple[tuple[str, str], ...]:
    """(command, what it is for)."""
    return (
        ("flags", "every flagged article, the surest first, with its strongest sign"),
        ("review", "the review desk in a browser: read, compare, decide"),
        (f"show {article_id}", "that article: every line with its reasons, every version")
        if article_id
        else ("status", "health by site"),
        ("export examples.jsonl.zst", "all of it as a dataset, with a card that says what is in it"),
    )


def program() -> str:
    """How `copydesk` is called from here: by name when it is on the path, by its own path when not."""
    script = Path(sys.executable).with_name("copydesk")
    found = shutil.which("copydesk")
    if (found and Path(found).resolve() == script.resolve()) or not script.exists():
        return "copydesk"
    return str(script.relative_to(Path.cwd()) if script.is_relative_to(Path.cwd()) else script)
