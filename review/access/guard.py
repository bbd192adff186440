"""What holds for every request, before anything of it is understood: names, prefix, and the headers of every answer."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from review.access.forms import MOST_BYTES
from review.access.ways import Access
from review.errors import HTTP_SAYS, Problem, answer
from review.pages import STATIC, digest

DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
)
"""Nothing runs, loads or is sent but by the desk's own files."""

HEADERS = (
    ("content-security-policy", "; ".join(DIRECTIVES)),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-dns-prefetch-control", "off"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-read=()"),
    ("cache-control", "no-store"),
)
"""Of every answer that does not give its own."""

FILES = frozenset(file.name for file in STATIC.iterdir())
FOREVER = "private, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
SHOWN_NAMES = 3
LONGEST_NUMBER = 20


def guarded(app: ASGIApp, access: Access) -> ASGIApp:
    """The application behind its guard."""

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        below = {**scope, **place(scope, access.prefix)}
        kept = kept_for(below)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                put_headers(message, kept)
            await send(message)

        await (refusal(below, access) or app)(below, receive, send_guarded)

    return guard


def place(scope: Scope, prefix: str) -> dict[str, str]:
    """Path and prefix as ASGI has them, whether the proxy in front takes the prefix away or not."""
    path = scope["path"]
    inside = not prefix or path == prefix or path.startswith(f"{prefix}/")
    return {"root_path": prefix, "path": path if inside else prefix + path}


def refusal(scope: Scope, access: Access) -> ASGIApp | None:
    """The answer to what is not even looked at; None for everything else."""
    headers = Headers(scope=scope)
    if not access.answers(headers.get("host", "")):
        names = ", ".join(access.hosts[:SHOWN_NAMES])
        return answer(scope, Problem(421, f"This desk answers to {names} alone; --host-name gives it another name."))
    length = headers.get("content-length", "0")
    if (
        not length.isdigit() or int(length[:LONGEST_NUMBER]) > MOST_BYTES
    ):  # Starlette counts what comes without a length
        return answer(scope, Problem(413, HTTP_SAYS[413]))
    return None


def put_headers(message: Message, kept: str) -> None:
    """Add what the answer does not say itself; `kept` says how long browsers may keep it."""
    headers = MutableHeaders(raw=message["headers"])
    message["headers"] = headers.raw
    if message["status"] in {200, 304} and kept:
        headers["cache-control"] = kept
    for name, value in HEADERS:
        headers.setdefault(name, value)


def kept_for(scope: Scope) -> str:
    """How long browsers may keep a file of ours: with its digest in the address forever; "" for everything else."""
    _, is_file, name = scope["path"].removeprefix(scope["root_path"]).partition("/static/")
    if not is_file or name not in FILES:
        return ""
    return FOREVER if scope["query_string"].decode("latin-1") == digest(name) else ASK_AGAIN
