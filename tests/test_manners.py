"""What robots.txt and an overloaded server ask for, read from single answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from scrapy.exceptions import DownloadFailedError, DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response

from crawler.failures import ForbiddenError, is_outage, reason_of
from crawler.middlewares import MAX_ROBOTS, retry_after, rules_of
from crawler.plan import Assignment, CrawlPlan, assignments_of
from crawler.settings import JITTER, request_headers, spaced, user_agent
from crawler.sites import Site

HOST = "https://harbour.example"


def robots(text: str, status: int = 200) -> Response:
    return Response(f"{HOST}/robots.txt", status=status, body=text.encode())


def allows(response: Response, path: str) -> bool:
    try:
        rules_of(response).check(HOST + path)
    except ForbiddenError:
        return False
    return True


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, False),
        (204, True),
        (404, True),
        (401, True),
        (410, True),
        (429, False),
        (500, False),
        (503, False),
        (302, False),
    ],
)
def test_what_an_answer_to_the_request_for_robots_txt_means(status: int, *, expected: bool) -> None:
    assert allows(robots("User-agent: *\nDisallow: /" if status == 200 else "", status), "/a") is expected


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("User-agent: *\nDisallow: /private/", "/private/a", False),
        ("User-agent: *\nDisallow: /private/", "/public/a", True),
        ("User-agent: *\nDisallow: /*.print$", "/a.print", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: copydesk\nDisallow: /", "/a", False),
        ("User-agent: Copydesk/2\nDisallow: /", "/a", False),
        ("User-agent: copy\nDisallow: /", "/a", False),  # a prefix of our name means us
        ("User-agent: desk\nDisallow: /", "/a", True),
        ("User-agent: otherbot\nDisallow: /", "/a", True),
        ("\ufeffUser-agent: *\nDisallow: /", "/a", False),
        ("<html>Disallow: /</html>", "/a", True),
        ("", "/a", True),
    ],
)
def test_rules(text: str, path: str, *, expected: bool) -> None:
    assert allows(robots(text), path) is expected


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("User-agent: *\nCrawl-delay: 2.5", 2.5),
        ("User-agent: *\nCrawl-delay: soon", 0.0),
        ("User-agent: *\nRequest-rate: 1/10", 10.0),
        ("User-agent: *\nCrawl-delay: 2\nRequest-rate: 6/60", 10.0),
        ("User-agent: other\nCrawl-delay: 60\n\nUser-agent: *\nDisallow:", 0.0),
        ("User-agent: *\nCrawl-delay: 5\n\nUser-agent: copydesk\nCrawl-delay: 1", 1.0),
    ],
)
def test_the_pause_a_host_asks_for(text: str, seconds: float) -> None:
    assert rules_of(robots(text)).delay_seconds == seconds


def test_sitemap_lines_relative_ones_and_only_some_of_many() -> None:
    assert rules_of(robots("Sitemap: /a.xml\nsitemap:https://x.example/b.xml\n")).sitemaps == (
        f"{HOST}/a.xml",
        "https://x.example/b.xml",
    )
    assert len(rules_of(robots("Sitemap: /a.xml\n" * 1000)).sitemaps) == 20


def test_only_the_beginning_of_a_huge_file_is_read() -> None:
    assert allows(robots("#" * MAX_ROBOTS + "\nUser-agent: *\nDisallow: /"), "/a")


@pytest.mark.parametrize(("value", "seconds"), [("120", 120.0), ("0", 0.0), ("soon", 0.0), ("", 0.0), ("-5", 0.0)])
def test_retry_after_in_seconds(value: str, seconds: float) -> None:
    assert retry_after(Response(HOST, headers={"Retry-After": value})) == seconds


def test_retry_after_as_a_date() -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    assert 3500 < retry_after(Response(HOST, headers={"Retry-After": format_datetime(later)})) <= 3600
    assert retry_after(Response(HOST, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"})) == 0.0
    assert retry_after(Response(HOST)) == 0.0


@pytest.mark.parametrize("seconds", [0.0, 0.5, 1.0, 60.0])
def test_the_delay_is_never_shorter_than_asked(seconds: float) -> None:
    assert spaced(seconds) * (1 - JITTER) >= seconds - 1e-9


def test_who_we_say_we_are() -> None:
    assert user_agent("desk@papers.example").endswith(" (+desk@papers.example)")
    assert user_agent(None).startswith("copydesk/")
    assert request_headers(Site("a.example", language="de"))["Accept-Language"] == "de,*;q=0.5"


@pytest.mark.parametrize(
    ("error", "reason", "outage"),
    [
        (DownloadTimeoutError("Getting x took longer"), "no full answer in time", True),
        (ForbiddenError("forbidden by robots.txt"), "forbidden by robots.txt", False),
        (IgnoreRequest("max redirections reached"), "max redirections reached", False),
        (DownloadFailedError("[<Failure ...>]"), "download failed: [<Failure ...>]", True),
        (ValueError("invalid\n hostname"), "value: invalid hostname", False),
        (KeyError(), "key: KeyError", False),
    ],
)
def test_reasons_in_one_line(error: Exception, reason: str, *, outage: bool) -> None:
    assert reason_of(error) == reason
    assert is_outage(error) is outage


def test_each_address_goes_to_its_site() -> None:
    www, other = Site("www.harbour.example"), Site("mole.example")
    plan = CrawlPlan(
        sites=(other,),
        urls=(
            "https://m.harbour.example/a",
            "https://mole.example/b",
            "https://new.example/c",
            "https://mole.example/b",
        ),
        listed=(www, other),
    )
    assert assignments_of(plan) == (
        Assignment(other, ("https://mole.example/b",)),
        Assignment(www, ("https://m.harbour.example/a",), discovers=False),
        Assignment(Site("new.example"), ("https://new.example/c",), discovers=False),
    )
