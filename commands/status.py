"""`copydesk status`: what is stored, what failed, who works on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import typer

from commands.console import DEFAULT_DB, Database, Form, Output, print_json
from commands.copy_rows import totals_in_words, totals_row
from commands.sheet import Heading, figure, iso, minute, show_sheet, words
from commands.stored import OneSite, check_site, reading
from storage.copy_records import CopyTotals
from storage.records import FailureRecord, RunRecord, SiteStatus
from storage.site_records import ProfileRecord

EPILOG = """
[bold]copydesk status[/] shows every site, the last runs, and the newest failures.

[bold]copydesk status --site news.example --output json[/] is what a monitor reads: pending, failures, last_fetch.
"""
RUNS = 5
FAILURES = 10
KINDS = 6
UNITS = ("bytes", "kB", "MB", "GB", "TB")
THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Health:
    """What the command shows.

    Attributes:
        where: the database, without password.
        size: bytes it takes.
        copies: of the whole database, whatever the site.
    """

    where: str
    size: int
    sites: tuple[SiteStatus, ...]
    runs: tuple[RunRecord, ...]
    failures: tuple[FailureRecord, ...]
    copies: CopyTotals


def status(db: Database = DEFAULT_DB, site: OneSite = None, output: Form = Output.TEXT) -> None:
    """Show health by site: pages, articles, what waits, what failed and why, lines cut by kind, who works on it.

    Also how many stories have copies, in the whole database. Reads only, and runs beside a crawl. Times are UTC. A
    failure stands until its address succeeds.
    """
    with reading(db) as store:
        check_site(store, site)
        sites = tuple(row for row in store.status() if site in {None, row.site})
        health = Health(
            store.where,
            store.size(),
            sites,
            store.runs(RUNS),
            store.failures(site, limit=FAILURES),
            store.copy_totals(),
        )
    if output is Output.JSON:
        print_json(health_row(health))
    else:
        show_health(health)


def show_health(health: Health) -> None:
    """Everything as tables."""
    typer.echo(f"{health.where}, {bytes_in_words(health.size)}\n")
    show_sites(health.sites)
    typer.echo(f"{totals_in_words(health.copies)}\n")
    cuts = [(row.site, in_words(row.cuts)) for row in health.sites if row.cuts]
    show_sheet("Lines cut, by kind", (Heading("site"), words("kinds")), cuts)
    habits = [(row.site, in_profile(row.profile)) for row in health.sites if row.profile]
    show_sheet("What repeats on the sites", (Heading("site"), words("profile")), habits)
    failed = [(row.site, in_words(row.failures)) for row in health.sites if row.failures]
    show_sheet("Failed attempts, by stage", (Heading("site"), words("stages")), failed)
    leases = [
        (row.site, f"until {minute(row.lease.expires_at)} by {row.lease.owner}") for row in health.sites if row.lease
    ]
    show_sheet("Being crawled", (Heading("site"), words("leased")), leases)
    show_runs(health.runs)
    show_failures(health.failures)


def show_sites(sites: tuple[SiteStatus, ...]) -> None:
    """Figures by site, and their sum."""
    if not sites:
        typer.echo("No site yet: run `copydesk crawl`.\n")
    headings = (
        Heading("site"),
        figure("pages"),
        figure("articles"),
        figure("not articles"),
        figure("doubtful"),
        figure("pending"),
        figure("failed"),
        figure("flagged"),
        Heading("last fetch"),
    )
    rows = [site_cells(row.site, figures(row), minute(row.last_fetch)) for row in sites]
    if len(sites) > 1:
        totals = tuple(map(sum, zip(*map(figures, sites), strict=True)))
        rows.append(site_cells(f"{len(sites)} sites", totals, ""))
    show_sheet("Sites", headings, rows)


def figures(row: SiteStatus) -> tuple[int, ...]:
    """What is counted of a site."""
    return (
        row.pages,
        row.articles,
        row.not_articles,
        row.doubtful,
        row.pending,
        row.failed,
        row.flagged,
    )


def site_cells(name: str, numbers: tuple[int, ...], last_fetch: str) -> tuple[str, ...]:
    """One line of the table."""
    return (name, *(f"{number:,}" for number in numbers), last_fetch)


def show_runs(runs: tuple[RunRecord, ...]) -> None:
    """The last runs."""
    headings = (figure("run"), Heading("command"), Heading("started"), Heading("status"), words("counts"))
    rows = [(str(run.id), run.command, minute(run.started_at), run.status.value, in_run(run.counts)) for run in runs]
    show_sheet("Last runs", headings, rows)


def show_failures(failures: tuple[FailureRecord, ...]) -> None:
    """The newest failures that stand; what failed in the same way again stands once."""
    headings = (Heading("at"), Heading("stage"), words("reason"), words("address"))
    times = Counter((failure.url, failure.stage, failure.reason) for failure in failures)
    newest = {(failure.url, failure.stage, failure.reason): failure for failure in reversed(failures)}
    rows = [
        (minute(one.at), one.stage.value, one.reason + (f" ({times[key]} times)" if times[key] > 1 else ""), one.url)
        for key, one in sorted(newest.items(), key=lambda item: failures.index(item[1]))
    ]
    show_sheet("Newest failures", headings, rows)


def in_words(counts: tuple[tuple[str, int], ...]) -> str:
    """Counts in one line, the rest together.

    >>> in_words((("share", 1200), ("ad", 3)))
    'share 1,200, ad 3'
    """
    shown = [f"{name} {number:,}" for name, number in counts[:KINDS]]
    rest = Counter(dict(counts[KINDS:])).total()
    return ", ".join([*shown, *([f"others {rest:,}"] if rest else [])])


def in_run(counts: tuple[tuple[str, int], ...]) -> str:
    """What a run counted, as far as there was any.

    >>> in_run((("fetched", 38), ("updated", 0), ("not_articles", 2))), in_run((("fetched", 0),))
    ('fetched 38, not articles 2', 'nothing')
    """
    return ", ".join(f"{name.replace('_', ' ')} {number:,}" for name, number in counts if number) or "nothing"


def in_profile(profile: ProfileRecord) -> str:
    """A site's profile in a line."""
    return f"version {profile.version} of {profile.articles:,} articles, {minute(profile.made_at)}"


def profile_row(profile: ProfileRecord) -> dict[str, Any]:
    """A site's profile as a JSON object."""
    made = {"version": profile.version, "articles": profile.articles, "context": profile.context}
    return {**made, "made": iso(profile.made_at)}


def bytes_in_words(size: int) -> str:
    """A size as people read it.

    >>> bytes_in_words(999), bytes_in_words(1_250_000)
    ('999 bytes', '1.2 MB')
    """
    amount, unit = float(size), 0
    while amount >= THOUSAND and unit < len(UNITS) - 1:
        amount, unit = amount / THOUSAND, unit + 1
    return f"{amount:.1f} {UNITS[unit]}" if unit else f"{size} {UNITS[0]}"


def health_row(health: Health) -> dict[str, Any]:
    """Everything as a JSON object."""
    return {
        "database": health.where,
        "bytes": health.size,
        "copies": totals_row(health.copies),
        "sites": [site_row(row) for row in health.sites],
        "runs": [run_row(run) for run in health.runs],
        "failures": [failure_row(failure) for failure in health.failures],
    }


def site_row(row: SiteStatus) -> dict[str, Any]:
    """One site as a JSON object."""
    lease = row.lease and {"owner": row.lease.owner, "until": iso(row.lease.expires_at)}
    return {
        "site": row.site,
        "pages": row.pages,
        "articles": row.articles,
        "not_articles": row.not_articles,
        "doubtful": row.doubtful,
        "pending": row.pending,
        "failed": row.failed,
        "flagged": row.flagged,
        "cut_lines": dict(row.cuts),
        "failures": dict(row.failures),
        "last_fetch": iso(row.last_fetch),
        "lease": lease,
        "profile": row.profile and profile_row(row.profile),
    }


def run_row(run: RunRecord) -> dict[str, Any]:
    """One run as a JSON object."""
    return {
        "run": run.id,
        "command": run.command,
        "note": run.note,
        "started": iso(run.started_at),
        "ended": iso(run.ended_at),
        "status": run.status.value,
        "counts": dict(run.counts),
    }


def failure_row(failure: FailureRecord) -> dict[str, Any]:
    """One failure as a JSON object."""
    return {
        "at": iso(failure.at),
        "site": failure.site,
        "url": failure.url,
        "stage": failure.stage.value,
        "reason": failure.reason,
        "run": failure.run_id,
        "fetch": failure.fetch_id,
    }
