"""The review desk as a web application: routes made from VIEWS and ACTIONS, each as HTML and as JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qs

from jinja2 import Environment
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from review.pages import STATIC, Sitting, keys_of, path_maker, render, templates
from review.rows import row_of
from review.view import Action, Ask, File, View
from review.views import ACTIONS, FILES, VIEWS
from storage.store import Store

API = "/api"
Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Desk:
    """What every request needs: the store, the templates, and who sits at the desk where nobody signs in."""

    store: Store
    templates: Environment
    who: str = ""


def make_app(store: Store, who: str = "") -> Starlette:
    """The application over one store."""
    desk = Desk(store, templates(), who)
    routes = [
        *(Route(view.path, html_of(desk, view), name=view.name) for view in VIEWS),
        *(Route(API + view.path, json_of(desk, view), name=f"api:{view.name}") for view in VIEWS),
        *(Route(action.path, form_of(desk, action), name=action.name, methods=["POST"]) for action in ACTIONS),
        *(Route(API + a.path, call_of(desk, a), name=f"api:{a.name}", methods=["POST"]) for a in ACTIONS),
        *(Route(file.path, file_of(desk, file), name=file.name) for file in FILES),
        Mount("/static", StaticFiles(directory=STATIC), name="static"),
    ]
    return Starlette(routes=routes)


def html_of(desk: Desk, view: View) -> Endpoint:
    """The view as a page."""

    async def endpoint(request: Request) -> Response:
        page = await run_in_threadpool(view.make, desk.store, ask_of(desk, request))
        return HTMLResponse(render(desk.templates, view, page, request, sitting_of(desk, view)))

    return endpoint


def sitting_of(desk: Desk, view: View) -> Sitting:
    """Who looks at the view."""
    nav = tuple(one for one in VIEWS if one.nav)
    return Sitting(desk.who, may_decide=True, is_signed_in=False, token="", said=None, nav=nav, keys=keys_of(view))


def json_of(desk: Desk, view: View) -> Endpoint:
    """The view as JSON."""

    async def endpoint(request: Request) -> Response:
        return JSONResponse(row_of(await run_in_threadpool(view.make, desk.store, ask_of(desk, request))))

    return endpoint


def file_of(desk: Desk, file: File) -> Endpoint:
    """Bytes with their own headers."""

    async def endpoint(request: Request) -> Response:
        sent = await run_in_threadpool(file.give, desk.store, ask_of(desk, request))
        return Response(sent.body, media_type=sent.media_type, headers=dict(sent.headers))

    return endpoint


def form_of(desk: Desk, action: Action) -> Endpoint:
    """The action from a form: done, then the next page."""

    async def endpoint(request: Request) -> Response:
        done = await run_in_threadpool(action.act, desk.store, await ask_of_form(desk, request))
        prefix = path_maker(request)("queue").removesuffix("/")
        return RedirectResponse(prefix + done.to, status_code=303)

    return endpoint


def call_of(desk: Desk, action: Action) -> Endpoint:
    """The action as JSON."""

    async def endpoint(request: Request) -> Response:
        return JSONResponse(row_of(await run_in_threadpool(action.act, desk.store, await ask_of_form(desk, request))))

    return endpoint


def ask_of(desk: Desk, request: Request) -> Ask:
    """The question in the address."""
    query = parse_qs(request.url.query, keep_blank_values=True)
    return Ask(dict(request.path_params), {name: tuple(values) for name, values in query.items()}, desk.who)


async def ask_of_form(desk: Desk, request: Request) -> Ask:
    """The question in address and form."""
    async with request.form() as form:
        fields = {name: tuple(str(one) for one in form.getlist(name)) for name in form}
    asked = ask_of(desk, request)
    return Ask(asked.path, {**asked.query, **fields}, asked.who)
