"""The review desk for tests: asked without a network, or served on loopback and looked at with a real browser.

The browser is Debian's Chromium, or the one that COPYDESK_CHROMIUM names. Where there is none, tests are skipped by
name, and fail when COPYDESK_REQUIRE asks for "browser". A page that asks anything of another host fails its test.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, sync_playwright
from starlette.testclient import TestClient

from review.access.ways import Access, own_hosts
from review.app import make_app
from storage.store import Store, open_store
from tests import desk_samples, queue_samples
from tests.databases import REQUIRED

HOST = "127.0.0.1:8310"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_SECONDS = 10

TRIES, SETTLED = 3, 500
"""How often a page is asked for while another is on its way, and milliseconds between."""


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, sqlite_ready: Path) -> Path:
    """A file with the small world of desk_samples, to be copied."""
    file = tmp_path_factory.mktemp("desk") / "filled.db"
    shutil.copy(sqlite_ready, file)
    desk_samples.fill(f"sqlite:///{file}")
    return file


@pytest.fixture
def desk_store(filled: Path, tmp_path: Path) -> Iterator[Store]:
    """A store of the small world, to be changed."""
    with copied(filled, tmp_path) as store:
        yield store


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory, sqlite_ready: Path) -> Path:
    """A file with the many articles of queue_samples, to be copied."""
    file = tmp_path_factory.mktemp("desk") / "many.db"
    shutil.copy(sqlite_ready, file)
    with open_store(f"sqlite:///{file}") as store:
        queue_samples.fill(store, queue_samples.MANY)
    return file


@pytest.fixture
def many_store(many: Path, tmp_path: Path) -> Iterator[Store]:
    """A store of many articles, to be changed."""
    with copied(many, tmp_path) as store:
        yield store


@contextmanager
def copied(file: Path, folder: Path) -> Iterator[Store]:
    """A store over a copy of the file."""
    with open_store(f"sqlite:///{shutil.copy(file, folder / 'copy.db')}") as store:
        yield store


@dataclass(slots=True)
class Visitor:
    """Somebody who asks the desk without a browser: keeps cookies, and sends the token as its pages do."""

    client: TestClient

    def get(self, path: str, **more: Any) -> httpx2.Response:  # noqa: ANN401 - whatever the client takes
        """The answer; no redirect is followed."""
        return self.client.get(path, follow_redirects=False, **more)

    def token(self) -> str:
        """What forms of this visitor carry."""
        return str(self.get("/api/session").json()["token"])

    def post(self, path: str, fields: Mapping[str, Any] | None = None, **more: Any) -> httpx2.Response:  # noqa: ANN401
        """Send a form, as a page would."""
        sent = {"token": self.token(), **(fields or {})}
        return self.client.post(path, data=sent, follow_redirects=False, **more)

    def call(self, path: str, fields: Mapping[str, Any] | None = None) -> httpx2.Response:
        """Send JSON, as a program would."""
        return self.client.post(path, json=dict(fields or {}), headers={"X-Desk-Token": self.token()})


def visitor(store: Store, access: Access | None = None, address: str = "127.0.0.1") -> Visitor:
    """Somebody at a desk over this store; `address` is where they come from."""
    app = make_app(store, access or Access(hosts=(HOST,), who="ada"))
    client = TestClient(app, f"http://{HOST}", raise_server_exceptions=False, client=(address, 50000))
    return Visitor(client)


@contextmanager
def serving(store: Store, access: Access | None = None) -> Iterator[str]:
    """The desk, served on a free port of loopback by a thread; its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    app = make_app(store, access or Access(hosts=own_hosts(port), who="ada"))
    config = uvicorn.Config(app, log_config=None, access_log=False, ws="none", lifespan="off", proxy_headers=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    until = time.monotonic() + START_SECONDS
    while not server.started and time.monotonic() < until:
        time.sleep(0.01)
    assert server.started, "the desk did not start"
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(START_SECONDS)
        listener.close()


def chromium() -> str | None:
    """Path of a Chromium; None where there is none."""
    named = os.environ.get("COPYDESK_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    return shutil.which("chromium", path=f"/usr/bin{os.pathsep}{os.environ.get('PATH', '')}")


def need_browser() -> str:
    """Path of the browser; the test is skipped by name where there is none, or fails where one is required."""
    found = chromium()
    if found is None and "browser" in REQUIRED:
        pytest.fail("no Chromium: install it, or name it in COPYDESK_CHROMIUM")
    if found is None:
        pytest.skip("no Chromium: install it, or name it in COPYDESK_CHROMIUM")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; each takes contexts of its own."""
    path = need_browser()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield started
        started.close()


@dataclass
class Visit:
    """A page in the browser, with what it asked for and what went wrong on it.

    Attributes:
        address: of the desk.
        asked: addresses of all requests, in order.
        wrong: requests that left the host, errors of scripts, and what the content security policy stopped.
    """

    page: Page
    address: str
    asked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def on_request(self, request: Request) -> None:
        """Note it; one to another host is wrong."""
        self.asked.append(request.url)
        parts = urlsplit(request.url)
        if parts.scheme != "data" and f"{parts.scheme}://{parts.netloc}" != self.address:
            self.wrong.append(f"request to {request.url}")

    def on_console(self, message: ConsoleMessage) -> None:
        """Note errors. A status that a test expects is none of the page's."""
        if message.type == "error" and "the server responded with a status of" not in message.text:
            self.wrong.append(message.text)

    def go(self, path: str) -> None:
        """Open a page of the desk."""
        for left in reversed(range(TRIES)):
            try:
                self.page.goto(self.address + path)
            except Error as error:  # a key that was pressed before may still be leading elsewhere
                if not left or ("ERR_ABORTED" not in str(error) and "interrupted" not in str(error)):
                    raise
                self.page.wait_for_timeout(SETTLED)
            else:
                return

    def screenshot(self, name: str) -> None:
        """Save what is seen, where COPYDESK_SCREENSHOTS names a folder."""
        folder = os.environ.get("COPYDESK_SCREENSHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@contextmanager
def visiting(browser: Browser, address: str, **settings: Any) -> Iterator[Visit]:  # noqa: ANN401 - of Playwright's contexts
    """A page of its own (`color_scheme`, `viewport`, `java_script_enabled`); at the end nothing may have gone wrong."""
    context = browser.new_context(**settings)
    visit = Visit(context.new_page(), address)
    context.on("request", lambda request: visit.on_request(request))  # noqa: PLW0108 - it would write on a slotted class
    visit.page.on("console", lambda message: visit.on_console(message))  # noqa: PLW0108
    visit.page.on("pageerror", lambda error: visit.wrong.append(str(error)))
    try:
        yield visit
        assert not visit.wrong
    finally:
        context.close()
