"""Every rule has cases that it decides and near misses that it leaves alone, and every case comes out as written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.clean import judge_lines
from cleaning.lines import lines_of
from cleaning.rules import RULES, Rule
from cleaning.rules.evidence import rows
from cleaning.rules.link_notes import NOTE, NOTES
from cleaning.rules.tables import parse, read_table
from cleaning.values import KEPT, Article, Block, Context, JudgedLine, Kind, Outcome, without
from tests.casefile import Case, cases

CASES = Path(__file__).parent / "cases"
ALL = [case for path in sorted((CASES / "rules").glob("*.md")) for case in cases(path)]
KNOWN_FAILURES = list(cases(CASES / "known-failures.md"))
PHRASES = "alike comments labelled link_notes named offers prompts requests respun stock voice"
LISTS = f"{PHRASES} clock dates marks sections words"
"""Files beside the rules that are no phrase tables."""

TABLES = sorted(
    path.stem
    for path in (Path(__file__).parent.parent / "cleaning" / "rules").glob("*.txt")
    if path.stem not in LISTS.split()
)
LEAST = 2


def judged(case: Case) -> tuple[JudgedLine, ...]:
    return judge_lines(case.article, case.context)


def left(case: Case) -> tuple[str, ...]:
    return tuple(line.clean for line in judged(case) if line.clean)


def speaks(rule: Rule, case: Case) -> bool:
    """A cutting rule speaks when it cuts; one that marks or protects when it has an opinion."""
    if rule.kind in KEPT:
        return any(rule.judge(line, case.article, case.context) for line in lines_of(case.article))
    return any(cut.rule == rule.name for line in judged(case) for cut in line.cuts)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    assert left(case) == case.expected


@pytest.mark.parametrize("case", KNOWN_FAILURES, ids=lambda case: case.name)
@pytest.mark.xfail(strict=True, reason="known failure")
def test_known_failure(case: Case) -> None:
    assert left(case) == case.expected


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_cases_and_near_misses(rule: Rule) -> None:
    own = list(cases(CASES / "rules" / f"{rule.name}.md"))
    assert sum(speaks(rule, case) for case in own) >= LEAST, "cases that it decides"
    silent = [case for case in own if not speaks(rule, case) and (rule.kind in KEPT or not case.changes)]
    assert len(silent) >= LEAST, "near misses that stay"


def test_every_case_file_is_of_a_rule() -> None:
    assert {path.stem for path in (CASES / "rules").glob("*.md")} == {rule.name for rule in RULES}


def test_marks_say_what_a_line_is() -> None:
    for rule in RULES:
        kinds = {line.kind for case in cases(CASES / "rules" / f"{rule.name}.md") for line in judged(case)}
        assert rule.kind in kinds


def test_a_kind_that_is_known_is_told_before_one_that_is_guessed() -> None:
    found = [case for case in ALL if case.name == "see_also: two words of a label and a headline"]
    assert [line.kind for case in found for line in judged(case) if line.cuts] == [Kind.SEE_ALSO]


def test_names_and_reasons() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.reason.endswith(".") and len(rule.reason) < 90 for rule in RULES)


@pytest.mark.parametrize("name", TABLES)
def test_every_phrase_of_a_table_is_found(name: str) -> None:
    """Each row is reached by a first word of its own, and none is given twice."""
    table = read_table(name)
    rows = [row for rows in table.by_key.values() for row in rows]
    assert all(key for key in table.by_key)
    assert rows
    assert all(row.section in {"sure", "alone", "opens"} for row in rows)
    seen = [(row.text, row.section, key) for key, found in table.by_key.items() for row in found]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("name", ["comments", "link_notes"])
def test_no_row_of_a_list_stands_twice(name: str) -> None:
    listed = rows(name)
    assert len(listed) > LEAST
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("note", NOTES)
def test_every_note_behind_a_link_goes(note: str) -> None:
    words = " ".join(word.partition("/")[0] for word in note.removeprefix(", ").split())
    text = f"Ms Holm said, {words}." if note.startswith(",") else f"Ms Holm ({words.upper()}) said."
    found = NOTE.search(text)
    assert found is not None
    assert text.replace(found[0], "") in {"Ms Holm said.", "Ms Holm said"}


def test_phrases_are_read_as_written() -> None:
    rows = ["@mail = letter/inbox", "[sure]", "sign up? for ... @mail", "<n> comments", "name *"]
    patterns = [phrase.pattern for _, phrase in parse(rows)]
    assert patterns[0].fullmatch("Sign for our morning LETTER")
    assert patterns[0].match("signing up for a letter") is None
    assert patterns[0].match('sign up for "a letter') is None
    assert patterns[1].fullmatch("1,204 comments")
    assert patterns[2].fullmatch("Name *")


# Laws

PARTS = st.sampled_from(
    [
        "Read more: Floods in the north",
        "Advertisement",
        "The council said on Monday that the bridge over the river would stay shut until the water had fallen.",
        "“We have never seen anything like it,” she said.",
        "(Reporting by Ada Brown; Editing by Tom Reed)",
        "Sign up for our newsletter",
        "Leave a Reply",
        "Bridge Reopens After Weeks Of Repairs",
        "© 2024 Norwire. All rights reserved.",
        "[",
        ")",
        "•",
        " | ",
        "  ",
        "Share this: Facebook | X",
        "12 comments",
        "Follow us on Telegram",
        "Foto: Norwire",
    ]
)
LINES = st.one_of(st.text(min_size=1, max_size=60), st.lists(PARTS, min_size=1, max_size=4).map(" ".join))
ARTICLES = st.lists(LINES.filter(str.strip), min_size=1, max_size=8).map(
    lambda texts: Article(None, title=texts[0], blocks=tuple(Block(text) for text in texts))
)


@given(ARTICLES)
@settings(max_examples=200, deadline=None)
def test_the_line_without_its_cuts_is_the_clean_line(article: Article) -> None:
    lines = judge_lines(article, Context.empty())
    assert [line.text for line in lines] == [block.text for block in article.lines]
    for line in lines:
        assert line.clean == without(line.text, line.cuts)
        assert all(0 <= cut.start < cut.end <= len(line.text) for cut in line.cuts)
        assert all(cut.terms and cut.rule for cut in line.cuts)
        assert line.litter is not None
        assert 0.0 <= line.litter <= 1.0


@given(ARTICLES)
@settings(max_examples=200, deadline=None)
def test_what_is_left_of_a_trimmed_line_has_clean_ends(article: Article) -> None:
    for line in judge_lines(article, Context.empty()):
        if line.outcome is Outcome.TRIMMED:
            starts, ends = line.cuts[0].start == 0, line.cuts[-1].end == len(line.text)
            assert not starts or line.clean == line.clean.lstrip(" •|»›–—")
            assert not ends or line.clean == line.clean.rstrip(" •|»›–—")


@given(ARTICLES)
@settings(max_examples=50, deadline=None)
def test_judging_is_pure(article: Article) -> None:
    assert judge_lines(article, Context.empty()) == judge_lines(article, Context.empty())


HOSTILE = [
    "a",
    " ",
    "A ",
    "by ",
    "((",
    '"',
    "., ",
    "Share ",
    "read more: ",
    "Reporting by A; ",
    "1-1 ",
    "| ",
    "#a ",
    "sign up for ",
    "> ",
    "Ab Cd, ",
    "天",
]


@pytest.mark.parametrize("part", HOSTILE)
def test_endless_lines_are_judged(part: str) -> None:
    """No pattern runs away on a line of many thousand words; the line itself stays or goes, nothing breaks."""
    text = part * (200_000 // len(part))
    article = Article(None, title="Bridge reopens", blocks=(Block(text + "x"), Block("x" + text)))
    assert len(judge_lines(article, Context.empty())) == len(article.lines)


def test_code_is_no_notice() -> None:
    listing = Block("Booting... Copyright 2001 Norwire. All rights reserved Press ESC to stop", tag="pre")
    story = Block("The ferry to the outer islands will not sail before Thursday, the harbour office in Sandvik said.")
    article = Article(None, blocks=(story, listing, story))
    assert [line.outcome for line in judge_lines(article, Context.empty())] == [Outcome.KEPT] * 3
