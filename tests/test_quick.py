"""When trafilatura's quick search is believed: what it finds is what its slow ones would give."""

from __future__ import annotations

import pytest

from cleaning.densest import densest
from cleaning.extract import ask, main_text
from cleaning.markup import parse
from cleaning.quick import characters_in, is_promising, is_settled
from cleaning.values import Block

PARAGRAPH = (
    "<p>The ferry was late for the {} time this week, and the few who waited for it on the pier did not mind.</p>"
)
STORY = f"<html><body><article><h1>Late</h1>{''.join(PARAGRAPH.format(n) for n in range(30))}</article></body></html>"
MENU = f"<ul>{''.join(f'<li>Part {n} of the town and what goes on there</li>' for n in range(200))}</ul>"
ONE_PIECE = f"<html><body><h1>Late</h1><b>{'The ferry was late again. ' * 80}</b></body></html>"
SCRIPTED = STORY.replace("</body>", f"<script>{'let late = 1; ' * 1_000}</script></body>")
BESIDE_MENU = STORY.replace("</body>", f"{MENU}</body>")


def test_a_story_that_is_most_of_its_page_needs_one_search() -> None:
    tree = parse(STORY)
    found = ask(tree, None, fast=True)
    assert found is not None
    assert is_settled(found, characters_in(tree))
    assert (found.text or "").splitlines() == main_text(tree, None, ())


def test_scripts_are_no_part_of_a_page() -> None:
    assert characters_in(parse(SCRIPTED)) <= characters_in(parse(STORY)) + 1


@pytest.mark.parametrize(("page", "enough"), [(STORY, True), (BESIDE_MENU, False)])
def test_the_quick_search_is_tried_where_the_thickest_stretch_is_most_of_the_page(page: str, *, enough: bool) -> None:
    stretch = [Block("The ferry was late again, and nobody minded. " * 60)]
    assert is_promising(stretch, characters_in(parse(page))) is enough


@pytest.mark.parametrize("page", [BESIDE_MENU, ONE_PIECE], ids=["half of the page", "in one piece"])
def test_a_small_part_and_a_text_in_one_piece_are_not_settled(page: str) -> None:
    tree = parse(page)
    found = ask(tree, None, fast=True)
    assert found is None or not is_settled(found, 3 * characters_in(tree) if page == BESIDE_MENU else 1.0)


def test_nothing_is_promising_without_a_stretch() -> None:
    assert densest([]) == []
    assert not is_promising([], 10.0)
