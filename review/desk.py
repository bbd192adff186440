"""What every request needs, and how it is answered: who asks, what they may do, pages with their cookies."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

from jinja2 import Environment
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from review.access.forms import TOKEN_FIELD, Fields, body_of, check_origin, query_of, token_of
from review.access.seat import BROWSER, SAID, SAID_SECONDS, Seat, put_cookie, seat_of, sitting
from review.access.throttle import Throttle
from review.access.tokens import Tokens
from review.access.ways import Access, Way
from review.errors import ForbiddenError
from review.pages import Sitting, keys_of, render, said_html, templates
from review.view import Action, Ask, Done, NotFoundError, View
from storage.store import Store

PRELOAD, GO, TO = "x-desk-preload", "x-desk-go", "x-desk-to"
"""Headers of desk.js: a page that is fetched ahead; an action sent in the background, with the page that waits; where
to go on."""

SAID_VIEW = View("", "said", lambda _store, _ask: None, "said.html", "")
"""What was done, alone: a part of a page."""

LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Desk:
    """What every request needs.

    Attributes:
        nav: views among the links of every page.
    """

    store: Store
    access: Access
    nav: tuple[View, ...]
    templates: Environment = field(default_factory=templates)
    tokens: Tokens = field(default_factory=Tokens)
    throttle: Throttle = field(default_factory=Throttle)


async def seat_at(desk: Desk, request: Request) -> Seat:
    """Who sits at the desk."""
    return await run_in_threadpool(seat_of, desk.store, desk.access, desk.tokens, request)


def html_answer(desk: Desk, request: Request, seat: Seat, shown: tuple[View, object], status: int = 200) -> Response:
    """A page with the cookies that go with it: what was said is told once, and by no page that is fetched ahead."""
    view, page = shown
    ahead = PRELOAD in request.headers
    sits = sitting_of(desk, seat, view, said=None if ahead else seat.said)
    response = HTMLResponse(render(desk.templates, view, page, request, sits), status)
    if sits.said is not None:
        put_cookie(response, desk.access, request, (SAID, "", 0))
    return with_browser(desk, request, seat, response)


def with_browser(desk: Desk, request: Request, seat: Seat, response: Response) -> Response:
    """The answer with the browser's random name, where it has none yet."""
    if seat.is_new:
        put_cookie(response, desk.access, request, (BROWSER, seat.browser, None))
    return response


def sitting_of(desk: Desk, seat: Seat, view: View, said: Done | None) -> Sitting:
    """What the view's page needs to know of who looks at it."""
    person = seat.person
    may_decide = person is not None and person.may_decide
    return Sitting(
        who=person.name if person else "",
        may_decide=may_decide,
        is_signed_in=person is not None and desk.access.way is Way.PASSWORD,
        token=seat.token,
        said=said,
        nav=desk.nav if person else (),
        keys=keys_of(view),
    )


def went_on(desk: Desk, request: Request, seat: Seat, done: Done) -> Response:
    """The way to the next page. Where desk.js has that page at hand, only what is to be said."""
    to = desk.access.prefix + done.to
    waiting = request.headers.get(GO)
    if waiting == to:
        html = said_html(desk.templates, request, sitting_of(desk, seat, SAID_VIEW, done))
        return HTMLResponse(html, headers={TO: to})
    response = RedirectResponse(to, 303) if waiting is None else Response(headers={TO: ascii_path(to)})
    put_cookie(response, desk.access, request, (SAID, desk.tokens.wrap(done, seat.browser), SAID_SECONDS))
    return response


def ascii_path(path: str) -> str:
    """A path as a header may hold it."""
    return str(RedirectResponse(path).headers["location"])


async def act(desk: Desk, action: Action, request: Request) -> tuple[Seat, Done]:
    """Do it, if the request comes from a page of ours and the person may."""
    seat, fields = await believed(desk, request)
    person = sitting(seat)
    if not person.may_decide:
        raise ForbiddenError("You may read here; deciding is for operators. Nothing was done.")
    sent = {name: values for name, values in fields.items() if name != TOKEN_FIELD}
    asked = ask_of(request, seat)
    ask = Ask(asked.path, {**asked.query, **sent}, person.name, may_decide=True)
    return seat, await run_in_threadpool(action.act, desk.store, ask)


async def believed(desk: Desk, request: Request) -> tuple[Seat, Fields]:
    """Who sends what, if it comes from a page of ours."""
    check_origin(request.headers, request.headers.get("host", ""))
    seat = await seat_at(desk, request)
    fields = await body_of(request)
    check_token(seat, token_of(request, fields))
    return seat, fields


def check_token(seat: Seat, token: str) -> None:
    """Refuse what carries no token of this browser and person."""
    if seat.is_new or not hmac.compare_digest(token.encode(), seat.token.encode()):
        raise ForbiddenError("This page is older than the desk or your sign-in. Load it again; nothing was done.")


def ask_of(request: Request, seat: Seat) -> Ask:
    """The question in the address, from somebody who may ask; NotFoundError for numbers that nothing can have."""
    person = sitting(seat)
    path = dict(request.path_params)
    if any(isinstance(value, int) and value > LARGEST_ID for value in path.values()):
        raise NotFoundError("There is no such number.")
    return Ask(path, query_of(request), person.name, person.may_decide)
