"""Forms and JSON bodies as fields, and whether a request that changes something comes from a page of ours."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

from review.errors import ForbiddenError
from review.view import BadRequestError

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
MOST_BYTES = 1_000_000
"""Of a request's body: a long note or thousands of ids fit."""
MOST_FIELDS = 20_000

TOKEN_FIELD, TOKEN_HEADER = "token", "x-desk-token"

Fields = dict[str, tuple[str, ...]]


def query_of(request: Request) -> Fields:
    """The fields of the address."""
    return fields_of(request.url.query)


def fields_of(encoded: str) -> Fields:
    """Fields as browsers encode them; BadRequestError where they are too many."""
    try:
        pairs = parse_qsl(encoded, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise BadRequestError(f"more than {MOST_FIELDS} fields") from None
    return grouped(pairs)


def grouped(pairs: list[tuple[str, str]]) -> Fields:
    """All values of each field in order; BadRequestError for characters that no database takes."""
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        if "\0" in value or not is_text(value):
            raise BadRequestError(f"{name[:40]}: it holds characters that are none")
        found.setdefault(name, []).append(value)
    return {name: tuple(values) for name, values in found.items()}


def is_text(value: str) -> bool:
    """Can it be written down? Halves of surrogate pairs cannot."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


async def body_of(request: Request) -> Fields:
    """The fields that were sent, as a form or as a JSON object."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await request.body()
    if kind == JSON:
        return grouped(list(pairs_of(body)))
    if kind == FORM or not body:
        return fields_of(body.decode("utf-8", "replace"))
    raise BadRequestError(f"send {FORM} or {JSON}, not {kind[:60] or 'something without a type'}")


def pairs_of(body: bytes) -> list[tuple[str, str]]:
    """A JSON object's members as fields; a list gives its name several values, null none."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise BadRequestError("the body is no JSON") from None
    if not isinstance(told, dict):
        raise BadRequestError("the body is no JSON object")
    return [(name, text_of(name, one)) for name, value in told.items() for one in listed(value)]


def listed(value: Any) -> list[Any]:  # noqa: ANN401 - any JSON
    """The values that one member gives its field."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text_of(name: str, value: Any) -> str:  # noqa: ANN401 - any JSON
    """One value as a form would send it."""
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, (str, int, float)):
        return str(value)
    raise BadRequestError(f"{name[:40]}: give text, numbers or lists of them")


def check_origin(headers: Mapping[str, str], host: str) -> None:
    """Refuse what a browser says comes from a page that is not ours; ForbiddenError says so.

    Browsers say where a request comes from in Sec-Fetch-Site and Origin. With `Referrer-Policy: no-referrer` the Origin
    of our own forms is "null", which tells nothing: then the token alone decides.
    """
    site = headers.get("sec-fetch-site", "same-origin")
    origin = headers.get("origin", "null")
    if site != "same-origin" or (origin != "null" and urlsplit(origin).netloc.lower() != host.lower()):
        raise ForbiddenError("This came from a page of another site. Nothing was done.")


def token_of(request: Request, fields: Fields) -> str:
    """The token that came with the request."""
    return request.headers.get(TOKEN_HEADER) or (fields.get(TOKEN_FIELD) or ("",))[-1]
