"""`copydesk reclean`: the stored pages again, with today's rules."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cleaning.values import Failure, Page
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
from commands.interrupts import in_one_piece
from commands.stored import OneSite, check_site, look_for_copies, read_texts, writing

if TYPE_CHECKING:
    from engine.pool import Result
    from storage.copy_records import CopyTotals
    from storage.records import Added
    from storage.store import Store

EPILOG = """
[bold]copydesk reclean --stale[/] after an upgrade, and now and then: only what other versions or an older site
profile cleaned.

[bold]copydesk reclean --failed --workers 4[/] tries again what failed, however often it did.

[bold]copydesk reclean --site news.example --limit 100[/] is a sample of one site.
"""
INTERRUPTED = 130
FAILED = "failed"
COUNTS = ("confirmed", "new versions", "new articles", FAILED)
ASSESSED = "assessed"

Key = tuple[str, int, str]
"""Site, id of the fetch, address."""

Source = Callable[["Store", "Plan", str], Iterator[tuple[int, Page]]]
"""Gives pages of one site."""


class Machine(StrEnum):
    """What does the work."""

    LOCAL = "local"
    DASK = "dask"


@dataclass(frozen=True, slots=True)
class Plan:
    """Which pages to clean again; neither stale nor failed = all.

    Attributes:
        limit: pages at most, None = no end.
    """

    db: str
    stale: bool
    failed: bool
    site: str | None
    limit: int | None
    workers: int

    @property
    def renews(self) -> bool:
        """Whether copies that another release compared are compared again: of everything, or of what is stale."""
        return self.limit is None and (self.stale or not self.failed)

    @property
    def note(self) -> str:
        """The choice in words, for the run's record."""
        parts = ("stale" if self.stale else "", "failed" if self.failed else "", self.site or "")
        return " ".join(filter(None, parts)) or "all"


def reclean(  # noqa: PLR0913, PLR0917 - each is an option
    stale: Annotated[bool, typer.Option("--stale", help="What other versions cleaned.")] = False,
    failed: Annotated[bool, typer.Option("--failed", help="What could not be cleaned.")] = False,
    site: OneSite = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many pages.")] = None,
    workers: Workers = DEFAULT_WORKERS,
    engine: Annotated[Machine, typer.Option("--engine", help="What does the work.")] = Machine.LOCAL,
    strict: Strict = False,
    db: Database = DEFAULT_DB,
    output: Form = Output.TEXT,
) -> None:
    """Clean stored pages again with today's rules. Nothing is fetched, and no earlier version is lost.

    Pages that still wait for their first cleaning come first. Then those of --stale and --failed, or, without either,
    the newest page of every article, after each site's profile was frozen anew from everything that is stored. An
    outcome that equals the last one is confirmed, another becomes a new version. At the end copies are looked for
    wherever that is due, and, unless --failed or --limit is given, compared again where another release did it. Stop it
    at any time: what is done is stored.
    """
    if engine is Machine.DASK:
        fail("--engine dask is not part of this build", "use --engine local; --workers says how many processes")
    plan = Plan(db, stale, failed, site, limit, workers)
    with writing(db) as store:
        check_site(store, site)
        counts, status = run(store, plan)
        copies = store.copy_totals()
    assessed = counts.pop(ASSESSED, 0)
    report(counts, status, output, Copies(assessed, copies))
    if status == "interrupted":
        raise typer.Exit(INTERRUPTED)
    done = counts.total() - counts[FAILED]
    if counts[FAILED] and (strict or not done):
        fail(f"{counts[FAILED]} of {counts.total()} pages could not be cleaned", "`copydesk status` says why")


@dataclass(frozen=True, slots=True)
class Copies:
    """What became of the copies that were due: assessments that are new, and how the whole database stands."""

    assessed: int
    totals: CopyTotals


def run(store: Store, plan: Plan) -> tuple[Counter[str], str]:
    """Do the work under a run of its own; what became of the pages, and how the run ended."""
    run_id = store.begin_run("reclean", plan.note)
    counts = Counter(dict.fromkeys(COUNTS, 0))
    status = FAILED
    try:
        work(store, plan, run_id, counts)
        if plan.renews:
            store.renew_copies()
            read_texts(store)
        look_for_copies(store, counts)
        status = "done"
    except KeyboardInterrupt:
        status = "interrupted"
    finally:
        store.end_run(run_id, counts, status)
    return counts, status


def work(store: Store, plan: Plan, run_id: int, counts: Counter[str]) -> None:
    """Clean every page of the plan and store what comes out; an interrupt costs only what the engine looked ahead."""
    from engine.limits import Limits
    from engine.pool import Engine
    from storage.context import StoreContext

    failed: set[int] = set()
    with (
        progress("cleaning", total_of(store, plan)) as step,
        Engine(StoreContext(plan.db), Limits(plan.workers)) as pool,
    ):
        for pages in passes(store, plan, failed):
            left = None if plan.limit is None else plan.limit - counts.total()
            for key, result in pool.map(itertools.islice(pages, left)):
                with in_one_piece():
                    word = keep(store, run_id, key, result)
                    counts[word] += 1
                if word == FAILED:
                    failed.add(key[1])
                step(1)


def passes(store: Store, plan: Plan, failed: set[int]) -> Iterator[Iterator[tuple[Key, Page]]]:
    """The pages of the plan, those that wait for their first cleaning first; then what new site profiles made stale.

    Each pass is over before the next one begins, so that it reads profiles that count what the last one stored. What
    `failed` meanwhile is not tried twice.
    """
    every, seen = not (plan.stale or plan.failed), set[int]()
    yield chosen(store, plan, waiting, seen)
    if every:
        store.renew_profiles(plan.site, every=True)
    yield chosen(store, plan, cleaned_before, seen)
    if plan.limit is None and (every or plan.stale):
        store.renew_profiles(plan.site, every=every)
        yield chosen(store, plan, stale_now, failed)


def chosen(store: Store, plan: Plan, source: Source, seen: set[int]) -> Iterator[tuple[Key, Page]]:
    """The pages of one source, site by site, without those whose fetch was seen before."""
    sites = [plan.site] if plan.site else [row.site for row in store.status()]
    for site in sites:
        for fetch_id, page in source(store, plan, site):
            if fetch_id not in seen:
                seen.add(fetch_id)
                yield (site, fetch_id, page.url or ""), page


def waiting(store: Store, _plan: Plan, site: str) -> Iterator[tuple[int, Page]]:
    """Pages of a site that nobody cleaned yet."""
    return store.pending(site)


def cleaned_before(store: Store, plan: Plan, site: str) -> Iterator[tuple[int, Page]]:
    """Pages of a site that the plan names."""
    from cleaning.versions import current

    if plan.failed:
        yield from store.failed(site)
    if plan.stale:
        yield from store.stale(current(), site)
    if not (plan.stale or plan.failed):
        yield from store.every_page(site)


def stale_now(store: Store, _plan: Plan, site: str) -> Iterator[tuple[int, Page]]:
    """Pages of a site that something else than today's versions and its newest profile cleaned."""
    from cleaning.versions import current

    return store.stale(current(), site)


def total_of(store: Store, plan: Plan) -> int | None:
    """How many pages there are to clean, None where only the end will tell."""
    rows = [row for row in store.status() if plan.site in {None, row.site}]
    if plan.stale:
        return plan.limit
    total = sum(row.pending + (row.failed if plan.failed else row.articles) for row in rows)
    return min(total, plan.limit) if plan.limit else total


def keep(store: Store, run_id: int, key: Key, result: Result) -> str:
    """Store what became of a page; the word that it is counted under."""
    site, fetch_id, url = key
    if isinstance(result, Failure):
        store.add_failure(result, run_id=run_id, site=site, url=url, fetch_id=fetch_id)
        return FAILED
    return outcome(store.add_cleaning(fetch_id, result, run_id))


def outcome(added: Added) -> str:
    """One word of COUNTS."""
    if added.is_new_article:
        return "new articles"
    return "confirmed" if added.is_confirmed else "new versions"


def report(counts: Counter[str], status: str, output: Output, copies: Copies) -> None:
    """Say what was done."""
    if output is Output.JSON:
        done = {name.replace(" ", "_"): counts[name] for name in COUNTS}
        print_json({"status": status, **done, "assessed": copies.assessed, "copies": totals_row(copies.totals)})
        return
    if not counts.total() and status == "done":
        typer.echo("nothing to clean")
    else:
        typer.echo(f"{counts.total():,} pages: " + ", ".join(f"{counts[name]:,} {name}" for name in COUNTS))
    if copies.totals.stories or copies.totals.due:
        due = f"; {copies.assessed:,} that were due assessed" if copies.assessed else ""
        typer.echo(totals_in_words(copies.totals) + due)
    if status == "interrupted":
        say("interrupted; what was done is stored")
