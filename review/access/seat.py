"""Who sits at the desk in one request, and what their browser carries: cookies, and the token of every form."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from review.access.tokens import Tokens
from review.access.ways import Access, Way
from review.errors import ForbiddenError, SignInError
from review.view import Done
from storage.desk_records import Role
from storage.store import Store

BROWSER, SESSION, SAID = "copydesk", "copydesk_session", "copydesk_said"
"""Cookies: a browser's own random name, to which tokens are bound; who signed in; what was done by the page before."""

SESSION_SECONDS = int(timedelta(hours=12).total_seconds())
SAID_SECONDS = 60
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the desk."""

    name: str
    may_decide: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """One request's person and browser.

    Attributes:
        person: None = nobody has signed in yet.
        browser: the browser's random name; `is_new` when it must still be given to it.
        token: what forms of this browser and person carry.
        said: what was done by the page before.
    """

    person: Person | None
    browser: str
    is_new: bool
    token: str
    said: Done | None


def seat_of(store: Store, access: Access, tokens: Tokens, request: Request) -> Seat:
    """Who asks. It may read the database, so it runs where waiting holds nobody up."""
    given = request.cookies.get(BROWSER, "")
    browser = given if is_own(given) else secrets.token_urlsafe(24)
    session = request.cookies.get(SESSION, "") if access.way is Way.PASSWORD else ""
    person = person_of(store, access, request, session)
    token = tokens.of("form", browser, session, person.name if person else "")
    said = tokens.unwrap(request.cookies.get(SAID, ""), browser)
    return Seat(person, browser, browser != given, token, said)


def is_own(browser: str) -> bool:
    """Can it be a name that we gave?"""
    return len(browser) == len(secrets.token_urlsafe(24)) and browser.replace("-", "").replace("_", "").isalnum()


def person_of(store: Store, access: Access, request: Request, session: str) -> Person | None:
    """Who asks; None where they must sign in first. ForbiddenError for those who may not come at all."""
    if access.way is Way.OWN:
        return Person(access.who, may_decide=True)
    if access.way is Way.HEADER:
        return named_person(store, named(access, request))
    user = store.session(session) if session else None
    if user is None or user.disabled_at is not None:
        return None
    return Person(user.name, user.role is Role.OPERATOR)


def named(access: Access, request: Request) -> str:
    """The name that the proxy gives."""
    if not access.believes(request.client.host if request.client else None):
        raise ForbiddenError("This desk is reached through its proxy alone.")
    names = request.headers.getlist(access.user_header)
    if len(names) != 1 or not names[0].strip():
        raise ForbiddenError(f"The proxy in front of this desk must name the user once, in {access.user_header}.")
    try:
        name = names[0].encode("latin-1").decode()  # headers are bytes; proxies write names in UTF-8
    except UnicodeDecodeError:
        name = names[0]
    return name.strip()[:LONGEST_NAME]


def named_person(store: Store, name: str) -> Person:
    """Somebody whom the proxy knows: with their role if they are in the table of users, else a reader."""
    user = store.user(name)
    if user is not None and user.disabled_at is not None:
        raise ForbiddenError(f"{name} may not come to this desk any more.")
    return Person(name, user is not None and user.role is Role.OPERATOR)


def sitting(seat: Seat) -> Person:
    """The person; SignInError where nobody has signed in."""
    if seat.person is None:
        raise SignInError("Sign in first.")
    return seat.person


def is_https(access: Access, request: Request) -> bool:
    """Did the browser come by HTTPS, as we were told at the start or as the proxy says?"""
    forwarded = request.headers.get("x-forwarded-proto", "")
    peer = request.client.host if request.client else None
    return access.https or request.url.scheme == "https" or (forwarded == "https" and access.believes(peer))


def put_cookie(response: Response, access: Access, request: Request, item: tuple[str, str, int | None]) -> None:
    """Give the browser a cookie (name, value, seconds or None) that no script reads and no other site sends."""
    name, value, seconds = item
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=access.prefix or "/",
        secure=is_https(access, request),
        httponly=True,
        samesite="strict",
    )
