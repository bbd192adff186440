"""Errors as pages of the desk, or as JSON where JSON was asked for."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from cleaning.values import CopydeskError
from review.access.ways import Way
from review.desk import Desk, html_answer, seat_at
from review.errors import STATUS, Problem, SignInError, answer, as_json, is_api, problem_of
from review.view import ShownError, View

logger = logging.getLogger(__name__)

PART = "hx-request"
"""Header of htmx, which asks for a part of a page: a page for signing in would stand in its place."""

MISHAP = View("", "mishap", lambda _store, _ask: None, "mishap.html", "")
"""The page of an error."""


def handlers(desk: Desk) -> dict[Any, Any]:
    """What Starlette calls for each kind of error."""

    async def handler(request: Request, error: Exception) -> Response:
        problem = problem_of(error, is_own=desk.access.way is Way.OWN)
        if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
            logger.error("%s %r: %s", request.method, request.url.path, error)
        if is_api(request.scope):
            return with_headers(as_json(problem), error)
        is_page = request.method in {"GET", "HEAD"} and PART not in request.headers
        if isinstance(error, SignInError) and is_page:
            return to_sign_in(desk, request)
        return with_headers(await page_of(desk, request, problem, error), error)

    return dict.fromkeys((*(kind for kind, _ in STATUS), HTTPException, Exception), handler)


def with_headers(response: Response, error: Exception) -> Response:
    """The answer with what the error itself wants in its head: which methods are allowed."""
    if isinstance(error, HTTPException):
        response.headers.update(error.headers or {})
    return response


def to_sign_in(desk: Desk, request: Request) -> Response:
    """First to the page for signing in, then on to where it was wanted to go."""
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    local = wanted.removeprefix(desk.access.prefix)
    return RedirectResponse(f"{desk.access.prefix}/sign-in?{urlencode({'to': local})}", 303)


async def page_of(desk: Desk, request: Request, problem: Problem, error: Exception) -> Response:
    """The problem on a page; as plain text where it is not known who would look at it."""
    try:
        seat = await seat_at(desk, request)
    except CopydeskError:
        return answer(request.scope, problem)
    shown = (error.view, error.page) if isinstance(error, ShownError) else (MISHAP, problem)
    return html_answer(desk, request, seat, shown, problem.status)
