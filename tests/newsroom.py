"""A newsroom for tests of the crawler: a site on 127.0.0.1, a store, and an engine that cleans at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest

from cleaning.values import Page
from crawler.plan import CrawlPlan, CrawlReport, Fetching, SiteReport
from crawler.run import crawl
from crawler.sites import Site
from engine.attempt import attempt, empty_context
from engine.pool import Engine, Limits, Result
from storage.store import Store, open_store
from tests.newsserver import XML, Answer, NewsServer, article, serving

FAST = Fetching(timeout_seconds=1.0, retries=2, pause_seconds=0.01, max_bytes=200_000)
FERRY, MOLE, PIER = "/2026/05/01/ferry-aground", "/2026/05/02/mole-repaired", "/2026/05/03/pier-closed"


class HereEngine(Engine):
    """Cleans in this process, at once: these tests are about the way to the engine and back."""

    def __init__(self) -> None:
        super().__init__(empty_context, Limits(workers=1))
        self.cleaned: list[str | None] = []

    def submit(self, page: Page) -> Future[Result]:
        self.cleaned.append(page.url)
        future: Future[Result] = Future()
        future.set_result(attempt(page, empty_context))
        return future


class Newsroom:
    """A site, a store and an engine; crawls as often as a test wants."""

    def __init__(self, server: NewsServer, store: Store, engine: HereEngine) -> None:
        self.server = server
        self.store = store
        self.engine = engine
        self.site = Site(server.host, sections=(server.url("/"),), delay_seconds=0)

    def lists(self, *paths: str) -> None:
        """What the front page links to."""
        self.server.pages["/"] = Answer("".join(f"<a href='{path}'>x</a>" for path in paths).encode())

    def crawl(self, plan: CrawlPlan | None = None) -> SiteReport:
        """The report of the one site."""
        (report,) = self.report(plan or CrawlPlan(sites=(self.site,))).sites
        return report

    def report(self, plan: CrawlPlan) -> CrawlReport:
        return crawl(replace(plan, fetching=FAST), self.store, self.engine)

    def reasons(self) -> dict[str, str]:
        """Reason of each standing failure by path."""
        return {record.url.partition(self.server.host)[2]: record.reason for record in self.store.failures(limit=100)}

    def stored(self) -> list[str]:
        """Paths of the stored articles."""
        return sorted(row.url.partition(self.server.host)[2] for row in self.store.export())


@pytest.fixture
def news_server() -> Iterator[NewsServer]:
    with serving() as site:
        site.pages |= {
            FERRY: article("Ferry runs aground"),
            MOLE: article("Mole repaired at last"),
            PIER: article("Pier closed for the winter"),
        }
        yield site


@pytest.fixture
def crawl_store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/crawl.db") as opened:
        yield opened


@pytest.fixture
def room(news_server: NewsServer, crawl_store: Store) -> Iterator[Newsroom]:
    with HereEngine() as engine:
        room = Newsroom(news_server, crawl_store, engine)
        room.lists(FERRY, MOLE)
        yield room


def feed(server: NewsServer, *entries: tuple[str, str]) -> Answer:
    """An RSS feed of (path, date)."""
    items = "".join(f"<item><link>{server.url(path)}</link><pubDate>{date}</pubDate></item>" for path, date in entries)
    return Answer(f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode(), XML)


def urlset(server: NewsServer, *paths: str, change: str = "") -> bytes:
    entries = "".join(f"<url><loc>{server.url(path)}</loc>{change}</url>" for path in paths)
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</urlset>".encode()
