"""What feeds, sitemaps and pages say; broken and hostile ones included."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import discovery
from crawler.discovery import Found, Reading, Source, SourceError, read_source, read_time

NOW = datetime(2026, 6, 1, tzinfo=UTC)
URL = "https://harbour.example/where/it/is.xml"
MAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def read(text: str | bytes) -> Reading:
    return read_source(text if isinstance(text, bytes) else text.encode(), URL, NOW)


def day(number: int, hour: int = 0) -> datetime:
    return datetime(2026, 5, number, hour, tzinfo=UTC)


def rss(*items: str) -> str:
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Harbour</title>{''.join(items)}</channel></rss>"


def urlset(*entries: str) -> str:
    return f"<?xml version='1.0'?><urlset {MAP} {NEWS}>{''.join(f'<url>{entry}</url>' for entry in entries)}</urlset>"


def test_rss() -> None:
    reading = read(
        rss(
            "<item><link>/ferry</link><pubDate>Fri, 01 May 2026 12:00:00 +0200</pubDate></item>",
            "<item><link>https://harbour.example/mole#top</link></item>",
            "<item><title>no link</title></item>",
        )
    )
    assert reading == Reading(
        Source.FEED,
        (
            Found("https://harbour.example/ferry", day(1, 10), listed=True),
            Found("https://harbour.example/mole", listed=True),
        ),
    )


def test_atom_tells_the_change_and_the_page_apart_from_other_links() -> None:
    reading = read(
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link rel='enclosure' href='/a.mp3'/><link href='/ferry'/>"
        "<published>2026-05-01T00:00:00Z</published><updated>2026-05-02T00:00:00Z</updated></entry></feed>"
    )
    assert reading.found == (Found("https://harbour.example/ferry", day(2), listed=True),)


def test_a_feed_with_broken_markup_is_read_as_far_as_it_goes() -> None:
    reading = read(rss("<item><link>/ferry</link><title>Fish & chips</title></item>").replace("</rss>", ""))
    assert [found.url for found in reading.found] == ["https://harbour.example/ferry"]


def test_the_body_of_a_feed_is_never_taken_for_a_file_name(tmp_path: object) -> None:
    reading = read(f"<rss>{tmp_path}</rss>")
    assert reading == Reading(Source.FEED)


def test_sitemap_with_dates_of_news() -> None:
    reading = read(
        urlset(
            "<loc>/a</loc><lastmod>2026-05-02</lastmod>",
            "<loc> https://harbour.example/b </loc><news:news>"
            "<news:publication><news:name>H</news:name></news:publication><news:publication_date>2026-05-01T02:00:00+02:00</news:publication_date></news:news>",
            "<loc>/c</loc><lastmod>yesterday</lastmod>",
            "<lastmod>2026-05-02</lastmod>",
        )
    )
    assert reading == Reading(
        Source.SITEMAP,
        (
            Found("https://harbour.example/a", day(2)),
            Found("https://harbour.example/b", day(1), listed=True),
            Found("https://harbour.example/c"),
        ),
    )


def test_the_place_of_a_picture_is_not_the_place_of_the_page() -> None:
    image = "<image:image xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'><image:loc>/x.jpg</image:loc></image:image>"
    assert [found.url for found in read(urlset(f"<loc>/a</loc>{image}")).found] == ["https://harbour.example/a"]


def test_sitemap_index_newest_first() -> None:
    entries = [("a", ""), ("b", "<lastmod>2026-05-01</lastmod>"), ("c", "<lastmod>2026-05-03</lastmod>"), ("d", "")]
    body = "".join(f"<sitemap><loc>/{name}.xml</loc>{change}</sitemap>" for name, change in entries)
    reading = read(f"<sitemapindex {MAP}>{body}</sitemapindex>")
    assert reading.kind is Source.INDEX
    assert [found.url[-5] for found in reading.found] == ["c", "b", "a", "d"]


def test_gzip_whatever_the_address_says() -> None:
    assert read(gzip.compress(urlset("<loc>/a</loc>").encode())).found == (Found("https://harbour.example/a"),)


def test_a_gzip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "MAX_SOURCE", 1_000_000)
    with pytest.raises(SourceError, match="cannot be unpacked"):
        read(gzip.compress(b"<urlset>" + b" " * 5_000_000))


def test_a_list_of_addresses_is_a_sitemap() -> None:
    reading = read("https://harbour.example/a\nhttps://harbour.example/b\n")
    assert reading == Reading(Source.SITEMAP, (Found("https://harbour.example/a"), Found("https://harbour.example/b")))


def test_a_cut_sitemap_gives_what_came() -> None:
    assert read(urlset("<loc>/a</loc>", "<loc>/b</loc>")[:-30]).found[0] == Found("https://harbour.example/a")


def test_a_time_in_the_future_says_nothing() -> None:
    assert read(urlset("<loc>/a</loc><lastmod>2027-01-01</lastmod>")).found == (Found("https://harbour.example/a"),)
    item = "<item><link>/a</link><pubDate>Fri, 01 Jan 2027 00:00:00 GMT</pubDate></item>"
    assert read(rss(item)).found == (Found("https://harbour.example/a", listed=True),)


def test_the_time_a_sitemap_was_made_is_no_change_of_its_articles() -> None:
    made = [f"<loc>/{number}</loc><lastmod>2026-05-01T10:00:{number:02}Z</lastmod>" for number in range(24)]
    changed = "<loc>/x</loc><lastmod>2026-04-01</lastmod>"
    found = read(urlset(*made, changed)).found
    assert {one.changed for one in found} == {None, datetime(2026, 4, 1, tzinfo=UTC)}


def test_a_few_articles_of_the_same_minute_keep_their_time() -> None:
    made = [f"<loc>/{number}</loc><lastmod>2026-05-01T10:00:00Z</lastmod>" for number in range(10)]
    assert {one.changed for one in read(urlset(*made)).found} == {day(1, 10)}


def test_links_of_a_page() -> None:
    reading = read(
        "<!doctype html><html><head><base href='/world/'>"
        "<link rel=alternate type='application/rss+xml' href='/rss'>"
        "<link rel=alternate type='application/rss+xml' href='/comments/feed'>"
        "<link rel=alternate type='text/html' href='/en'></head>"
        "<a href='ferry#c'>1</a><a href=' /mole '>2</a><a href='ferry'>3</a><a href='javascript:x()'>4</a>"
        "<a href='//other.example/x'>5</a><a href='http://[oops'>6</a><a>7</a>"
    )
    links = ["https://harbour.example/world/ferry", "https://harbour.example/mole", "https://other.example/x"]
    assert reading.kind is Source.PAGE
    assert [found.url for found in reading.found if found.url != "https://harbour.example/world/"] == links
    assert reading.feeds == ("https://harbour.example/rss",)


def test_links_are_read_in_the_pages_encoding() -> None:
    body = "<a href='/fähre'>1</a>".encode()
    assert read_source(body, URL, NOW, "utf-8").found[0].url == "https://harbour.example/fähre"


@pytest.mark.parametrize("body", [b"", b"  \n", b"\x1f\x8b\x08\x00broken"])
def test_what_is_no_source(body: bytes) -> None:
    with pytest.raises(SourceError):
        read(body)


def test_entities_that_multiply_are_not_expanded() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">{levels}]>'
    for text in (
        "<urlset><url><loc>/&e11;</loc></url></urlset>",
        "<rss><channel><item><link>/&e11;</link></item></channel></rss>",
    ):
        assert all(len(found.url) < 100 for found in read(doctype + text).found)


def test_entities_from_files_are_not_read() -> None:
    doctype = f'<!DOCTYPE x [<!ENTITY secret SYSTEM "file://{__file__}">]>'
    for text in (
        "<urlset><url><loc>/&secret;</loc></url></urlset>",
        "<rss><channel><item><link>/&secret;</link></item></channel></rss>",
    ):
        assert not any("Which" in found.url or "import" in found.url for found in read(doctype + text).found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-05-01", day(1)),
        ("2026-05-01T12:00Z", day(1, 12)),
        ("2026-05-01T12:00:00.123+00:00", datetime(2026, 5, 1, 12, 0, 0, 123000, tzinfo=UTC)),
        ("2026-05-01 12:00:00", day(1, 12)),
        ("0001-01-01T00:00:00+14:00", None),
        ("", None),
        ("2026-13-01", None),
    ],
)
def test_times(text: str, expected: datetime | None) -> None:
    assert read_time(text) == expected


@given(
    st.one_of(st.binary(max_size=300), st.text(alphabet="<>/!?&;\"'= urlsetlocrssitem", max_size=200).map(str.encode))
)
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    for start in (b"", b"<?xml version='1.0'?><urlset>", b"<rss>", b"<html>"):
        try:
            reading = read_source(start + body, URL, NOW)
        except SourceError:
            continue
        assert all(found.changed is None or found.changed <= NOW for found in reading.found)
