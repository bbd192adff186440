"""The API's description of itself: OpenAPI 3.1, made from VIEWS and ACTIONS."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, get_type_hints

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from review.access.forms import FORM, JSON, TOKEN_FIELD, TOKEN_HEADER
from review.access.seat import sitting
from review.desk import Desk, html_answer, seat_at, with_browser
from review.errors import API
from review.pages import IN_PATH, told_path
from review.rows import row_of
from review.schemas import Schema, schema_of
from review.view import Action, Done, Parameter, View

KINDS: dict[str | None, Schema] = {"int": {"type": "integer", "minimum": 0}, None: {"type": "string"}}
LISTS = View("/api", "api", lambda _store, _ask: None, "api.html", "", title="The desk as JSON")

TOKEN = Parameter(TOKEN_FIELD, f"From /session; may stand in the header {TOKEN_HEADER} instead.")

SESSION = View(
    "/session", "session", lambda _store, _ask: None, "", "Who asks, and the token of what changes something"
)

ABOUT = (
    "Every page of the review desk as JSON, and everything that can be done on it. Texts are as they were found on "
    "pages: escape them before you show them. What changes something takes a token, which belongs to the cookies that "
    "came with it: ask /session for both."
)


@dataclass(frozen=True, slots=True)
class Session:
    """Who asks.

    Attributes:
        who: name; "" where nobody is known.
        may_decide: the role allows more than reading.
        token: for everything that changes something, together with the cookies that came with it.
    """

    who: str
    may_decide: bool
    token: str


@dataclass(frozen=True, slots=True)
class Error:
    """What went wrong.

    Attributes:
        status: of HTTP.
        name: the status in words: "not_found".
        message: one line: what, and what to do.
        again: path at which to look again; "" = there is none.
    """

    status: int
    name: str
    message: str
    again: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The answer to what could not be done."""

    error: Error


@dataclass(frozen=True, slots=True)
class Listed:
    """What the page about the API lists."""

    views: tuple[View, ...]
    actions: tuple[Action, ...]


def routes(desk: Desk, views: tuple[View, ...], actions: tuple[Action, ...]) -> list[BaseRoute]:
    """The description, a page that lists it, and who asks."""

    async def describe(_request: Request) -> Response:
        return JSONResponse(document(views, actions, desk.access.prefix))

    async def show(request: Request) -> Response:
        seat = await seat_at(desk, request)
        sitting(seat)
        return html_answer(desk, request, seat, (LISTS, Listed(views, actions)))

    async def session(request: Request) -> Response:
        seat = await seat_at(desk, request)
        person = sitting(seat)
        response = JSONResponse(row_of(Session(person.name, person.may_decide, seat.token)))
        return with_browser(desk, request, seat, response)

    return [
        Route(API, show, name="api"),
        Route(f"{API}/openapi.json", describe, name="openapi"),
        Route(f"{API}/session", session, name="api:session"),
    ]


@functools.cache
def document(views: tuple[View, ...], actions: tuple[Action, ...], prefix: str) -> dict[str, Any]:
    """The whole description."""
    found: dict[str, Schema] = {}
    schema_of(Failed, found)
    paths: dict[str, Any] = {
        told_path("/session"): {"get": operation(SESSION, schema_of(Session, found))},
        **{told_path(view.path): {"get": operation(view, schema_of(returned(view), found))} for view in views},
    }
    for action in actions:
        paths.setdefault(told_path(action.path), {})["post"] = doing(action, schema_of(Done, found))
    return {
        "openapi": "3.1.0",
        "info": {"title": "copydesk review desk", "version": version("copydesk"), "description": ABOUT},
        "servers": [{"url": prefix + API}],
        "paths": paths,
        "components": {"schemas": found},
    }


def returned(view: View) -> Any:  # noqa: ANN401 - a type hint
    """The type of the view's value."""
    return get_type_hints(view.make)["return"]


def operation(view: View, schema: Schema) -> dict[str, Any]:
    """A view as OpenAPI has it."""
    return {
        "operationId": view.name,
        "summary": view.summary,
        "parameters": [*in_path(view.path), *(in_query(one) for one in view.parameters)],
        "responses": responses(schema),
    }


def doing(action: Action, schema: Schema) -> dict[str, Any]:
    """An action as OpenAPI has it."""
    body = body_schema((*action.parameters, TOKEN))
    return {
        "operationId": action.name,
        "summary": action.summary,
        "parameters": in_path(action.path),
        "requestBody": {"required": True, "content": {JSON: {"schema": body}, FORM: {"schema": body}}},
        "responses": responses(schema),
    }


def in_path(path: str) -> list[dict[str, Any]]:
    """The parts of a path that are asked for."""
    return [
        {"name": name, "in": "path", "required": True, "schema": KINDS[kind or None]}
        for name, kind in IN_PATH.findall(path)
    ]


def in_query(one: Parameter) -> dict[str, Any]:
    """A field of the query string."""
    return {"name": one.name, "in": "query", "description": one.meaning, "schema": schema_of_parameter(one)}


def schema_of_parameter(one: Parameter) -> Schema:
    """The schema of a field."""
    kind: Schema = {"type": one.kind}
    return {"type": "array", "items": kind} if one.many else kind


def body_schema(parameters: Iterable[Parameter]) -> Schema:
    """The schema of what is sent."""
    properties = {one.name: {**schema_of_parameter(one), "description": one.meaning} for one in parameters}
    return {"type": "object", "properties": properties}


def responses(schema: Schema) -> dict[str, Any]:
    """Answers: the value, or an error."""
    failed = {"$ref": "#/components/schemas/Failed"}
    return {
        "200": {"description": "The value.", "content": {JSON: {"schema": schema}}},
        "default": {"description": "It could not be done.", "content": {JSON: {"schema": failed}}},
    }
