"""Cases as they are written are read as they were meant: whatever a page holds, or the case is refused by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.clean import clean, judge_lines
from cleaning.habits import line_key
from cleaning.values import Article, Block, Context, Cut, Kind, Link, SiteProfile
from export import notation
from export.cases import Case, Refused, State, line_case, title_of, written
from export.decided import decided
from export.given import given as give
from export.notation import Detail, NotationError
from export.signal_cases import finding_cases
from storage.records import DecisionRecord, Event, Subject, Target
from tests import casefile
from tests.test_signals import findings, read_signal_cases

AT = datetime(2026, 5, 3, tzinfo=UTC)
TITLE = title_of("harbour.example", "2026-05-03")
BODY = (
    "The ferry to the outer islands will not sail before Thursday, the harbour office in Sandvik said.",
    "Two hundred passengers spent the night in the sports hall while the wind tore at the roof.",
    "The mayor thanked the cooks, who had served soup until two in the morning, and promised blankets.",
)
SEE_ALSO = "See also  Baker of the year wins a second oven in raffle"

odd_text = st.text(st.sampled_from(list("ab .#~<>?{}[]()\\-|é\u202e\n\x85\x00")), min_size=1, max_size=12)
words = odd_text | st.sampled_from(
    [".", "#", "# x", "## a", "~ b", "<p> c", "- d", "> e", "{ad} f", "[g](h)", "\\", "?-1 a: b"]
)


@st.composite
def a_block(draw: st.DrawFn) -> Block:
    text = draw(words)
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    link = Link(
        start,
        end,
        draw(st.sampled_from(["https://a.example/b (c)", "", "/x\\y", "https://tidings.example/z"])),
        draw(st.booleans()),
    )
    return Block(
        text,
        tag=draw(st.sampled_from(["", "p", "h3", "li", "blockquote", "td"])),
        path=draw(st.sampled_from(["", "html/body/p", "html/body/main/div/p", "html/body/x-y/p", "html/head"])),
        marks=draw(st.sampled_from([(), ("story", "@hidden"), ("a.b",), ("rail-2",)])),
        links=draw(st.sampled_from([(), (link,)])),
        chosen=draw(st.booleans()),
        belongs=draw(st.sampled_from([None, -2.345, 0.0])),
        doubts=draw(st.sampled_from([(), ("its row: short",), ("\\",)])),
    )


def word(number: int, event: Event, target: Target | None) -> DecisionRecord:
    return DecisionRecord(number, event, "", "ada", AT, 1, target)


def on_line(number: int, event: Event, text: str, **more: object) -> DecisionRecord:
    return word(number, event, Target(Subject.LINE, text, **more))  # type: ignore[arg-type]


def read_back(text: str) -> list[casefile.Case]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "wild.md"
        path.write_text(text, encoding="utf-8")
        return list(casefile.cases(path))


@settings(deadline=None)
@given(st.lists(a_block(), min_size=1, max_size=4), st.sampled_from(list(Detail)), words)
def test_what_is_written_is_read(blocks: list[Block], detail: Detail, title: str) -> None:
    article = Article("https://harbour.example/x", title=title, byline="A \\ B", blocks=tuple(blocks))
    site = SiteProfile("harbour.example", 3, 40, lines=tuple(sorted({(line_key(b.text), 30) for b in blocks})))
    try:
        case = give(article, range(len(blocks)), Context(site=site), detail)
        expected = [notation.plain(block.text) for block in case.article.lines]
    except NotationError:
        odd = any(notation.is_odd(c) for block in blocks for c in block.text)
        assert odd or not all(block.text.strip() for block in blocks)
        return
    (found,) = read_back(written(TITLE, case.rows, expected))
    assert found.article == case.article
    assert found.context == case.context
    assert found.expected == tuple(block.text for block in case.article.lines)


def test_a_wrong_cut_becomes_a_known_failure() -> None:
    article = Article(
        "https://harbour.example/x", title="Ferry stays", blocks=tuple(map(Block, (*BODY, SEE_ALSO, *BODY[::-1])))
    )
    cleaned = clean(article, Context.empty())
    assert cleaned.lines[3].clean == ""
    words = [on_line(1, Event.WRONGLY_CUT, SEE_ALSO, name="see_also", line=3)]
    case = line_case(decided(cleaned, words), TITLE, Context.empty())
    assert isinstance(case, Case)
    assert (case.state, case.file) == (State.FAILS, "known-failures.md")
    (found,) = read_back(case.text)
    assert SEE_ALSO in found.expected
    assert found.name == f"wild: {TITLE}"
    assert len(found.article.lines) == 3
    assert tuple(line.clean for line in judge_lines(found.article, found.context)) == (BODY[2], "", BODY[2])


def test_a_line_that_should_be_cut_must_go_and_one_that_belongs_in_must_stay() -> None:
    litter = "Our correspondents file from nine harbours, and from one lighthouse."
    blocks = (Block(BODY[0]), Block(litter), Block(BODY[1], chosen=False), Block(BODY[2]))
    cleaned = clean(Article("https://harbour.example/x", blocks=blocks), Context.empty())
    words = [
        on_line(1, Event.SHOULD_BE_CUT, litter, kind="author_bio", line=1),
        word(2, Event.BELONGS_IN, Target(Subject.BLOCK, BODY[1], line=2)),
    ]
    case = line_case(decided(cleaned, words), TITLE, Context.empty())
    assert isinstance(case, Case)
    (found,) = read_back(case.text)
    assert found.expected == BODY
    assert case.state is State.FAILS
    assert any("belong in" in note for note in case.notes)


def test_what_the_site_repeats_goes_into_the_case() -> None:
    line = "All of the coast in one place"
    article = Article("https://harbour.example/x", blocks=tuple(map(Block, (*BODY, line))))
    context = Context("site-3", SiteProfile("harbour.example", 3, 40, lines=((line_key(line), 39),)))
    cleaned = clean(article, context)
    assert cleaned.lines[3].cuts
    case = line_case(decided(cleaned, [on_line(1, Event.WRONGLY_CUT, line, line=3)]), TITLE, context)
    assert isinstance(case, Case)
    assert case.state is State.FAILS
    assert f"#line 39 {line}" in case.text


@pytest.mark.parametrize("text", ["a\nb", "a\x00b", "\ud800", "\u202egnp.exe", "x" * 6_000, "\u2028"])
def test_what_no_row_can_hold_is_refused_by_name(text: str) -> None:
    cleaned = clean(Article(None, blocks=(Block(BODY[0]), Block(text))), Context.empty())
    case = line_case(decided(cleaned, [on_line(1, Event.SHOULD_BE_CUT, text, line=1)]), TITLE, Context.empty())
    assert isinstance(case, Refused)
    assert case.reason
    assert case.reason.isprintable()


def test_a_neighbour_that_no_row_can_hold_is_left_out() -> None:
    blocks = tuple(map(Block, (BODY[0], "x" * 5_000_000, SEE_ALSO, "\u202egnp.exe", BODY[1])))
    cleaned = clean(Article(None, language="en", blocks=blocks), Context.empty())
    words = [on_line(1, Event.WRONGLY_CUT, SEE_ALSO, line=2), on_finding(2, Event.RIGHT, "formula", "x" * 100, 1)]
    case = line_case(decided(cleaned, words), TITLE, Context.empty())
    assert isinstance(case, Case)
    assert read_back(case.text)[0].expected[-1] in {SEE_ALSO, BODY[1]}
    (found,) = finding_cases(cleaned, words, TITLE)
    assert isinstance(found, Refused)
    assert "5,000,000 characters" in found.reason


def test_nothing_said_is_no_case() -> None:
    cleaned = clean(Article(None, blocks=(Block(BODY[0]),)), Context.empty())
    assert line_case(decided(cleaned, [word(1, Event.FINE, None)]), TITLE, Context.empty()) is None
    assert finding_cases(cleaned, [word(1, Event.FINE, None)], TITLE) == ()


def on_finding(number: int, event: Event, signal: str, text: str, line: int | None) -> DecisionRecord:
    return word(number, event, Target(Subject.FINDING, text, signal, line=line))


def signal_case(case: Case | Refused, tmp_path: Path) -> tuple[Case, list[str], list[tuple[str, float]]]:
    assert isinstance(case, Case)
    path = tmp_path / Path(case.file).name
    path.write_text(case.text, encoding="utf-8")
    (found,) = read_signal_cases(path)
    return case, [one.text.strip() for one in findings(found.signal, found.reading)], list(found.expected)


def test_findings_become_cases_of_their_signal(tmp_path: Path) -> None:
    lines = (
        "The White Home of the islands will sell tickets.",
        *BODY,
        "# In the lengthy run the board wants a ramp.",
        ".",
    )
    cleaned = clean(Article(None, title="Ferry", language="en", blocks=tuple(map(Block, lines))), Context.empty())
    assert {finding.text for finding in cleaned.garble.findings} >= {"White Home", "In the lengthy run"}
    said = [
        on_finding(1, Event.WRONG, "formula", "White Home", 0),
        on_finding(2, Event.RIGHT, "formula", "In the lengthy run", 4),
        replace(on_finding(3, Event.WRONG, "formula", "In the lengthy run", 4), stands=False),
    ]
    (made,) = finding_cases(cleaned, said, TITLE)
    case, now, expected = signal_case(made, tmp_path)
    assert case.state is State.FAILS
    assert case.file == "failing-signals/formula.md"
    assert now == ["White Home", "In the lengthy run"]
    assert [span for span, _ in expected] == ["In the lengthy run"]
    assert expected[0][1] >= 0.5
    (made,) = finding_cases(cleaned, said[1:2], TITLE)
    case, now, expected = signal_case(made, tmp_path)
    assert (case.state, case.file) == (State.PASSES, "signals/formula.md")
    assert now == [span for span, _ in expected]
    assert case.text.count("\n.\n") == 3


def test_a_finding_that_is_not_found_any_more_is_asked_for(tmp_path: Path) -> None:
    cleaned = clean(Article(None, language="en", blocks=tuple(map(Block, BODY))), Context.empty())
    (made,) = finding_cases(cleaned, [on_finding(1, Event.RIGHT, "formula", "sports hall", 1)], TITLE)
    case, now, expected = signal_case(made, tmp_path)
    assert (case.state, now, expected) == (State.FAILS, [], [("sports hall", 0.1)])
    (gone,) = finding_cases(cleaned, [on_finding(1, Event.RIGHT, "formula", "no such words", 1)], TITLE)
    assert isinstance(gone, Refused)
    (unknown,) = finding_cases(cleaned, [on_finding(1, Event.RIGHT, "last_years", "sports hall", 1)], TITLE)
    assert isinstance(unknown, Refused)


@settings(deadline=None, max_examples=60)
@given(st.lists(words, min_size=1, max_size=4), st.data())
def test_any_word_on_a_finding_is_read_back_or_refused(lines: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(lines) - 1))
    start = data.draw(st.integers(0, len(lines[place]) - 1))
    cleaned = clean(Article(None, title=lines[0], language="de", blocks=tuple(map(Block, lines))), Context.empty())
    event = data.draw(st.sampled_from([Event.RIGHT, Event.WRONG]))
    (made,) = finding_cases(cleaned, [on_finding(1, event, "doubled_word", lines[place][start:], place)], TITLE)
    if isinstance(made, Refused):
        return
    with TemporaryDirectory() as folder:
        case, now, expected = signal_case(made, Path(folder))
        spans = [span for span, _ in expected]
        assert (now == spans) is (case.state is State.PASSES)
        assert (lines[place][start:].strip() in spans) is (event is Event.RIGHT)


@settings(deadline=None, max_examples=60)
@given(st.lists(words, min_size=1, max_size=5), st.data())
def test_any_word_on_a_line_is_read_back_or_refused(lines: list[str], data: st.DataObject) -> None:
    cleaned = clean(Article(None, title="x", language="en", blocks=tuple(map(Block, lines))), Context.empty())
    place = data.draw(st.integers(0, len(lines) - 1))
    event = data.draw(st.sampled_from([Event.WRONGLY_CUT, Event.SHOULD_BE_CUT]))
    kept = decided(cleaned, [on_line(1, event, lines[place], line=place)])
    case = line_case(kept, TITLE, Context.empty())
    if isinstance(case, Refused):
        return
    assert case is not None
    (found,) = read_back(case.text)
    if lines.count(lines[place]) == 1:
        assert (lines[place] in found.expected) is (event is Event.WRONGLY_CUT)
    now = tuple(line.clean for line in judge_lines(found.article, found.context) if line.clean)
    assert (now == found.expected) is (case.state is State.PASSES)


def test_cuts_of_part_of_a_line_come_back_whole() -> None:
    text = BODY[0] + " Share this."
    cleaned = clean(Article(None, blocks=(Block(text),)), Context.empty())
    line = replace(cleaned.lines[0], cuts=(Cut("share", Kind.SHARE, len(BODY[0]), len(text)),))
    kept = decided(replace(cleaned, lines=(line,)), [on_line(1, Event.WRONGLY_CUT, text, name="share", line=0)])
    case = line_case(kept, TITLE, Context.empty())
    assert isinstance(case, Case)
    assert read_back(case.text)[0].expected == (text,)
