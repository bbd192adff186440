"""Laws of the segments that a line is shown in."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from review.article.marks import MOST_SEGMENTS, Segment, Span, segments, shortened

TEXTS = st.text(max_size=60)
SPANS = st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70)), max_size=12).map(
    lambda pairs: tuple(Span(start, end, f"span-{number}") for number, (start, end) in enumerate(pairs))
)


@given(TEXTS, SPANS)
def test_segments_joined_give_the_text_back(text: str, spans: tuple[Span, ...]) -> None:
    found = segments(text, spans)
    assert "".join(one.text for one in found) == text
    assert all(text[one.start : one.start + len(one.text)] == one.text != "" for one in found)


@given(TEXTS, SPANS)
def test_every_span_is_covered_by_exactly_its_characters(text: str, spans: tuple[Span, ...]) -> None:
    found = segments(text, spans)
    for span in spans:
        covered = {at for one in found if span.name in one.names for at in range(one.start, one.start + len(one.text))}
        assert covered == set(range(max(0, span.start), min(len(text), span.end)))


@given(TEXTS, SPANS)
def test_every_span_with_characters_opens_once_and_where_it_begins(text: str, spans: tuple[Span, ...]) -> None:
    found = segments(text, spans)
    for span in spans:
        opened = [one.start for one in found if span.name in one.opens]
        assert opened == ([max(0, span.start)] if max(0, span.start) < min(len(text), span.end) else [])


@given(TEXTS, SPANS, st.integers(1, 40), st.integers(0, 6))
def test_what_is_left_out_is_counted(text: str, spans: tuple[Span, ...], most: int, around: int) -> None:
    found = segments(text, spans)
    short = shortened(found, most, around)
    assert sum(len(one.text) + one.left_out for one in short) == len(text)
    at = 0
    for one in short:
        assert one.start == at
        assert text[at : at + len(one.text)] == one.text
        at += len(one.text) + one.left_out
    assert [name for one in short for name in one.opens] == [name for one in found for name in one.opens]


def test_a_line_of_five_million_characters_with_ten_thousand_spans_is_short_and_quick() -> None:
    text = "word " * 1_000_000
    spans = [Span(at, at + 900, f"span-{at}") for at in range(0, 5_000_000, 500)]
    began = time.process_time()
    found = segments(text, spans)
    short = shortened(found, 4000)
    assert time.process_time() - began < 2
    assert "".join(one.text for one in found) == text
    assert len(short) <= 3 * MOST_SEGMENTS + 1
    assert sum(len(one.text) for one in short) < 60_000


def test_nothing_is_one_segment_of_nothing() -> None:
    assert segments("", [Span(0, 3, "x")]) == ()
    assert segments("ab", []) == (Segment("ab", 0),)
