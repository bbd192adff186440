"""`copydesk crawl`: fetch, clean, store."""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleaning.values import CopydeskError
from commands.console import (
    DEFAULT_DB,
    DEFAULT_WORKERS,
    Database,
    Form,
    Output,
    Strict,
    Workers,
    fail,
    print_json,
    progress,
    say,
)
from commands.copy_rows import totals_in_words, totals_row
from commands.sheet import Heading, figure, show_sheet, words
from commands.stored import look_for_copies, writing
from crawler.sites import Site, read_sites

if TYPE_CHECKING:
    from crawler.plan import CrawlPlan, CrawlReport, SiteReport
    from storage.copy_records import CopyTotals

EPILOG = """
[bold]copydesk crawl[/] takes every site of sites.toml; cron may start it at any time, a site under way is skipped.

[bold]copydesk crawl harbour.example --limit 20[/] takes one of them.

[bold]copydesk crawl https://harbour.example/2026/05/ferry-aground[/] takes one article.

[bold]copydesk crawl https://harbour.example/world/[/] takes those that a page links to. Neither needs a sites.toml.
"""
SITES_FILE = Path("sites.toml")
INTERRUPTED = 130
NAMED = 12
"""Sites that an error names at most."""


def crawl(  # noqa: PLR0913, PLR0917 - each is an option
    targets: Annotated[
        list[str] | None, typer.Argument(metavar="[SITE|URL]...", help="Sites of sites.toml, or addresses.")
    ] = None,
    sites: Annotated[
        Path | None,
        typer.Option(
            "--sites", envvar="COPYDESK_SITES", metavar="FILE", help=f"Default: {SITES_FILE}, if there is one."
        ),
    ] = None,
    db: Database = DEFAULT_DB,
    refetch: Annotated[bool, typer.Option("--refetch", help="Fetch what is stored again as well.")] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, metavar="N", help="Articles of a site at most.")
    ] = None,
    at_once: Annotated[int, typer.Option("--at-once", min=1, max=64, metavar="N", help="Sites side by side.")] = 8,
    contact: Annotated[
        str | None,
        typer.Option("--contact", envvar="COPYDESK_CONTACT", metavar="TEXT", help="Sent to sites: how to reach you."),
    ] = None,
    workers: Workers = DEFAULT_WORKERS,
    strict: Strict = False,
    output: Form = Output.TEXT,
) -> None:
    """Fetch articles politely, clean them and store them, raw and clean.

    A fetched page is stored before it is cleaned, so that nothing is lost when the machine goes down; the next run
    cleans what waits, and looks for the copies that are due, first. A known article is fetched again when its
    feed or sitemap says that it changed.
    """
    from crawler.plan import CrawlPlan

    listed = listed_sites(sites, needed=not targets)
    chosen, urls = targets_of(targets or [], listed, sites or SITES_FILE)
    with progress("crawling") as step:
        plan = CrawlPlan(
            sites=chosen,
            urls=urls,
            listed=listed,
            refetch=refetch,
            limit=limit,
            leftovers=not targets,
            at_once=at_once,
            contact=contact,
            progress=step,
        )
        introduce(plan)
        try:
            report, copies = run(plan, db, workers)
        except KeyboardInterrupt:  # before the crawl began: from then on it takes signals itself
            say("interrupted: nothing was fetched, the next run goes on")
            raise typer.Exit(INTERRUPTED) from None
    show(report, copies, output)
    conclude(report, strict=strict)


def listed_sites(path: Path | None, *, needed: bool) -> tuple[Site, ...]:
    """Sites of the file; none where there is no file and it is not needed."""
    if path is None and not SITES_FILE.exists():
        if needed:
            fail(f"there is no {SITES_FILE} here", "write one, name another with --sites, or give an address to crawl")
        return ()
    return read_sites(path or SITES_FILE)


def targets_of(targets: list[str], listed: tuple[Site, ...], path: Path) -> tuple[tuple[Site, ...], tuple[str, ...]]:
    """The sites and the addresses that were asked for; every enabled site when nothing was."""
    if not targets:
        return tuple(site for site in listed if site.enabled), ()
    urls = tuple(target for target in targets if "://" in target)
    names = dict.fromkeys(target for target in targets if "://" not in target)
    return tuple(site_named(name, listed, path) for name in names), urls


def site_named(name: str, listed: tuple[Site, ...], path: Path) -> Site:
    """The site of this host or name; raises CopydeskError naming those that are there."""
    for site in listed:
        if name.lower() in {site.host, site.name.lower()}:
            return site
    known = [site.host for site in listed]
    near = difflib.get_close_matches(name.lower(), known, n=1)
    if near:
        hint = f"did you mean {near[0]}?"
    elif known:
        hint = f"it lists {', '.join(known[:NAMED])}" + (
            f" and {len(known) - NAMED} more" if len(known) > NAMED else ""
        )
    else:
        hint = f"write it as an address: https://{name}/"
    raise CopydeskError(f"no site {name} in {path}; {hint}")


def introduce(plan: CrawlPlan) -> None:
    """Remind whoever crawls strangers' sites without saying who they are."""
    from crawler.plan import assignments_of
    from crawler.reach import is_inward

    strangers = [one.site for one in assignments_of(plan) if not is_inward(one.site.host.partition(":")[0])]
    if not plan.contact and any(site.contact is None for site in strangers):
        say('sites cannot reach you: add contact = "you@example.org" to sites.toml, or set COPYDESK_CONTACT')


def run(plan: CrawlPlan, db: str, workers: int) -> tuple[CrawlReport, CopyTotals]:
    """The crawl itself, with its store and its workers; first the copies that a killed run did not come to look for."""
    from crawler.run import crawl as crawl_sites
    from engine.pool import Engine, Limits
    from storage.context import StoreContext

    with writing(db) as store, Engine(StoreContext(db), Limits(workers=workers)) as engine:
        look_for_copies(store, Counter())
        return crawl_sites(plan, store, engine), store.copy_totals()


def show(report: CrawlReport, copies: CopyTotals, output: Output) -> None:
    """What became of each site."""
    if output is Output.JSON:
        sites = [{**asdict(site), "failures": dict(site.failures)} for site in report.sites]
        state = {"run": report.run_id, "interrupted": report.interrupted, "trouble": report.trouble}
        print_json({**state, "counts": report.counts, "sites": sites, "copies": totals_row(copies)})
        return
    figures = ("fetched", "new", "updated", "confirmed", "not_articles", "known", "forbidden", "waited", "failed")
    headings = (
        Heading("site"),
        *(figure(name.replace("_", " ")) for name in figures),
        figure("seconds"),
        words("note"),
    )
    rows = [
        (site.site, *(str(getattr(site, name)) for name in figures), f"{site.seconds:.1f}", note_of(site))
        for site in report.sites
    ]
    show_sheet(f"run {report.run_id}", headings, rows)
    if copies.stories or copies.due:
        typer.echo(totals_in_words(copies))


def note_of(site: SiteReport) -> str:
    """What to say of a site beside its figures."""
    return "skipped: another run works on it" if site.leased else site.note


def conclude(report: CrawlReport, *, strict: bool) -> None:
    """Say what failed, and end with the exit code that fits."""
    failures = sum((Counter(dict(site.failures)) for site in report.sites), Counter())
    if failures:
        stages = ", ".join(f"{stage} {count}" for stage, count in failures.most_common())
        say(f"{failures.total()} failed ({stages}); `copydesk status` lists them")
    if report.interrupted:
        say("interrupted: what was fetched is stored, the next run goes on")
        raise typer.Exit(INTERRUPTED)
    if report.trouble:
        fail(f"the crawl was given up: {report.trouble}")
    if not report.succeeded:
        fail(f"nothing could be fetched: {next(site.first_failure for site in report.sites if site.first_failure)}")
    if strict and failures:
        raise typer.Exit(1)
