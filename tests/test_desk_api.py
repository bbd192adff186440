"""The desk as JSON: every view and action answers as its description says, errors too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import pytest
from jsonschema import Draft202012Validator

from review.openapi import document
from review.schemas import schema_of
from review.view import Ask, Done, NotFoundError
from review.views import ACTIONS, VIEWS
from storage.records import Decision, Event
from storage.store import Store
from tests.deskserver import Visitor, visitor

Json = dict[str, Any]
FILLED = {"article": "2", "other": "1", "run": "1", "fetch": "2", "cleaning": "2", "version": "1", "line": "0"}


@pytest.fixture
def ada(desk_store: Store) -> Visitor:
    return visitor(desk_store)


@pytest.fixture
def described(ada: Visitor) -> Json:
    found: Json = ada.get("/api/openapi.json").json()
    return found


def problems(described: Json, schema: Json, value: object) -> list[str]:
    """Where a value is not what the schema says."""
    whole = {**schema, "components": described["components"]}
    validator = Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def answer_schema(operation: Json, status: str = "200") -> Json:
    found: Json = operation["responses"][status]["content"]["application/json"]["schema"]
    return found


def test_the_description_is_openapi(described: Json) -> None:
    assert described["openapi"] == "3.1.0"
    assert described["servers"] == [{"url": "/api"}]
    for schema in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    names = [way["operationId"] for path in described["paths"].values() for way in path.values()]
    assert len(names) == len(set(names)) == len(VIEWS) + len(ACTIONS) + 1


def test_every_view_and_action_is_described_and_listed(ada: Visitor, described: Json) -> None:
    page = ada.get("/api").text
    told = [(view.path, view.summary) for view in VIEWS] + [(action.path, action.summary) for action in ACTIONS]
    for path, summary in told:
        plain = path.replace(":int", "")
        assert plain in described["paths"]
        assert f"/api{plain}</code>" in page
        assert summary


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_every_view_answers_as_described(ada: Visitor, described: Json, view: Any) -> None:  # noqa: ANN401
    path = view.path.replace(":int", "").format_map(FILLED)
    query = "?verdict=fine&all=1" if view.name == "bulk" else ""
    ada.post("/queue/decide", {"article": 2, "verdict": "fine", "newest": 0})
    answer = ada.get(f"/api{path}{query}")
    assert answer.status_code == 200, answer.text
    operation = described["paths"][view.path.replace(":int", "")]["get"]
    assert not problems(described, answer_schema(operation), answer.json())


def test_every_error_answers_as_described(ada: Visitor, described: Json) -> None:
    schema = answer_schema(described["paths"]["/"]["get"], "default")
    for answer, status in (
        (ada.get("/api/?score=x"), 400),
        (ada.client.post("/api/undo"), 403),
        (ada.get("/api/nothing"), 404),
        (ada.get("/api/undo"), 405),
        (ada.client.post("/api/undo", content=b"x" * 1_100_000), 413),
        (ada.get("/api/", headers={"Host": "evil.example"}), 421),
    ):
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/json"
        assert not problems(described, schema, answer.json())


@pytest.mark.parametrize("body", ["{", "[]", '{"decision": {"a": 1}}', '"x"', "[" * 100_000, '{"to": "\\ud800"}'])
def test_a_body_that_is_none_is_said_to_be(ada: Visitor, body: str) -> None:
    headers = {"X-Desk-Token": ada.token(), "Content-Type": "application/json"}
    assert ada.client.post("/api/undo", content=body, headers=headers).status_code == 400


def test_a_body_of_another_kind_is_refused(ada: Visitor) -> None:
    headers = {"X-Desk-Token": ada.token()}
    for kind in ("text/plain", "multipart/form-data; boundary=x"):
        answer = ada.client.post("/api/undo", content=b"decision=1", headers={**headers, "Content-Type": kind})
        assert answer.status_code == 400


def test_what_goes_wrong_inside_stays_inside(ada: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_store: Store, _query: object) -> None:
        raise RuntimeError("secret: /home/ada/copydesk.db")

    monkeypatch.setattr(Store, "queue", fail)
    for path in ("/", "/api/"):
        answer = ada.get(path)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert answer.headers["content-security-policy"]


def test_head_is_get_without_a_body(ada: Visitor) -> None:
    for path in ("/", "/api/", "/static/desk.css"):
        answer = ada.client.head(path)
        assert (answer.status_code, answer.text) == (200, "")


def test_numbers_that_nothing_can_have_are_not_asked_for(ada: Visitor) -> None:
    assert ada.get(f"/api/articles/{'9' * 30}").status_code == 404
    assert ada.post(f"/filters/{'9' * 30}/delete").status_code == 404


def test_an_action_answers_with_what_it_did(ada: Visitor, described: Json, desk_store: Store) -> None:
    done = ada.call("/api/queue/decide", {"article": [2], "verdict": "garbled", "newest": 0, "at": None}).json()
    assert not problems(described, answer_schema(described["paths"]["/queue/decide"]["post"]), done)
    assert done["undo"] == desk_store.recent("ada")[0][1].id


def test_a_decision_by_the_command_line_is_no_conflict_with_ones_own(ada: Visitor, desk_store: Store) -> None:
    desk_store.decide([2], Decision(Event.FINE, who="ada"))
    assert ada.call("/api/queue/decide", {"article": 2, "verdict": "garbled", "newest": 0}).status_code == 200


def test_types_become_schemas() -> None:
    found: Json = {}
    assert schema_of(Done, found) == {"$ref": "#/components/schemas/Done"}
    assert found["Done"]["required"] == ["message", "to", "undo", "undo_by", "back"]
    assert found["Done"]["properties"]["message"]["description"] == "for the operator, one line."
    assert schema_of(tuple[int, str] | None, found)["anyOf"][1] == {"type": "null"}


def test_a_type_that_no_page_should_hold_is_refused() -> None:
    @dataclass(frozen=True)
    class Odd:
        body: bytes

    with pytest.raises(TypeError, match="bytes"):
        schema_of(bytes, {})
    with pytest.raises(TypeError, match="Literal"):
        schema_of(Literal[1], {})
    assert Odd(b"").body == b""


def test_the_description_is_made_once(ada: Visitor) -> None:
    assert ada.get("/api/openapi.json").json() == document(VIEWS, ACTIONS, "")


def test_a_field_that_is_no_number_is_said_to_be_none() -> None:
    assert Ask({}, {"x": ("1", " 2 ")}).whole("x") == 2
    assert Ask({}, {}).number("x", 0.5) == 0.5
    assert issubclass(NotFoundError, Exception)
