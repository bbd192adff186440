"""Which lines a page shows: every one in some part, in order, nothing marked ever folded."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleaning.values import Block
from review.article.passages import PART, Spot, part_of, shown, spots_of

PAGES = st.lists(st.tuples(st.booleans(), st.booleans()), max_size=700).map(
    lambda rows: tuple(Spot(number, *row) for number, row in enumerate(rows))
)


@given(PAGES, st.booleans())
def test_all_parts_together_show_everything_once_and_in_order(spots: tuple[Spot, ...], only: bool) -> None:  # noqa: FBT001
    parts = [shown(spots, part + 1, only_touched=only) for part in range(shown(spots, 1, only_touched=only).parts)]
    seen = [spot for part in parts for passage in part.passages for spot in passage.spots]
    assert seen == [spot for spot in spots if spot.is_touched or not only]
    assert all(sum(len(passage.spots) for passage in part.passages) <= PART for part in parts)
    assert parts[0].hidden == len(spots) - len(seen)


@given(PAGES)
def test_nothing_that_is_marked_is_folded(spots: tuple[Spot, ...]) -> None:
    for passage in shown(spots, 1, only_touched=False).passages:
        assert not (passage.is_folded and any(spot.is_touched for spot in passage.spots))


def test_blocks_stand_in_page_order_between_lines() -> None:
    blocks = [Block("menu", chosen=False), Block("one"), Block("share", chosen=False), Block("two")]
    spots = spots_of(blocks, {1}, 2, with_blocks={2})
    lines = (Spot(0, is_line=True), Spot(1, is_line=True, is_touched=True))
    assert spots == (Spot(0, is_line=False), lines[0], Spot(2, is_line=False, is_touched=True), lines[1])
    assert spots_of(blocks, {1}, 2, with_blocks=None) == lines


def test_a_part_beyond_the_last_is_the_last_one() -> None:
    spots = tuple(Spot(number, is_line=True) for number in range(PART + 1))
    assert shown(spots, 99, only_touched=False).part == 2
    assert shown(spots, -4, only_touched=False).part == 1
    assert part_of(spots, PART) == 2
    assert shown((), 1, only_touched=True).passages == ()
