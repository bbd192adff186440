"""trafilatura's search step by step: what it finds is what all of its searches together give."""

from __future__ import annotations

import pytest
from trafilatura.settings import Extractor

from cleaning.markup import parse
from cleaning.search import ask, by_steps, characters_in, is_forum, is_settled, is_short, main_text, pruned

PARAGRAPH = (
    "<p>The ferry was late for the {} time this week, and the few who waited for it on the pier did not mind.</p>"
)
STORY = f"<html><body><article><h1>Late</h1>{''.join(PARAGRAPH.format(n) for n in range(30))}</article></body></html>"
MENU = f"<ul>{''.join(f'<li>Part {n} of the town and what goes on there</li>' for n in range(200))}</ul>"
ONE_PIECE = f"<html><body><h1>Late</h1><b>{'The ferry was late again. ' * 80}</b></body></html>"
SCRIPTED = STORY.replace("</body>", f"<script>{'let late = 1; ' * 1_000}</script></body>")
BESIDE_MENU = STORY.replace("</body>", f"{MENU}</body>")
COMMENTED = STORY.replace("</body>", f'<div class="comments">{PARAGRAPH.format("last")}</div></body>')
APPENDED = STORY.replace("</body>", f'<div class="infinite-scroll">{PARAGRAPH.format("last")}</div></body>')
FORUM = STORY.replace(
    "</body>", '<script type="application/ld+json">{"@type": "DiscussionForumPosting"}</script></body>'
)
SHORT = "<html><body><article><h1>Late</h1><p>The ferry was late.</p></article></body></html>"
PAGES = {
    "a story": STORY,
    "beside a menu": BESIDE_MENU,
    "in one piece": ONE_PIECE,
    "with a script": SCRIPTED,
    "with comments": COMMENTED,
    "with another story": APPENDED,
    "a forum": FORUM,
    "short": SHORT,
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_by_steps_is_found_what_all_searches_find(page: str) -> None:
    assert main_text(parse(page), None) == ask(parse(page), None)


def test_a_story_that_is_most_of_its_page_needs_one_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaning.search.compare_extraction", None)  # is not asked
    assert by_steps(parse(STORY), None)


@pytest.mark.parametrize("page", [FORUM, SHORT], ids=["a forum", "short"])
def test_forums_and_short_texts_take_more_steps(page: str) -> None:
    assert by_steps(parse(page), None) is None


def test_a_tree_is_left_as_it_is() -> None:
    tree = parse(COMMENTED)
    assert main_text(tree, None) == main_text(tree, None)
    assert tree.find(".//div") is not None


@pytest.mark.parametrize("page", [COMMENTED, APPENDED], ids=["comments", "another story"])
def test_comments_and_appended_stories_are_pruned(page: str) -> None:
    assert pruned(parse(page)).find(".//div") is None


def test_scripts_are_no_part_of_a_page() -> None:
    assert characters_in(parse(SCRIPTED)) <= characters_in(parse(STORY)) + 1


@pytest.mark.parametrize(("share", "settled"), [(1.0, True), (0.5, False)])
def test_more_than_half_of_a_page_is_settled(share: float, *, settled: bool) -> None:
    body = parse(STORY).find(".//article")
    assert body is not None
    lines = "".join(body.itertext())
    assert is_settled(body, lines[: int(share * len(lines))], parse(STORY)) is settled


def test_a_text_in_one_piece_is_not_settled() -> None:
    body = parse(ONE_PIECE).find("body")
    assert body is not None
    body.remove(body[0])
    assert not is_settled(body, "The ferry was late again. " * 80, parse(ONE_PIECE))


def test_a_small_part_of_a_page_is_short() -> None:
    options = Extractor()
    assert is_short("It rained.", parse(STORY), options)
    assert is_short("It rained all day. " * 20, parse(STORY + MENU), options)
    assert not is_short("It rained all day. " * 60, parse(STORY), options)


def test_forums_say_what_they_are() -> None:
    assert is_forum(parse(FORUM))
    assert not is_forum(parse(STORY))
