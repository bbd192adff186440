"""Every kind of difference points where its case file says, and nowhere else; laws that hold for any two texts.

A case is title . lines of A . lines of B . differences expected . Among the lines `# Words` is the headline. A
difference is "span of A | span of B | score at least"; only those of the file's own kind are looked at where some are
expected, and where none is there may be none of any kind.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.clean import clean
from cleaning.copies.copy import copy_of
from cleaning.copies.differences import DIFFERENCES
from cleaning.copies.drift import drift_between, drift_of, prepare
from cleaning.copies.leans import LEANS
from cleaning.copies.values import HONEST, TITLE, Copy, Difference, Origin, Place, Side
from cleaning.extract import extract
from cleaning.pages import page_from_lines
from cleaning.values import Context, Garble, GarbleStatus

CASES = Path(__file__).parent / "cases" / "drift"
CASE = re.compile(
    r"^(?P<title>[^\n]+)\n\.\n(?P<a>.*?)\n\.\n(?P<b>.*?)\n\.\n(?P<expected>.*?)\n?\.$", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class DriftCase:
    kind: str
    title: str
    a: Copy
    b: Copy
    expected: tuple[tuple[str, str, float], ...]


def read_cases(path: Path) -> list[DriftCase]:
    found = []
    for match in CASE.finditer(path.read_text(encoding="utf-8")):
        rows = [row.split(" | ") for row in match["expected"].splitlines() if row]
        expected = tuple((a, b, float(score)) for a, b, score in rows)
        found.append(DriftCase(path.stem, match["title"], copied(match["a"]), copied(match["b"]), expected))
    return found


def copied(text: str) -> Copy:
    rows = [row for row in text.splitlines() if row]
    title = next((row.removeprefix("# ") for row in rows if row.startswith("# ")), None)
    return Copy(tuple(row for row in rows if not row.startswith("# ")), title, "en")


ALL = [case for path in sorted(CASES.glob("*.md")) for case in read_cases(path)]


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.kind}: {case.title}")
def test_cases(case: DriftCase) -> None:
    found = drift_between(case.a, case.b).differences
    if not case.expected:
        assert not found
    own = [one for one in found if one.kind == case.kind]
    assert [(one.a.text, one.b.text) for one in own] == [(a, b) for a, b, _ in case.expected]
    assert all(one.score >= least for one, (_, _, least) in zip(own, case.expected, strict=True))


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.kind}: {case.title}")
def test_swapped_copies_mirror(case: DriftCase) -> None:
    there, back = drift_between(case.a, case.b), drift_between(case.b, case.a)
    assert sorted((one.kind, one.a.text, one.b.text) for one in there.differences) == sorted(
        (one.kind, one.b.text, one.a.text) for one in back.differences
    )
    assert there.score == pytest.approx(back.score)
    assert there.lean == pytest.approx(-back.lean)
    assert {there.garbled, back.garbled} in ({None}, {Side.A, Side.B})


@pytest.mark.parametrize("row", DIFFERENCES, ids=lambda row: row.kind)
def test_every_kind_has_a_hit_and_a_near_miss(row: object) -> None:
    kind = getattr(row, "kind", "")
    own = [case for case in ALL if case.kind == kind]
    assert any(case.expected for case in own)
    assert any(not case.expected for case in own)


def test_names_of_evidence_differ() -> None:
    assert len({name for name, _ in LEANS}) == len(LEANS)


WORDS = """
the a Lomvik Aune "we sail," said not 12 4.5 million $3 km harbour fell rose by he she “no” ferry ‘old’ 雨。 don't .
"""
words = st.sampled_from(WORDS.split())
lines = st.lists(st.lists(words, max_size=25).map(" ".join), max_size=5).map(tuple)
rubbish = st.lists(st.text(max_size=60), max_size=4).map(tuple)


def spans_replay(copy: Copy, place: Place) -> bool:
    text = (copy.title or "") if place.line == TITLE else copy.lines[place.line]
    return text[place.start : place.end] == place.text and place.start < place.end


@settings(max_examples=80, deadline=None)
@given(lines | rubbish, lines | rubbish)
def test_spans_replay_and_scores_are_bounded(one: tuple[str, ...], two: tuple[str, ...]) -> None:
    a, b = Copy(one, "Ferry to Lomvik", "en"), Copy(two, None, "en")
    drift = drift_between(a, b)
    assert 0 <= drift.score <= 1
    assert 0 <= drift.aligned <= 1
    for difference in drift.differences:
        assert spans_replay(a, difference.a)
        assert spans_replay(b, difference.b)
        assert 0 < difference.score <= 1
    assert drift == drift_of(prepare(a), prepare(b))


@settings(max_examples=60, deadline=None)
@given(lines | rubbish, st.randoms(use_true_random=False))
def test_a_copy_of_itself_has_no_drift_in_any_order(given_lines: tuple[str, ...], chance: Random) -> None:
    shuffled = list(given_lines)
    chance.shuffle(shuffled)
    drift = drift_between(Copy(given_lines, language="en"), Copy(tuple(shuffled), language="en"))
    assert drift.score == 0
    assert not drift.differences
    assert drift.garbled is None


@pytest.mark.parametrize(
    "text",
    ["", " ", "Rain.", "雨が降った。" * 50, "\x00\ufffd " * 20, "12 " * 500, '"' * 300, "word " * 3_000, "A." * 2_000],
)
def test_odd_texts(text: str) -> None:
    odd, plain = Copy((text,)), Copy(("Rain fell on the harbour of Lomvik on Monday.",))
    for a, b in ((odd, plain), (plain, odd), (odd, odd), (Copy(()), odd)):
        assert drift_between(a, b).garbled is None


def test_a_book_takes_bounded_time() -> None:
    rows = tuple(f"On day {n} ferry {n % 97} left pier {n % 13} and Captain Aune wrote it down." for n in range(20_000))
    others = tuple(row.replace("left", "quit") for row in rows)
    start = time.process_time()
    drift_between(Copy(rows, language="en"), Copy(others, language="en"))
    assert time.process_time() - start < 20


def test_the_same_line_a_thousand_times_takes_bounded_time() -> None:
    start = time.process_time()
    one = Copy(("The ferry left the pier at noon and came back at night.",) * 1_000)
    assert drift_between(one, one).score == 0
    assert time.process_time() - start < 10


STORY = Copy(
    (
        'The harbour of Lomvik will close for the winter, Oda Lind said on Monday. "The ice decides, not the council."',
        "Captain Per Aune, whose ferry crossed the sound for 31 years, will take his crew of 12 south to Osterhamn.",
        "The council set aside 4.5 million crowns for the sailors who lose their pay.",
    ),
    "Lomvik harbour to close for winter",
    "en",
)
DRIFTED = Copy(
    (
        'The harbour of Lomvik will close for the winter, Oda Lind said on Monday. "The ice commands, not the advice."',
        "Captain Per Aune, whose ferry crossed the noise for 13 years, will take his equipage of 12 south to Ostehamn.",
        "The council set aside 4.5 million crowns for the sailors who lose their pay.",
    ),
    "Lomvik harbour to close for winter",
    "en",
)


HONEST_CASE = re.compile(r"^(?P<title>[^\n]+)\n\.\n(?P<a>.*?)\n\.\n(?P<b>.*?)\n\.$", re.DOTALL | re.MULTILINE)
HONEST_TEXT = (CASES.parent / "drift-honest.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("match", [*HONEST_CASE.finditer(HONEST_TEXT)], ids=lambda match: match["title"])
def test_honest_edits_stay_below_the_bound(match: re.Match[str]) -> None:
    a, b = copied(match["a"]), copied(match["b"])
    for drift in (drift_between(a, b), drift_between(b, a)):
        assert drift.score < HONEST
        assert drift.garbled is None
        assert {one.kind for one in drift.differences} <= {"wording"}


def test_support_names_the_garbled_copy() -> None:
    drift = drift_between(STORY, DRIFTED, support=(3, 0))
    assert drift.score > HONEST
    assert drift.garbled is Side.B
    assert drift_between(STORY, DRIFTED, support=(0, 4)).garbled is Side.A
    assert any("3 other copies" in reason for reason in drift.why)


def test_the_original_by_its_own_page_and_its_date_speak_for_it() -> None:
    own = replace(STORY, origin=Origin("Vela", is_own=True), published="2026-03-02")
    late = replace(DRIFTED, published="2026-03-04T08:00:00+00:00")
    assert drift_between(own, late).lean > drift_between(STORY, DRIFTED).lean + 1


def test_own_scores_name_the_garbled_copy() -> None:
    suspect = replace(DRIFTED, garble=Garble(GarbleStatus.JUDGED, 0.97))
    clear = replace(STORY, garble=Garble(GarbleStatus.JUDGED, 0.02))
    assert drift_between(clear, suspect).garbled is Side.B
    assert drift_between(suspect, clear).garbled is Side.A


def test_one_sentence_parted_in_two_is_no_drift() -> None:
    a = Copy(
        ("Captain Per Aune, whose ferry has crossed the sound for years, will take his crew to Osterhamn in May.",)
    )
    b = Copy(("Captain Per Aune will take his crew to Osterhamn in May.", "His ferry has crossed the sound for years."))
    assert drift_between(a, b).score <= HONEST


def test_other_languages_have_quotes_numbers_and_names() -> None:
    start, end = "Bürgermeisterin Oda Lind sagte am Montag: ", "Gäste ins Rathaus."
    a = Copy((f"{start}„Das Eis entscheidet, nicht der Rat.“ Am Abend kamen 64 {end}",), language="de")
    b = Copy((f"{start}„Das Eis befiehlt, nicht der Rat.“ Am Abend liefen 46 {end}",), language="de")
    assert [one.kind for one in drift_between(a, b).differences] == ["quote", "number"]


def test_what_was_cut_is_blank_and_offsets_hold() -> None:
    rows = [
        "The ferry left Lomvik on Monday with forty people on board, the coast guard said.",
        "Sign up to our newsletter",
    ]
    cleaned = clean(extract(page_from_lines(rows)), Context.empty())
    copy = copy_of(cleaned)
    assert [len(line) for line in copy.lines] == [len(line.text) for line in cleaned.lines]
    assert copy.text == rows[0]


def test_the_operator_reads_no_guess_at_what_made_it() -> None:
    drift = drift_between(STORY, DRIFTED, support=(2, 0))
    said = " ".join((*drift.why, *(one.reason for one in drift.differences)))
    assert "machine" not in said


def test_differences_come_in_the_order_of_a() -> None:
    found: tuple[Difference, ...] = drift_between(STORY, DRIFTED).differences
    assert list(found) == sorted(found, key=lambda one: (one.a.line, one.a.start))
