"""The packed form of values, and what identifies an address: laws that need no database."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaning.values import Article, CleanedArticle, Credits, Cut
from storage import codec
from storage.columns import escape, unescape
from storage.identity import host_of, key_of, normalise
from tests.any_values import any_value, hostile_text
from tests.storage_samples import cleaned


@given(any_value(Article))
def test_any_article_comes_back_as_it_was(article: Article) -> None:
    assert codec.load_article(codec.compress(codec.dump_article(article))) == article


@given(any_value(CleanedArticle))
def test_any_lines_come_back_as_they_were(value: CleanedArticle) -> None:
    cuts: dict[int, tuple[Cut, ...]] = {number: line.cuts for number, line in enumerate(value.lines)}
    packed = codec.compress(codec.dump_lines(value))
    assert codec.load_lines(packed, value.article, cuts) == value.lines
    assert codec.load_told(packed) == (value.credits, value.garble.lifted, value.garble.evidence)


def test_an_article_from_before_an_attribute_existed_gets_its_default() -> None:
    article = cleaned().article
    stored = codec.load(codec.dump_article(article))
    place = stored["names"]["Block"].index("breaks")
    for block in [stored["names"]["Block"], *stored["article"][stored["names"]["Article"].index("blocks")]]:
        del block[place]
    expected = replace(article, blocks=tuple(replace(block, breaks=()) for block in article.blocks))
    assert codec.load_article(codec.compress(codec.dump(stored))) == expected


def test_an_attribute_that_no_longer_exists_is_left() -> None:
    article = cleaned().article
    stored = codec.load(codec.dump_article(article))
    stored["names"]["Article"].insert(0, "weather")
    stored["article"].insert(0, "rain")
    assert codec.load_article(codec.compress(codec.dump(stored))) == article


def test_a_cleaning_from_before_lines_were_read_for_credits_has_none() -> None:
    assert codec.load_told(codec.compress(codec.dump({"format": 1, "lines": []}))) == (Credits(), False, ())
    stored = {"format": 1, "lines": [], "credits": {"weather": "rain", "writers": ["Ada Quill"]}}
    assert codec.load_told(codec.compress(codec.dump(stored))) == (Credits(writers=("Ada Quill",)), False, ())


def test_texts_are_stored_once() -> None:
    assert b"ferry" not in codec.dump_lines(cleaned())
    other = replace(cleaned(), lines=(replace(cleaned().lines[0], text="Another ferry"),))
    assert b"ferry" in codec.dump_lines(other)


def test_the_outcome_is_told_by_what_was_decided_not_by_what_decided() -> None:
    def told(value: CleanedArticle) -> bytes:
        return codec.outcome_digest(value, codec.dump_lines(value))

    same = replace(cleaned(), versions=replace(cleaned().versions, rules="others", model="others"))
    assert told(same) == told(cleaned())
    assert told(cleaned(score=0.2)) != told(cleaned())


@given(hostile_text)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    stored = escape(text)
    assert unescape(stored) == text
    assert "\x00" not in stored.encode().decode()


@given(st.text(st.characters(exclude_characters="\x00\ufdd0", exclude_categories=["Cs"])))
def test_ordinary_text_is_stored_as_it_is(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("https://A.example/x#part", "https://a.example/x"),
        ("HTTPS://A.Example:443/X", "https://a.example/X"),
        ("http://a.example:80/", "http://a.example/"),
        ("http://a.example:443/", "http://a.example:443/"),
        ("https://a.example", "https://a.example/"),
        ("https://a.example/?utm_source=x&utm_medium=y", "https://a.example/"),
        ("https://a.example/?FBCLID=x&b=2&a=1", "https://a.example/?b=2&a=1"),
        ("https://a.example/?utmost=1&ref=2&gl=3", "https://a.example/?utmost=1&ref=2&gl=3"),
        ("https://a.example/?q=a%20b+c&empty=", "https://a.example/?q=a%20b+c&empty="),
        ("https://user:Pw@A.example/", "https://user:Pw@a.example/"),
        ("  https://a.example/x \n", "https://a.example/x"),
        ("http://[oops/x", "http://[oops/x"),
        ("file:///tmp/x.html", "file:///tmp/x.html"),
        ("", ""),
    ],
)
def test_addresses_are_normalised(url: str, normal: str) -> None:
    assert normalise(url) == normal
    assert normalise(normal) == normal
    assert key_of(url) == key_of(normal)


@given(hostile_text)
def test_normalising_is_done_once(url: str) -> None:
    assert normalise(normalise(url)) == normalise(url)
    assert len(key_of(url)) == 16
    assert isinstance(host_of(url), str)
