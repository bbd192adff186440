"""Real Scrapy, a real store and real cleaning against a news site on 127.0.0.1: what is found, and what is fetched."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from crawler.plan import CrawlPlan
from crawler.sites import Site
from storage.store import open_store
from tests.newsroom import FERRY, MOLE, PIER, HereEngine, Newsroom, feed, urlset
from tests.newsserver import XML, Answer, NewsServer, article

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


def test_a_crawl_on_either_database(news_server: NewsServer, db_url: str) -> None:
    with open_store(db_url) as store, HereEngine() as engine:
        room = Newsroom(news_server, store, engine)
        room.lists(FERRY, MOLE)
        assert room.crawl().new == 2
        assert room.crawl().known == 2
        assert room.crawl(CrawlPlan(sites=(room.site,), refetch=True)).confirmed == 2
        assert store.leases() == {}


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
