from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cleaning.pages import page_from_html, page_from_text
from cleaning.rules import RULES
from cleaning.values import (
    Article,
    Block,
    CleanedArticle,
    Context,
    Cut,
    Failure,
    Garble,
    GarbleStatus,
    JudgedLine,
    Kind,
    Outcome,
    Stage,
    Where,
    without,
)
from commands.console import json_text
from commands.results import error_row, result_of, schema
from engine.attempt import attempt, empty_context
from review.words import reason_of
from tests.cleaned_samples import BARE, FULL, VERSIONS

VALIDATOR = Draft202012Validator(schema())

KEYS = {
    "format", "id", "url", "canonical_url", "title", "byline", "agency", "dateline", "published", "updated",
    "description", "tags", "sections", "syndicated_from", "credits", "language", "text", "lines", "garble", "page",
    "versions",
}  # fmt: skip


def check(row: dict[str, Any]) -> dict[str, Any]:
    VALIDATOR.validate(row)
    read: dict[str, Any] = json.loads(json_text(row))
    assert read == row
    return read


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("cleaned", [FULL, BARE], ids=["full", "bare"])
@pytest.mark.parametrize("id_", [None, "a/1", 7, 0.5])
def test_every_key_is_there(cleaned: CleanedArticle, id_: str | float | None) -> None:
    row = check(result_of(cleaned, id_))
    assert set(row) == KEYS
    assert row["format"] == 1
    assert row["id"] == id_
    assert set(row["credits"]) == {"writers", "reporters", "editors", "copyright", "corrections"}
    assert set(row["garble"]) == {"status", "score", "flagged", "looks_like", "findings", "evidence"}
    assert set(row["page"]) == {"is_article", "kind", "confidence", "terms"}
    assert set(row["versions"]) == {"copydesk", "extract", "rules", "model", "context"}
    for line in row["lines"]:
        assert set(line) == {"text", "clean", "outcome", "kind", "litter", "cuts"}
        for cut in line["cuts"]:
            assert set(cut) == {"start", "end", "rule", "kind", "terms", "reason"}
    for finding in row["garble"]["findings"]:
        assert set(finding) == {"signal", "where", "line", "start", "end", "text", "score", "reason"}


def test_lines_replay() -> None:
    row = result_of(FULL)
    assert [line["outcome"] for line in row["lines"]] == ["kept", "trimmed", "dropped", "kept", "kept", "kept"]
    for line in row["lines"]:
        text = line["text"]
        for cut in reversed(line["cuts"]):
            text = text[: cut["start"]] + text[cut["end"] :]
        assert text == line["clean"]
    assert row["text"] == "\n\n".join(line["clean"] for line in row["lines"] if line["clean"])


def test_offsets_of_findings_name_their_text() -> None:
    row = result_of(FULL)
    for finding in row["garble"]["findings"]:
        if finding["line"] is not None:
            text = row["lines"][finding["line"]]["text"]
            assert text[finding["start"] : finding["end"]] == finding["text"]


def test_reasons_are_those_of_the_rules() -> None:
    for rule in RULES:
        assert reason_of(rule.name) == rule.reason


def test_an_error_row_says_where() -> None:
    row = check(error_row(3, "x", Failure(Stage.READ, "not JSON")))
    assert row == {"format": 1, "id": "x", "record": 3, "error": {"stage": "read", "reason": "not JSON"}}
    for stage in Stage:
        check(error_row(1, None, Failure(stage, "why")))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda row: row.pop("agency"),
        lambda row: row.update(format=2),
        lambda row: row.update(published="yesterday"),
        lambda row: row["lines"][0].update(outcome="lost"),
        lambda row: row["lines"][0].pop("litter"),
        lambda row: row["lines"][1]["cuts"][0].update(start=-1),
        lambda row: row["garble"].update(score=1.5),
        lambda row: row["garble"].update(flagged=None),
        lambda row: row["versions"].pop("model"),
        lambda row: row.update(id=["a"]),
        lambda row: row.update(error={"stage": "read", "reason": "both"}),
    ],
)
def test_the_schema_refuses_what_is_not_format_1(spoil: Any) -> None:  # noqa: ANN401 - any change of a row
    row = result_of(FULL, "a")
    spoil(row)
    assert not VALIDATOR.is_valid(row)


def test_keys_may_be_added() -> None:
    assert VALIDATOR.is_valid({**result_of(FULL), "cluster": 7})


def test_the_schema_knows_every_word() -> None:
    defs = schema()["$defs"]
    assert defs["kind"]["enum"] == [kind.value for kind in Kind]
    assert defs["line"]["properties"]["outcome"]["enum"] == [outcome.value for outcome in Outcome]
    assert defs["garble"]["properties"]["status"]["enum"] == [status.value for status in GarbleStatus]
    assert defs["finding"]["properties"]["where"]["enum"] == [where.value for where in Where]
    assert defs["failure"]["properties"]["error"]["properties"]["stage"]["enum"] == [stage.value for stage in Stage]


@pytest.mark.parametrize(
    "page",
    [
        page_from_text("One line.\n\nSee also: another story\nThe council met on Monday, and the mayor spoke."),
        page_from_text("天气很好。\n今日は雨です。\nأمطرت السماء اليوم."),
        page_from_html("<title>Fog</title><article><h1>Fog</h1><p>Fog closed the port on Friday.</p></article>"),
        page_from_html("<p>\ud800 half a pair, and a null \0 too", "http://[broken", "A \udfff title"),
    ],
)
def test_what_is_cleaned_is_format_1(page: Any) -> None:  # noqa: ANN401 - a Page
    result = attempt(page, empty_context)
    if isinstance(result, Failure):
        check(error_row(1, None, result))
    else:
        row = check(result_of(result))
        assert "\ud800" not in row["text"]


@st.composite
def judged_lines(draw: st.DrawFn) -> JudgedLine:
    text = draw(st.text(min_size=1, max_size=30))
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=4)))
    cuts = tuple(
        Cut("rule", draw(st.sampled_from(Kind)), start, end, ("term",))
        for start, end in zip(places[::2], places[1::2], strict=False)
    )
    return JudgedLine(text, draw(st.sampled_from(Kind)), draw(st.none() | st.floats(0, 1)), cuts)


@given(st.lists(judged_lines(), max_size=4))
def test_any_lines_are_format_1_and_replay(lines: list[JudgedLine]) -> None:
    article = Article(None, blocks=tuple(Block(line.text) for line in lines))
    cleaned = CleanedArticle(article, tuple(lines), Garble(GarbleStatus.OFF), VERSIONS)
    row = check(result_of(cleaned, Context.empty().id))
    for shown, line in zip(row["lines"], lines, strict=True):
        assert shown["clean"] == without(line.text, line.cuts)
