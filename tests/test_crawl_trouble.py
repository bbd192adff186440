"""What goes wrong between a news site and the store, and what is kept when it does."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler

import pytest

from cleaning.values import Page, Stage
from crawler.leases import Owner
from crawler.plan import CrawlPlan
from crawler.sites import Site
from engine.pool import Result
from storage.errors import StoreError
from storage.records import RunStatus
from tests.newsroom import FERRY, MOLE, PIER, Newsroom
from tests.newsserver import HTML, Answer, article, serving

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
