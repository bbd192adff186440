"""Listings and stubs made from pages of stories: they hold what they should, and are told from the stories."""

from __future__ import annotations

from collections import Counter

from bench.kinds import CARDS, STUB_WORDS, TEASERS, Story, listing, report, stub, told

PLACES = ("Sandvik", "Osk", "Vela", "Marrow", "Port Ellery", "Tornhaven", "Lund Bay")
FERRY = (
    "The ferry to the islands off {place} will not sail before Thursday, the harbour office said on Monday morning.",
    "Some two hundred passengers spent the night in the sports hall while the wind tore at the roof of the terminal.",
    "The captain said that she had never seen waves as high as these in the thirty years she had worked on the route.",
    "Bread and milk will be flown to the islands if the storm does not ease, according to the mayor of {place}.",
)


def story(number: int) -> Story:
    """A page of four paragraphs with a menu above and a footer below."""
    place = f"{PLACES[number % len(PLACES)]} {number}"
    lines = [line.format(place=place) for line in FERRY]
    head = f'<title>Storm keeps ferry in {place}</title><meta property="og:type" content="article">'
    text = "".join(f"<p>{line}</p>" for line in lines)
    html = (
        f'<html><head>{head}</head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>'
        f"<article><h1>Storm keeps ferry in {place}</h1><div>{text}</div></article>"
        '<footer><a href="/about">About us</a></footer></body></html>'
    )
    return Story(str(number), f"https://harbour.example/2031/03/04/storm-{number}.html", html, "\n".join(lines))


STORIES = [story(number) for number in range(TEASERS + 1)]


def test_a_listing_holds_teasers_and_no_story() -> None:
    for number in range(len(CARDS)):
        url, html = listing(STORIES[0], number, STORIES[1:]) or ("", "")
        assert url == f"https://harbour.example/{'' if number % 2 else 'news/'}"
        assert STORIES[0].gold.splitlines()[1] not in html
        assert 'content="article"' not in html
        assert all(other.opening(8) in html for other in STORIES[1:])
        assert told(url, html)[0] != "article"


def test_a_stub_holds_the_opening_and_a_link_to_the_rest() -> None:
    url, html = stub(STORIES[0]) or ("", "")
    assert url == STORIES[0].url
    assert STORIES[0].opening(STUB_WORDS) in html
    assert STORIES[0].gold.splitlines()[-1] not in html
    assert told(url, html)[0] == "stub"


def test_a_story_is_an_article_and_a_page_without_text_is_told_as_well() -> None:
    assert told(STORIES[0].url, STORIES[0].html)[0] == "article"
    assert told(STORIES[0].url, "<html><body></body></html>") == ("nothing read", True)


def test_a_page_in_which_no_element_holds_the_story_gives_nothing() -> None:
    lost = Story("lost", STORIES[0].url, "<html><body><p>Nothing here.</p></body></html>", STORIES[0].gold)
    assert listing(lost, 0, STORIES[1:]) is None
    assert stub(lost) is None


def test_recall_is_the_mean_of_both_kinds_and_precision_is_at_as_many_pages_of_each() -> None:
    calls = {
        "article": Counter(article=9, stub=1),
        "listing": Counter(article=2, listing=8),
        "stub": Counter(article=4, stub=6),
    }
    assert list(report(calls, Counter(article=1, listing=8, stub=6)))[-1] == "recall 0.700  precision 0.875"
