"""Headline and date in one block with the story, as on pages whose paragraphs are parted by line breaks only."""

from __future__ import annotations

import pytest

from cleaning.clean import judge_lines
from cleaning.values import Article, Block, Context

STORY = "The ferry to the outer islands will not sail before Thursday, the harbour office in Sandvik said."
MORE = "Two hundred passengers spent the night in the sports hall while the wind tore at the roof."
TITLE = "Ferry stays in port"


def kept(*parts: str, before: str = "") -> str:
    """What is left of a line of these parts, line breaks between them."""
    ends = [sum(len(part) + 1 for part in parts[: number + 1]) - 1 for number in range(len(parts) - 1)]
    block = Block(" ".join(parts), breaks=tuple(ends))
    blocks = (*([Block(before)] if before else []), block, Block(MORE))
    return judge_lines(Article(None, title=TITLE, blocks=blocks), Context.empty())[bool(before)].clean


@pytest.mark.parametrize(
    ("parts", "left"),
    [
        ((TITLE, "Posted: 12 March 2024, 8:15 AM", STORY), STORY),
        ((TITLE, "Posted: 12 March 2024, 8:15 AM"), ""),
        (("By Ada Brown", STORY), STORY),
        ((STORY, TITLE), f"{STORY} {TITLE}"),
        (("Rain on the quay", "Wind in the rope", STORY), f"Rain on the quay Wind in the rope {STORY}"),
    ],
)
def test_parts_over_the_first_paragraph(parts: tuple[str, ...], left: str) -> None:
    assert kept(*parts) == left


def test_a_date_between_breaks_further_down_stays() -> None:
    assert kept("12 March 2024", STORY, before=MORE) == f"12 March 2024 {STORY}"
