"""`copydesk crawl` as a process: exit codes, what is said, and what is left when it is stopped or killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from cleaning.values import CopydeskError
from commands.crawl import targets_of
from crawler.sites import Site
from storage.records import RunStatus
from storage.store import open_store
from tests.newsroom import FERRY, MOLE, PIER
from tests.newsserver import Answer, NewsServer

ROOT = Path(__file__).parent.parent
PATIENCE = 60


class Desk:
    """A folder with a sites.toml, where commands run."""

    def __init__(self, folder: Path, server: NewsServer) -> None:
        self.folder = folder
        self.server = server
        self.db = f"sqlite:///{folder}/desk.db"
        self.write("")

    def write(self, more: str) -> None:
        """The site, with more keys or sites behind it."""
        listed = f'[[site]]\nhost = "{self.server.host}"\nsections = ["{self.server.url("/")}"]\ndelay_seconds = 0\n'
        (self.folder / "sites.toml").write_text(listed + more, encoding="utf-8")

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "copydesk", "crawl", "--db", self.db, "--workers", "1", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *arguments: str) -> tuple[int, str, str]:
        process = self.start(*arguments)
        out, errors = process.communicate(timeout=PATIENCE)
        return process.returncode, out, errors

    def stored(self) -> list[str]:
        with open_store(self.db) as store:
            return sorted(row.url.partition(self.server.host)[2] for row in store.export())


@pytest.fixture
def desk(tmp_path: Path, news_server: NewsServer) -> Desk:
    news_server.pages["/"] = Answer(f"<a href='{FERRY}'>x</a><a href='{MOLE}'>x</a>".encode())
    return Desk(tmp_path, news_server)


def until(is_true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_true():
        assert time.monotonic() < end
        time.sleep(0.02)


def own_lines(errors: str) -> list[str]:
    """What the command itself said: no log lines."""
    return [line for line in errors.splitlines() if line.startswith("copydesk:")]


def test_every_site_of_sites_toml(desk: Desk) -> None:
    code, out, errors = desk.run()
    assert code == 0, errors
    assert desk.stored() == [FERRY, MOLE]
    row = next(line for line in out.splitlines() if line.startswith(desk.server.host))
    assert row.split()[1:9] == ["2", "2", "0", "0", "0", "0", "0", "0"]
    assert "cleaned url=" in errors
    assert "Traceback" not in errors


def test_one_article_without_a_sites_toml(desk: Desk) -> None:
    (desk.folder / "sites.toml").unlink()
    code, out, errors = desk.run(desk.server.url(PIER), "--output", "json")
    assert code == 0, errors
    report = json.loads(out)
    assert report["counts"]["new"] == 1
    assert report["sites"][0]["site"] == desk.server.host
    assert desk.stored() == [PIER]


def test_failures_are_said_and_with_strict_they_count(desk: Desk) -> None:
    desk.server.pages[FERRY] = Answer(status=404)
    code, _, errors = desk.run("--strict")
    assert code == 1
    assert "1 failed (fetch 1)" in errors
    assert desk.stored() == [MOLE]


@pytest.mark.parametrize(
    ("arguments", "sites", "says"),
    [
        (["nowhere.example"], "", "no site nowhere.example in sites.toml; it lists 127.0.0.1"),
        ([], 'feed = ["/rss"]\n', "line 5: site 1, key feed is not a known key; did you mean feeds?"),
        (["--sites", "none.toml"], "", "none.toml: cannot be read"),
        (["http://127.0.0.1:1/2026/05/01/ferry-aground"], "", "nothing could be fetched: http://127.0.0.1:1/"),
        (["--db", "sqlite:///no/such/folder/desk.db"], "", "no/such/folder/desk.db"),
        (["news.example/a"], "", "no site news.example/a"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_1(
    desk: Desk, arguments: list[str], sites: str, says: str
) -> None:
    desk.write(sites)
    code, out, errors = desk.run(*arguments)
    assert code == 1
    assert len(own_lines(errors)) == 1
    assert says in own_lines(errors)[0]
    assert "Traceback" not in errors
    assert not out or "run " in out


def test_without_sites_toml_and_address_there_is_nothing_to_do(desk: Desk) -> None:
    (desk.folder / "sites.toml").unlink()
    code, _, errors = desk.run()
    assert code == 1
    assert "there is no sites.toml here" in own_lines(errors)[0]


def test_targets() -> None:
    listed = (Site("pier.example", name="The Pier"), Site("mole.example", enabled=False))
    path = Path("sites.toml")
    assert targets_of([], listed, path) == (listed[:1], ())
    assert targets_of(["mole.example", "the pier", "https://x.example/a"], listed, path) == (
        (listed[1], listed[0]),
        ("https://x.example/a",),
    )
    with pytest.raises(CopydeskError, match=r"no site peer\.example in sites\.toml; did you mean pier\.example"):
        targets_of(["peer.example"], listed, path)
    with pytest.raises(CopydeskError, match="write it as an address: https://pier/"):
        targets_of(["pier"], (), path)


@pytest.fixture
def hold(desk: Desk) -> Iterator[threading.Event]:
    """Lets MOLE answer; until then it hangs."""
    answered = threading.Event()

    def hang(handler: BaseHTTPRequestHandler) -> None:
        answered.wait(PATIENCE)
        handler.close_connection = True

    desk.server.pages[MOLE] = hang
    yield answered
    answered.set()


def begin(desk: Desk) -> subprocess.Popen[str]:
    """A crawl that has stored FERRY and waits for MOLE."""
    process = desk.start()
    until(lambda: MOLE in desk.server.paths())
    with open_store(desk.db) as store:
        until(lambda: not store.wants(desk.server.url(FERRY)))
    return process


@pytest.mark.usefixtures("hold")
def test_an_interrupt_keeps_what_was_fetched(desk: Desk) -> None:
    process = begin(desk)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, errors
    assert "Traceback" not in errors
    with open_store(desk.db) as store:
        assert store.runs(1)[0].status is RunStatus.INTERRUPTED
        assert store.leases() == {}
        assert not store.wants(desk.server.url(FERRY))


@pytest.mark.usefixtures("hold")
def test_a_second_run_skips_what_the_first_works_on_and_a_kill_loses_nothing(desk: Desk) -> None:
    first = begin(desk)
    code, out, errors = desk.run()
    assert code == 0, errors
    assert "skipped: another run works on it" in out
    os.killpg(first.pid, signal.SIGKILL)
    first.communicate(timeout=PATIENCE)
    desk.server.pages[MOLE] = desk.server.pages[PIER]
    code, _, errors = desk.run()
    assert code == 0, errors
    assert "lease taken over" in errors
    assert desk.stored() == [FERRY, MOLE]
    assert desk.server.times(FERRY) == 1


@pytest.mark.usefixtures("hold")
def test_a_termination_is_an_interrupt(desk: Desk) -> None:
    process = begin(desk)
    process.terminate()
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
