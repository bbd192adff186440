"""What goes before trafilatura is asked: lists of short links up to a share of the page, long lists of names always."""

from __future__ import annotations

import pytest

from cleaning.addresses import Addresses
from cleaning.blocks import read_tree
from cleaning.markup import parse
from cleaning.unread import take_out

STORY = "<p>The ferry was late for the third time this week, and the few who waited for it did not mind much.</p>"


def listed(count: int, text: str) -> str:
    """A list of links with bars between them."""
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
    tree = parse(f"<html><body>{STORY}{listing}</body></html>")
    walk = read_tree(tree, Addresses())
    take_out(tree, walk.asides, walk.letters)
    text = " ".join(tree.text_content().split())
    assert "The ferry was late" in text
    assert ("|" in text) is stays
