"""What pages say beside their text: titles, writers, agencies, datelines, days, addresses, rights, marks."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaning import language
from cleaning.addresses import Addresses
from cleaning.markup import parse
from cleaning.metadata import Metadata, dateline_in, read_metadata
from cleaning.metadata.agencies import AGENCIES, EXACT, Dateline, credited, dateline_of
from cleaning.metadata.byline import byline_in
from cleaning.metadata.dates import iso
from cleaning.metadata.days import days_in
from cleaning.metadata.headline import without_outlet
from cleaning.metadata.jsonld import load, read_linked_data
from cleaning.metadata.origin import origin_in
from cleaning.metadata.people import people_of
from cleaning.repair import mend, tidy
from cleaning.values import Page, PageMark, Right

URL = "https://www.harbourpost.example/2031/vela"


def read(head: str, body: str = "", headers: tuple[tuple[str, str], ...] = (), *, root: str = "<html>") -> Metadata:
    markup = f"{root}<head>{head}</head><body>{body}</body></html>"
    page = Page(URL, URL, 200, headers, markup.encode())
    tree = parse(markup)
    return read_metadata(page, tree, URL, read_linked_data(tree))


def data(content: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(content)}</script>'


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Rain over Vela - The Harbour Post</title>", "", "Rain over Vela"),
        ("<title>harbourpost.example: Rain over Vela</title>", "", "harbourpost.example: Rain over Vela"),
        (
            "<title>Harbour Post | Rain over Vela</title><meta name=application-name content='The Harbour Post'>",
            "",
            "Rain over Vela",
        ),
        ("<title>Rain over Vela | Weather | Harbour Post</title>", "<h1>Rain over Vela</h1>", "Rain over Vela"),
        ("<title>Rain - a chronicle of forty days</title>", "", "Rain - a chronicle of forty days"),
        (
            '<meta property="og:title" content="Rain over Ve…">',
            "<h1>Rain over Vela and Osk</h1>",
            "Rain over Vela and Osk",
        ),
        (
            '<meta property="og:title" content="Rain over Vela">',
            "<h1>The Harbour Post</h1><h1>Boats for sale</h1>",
            "Rain over Vela",
        ),
        (
            data({"@type": "NewsArticle", "headline": "Rain over Vela"}),
            "<h1><span>Weather</span></h1>",
            "Rain over Vela",
        ),
        ("", "<h1>Rain <b>over</b><br>Vela</h1>", "Rain over Vela"),
        (
            "<meta property=og:title content='Weather / Rain over Vela'>",
            "<h1><b>Weather</b>Rain over Vela</h1>",
            "Weather / Rain over Vela",
        ),
        ("", "<h1>Rain over Vela – Harbour Post</h1>", "Rain over Vela"),
        ("<title>Harbour Post | harbourpost.example - Rain over Vela</title>", "", "Rain over Vela"),
        ("<title>Rain over Vela | Harbour Post Weather | The Harbour Post</title>", "", "Rain over Vela"),
        ("<title>Rain over Vela | News</title><meta property=og:title content='Rain over Vela'>", "", "Rain over Vela"),
        ("<title>How rain | sun changed Vela</title>", "", "How rain | sun changed Vela"),
        (
            "<title>Osk Updates: Rain over Vela</title><meta property=og:title content='Rain over Vela'>",
            "<h1>Osk Updates</h1><h3>Rain over Vela</h3>",
            "Rain over Vela",
        ),
        (
            "<title>Rain over Vela: the quay</title><meta property=og:title content='Rain over Vela: the quay'>",
            "<h1>Rain over Vela</h1>",
            "Rain over Vela",
        ),
        ("<title>Rain over Vela - Harbourpost Weather</title>", "", "Rain over Vela"),
        ("<title>Rain over Vela - Harbourpost readers write</title>", "", "Rain over Vela - Harbourpost readers write"),
        (
            "<meta property=og:title content='Rain closes the old quay of Vela'>",
            "<h1>Menu</h1><h1>Vela: rain closes the quay</h1>",
            "Vela: rain closes the quay",
        ),
        ('<meta property="og:title" content="Vela&amp;#8217;s rain &amp;amp; wind">', "", "Vela’s rain & wind"),
        ("", "", None),
    ],
)
def test_titles_are_the_headline_without_the_outlet(head: str, body: str, title: str | None) -> None:
    assert read('<meta property="og:site_name" content="The Harbour Post">' + head, body).title == title


def test_an_outlet_is_not_taken_off_when_nothing_would_be_left() -> None:
    assert without_outlet("Post - Post", ["Post"], []) == "Post - Post"


@pytest.mark.parametrize(
    ("head", "body", "byline"),
    [
        (data({"@type": "NewsArticle", "author": {"@type": "Person", "name": "Ines Okafor"}}), "", "Ines Okafor"),
        (
            data({"@type": "NewsArticle", "author": [{"name": "A. Brandt"}, {"name": "I. Okafor"}]}),
            "",
            "A. Brandt and I. Okafor",
        ),
        (
            data(
                [{"@type": "Person", "@id": "#i", "name": "Ines Okafor"}, {"@type": "Article", "author": {"@id": "#i"}}]
            ),
            "",
            "Ines Okafor",
        ),
        ('<meta name="author" content="By Ines Okafor">', "", "Ines Okafor"),
        ('<meta property="article:author" content="https://social.example/ines">', "", None),
        ('<meta name="author" content="The Harbour Post">', "", None),
        ('<meta name="author" content="admin">', "", None),
        ('<meta name="author" content="Reuters">', "", None),
        ("", '<p class="byline">By Ines Okafor | Updated 4 March 2031</p>', "Ines Okafor"),
        ("", '<a rel="author" href="/ines">Ines Okafor</a>', "Ines Okafor"),
        ("", '<p class="bylines-off">By the sea</p>', None),
        ("", '<h4 class="author-name">About Ines Okafor</h4>', "Ines Okafor"),
        ("", '<h4 class="author-name">About Harbour Staff</h4>', None),
        ("", '<span class="author vcard"><a class="url fn n" href="/ines">Ines Okafor</a></span>', "Ines Okafor"),
        ("", '<div class="author-card">Ines Okafor</div>', None),
        ("", '<p class="styles__AuthorName-sc-1">Ines Okafor</p>', "Ines Okafor"),
    ],
)
def test_bylines_are_names(head: str, body: str, byline: str | None) -> None:
    assert read('<meta property="og:site_name" content="The Harbour Post">' + head, body).byline == byline


@pytest.mark.parametrize("text", ["x" * 400, "https://a.example", "ines@a.example", "12 March", "", "Staff", " | "])
def test_what_is_no_name_is_nobody(text: str) -> None:
    assert people_of(text) == ()


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("By Ines Okafor, Political Correspondent", ["Ines Okafor"]),
        ("Ines Okafor, Arno Brandt and Lil Voss", ["Ines Okafor", "Arno Brandt", "Lil Voss"]),
        ("Ines Okafor & Arno Brandt, Home and Digital Security Experts", ["Ines Okafor", "Arno Brandt"]),
        ("Staff Writer Ines Okafor", ["Ines Okafor"]),
        ("Okafor, Ines", ["Ines Okafor"]),
        ("Ines Okafor, Vela", ["Ines Okafor"]),
        ("Ines Okafor (io), Arno Brandt (ab)", ["Ines Okafor", "Arno Brandt"]),
        ("Ines Okafor@inesokafor", ["Ines Okafor"]),
        ("Ines Okafor, ines@vela.example | 4 March 2031", ["Ines Okafor"]),
        ("Ines Okafor, AP", ["Ines Okafor"]),
        ("Ines Okafor, RD, MPH", ["Ines Okafor"]),
        ("Ines Okafor in Vela and Arno Brandt in Osk", ["Ines Okafor", "Arno Brandt"]),
        ("Von Ines Okafor und Arno von der Aa", ["Ines Okafor", "Arno von der Aa"]),
        ("Propos recueillis par Ines Okafor", ["Ines Okafor"]),
        ("Tekst: Ines Okafor", ["Ines Okafor"]),
        ("Автор: Инна Окафорова", ["Инна Окафорова"]),
        ("記者／林小明", ["林小明"]),
        ("김하늘 기자", ["김하늘"]),
        ("Ines Okafor; Editing by Tom Ray and Al Fox", ["Ines Okafor"]),
        ("The Western Quay", []),
        ("Harbour Post Staff", []),
        ("Post web desk", []),
        ("Harbour Post", []),
        ("Our Correspondent", []),
        ("Editor: Ines Okafor", []),
        ("責任編輯：林小明", []),
        ("Photo by Ines Okafor", []),
        ("inesokafor", []),
        ("Associated Press in Vela", []),
        ("Rain fell on Tuesday and the quay was closed", []),
        ("La redacción", []),
        ("Dan Okafor", ["Dan Okafor"]),
        ("Ines Okafor dan Arno Brandt", ["Ines Okafor", "Arno Brandt"]),
        ("Steven A Okafor", ["Steven A Okafor"]),
        ("Ines Okafor a Arno Brandt", ["Ines Okafor", "Arno Brandt"]),
        ("I Wayan Okafor", ["I Wayan Okafor"]),
        ("Von Okafor", ["Von Okafor"]),
        ("By Von Okafor, Marine Correspondent", ["Von Okafor"]),
        ("Ines wa Okafor", ["Ines wa Okafor"]),
        ("Okafor, Ines; Brandt, Arno", ["Ines Okafor", "Arno Brandt"]),
        ("By INES OKAFOR Associated Press", ["INES OKAFOR"]),
        ("Ines Okafor/The Harbour Post", ["Ines Okafor"]),
        ("Ines Okafor, MD, gastroenterologist, Quay Health", ["Ines Okafor"]),
        ("Ines Okafor, senior writer, and Arno Brandt, cardiologist", ["Ines Okafor", "Arno Brandt"]),
    ],
)
def test_people_are_told_from_posts_outlets_places_and_addresses(text: str, people: list[str]) -> None:
    assert list(people_of(text, ("The Harbour Post",))) == people


def test_a_site_may_be_named_after_its_author() -> None:
    person = data({"@type": "Article", "author": {"@type": "Person", "name": "Ines Okafor"}})
    outlet = data({"@type": "Article", "author": {"@type": "Organization", "name": "Ines Okafor"}})
    assert read('<meta property="og:site_name" content="Ines Okafor">' + person).byline == "Ines Okafor"
    assert read('<meta property="og:site_name" content="Ines Okafor">' + outlet).byline is None


def test_the_longest_list_of_writers_counts_where_it_holds_the_others() -> None:
    one = data({"@type": "Article", "author": [[{"givenName": "Ines", "familyName": "Okafor"}]]})
    both = '<meta name="author" content="Ines Okafor and Arno Brandt">'
    other = '<meta name="author" content="Lil Voss and Arno Brandt">'
    assert read(one + both).byline == "Ines Okafor and Arno Brandt"
    assert read(one + other).byline == "Ines Okafor"


def test_a_marked_byline_ends_where_something_else_begins() -> None:
    links = "By <a>Ines Okafor</a> and <a>Arno Brandt</a><p>Marine Desk</p><p>Lil Voss</p>"
    assert read("", f'<div class="article-author">{links}</div>').byline == "Ines Okafor and Arno Brandt"
    assert read("", '<div class="author">Weather</div>').byline is None
    assert read("", '<figure class="photo-author">Ines Okafor</figure>').byline is None


def test_an_agency_named_as_the_writer_is_the_agency() -> None:
    found = read('<meta property="article:author" content="Associated Press in Vela">')
    assert (found.byline, found.agency) == (None, "AP")
    found = read('<meta name="author" content="By INES OKAFOR Associated Press">')
    assert (found.byline, found.agency) == ("INES OKAFOR", "AP")


@given(st.text(max_size=80))
def test_any_text_names_people_or_nobody(text: str) -> None:
    assert all(name == " ".join(name.split()) and name for name in people_of(text))


def test_a_line_that_begins_with_by_is_a_byline_only_when_names_follow() -> None:
    assert byline_in(["Rain", "BY INES OKAFOR"]) == "INES OKAFOR"
    assert byline_in(["By noon the quay was closed", "By Tuesday. Nobody came"]) is None


@pytest.mark.parametrize(
    ("line", "place", "agency"),
    [
        ("KYIV, Ukraine, Dec 22 (Unipress) - Rain fell.", "KYIV, Ukraine", "Unipress"),
        ("WASHINGTON, Dec 22 (Reuters) – Rain fell.", "WASHINGTON", "Reuters"),
        ("PORT VELA (AP) — Rain fell.", "PORT VELA", "AP"),
        ("PORT VELA, Kestria — Rain fell.", "PORT VELA, Kestria", None),
        ("NEW YORK, March 4 - Rain fell.", "NEW YORK", None),
        ("(Unipress) - Rain fell.", None, "Unipress"),
        ("Berlin (dpa) - Es regnete.", "Berlin", "dpa"),
        ("VELA/Osk (Continental Press) – Rain fell.", "VELA/Osk", "Continental Press"),
        ("MOSCOW, December 22. /TASS/. Rain fell.", "MOSCOW", "TASS"),
        ("New Delhi [India], December 22 (ANI): Rain fell.", "New Delhi [India]", "ANI"),
        ("Rio de Janeiro, 22 dic (EFE).- Llovió.", "Rio de Janeiro", "EFE"),
        ("KYIV. Dec 22 (Interfax-Ukraine) - Rain fell.", "KYIV", "Interfax"),
    ],
)
def test_datelines_give_place_and_agency(line: str, place: str | None, agency: str | None) -> None:
    assert dateline_of(line) == Dateline(place, agency)


@pytest.mark.parametrize(
    "line",
    [
        "The minister (a lawyer) said rain would fall.",
        "Rain fell on Tuesday - and nobody minded.",
        "WHO said on Tuesday that rain - of all things - fell.",
        "US-led talks - the third round - began.",
        "Marit Solano (Vela) - second in 2030 - won again and thanked her father, who had built the boat.",
        "EXCLUSIVE: Rain fell (Photo) - again",
        "(Fair Price Promise) - We mend boats in an hour.",
        "It rained.",
        "",
        "A" * 5_000,
        "(" * 5_000,
    ],
)
def test_near_misses_open_no_wire_story(line: str) -> None:
    assert dateline_of(line) is None


SPOKEN = "The quay was closed on Tuesday after a night of rain, the harbour master said, and two boats were lost."


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ([f"PORT VELA: {SPOKEN}", SPOKEN], "PORT VELA"),
        ([SPOKEN, f"VELAPUR: {SPOKEN}"], "VELAPUR"),
        ([f"WATCH: {SPOKEN}"], None),
        ([f"OKAFOR: Joining me tonight is the harbour master. {SPOKEN}"], None),
        ([f"NASA: {SPOKEN}"], None),
        (["VELAPUR: Rain"], None),
        ([f"OKAFOR: {SPOKEN}", f"BRANDT: {SPOKEN}"], None),
        ([SPOKEN] * 6 + [f"VELAPUR: {SPOKEN}"], None),
    ],
)
def test_a_place_in_capitals_before_a_colon_opens_a_story_once(lines: list[str], place: str | None) -> None:
    assert dateline_in(lines).place == place


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("Reuters", "Reuters"),
        ("Source: AFP", "AFP"),
        ("Rain in Vela (AP)", "AP"),
        ("© Agence France-Presse", "AFP"),
        ("Reuters saw the rain", None),
        ("Pa", None),
        ("AA", "Anadolu"),
        ("Sta", None),
        ("xinhua news agency", "Xinhua"),
        ("Fuente: EFE", "EFE"),
        ("ТАСС", "TASS"),
        ("연합뉴스", "Yonhap"),
        ("The quay (old)", None),
    ],
)
def test_credits_name_an_agency_of_the_table(line: str, agency: str | None) -> None:
    assert credited([line]) == agency


def test_no_two_agencies_share_a_spelling() -> None:
    spellings = [written.rstrip(EXACT).casefold() for _, forms in AGENCIES for written in forms]
    assert len(spellings) == len(set(spellings))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2031-03-04T09:30:00+01:00", "2031-03-04T09:30:00+01:00"),
        ("2031-03-04T09:30:00.123Z", "2031-03-04T09:30:00+00:00"),
        ("2031-03-04T09:30:00+0100", "2031-03-04T09:30:00+01:00"),
        ("2031-03-04 09:30", "2031-03-04"),
        ("2031-03-04", "2031-03-04"),
        ("20310304", "2031-03-04"),
        ("Tue, 04 Mar 2031 09:30:00 GMT", "2031-03-04T09:30:00+00:00"),
        ("March 4, 2031", "2031-03-04"),
        ("04.03.2031", "2031-03-04"),
        ("2031-13-04", None),
        ("2031-03-04T99:00:00Z", None),
        ("0001-01-01T00:00:00Z", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_are_iso_with_an_offset_or_a_day_alone(text: str, date: str | None) -> None:
    assert iso(text) == date


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = iso(text)
    assert found is None or iso(found) == found


@pytest.mark.parametrize(
    ("head", "body", "date"),
    [
        (
            data({"@type": "Article", "datePublished": "2031-03-04"}) + "<meta name=date content=2030-01-01>",
            "",
            "2031-03-04",
        ),
        ('<meta property="article:published_time" content="2031-03-04">', "<time datetime=2030-01-01>", "2031-03-04"),
        ("", '<time datetime="2031-03-05">Updated 5 March</time><time datetime="2031-03-04">b</time>', "2031-03-04"),
        ("", '<time datetime="2030-01-01">a</time><time pubdate datetime="2031-03-04">b</time>', "2031-03-04"),
        ("", "", None),
    ],
)
def test_the_day_is_what_the_page_states_first(head: str, body: str, date: str | None) -> None:
    assert read(head, body).published == date


@pytest.mark.parametrize(
    ("head", "updated"),
    [
        (data({"@type": "Article", "datePublished": "2031-03-04", "dateModified": "2031-03-05"}), "2031-03-05"),
        (data({"@type": "Article", "datePublished": "2031-03-04", "dateModified": "2031-03-04"}), None),
        (data({"@type": "Article", "datePublished": "2031-03-04", "dateModified": "2031-03-01"}), None),
        (
            data({"@type": "Article", "datePublished": "2031-03-04T09:00:00Z"})
            + "<meta property=article:modified_time content=2031-03-04T11:00:00+01:00>",
            "2031-03-04T11:00:00+01:00",
        ),
        ("<meta property=og:updated_time content=2031-03-05>", "2031-03-05"),
        ("", None),
    ],
)
def test_a_change_lies_behind_the_publication(head: str, updated: str | None) -> None:
    assert read(head).updated == updated


def test_a_page_cannot_be_of_a_day_behind_its_fetching() -> None:
    head = data({"@type": "Article", "datePublished": "2041-03-04"}) + "<meta name=date content=2031-03-04>"
    page = Page(URL, URL, 200, (), b"", fetched_at=datetime(2031, 3, 5, tzinfo=UTC))
    tree = parse(f"<html><head>{head}</head><body></body></html>")
    found = read_metadata(page, tree, URL, read_linked_data(tree))
    assert found.published == "2031-03-04"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Published: March 4th, 2031, 9:30 am", ["2031-03-04"]),
        ("Aktualisiert am 4. März 2031 um 9.30 Uhr", ["2031-03-04"]),
        ("Publié le 4 mars 2031 à 9h30, mis à jour le 5 mars 2031", ["2031-03-04", "2031-03-05"]),
        ("4 de marzo de 2031", ["2031-03-04"]),
        ("4 marzo 2031", ["2031-03-04"]),
        ("4 de março de 2031", ["2031-03-04"]),
        ("4 maart 2031", ["2031-03-04"]),
        ("4 mars 2031 kl. 09.30", ["2031-03-04"]),
        ("4. maaliskuuta 2031", ["2031-03-04"]),
        ("4 marca 2031", ["2031-03-04"]),
        ("4. března 2031", ["2031-03-04"]),
        ("2031. március 4.", ["2031-03-04"]),
        ("4 martie 2031", ["2031-03-04"]),
        ("4 марта 2031 г.", ["2031-03-04"]),
        ("4 Μαρτίου 2031", ["2031-03-04"]),
        ("4 Mart 2031", ["2031-03-04"]),
        ("4 Maret 2031", ["2031-03-04"]),
        ("٤ مارس ٢٠٣١", ["2031-03-04"]),
        ("4 मार्च 2031", ["2031-03-04"]),
        ("2031年3月4日 09:30", ["2031-03-04"]),
        ("2031년 3월 4일", ["2031-03-04"]),
        ("31/12/2030", ["2030-12-31"]),
        ("12/31/2030", ["2030-12-31"]),
        ("04/03/2031", []),
        ("31 February 2031", []),
        ("4 March 1831", []),
        ("March 2031", []),
        ("4 marches 2031", []),
        ("Version 4.3.2031.7", []),
    ],
)
def test_days_are_read_in_many_languages_and_never_guessed(text: str, days: list[str]) -> None:
    assert list(days_in(text)) == days


TWO_TAGS = "<meta property=article:tag content=Rain><meta property=article:tag content='Quay walls'>"
KEYWORDS = "<meta name=keywords content='rain, Rain, Harbour Post'><meta property=article:section content=News>"
NO_TAGS = ["9f3a5c1e-77aa-4b1e-9d3c", "Category: News", "a sentence of more than seven words is none"]


@pytest.mark.parametrize(
    ("head", "tags", "sections"),
    [
        (
            data({"@type": "Article", "keywords": ["Rain", "Vela, Osk"], "articleSection": "Weather"}),
            ["Rain", "Vela, Osk"],
            ["Weather"],
        ),
        (TWO_TAGS, ["Rain", "Quay walls"], []),
        (KEYWORDS, ["rain"], ["News"]),
        (data({"@type": "Article", "keywords": NO_TAGS}), [], []),
        (
            data({"@type": "Article", "keywords": ["MTPIX", "CEN", "COM", "Vela"], "articleSection": "news_news"}),
            [],
            [],
        ),
        ("", [], []),
    ],
)
def test_tags_and_sections_are_short_names(head: str, tags: list[str], sections: list[str]) -> None:
    found = read('<meta property="og:site_name" content="The Harbour Post">' + head)
    assert (list(found.tags), list(found.sections)) == (tags, sections)


@pytest.mark.parametrize(
    ("head", "origin"),
    [
        ("<link rel=canonical href=https://www.osktimes.example/rain>", "osktimes.example"),
        ("<link rel=canonical href=https://amp.harbourpost.test/rain>", None),
        ("<link rel=canonical href=/rain>", None),
        ("<link rel=canonical href=https://localhost/rain>", None),
        ("<meta name=syndication-source content=https://osktimes.example/rain>", "osktimes.example"),
        ("<meta name=original-source content=https://www.harbourpost.example/rain>", None),
        (data({"@type": "Article", "isBasedOn": "https://osktimes.example/rain"}), "osktimes.example"),
        (
            '<link rel=canonical href=https://vela.example><meta name=original-source content="https://osktimes.example/a">',
            "osktimes.example",
        ),
    ],
)
def test_an_address_at_another_outlet_is_evidence_of_syndication(head: str, origin: str | None) -> None:
    assert read(head).syndicated_from == origin


@pytest.mark.parametrize(
    ("line", "origin"),
    [
        ("This article was originally published on Harbour Post and is republished under a licence.", "Harbour Post"),
        ("This story first appeared in The Osk Times, which is a partner.", "The Osk Times"),
        ("The post Rain in Vela appeared first on vela.example.", "vela.example"),
        ("Republished with permission from The Osk Times. Read the original article.", "The Osk Times"),
        ("Dieser Artikel erschien zuerst bei Hafenblatt.", "Hafenblatt"),
        ("Cet article a été publié initialement sur Le Quai.", "Le Quai"),
        ("Este artículo fue publicado originalmente en El Muelle.", "El Muelle"),
        ("The novel was originally published in 1931.", None),
        ("This report was published on Tuesday.", None),
        ("The species first appeared on the island a century ago.", None),
        ("This story was originally published by the author's father.", None),
    ],
)
def test_a_line_names_the_origin_of_a_story(line: str, origin: str | None) -> None:
    assert origin_in(line) == origin


@pytest.mark.parametrize(
    ("head", "canonical"),
    [
        ("<link rel=canonical href=/a>", "https://www.harbourpost.example/a"),
        ("<link rel='alternate canonical' href=https://vela.example/b>", "https://vela.example/b"),
        ("<meta property=og:url content=https://vela.example/c>", "https://vela.example/c"),
        ("<link rel=canonical href='javascript:alert(1)'>", None),
        ("<link rel=canonical href='ftp://vela.example/d'>", None),
        ("<link rel=canonical href='http://[::1'>", None),
        ("<link rel=canonical href=''><meta property=og:url content=/e>", "https://www.harbourpost.example/e"),
        ("", None),
    ],
)
def test_the_canonical_address_is_absolute_or_unknown(head: str, canonical: str | None) -> None:
    assert read(head).canonical_url == canonical


@pytest.mark.parametrize(
    "script",
    [
        "[" * 100_000,
        '{"@type": "Article", "headline": ' + '{"name":' * 500 + '"x"' + "}" * 501,
        '{"@type": ["Article", null, 5, {}], "headline": {"a": 1}, "author": [[["x"]], {"name": {}}, 5, null]}',
        '{"@type": "Article", "publisher": [], "datePublished": 5, "license": [{}], "@id": {}, "@graph": 5}',
        '{"@type": "Article", "headline": "a\nb",}',
        "null",
        '"text"',
        "",
        "<!-- {} -->",
        '{"@type": "Article", "author": {"@id": "#a"}, "@id": "#a"}',
    ],
)
def test_broken_linked_data_says_nothing(script: str) -> None:
    found = read(f'<script type="application/ld+json">{script}</script>')
    assert (found.title, found.byline, found.published, found.publisher) == (None, None, None, None)


def test_linked_data_is_read_in_lists_graphs_and_with_line_breaks() -> None:
    content = [
        {"@type": "WebSite", "name": "Post"},
        {"@graph": [{"@type": ["NewsArticle"], "headline": "Rain\n over Vela"}]},
    ]
    tree = parse(f"<html><head>{data(content)}</head><body><p>a</p></body></html>")
    assert read_linked_data(tree).text("headline") == "Rain over Vela"
    assert load('{"a": "x\ny"};') == {"a": "x\ny"}
    assert load("[" + "1," * 400_000 + "1]") is None


def test_an_article_speaks_before_the_page_around_it() -> None:
    content = [{"@type": "WebPage", "headline": "Post"}, {"@type": "NewsArticle", "headline": "Rain over Vela"}]
    assert read(data(content)).title == "Rain over Vela"


def test_rights_are_kept_as_stated_from_every_source() -> None:
    headers = (("x-robots-tag", "noai"), ("tdm-reservation", "1"), ("link", '</terms>; rel="license"'), ("etag", "x"))
    head = '<meta name="ROBOTS" content=" noindex,  noai "><link rel=license href=/l><meta name=viewport content=a>'
    body = "<a rel='license noopener' href='/cc'>CC</a><a href='/other'>x</a>"
    found = read(head + data({"@type": "Article", "license": "https://cc.example/by"}), body, headers)
    assert found.rights == (
        Right("header", "x-robots-tag", "noai"),
        Right("header", "tdm-reservation", "1"),
        Right("header", "license", "/terms"),
        Right("meta", "robots", "noindex, noai"),
        Right("link", "license", "https://www.harbourpost.example/l"),
        Right("link", "license", "https://www.harbourpost.example/cc"),
        Right("json-ld", "license", "https://cc.example/by"),
    )


def test_statements_are_bounded_in_length_and_number() -> None:
    found = read("".join(f'<meta name="robots" content="{n} {"x" * 900}">' for n in range(300)))
    assert len(found.rights) <= 40
    assert max(len(right.value) for right in found.rights) <= 500


def test_translation_plug_ins_leave_marks_and_words_about_them_do_not() -> None:
    body = '<div class="gtranslate_wrapper"></div><font style="vertical-align: inherit;">Rain</font>'
    marks = read("", body, root='<html lang="xx" class="translated-ltr">').marks
    assert PageMark("lang", "xx") in marks
    assert {mark.value for mark in marks if mark.name == "translator"} == {
        "translated-ltr",
        "gtranslate",
        "font vertical-align: inherit",
    }
    assert not [mark for mark in read("", "<p>We tried gtranslate and weglot.</p>").marks if mark.name == "translator"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The minister said on Tuesday that the bridge would be opened before the end of the year.", "en"),
        ("Die Ministerin sagte am Dienstag, die Brücke werde noch vor Ende des Jahres für alle geöffnet.", "de"),
        (
            "政府は火曜日に雨が止んだと発表し、橋は住民に開放される予定です。天気予報によると明日も晴れるそうです。市民は喜んでいます。",
            "ja",
        ),
        (
            "港務局星期一宣布，因為風浪太大，前往外島的渡輪在星期四以前都不會開航，約有兩百名旅客在體育館裡過夜，店家送來了熱茶和毛毯。",
            "zh",
        ),
        ("Министр заявил во вторник, что мост через реку откроют до конца года, но не для грузовых машин.", "ru"),
        ("Statsråden sagde tirsdag, at broen bliver åbnet, inden året er omme, og at det ikke koster noget.", "da"),
        ("Aukio pysyy suljettuna torstaihin saakka, kertoi satamatoimisto maanantaina iltapäivällä.", "fi"),
        ("Rain", None),
        ("", None),
        ("1234 5678 9012 3456 7890 1234 5678 9012 3456 7890 1234 5678 9012 3456 7890", None),
    ],
)
def test_language_is_named_only_where_there_is_enough_to_read(text: str, code: str | None) -> None:
    assert {language.detect(text) for _ in range(5)} == {code}


def test_only_wrong_decoding_is_mended() -> None:
    assert mend("doesnâ€™t") == "doesn’t"
    for text in ("“Rain” – it’s ﬁne", "Ångström café", "e\u0301", "ÃO PAULO", "naïve coöperation…"):
        assert mend(text) == text


@given(st.text(max_size=80))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    once = tidy(text)
    assert once == " ".join(once.split())
    if "&" not in once:
        assert tidy(once) == once


@given(st.text(max_size=60), st.sampled_from(["", URL]))
def test_any_address_is_resolved(href: str, base: str) -> None:
    target, same_site = Addresses.of(base or None).resolve(href)
    assert isinstance(target, str)
    assert same_site in (True, False)


@pytest.mark.parametrize(
    ("head", "description"),
    [
        ('<meta name=description content="Boats stayed."><meta property=og:description content="">', "Boats stayed."),
        (
            '<meta name=description content="News"><meta property=og:description content="Boats  stayed.">',
            "Boats stayed.",
        ),
        (data({"@type": "NewsArticle", "description": "Boats stayed."}), "Boats stayed."),
        ("", None),
    ],
)
def test_a_description_is_what_the_page_says_of_itself(head: str, description: str | None) -> None:
    assert read(head).description == description
