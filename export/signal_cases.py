"""Operators' words on findings as cases of `tests/cases/signals`: spans that must be found, and near misses."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cleaning.garble import BY_NAME
from cleaning.garble.model import shipped
from cleaning.garble.signal import Reading, passages_of, wording_of
from cleaning.values import (
    Article,
    Block,
    CleanedArticle,
    Context,
    Cut,
    Finding,
    JudgedLine,
    Kind,
    Outcome,
    PageMark,
)
from export.cases import Case, Refused, State, written
from export.given import escaped, said
from export.notation import NotationError, headline, holds, is_odd, plain
from storage.records import DecisionRecord, Event, Subject, Target

SIZES = (0, 1, 3, 30)
"""Neighbours on either side of a line with a finding, fewest first."""

MOST_MARKS = 20
LEAST = 0.1
"""Score asked for where nothing is found today."""


class Row(NamedTuple):
    """One row of a case: "" = a line, "cut", "quoted", "beside" (a block that was left out)."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A word on a finding: the line it stands in, None for title and page; the span; whether it is right."""

    line: int | None
    text: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """An excerpt with what the signal finds in it, and what it should."""

    article: Article
    rows: tuple[Row, ...]
    found: tuple[Finding, ...]
    expected: tuple[tuple[str, float], ...]
    is_as_stored: bool

    @property
    def state(self) -> State:
        """Passes when it finds just what it should."""
        same = [finding.text.strip() for finding in self.found] == [span for span, _ in self.expected]
        return State.PASSES if same else State.FAILS


def finding_cases(
    cleaned: CleanedArticle, decisions: Sequence[DecisionRecord], title: str
) -> tuple[Case | Refused, ...]:
    """A case for each signal of which somebody called a finding right or wrong."""
    by_signal = defaultdict[str, list[DecisionRecord]](list)
    for one in sorted(decisions, key=lambda one: one.id):
        if one.stands and one.target and one.target.subject is Subject.FINDING:
            by_signal[one.target.name].append(one)
    return tuple(case_of(cleaned, name, words, title) for name, words in by_signal.items())


def case_of(cleaned: CleanedArticle, signal: str, words: Sequence[DecisionRecord], title: str) -> Case | Refused:
    """One signal's."""
    if signal not in BY_NAME:
        return Refused(f"{signal or 'a finding'}", "there is no such signal today")
    placed = [(word, said_of(cleaned, word.target, word.event)) for word in words if word.target]
    spoken = [where for _, where in placed if where]
    lost = len(placed) - len(spoken)
    if signal == "site_rate":
        return Refused(signal, "it rests on the site's other articles, which a case does not hold")
    if not spoken:
        return Refused(signal, "the words that it pointed at are not in this cleaning any more")
    try:
        check_lines(cleaned, spoken)
        trial = best(trials(cleaned, signal, spoken))
        text = written(title, rows_of(trial), [f"{bare(span)} | {least:g}" for span, least in trial.expected])
    except NotationError as error:
        return Refused(signal, str(error))
    folder = "signals" if trial.state is State.PASSES else "failing-signals"
    return Case(f"{folder}/{signal}.md", title, text, trial.state, tuple(notes_of(trial, lost)))


def check_lines(cleaned: CleanedArticle, spoken: Sequence[Said]) -> None:
    """Raise NotationError where a row cannot hold a line that somebody spoke about, before it is read at length."""
    for one in spoken:
        if one.line is not None:
            checked(cleaned.lines[one.line].text)


def said_of(cleaned: CleanedArticle, target: Target, event: Event) -> Said | None:
    """Where the finding stands in this cleaning; None where its words are gone."""
    is_right = event is Event.RIGHT
    same = [f for f in cleaned.garble.findings if f.signal == target.name and f.text == target.text]
    stood = target.line or 0
    if same:
        found = min(same, key=lambda f: (abs((f.line or 0) - stood), abs(f.start - (target.start or 0))))
        return Said(found.line, found.text, is_right)
    holding = [number for number, line in enumerate(cleaned.lines) if target.text and target.text in line.text]
    if target.line is not None and holding:
        return Said(min(holding, key=lambda number: abs(number - stood)), target.text, is_right)
    return None


def trials(cleaned: CleanedArticle, signal: str, spoken: Sequence[Said]) -> Iterator[Trial]:
    """The excerpts, smallest first; those with the page's own marks last."""
    for with_page in (False, True):
        for size in SIZES:
            yield trial_of(cleaned, signal, spoken, excerpt(cleaned, spoken, size, with_page=with_page))


def best(tried: Iterator[Trial]) -> Trial:
    """The first in which today's signal finds what was found; else the last."""
    last = None
    for trial in tried:
        if trial.is_as_stored:
            return trial
        last = trial
    assert last is not None
    return last


def excerpt(
    cleaned: CleanedArticle, spoken: Sequence[Said], size: int, *, with_page: bool
) -> tuple[Article, tuple[Row, ...]]:
    """The lines around the findings as a case gives them; with the page's headline, address and marks on demand."""
    lines = {n for one in spoken if one.line is not None for n in range(one.line - size, one.line + size + 1)}
    if not any(one.line is not None for one in spoken) or (with_page and not lines):
        lines = set(range(size))
    article = cleaned.article
    blocks, asked = article.lines, {one.line for one in spoken}
    wanted = [n for n in sorted(lines) if 0 <= n < len(cleaned.lines) and (n in asked or holds(blocks[n].text))]
    rows = [row for n in wanted for row in line_rows(cleaned.lines[n], blocks[n])]
    if with_page:
        beside = [block.text for block in article.blocks if not block.chosen and holds(block.text)]
        rows += [Row("beside", text) for text in beside[: SIZES[-1]]]
    needs_title = with_page or any(one.line is None for one in spoken)
    marks = tuple(PageMark(mark.name, mark.value) for mark in article.marks if with_page and is_sayable(mark))
    read = Article(
        bare_address(article.url) if with_page else None,
        title=said(article.title) if needs_title else None,
        language=article.language or "und",
        blocks=tuple(Block(row.text, tag=TAGS.get(row.sign, ""), chosen=row.sign != "beside") for row in rows),
        marks=marks[:MOST_MARKS],
    )
    return read, tuple(rows)


TAGS = {"quoted": "blockquote"}


def line_rows(line: JudgedLine, block: Block) -> list[Row]:
    """A line as rows: what is left of it, and what was cut."""
    sign = "quoted" if block.tag == "blockquote" else ""
    if line.outcome is Outcome.KEPT:
        return [Row(sign, line.text)]
    gone = [Row("cut", line.text[cut.start : cut.end].strip()) for cut in line.cuts]
    kept = [Row(sign, line.clean.strip())] if line.clean.strip() else []
    return [*kept, *(row for row in gone if row.text)]


def is_sayable(mark: PageMark) -> bool:
    """A head can hold it."""
    return bool(mark.name) and not any(c.isspace() for c in mark.name) and said(mark.value) == mark.value


def bare_address(url: str | None) -> str | None:
    """The page's address, as far as a head can hold it."""
    return url if url and not any(is_odd(c) or c.isspace() or c == "\\" for c in url) else None


def trial_of(
    cleaned: CleanedArticle, signal: str, spoken: Sequence[Said], given: tuple[Article, tuple[Row, ...]]
) -> Trial:
    """One excerpt, read by today's signal."""
    article, rows = given
    found = tuple(finding for finding in BY_NAME[signal].find(reading_of(article, rows)) if finding.score)
    right = [one.text for one in spoken if one.is_right]
    wrong = [one.text for one in spoken if not one.is_right]
    expected = [(f.text.strip(), least_of(f.score)) for f in found if f.text not in wrong or f.text in right]
    missing = [text for text in right if text not in {f.text for f in found}]
    expected += [(text.strip(), LEAST) for text in missing]
    stored = {f.text for f in cleaned.garble.findings if f.signal == signal}
    wanted = [one.text for one in spoken if one.text in stored]
    is_as_stored = all(text in {f.text for f in found} for text in wanted)
    return Trial(article, rows, found, tuple(in_order(expected, rows)), is_as_stored)


def in_order(expected: list[tuple[str, float]], rows: Sequence[Row]) -> list[tuple[str, float]]:
    """Spans by the row that they stand in; equals stay as they were found."""
    places: Mapping[str, int] = {
        span: next((n for n, row in enumerate(rows) if span in row.text), -1) for span, _ in expected
    }
    return sorted(expected, key=lambda pair: places[pair[0]]) if LEAST in {least for _, least in expected} else expected


def reading_of(article: Article, rows: Sequence[Row]) -> Reading:
    """The excerpt as `tests/test_signals.py` reads it."""
    lines = tuple(
        JudgedLine(row.text, cuts=(Cut("site_line", Kind.OTHER, 0, len(row.text)),) if row.sign == "cut" else ())
        for row in rows
        if row.sign != "beside"
    )
    passages, model = passages_of(article, lines), shipped()
    wording = wording_of(passages, model) if model and article.language == "en" else None
    return Reading(article, passages, Context.empty(), None, wording)


def least_of(score: float) -> float:
    """The score to ask for: what is found today, a little less.

    >>> least_of(0.85), least_of(0.04)
    (0.8, 0.1)
    """
    return max(LEAST, math.floor(score * 10) / 10)


def rows_of(trial: Trial) -> list[str]:
    """The rows of the case.

    Raises:
        NotationError: a line that no row can hold.
    """
    article = trial.article
    heads = [
        *((("url", article.url),) if article.url else ()),
        *((("", article.title),) if article.title else ()),
        *((("language", article.language),) if article.language and article.language != "en" else ()),
        *(("mark", f"{mark.name} {mark.value}") for mark in article.marks),
    ]
    rows = [f"#{name} {escaped(words)}" for name, words in heads]
    if not trial.rows and not rows:
        raise NotationError("it rests on nothing that a case could hold")
    for row in trial.rows:
        try:
            rows.append(f"#{row.sign} {escaped(checked(row.text))}" if row.sign else plain(row.text))
        except NotationError as error:
            raise NotationError(f"“{headline(row.text[:40])}”: {error}") from None
    return rows


def checked(text: str) -> str:
    """The text, once it is known that a row can hold it."""
    plain(text)
    return text


def bare(span: str) -> str:
    """A span of words as a row that is expected."""
    return plain(span) if span.strip() else ""


def notes_of(trial: Trial, lost: int) -> Iterator[str]:
    """What whoever takes the case in should know."""
    if trial.state is State.PASSES:
        yield "Passes today: take it in so that it stays so."
    else:
        yield "Fails today: the signal finds otherwise than the operator says."
    if not trial.is_as_stored:
        yield "What was found in the article is not found in this excerpt: it rests on more of the page, or was mended."
    if trial.found and len(trial.expected) > 1:
        yield "Findings that nobody spoke about stand among those expected: look at them as well."
    if lost:
        yield f"{lost} of the words are about text that this cleaning does not have; they are not in it."
