"""Two copies beside each other: every sentence once, the text whole, every difference marked where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaning.copies.drift import drift_between
from cleaning.copies.sentences import read
from cleaning.copies.values import TITLE, Copy
from review.copies.aligned import MOST_CHARACTERS, Row, bounded, in_order, rows, unaligned, uncompared
from tests import copy_samples

TEXTS = {
    name: Copy(tuple(getattr(copy_samples, name).split("\n")), title="Ferries stop for a week")
    for name in ("STORY", "TRIMMED", "EDITED", "SPUN")
}


def side(found: tuple[Row, ...], name: str) -> dict[int, str]:
    """Text by line, pieces put together in their order within the line."""
    lines: dict[int, list[tuple[int, str]]] = {}
    for number, row in enumerate(found):
        for passage in getattr(row, name):
            text = "".join(one.text for one in passage.segments)
            lines.setdefault(passage.line, []).append((0 if passage.opens else number + 1, text))
    return {line: "".join(text for _, text in sorted(parts, key=lambda one: one[0])) for line, parts in lines.items()}


@pytest.mark.parametrize("other", ["STORY", "TRIMMED", "EDITED", "SPUN"])
def test_both_texts_are_whole(other: str) -> None:
    a, b = TEXTS["STORY"], TEXTS[other]
    found = rows(read(a), read(b), drift_between(a, b).differences)
    for name, copy in (("a", a), ("b", b)):
        assert side(found, name) == dict(enumerate(copy.lines)) | {TITLE: copy.title}


def test_every_difference_is_marked_on_both_sides_where_it_stands() -> None:
    a, b = TEXTS["STORY"], TEXTS["SPUN"]
    differences = drift_between(a, b).differences
    assert len(differences) > 10
    found = rows(read(a), read(b), differences)
    for number, one in enumerate(differences):
        for name, place in (("a", one.a), ("b", one.b)):
            marked = "".join(
                segment.text
                for row in found
                for passage in getattr(row, name)
                for segment in passage.segments
                if str(number) in segment.names
            )
            assert marked == place.text
    assert all(bool(row.a) and bool(row.b) for row in found)


@given(st.integers(0, 12), st.integers(0, 12), st.data())
def test_every_sentence_stands_in_one_row(ours: int, theirs: int, data: st.DataObject) -> None:
    mine = data.draw(st.permutations(range(ours)))
    others = data.draw(st.permutations(range(theirs)))
    pairs = [([one], [two]) for one, two in zip(mine, others, strict=False)][: data.draw(st.integers(0, 12))]
    found = list(in_order(pairs, ours, theirs))
    assert sorted(number for one, _ in found for number in one) == list(range(ours))
    assert sorted(number for _, two in found for number in two) == list(range(theirs))


def test_a_book_is_compared_as_far_as_its_bound() -> None:
    book = Copy(("word " * 400_000, "Behind it."), title="x" * 300_000)
    kept, missing = bounded(book)
    assert sum(map(len, kept.lines)) == MOST_CHARACTERS
    assert missing == 2_000_000 - MOST_CHARACTERS + 10
    assert len(kept.title or "") == MOST_CHARACTERS
    assert uncompared(read(Copy(("one two.", "", "three.")))) == 0


def test_texts_that_are_no_copies_stand_line_beside_line() -> None:
    found = unaligned(Copy(("one", "", "two"), title="A"), Copy(("three",), title=None))
    assert [[passage.line for passage in (*row.a, *row.b)] for row in found] == [[-1, 0], [0], [2]]
