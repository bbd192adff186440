"""compare as it is typed: files, pipes and stored articles; what it prints for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from cleaning.copies.copy import copy_of
from cleaning.values import Article, CleanedArticle, CopydeskError, Garble, GarbleStatus
from commands.compare import copy_in
from commands.comparison import Comparison, compared, comparison_row, schema
from copydesk import app
from storage.store import open_store
from tests.cleaned_samples import VERSIONS
from tests.desk_samples import ESCAPE
from tests.story_samples import TEXTS, WIRE, address, cleaned_of, page_of, store_story

VALIDATOR = Draft202012Validator(schema())
KEYS = ["format", "relation", "score", "drift", "garbled", "findings", "shared", "why", "aligned", "origin"]
CONTROL = {chr(code) for code in range(32)} - {"\n", "\t"}


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, ["compare", *arguments], input=stdin)


def data(*arguments: str, stdin: str | None = None) -> dict[str, Any]:
    done = run(*arguments, "--output", "json", stdin=stdin)
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    VALIDATOR.validate(found)
    assert list(found) == KEYS
    return found


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every story as a file: the wire as a page, the others as text."""
    place = tmp_path_factory.mktemp("copies")
    for name, text in TEXTS.items():
        (place / name).write_text(text)
    (place / "page").write_bytes(page_of(WIRE, address("wire")).body)
    return {path.name: str(path) for path in place.iterdir()}


def stories(a: str, b: str) -> Comparison:
    """Two of the stories compared, without a process in between."""
    return compared(*(copy_of(cleaned_of(TEXTS[name], address(name))) for name in (a, b)))


@pytest.mark.parametrize(
    ("a", "b", "relation", "garbled", "least", "most"),
    [
        ("wire", "edited", "copy", None, 0.0, 0.2),
        ("wire", "garbled", "copy", "b", 0.5, 1.0),
        ("garbled", "wire", "copy", "a", 0.5, 1.0),
        ("wire", "related", "related", None, 0.0, 0.2),
        ("wire", "other", "unrelated", None, 0.0, 0.0),
    ],
)
def test_what_two_stories_are_to_each_other(  # noqa: PLR0913, PLR0917 - columns of the table
    a: str, b: str, relation: str, garbled: str | None, least: float, most: float
) -> None:
    row = comparison_row(stories(a, b))
    VALIDATOR.validate(row)
    assert (row["relation"], row["garbled"]) == (relation, garbled)
    assert least <= row["drift"] <= most
    assert bool(row["findings"]) == (garbled is not None)


def test_files_as_json(files: dict[str, str]) -> None:
    found = data(files["page"], files["garbled"])
    assert (found["format"], found["relation"], found["garbled"]) == (1, "copy", "b")
    lines = TEXTS["garbled"].strip().split("\n")
    for one in found["findings"]:
        span = one["b_span"]
        line = lines[0] if span["where"] == "title" else lines[span["line"]]
        assert (span["line"] is None) == (span["where"] == "title")
        assert line[span["start"] : span["end"]] == one["b"]
    assert found["origin"]["agency"] == "Tarnwire"
    assert {"quote", "name", "number"} <= {one["difference"] for one in found["findings"]}


def test_files_as_text(files: dict[str, str]) -> None:
    shown = run(files["wire"], files["garbled"]).stdout
    assert "copy: copies of one story" in shown
    assert "B drifted from a known copy" in shown
    assert "[?Okafer?]" in shown
    assert "[?Okafor?]" in shown
    assert "machine" not in shown
    assert max(map(len, shown.splitlines())) > 100, "nothing is broken into lines in a pipe"


def test_one_of_them_may_be_a_pipe(files: dict[str, str]) -> None:
    assert data(files["wire"], "-", stdin=TEXTS["edited"])["relation"] == "copy"
    assert data(files["wire"], files["wire"])["score"] == 1.0


@pytest.mark.parametrize("arguments", [["-", "-"], ["a"], []])
def test_wrong_calls_end_with_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty", b" \n", "it is empty"),
        ("missing", None, "No such file"),
        ("wall", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "wall"),
        ("binary", b"\x00\x01\x02\x03", "binary"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line(
    tmp_path: Path, files: dict[str, str], name: str, content: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    done = run(files["wire"], str(path))
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert str(path) in done.stderr
    assert said in done.stderr


def test_stored_articles_by_id_address_and_beside_files(
    ready_url: str, files: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store(ready_url) as store:
        ids = store_story(store, "wire", "garbled")
    by_id = data(str(ids["garbled"]), str(ids["wire"]), "--db", ready_url)
    assert (by_id["garbled"], by_id["origin"]["is_own"]) == ("a", True)
    assert any("original by its own page" in one for one in by_id["why"])
    assert data(address("garbled"), files["edited"], "--db", ready_url)["relation"] == "copy"
    missing = run("99", files["wire"], "--db", ready_url)
    assert (missing.exit_code, missing.stderr.count("\n")) == (1, 1)
    assert "no article 99" in missing.stderr
    (tmp_path / str(ids["wire"])).write_text(TEXTS["other"])
    assert data(str(ids["wire"]), files["other"], "--db", ready_url)["score"] == 1.0, "a file that exists wins"


def test_hostile_text_is_harmless(tmp_path: Path) -> None:
    ours = WIRE.replace("“Nobody read the second page,”", f"“Nobody [bold]read[/] {ESCAPE}the\u202e second page,”")
    theirs = ours.replace("14 tonnes", f"[/red]41 tonnes{ESCAPE}").replace("Okafor", "Okafer")
    for name, text in (("a", ours), ("b", theirs)):
        (tmp_path / name).write_text(text)
    shown = run(str(tmp_path / "a"), str(tmp_path / "b")).stdout
    assert not CONTROL & set(shown)
    assert "\u202e" not in shown
    assert "Okafer" in shown


def test_the_schema_is_printed_and_is_one() -> None:
    printed = json.loads(run("--schema").stdout)
    Draft202012Validator.check_schema(printed)
    assert printed == schema()
    assert set(printed["required"]) == set(KEYS)


def test_an_article_of_which_nothing_is_left_is_no_copy() -> None:
    with pytest.raises(CopydeskError, match="no text is left"):
        copy_in("x", CleanedArticle(Article(None), (), Garble(GarbleStatus.TOO_SHORT), VERSIONS))
