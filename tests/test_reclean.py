"""reclean as it is typed: worker processes, real pages, real databases."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cleaning.values import Failure, Garble, GarbleStatus, JudgedLine, Stage
from cleaning.versions import current, installed
from copydesk import app
from storage.store import open_store
from tests.desk_samples import FERRY, GULLS, MILL, OLD, WAITING, add, cleaned, page
from tests.documents import ROOT

BROKEN = "https://meadow.example/broken"
STORY = """<html lang="en"><head><title>Bus runs again</title></head><body><article><h1>Bus runs again</h1>
<p>The bus between the harbour and the mill runs again after three weeks, the council of Saltmere said on Monday.</p>
<p>Its driver, Ora Pell, said number {} had waited in the depot while the bridge was mended plank by plank.</p>
</article></body></html>"""


def run(db: str, *options: str) -> Result:
    return CliRunner().invoke(app, ["reclean", "--workers", "1", *options, "--db", db])


def counts(db: str, *options: str) -> dict[str, Any]:
    done = run(db, *options, "--output", "json")
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def db(tmp_path: Path) -> str:
    """Two articles that an older release cleaned, one that today's did, one that waits, one that cannot be cleaned."""
    url = f"sqlite:///{tmp_path}/desk.db"
    installed.cache_clear()  # the code may have been edited since this process read it; workers read it anew
    with open_store(url) as store:
        for number, (address, versions) in enumerate([(FERRY, OLD), (GULLS, OLD), (MILL, current())]):
            made = cleaned(address, "Old", (JudgedLine("Old."),), Garble(GarbleStatus.TOO_SHORT), versions=versions)
            add(store, made, "harbour.example" if number < 2 else "meadow.example", None, story(number))
        store.add_page(page(WAITING, story(9)), "meadow.example", None)
        store.add_page(page(BROKEN, b"\x00\x01\x02"), "meadow.example", None)
    return url


def story(number: int) -> bytes:
    return STORY.format(number).encode()


def test_everything_is_cleaned_again_and_then_confirmed(db: str) -> None:
    first = counts(db)
    assert (first["new_versions"], first["new_articles"], first["failed"]) == (3, 1, 1)
    again = counts(db)
    assert (again["confirmed"], again["new_versions"], again["new_articles"]) == (4, 0, 0)


def test_what_waits_comes_first_and_a_limit_holds(db: str) -> None:
    found = counts(db, "--limit", "2")
    assert (found["new_articles"], found["failed"], found["new_versions"]) == (1, 1, 0)


def test_stale_leaves_out_what_todays_versions_made(db: str) -> None:
    assert counts(db, "--stale")["new_versions"] == 2
    again = counts(db, "--stale", "--site", "harbour.example")
    assert again.pop("copies")["due"] == 0
    assert again == {
        "status": "done",
        "confirmed": 0,
        "new_versions": 0,
        "new_articles": 0,
        "failed": 0,
        "assessed": 0,
    }


def test_one_site_leaves_the_others_alone(db: str) -> None:
    assert counts(db, "--site", "harbour.example")["new_versions"] == 2
    with open_store(db, read_only=True) as store:
        assert [row.pending for row in store.status()] == [0, 2]


def test_failed_pages_are_tried_again_however_often_they_failed(db: str) -> None:
    with open_store(db) as store:
        broken = next(number for number, waiting in store.pending() if waiting.url == BROKEN)
        for _ in range(3):
            failure = Failure(Stage.DECODE, "binary")
            store.add_failure(failure, run_id=None, site="meadow.example", url=BROKEN, fetch_id=broken)
        assert [row.failed for row in store.status()] == [0, 1]
    done = run(db, "--failed", "--site", "meadow.example")
    first, *copies = done.stdout.splitlines()
    assert (done.exit_code, first) == (0, "2 pages: 0 confirmed, 0 new versions, 1 new articles, 1 failed")
    assert copies == ["1 story with copies, 3 articles in them, 0 of these drifted"]
    again = run(db, "--failed")
    assert again.exit_code == 1
    assert "1 of 1 pages could not be cleaned" in again.stderr


def test_strict_makes_any_failure_an_error(db: str) -> None:
    done = run(db, "--limit", "2", "--strict")
    assert done.exit_code == 1
    assert "1 of 2 pages could not be cleaned" in done.stderr


def test_nothing_to_clean_is_said(tmp_path: Path) -> None:
    done = run(f"sqlite:///{tmp_path}/new.db")
    assert (done.exit_code, done.stdout) == (0, "nothing to clean\n")


def test_the_run_is_recorded(db: str) -> None:
    run(db, "--stale", "--site", "harbour.example")
    with open_store(db, read_only=True) as store:
        newest = store.runs(1)[0]
    assert (newest.command, newest.note, newest.status) == ("reclean", "stale harbour.example", "done")
    assert dict(newest.counts)["new versions"] == 2


def test_an_engine_that_is_not_there_is_named(db: str) -> None:
    done = run(db, "--engine", "dask")
    assert done.exit_code == 1
    assert "--engine local" in done.stderr
    assert run(db, "--engine", "abacus").exit_code == 2


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Children that take SIGINT, also when the tests run in the background of a script, where it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_keeps_what_was_stored(tmp_path: Path) -> None:
    db = f"sqlite:///{tmp_path}/desk.db"
    with open_store(db) as store:
        pages = [(page(f"https://harbour.example/{n}", story(n)), "harbour.example") for n in range(600)]
        store.add_pages(pages, None)
    command = [sys.executable, "-m", "copydesk", "reclean", "--workers", "1", "--db", db]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (
        subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as started,
        open_store(db, read_only=True) as store,
    ):
        while started.poll() is None and not store.status()[0].articles:
            time.sleep(0.05)
        started.send_signal(signal.SIGINT)
        _, said = started.communicate(timeout=60)
        status, newest = store.status()[0], store.runs(1)[0]
    assert started.returncode == 130, said
    assert b"what was done is stored" in said
    assert b"Traceback" not in said
    assert newest.status == "interrupted"
    assert 0 < dict(newest.counts)["new articles"] == status.articles
    assert status.pending == 600 - status.articles


def test_a_site_profile_cuts_what_repeats_and_cleans_again_what_it_made_stale(tmp_path: Path) -> None:
    """Twelve articles with one standing line: the tenth freezes the first profile, --stale does the rest."""
    db = f"sqlite:///{tmp_path}/desk.db"
    standing = "<p>Pillar desk, harbour edition</p>"
    with open_store(db) as store:
        addresses = [f"https://harbour.example/{n}" for n in range(12)]
        bodies = [story(n).replace(b"</article>", standing.encode() + b"</article>") for n in range(12)]
        store.add_pages([(page(a, b), "harbour.example") for a, b in zip(addresses, bodies, strict=True)], None)
    first = counts(db, "--stale")
    assert first["failed"] == 0
    with open_store(db, read_only=True) as store:
        left = [row.cleaned for row in store.export()]
        assert all("Pillar desk" not in one.text for one in left)
        assert {cut.rule for one in left for line in one.lines for cut in line.cuts} >= {"site_line"}
        assert {one.versions.context for one in left} == {store.status()[0].profile.context}  # type: ignore[union-attr]
    assert counts(db, "--stale")["confirmed"] == 0
