"""The example sites on loopback: `python -m examples.serve` serves them until interrupted.

Each outlet has a port of its own on 127.0.0.1, where a browser can look at it. Crawlers reach the outlets by their
names instead (http://northline.example/), through one more port that acts as an HTTP proxy for these five names and no
other: so addresses do not depend on which ports were free, and five sites look like five sites. `.example` is reserved;
no request leaves the machine.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from examples.outlets import Answer, Outlet, outlets
from examples.render import article, feed, front, fronts, sitemaps, unmarked

HOST = "127.0.0.1"
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="720" height="380" viewBox="0 0 720 380">'
    '<rect width="720" height="380" fill="#c9d6de"/><path d="M0 260 L160 150 L300 240 L470 110 L720 250 V380 H0 Z" '
    'fill="#8fa3ad"/><rect y="300" width="720" height="80" fill="#6d8794"/></svg>'
)
"""The one picture of all pages: hills and water."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What one address answers."""

    status: int
    content_type: str
    body: bytes
    location: str = ""
    modified: str = ""

    @property
    def etag(self) -> str:
        """Changes when the body does."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


Table = Mapping[str, Reply]
"""Path and query -> answer, of one outlet."""

NOT_FOUND = Reply(404, "text/html; charset=utf-8", b"<html><title>Not found</title><h1>Not found</h1></html>")


@dataclass(frozen=True, slots=True)
class ExampleSites:
    """The sites while they are served.

    Attributes:
        proxy: address that takes requests for the outlets' names; for the variable http_proxy.
        bases: outlet -> address of its front page on its own port.
        sites_toml: names the outlets for `copydesk crawl --sites`, with the proxy in the environment.
        requests: every address asked for through the proxy, in order.
    """

    proxy: str
    bases: Mapping[str, str]
    sites_toml: Path
    requests: list[str] = field(default_factory=list)


def table_of(outlet: Outlet) -> dict[str, Reply]:
    """Every address of an outlet with its answer."""
    html = f"text/html; charset={outlet.charset}"
    pages = {path: _text(outlet, html, front(outlet, path)) for path in fronts(outlet)}
    for page in outlet.pages:
        reply = _text(outlet, html, unmarked(article(outlet, page)), format_datetime(page.published, usegmt=False))
        pages[_path(page.url)] = reply
    pages.update({_path(answer.url): _answer(outlet, answer) for answer in outlet.answers})
    return pages | _furniture(outlet)


def _furniture(outlet: Outlet) -> dict[str, Reply]:
    """What is no page: style, picture, robots.txt, feed, sitemaps."""
    found = {
        outlet.style: Reply(200, "text/css", outlet.theme("style.css").encode()),
        "/media/picture.svg": Reply(200, "image/svg+xml", PICTURE.encode()),
        "/robots.txt": Reply(200, "text/plain; charset=utf-8", outlet.robots.encode()),
    }
    if outlet.feed:
        kind = f"application/{outlet.feed['form']}+xml; charset=utf-8"
        found[outlet.feed["path"]] = Reply(200, kind, feed(outlet).encode())
    for path, body in sitemaps(outlet).items():
        found[path] = Reply(200, "application/gzip" if path.endswith(".gz") else "application/xml", body)
    return found


def _text(outlet: Outlet, content_type: str, text: str, modified: str = "") -> Reply:
    return Reply(200, content_type, text.encode(outlet.encoding), modified=modified)


def _answer(outlet: Outlet, answer: Answer) -> Reply:
    content_type = f"text/html; charset={outlet.charset}"
    if answer.garbage:
        noise = answer.begins.encode("latin-1") + hashlib.shake_256(answer.url.encode()).digest(answer.garbage)
        return Reply(answer.status, content_type, noise)
    body = outlet.theme(answer.file).encode(outlet.encoding) if answer.file else b""
    return Reply(answer.status, content_type, body, location=answer.to)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def moved(table: Table, addresses: Mapping[str, str]) -> dict[str, Reply]:
    """The table with other addresses written into its texts; what is packed or noise stays as it is."""

    def rewrite(body: bytes) -> bytes:
        for name, base in addresses.items():
            body = body.replace(name.encode(), base.encode())
        return body

    return {
        path: reply
        if reply.content_type == "application/gzip"
        else Reply(reply.status, reply.content_type, rewrite(reply.body), reply.location, reply.modified)
        for path, reply in table.items()
    }


class _Server(ThreadingHTTPServer):
    """Serves tables by host; `default` answers for hosts without one."""

    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__((HOST, port), _Handler)
        self.tables: dict[str, Table] = {}
        self.default: Table = {}
        self.requests: list[str] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news; anything else is told as usual."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://{HOST}:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD, conditional ones included; an absolute address is a request to a proxy."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        """Answer."""
        parts = urlsplit(self.path)
        self.server.requests.append(self.path)
        table = self.server.tables.get(parts.hostname or "", self.server.default)
        self._send(table.get(_path(self.path), NOT_FOUND))

    def do_HEAD(self) -> None:
        """Answer without a body."""
        self.do_GET()

    def _send(self, reply: Reply) -> None:
        known = reply.status == HTTPStatus.OK and self.headers.get("If-None-Match") == reply.etag
        self.send_response(HTTPStatus.NOT_MODIFIED if known else reply.status)
        headers = {"Location": reply.location, "Last-Modified": reply.modified, "Content-Type": reply.content_type}
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        self.send_header("ETag", reply.etag)
        if not known:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if not known and self.command != "HEAD":
            self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in http.server
        """Say nothing: the crawl's own log is what a person reads."""


@contextlib.contextmanager
def serve(port: int = 0) -> Iterator[ExampleSites]:
    """Serve all five while the block runs: the proxy on this port, the outlets on the five after it; 0 = any free ones.

    Raises OSError when a port is taken.
    """
    with contextlib.ExitStack() as stack:
        servers = [_Server(port + step if port else 0) for step in range(1 + len(outlets()))]
        for server in servers:
            stack.callback(server.server_close)
        proxy, *direct = servers
        tables = {outlet.host: table_of(outlet) for outlet in outlets()}
        addresses = {outlet.base: server.address for outlet, server in zip(outlets(), direct, strict=True)}
        proxy.tables.update(tables)
        for outlet, server in zip(outlets(), direct, strict=True):
            server.default = moved(tables[outlet.host], addresses)
        for server in servers:
            _start(server, stack)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="copydesk-examples-")))
        bases = {outlet.key: addresses[outlet.base] for outlet in outlets()}
        yield ExampleSites(proxy.address, bases, _write_sites(folder / "sites.toml"), proxy.requests)


def _start(server: _Server, stack: contextlib.ExitStack) -> None:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    stack.callback(thread.join)
    stack.callback(server.shutdown)


def _write_sites(path: Path) -> Path:
    contact = 'contact = "the example run of copydesk"\n\n'
    path.write_text(contact + "\n".join(map(site_table, outlets())), encoding="utf-8")
    return path


def site_table(outlet: Outlet) -> str:
    """The outlet's table for sites.toml. Nothing but addresses and patterns: a site is data."""
    values: dict[str, tuple[str, ...]] = {
        "feeds": _full(outlet, outlet.feed.get("path")),
        "sitemaps": _full(outlet, outlet.sitemap.get("index")),
        "sections": _full(outlet, *outlet.sections),
        "include": outlet.include,
        "exclude": outlet.exclude,
    }
    lists = [f"{key} = [{', '.join(map(_quoted, value))}]" for key, value in values.items() if value]
    head = ["[[site]]", f'host = "{outlet.host}"', f'name = "{outlet.name}"', f'language = "{outlet.language}"']
    return "\n".join([*head, "delay_seconds = 0.05", *lists, ""])


def _full(outlet: Outlet, *paths: str | None) -> tuple[str, ...]:
    return tuple(outlet.base + path for path in paths if path)


def _quoted(text: str) -> str:
    return f"'{text}'"


def main() -> int:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m examples.serve", description="The example sites, on loopback.")
    parser.add_argument("--port", type=int, default=8800, help="first of six ports (default 8800; 0 = any free ones)")
    port = parser.parse_args().port
    try:
        with serve(port) as sites:
            show(sites)
            wait()
    except OSError as error:
        message = f"ports {port} to {port + len(outlets())} on {HOST}: {error.strerror}; name others with --port"
        print(message, file=sys.stderr)
        return 1
    return 0


def show(sites: ExampleSites) -> None:
    """Print where everything is."""
    for outlet in outlets():
        print(f"{outlet.name:20} {sites.bases[outlet.key]}/  {outlet.system}")
    print(f"\nTo crawl them by name:\n  http_proxy={sites.proxy} copydesk crawl --sites {sites.sites_toml}")
    print("Ctrl-C ends.", flush=True)


def wait() -> None:
    """Sleep until Ctrl-C."""
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            time.sleep(3600)


if __name__ == "__main__":
    sys.exit(main())
