"""Values as pages: the templates, what every one of them may use, and what each request adds."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request

from review import show
from review.keys import DECIDING, EVERYWHERE, Key
from review.queue.articles import LISTS
from review.view import Done, View
from review.visible import safe
from storage.records import VERDICTS

HERE = Path(__file__).parent
STATIC = HERE / "static"
IN_PATH = re.compile(r"{(\w+)(?::(\w+))?}")
"""A part of a path, as Starlette writes it: name and kind."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """What a page needs to know of the one who looks at it.

    Attributes:
        who: name of the operator or reader; "" where nobody is known.
        is_signed_in: by a password here, so that they can sign out.
        token: what a form must carry so that it is believed.
        said: what was done by the page before this one.
        nav: views among the links of every page.
    """

    who: str
    may_decide: bool
    is_signed_in: bool
    token: str
    said: Done | None
    nav: tuple[View, ...]
    keys: tuple[Key, ...]

    @property
    def helped(self) -> tuple[Key, ...]:
        """The keys that the help dialog lists: those that this person has a use for."""
        return tuple(key for key in self.keys if self.may_decide or key.group not in DECIDING)


def templates() -> Environment:
    """Templates that escape everything and stop at what is not there."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "shown": show.shown,
        "plain": safe,
        "day": show.day,
        "outside": show.outside,
        "figure": show.figure,
        "count": show.count,
        "words": show.words,
        "told_path": told_path,
    }
    return made


def render(made: Environment, view: View, page: object, request: Request, sitting: Sitting) -> str:
    """The view's value as HTML."""
    template = made.get_template(view.template)
    return template.render(page=page, view=view, **surroundings(request, sitting))


def said_html(made: Environment, request: Request, sitting: Sitting) -> str:
    """What was done, as the part of a page that tells it."""
    return made.get_template("said.html").render(**surroundings(request, sitting))


def surroundings(request: Request, sitting: Sitting) -> dict[str, Any]:
    """What every template may use beside its own value."""
    return {
        "desk": sitting,
        "request": request,
        "url_for": path_maker(request),
        "prefix": str(request.scope.get("root_path", "")).rstrip("/"),
        "link_to": functools.partial(article_path, request),
        "back_to": functools.partial(list_path, request),
        "key_of": functools.partial(key_shown, sitting.keys),
        "lists": LISTS,
        "verdicts": VERDICTS,
        "verdict_names": tuple(verdict.value for verdict in VERDICTS),
        "static": functools.partial(static_path, request),
        "key": functools.partial(key_attributes, sitting.keys),
    }


def path_maker(request: Request) -> Callable[..., str]:
    """Gives the path of a route by its name, below the prefix that a proxy may have put the desk under."""
    prefix = str(request.scope.get("root_path", "")).rstrip("/")

    def path(name: str, /, **parameters: object) -> str:
        return prefix + str(request.app.url_path_for(name, **parameters))

    return path


def static_path(request: Request, name: str) -> str:
    """Path of a file that ships with the desk; it changes with the file, so that browsers may keep it."""
    return f"{path_maker(request)('static', path=name)}?{digest(name)}"


@functools.cache
def digest(name: str) -> str:
    """The file's content in ten letters."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]


def key_attributes(keys: tuple[Key, ...], name: str) -> Markup:
    """The attributes by which a button, link or field is pressed by its key; KeyError for a name that has none."""
    key = next((one for one in keys if one.name == name), None)
    if key is None:
        raise KeyError(f"no key {name} on this page: add it to its table in review/keys.py")
    return Markup('data-key="{0}" aria-keyshortcuts="{1}"').format(
        key.key, Markup(" ").join(map(escape, key.key.split()))
    )


def key_shown(keys: tuple[Key, ...], name: str) -> str:
    """The key as it stands on a button."""
    return next(one.shown[0] for one in keys if one.name == name)


def article_path(request: Request, article_id: int, query: str) -> str:
    """Path of an article's page, which knows the list that one comes from."""
    path = path_maker(request)("article", article=article_id)
    return f"{path}?{urlencode({'from': query})}" if query else path


def list_path(request: Request, query: str, article_id: int) -> str:
    """Path of the list that one came from, at the article that one comes back from."""
    return f"{path_maker(request)('queue')}?{query}{'&' if query else ''}at={article_id}"


def keys_of(view: View) -> tuple[Key, ...]:
    """Keys of the view's page, its own first."""
    return (*view.keys, *EVERYWHERE)


def told_path(path: str) -> str:
    """A path as OpenAPI writes it.

    >>> told_path("/articles/{article:int}")
    '/articles/{article}'
    """
    return IN_PATH.sub(r"{\1}", path)
