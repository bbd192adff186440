"""`copydesk review` and `copydesk user`: what they refuse, what they say, and how they end."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from typer.testing import CliRunner, Result

from commands.review import Wanted, access_for, address_of
from copydesk import app
from review.access.passwords import hashed, is_right
from review.access.ways import Access, Way
from storage.desk_records import Role
from storage.store import Store, open_store

PASSWORD = "correct horse battery"


def run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=typed)


@pytest.fixture
def url(desk_store: Store) -> str:
    return f"sqlite:///{desk_store.database.engine.url.database}"


@contextmanager
def desk(url: str, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command, running; its process and the address that it printed."""
    command = [sys.executable, "-m", "copydesk", "review", "--db", url, "--port", "0", *more]
    root = Path(__file__).parent.parent
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            yield process, line.rpartition(" ")[2].strip()
        finally:
            process.kill()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_desk_is_served_until_it_is_told_to_stop(url: str, how: signal.Signals) -> None:
    with desk(url) as (process, address):
        page = httpx2.get(address, trust_env=False)
        assert page.status_code == 200
        assert "Gulls are come back" in page.text
        assert "server" not in page.headers
        process.send_signal(how)
        _, said = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "the desk is closed" in said
    assert "Traceback" not in said


def test_a_port_in_use_is_one_line(url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("review", "--db", url, "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 1
    assert "cannot serve at 127.0.0.1" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("--host", "0.0.0.0"),
        ("--host", "0.0.0.0", "--host-name", "desk.example"),
        ("--host-name", "desk.example"),
        ("--host", "::"),
    ],
)
def test_it_does_not_open_to_others_without_a_password(url: str, arguments: tuple[str, ...]) -> None:
    with open_store(url) as store:
        store.put_user("rae", Role.READER)
        store.put_user("eve", Role.OPERATOR, hashed(PASSWORD))
        store.disable_user("eve")
    result = run("review", "--db", url, "--port", "0", *arguments)
    assert result.exit_code == 1
    assert "copydesk user NAME" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--user-header", "X-User"), 2, "--trusted-proxy"),
        (("--user-header", "X-User", "--trusted-proxy", "proxy.example"), 1, "no address of a proxy"),
        (("--user-header", "X-User", "--trusted-proxy", "127.0.0.1", "--host", "0.0.0.0"), 1, "--host-name"),
        (("--host", "no.such.host.invalid"), 1, "no address of this machine"),
        (("--host", "192.0.2.1"), 1, "cannot serve at"),
    ],
)
def test_what_cannot_be_is_said(url: str, arguments: tuple[str, ...], code: int, words: str) -> None:
    result = run("review", "--db", url, "--port", "0", *arguments)
    assert result.exit_code == code
    assert words in result.stderr


def test_a_database_that_is_not_there_is_no_empty_desk(tmp_path: Path) -> None:
    result = run("review", "--db", f"sqlite:///{tmp_path / 'none.db'}", "--port", "0")
    assert result.exit_code == 1
    assert "does not exist" in result.stderr
    assert not (tmp_path / "none.db").exists()


def test_who_may_come_follows_from_how_it_is_reached(desk_store: Store) -> None:
    assert access_for(desk_store, Wanted("127.0.0.1", 8310), 8310).way is Way.OWN
    desk_store.put_user("ada", Role.OPERATOR, hashed(PASSWORD))
    team = access_for(desk_store, Wanted("192.0.2.1", 80, ("Desk.Example",)), 80)
    assert team.way is Way.PASSWORD
    for host in ("desk.example", "desk.example:80", "192.0.2.1:80", "127.0.0.1"):
        assert team.answers(host)
    assert not team.answers("evil.example")
    assert access_for(desk_store, Wanted("127.0.0.1", 80, ("desk.example",)), 80).way is Way.PASSWORD
    assert access_for(desk_store, Wanted("127.0.0.1", 80, ("localhost",)), 80).way is Way.PASSWORD
    assert access_for(desk_store, Wanted("127.0.0.2", 8310), 8310).answers("127.0.0.2:8310")
    behind = access_for(desk_store, Wanted("127.0.0.1", 80, (), "X-User", ("10.0.0.0/8", "::1")), 80)
    assert behind.way is Way.HEADER
    assert behind.believes("10.1.2.3")
    assert behind.believes("::1")
    assert behind.believes("::ffff:10.1.2.3")
    assert not behind.believes("11.1.2.3")
    assert not behind.believes("testclient")


def test_the_address_is_one_that_a_browser_here_can_open() -> None:
    with socket.create_server(("0.0.0.0", 0)) as listener:
        port = listener.getsockname()[1]
        assert address_of(Access(prefix="/desk"), listener) == f"http://127.0.0.1:{port}/desk/"


# Users


def test_users_are_added_changed_disabled_and_listed(url: str) -> None:
    assert "no users" in run("user", "--db", url).stderr
    added = run("user", "ada", "--role", "operator", "--password-stdin", "--db", url, typed=f"{PASSWORD}\n")
    assert "ada: operator, with a password" in added.stderr
    assert "rae: reader, known to the proxy alone" in run("user", "rae", "--no-password", "--db", url).stderr
    assert "ada: reader, with a password" in run("user", "ada", "--role", "reader", "--db", url).stderr
    assert "may not come since" in run("user", "rae", "--disable", "--db", url).stderr
    rows = [json.loads(line) for line in run("user", "--output", "json", "--db", url).stdout.splitlines()]
    told = [(row["name"], row["role"], row["password"]) for row in rows]
    assert told == [("ada", "reader", True), ("rae", "reader", False)]
    assert rows[1]["disabled_at"]
    assert "argon2" not in run("user", "--output", "json", "--db", url).stdout
    assert "ada" in run("user", "--db", url).stdout
    with open_store(url) as store:
        ada = store.user("ada")
        assert ada is not None
        assert is_right(ada.password, PASSWORD)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("ada", "--password-stdin"), 1, "characters"),
        (("ada",), 1, "no terminal"),
        (("ada", "--disable", "--no-password"), 2, "exclude"),
        (("--role", "reader"), 2, "say whose"),
        (("nobody", "--disable"), 1, "no user"),
    ],
)
def test_what_cannot_be_done_with_a_user_is_said(url: str, arguments: tuple[str, ...], code: int, words: str) -> None:
    result = run("user", *arguments, "--db", url, typed="short\n")
    assert result.exit_code == code
    assert words in result.stderr


def test_a_password_is_asked_for_twice_on_a_terminal(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commands.user.is_terminal", lambda: True)
    different = run("user", "ada", "--db", url, typed=f"{PASSWORD}\nanother password\n{PASSWORD}\n{PASSWORD}\n")
    assert different.exit_code == 0
    assert PASSWORD not in different.output
