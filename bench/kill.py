"""Kill the crawl of the example sites at random moments, start it again, and compare what is stored.

    python -m bench.kill [--db URL ...] [--times 20] [--seed 1]

For each database: one undisturbed crawl gives the expected rows; then `--times` crawls into empty databases, each
killed with SIGKILL (the whole process group, so no handler runs) at a random moment of its life and run again to its
end. Every article must be there once, with the same lines, cuts and findings. With several databases their rows must
agree as well.
The exit status is 1 when any row differs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, make_url, text

from examples.serve import ExampleSites, serve

PASSING = (
    "fetched_at",
    "fetch_id",
    "extraction_id",
    "cleaning_id",
    "article_id",
    "id",
    "cluster_id",
    "assessment_id",
)
"""Columns that differ from run to run by their nature."""

Rows = list[dict[str, Any]]


def fresh(url: str) -> str:
    """An empty database of the same kind: a new file, or a database that is dropped and made anew."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return f"sqlite:///{tempfile.mkdtemp(prefix='copydesk-kill-')}/kill.db"
    server = create_engine(address, isolation_level="AUTOCOMMIT")
    name = "copydesk_kill"
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    server.dispose()
    return address.set(database=name).render_as_string(hide_password=False)


def command(*parts: str) -> list[str]:
    """A copydesk call with this interpreter."""
    return [sys.executable, "-m", "copydesk", *parts]


def crawl(db: str, sites: ExampleSites, kill_after: float | None = None) -> float:
    """Run a crawl, to its end or until it is killed; seconds that it ran."""
    began = time.monotonic()
    process = subprocess.Popen(
        command("crawl", "--sites", str(sites.sites_toml), "--db", db),
        env={**os.environ, "http_proxy": sites.proxy},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        _, errors = process.communicate(timeout=kill_after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return time.monotonic() - began
    if kill_after is None and process.returncode:
        raise SystemExit(f"the crawl itself failed ({process.returncode}): {errors.decode()[-2000:]}")
    return time.monotonic() - began


def rows(db: str) -> Rows:
    """What is stored, as exported, without what differs from run to run."""
    out = Path(tempfile.mkdtemp(prefix="copydesk-kill-")) / "rows.jsonl"
    subprocess.run(
        command("export", str(out), "--with-lines", "--db", db),
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    with out.open(encoding="utf-8") as lines:
        stored = [{k: v for k, v in json.loads(line).items() if k not in PASSING} for line in lines]
    return sorted(stored, key=lambda row: row["url"])


def differences(expected: Rows, found: Rows) -> list[str]:
    """What differs, one line each; nothing when all is well."""
    wanted, got = {row["url"]: row for row in expected}, {row["url"]: row for row in found}
    twice = len(found) - len(got)
    return [
        *([f"{twice} articles more than once"] if twice else []),
        *(f"missing {url}" for url in sorted(wanted.keys() - got.keys())),
        *(f"unexpected {url}" for url in sorted(got.keys() - wanted.keys())),
        *(f"differs {url}" for url in sorted(wanted.keys() & got.keys()) if wanted[url] != got[url]),
    ]


def trial(url: str, sites: ExampleSites, expected: Rows, moment: float) -> list[str]:
    """One crawl killed at `moment` seconds and run again."""
    db = fresh(url)
    ran = crawl(db, sites, kill_after=moment)
    crawl(db, sites)
    wrong = differences(expected, rows(db))
    print(f"  killed after {ran:5.2f} s: {'; '.join(wrong) or 'the same rows'}", flush=True)
    return wrong


def main() -> None:
    """Try every database; exit status 1 when a row differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", action="append", help="default: an SQLite file")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance, wrong = random.Random(options.seed), 0
    expected: Rows = []
    with serve() as sites:
        for url in options.db or ["sqlite:///"]:
            db = fresh(url)
            seconds = crawl(db, sites)
            found = rows(db)
            print(f"{make_url(url).get_backend_name()}: {len(found)} articles in {seconds:.1f} s undisturbed")
            wrong += len(differences(expected, found)) if expected else 0
            expected = expected or found
            for _ in range(options.times):
                wrong += len(trial(url, sites, expected, chance.uniform(0.3, seconds)))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
