"""Signing in and out, where people come with passwords."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from review.access.forms import query_of
from review.access.passwords import LONGEST, is_right
from review.access.seat import LONGEST_NAME, SESSION, SESSION_SECONDS, put_cookie
from review.access.ways import Way
from review.desk import Desk, believed, html_answer, seat_at
from review.errors import SignInError, TooManyError
from review.view import View, local

SIGN_IN = View("/sign-in", "sign_in", lambda _store, _ask: None, "sign_in.html", "", title="Sign in")
LONGEST_ADDRESS = 100
WRONG = "Name or password is wrong."


@dataclass(frozen=True, slots=True)
class Form:
    """The page for signing in.

    Attributes:
        to: path to go on to.
        problem: why the last attempt failed; "" before it.
    """

    to: str
    name: str = ""
    problem: str = ""


def routes(desk: Desk) -> list[BaseRoute]:
    """The pages, where there are passwords at all."""
    if desk.access.way is not Way.PASSWORD:
        return []

    async def show(request: Request) -> Response:
        return await page(desk, request, Form(local((query_of(request).get("to") or ("",))[-1])))

    async def come(request: Request) -> Response:
        return await sign_in(desk, request)

    async def leave(request: Request) -> Response:
        return await sign_out(desk, request)

    return [
        Route("/sign-in", show, name="sign_in"),
        Route("/sign-in", come, methods=["POST"]),
        Route("/sign-out", leave, name="sign_out", methods=["POST"]),
    ]


async def page(desk: Desk, request: Request, form: Form, status: int = 200) -> Response:
    """The form."""
    return html_answer(desk, request, await seat_at(desk, request), (SIGN_IN, form), status)


async def sign_in(desk: Desk, request: Request) -> Response:
    """Check name and password; the answer does not tell which of the two was wrong, nor how long it took."""
    _, fields = await believed(desk, request)
    name, password, to = ((fields.get(field) or ("",))[-1] for field in ("name", "password", "to"))
    name, address = name.strip()[:LONGEST_NAME], address_of(desk, request)
    wait = desk.throttle.wait(name, address)
    if wait:
        raise TooManyError(f"Too many attempts. Try again in {-(-wait // 60)} minutes.")
    desk.throttle.fail(name, address)  # counted first: attempts at the same time count as well
    session = await run_in_threadpool(session_for, desk, name, password[:LONGEST])
    if session is None:
        return await page(desk, request, Form(local(to), name, WRONG), 401)
    desk.throttle.succeed(name, address)
    response = RedirectResponse(desk.access.prefix + local(to), 303)
    put_cookie(response, desk.access, request, (SESSION, session, None))  # the database ends it
    return response


def session_for(desk: Desk, name: str, password: str) -> str | None:
    """A new session's token; None where name or password is wrong."""
    user = desk.store.user(name)
    may_come = user is not None and user.disabled_at is None
    right = is_right(user.password if user and may_come else None, password)
    return desk.store.open_session(user.id, SESSION_SECONDS) if user and right else None


def address_of(desk: Desk, request: Request) -> str:
    """Where the request comes from; behind a proxy that is believed, what it says: the last address it added."""
    peer = request.client.host if request.client else ""
    forwarded = request.headers.get("x-forwarded-for", "")
    return forwarded.rpartition(",")[2].strip()[:LONGEST_ADDRESS] if forwarded and desk.access.believes(peer) else peer


async def sign_out(desk: Desk, request: Request) -> Response:
    """End the session, in the database and in the browser."""
    seat, _ = await believed(desk, request)
    if seat.person is None:
        raise SignInError("You were signed out already.")
    await run_in_threadpool(desk.store.close_session, request.cookies[SESSION])
    response = RedirectResponse(f"{desk.access.prefix}/sign-in", 303)
    put_cookie(response, desk.access, request, (SESSION, "", 0))
    return response
