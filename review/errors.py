"""What goes wrong, as an answer: one line that says what and what to do, and nothing of the inside."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Scope

from cleaning.values import CopydeskError
from review.view import AgainError, BadRequestError, NotFoundError
from storage.errors import ConflictError, MissingError, StoreError

API = "/api"


class ForbiddenError(CopydeskError):
    """Something that this person, or a page of another origin, may not do; the message says why."""


class SignInError(CopydeskError):
    """Nobody is signed in who would have to be."""


class TooManyError(CopydeskError):
    """Tried too often; the message says when to try again."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as it is told.

    Attributes:
        status: of HTTP.
        message: one line: what, and what to do.
        again: path at which to look again; "" = there is none.
    """

    status: int
    message: str
    again: str = ""

    @property
    def name(self) -> str:
        """The status as a name: "not_found"."""
        return HTTPStatus(self.status).name.lower()

    @property
    def title(self) -> str:
        """What the page is headed with."""
        return TITLES.get(self.status, HTTPStatus(self.status).phrase)


TITLES = {
    400: "This question cannot be understood",
    401: "Sign in first",
    403: "This is not allowed",
    404: "There is nothing here",
    409: "Somebody was faster",
    413: "This is too much at once",
    421: "This desk has another name",
    429: "Too many attempts",
    500: "Something went wrong here",
    503: "The database cannot do this now",
}
INSIDE = "The desk made a mistake. Nothing of this step was stored unless it says so; what happened is in its log."
ELSEWHERE = "The database cannot do this now. Nothing of this step was stored; what it says is in the desk's log."

STATUS: tuple[tuple[type[Exception], int], ...] = (
    (BadRequestError, 400),
    (SignInError, 401),
    (ForbiddenError, 403),
    (NotFoundError, 404),
    (MissingError, 404),
    (AgainError, 409),
    (ConflictError, 409),
    (TooManyError, 429),
    (StoreError, 503),
)
"""Errors of ours with their status; the first that fits."""


def problem_of(error: Exception, *, is_own: bool) -> Problem:
    """The error as it is told: our own in their words, all others in one sentence that says nothing of the inside.

    What a database says of itself, its place among it, is told on one's own machine alone.
    """
    if isinstance(error, HTTPException):
        return Problem(error.status_code, HTTP_SAYS.get(error.status_code, HTTPStatus(error.status_code).phrase))
    status = next((status for kind, status in STATUS if isinstance(error, kind)), 500)
    is_inside = status == HTTPStatus.SERVICE_UNAVAILABLE and not is_own
    message = INSIDE if status == HTTPStatus.INTERNAL_SERVER_ERROR else ELSEWHERE if is_inside else str(error)
    again = error.to if isinstance(error, AgainError) else "/sign-in" if isinstance(error, SignInError) else ""
    return Problem(status, message, again)


HTTP_SAYS = {
    404: "No page of the desk has this address.",
    405: "This address does not take this method.",
    413: "What was sent is too long for the desk.",
}


def is_api(scope: Scope) -> bool:
    """Does the request want JSON?"""
    path = str(scope["path"]).removeprefix(str(scope.get("root_path", "")))
    return path == API or path.startswith(f"{API}/")


def answer(scope: Scope, problem: Problem) -> Response:
    """The problem as JSON, or as plain text where there is no page to show it on."""
    if is_api(scope):
        return as_json(problem)
    return PlainTextResponse(f"{problem.title}. {problem.message}\n", problem.status)


def as_json(problem: Problem) -> Response:
    """The problem as the API tells it."""
    told = {"status": problem.status, "name": problem.name, "message": problem.message, "again": problem.again}
    return JSONResponse({"error": told}, problem.status)
