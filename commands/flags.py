"""`copydesk flags`: articles that look garbled, the surest first; with --doubtful pages that want an eye."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Annotated

import typer

from cleaning.copies.values import COPIES, LIKE
from cleaning.values import DOUBTFUL, Finding, PageJudgement, Where
from commands.console import DEFAULT_DB, Database, Form, Output, json_text, print_text, say, stdout
from commands.filters import Kinds, Look, Since, Story, Until, Words, check_kinds
from commands.flag_rows import Flag, flag_row
from commands.sheet import Heading, figure, one_line, show_sheet, words
from commands.stored import OneLanguage, OneSite, check_site, reading
from commands.verdict import Verdict
from review.words import percent
from storage.copy_records import Word
from storage.queries import FlagQuery
from storage.records import ArticleRecord, ArticleSummary, Event

EPILOG = """
[bold]copydesk flags --undecided[/] is the work that waits; [bold]copydesk show ID[/] opens one.

[bold]copydesk flags --min-score 0 --site news.example[/] lists every judged article of a site, flagged or not.

[bold]copydesk flags --doubtful[/] lists pages whose text is unsure, or that are no articles, the least sure first.

[bold]copydesk flags --search 'ferry "calm weather"' --since 2026-11-01[/] looks for words in titles and texts.

[bold]copydesk flags --drifted[/] lists what drifted from a known copy, the furthest first.

[bold]copydesk flags --output json | jq .id[/] gives one object a line.
"""
LIMIT = 20
NAMED = 3
"""Copies that a reason names at most."""


def flags(  # noqa: PLR0913, PLR0917 - each is an option
    db: Database = DEFAULT_DB,
    site: OneSite = None,
    language: OneLanguage = None,
    min_score: Annotated[
        float | None,
        typer.Option(
            "--min-score", min=0, max=1, metavar="SCORE", help="Every article from this score on, not only the flagged."
        ),
    ] = None,
    doubtful: Annotated[
        bool, typer.Option("--doubtful", help="By confidence instead: pages that are doubtful or no article.")
    ] = False,
    below: Annotated[
        float,
        typer.Option("--below", min=0, max=1, metavar="F1", help="With --doubtful: confidence below which to list."),
    ] = DOUBTFUL,
    drifted: Annotated[
        bool, typer.Option("--drifted", help="By copies instead: articles that drifted from them, the furthest first.")
    ] = False,
    evidence: Kinds = None,
    looks_like: Look = None,
    cluster: Story = None,
    since: Since = None,
    until: Until = None,
    search: Words = "",
    undecided: Annotated[bool, typer.Option("--undecided", help="Only those nobody has judged.")] = False,
    verdict: Annotated[
        Verdict | None, typer.Option("--verdict", metavar="WORD", help=f"Only with this verdict: {', '.join(Verdict)}.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many.")] = LIMIT,
    offset: Annotated[int, typer.Option("--offset", min=0, metavar="N", help="Leave out so many first.")] = 0,
    output: Form = Output.TEXT,
) -> None:
    """List articles that look machine-translated or spun, the surest first, each with its strongest sign.

    A score is the chance that the text went through a machine; which signs speak for it stands beside. On a terminal
    three lines an article, in a pipe one. Copies of the same story count as well: the score is that of text and copies
    together. With --drifted the list is of articles that are the garbled ones by what their copies say, flagged or not.
    With --doubtful the list is of pages instead: what they look like, how good
    their text is expected to be (confidence, 0 to 1), and why. A search looks at the newest five thousand texts that
    hold the words.
    """
    if undecided and verdict is not None:
        raise typer.BadParameter("--undecided and --verdict exclude each other")
    if doubtful and min_score is not None:
        raise typer.BadParameter("--doubtful lists by confidence, --min-score by garbling: use one of them")
    if drifted and (doubtful or min_score is not None):
        raise typer.BadParameter("--drifted lists by what copies say: use it without --doubtful and --min-score")
    check_kinds(evidence or [])
    query = FlagQuery(
        site=site,
        language=language,
        minimum=min_score,
        verdict=None if verdict is None else Event(verdict.value),
        undecided=undecided,
        doubtful=below if doubtful else None,
        drifted=drifted,
        limit=limit,
        offset=offset,
        evidence=tuple(evidence or ()),
        looks_like=looks_like,
        cluster=cluster,
        since=since and since.date(),
        until=until and until.date(),
        words=search,
    )
    found = read_flags(db, query)
    if output is Output.JSON:
        for flag in found:
            print_text(json_text(flag_row(flag)))
    elif found:
        (show_doubtful if doubtful else show_flags)(found)
    else:
        say(nothing(doubtful=doubtful, drifted=drifted))
    if len(found) == limit and output is Output.TEXT:
        say(f"there may be more: --offset {offset + limit}")


def nothing(*, doubtful: bool, drifted: bool) -> str:
    """What to say of an empty list."""
    if doubtful:
        return "no page is doubtful"
    if drifted:
        return "no article drifted from a known copy: `copydesk status` says how many stories have copies"
    return "no article fits: `copydesk status` says what is stored, --min-score 0 lists what is not flagged"


def read_flags(db: str, query: FlagQuery) -> list[Flag]:
    """The articles with their findings."""
    with reading(db) as store:
        check_site(store, query.site)
        articles = store.flags(query)
        records = [store.article(article.id) for article in articles]
        said = store.words(article.id for article in articles)
    return [flag_of(article, record, said.get(article.id)) for article, record in zip(articles, records, strict=True)]


def flag_of(article: ArticleSummary, record: ArticleRecord | None, word: Word | None) -> Flag:
    """The article with what speaks for its flag."""
    findings = record.cleaned.garble.findings if record else ()
    page = record.cleaned.page if record else PageJudgement()
    signals = Counter(finding.signal for finding in findings).most_common()
    best = max(findings, key=lambda finding: finding.score, default=None)
    if word is not None and word.against:
        signals = [(COPIES, len(word.against)), *signals]
        best = drift_finding(word)
    return Flag(article, tuple(signals), best, page, word)


def drift_finding(word: Word) -> Finding:
    """That copies speak against the article, as the finding that is surest; it points at no words of one copy."""
    copies = ", ".join(map(str, word.against[:NAMED]))
    more = f" and {len(word.against) - NAMED} more" if len(word.against) > NAMED else ""
    return Finding(COPIES, Where.PAGE, None, 0, 0, word.assessment.drift, f"{LIKE} ({copies}{more})", "")


def show_flags(found: list[Flag]) -> None:
    """The list on a terminal or in a pipe."""
    if sys.stdout.isatty():
        stdout().print(f"{'id':>7}  {'score':>5}  {'looks like':<18}  {'date':<10}  site", style="dim")
        for flag in found:
            show_flag(flag)
        return
    headings = (
        figure("id"),
        figure("score"),
        Heading("looks like"),
        Heading("verdict"),
        Heading("site"),
        Heading("date"),
        Heading("title"),
        Heading("signs"),
        Heading("strongest"),
    )
    rows = [(*cells(flag), flag.article.title or flag.article.url, signs(flag), reason(flag)) for flag in found]
    show_sheet(f"{len(found)} articles", headings, rows)


def show_doubtful(found: list[Flag]) -> None:
    """The list of doubtful pages, on a terminal or in a pipe."""
    if sys.stdout.isatty():
        stdout().print(f"{'id':>7}  {'confidence':>10}  {'kind':<9}  site", style="dim")
        for flag in found:
            show_page(flag)
        return
    headings = (
        figure("id"),
        figure("confidence"),
        Heading("kind"),
        Heading("verdict"),
        Heading("site"),
        Heading("title"),
        words("why"),
    )
    rows = [
        (
            str(flag.article.id),
            percent(flag.article.confidence),
            one_line(flag.article.page_kind or "-"),
            flag.article.verdict.value if flag.article.verdict else "-",
            flag.article.site,
            one_line(flag.article.title or flag.article.url),
            one_line("; ".join(flag.page.terms) or "-"),
        )
        for flag in found
    ]
    show_sheet(f"{len(found)} pages", headings, rows)


def show_flag(flag: Flag) -> None:
    """One article in three lines, each as long as the terminal is wide."""
    from rich.text import Text

    number, score, looks_like, verdict, site, date = cells(flag)
    head = Text.assemble(
        (f"{number:>7}  ", "bold cyan"),
        (f"{score:>5}  ", "bold"),
        f"{looks_like:<18}  ",
        (f"{date:<10}  ", "dim"),
        site,
        ("" if verdict == "-" else f"  {verdict}", "green"),
    )
    title = Text.assemble(" " * 9, (one_line(flag.article.title or flag.article.url), "bold"))
    why = Text.assemble(" " * 9, (signs(flag), "yellow"), f"  {reason(flag)}")
    for line in (head, title, why):
        stdout().print(line, no_wrap=True, overflow="ellipsis", crop=True)


def show_page(flag: Flag) -> None:
    """One doubtful page: head and title as long as the terminal is wide, then all its reasons."""
    from rich.padding import Padding
    from rich.text import Text

    article = flag.article
    head = Text.assemble(
        (f"{article.id:>7}  ", "bold cyan"),
        (f"{percent(article.confidence):>10}  ", "bold"),
        f"{one_line(article.page_kind or '-'):<9}  {article.site}",
        (f"  {article.verdict.value}" if article.verdict else "", "green"),
    )
    title = Text.assemble(" " * 9, (one_line(article.title or article.url), "bold"))
    for line in (head, title):
        stdout().print(line, no_wrap=True, overflow="ellipsis", crop=True)
    if flag.page.terms:
        stdout().print(Padding(Text(one_line("; ".join(flag.page.terms)), "yellow"), (0, 0, 0, 9)))


def cells(flag: Flag) -> tuple[str, ...]:
    """Id, score, looks like, verdict, site, date."""
    article = flag.article
    date = (article.published or "-")[:10]
    verdict = article.verdict.value if article.verdict else "-"
    return str(article.id), percent(article.score), article.looks_like or "-", verdict, article.site, one_line(date)


def signs(flag: Flag) -> str:
    """Findings by signal.

    >>> from types import SimpleNamespace
    >>> signs(SimpleNamespace(signals=(("formula", 2), ("name", 1))))
    'formula 2, name 1'
    """
    return ", ".join(f"{name} {number}" for name, number in flag.signals) or "-"


def reason(flag: Flag) -> str:
    """Why, in the words of the surest finding."""
    if flag.best is None:
        return "-"
    return one_line(f'{flag.best.reason}: "{flag.best.text}"' if flag.best.text else flag.best.reason)
