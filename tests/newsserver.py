"""A news site on 127.0.0.1 for tests: pages by path, or functions that write the answer; it remembers who asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HTML = "text/html; charset=utf-8"
XML = "application/xml"

Write = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True)
class Answer:
    """What a path answers. A list of them is answered one after the other, the last for ever."""

    body: bytes = b""
    kind: str = HTML
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class NewsServer:
    """A site whose pages tests set while it runs."""

    pages: dict[str, Answer | list[Answer] | Write] = field(default_factory=dict)
    asked: list[tuple[float, str, dict[str, str]]] = field(default_factory=list)
    port: int = 0

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def paths(self) -> list[str]:
        return [path for _, path, _ in self.asked]

    def times(self, path: str) -> int:
        return self.paths().count(path)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: NewsServer

    def do_GET(self) -> None:
        self.site.asked.append((time.monotonic(), self.path, {k.lower(): v for k, v in self.headers.items()}))
        answer = self.site.pages.get(self.path, Answer(b"nothing here", status=404))
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        if callable(answer):
            answer(self)
        else:
            send(self, answer)

    def log_message(self, *_: object) -> None:
        """Tests look at `asked` instead."""


def send(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    handler.send_response(answer.status)
    if answer.kind:
        handler.send_header("Content-Type", answer.kind)
    for name, value in answer.headers:
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(answer.body)))
    handler.end_headers()
    handler.wfile.write(answer.body)


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is part of the tests."""


@contextmanager
def serving() -> Iterator[NewsServer]:
    """The site, on a free port."""
    site = NewsServer()
    server = Quiet(("127.0.0.1", 0), type("SiteHandler", (Handler,), {"site": site}))
    site.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def article(headline: str, *paragraphs: str) -> Answer:
    """The page of an article."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or BODY)
    head = f"<html lang='en'><head><title>{headline}</title></head>"
    return Answer(f"{head}<body><article><h1>{headline}</h1>{text}</article></body></html>".encode())


BODY = (
    "The ferry left the old pier at noon on Tuesday with forty passengers on board, the harbour master said.",
    "It touched ground off the northern mole an hour later and was towed back before the tide turned.",
    "Nobody was hurt. The company said that divers would look at the hull before the boat sails again.",
)
