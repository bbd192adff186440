"""What a page of the desk is: a function from store and question to a frozen value, shown as HTML or as JSON."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cleaning.values import CopydeskError
from review.keys import Key
from storage.store import Store

LONGEST_ID = 18
"""Digits of the largest number that is taken: it fits into a column of the database."""


class BadRequestError(CopydeskError):
    """A question that cannot be understood; the message says which part."""


class NotFoundError(CopydeskError):
    """Something that is not stored."""


class AgainError(CopydeskError):
    """What an operator had before them is no longer so.

    Attributes:
        to: path at which to look again.
    """

    def __init__(self, message: str, to: str) -> None:
        super().__init__(message)
        self.to = to


@dataclass(frozen=True, slots=True)
class Ask:
    """One question, taken apart and checked as far as its types go.

    Attributes:
        path: the numbers in the address ({"article": 17}).
        query: the query string's or form's fields, each with all its values in order.
        who: the operator's name; "" on one's own machine where the system does not know it.
        may_decide: the role allows more than reading.
    """

    path: Mapping[str, int]
    query: Mapping[str, tuple[str, ...]]
    who: str = ""
    may_decide: bool = True

    def text(self, name: str, default: str = "") -> str:
        """The field's last value, without white space around it."""
        return self.query.get(name, (default,))[-1].strip()

    def number(self, name: str, default: float | None = None) -> float | None:
        """The field as a number; BadRequestError where it is none."""
        given = self.text(name)
        if not given:
            return default
        try:
            number = float(given)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise BadRequestError(f"{name}: {given[:40]!r} is no number")
        return number

    def whole(self, name: str) -> int | None:
        """The field as a whole number that an id may be; None where it is empty, BadRequestError where it is none."""
        given = self.text(name)
        if not given:
            return None
        if not (given.isascii() and given.isdigit() and len(given) <= LONGEST_ID):
            raise BadRequestError(f"{name}: {given[:40]!r} is no whole number")
        return int(given)

    def local(self, name: str) -> str:
        r"""The field as a path of this desk; "/" where it is none: nobody is sent elsewhere.

        >>> Ask({}, {"to": ("/articles/3?q=x",)}).local("to"), Ask({}, {"to": ("//evil.example",)}).local("to")
        ('/articles/3?q=x', '/')
        """
        return local(self.text(name))


def local(path: str) -> str:
    r"""The path if it leads nowhere but to this desk, else "/".

    >>> local("/\\evil.example"), local("https://evil.example")
    ('/', '/')
    """
    is_path = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if is_path else "/"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A field of the query string, for the page's own form and for OpenAPI."""

    name: str
    meaning: str
    kind: str = "string"
    many: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A page: GET at `path` gives HTML by `template`, GET at "/api" + `path` the same value as JSON.

    Attributes:
        path: as Starlette writes it: "/articles/{article:int}".
        name: of the route, for links.
        make: gives the value; its annotated return type is a frozen dataclass, from which OpenAPI gets its schema.
        template: file in templates/; it gets the value as `page`.
        summary: one line for OpenAPI.
        title: of the page, where its template gives none.
        nav: its name among the links of every page; "" = it is not among them.
        keys: that work on it, beside those of every page.
    """

    path: str
    name: str
    make: Callable[[Store, Ask], Any]
    template: str
    summary: str
    parameters: tuple[Parameter, ...] = ()
    title: str = "Review desk"
    nav: str = ""
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What an action did.

    Attributes:
        message: for the operator, one line.
        to: path of the page to go on with.
            It begins with "/" and knows nothing of a prefix in front of the desk.
        undo: id of the decision (or of the first of the bulk) that taking back would name; None = nothing to take back.
        undo_by: name of the action that takes it back.
        back: path of the page to show after taking back; "" = the one that is shown then.
    """

    message: str
    to: str
    undo: int | None = None
    undo_by: str = "undo"
    back: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that changes what is stored: POST at `path` (then redirect) or at "/api" + `path` (then JSON)."""

    path: str
    name: str
    act: Callable[[Store, Ask], Done]
    summary: str
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """Bytes that are no page of the desk, with the headers that they need."""

    body: bytes
    media_type: str
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """Something else than a page: GET at `path` gives its bytes."""

    path: str
    name: str
    give: Callable[[Store, Ask], Sent]
    summary: str


class ShownError(AgainError):
    """An error that has a page of its own.

    Attributes:
        view: whose template shows it.
        page: the value that it shows.
    """

    def __init__(self, message: str, to: str, view: View, page: object) -> None:
        super().__init__(message, to)
        self.view = view
        self.page = page
