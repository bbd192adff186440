"""Every signal points where its case file says, and nowhere else; laws that hold for any text.

A case of a signal is title . lines in . findings expected . Among the lines `# Words` give the title, `#url` the
address, `#language` the language as detected (English otherwise), `#mark name value` a mark of the page's markup,
`#beside Words` a block that extraction left out, `#cut Words` a line that was cut, `#quoted Words` one that stands in a
block quotation, and `#rate 14 20` that 14 of the site's 20 other judged articles were flagged. A backslash makes the
next character plain, as in `tests/casefile.py`; `export/signal_cases.py` writes what is read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.garble import SIGNALS, findings_of, judge_garble
from cleaning.garble.formulas import GRADES, changed_formulas, folded, inventory, phrase_of, substitutes_in, turned
from cleaning.garble.listed import table
from cleaning.garble.model import shipped
from cleaning.garble.phrases import rows_of
from cleaning.garble.signal import MOST_CHARACTERS, MOST_FINDINGS, Reading, passages_of, wording_of
from cleaning.values import Article, Block, Context, Cut, Finding, JudgedLine, Kind, PageMark, SiteRate, Where
from tests.casefile import plain, shielded

CASES = Path(__file__).parent / "cases" / "signals"
CASE = re.compile(r"^(?P<title>[^\n]+)\n\.\n(?P<lines>.*?)\n\.\n(?P<expected>.*?)\n?\.$", re.DOTALL | re.MULTILINE)
ENOUGH = 2


@dataclass(frozen=True, slots=True)
class SignalCase:
    signal: str
    title: str
    reading: Reading
    expected: tuple[tuple[str, float], ...]


def read_signal_cases(path: Path) -> list[SignalCase]:
    cases = []
    for match in CASE.finditer(path.read_text(encoding="utf-8")):
        rows = [row.rsplit(" | ", 1) for row in match["expected"].splitlines() if row]
        expected = tuple((plain(shielded(span)), float(score)) for span, score in rows)
        cases.append(SignalCase(path.stem, match["title"], reading_of(shielded(match["lines"]).splitlines()), expected))
    return cases


HEAD = re.compile(r"#(\w*) (.+)")


def reading_of(rows: list[str]) -> Reading:
    """What a case gives its signal to read."""
    said = [(found[1], plain(found[2])) if (found := HEAD.fullmatch(row)) else (None, plain(row)) for row in rows]
    heads = {name: words for name, words in said if name in {"", "url", "language", "rate"}}
    blocks = [(name or "", words) for name, words in said if name in {None, "beside", "cut", "quoted"}]
    marks = [words.split(" ", maxsplit=1) for name, words in said if name == "mark"]
    article = Article(
        heads.get("url"),
        title=heads.get(""),
        language=heads.get("language", "en"),
        blocks=tuple(
            Block(words, tag="blockquote" if name == "quoted" else "", chosen=name != "beside")
            for name, words in blocks
        ),
        marks=tuple(PageMark(name, value) for name, value in marks),
    )
    lines = tuple(line_of(name, words) for name, words in blocks if name != "beside")
    rate = SiteRate(*reversed([int(number) for number in heads["rate"].split()])) if "rate" in heads else None
    return read(article, lines, Context(rate=rate))


def read(article: Article, lines: tuple[JudgedLine, ...], context: Context) -> Reading:
    """The article as signals read it, with the wording of one in English."""
    passages, model = passages_of(article, lines), shipped()
    wording = wording_of(passages, model) if model and article.language == "en" else None
    return Reading(article, passages, context, None, wording)


def line_of(name: str, words: str) -> JudgedLine:
    """A line that stays, or one that was cut as a whole."""
    return JudgedLine(words, cuts=(Cut("site_line", Kind.OTHER, 0, len(words)),) if name == "cut" else ())


ALL = [case for path in sorted(CASES.glob("*.md")) for case in read_signal_cases(path)]


def reading(texts: tuple[str, ...], language: str | None = "en", title: str | None = None) -> Reading:
    article = Article(None, title=title, language=language, blocks=tuple(Block(text) for text in texts))
    return read(article, tuple(JudgedLine(text) for text in texts), Context.empty())


def findings(signal: str, given: Reading) -> tuple[Finding, ...]:
    row = next(row for row in SIGNALS if row.name == signal)
    return tuple(finding for finding in row.find(given) if finding.score)


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.signal}: {case.title}")
def test_a_signal_points_at_what_its_case_says(case: SignalCase) -> None:
    found = findings(case.signal, case.reading)
    assert [finding.text.strip() for finding in found] == [span for span, _ in case.expected]
    assert all(finding.score >= least for finding, (_, least) in zip(found, case.expected, strict=True))


def test_every_signal_has_two_hits_and_two_near_misses() -> None:
    for signal in SIGNALS:
        cases = [case for case in ALL if case.signal == signal.name]
        assert sum(bool(case.expected) for case in cases) >= ENOUGH, signal.name
        assert sum(not case.expected for case in cases) >= ENOUGH, signal.name
    assert {case.signal for case in ALL} == {signal.name for signal in SIGNALS}


def test_names_are_unique_and_weights_speak_for_garbling() -> None:
    assert len({signal.name for signal in SIGNALS}) == len(SIGNALS)
    assert all(signal.weight > 0 and signal.reason.endswith(".") for signal in SIGNALS)


@pytest.mark.parametrize("name", ["calques.txt", "spinner.txt", "thesaurus.txt", "inflections.txt"])
def test_every_listed_row_says_what_would_be_right(name: str) -> None:
    for row in rows_of(name):
        wrong, equals, right = row.text.partition(" = ")
        assert equals, row.text
        assert right.strip(), row.text
        assert wrong.strip() != right.strip(), row.text
        assert 0 < row.score <= 1, row.text


@pytest.mark.parametrize("name", ["formulas.txt", "compounds.txt"])
def test_no_table_points_at_a_right_formula(name: str) -> None:
    tables = [turned(), table("calques.txt"), table("spinner.txt"), table("inflections.txt")]
    wrong = {words for rows in tables for group in rows.rows.values() for words in (row.words for row in group)}
    right = {tuple(row.text.replace("'s", "").replace("-", " ").lower().split()) for row in rows_of(name)}
    assert not wrong & right


def test_no_formula_is_another_one_changed() -> None:
    right = [row.text for name in ("formulas.txt", "compounds.txt") for row in rows_of(name)]
    right += map(phrase_of, rows_of("collocations.txt"))
    assert not changed_formulas(reading(tuple(right)))


def test_collocations_say_how_firmly_each_word_stands() -> None:
    for row in rows_of("collocations.txt"):
        firm, _, phrase = row.text.partition(" ")
        assert len(firm) == len(folded(phrase)) > 1, row.text
        assert set(firm) <= set("012345"), row.text
        assert set(firm) != {"0"}, row.text


def test_substitutes_are_no_words_themselves_and_stand_in_a_known_section() -> None:
    for row in rows_of("synonyms.txt"):
        assert row.section in GRADES
        assert all(odd and odd != (word,) for word, odd in substitutes_in(row)), row.text


def test_formulas_are_many_and_so_are_substitutes() -> None:
    assert sum(1 for _ in rows_of("formulas.txt")) + sum(1 for _ in rows_of("collocations.txt")) > 5000
    assert len(inventory().odds) > 5000


def test_cut_lines_and_title_are_read_too() -> None:
    text = "(Report by Ines Maar; Editing by Tobias Renn)"
    article = Article(None, title="The White Home shuts its doors", language="en", blocks=(Block(text),))
    cut = JudgedLine(text, Kind.WIRE_CREDIT, cuts=(Cut("wire_credit", Kind.WIRE_CREDIT, 0, len(text)),))
    found = findings_of(Reading(article, passages_of(article, (cut,)), Context.empty()))
    assert [(finding.where, finding.line) for finding in found] == [(Where.TITLE, None), (Where.CUT, 0)]


def test_offsets_are_those_of_the_line_when_part_of_it_is_cut() -> None:
    text = "Read more: Storms. The White Home said so."
    article = Article(None, language="en", blocks=(Block(text),))
    line = JudgedLine(text, cuts=(Cut("see_also", Kind.SEE_ALSO, 0, 19),))
    (finding,) = findings_of(Reading(article, passages_of(article, (line,)), Context.empty()))
    assert text[finding.start : finding.end] == finding.text == "White Home"


def test_one_slip_is_one_finding_whatever_signals_see_it() -> None:
    found = findings_of(reading(("The Chinese language firms met at the White Home.",)))
    places = [range(finding.start, finding.end) for finding in found]
    assert len(found) == len({place.start for place in places}) == 2


def test_speech_counts_less_than_prose() -> None:
    said = findings("formula", reading(("“They went to the White Home to ask for the money,” he said.",)))
    written = findings("formula", reading(("They went to the White Home to ask for the money, he said.",)))
    assert 0 < said[0].score < written[0].score


def test_verse_and_lists_count_less_than_prose() -> None:
    verse = ("the ferry left the the quay", "and nobody would say", "what cargo it had on its deck", "or where it went")
    assert 0 < findings("doubled_word", reading(verse))[0].score < findings("doubled_word", reading(verse[:1]))[0].score


def test_other_languages_are_read_by_the_signals_that_hold_for_them() -> None:
    found = findings_of(reading(("Das White Home sagte, der Mann und und die Frau seien hier.",), language="de"))
    assert [finding.signal for finding in found] == ["doubled_word"]


HOSTILE = (
    "the " * 60_000,
    "a" * 300_000,
    "1," * 150_000,
    " met ".join(
        f"Prigoz{number:05d}".translate(str.maketrans("0123456789", "abcdefghij")) for number in range(20_000)
    ),
    "They all went home in the long conflict. Thursday. " * 5_000,
    '"they said it was the the end of it all" ' * 7_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_texts_are_read_within_bounds(text: str) -> None:
    found = findings_of(reading((text,)))
    assert len(found) <= MOST_FINDINGS * len(SIGNALS)
    assert all(finding.end <= MOST_CHARACTERS for finding in found)


PIECES = """
the a an of White Home House Security Council in long lengthy run said Thursday . , “ ” " ' taked 1000000 16 ( the the
"""
WORDS = st.sampled_from(PIECES.split())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=30).map(" ".join), min_size=1, max_size=6))
def test_findings_lie_in_their_lines_do_not_overlap_and_come_in_order(texts: list[str]) -> None:
    article = reading(tuple(texts)).article
    garble = judge_garble(article, tuple(JudgedLine(text) for text in texts), Context.empty())
    last = (-1, -1)
    for finding in garble.findings:
        assert finding.line is not None
        assert texts[finding.line][finding.start : finding.end] == finding.text
        assert (finding.line, finding.start) >= last
        assert 0 < finding.score <= 1
        last = (finding.line, finding.end)
    assert garble == judge_garble(article, tuple(JudgedLine(text) for text in texts), Context.empty())
