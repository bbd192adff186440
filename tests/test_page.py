"""What kind of page this is: whole pages from compact specs, and what speaks for each kind alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaning.clean import clean
from cleaning.extract import extract
from cleaning.page.wording import shape_of
from cleaning.pages import page_from_html, page_from_text
from cleaning.values import CleanedArticle, Context
from tests.page_specs import Spec, specs

CASES = Path(__file__).parent / "cases" / "page"
PAGES = [spec for path in sorted(CASES.glob("*.md")) for spec in specs(path)]


def judged(html: str, url: str | None) -> CleanedArticle:
    return clean(extract(page_from_html(html, url)), Context.empty())


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.name)
def test_kind_of_a_page(spec: Spec) -> None:
    page = judged(spec.html, spec.url).page
    assert (page.kind, page.is_article) == (spec.kind, spec.kind in {"article", "live"})
    assert bool(page.terms) or page.is_article, "why it is no article is said"


def test_every_kind_has_a_page() -> None:
    kinds = {"article", "live", "listing", "gallery", "consent", "paywall", "stub", "error"}
    assert {spec.kind for spec in PAGES} == kinds


def test_a_text_is_judged_by_its_words() -> None:
    story = clean(
        extract(page_from_text("Rain fell on the harbour for nine days before the wall gave way.")), Context()
    )
    error = clean(extract(page_from_text("Page not found\nSorry, the page you requested does not exist.")), Context())
    assert (story.page.kind, story.page.is_article) == ("article", True)
    assert (error.page.kind, error.page.is_article) == ("error", False)


@pytest.mark.parametrize(
    ("url", "shape"),
    [
        ("https://news.example/?p=1202", None),
        ("https://news.example/?s=rain", "listing"),
        ("https://news.example/tag/rain/page/2/", "listing"),
        ("https://news.example/tag-der-arbeit-im-regen.html", "story"),
        ("https://news.example/author/ada-brown/why-i-left-the-city-for-good", "story"),
        ("https://news.example/photos/harbour-at-dawn", "gallery"),
        ("https://news.example/2024/03/11/photos-of-the-storm-that-nobody-took", "story"),
        ("https://news.example/account/login", "login"),
        ("https://news.example/account/of-a-life-at-sea-told", "story"),
        ("https://consent.news.example/collect", "consent"),
        ("https://news.example/live/storm", "live"),
        ("https://news.example/2023/11/", "listing"),
        ("https://news.example/2023/11/rain", None),
        ("https://[broken", None),
    ],
)
def test_shape_of_an_address(url: str, shape: str | None) -> None:
    assert shape_of(url) == shape
