"""`make run`: serve the example sites, crawl them over HTTP, and show what came of it.

    python -m examples.run [--db URL] [--keep]

The crawl is `copydesk crawl` itself, as a process of its own. It reaches the sites by their names through the proxy of
`examples.serve`; nothing leaves the machine. A second run finds everything stored and fetches only what it failed to
get; after deleting examples.db it starts afresh.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

from rich.console import Console

from cleaning.values import CopydeskError
from examples import report
from examples.outlets import outlets
from examples.serve import ExampleSites, serve, show, wait
from storage.database import parse
from storage.queries import FlagQuery
from storage.records import ArticleRecord
from storage.store import Store, open_store

DEFAULT_DB = "sqlite:///examples.db"
INTERRUPTED = 130
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 when the crawl ran to its end, that of the crawl when it did not."""
    parser = argparse.ArgumentParser(prog="python -m examples.run", description="Crawl the example sites on loopback.")
    parser.add_argument("--db", default=DEFAULT_DB, metavar="URL", help=f"where to store it (default {DEFAULT_DB})")
    parser.add_argument("--keep", action="store_true", help="go on serving the sites afterwards, until interrupted")
    options = parser.parse_args(arguments)
    try:
        where = parse(options.db).render_as_string(hide_password=True)
        with serve() as sites:
            began = time.monotonic()
            print(f"Crawling {len(outlets())} example sites on loopback into {where} ...", flush=True)
            code = crawl(sites, options.db)
            if code:
                return code
            summarize(options.db, time.monotonic() - began)
            if options.keep:
                print()
                show(sites)
                wait()
    except CopydeskError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def crawl(sites: ExampleSites, db: str) -> int:
    """Run `copydesk crawl`; its exit code. Its own summary is left out: ours follows."""
    command = [sys.executable, "-m", "copydesk", "crawl", "--sites", str(sites.sites_toml), "--db", db]
    with subprocess.Popen(command, env=environment(sites), stdout=subprocess.DEVNULL) as process:  # noqa: S603 - our own
        try:
            return process.wait()
        except KeyboardInterrupt:
            process.wait()  # the terminal told the crawl as well: it ends in good order
            return INTERRUPTED


def environment(sites: ExampleSites) -> dict[str, str]:
    """Ours, with the sites' proxy as the only one."""
    kept = {name: value for name, value in os.environ.items() if name.lower() not in PROXIES}
    return {**kept, "http_proxy": sites.proxy}


def summarize(db: str, seconds: float) -> None:
    """The tables at the end."""
    console = Console()
    hosts = [outlet.host for outlet in outlets()]
    with open_store(db, read_only=True) as store:
        known = {site.site: site for site in store.status()}
        failures = [failure for host in hosts for failure in store.failures(host)]
        garbled = most_garbled(store, hosts)
        counts = dict(store.runs(1)[0].counts)
    sites = [known[host] for host in hosts if host in known]
    report.show_sites(console, sites, failures)
    report.show_cuts(console, sites)
    report.show_failures(console, failures)
    report.show_garbled(console, garbled)
    sentence = news(counts, sum(site.articles for site in sites), db)
    console.print(f"\n{sentence} It took {seconds:.0f} seconds.", highlight=False, markup=False)
    report.show_next(console, parse(db).render_as_string(hide_password=True), garbled.summary.id if garbled else None)


def news(counts: Mapping[str, int], articles: int, db: str) -> str:
    """What this run added, in a sentence or two.

    >>> news({}, 33, "sqlite:///examples.db")
    'Nothing new: all 33 articles were stored before (delete examples.db to start afresh).'
    >>> news({"fetched": 40, "forbidden": 2}, 33, "sqlite:///examples.db")
    '40 pages fetched, 33 articles stored; 2 left alone because robots.txt forbids them.'
    """
    if counts.get("fetched"):
        forbidden = counts.get("forbidden", 0)
        obeyed = f"; {forbidden} left alone because robots.txt forbids them" if forbidden else ""
        return f"{counts['fetched']} pages fetched, {articles} articles stored{obeyed}."
    again = f" (delete {db.removeprefix('sqlite:///')} to start afresh)" if db.startswith("sqlite:///") else ""
    return f"Nothing new: all {articles} articles were stored before{again}."


def most_garbled(store: Store, hosts: Sequence[str]) -> ArticleRecord | None:
    """The flagged article with the highest score."""
    flagged = [found for host in hosts for found in store.flags(FlagQuery(site=host, limit=1))]
    worst = max(flagged, key=lambda found: found.score or 0.0, default=None)
    return store.article(worst.id) if worst else None


if __name__ == "__main__":
    sys.exit(main())
