"""Real Scrapy, a real store and real cleaning against a news site on 127.0.0.1."""

from __future__ import annotations

import gzip
import re
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path

import pytest

from cleaning.values import Page, Stage
from crawler.leases import Owner
from crawler.plan import CrawlPlan, CrawlReport, Fetching, SiteReport
from crawler.run import crawl
from crawler.sites import Site
from engine.attempt import attempt, empty_context
from engine.pool import Engine, Limits, Result
from storage.errors import StoreError
from storage.records import RunStatus
from storage.store import Store, open_store
from tests.newsserver import HTML, XML, Answer, NewsServer, article, serving

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
def server() -> Iterator[NewsServer]:
    with serving() as site:
        site.pages |= {
            FERRY: article("Ferry runs aground"),
            MOLE: article("Mole repaired at last"),
            PIER: article("Pier closed for the winter"),
        }
        yield site


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/crawl.db") as opened:
        yield opened


@pytest.fixture
def room(server: NewsServer, store: Store) -> Iterator[Newsroom]:
    with HereEngine() as engine:
        room = Newsroom(server, store, engine)
        room.lists(FERRY, MOLE)
        yield room


def feed(server: NewsServer, *entries: tuple[str, str]) -> Answer:
    """An RSS feed of (path, date)."""
    items = "".join(f"<item><link>{server.url(path)}</link><pubDate>{date}</pubDate></item>" for path, date in entries)
    return Answer(f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode(), XML)


def urlset(server: NewsServer, *paths: str, change: str = "") -> bytes:
    entries = "".join(f"<url><loc>{server.url(path)}</loc>{change}</url>" for path in paths)
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</urlset>".encode()


# Discovery


def test_articles_of_a_section_page_are_fetched_cleaned_and_stored(room: Newsroom) -> None:
    report = room.crawl()
    assert (report.fetched, report.new, report.failed, report.known) == (2, 2, 0, 0)
    assert room.stored() == [FERRY, MOLE]
    (first, _) = room.store.export()
    assert first.cleaned.article.title == "Ferry runs aground"
    assert first.fetched_at.tzinfo is not None


def test_rss_and_atom(room: Newsroom) -> None:
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='{MOLE}'/></entry></feed>"
    room.server.pages |= {"/rss": feed(room.server, (FERRY, "")), "/atom": Answer(atom.encode(), XML)}
    feeds = (room.server.url("/rss"), room.server.url("/atom"))
    room.crawl(CrawlPlan(sites=(replace(room.site, sections=(), feeds=feeds),)))
    assert room.stored() == [FERRY, MOLE]


def test_index_gzipped_sitemap_and_news_sitemap(room: Newsroom) -> None:
    server = room.server
    news = urlset(
        server,
        "/x",
        change="<news:news xmlns:news='n'><news:publication_date>2026-05-03</news:publication_date></news:news>",
    )
    index = "".join(
        f"<sitemap><loc>{server.url(path)}</loc></sitemap>" for path in ("/a.xml.gz", "/news.xml", "/index.xml")
    )
    server.pages |= {
        "/index.xml": Answer(f"<sitemapindex>{index}</sitemapindex>".encode(), XML),
        "/a.xml.gz": Answer(gzip.compress(urlset(server, FERRY, "/world")), "application/gzip"),
        "/news.xml": Answer(news, XML),
        "/x": article("An address that says nothing"),
    }
    report = room.crawl(CrawlPlan(sites=(replace(room.site, sections=(), sitemaps=(server.url("/index.xml"),)),)))
    assert room.stored() == [FERRY, "/x"]  # a news sitemap lists nothing but articles, another one also sections
    assert server.times("/index.xml") == 1  # though it names itself
    assert report.failed == 0


def test_a_site_that_lists_nothing_is_found_by_robots_and_front_page(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = room.server
    server.pages |= {
        "/robots.txt": Answer(f"Sitemap: {server.url('/map.xml')}\n".encode(), "text/plain"),
        "/": Answer(f"<link rel=alternate type='application/rss+xml' href='/rss'><a href='{FERRY}'>x</a>".encode()),
        "/rss": feed(server, (MOLE, "")),
        "/map.xml": Answer(urlset(server, PIER), XML),
    }
    site = Site(server.host, delay_seconds=0, sections=(server.url("/"),))
    room.crawl(CrawlPlan(sites=(site,)))
    assert room.stored() == [FERRY]  # what is listed is all that is read
    monkeypatch.setattr("crawler.sites.front_of", lambda *_: server.url("/"))  # it would be https
    room.crawl(CrawlPlan(sites=(replace(site, sections=()),)))
    assert room.stored() == [FERRY, MOLE, PIER]


def test_patterns_of_the_site_decide(room: Newsroom) -> None:
    site = replace(room.site, include=(re.compile("^/p/"),), exclude=(re.compile("/p/2"),))
    room.lists("/p/1", "/p/2", FERRY)
    room.server.pages |= {"/p/1": article("One"), "/p/2": article("Two")}
    room.crawl(CrawlPlan(sites=(site,)))
    assert room.stored() == ["/p/1"]


def test_a_source_that_fails_does_not_stop_the_others(room: Newsroom) -> None:
    sections = (room.server.url("/gone"), room.server.url("/film"), room.server.url("/empty"), room.server.url("/"))
    room.server.pages |= {"/film": Answer(b"mp4", "video/mp4"), "/empty": Answer(b"")}
    report = room.crawl(CrawlPlan(sites=(replace(room.site, sections=sections),)))
    assert report.new == 2
    assert room.reasons() == {
        "/gone": "HTTP 404",
        "/film": "it is video/mp4, not text",
        "/empty": "it is empty",
    }
    room.server.pages["/gone"] = Answer(b"<p>back</p>")
    room.crawl(CrawlPlan(sites=(replace(room.site, sections=sections),)))
    assert "/gone" not in room.reasons()  # answered: the failure is over


def test_limit(room: Newsroom) -> None:
    room.lists(FERRY, MOLE, PIER)
    assert room.crawl(CrawlPlan(sites=(room.site,), limit=1)).fetched == 1
    assert room.crawl(CrawlPlan(sites=(replace(room.site, max_pages=1),))).fetched == 1
    assert room.stored() == [FERRY, MOLE]


# What is fetched again


def test_a_known_article_is_not_fetched_again(room: Newsroom) -> None:
    room.crawl()
    room.lists(FERRY, MOLE, PIER, FERRY + "?utm_source=feed#top")
    report = room.crawl()
    assert (report.fetched, report.known) == (1, 2)
    assert room.server.times(FERRY) == 1


def test_an_article_is_fetched_again_when_the_sitemap_says_it_changed(room: Newsroom) -> None:
    site = replace(room.site, sections=(), sitemaps=(room.server.url("/map.xml"),))
    plan = CrawlPlan(sites=(site,))

    def says(change: str) -> None:
        room.server.pages["/map.xml"] = Answer(urlset(room.server, FERRY, change=change), XML)

    says("<lastmod>2026-05-01</lastmod>")
    assert room.crawl(plan).new == 1
    assert room.crawl(plan).known == 1  # changed before it was fetched
    room.server.pages[FERRY] = article("Ferry afloat again")
    says(f"<lastmod>{datetime.now(UTC).isoformat()}</lastmod>")
    report = room.crawl(plan)
    assert (report.fetched, report.new, report.updated) == (1, 0, 1)
    assert room.crawl(plan).known == 1  # the same change is answered to once
    says("<lastmod>2090-01-01</lastmod>")
    assert room.crawl(plan).known == 1  # what has not happened yet is no change
    assert room.stored() == [FERRY]


def test_refetch(room: Newsroom) -> None:
    room.crawl()
    report = room.crawl(CrawlPlan(sites=(room.site,), refetch=True))
    assert (report.fetched, report.new, report.confirmed, report.known) == (2, 0, 2, 0)


def test_not_modified_confirms(room: Newsroom) -> None:
    room.crawl()
    room.server.pages[FERRY] = Answer(status=304, kind="")
    report = room.crawl(CrawlPlan(sites=(room.site,), refetch=True))
    assert (report.confirmed, report.failed) == (2, 0)


def test_two_addresses_of_one_article_are_one_article(room: Newsroom) -> None:
    room.lists(FERRY, "/2026/05/01/old-name-of-it")
    room.server.pages["/2026/05/01/old-name-of-it"] = Answer(status=301, headers=(("Location", FERRY),))
    room.crawl()
    assert room.stored() == [FERRY]
    assert room.crawl().known == 2


# Addresses that were named


def test_one_article_by_its_address(room: Newsroom) -> None:
    plan = CrawlPlan(urls=(room.server.url(FERRY),), listed=(room.site,))
    assert room.crawl(plan).new == 1
    assert room.server.paths() == ["/robots.txt", FERRY]
    assert room.crawl(plan).known == 1
    assert room.crawl(replace(plan, refetch=True)).confirmed == 1


def test_a_page_that_is_no_article_leads_to_those_it_links_to(room: Newsroom) -> None:
    report = room.crawl(CrawlPlan(urls=(room.server.url("/"),), listed=(room.site,)))
    assert report.new == 2


def test_a_page_without_links_to_articles_is_taken_for_one(room: Newsroom) -> None:
    room.server.pages["/ferry"] = article("Ferry runs aground")
    room.crawl(CrawlPlan(urls=(room.server.url("/ferry"),), listed=(room.site,)))
    assert room.stored() == ["/ferry"]


def test_an_article_that_failed_is_tried_again_when_it_is_named(room: Newsroom) -> None:
    plan = CrawlPlan(urls=(room.server.url(PIER),), listed=(room.site,))
    page = room.server.pages.pop(PIER)
    report = room.report(plan)
    assert not report.succeeded
    assert report.sites[0].first_failure == f"{room.server.url(PIER)}: HTTP 404"
    room.server.pages[PIER] = page
    assert room.report(plan).succeeded
    assert room.reasons() == {}


# Robots


def test_robots_txt_is_obeyed(room: Newsroom) -> None:
    room.server.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /2026/05/01/\n", "text/plain")
    report = room.crawl()
    assert (report.new, report.forbidden, report.failed) == (1, 1, 0)
    assert room.server.times(FERRY) == 0
    assert room.server.times("/robots.txt") == 1


def test_rules_for_copydesk_win_over_rules_for_all(room: Newsroom) -> None:
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: copydesk\nDisallow: /2026/05/02/\n"
    room.server.pages["/robots.txt"] = Answer(rules, "text/plain")
    room.crawl()
    assert room.stored() == [FERRY]


def test_an_address_that_was_named_and_is_forbidden_is_a_failure(room: Newsroom) -> None:
    room.server.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /2026/05/01/\n", "text/plain")
    report = room.report(CrawlPlan(urls=(room.server.url(FERRY),), listed=(room.site,)))
    assert not report.succeeded
    assert room.reasons() == {FERRY: "forbidden by robots.txt"}


@pytest.mark.parametrize("status", [503, 429])
def test_a_site_whose_robots_txt_cannot_be_read_is_left_alone(room: Newsroom, status: int) -> None:
    room.server.pages["/robots.txt"] = Answer(status=status)
    report = room.crawl()
    assert report.fetched == 0
    assert set(room.server.paths()) == {"/robots.txt"}
    assert room.reasons()["/robots.txt"] == f"HTTP {status}; nothing is fetched in this run"
    room.server.pages["/robots.txt"] = Answer(status=404)
    assert room.crawl().new == 2


def test_a_missing_robots_txt_and_one_that_is_a_page_allow_all(room: Newsroom) -> None:
    room.server.pages["/robots.txt"] = Answer(b"<html><p>Disallow: /</p></html>")
    assert room.crawl().new == 2


def test_a_redirect_to_a_forbidden_address_is_not_followed(room: Newsroom) -> None:
    room.server.pages |= {
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /private/\n", "text/plain"),
        FERRY: Answer(status=302, headers=(("Location", "/private/ferry"),)),
        "/private/ferry": article("Secret"),
    }
    room.crawl()
    assert room.server.times("/private/ferry") == 0
    assert room.reasons() == {FERRY: "forbidden by robots.txt"}


def test_delay_of_the_site_and_of_robots_txt_is_kept(room: Newsroom) -> None:
    room.server.pages["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 0.4\n", "text/plain")
    room.crawl(CrawlPlan(sites=(replace(room.site, delay_seconds=0.01),)))
    times = [moment for moment, path, _ in room.server.asked if path != "/robots.txt"]
    gaps = [after - before for before, after in pairwise(times)]
    assert len(gaps) == 2
    assert min(gaps) > 0.2  # without it there is nothing between them; times of arrival have some play


# What goes wrong on the way


def slow(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", HTML)
    handler.end_headers()
    for _ in range(30):
        handler.wfile.write(b"<p>wait</p>")
        handler.wfile.flush()
        time.sleep(0.1)


def cut(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", HTML)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"<p>half of")
    handler.close_connection = True


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", HTML)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b"<p>more</p>" * 1000)
    handler.close_connection = True


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


BOMB = Answer(gzip.compress(b" " * 5_000_000), headers=(("Content-Encoding", "gzip"),))


@pytest.mark.parametrize(
    ("answer", "reason", "times"),
    [
        (Answer(b"gone", status=404), "HTTP 404", 1),
        (Answer(b"oops", status=500), "HTTP 500", 3),
        (Answer(b"later", status=503, headers=(("Retry-After", "0"),)), "HTTP 503", 3),
        (Answer(b"%PDF-1.7", "application/pdf"), "it is application/pdf, not a page", 1),
        (Answer(b"x" * 300_000), "larger than allowed", 1),
        (endless, "larger than allowed", 1),
        (BOMB, None, 1),
        (slow, "no full answer in time", 3),
        (cut, "the answer was cut short", 3),
        (Answer(status=302, headers=(("Location", FERRY),)), "max redirections reached", 6),
        (Answer(status=302, headers=(("Location", "/"),)), "it redirects to the front page", 1),
        (Answer(status=302, headers=(("Location", "http://127.0.0.1:1/x"),)), "leads off the site, to 127.0.0.1:1", 1),
        (Answer(status=302, headers=(("Location", "http://169.254.169.254/"),)), None, 1),
        (Answer(status=302, headers=(("Location", "file:///etc/hosts"),)), "HTTP 302", 1),
    ],
    ids=lambda value: getattr(value, "__name__", str(getattr(value, "status", value)))[:30],
)
def test_what_cannot_be_fetched_is_recorded_and_the_rest_goes_on(
    room: Newsroom, answer: Answer | Callable[[BaseHTTPRequestHandler], None], reason: str | None, times: int
) -> None:
    room.server.pages[FERRY] = answer
    report = room.crawl()
    assert room.stored() == [MOLE]
    assert report.failures == (("fetch", 1),)
    assert room.server.times(FERRY) == times
    assert list(room.reasons()) == [FERRY]
    assert reason is None or room.reasons()[FERRY] == reason


def test_a_server_that_hangs_up(room: Newsroom) -> None:
    room.server.pages[FERRY] = hang_up
    assert room.crawl().failures == (("fetch", 1),)
    assert room.server.times(FERRY) >= 3  # Twisted asks again by itself where it had used the connection before
    assert "connection" in room.reasons()[FERRY]


def test_a_page_that_cannot_be_read_is_stored_and_its_failure_recorded(room: Newsroom) -> None:
    room.server.pages[FERRY] = Answer(b"")
    report = room.crawl()
    assert (report.fetched, report.new) == (2, 1)
    (record,) = room.store.failures()
    assert record.stage in {Stage.DECODE, Stage.EXTRACT}
    assert record.fetch_id is not None


def test_an_error_that_passes_is_tried_again(room: Newsroom) -> None:
    room.server.pages[FERRY] = [Answer(status=503), Answer(status=500), article("Ferry runs aground")]
    report = room.crawl()
    assert (report.new, report.failed) == (2, 0)


def test_a_site_that_asks_to_be_left_alone_is(room: Newsroom) -> None:
    room.lists(FERRY, MOLE, PIER)
    room.server.pages[FERRY] = Answer(status=429, headers=(("Retry-After", "3600"),))
    report = room.crawl()
    assert room.server.times(FERRY) == 1
    assert "asks to be left alone for 3600 s" in report.note


def test_a_site_that_goes_down_is_given_up(room: Newsroom) -> None:
    paths = [f"/2026/05/01/story-number-{number}" for number in range(30)]
    room.lists(*paths)
    room.server.pages |= {path: Answer(status=502) for path in paths}
    report = room.crawl()
    assert 10 <= report.failed <= 12
    assert "given up for this run: HTTP 502" in report.note


def test_a_host_that_is_not_there(room: Newsroom) -> None:
    plan = CrawlPlan(urls=("http://127.0.0.1:1/2026/05/01/ferry-aground",))
    report = room.report(replace(plan, listed=(Site("127.0.0.1:1", delay_seconds=0),)))
    assert not report.succeeded
    assert "connection refused" in report.sites[0].first_failure


def test_a_name_that_leads_inward_is_not_reached(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    async def look_up(_: str) -> tuple[str, ...]:
        return ("127.0.0.1",)

    monkeypatch.setattr("crawler.reach._look_up", look_up)
    site = Site(f"harbour.example:{room.server.port}", sections=(f"http://harbour.example:{room.server.port}/",))
    site = replace(site, delay_seconds=0)
    assert room.crawl(CrawlPlan(sites=(site,))).fetched == 0
    assert room.server.asked == []
    assert room.crawl(CrawlPlan(sites=(replace(site, private=True),))).fetched == 2


# What is sent and what is kept


def test_who_we_are(room: Newsroom) -> None:
    room.crawl(CrawlPlan(sites=(replace(room.site, contact="desk@papers.example", language="pt-BR"),)))
    for _, _, headers in room.server.asked:
        assert headers["user-agent"].startswith("copydesk/")
        assert headers["user-agent"].endswith(" (+desk@papers.example)")
        assert headers["accept-language"] == "pt-BR,*;q=0.5"
        assert "referer" not in headers


def test_no_cookie_is_sent_back(room: Newsroom) -> None:
    for path in ("/", FERRY, MOLE):
        page = room.server.pages[path]
        assert isinstance(page, Answer)
        room.server.pages[path] = replace(page, headers=(("Set-Cookie", "reader=1; Path=/"),))
    room.crawl()
    assert not any("cookie" in headers for _, _, headers in room.server.asked)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_packed_body_is_stored_unpacked(room: Newsroom, coding: str) -> None:
    page = room.server.pages[FERRY]
    assert isinstance(page, Answer)
    pack = gzip.compress if coding == "gzip" else zlib.compress
    room.server.pages[FERRY] = replace(page, body=pack(page.body), headers=(("Content-Encoding", coding),))
    room.lists(FERRY)
    room.crawl()
    ((_, stored),) = room.store.every_page()
    assert stored.body == page.body


def test_headers_that_matter_are_kept(room: Newsroom) -> None:
    page = room.server.pages[FERRY]
    assert isinstance(page, Answer)
    kept = (("Last-Modified", "Fri, 01 May 2026 12:00:00 GMT"), ("TDM-Reservation", "1"), ("X-Robots-Tag", "noai"))
    room.server.pages[FERRY] = replace(page, headers=(*kept, ("X-Powered-By", "pier")))
    room.lists(FERRY)
    room.crawl()
    ((_, stored),) = room.store.every_page()
    lower = {(name.lower(), value) for name, value in kept}
    assert set(stored.headers) == {("content-type", HTML), *lower}
    assert (stored.requested_url, stored.url, stored.status) == (room.server.url(FERRY), room.server.url(FERRY), 200)


# Nothing lost


def test_what_waits_is_cleaned_first(room: Newsroom) -> None:
    page = room.server.pages[PIER]
    assert isinstance(page, Answer)
    url = room.server.url(PIER)
    stored = Page(url, url, 200, (("content-type", HTML),), page.body, datetime.now(UTC))
    room.store.add_page(stored, room.server.host, None)
    report = room.crawl()
    assert (report.waited, report.fetched, report.new) == (1, 2, 3)
    assert room.engine.cleaned[0] == url
    assert room.server.times(PIER) == 0


def test_what_waits_of_other_sites_is_cleaned_when_every_site_is_crawled(room: Newsroom) -> None:
    url = "https://other.example/2026/05/01/ferry-aground"
    page = room.server.pages[FERRY]
    assert isinstance(page, Answer)
    room.store.add_page(
        Page(url, url, 200, (("content-type", HTML),), page.body, datetime.now(UTC)), "other.example", None
    )
    assert room.report(CrawlPlan(sites=(room.site,))).counts["waited"] == 0
    report = room.report(CrawlPlan(sites=(room.site,), leftovers=True))
    assert [(site.site, site.waited) for site in report.sites] == [(room.server.host, 0), ("other.example", 1)]


def test_one_write_that_fails_costs_one_page(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    add, failures = room.store.add_cleaning, iter([StoreError("the disk hiccups")])

    def add_cleaning(*arguments: object) -> object:
        for error in failures:
            raise error
        return add(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(room.store, "add_cleaning", add_cleaning)
    report = room.crawl()
    assert (report.fetched, report.new, report.failures) == (2, 1, (("store", 1),))
    assert room.crawl().waited == 1
    assert room.stored() == [FERRY, MOLE]


def test_a_store_that_is_gone_ends_the_crawl(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    room.lists(*(f"/2026/05/01/story-number-{number}" for number in range(30)))

    def gone(*_: object, **__: object) -> None:
        raise StoreError("the disk is full")

    for name in ("add_page", "add_failure"):
        monkeypatch.setattr(room.store, name, gone)
    report = room.report(CrawlPlan(sites=(room.site,)))
    assert report.trouble == "the disk is full"
    assert not report.succeeded
    assert len(room.server.asked) < 10
    assert room.store.runs(1)[0].status is RunStatus.FAILED


def test_a_defect_costs_one_page_and_is_counted(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    submit = room.engine.submit

    def broken(page: Page) -> Future[Result]:
        if page.url == room.server.url(FERRY):
            raise KeyError("defect")
        return submit(page)

    monkeypatch.setattr(room.engine, "submit", broken)
    report = room.crawl()
    assert (report.fetched, report.new, report.failed) == (2, 1, 1)


def test_the_run_is_recorded_and_the_lease_given_back(room: Newsroom) -> None:
    report = room.report(CrawlPlan(sites=(room.site,)))
    (run,) = room.store.runs()
    assert (run.id, run.status, dict(run.counts)["new"]) == (report.run_id, RunStatus.DONE, 2)
    assert room.store.leases() == {}


def test_progress_counts_every_page_and_failure(room: Newsroom) -> None:
    steps: list[int] = []
    room.lists(FERRY, MOLE, "/2026/05/09/gone-for-good")
    room.crawl(CrawlPlan(sites=(room.site,), progress=steps.append))
    assert sum(steps) == 3


# Leases


def test_a_site_that_another_run_works_on_is_skipped(room: Newsroom) -> None:
    room.store.lease(room.server.host, "elsewhere:1:1:1:1", 100)
    report = room.report(CrawlPlan(sites=(room.site,)))
    assert report.sites[0].leased
    assert report.succeeded
    assert room.server.asked == []


def test_the_lease_of_a_run_that_died_here_is_taken_over(room: Newsroom) -> None:
    dead = replace(Owner.here(), pid=2**22 + 1)
    room.store.lease(room.server.host, str(dead), 100)
    assert room.crawl().new == 2


@pytest.mark.parametrize("change", [{"run": "other"}, {"machine": "elsewhere", "pid": 2**22 + 1}])
def test_the_lease_of_a_run_that_may_live_is_kept(room: Newsroom, change: dict[str, object]) -> None:
    room.store.lease(room.server.host, str(replace(Owner.here(), **change)), 100)  # type: ignore[arg-type]
    assert room.crawl().leased


def test_a_process_number_that_was_given_again_is_a_dead_owner() -> None:
    assert not Owner.here().is_dead
    assert replace(Owner.here(), started="1").is_dead
    assert not replace(Owner.here(), started="").is_dead


def test_owners_are_read_back() -> None:
    assert Owner.read(str(Owner.here())).__class__ is Owner
    assert Owner.read("somebody") is None


# Several sites


def test_several_sites_side_by_side(room: Newsroom) -> None:
    with serving() as second:
        second.pages |= {"/": Answer(f"<a href='{PIER}'>x</a>".encode()), PIER: article("Pier closed for the winter")}
        other = Site(second.host, sections=(second.url("/"),), delay_seconds=0)
        report = room.report(CrawlPlan(sites=(room.site, other)))
    assert [site.new for site in report.sites] == [2, 1]
    assert report.counts["new"] == 3


def test_a_site_never_leads_to_another(room: Newsroom) -> None:
    with serving() as second:
        second.pages[PIER] = article("Pier closed for the winter")
        room.lists(FERRY, second.url(PIER))
        other = Site(second.host, delay_seconds=0, sections=(second.url("/"),))
        room.report(CrawlPlan(sites=(room.site, replace(other, enabled=False))))
        assert second.times(PIER) == 0
