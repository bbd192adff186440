"""Which addresses lead to articles, and which stay on the site. Hits stand beside near misses."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.addresses import is_file, leads_to_article, looks_like_article, same_site
from crawler.reach import is_inward, is_public, private_hosts
from crawler.sites import Site

ARTICLES = """
/2026/05/01/ferry-aground
/2026/05/ferry-aground/
/2026/5/1/ferry
/archive/2026/05/ferry/
/world/2026/may/01/ferry-runs
/world/2026-05-01/ferry
/20260501-ferry-runs-aground
/world/ferry-runs-aground-off-the-old-pier
/world/ferry-runs-aground-off-the-old-pier/
/world/europe/ferry-runs-aground-1.734212
/news/world-europe-61234567
/news/articles/c4gk3d2vx01o
/story/123456
/politik/faehre-unglueck-a-1f3c2d4e5b6a.html
/article/ferry-aground-0123456789abcdef0123456789abcdef
/world/ferry-runs-aground-off-the-pier/123456/
/world/2026/05/01/ferry-sinks/index.html
/index.php?id=1234
/?p=3321
/what-to-know-about-the-ferry
/comment/why-the-ferry-should-stay
/%E3%83%95%E3%82%A7%E3%83%AA%E3%83%BC%E3%81%8C%E5%BA%A7%E7%A4%81%E3%81%97%E3%81%9F
"""

OTHERS = """
/
/world
/world/europe/
/2026/05/01/
/2026/05/
/world/2026/05/01
/tag/ferry-runs-aground-off-the-old-pier
/category/2026/05/01/ferry
/author/jane-de-la-casa-verde
/about-us
/contact-the-newsroom-of-the-post
/terms-and-conditions-of-use
/privacy-policy-and-your-rights
/regions/europe-middle-east-and-africa
/world/page/2/
/world/ferry-runs-aground-off-the-pier?page=2
/?s=ferry+runs+aground
/search?q=ferry-runs-aground-off-the-pier
/img/ferry-runs-aground-off-old-pier.jpg
/2026/05/01/report.pdf
/feed/
/news-sitemap.xml
/video/2026/05/ferry-runs
/photos/ferry-runs-aground-off-the-old-pier
/wp-content/uploads/2026/05/01/ferry
"""


@pytest.mark.parametrize("path", ARTICLES.split())
def test_addresses_of_articles(path: str) -> None:
    assert looks_like_article(f"https://harbour.example{path}")


@pytest.mark.parametrize("path", OTHERS.split())
def test_addresses_of_everything_else(path: str) -> None:
    assert not looks_like_article(f"https://harbour.example{path}")


@pytest.mark.parametrize(
    "url", ["javascript:void(0)", "mailto:a@b.example", "/2026/05/01/ferry", "https://[oops/2026/05/01/ferry", ""]
)
def test_what_is_no_web_address_is_no_article(url: str) -> None:
    assert not looks_like_article(url)
    assert not leads_to_article(url, Site("harbour.example"), listed=True)


def site(include: str = "", exclude: str = "") -> Site:
    patterns = [(re.compile(text),) if text else () for text in (include, exclude)]
    return Site("harbour.example", include=patterns[0], exclude=patterns[1])


@pytest.mark.parametrize(
    ("include", "exclude", "path", "expected"),
    [
        ("^/p/", "", "/p/12", True),  # the rules alone would say no
        ("^/p/", "", "/2026/05/01/ferry-aground", False),  # the rules alone would say yes
        ("", "/live/", "/live/2026/05/01/ferry-aground", False),
        ("", "/live/", "/world/2026/05/01/ferry-aground", True),
        ("^/p/", "/p/1", "/p/12", False),  # exclude wins
        ("[?]id=", "", "/show?id=7", True),  # parameters are searched as well
    ],
)
def test_patterns_of_the_site_win(include: str, exclude: str, path: str, *, expected: bool) -> None:
    assert leads_to_article(f"https://harbour.example{path}", site(include, exclude)) is expected


def test_what_a_feed_lists_need_only_not_be_a_file() -> None:
    assert leads_to_article("https://harbour.example/x", site(), listed=True)
    assert not leads_to_article("https://harbour.example/x", site())
    assert not leads_to_article("https://harbour.example/x.mp3", site(), listed=True)
    assert not leads_to_article("https://harbour.example/live/x", site(exclude="/live/"), listed=True)


def test_endless_addresses_are_traps() -> None:
    assert not leads_to_article("https://harbour.example/2026/05/01/" + "ferry-" * 400, site(), listed=True)


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/a.jpg", True), ("/a.html", False), ("/a.1234", False), ("/a.b/c", False), ("/dr.-no-returns", False)],
)
def test_files(path: str, *, expected: bool) -> None:
    assert is_file(path) is expected


@pytest.mark.parametrize(
    ("host", "url", "expected"),
    [
        ("www.harbour.example", "https://www.harbour.example/a", True),
        ("www.harbour.example", "http://harbour.example/a", True),
        ("harbour.example", "https://m.harbour.example:443/a", True),
        ("harbour.example", "https://harbour.example:8080/a", False),
        ("harbour.example", "https://notharbour.example/a", False),
        ("harbour.example", "https://harbour.example.evil.example/a", False),
        ("harbour.example", "https://harbour.example@evil.example/a", False),
        ("www.harbour.co.uk", "https://www.other.co.uk/a", False),
        ("pier.blogspot.com", "https://mole.blogspot.com/a", False),
        ("127.0.0.1:8001", "http://127.0.0.1:8001/a", True),
        ("127.0.0.1:8001", "http://127.0.0.1:22/a", False),
        ("127.0.0.1:8001", "http://10.0.0.1:8001/a", False),
        ("10.0.0.1", "http://11.0.0.1/a", False),
        ("localhost:8001", "http://localhost:8002/a", False),
        ("harbour.example", "ftp://harbour.example/a", False),
        ("harbour.example", "file:///etc/hosts", False),
    ],
)
def test_which_addresses_stay_on_the_site(host: str, url: str, *, expected: bool) -> None:
    assert same_site(url, Site(host)) is expected


def test_a_host_that_the_operator_lists_belongs_to_the_site() -> None:
    listing = Site("harbour.example", feeds=("https://feeds.other.example/harbour",))
    assert same_site("https://feeds.other.example/harbour?page=1", listing)
    assert not same_site("https://www.other.example/", listing)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:169.254.169.254", False),
        ("2002:7f00:1::", False),  # 6to4 of 127.0.0.1
    ],
)
def test_public_addresses(address: str, *, expected: bool) -> None:
    assert is_public(address) is expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("[::1]", True),
        ("localhost", True),
        ("desk", True),
        ("desk.lan", True),
        ("8.8.8.8", False),
        ("harbour.example", False),
        ("lan.harbour.example", False),
    ],
)
def test_hosts_that_lead_inward_by_name(host: str, *, expected: bool) -> None:
    assert is_inward(host) is expected


def test_only_what_the_operator_named_may_be_private(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.reach.getproxies", lambda: {"https": "http://10.0.0.9:3128"})
    sites = (Site("harbour.example"), Site("127.0.0.1:8001"), Site("intranet.harbour.example", private=True))
    assert private_hosts(sites) == {"127.0.0.1", "intranet.harbour.example", "10.0.0.9"}


@given(st.text(max_size=100), st.booleans())
def test_any_text_is_judged(text: str, listed: bool) -> None:  # noqa: FBT001 - hypothesis
    for url in (text, f"https://harbour.example/{text}", f"https://{text}/2026/05/01/ferry"):
        assert leads_to_article(url, site(), listed=listed) in {True, False}
        assert same_site(url, site()) in {True, False}
