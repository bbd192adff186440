"""What trafilatura need not read goes before it is asked, and nothing that could be a story goes with it."""

from __future__ import annotations

import pytest

from cleaning.addresses import Addresses
from cleaning.blocks import read_tree
from cleaning.extract import extract
from cleaning.markup import parse
from cleaning.pages import page_from_html
from cleaning.unread import take_out

STORY = "".join(
    f"<p>The ferry to the {place} was late again, and the few who waited for it in the rain did not mind much.</p>"
    for place in ("north", "south", "east", "west", "islands", "old harbour", "lighthouse", "quarry")
)
NAMES = ("Home", "Tides", "Boats", "Weather", "Letters", "Obituaries")
MENU = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in NAMES)
ITEMS = "".join(
    f'<li><a href="/{n}">{n}. The keeper who counted gulls for forty years and one day</a></li>' for n in NAMES
)


def left(markup: str) -> str:
    """Text that is left of a page's body."""
    tree = parse(f"<html><body>{markup}</body></html>")
    walk = read_tree(tree, Addresses.of("https://harbour.example/a"))
    take_out(tree, walk.asides, walk.letters)
    return " ".join(tree.text_content().split())


@pytest.mark.parametrize(
    "litter",
    [
        f"<ul>{MENU}</ul>",
        f"<div><div>{MENU}</div></div>",
        "<nav>Where to find us: the quay</nav>",
        "<footer>The Harbour Record</footer>",
        "<button>Subscribe</button>",
        "<script>let boats = 3;</script>",
    ],
)
def test_what_trafilatura_drops_itself_goes_before_it_is_asked(litter: str) -> None:
    assert left(f"{litter} Behind it.{STORY}") == left(f"Behind it.{STORY}")


@pytest.mark.parametrize(
    "kept",
    [
        f"<ol>{ITEMS}</ol>",
        f"<nav>{STORY}{STORY}</nav>",
        '<ul><li><a href="/tides">Tides</a></li><li><a href="/boats">Boats</a></li></ul>',
        f"<ul>{MENU}<li>Ask the harbour master for a table of the tides.</li></ul>",
        '<script type="application/ld+json">{"@type": "NewsArticle"}</script>',
    ],
    ids=["a list of stories", "a menu that was never closed", "two links", "a list with words of its own", "data"],
)
def test_what_may_be_the_story_stays(kept: str) -> None:
    assert left(f"{kept}{STORY}") == " ".join(parse(f"<html><body>{kept}{STORY}</body></html>").text_content().split())


def test_a_story_inside_a_menu_that_is_never_closed_is_found() -> None:
    page = page_from_html(f"<html><body><nav><ul>{MENU}</ul><div>{STORY}</div></body></html>")
    assert "lighthouse" in " ".join(line.text for line in extract(page).lines)


def listed(count: int, text: str) -> str:
    """Links with bars between them."""
    links = [f'<a href="/{number}">{text}</a>' for number in range(count)]
    return f"<div>{' | '.join(links)}</div>"


@pytest.mark.parametrize(
    ("listing", "stays"),
    [
        (listed(60, "Ann Ambrose Lee"), False),
        (listed(12, "Ann Ambrose Lee"), True),  # few: they may be the story's own
        (listed(60, "Ferry late for the third time this week, says the town"), True),  # headlines, most of the page
    ],
    ids=["all writers of a paper", "some names", "headlines"],
)
def test_a_long_list_of_names_goes_though_it_is_longer_than_the_story(listing: str, *, stays: bool) -> None:
    text = left(f"<p>The ferry was late for the third time this week.</p>{listing}")
    assert "The ferry was late" in text
    assert ("|" in text) is stays
