"""status, flags, show, verdict and migrate as they are typed, on a small stored world."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import sqlite3
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from commands.results import schema
from copydesk import app
from storage.store import open_store
from tests.desk_samples import BODY, ESCAPE, FERRY, GULLS, HOSTILE, add_version, fill
from tests.documents import ROOT

CONTROL = [chr(code) for code in range(32) if chr(code) not in "\n\t"]


def run(db: str, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--db", db])


def data(db: str, *arguments: str) -> Any:  # noqa: ANN401 - JSON can be anything
    done = run(db, *arguments, "--output", "json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def process(db: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, as a shell starts it."""
    environment = {**os.environ, "COPYDESK_DB": db, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "copydesk", *arguments], env=environment, capture_output=True, timeout=120, check=False
    )


@pytest.fixture
def db(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/desk.db"
    fill(url)
    return url


def test_status_tells_the_health_of_every_site(db: str) -> None:
    found = data(db, "status")
    harbour, meadow = found["sites"]
    assert (harbour["site"], harbour["articles"], harbour["flagged"], harbour["pending"]) == (
        "harbour.example",
        2,
        1,
        0,
    )
    assert (meadow["pages"], meadow["pending"], meadow["failures"]) == (3, 1, {"fetch": 1})
    assert harbour["cut_lines"] == {"share": 1}
    assert meadow["last_fetch"].startswith("2031-05-04T12:")
    assert found["runs"][0]["counts"] == {"pages": 5, "failed": 1}
    assert [(one["stage"], one["url"]) for one in found["failures"]] == [("fetch", "https://meadow.example/slow")]
    assert found["bytes"] > 10_000


def test_status_as_text_names_lease_failures_and_the_sum(db: str) -> None:
    shown = run(db, "status").stdout
    assert "2 sites" in shown
    assert "by crawler-7" in shown
    assert "no answer in 30 seconds" in shown
    assert "share 1" in shown


def test_status_of_one_site_leaves_the_others_out(db: str) -> None:
    assert [row["site"] for row in data(db, "status", "--site", "harbour.example")["sites"]] == ["harbour.example"]
    assert data(db, "status", "--site", "harbour.example")["failures"] == []


def test_a_lease_that_ran_out_is_not_shown(db: str, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "desk.db") as connection:
        connection.execute("UPDATE leases SET expires_at = '2001-01-01 00:00:00.000000'")
    connection.close()
    assert data(db, "status")["sites"][0]["lease"] is None


@pytest.mark.parametrize("command", [["status"], ["flags"], ["export", "x.jsonl"]])
def test_an_unknown_site_is_answered_with_the_known_ones(db: str, command: list[str]) -> None:
    done = run(db, *command, "--site", "habour.example")
    assert done.exit_code == 1
    assert "habour.example" in done.stderr
    assert "harbour.example, meadow.example" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [["status"], ["flags"], ["show", "1"], ["export", "x.jsonl"]])
def test_reading_commands_do_not_create_a_database(tmp_path: Path, command: list[str]) -> None:
    done = run(f"sqlite:///{tmp_path}/none.db", *command)
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    "command", [["status"], ["flags"], ["show", "1"], ["verdict", "1", "--as", "fine"], ["reclean"]]
)
def test_a_newer_database_is_refused_in_one_line(db: str, tmp_path: Path, command: list[str]) -> None:
    with sqlite3.connect(tmp_path / "desk.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    done = run(db, *command)
    assert done.exit_code == 1
    assert "newer release" in done.stderr
    assert done.stderr.count("\n") == 1


def test_reading_commands_work_on_a_file_that_cannot_be_written(db: str, tmp_path: Path) -> None:
    (tmp_path / "desk.db").chmod(0o444)
    assert run(db, "status").exit_code == 0
    assert run(db, "show", "1").exit_code == 0


def test_flags_come_by_score_with_signals_and_the_strongest_reason(db: str) -> None:
    rows = [json.loads(line) for line in run(db, "flags", "--output", "json").stdout.splitlines()]
    assert [row["score"] for row in rows] == [0.93, 0.7]
    assert rows[0]["signals"] == {"formula": 2, "grammar": 1}
    assert rows[0]["strongest"]["text"] == "Through Ada Quill"


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--min-score", "0"], [2, 4, 1]),
        (["--min-score", "0.8"], [2]),
        (["--site", "meadow.example"], [4]),
        (["--language", "de"], []),
        (["--limit", "1"], [2]),
        (["--limit", "1", "--offset", "1"], [4]),
        (["--undecided"], [4]),
        (["--verdict", "garbled"], [2]),
        (["--verdict", "fine"], []),
        (["--search", "gulls", "--min-score", "0"], [2, 1]),
        (["--search", '"lengthy run"'], [2]),
        (["--evidence", "formulas"], [2, 4]),
        (["--evidence", "names"], []),
        (["--looks-like", "spun"], [4]),
        (["--cluster", "7"], []),
        (["--since", "2031-05-04", "--until", "2031-05-04"], [2, 4]),
        (["--until", "2031-05-03"], []),
    ],
)
def test_flags_can_be_narrowed(db: str, options: list[str], ids: list[int]) -> None:
    run(db, "verdict", "2", "--as", "garbled")
    done = run(db, "flags", *options, "--output", "json")
    assert done.exit_code == 0
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ids


def test_flags_of_an_unknown_kind_of_evidence_name_those_there_are(db: str) -> None:
    done = run(db, "flags", "--evidence", "grammer")
    assert done.exit_code == 2
    assert "word order" in done.stderr


def test_flags_in_a_pipe_are_a_line_each_with_nothing_cut_off(db: str) -> None:
    _, _, *rows = run(db, "flags").stdout.strip().splitlines()
    assert len(rows) == 2
    assert rows[0].endswith('"Through" with a name stands for "By": "Through Ada Quill"')


def test_an_empty_list_says_what_to_do_and_is_no_failure(db: str) -> None:
    done = run(db, "flags", "--language", "fr")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "--min-score" in done.stderr


def test_undecided_and_a_verdict_exclude_each_other(db: str) -> None:
    assert run(db, "flags", "--undecided", "--verdict", "fine").exit_code == 2


def test_show_tells_raw_clean_and_why(db: str) -> None:
    shown = run(db, "show", FERRY).stdout
    assert "The ferry sails again. Share this." in shown
    assert "= The ferry sails again." in shown
    assert "share" in shown
    assert "header x-robots-tag: noai" in shown
    assert hashlib.sha256(BODY).hexdigest() in shown


@pytest.mark.parametrize("wanted", ["1", FERRY, f"{FERRY}?utm_source=feed#top"])
def test_an_article_is_found_by_id_and_by_address(db: str, wanted: str) -> None:
    assert data(db, "show", wanted)["id"] == 1


@pytest.mark.parametrize("wanted", ["99", "-", "https://harbour.example/never", "ferry"])
def test_an_unknown_article_is_named(db: str, wanted: str) -> None:
    done = run(db, "show", wanted)
    assert done.exit_code == 1
    assert f"no article {wanted} " in done.stderr


def test_show_as_json_is_a_result_with_what_the_store_adds(db: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    add_version(db)
    found = data(db, "show", "1")
    jsonschema.validate({name: value for name, value in found.items() if name != "store"}, schema())
    store = found["store"]
    assert [one["number"] for one in store["cleanings"]] == [2, 1]
    assert store["cleaning"] == store["cleanings"][0]["cleaning"]
    assert store["fetches"][0]["body_sha256"] == hashlib.sha256(BODY).hexdigest()
    assert store["rights"] == [{"source": "header", "name": "x-robots-tag", "value": "noai"}]


def test_an_older_cleaning_is_still_there(db: str) -> None:
    add_version(db)
    assert [line["outcome"] for line in data(db, "show", "1")["lines"]] == ["trimmed", "dropped"]
    first = data(db, "show", "1", "--version", "1")
    assert [line["outcome"] for line in first["lines"]] == ["trimmed", "kept"]
    assert first["versions"]["rules"] == "rules-1"
    missing = run(db, "show", "1", "--version", "3")
    assert missing.exit_code == 1
    assert "has cleanings 1 to 2" in missing.stderr


def test_a_diff_names_the_lines_that_fared_differently(db: str) -> None:
    add_version(db)
    found = data(db, "show", "1", "--diff", "1", "2")
    assert found["article"] == [{"name": "rules", "before": "rules-1", "after": "rules-2"}]
    assert [(one["line"], one["before"]["outcome"], one["after"]["outcome"]) for one in found["lines"]] == [
        (1, "kept", "dropped")
    ]
    shown = run(db, "show", "1", "--diff", "1", "2").stdout
    assert "kept body -> dropped see_also" in shown
    assert "the same" in run(db, "show", "1", "--diff", "2", "2").stdout


def test_versions_are_listed_newest_first(db: str) -> None:
    add_version(db)
    assert [one["number"] for one in data(db, "show", "1", "--versions")["cleanings"]] == [2, 1]
    assert "rules-2" in run(db, "show", "1", "--versions").stdout


def test_raw_gives_the_bytes_as_fetched(db: str) -> None:
    done = process(db, "show", "4", "--raw")
    assert (done.returncode, done.stdout) == (0, b"\xff\x00<p>hostile</p>")


def test_raw_of_an_older_cleaning_is_the_page_that_it_read(db: str) -> None:
    assert process(db, "show", "1", "--raw", "--version", "1").stdout == BODY


@pytest.mark.parametrize(
    "options",
    [
        ["--raw", "--versions"],
        ["--versions", "--diff", "1", "1"],
        ["--raw", "--output", "markdown"],
        ["--version", "0"],
    ],
)
def test_options_that_make_no_sense_together_are_refused(db: str, options: list[str]) -> None:
    assert run(db, "show", "1", *options).exit_code == 2


def test_markdown_is_what_is_left_of_the_article(db: str) -> None:
    shown = run(db, "show", GULLS, "--output", "markdown").stdout
    assert shown.startswith("# Gulls are come back\n")


@pytest.mark.parametrize("command", [["show", "4"], ["flags"], ["status"], ["verdict", "4", "--as", "garbled"]])
def test_nothing_that_a_page_wrote_reaches_the_terminal_as_a_command(db: str, command: list[str]) -> None:
    shown = run(db, *command).stdout
    assert not [character for character in CONTROL if character in shown]
    assert "\u202e" not in shown
    if command[0] != "status":
        assert "[/red]␛]0;owned␇Rain falls" in shown


@pytest.mark.parametrize("command", [["show", "4"], ["flags"]])
def test_json_holds_what_a_page_wrote_as_it_is(db: str, command: list[str]) -> None:
    done = process(db, *command, "--output", "json")
    assert done.returncode == 0
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert any(row["title"] == f"[/red]{ESCAPE}Rain\r\nfalls" for row in rows)


def test_a_verdict_is_recorded_with_who_and_why(db: str) -> None:
    rows = data(db, "verdict", "1", GULLS, "--as", "garbled", "--note", "wire copy", "--who", "ada")
    assert [(row["id"], row["verdict"], row["before"]) for row in rows] == [(1, "garbled", None), (2, "garbled", None)]
    decision = data(db, "show", "2")["store"]["decisions"][0]
    assert (decision["event"], decision["note"], decision["who"]) == ("garbled", "wire copy", "ada")
    assert decision["cleaning"] == data(db, "show", "2")["store"]["cleaning"]


def test_the_users_name_stands_in_for_who(db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "quill")
    assert data(db, "verdict", "1", "--as", "fine")[0]["who"] == "quill"


def test_an_undo_brings_the_word_before_back(db: str) -> None:
    run(db, "verdict", "1", "--as", "fine")
    run(db, "verdict", "1", "--as", "not_an_article")
    assert data(db, "verdict", "1", "--undo")[0]["verdict"] == "fine"
    assert data(db, "verdict", "1", "--undo")[0]["verdict"] is None
    done = run(db, "verdict", "1", "--undo")
    assert done.exit_code == 1
    assert "1 has no verdict to take back" in done.stderr
    assert [one["event"] for one in data(db, "show", "1")["store"]["decisions"]][:2] == ["undo", "undo"]


def test_an_unknown_article_does_not_keep_the_others_from_their_verdict(db: str) -> None:
    done = run(db, "verdict", "1", "99", "https://x.example/", "--as", "fine")
    assert done.exit_code == 1
    assert "no article 99" in done.stderr
    assert "no article https://x.example/" in done.stderr
    assert "the others were recorded" in done.stderr
    assert data(db, "show", "1")["store"]["verdict"] == "fine"


def test_the_same_article_named_twice_is_judged_once(db: str) -> None:
    assert len(data(db, "verdict", "1", FERRY, "--as", "fine")) == 1
    assert len(data(db, "show", "1")["store"]["decisions"]) == 1


@pytest.mark.parametrize("options", [[], ["--as", "fine", "--undo"], ["--as", "splendid"], ["--as", "undo"]])
def test_a_verdict_is_one_of_four_or_an_undo(db: str, options: list[str]) -> None:
    assert run(db, "verdict", "1", *options).exit_code == 2
    assert data(db, "show", "1")["store"]["decisions"] == []


def test_a_verdict_waits_for_no_lock_of_a_reader(db: str) -> None:
    with open_store(db, read_only=True) as reader:
        rows = reader.export()
        next(rows)
        assert run(db, "verdict", "1", "--as", "fine").exit_code == 0


def test_migrate_creates_and_then_has_nothing_to_do(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new.db"
    assert run(url, "migrate").stdout.startswith("created at revision ")
    assert run(url, "migrate").stdout.startswith("nothing to do")
    found = data(url, "migrate")
    assert found["before"] == found["after"]
    assert run(url, "status").stdout.count("No site yet") == 1


@pytest.mark.parametrize("command", ["reclean", "status", "flags", "show", "verdict", "migrate", "export"])
def test_help_teaches_by_examples(command: str) -> None:
    shown = CliRunner().invoke(app, [command, "--help"]).stdout
    assert f"copydesk {command}" in shown.replace(f"Usage: copydesk {command}", "")
    assert "--db" in shown


def test_the_whole_way_on_every_database(db_url: str, tmp_path: Path) -> None:
    ids = fill(db_url)
    add_version(db_url)
    assert [row["articles"] for row in data(db_url, "status")["sites"]] == [2, 2]
    assert data(db_url, "status")["bytes"] > 10_000
    first, *_ = run(db_url, "flags", "--output", "json").stdout.splitlines()
    assert json.loads(first)["url"] == GULLS
    assert data(db_url, "verdict", GULLS, "--as", "garbled")[0]["verdict"] == "garbled"
    assert [line["outcome"] for line in data(db_url, "show", FERRY)["lines"]] == ["trimmed", "dropped"]
    assert len(data(db_url, "show", FERRY, "--diff", "1", "2")["lines"]) == 1
    assert process(db_url, "show", str(ids[HOSTILE]), "--raw").stdout == b"\xff\x00<p>hostile</p>"
    assert run(db_url, "migrate").stdout.startswith("nothing to do")
    outs = [tmp_path / "one.parquet", tmp_path / "two.parquet"]
    for out in outs:
        assert run(db_url, "export", str(out), "--with-lines").exit_code == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert run(db_url, "export", str(outs[0]), "--verdict", "garbled", "--flagged").stdout.startswith(f"{outs[0]}: 1 ")


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize(
    "command", [["status"], ["flags"], ["show", "1", "--versions"], ["verdict", "2", "--as", "fine"]]
)
def test_tables_fit_the_terminal(db: str, width: int, command: list[str]) -> None:
    shown = on_terminal(db, width, command)
    assert "\x1b[2J" not in shown
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in shown.splitlines()]
    assert lines
    assert max(map(len, lines[1:])) <= width


def on_terminal(db: str, width: int, command: list[str]) -> str:
    """What a command prints on a terminal this wide."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    environment = {**os.environ, "COPYDESK_DB": db, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    environment.pop("COLUMNS", None)
    started = subprocess.Popen(
        [sys.executable, "-m", "copydesk", *command], env=environment, stdout=theirs, stderr=subprocess.DEVNULL
    )
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # Linux says so where others give an empty read: nobody holds the other end any more
        assert started.wait(timeout=60) == 0
    os.close(ours)
    started.wait(timeout=60)
    return shown.decode()
