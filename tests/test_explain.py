from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner

from cleaning.lines import lines_of
from cleaning.values import (
    Article,
    Block,
    CleanedArticle,
    Cut,
    Finding,
    Garble,
    GarbleStatus,
    JudgedLine,
    Kind,
    Opinion,
    Where,
)
from cleaning.verdict import PROTECT, WEAK, judge_line
from commands.explain import explained
from commands.picture import Look, draw, garbling, head, marked
from copydesk import app
from tests.cleaned_samples import AD, BARE, FULL, GARBLED, SEE_ALSO, VERSIONS

PLAIN, COLOUR = Look(in_colour=False), Look(in_colour=True)


def drawn(cleaned: CleanedArticle, *, everything: bool = False, width: int = 80, look: Look = PLAIN) -> str:
    file = io.StringIO()
    console = Console(file=file, width=width, force_terminal=look.in_colour, no_color=False, markup=False)
    console.print(*draw(cleaned, look, everything=everything), sep="\n")
    return file.getvalue()


def flat(picture: str) -> str:
    return " ".join(picture.split())


def test_every_line_has_its_number_sign_and_reasons() -> None:
    shown = flat(drawn(FULL))
    assert "0 Ferry service back 1 ~ The ferry sailed again on Tuesday.[- Read more: Harbour dues rise-]" in shown
    assert "└ related .97 rule last_years_trailer: last_years_trailer [cue: read more]" in shown
    assert "2 - [-See also: -][-[?Mayor?]-][- opens bridge-]" in shown
    assert "└ see_also .99 rule last_years_pointer: last_years_pointer [cue: see also; place]" in shown
    assert "└ garbled? .50 formulas: near a known phrase [Mayor]" in shown
    assert "└ standfirst, stays" in shown
    assert "└ kept at .60: short: 3 words" in shown
    assert shown.count("kept at") == 1
    assert "The [?White Home?] [bold]denied[/bold] the report. └ not found in the page's own tree" in shown


def test_the_head_says_what_is_known() -> None:
    lines = drawn(FULL).splitlines()
    assert lines[0].strip() == "[?Ferry?] sails again"
    assert lines[1].strip() == "By Ada Quill · Northwire · PORT ELLERY · 2026-03-02T08:00:00+00:00 · en · utf-8"
    assert lines[2].strip() == "https://harbour.example/ferry"
    assert head(BARE.article, PLAIN, BARE.garble).plain == "(no headline)"


def test_the_foot_counts_by_kind_and_says_what_is_garbled() -> None:
    shown = flat(drawn(FULL))
    assert "6 lines: 4 kept, 1 trimmed, 1 dropped" in shown
    assert "1 related 1 see_also" in shown
    assert (
        ".93 FLAGGED, looks like crude translation 2 formulas: “the White House” came back changed [White Home]"
        in shown
    )
    assert "1 plug_in: a translation plug-in [gtranslate]" in shown
    assert "confidence .80 · article" in shown
    assert "copydesk 0.1.0 · extract e1 · rules r1 · model m1 · context empty" in shown


def test_what_was_not_judged_says_why() -> None:
    assert "not judged: too short" in drawn(BARE)
    assert "not judged: language limited" in drawn_garble(Garble(GarbleStatus.LANGUAGE_LIMITED))
    assert "not flagged" in drawn_garble(Garble(GarbleStatus.JUDGED, 0.1))


def drawn_garble(garble: Garble) -> str:
    console = Console(file=io.StringIO(), width=80)
    with console.capture() as capture:
        console.print(garbling(garble))
    return capture.get()


def test_blocks_left_out_are_shown_in_their_places_when_asked_for() -> None:
    shown = flat(drawn(FULL, everything=True))
    assert shown.index("· Ferry sails again html/body/main/h1") < shown.index("0 Ferry service back")
    assert "· Advertisement html/body/main/div .ad-slot .rail trafilatura took it 2 -" in shown
    assert AD not in drawn(FULL)


def test_a_long_menu_is_folded_and_what_could_be_story_is_not() -> None:
    menu = [Block(f"Section {number}", extracted=False, chosen=False) for number in range(20)]
    menu[9] = replace(menu[9], text="The harbour office said on Monday that no ferry would sail. " * 3)
    article = replace(BARE.article, blocks=(*menu, *BARE.article.blocks))
    shown = flat(drawn(replace(BARE, article=article), everything=True))
    assert "· Section 2 · … 6 blocks left out · The harbour office" in shown
    assert "· … 7 blocks left out · Section 17 · Section 18 · Section 19" in shown


def test_a_doubtful_line_names_the_rule_and_the_kind_it_is_suspected_of() -> None:
    opinion = Opinion(0, 5, Kind.SEE_ALSO, WEAK, ("cue: rain",))
    protects = Opinion(0, 5, Kind.BODY, PROTECT, ("shape: a sentence",))
    line = lines_of(Article(None, blocks=(Block("Rain fell."),)))[0]
    judged = judge_line(line, (("see_also", opinion), ("sentence", protects)))
    assert judged.terms == ("suspect: see_also, rule see_also", "cue: rain")
    shown = drawn(replace(BARE, lines=(replace(judged, litter=0.4), *BARE.lines[1:])))
    assert "kept at .40: see_also, rule see_also; cue: rain" in flat(shown)


def test_nothing_is_wider_than_the_terminal() -> None:
    for width in (40, 80, 100):
        assert max(len(line) for line in drawn(FULL, everything=True, width=width).splitlines()) <= width


def test_colours_need_no_brackets() -> None:
    shown = drawn(FULL, look=COLOUR)
    assert "[-" not in shown
    assert "[?" not in shown
    assert "\x1b[9;31m" in shown  # struck, red


def test_text_of_a_page_moves_no_cursor_and_is_no_markup() -> None:
    nasty = "\x1b]0;owned\x07 [red]not red[/] [/] \x9b2J\u202eabc :smile: [link=https://a.example]x"
    article = type(BARE.article)(nasty, title=nasty, byline=nasty, blocks=(BARE.article.blocks[0],))
    finding = Finding("names", Where.BODY, 0, 0, 4, 0.5, nasty, nasty)
    line = JudgedLine("Rain fell.", cuts=(Cut(nasty, Kind.AD, 5, 10, (nasty,)),))
    garble = Garble(GarbleStatus.JUDGED, 0.5, findings=(finding,), looks_like=nasty)
    for look in (PLAIN, COLOUR):
        shown = drawn(CleanedArticle(article, (line,), garble, VERSIONS), everything=True, look=look)
        assert not {"\x07", "\x9b", "\u202e"} & set(shown)
        assert "\x1b]" not in shown
    assert "[red]not red[/]" in flat(drawn(CleanedArticle(article, (line,), garble, VERSIONS)))


def spans(text: str) -> st.SearchStrategy[tuple[int, int]]:
    place = st.integers(0, len(text))
    return st.tuples(place, place).map(lambda pair: (min(pair), max(pair)))


@given(st.data())
def test_marks_lose_no_character_however_they_overlap(data: st.DataObject) -> None:
    text = data.draw(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=20))
    cuts = tuple(Cut("r", Kind.AD, start, end) for start, end in data.draw(st.lists(spans(text), max_size=3)))
    found = tuple(
        Finding("s", Where.BODY, 0, start, end, 0.5, "", "")
        for start, end in data.draw(st.lists(spans(text), max_size=3))
    )
    assert marked(text, cuts, found, COLOUR).plain == text


def test_a_finding_beyond_the_end_breaks_nothing() -> None:
    assert marked("Rain", (), (Finding("s", Where.BODY, 0, 2, 99, 0.5, "", ""),), PLAIN).plain == "Ra[?in?]"


def test_json_adds_weak_evidence_and_blocks() -> None:
    row = explained(FULL, everything=True)
    assert row["lines"][4]["weak"] == ["short: 3 words"]
    assert [block["chosen"] for block in row["blocks"]] == [False, True, True, False, True, True, True, True]
    assert row["blocks"][3]["marks"] == ["ad-slot", "rail"]
    assert "blocks" not in explained(FULL, everything=False)
    assert json.loads(json.dumps(row)) == row


def test_the_command_in_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(f"{SEE_ALSO}\n{GARBLED}\nThe council met on Monday, and the mayor spoke for an hour.\n")
    result = CliRunner().invoke(app, ["explain", str(path)])
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert all(line == line.rstrip() for line in result.stdout.splitlines())
    assert "3  lines: " in result.stdout


@pytest.mark.parametrize("arguments", [[], ["a", "--output", "markdown"], ["a", "b"]])
def test_a_wrong_call_is_exit_code_2(arguments: list[str]) -> None:
    assert CliRunner().invoke(app, ["explain", *arguments]).exit_code == 2
