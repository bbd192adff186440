"""Bytes to text: what browsers read, and what is no text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaning.decode import ENCODINGS, MAX_BYTES, decode, unspoiled
from cleaning.values import DecodeError, Page

QUOTED = "<p>“Rain”, she said – it’s over at the café</p>"
POLISH = "<p>" + "Rząd ogłosił we wtorek, że deszcz ustał, a most zostanie otwarty. " * 20
RUSSIAN = "<p>" + "Правительство сообщило во вторник, что дождь закончился. " * 20
JAPANESE = "<p>" + "政府は火曜日に雨が止んだと発表し、橋は開放される予定です。" * 20


def page(body: bytes, kind: str | None = None) -> Page:
    return Page(None, None, None, (("content-type", kind),) if kind else (), body)


@pytest.mark.parametrize(
    ("body", "kind", "encoding"),
    [
        (QUOTED.encode("cp1252"), "text/html; charset=iso-8859-1", "cp1252"),
        (b'<meta charset="iso-8859-1">' + QUOTED.encode("cp1252"), None, "cp1252"),
        (
            b'<meta http-equiv=content-type content="text/html; charset=latin1">' + QUOTED.encode("cp1252"),
            None,
            "cp1252",
        ),
        (b'<meta charset="iso-8859-1">' + QUOTED.encode(), "text/html; charset=utf-8", "utf-8"),
        (b"\xef\xbb\xbf" + QUOTED.encode(), "text/html; charset=iso-8859-1", "utf-8"),
        (QUOTED.encode("utf-16"), "text/html; charset=utf-8", "utf-16-le"),
        (QUOTED.encode("utf-16-le"), "text/html; charset=utf-16", "utf-16-le"),
        (QUOTED.encode("utf-16-be"), "text/html; charset=utf-16be", "utf-16-be"),
        (QUOTED.encode(), None, "utf-8"),
        (QUOTED.encode("cp1252"), None, "cp1252"),
    ],
)
def test_the_mark_wins_over_the_header_and_the_header_over_the_page(
    body: bytes, kind: str | None, encoding: str
) -> None:
    decoded = decode(page(body, kind))
    assert decoded.encoding == encoding
    assert decoded.text.endswith(QUOTED)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<meta charset=utf-8>" + QUOTED.encode("cp1252"), None),
        (QUOTED.encode("cp1252"), "text/html; charset=utf-8"),
        (b"<meta charset=utf-16>" + QUOTED.encode(), None),
        (QUOTED.encode(), "text/html; charset=utf-16"),
        (QUOTED.encode(), "text/html; charset=no-such-thing"),
        (b'<meta charset="hex">' + QUOTED.encode(), None),
        (b'<meta charset="undefined">' + QUOTED.encode(), None),
    ],
)
def test_a_lie_about_the_encoding_costs_no_character(body: bytes, kind: str | None) -> None:
    assert decode(page(body, kind)).text.endswith(QUOTED)


def test_a_few_broken_characters_do_not_make_the_declaration_a_lie() -> None:
    body = ("<p>" + "à la carte, déjà vu. " * 50).encode() + b"\xff</p>"
    decoded = decode(page(body, "text/html; charset=utf-8"))
    assert decoded.encoding == "utf-8"
    assert decoded.text.count("\ufffd") == 1
    assert "déjà vu" in decoded.text


def test_a_body_cut_off_inside_a_character_stays_utf8() -> None:
    assert decode(page(QUOTED.encode()[:-5])).encoding == "utf-8"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
    ],
)
def test_an_undeclared_encoding_is_told_by_its_letters(text: str, encoding: str) -> None:
    assert decode(page(text.encode(encoding))).text == text


@pytest.mark.parametrize(
    ("body", "kind", "reason"),
    [
        (b"", None, "empty"),
        (b" \r\n\t", None, "empty"),
        (b"\xff\xfe", None, "empty"),
        (b"\x00\x01\x02\x03", None, "binary"),
        (b"words\x00and\x00words", "text/html", "binary"),
        (b"%PDF-1.7 words", None, "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "text/html", "PNG"),
        (b"\x1f\x8b\x08\x00\x00\x00", None, "gzip"),
        (b"{}", "application/json", "application/json"),
        (b"words", "image/png", "image/png"),
        (b"words", "application/octet-stream", "octet-stream"),
    ],
)
def test_what_is_no_text_says_why(body: bytes, kind: str | None, reason: str) -> None:
    with pytest.raises(DecodeError, match=reason) as raised:
        decode(page(body, kind))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<p>words", "application/xhtml+xml"),
        (b"<p>words", "application/rss+xml; charset=utf-8"),
        (b"<p>words", "text/html"),
        (b"<p>words", ""),
        (b"PK is how the place is known", "text/plain"),
        (b"<p>" + b"word " * 2_000 + b"\x00</p>", "text/html"),
    ],
)
def test_near_misses_are_read(body: bytes, kind: str) -> None:
    assert "word" in decode(page(body, kind)).text or "place" in decode(page(body, kind)).text


def test_a_body_over_the_limit_names_its_size_and_the_limit() -> None:
    with pytest.raises(DecodeError, match="20,000,001 bytes, limit is 20,000,000"):
        decode(page(b"x" * (MAX_BYTES + 1)))
    assert len(decode(page(b"x" * MAX_BYTES)).text) == MAX_BYTES


@given(
    st.binary(max_size=400),
    st.sampled_from([None, "text/html", *(f"text/html; charset={e}" for e in sorted(ENCODINGS))]),
)
def test_any_bytes_are_decoded_or_refused(body: bytes, kind: str | None) -> None:
    try:
        decoded = decode(page(body, kind))
    except DecodeError:
        return
    assert decoded.text
    assert decoded.encoding in ENCODINGS | {"utf-32-le", "utf-32-be"}


@given(st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_declared_utf8_comes_back_as_it_was(text: str) -> None:
    decoded = decode(page(f"<p>{text}</p>".encode(), "text/html; charset=utf-8"))
    assert decoded.text == f"<p>{text}</p>"


SPOILED = {
    "utf-8": '<meta charset="utf-8">' + RUSSIAN,
    "cp1251": '<meta charset="windows-1251">' + RUSSIAN,
    "gb18030": '<meta charset="gb2312">' + "<p>" + "政府星期二宣布雨已停，大桥将开放。" * 20,
}


@pytest.mark.parametrize("encoding", SPOILED)
@pytest.mark.parametrize("western", ["latin-1", "iso8859-15", "sloppy-windows-1252"])
@pytest.mark.parametrize("times", [1, 2])
def test_what_was_read_as_western_is_read_anew(encoding: str, western: str, times: int) -> None:
    html = SPOILED[encoding]
    spoiled = html.encode(encoding).decode(western)
    for _ in range(times - 1):
        spoiled = spoiled.encode().decode(western)
    assert decode(page(spoiled.encode(), "text/html; charset=utf-8")).text == html


@pytest.mark.parametrize(
    "text",
    [
        QUOTED * 40,  # Western
        POLISH,
        "<p>" + "Þórðarsaga, “œuvre”: été, naïveté, føöåð. " * 10,
        RUSSIAN.encode("cp1251").decode("latin-1"),  # nothing says as what to read it
        '<meta charset="windows-1252">' + RUSSIAN.encode("cp1251").decode("latin-1"),
        RUSSIAN.encode("koi8-r").decode("latin-1") + "你好" * 40,  # signs that stand in no such page
        "<p>Café</p>" + RUSSIAN.encode().decode("latin-1"),  # only a part of it was
        '<meta charset="utf-16"><p>Café</p>' + RUSSIAN.encode().decode("latin-1"),  # no page says so and is
    ],
)
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert decode(page(text.encode(), "text/html; charset=utf-8")).text == text


@given(st.text(max_size=300))
def test_text_with_signs_of_no_western_encoding_comes_back_as_it_was(text: str) -> None:
    spoiled = f"{text}你{'éèü' * 50}"
    assert unspoiled(spoiled) == spoiled


@given(st.text(st.characters(min_codepoint=0x400, max_codepoint=0x45F), min_size=100, max_size=300))
def test_whatever_was_utf8_is_utf8_again(text: str) -> None:
    assert unspoiled(text.encode().decode("latin-1")) == text
