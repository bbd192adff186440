"""Page in, Article out: whole pages of our own, plain texts, and what strangers may send."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaning.clean import clean
from cleaning.extract import extract
from cleaning.markup import parse
from cleaning.pages import page_from_bytes, page_from_html, page_from_lines, page_from_text
from cleaning.values import Article, Context, DecodeError, ExtractionError, Kind, Page

PAGES = Path(__file__).parent / "pages"
FOLDERS = sorted(path.parent for path in PAGES.rglob("page.html"))
FIELDS = ("canonical_url", "title", "byline", "agency", "dateline", "published", "language", "publisher", "encoding")
PROSE = "The harbour office said on Tuesday that the quay would be closed until the storm had passed. "
STORY = f"<article><p>{PROSE * 2}</p><p>{PROSE[::-1]}</p><p>{PROSE.upper()}</p></article>"


def read(folder: Path) -> tuple[Article, dict[str, Any]]:
    expected = json.loads((folder / "article.json").read_text(encoding="utf-8"))
    return extract(page_from_bytes((folder / "page.html").read_bytes(), expected["url"])), expected


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_a_page_is_read_as_written_down_beside_it(folder: Path) -> None:
    article, expected = read(folder)
    assert {name: getattr(article, name) for name in FIELDS} == {name: expected[name] for name in FIELDS}
    lines = [line.text for line in article.lines]
    assert [line for line in lines if line in expected["has"]] == expected["has"]
    assert not set(lines) & set(expected["has_not"])
    assert [[right.source, right.name, right.value] for right in article.rights] == expected["rights"]
    assert [[mark.name, mark.value] for mark in article.marks] == expected["marks"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_every_line_is_found_in_our_own_tree(folder: Path) -> None:
    article, _ = read(folder)
    assert all(line.aligned and line.path.startswith("html/body") for line in article.lines)
    spans = [line.text[link.start : link.end] for line in article.blocks for link in line.links]
    assert all(span and span == span.strip() for span in spans)


def test_the_same_page_gives_the_same_article_every_time() -> None:
    page = page_from_html(f"<title>Rain</title>{STORY}", "https://vela.example/a")
    assert len({repr(extract(page)) for _ in range(4)}) == 1


def test_a_title_known_from_elsewhere_wins() -> None:
    assert extract(page_from_html(f"<h1>Rain</h1>{STORY}", title="Storm over Vela")).title == "Storm over Vela"


def test_decoded_markup_ignores_the_charset_it_declares() -> None:
    article = extract(page_from_html(f'<meta charset="iso-8859-1"><p>“Rain”, café.</p>{STORY}'))
    assert "“Rain”, café." in [block.text for block in article.blocks]


def test_lines_of_a_text_are_lines() -> None:
    text = "\n\n  Rain in Vela \r\nSee also\u00a0  Boats\x0c for sale\n\n \u200b \nIt\u2028rained.\n"
    article = extract(page_from_text(text))
    assert [line.text for line in article.lines] == ["Rain in Vela", "See also Boats for sale", "It rained."]
    assert all(line.tag == "" and line.aligned and line.extracted for line in article.lines)


def test_given_lines_are_never_divided() -> None:
    article = extract(page_from_lines(["Rain\nin Vela", "", "It\r\nrained."]))
    assert [line.text for line in article.lines] == ["Rain in Vela", "It rained."]


def test_markup_in_a_text_is_text() -> None:
    assert [line.text for line in extract(page_from_text("<p>Rain &lt;b></p>")).lines] == ["<p>Rain <b></p>"]


WIRE = "PORT VELA, March 4 (Unipress) – The quay was closed on Tuesday, the harbour office said in a statement."


def test_a_text_tells_its_headline_dateline_and_agency_and_keeps_the_line() -> None:
    article = extract(page_from_text(f"EXCLUSIVE: Vela closes its quay\n\n{WIRE}\n\n{PROSE}"))
    assert (article.title, article.dateline, article.agency) == (
        "EXCLUSIVE: Vela closes its quay",
        "PORT VELA",
        "Unipress",
    )
    assert article.lines[0].text == article.title
    assert (article.language, article.encoding) == ("en", None)


@pytest.mark.parametrize(
    "first",
    [
        "The quay was closed on Tuesday.",
        "By Ines Okafor and Teodor Brandt",
        "Home » Weather » Storms and floods",
        "Share this story with your friends",
        "4 March 2031, a Tuesday in spring",
        "word " * 60,
    ],
)
def test_a_first_line_that_is_no_headline_is_none(first: str) -> None:
    assert extract(page_from_text(f"{first}\n{WIRE}\n{PROSE}")).title is None


def test_a_text_of_one_line_has_no_headline() -> None:
    assert extract(page_from_text("Vela closes its quay")).title is None


@pytest.mark.parametrize(
    "page",
    [
        page_from_html("<html><body></body></html>"),
        page_from_html("<html><body><script>var a</script></body></html>"),
        page_from_html("<!-- nothing -->"),
        page_from_html("<frameset><frame src=a></frameset>"),
        page_from_text("\u200b \n \u00a0"),
        page_from_bytes(b"<?xml version='1.0'?>"),
    ],
)
def test_nothing_to_read_says_so_in_one_line(page: Page) -> None:
    with pytest.raises(ExtractionError) as raised:
        extract(page)
    assert "\n" not in str(raised.value)
    assert str(raised.value)


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + STORY,
        f"<article><p>{'<span>' * 1_500}{PROSE * 3}{'</span>' * 1_500}</p></article>",
        f"<script type='application/ld+json'>{'[' * 100_000}</script>{STORY}",
        f"""<script type='application/ld+json'>{'{"@graph":[' * 5_000}{"]}" * 5_000}</script>{STORY}""",
        f"<base href='http://[x'><link rel=canonical href='http://[::1'><a href='http://[y'>Rain</a>{STORY}",
        f"<title>{'Rain - ' * 20_000}</title>{STORY}",
        f"<meta name=author content='{'x' * 100_000}'>{STORY}",
        f"<table><tr>{'<td>a' * 3_000}</table>{STORY}",
        f"{'<ul><li>' * 400}Rain{STORY}",
        f"<p {' '.join(f'a{number}=b' for number in range(2_000))}>{STORY}",
        f"&#0;&#x1F;\x0c\x0b{STORY}&#xD800;&#x10FFFF;&#xFFFFFFFF;",
        f"<svg><p>a<math><mi>b</svg>{STORY}<plaintext>",
    ],
    ids=range(12),
)
def test_hostile_markup_is_read_or_refused(markup: str) -> None:
    try:
        article = extract(page_from_html(markup, "https://vela.example/a"))
    except (DecodeError, ExtractionError):
        return
    assert article.lines


def test_text_below_a_thousand_elements_is_found() -> None:
    article = extract(page_from_html("<html><body>" + "<div>" * 900 + STORY + "</div>" * 900 + "</body></html>"))
    assert (PROSE * 2).strip() in [block.text for block in article.blocks]


TAG_NAMES = "p div ul li table tr td h1 h2 br a article main section blockquote pre b i span script style figure form"
TAGS = TAG_NAMES.split()
PIECE = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(
        ["<a href='/x'>", "<p class='a b'>", "<!--", "-->", "<![CDATA[", "&nbsp;", "&amp;lt;", "<br/><br/>"]
    ),
    st.sampled_from([PROSE, "Rain", "â€™", "\u00a0", "\x00", "|", "- ", "<", "\u200c"]),
    st.text(max_size=12),
)


@given(st.lists(PIECE, max_size=40), st.booleans())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_soup_of_tags_is_an_article_or_one_of_our_errors(pieces: list[str], is_framed: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    soup = "".join(pieces)
    markup = f"<html><body><article><p>{PROSE * 3}</p>{soup}</article></body></html>" if is_framed else soup
    try:
        article = extract(page_from_html(markup, "https://vela.example/a"))
    except (DecodeError, ExtractionError):
        return
    assert article.lines
    for block in article.blocks:
        assert block.text == " ".join(block.text.split())
        assert block.text
        assert all(0 <= link.start < link.end <= len(block.text) for link in block.links)
        assert all(0 < offset < len(block.text) for offset in block.breaks)


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_an_article_or_one_of_our_errors(body: bytes) -> None:
    try:
        assert extract(page_from_bytes(body)).lines
    except (DecodeError, ExtractionError) as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome is right


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=30), max_size=12))
@settings(deadline=None)
def test_a_text_loses_no_word(lines: list[str]) -> None:
    try:
        article = extract(page_from_lines(lines))
    except (DecodeError, ExtractionError):
        return
    assert all(line.text == " ".join(line.text.split()) for line in article.lines)
    assert len(article.lines) <= len(lines)


@pytest.mark.parametrize("left", ["", "<a href='/'>Home</a>", "<p>Please enable scripts to read on.</p>"])
def test_a_page_with_a_handful_of_words_is_no_article(left: str) -> None:
    with pytest.raises(ExtractionError, match="no article"):
        extract(page_from_html(f"<html><body>{left}</body></html>", url="https://quay.example/a"))


def test_a_brief_of_one_sentence_is_an_article() -> None:
    brief = "<p>The ferry to Lomvik is cancelled until noon because of fog, the harbour office said.</p>"
    article = extract(page_from_html(f"<html><body><article>{brief}</article></body></html>"))
    assert [line.text for line in article.lines] == [brief[3:-4]]


@pytest.mark.parametrize(
    "markup",
    [
        f"<p {' '.join(f'a{number}=b' for number in range(100_000))}>Rain</p>{STORY}",
        f"{'<font>' * 5_000}{STORY}",
        f"{'<table><tr><td>' * 3_000}{STORY}",
        f"{'<div>' * 10_000}{STORY}{'</div>' * 10_000}",
        f"{'<' * 100_000}{STORY}",
        f"{'<a ' * 20_000}>{STORY}",
        f"{'<!--' * 10_000}-->{STORY}",
        f"{STORY}<!-- never closed {STORY}",
        f"{STORY}<script>var a = '{STORY}",
    ],
    ids=range(9),
)
def test_broken_markup_costs_no_text(markup: str) -> None:
    lines = [line.text for line in extract(page_from_html(markup)).lines]
    assert any(PROSE.strip() in line for line in lines)
    assert any(PROSE.strip().upper() in line for line in lines)


def test_an_element_with_much_data_keeps_it() -> None:
    data = "x" * 20_000
    tree = parse(f'<p data-a="{data}" data-b="{data}" class=story id=a>{PROSE}</p>')
    (element,) = tree.iter("p")
    assert (len(element.get("data-b", "")), element.get("id")) == (20_000, "a")


TEXT = (
    "The ferry to the outer islands will not sail before Thursday, the harbour office in Sandvik said.\n"
    "Two hundred passengers spent the night in the sports hall while the wind tore at the roof."
)


@pytest.mark.parametrize(
    ("first", "title", "kind"),
    [
        ("Storm keeps island ferry in harbour", "Storm keeps island ferry in harbour", Kind.TITLE_REPEAT),
        ("No way home for two hundred", "No way home for two hundred", Kind.TITLE_REPEAT),
        ("Filed under: Harbours, ferries", None, Kind.POSTED_IN),
        ("Delphine Okonjo-Reyes, Harbour Correspondent", None, Kind.BYLINE),
        ("Skip to main content", None, Kind.NAVIGATION),
    ],
)
def test_a_first_line_that_rules_know_is_no_headline(first: str, title: str | None, kind: Kind) -> None:
    cleaned = clean(extract(page_from_text(f"{first}\n{TEXT}")), Context.empty())
    assert (cleaned.article.title, cleaned.lines[0].kind) == (title, kind)


def test_a_page_keeps_the_headline_that_its_markup_states() -> None:
    page = page_from_html(f"<title>Skip to main content</title><p>Skip to main content<p>{TEXT}")
    assert clean(extract(page), Context.empty()).article.title == "Skip to main content"
