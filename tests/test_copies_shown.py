"""Copies as operators see them: show, flags, status, reclean and export over one small story."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from commands.results import schema
from copydesk import app
from storage import copies
from storage.store import open_store
from tests.desk_samples import ESCAPE
from tests.story_samples import TEXTS, address, store_story, store_text

CONTROL = {chr(code) for code in range(32)} - {"\n", "\t"}


def run(db: str, *arguments: str) -> Result:
    done = CliRunner().invoke(app, [*arguments, "--db", db])
    assert done.exit_code == 0, done.stderr
    return done


def data(db: str, *arguments: str) -> Any:  # noqa: ANN401 - JSON can be anything
    return json.loads(run(db, *arguments, "--output", "json").stdout)


@pytest.fixture
def ids(ready_url: str) -> dict[str, int]:
    with open_store(ready_url) as store:
        return store_story(store, "wire", "garbled", "related", "other")


def test_show_tells_siblings_drift_and_both_scores(ready_url: str, ids: dict[str, int]) -> None:
    shown = run(ready_url, "show", str(ids["garbled"])).stdout
    for said in (
        "with copies",
        "this one drifted",
        "It drifted from a known copy",
        f"{ids['wire']} stands for it: it is the original",
        "Tarnwire",
        "The same event",
        "Assessments",
        "The story's history",
        f"Drift from {ids['wire']}",
        "Okafer",
    ):
        assert said in shown
    assert "machine" not in shown
    assert "Copies" not in run(ready_url, "show", str(ids["other"])).stdout


def test_show_as_json_adds_to_the_store_key_alone(ready_url: str, ids: dict[str, int]) -> None:
    row = data(ready_url, "show", str(ids["garbled"]))
    Draft202012Validator(schema()).validate(row)
    stored = row["store"]
    assert stored["cluster"]["representative"] == ids["wire"]
    assert [event["event"] for event in stored["cluster"]["events"]] == ["joined", "joined"]
    (copy,) = stored["copies"]
    assert (copy["article"], copy["relation"], copy["garbled"], copy["lean"] > 1) == (ids["wire"], "copy", "this", True)
    assert [one["article"] for one in stored["related"]] == [ids["related"]]
    newest = stored["assessments"][0]
    assert (newest["current"], newest["is_garbled"], newest["flagged"]) == (True, True, True)
    assert "drift" in [one["name"] for one in newest["evidence"]]
    assert newest["score"] > row["garble"]["score"], "the cleaning's own score stays beside it"
    (drift,) = stored["drift"]
    one = drift["findings"][0]
    assert (drift["article"], drift["garbled"], one["a_span"]["where"]) == (ids["wire"], "this", "title")
    assert stored["origin"]["agency"] == "Tarnwire"
    alone = data(ready_url, "show", str(ids["other"]))["store"]
    assert (alone["cluster"], alone["copies"], alone["assessments"], alone["drift"]) == (None, [], [], [])


def test_versions_list_assessments(ready_url: str, ids: dict[str, int]) -> None:
    wire = data(ready_url, "show", str(ids["wire"]), "--versions")
    assert [one["number"] for one in wire["assessments"]] == [1]
    assert "Assessments" in run(ready_url, "show", str(ids["wire"]), "--versions").stdout


def test_flags_name_the_copy_that_speaks_against_an_article(ready_url: str, ids: dict[str, int]) -> None:
    shown = run(ready_url, "flags").stdout
    assert f"drifted from a known copy ({ids['wire']})" in shown
    assert "copies 1" in shown
    (row,) = [data(ready_url, "flags")]
    assert (row["signals"]["copies"], row["strongest"]["signal"]) == (1, "copies")
    assert (row["drifted"], row["against"]) == (True, [ids["wire"]])
    assert row["own_score"] < row["score"]
    assert row["cluster"] is not None
    assert data(ready_url, "flags", "--drifted")["id"] == ids["garbled"]


def test_drifted_goes_with_no_other_order(ready_url: str, ids: dict[str, int]) -> None:
    assert ids
    for other in (["--doubtful"], ["--min-score", "0"]):
        assert CliRunner().invoke(app, ["flags", "--drifted", *other, "--db", ready_url]).exit_code == 2


def test_status_counts_stories(ready_url: str, ids: dict[str, int]) -> None:
    assert ids
    assert "1 story with copies, 2 articles in them, 1 of these drifted" in run(ready_url, "status").stdout
    assert data(ready_url, "status")["copies"] == {"stories": 1, "articles": 2, "due": 0, "drifted": 1}


def test_reclean_finishes_what_a_killed_run_left(ready_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with open_store(ready_url) as store:
        store_story(store, "wire")
        with monkeypatch.context() as patch:
            patch.setattr(copies, "assess", die)
            with pytest.raises(KeyboardInterrupt):
                store_story(store, "garbled")
    assert "1 due" in run(ready_url, "status").stdout
    found = data(ready_url, "reclean", "--failed", "--workers", "1")
    assert (found["assessed"], found["copies"]) == (2, {"stories": 1, "articles": 2, "due": 0, "drifted": 1})


def test_export_carries_story_and_assessment(ready_url: str, ids: dict[str, int], tmp_path: Path) -> None:
    out = tmp_path / "news.jsonl"
    run(ready_url, "export", str(out))
    rows = {row["id"]: row for row in map(json.loads, out.read_text().splitlines())}
    wire, garbled, other = (rows[ids[name]] for name in ("wire", "garbled", "other"))
    assert wire["cluster_id"] == garbled["cluster_id"] is not None
    assert (wire["is_representative"], garbled["is_representative"], other["is_representative"]) == (True, False, None)
    assert (wire["drifted"], garbled["drifted"], other["drifted"], other["drift"]) == (False, True, None, None)
    assert garbled["flagged"] is True
    assert garbled["garble_score"] > garbled["own_score"]
    assert garbled["assessment_id"] is not None
    assert "are all in: 2 rows" in (tmp_path / "news.jsonl.card.md").read_text()
    run(ready_url, "export", str(out), "--one-per-story")
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()] == [
        ids["wire"],
        ids["related"],
        ids["other"],
    ]
    card = (tmp_path / "news.jsonl.card.md").read_text()
    assert "copydesk export news.jsonl --one-per-story" in card
    assert "Of a story with several copies only the one that stands for it" in card


def test_a_hostile_copy_is_shown_without_harm(ready_url: str) -> None:
    with open_store(ready_url) as store:
        store_story(store, "wire")
        hostile = (
            TEXTS["garbled"].replace("Okafer", f"[/bold]Okafer{ESCAPE}", 1).replace("halt", f"[red]halt{ESCAPE}", 1)
        )
        article_id = store_text(store, hostile, address("garbled"))
    for command in (["show", str(article_id)], ["flags"], ["compare", "1", str(article_id)]):
        shown = run(ready_url, *command).stdout
        assert not CONTROL & set(shown)
        assert "[red]" in shown
