"""Where a page's text stands thickest, and when that is believed instead of trafilatura."""

from __future__ import annotations

import pytest

from cleaning.densest import LEAST_BLOCKS, densest, is_nothing, is_wider, share_held, with_middle, without_readers
from cleaning.extract import extract
from cleaning.pages import page_from_html
from cleaning.values import Block

STORY = (
    "The ferry to Port Vela was late again on Tuesday, and the forty people on the quay had stopped minding.",
    "Its owner, the island council, has promised a second boat since the spring, but the yard has not begun it.",
    "“We were told it would be here by summer,” said Mara Lind, who loses a day's bread with each delay.",
    "The engineer said on Wednesday that the engine would be taken out in October, when fewer visitors come.",
    "Nobody in the office could say on Friday who will pay for the repair, or whether the school's boat may be used.",
    "Until then the boat will leave at seven and at four, says a notice on the door of the ticket office.",
)
TEASER = (
    "<article><h1>Ferry late again</h1><p>By Mara Lind</p><p>The boat is to be mended in October, the council says. "
    "It has waited for that since the spring of last year.</p></article>"
)
MENU = (
    "<ul>" + "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("Harbour", "Sport", "Letters")) * 3 + "</ul>"
)


def paragraphs(mark: str) -> str:
    return f'<div class="{mark}">{"".join(f"<p>{text}</p>" for text in STORY)}</div>'


def lines_of(body: str) -> list[str]:
    page = page_from_html(f"<html><head><title>Ferry late again</title></head><body>{body}</body></html>")
    return [line.text for line in extract(page).lines]


def test_a_story_that_no_search_finds_is_read_where_text_is_thickest() -> None:
    assert lines_of(TEASER + MENU + paragraphs("related")) == list(STORY)


def test_readers_words_under_a_brief_are_not_its_story() -> None:
    lines = lines_of(TEASER + MENU + paragraphs("comment-list"))
    assert not set(STORY) & set(lines)
    assert any("mended in October" in line for line in lines)


@pytest.mark.parametrize(
    ("path", "marks", "expected"),
    [
        ("html/body/div/p", (), 6),
        ("html/body/div/p", ("comment-body", "thread"), 0),
        ("html/body/footer/p", (), 0),
        ("html/body/aside/div/p", (), 6),
        ("html/body/div/p", ("commentary",), 0),  # a column may be called so: it is then trafilatura's alone
    ],
)
def test_stretches(path: str, marks: tuple[str, ...], expected: int) -> None:
    menu = [Block("Harbour"), Block("Sport")] * 4
    blocks = [*menu, *(Block(text, "p", path, marks) for text in STORY), *menu]
    assert len(densest(without_readers(blocks))) == expected


def test_a_mark_of_the_whole_page_sets_nothing_apart() -> None:
    blocks = [Block(text, "p", "html/body/p", ("comments-open",)) for text in STORY]
    assert without_readers(blocks) == blocks


def test_what_a_search_is_believed_for() -> None:
    stretch = [Block(text) for text in STORY]
    assert share_held(STORY, stretch) == 1
    assert share_held(STORY[:2], stretch) == pytest.approx(0.33, abs=0.02)
    assert is_nothing(["Ferry late again"], stretch)
    assert not is_nothing(STORY[:1], stretch)  # a part of it
    assert not is_nothing(["The boat is to be mended. " * 12], stretch)  # a text of its own
    assert not is_nothing(["Ferry"], stretch[:1])  # too little to be a story
    assert is_wider(STORY, STORY[:2])
    assert not is_wider(STORY, STORY[:4])


def slides(*, behind: bool) -> list[Block]:
    """A page of which a search has chosen the opening and what stands at its end."""
    path = "html/body/section/p"
    opening, end = (
        Block("The seven lamps of the sound, from the oldest to the one that nobody has lit yet."),
        Block("Tide"),
    )
    middle = [Block(text, "p", path, extracted=False, chosen=False) for text in STORY]
    return [opening, *middle, end] if not behind else [opening, end, *middle]


def test_a_long_stretch_between_chosen_blocks_is_chosen() -> None:
    assert len(STORY) >= LEAST_BLOCKS
    assert all(block.chosen for block in with_middle(slides(behind=False)))
    assert not any(block.chosen for block in with_middle(slides(behind=True))[2:])  # may be comments
    few = [*slides(behind=False)[:4], Block("Tide")]
    assert not any(block.chosen for block in with_middle(few)[1:-1])
