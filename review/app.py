"""The review desk as a web application: routes made from VIEWS and ACTIONS, each as HTML and as JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from review import openapi
from review.access import signin
from review.access.forms import MOST_BYTES
from review.access.guard import guarded
from review.access.ways import Access
from review.desk import Desk, act, ask_of, html_answer, seat_at, went_on
from review.errors import API
from review.mishaps import handlers
from review.pages import STATIC
from review.rows import Told
from review.view import Action, File, View
from review.views import ACTIONS, FILES, VIEWS
from storage.store import Store

Endpoint = Callable[[Request], Awaitable[Response]]


def make_app(store: Store, access: Access = Access()) -> ASGIApp:  # noqa: B008 - frozen
    """The application over one store, for those whom `access` lets in."""
    desk = Desk(store, access, tuple(view for view in VIEWS if view.nav))
    routes = [
        *(Route(view.path, html_of(desk, view), name=view.name) for view in VIEWS),
        *(Route(API + view.path, json_of(desk, view), name=f"api:{view.name}") for view in VIEWS),
        *(Route(action.path, form_of(desk, action), name=action.name, methods=["POST"]) for action in ACTIONS),
        *(Route(API + a.path, call_of(desk, a), name=f"api:{a.name}", methods=["POST"]) for a in ACTIONS),
        *(Route(file.path, file_of(desk, file), name=file.name) for file in FILES),
        *signin.routes(desk),
        *openapi.routes(desk, VIEWS, ACTIONS),
        Mount("/static", StaticFiles(directory=STATIC), name="static"),
    ]
    app = Starlette(routes=routes, exception_handlers=handlers(desk), max_body_size=MOST_BYTES)
    app.router.redirect_slashes = False
    return guarded(app, access)


def html_of(desk: Desk, view: View) -> Endpoint:
    """The view as a page."""

    async def endpoint(request: Request) -> Response:
        seat = await seat_at(desk, request)
        page = await run_in_threadpool(view.make, desk.store, ask_of(request, seat))
        return await run_in_threadpool(html_answer, desk, request, seat, (view, page))

    return endpoint


def json_of(desk: Desk, view: View) -> Endpoint:
    """The view as JSON."""

    async def endpoint(request: Request) -> Response:
        seat = await seat_at(desk, request)
        return Told(await run_in_threadpool(view.make, desk.store, ask_of(request, seat)))

    return endpoint


def file_of(desk: Desk, file: File) -> Endpoint:
    """Bytes with their own headers."""

    async def endpoint(request: Request) -> Response:
        seat = await seat_at(desk, request)
        sent = await run_in_threadpool(file.give, desk.store, ask_of(request, seat))
        return Response(sent.body, media_type=sent.media_type, headers=dict(sent.headers))

    return endpoint


def form_of(desk: Desk, action: Action) -> Endpoint:
    """The action from a form: done, then the next page, which tells it."""

    async def endpoint(request: Request) -> Response:
        seat, done = await act(desk, action, request)
        return went_on(desk, request, seat, done)

    return endpoint


def call_of(desk: Desk, action: Action) -> Endpoint:
    """The action as JSON."""

    async def endpoint(request: Request) -> Response:
        _, done = await act(desk, action, request)
        return Told(done)

    return endpoint
