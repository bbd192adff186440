"""What a signal is and what it reads. The signals themselves are rows of SIGNALS in `cleaning/garble/__init__.py`."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cleaning.garble.cells import Cells
from cleaning.garble.model import Model
from cleaning.garble.tokens import tokens_of
from cleaning.garble.tuning import TUNING
from cleaning.garble.words import Words, is_mention, quotations, words_of
from cleaning.value import value
from cleaning.values import Article, Context, Finding, JudgedLine, Outcome, Where

MOST_CHARACTERS = 200_000
"""Signals read this much of an article: thirty times the longest report, and a bound for hostile pages."""

MOST_FINDINGS = 50
"""Of one signal: an operator reads no more, and a hostile page makes no more."""

MOST_WORDING = 500
"""The language model reads the lines that begin within so many words: more would tell it little and cost as much."""

SHORT_WORDS = 9
SHORT_LINES = 4
"""So many lines in a row of at most so many words are verse, a list or a table."""


@value(frozen=True, slots=True)
class Passage:
    """A stretch of text that signals read: what is left of a line, what was cut from it, or the title.

    Attributes:
        where: body, cut or title.
        line: number of the line, None for the title.
        start: offset of the passage in the line's (or the title's) text.
        text: the passage.
        words: its words.
        is_display: stands in verse, a list or a table, where English is not written in sentences.
    """

    where: Where
    line: int | None
    start: int
    text: str
    words: Words
    is_display: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as the language model reads it.

    Attributes:
        model: that reads it.
        passages: of the body; verse, lists and capitals left out.
        cells: of each of them.
        known: words and pairs of them that the lexicon holds, by hash.
        size: tokens in all.
    """

    model: Model
    passages: tuple[Passage, ...]
    cells: tuple[Cells, ...]
    known: tuple[int, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What every signal gets.

    Attributes:
        article: what is read.
        passages: all of it, in order.
        context: what is known from elsewhere.
        marked: the passages in which listed phrases may begin, with the keys of these alone; None where nobody looked.
        wording: as the language model reads it; None where there is no model, or none for the language.
        keys: words and pairs of words of all passages, folded; None where nobody gathered them.
    """

    article: Article
    passages: tuple[Passage, ...]
    context: Context
    marked: tuple[Passage, ...] | None = None
    wording: Wording | None = None
    keys: frozenset[tuple[str, str] | str] | None = None

    def holds(self, wanted: frozenset[tuple[str, str] | str]) -> bool:
        """Whether one of these words or pairs may stand in some passage."""
        return self.keys is None or not self.keys.isdisjoint(wanted)

    @property
    def body(self) -> tuple[Passage, ...]:
        """The passages that stay in the text."""
        return tuple(passage for passage in self.passages if passage.where is Where.BODY)


TURN = re.compile(r"(?:Q|A|[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}): ")
"""Opens a line of a transcript; what follows is speech without quotation marks."""

Find = Callable[[Reading], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Signal:
    """One row of SIGNALS.

    Attributes:
        name: stored with every finding; its meaning never changes.
        evidence: its kind ("formulas", "names", "numbers", "grammar", "plausibility", "page", "site"); a flag wants
            two kinds or one decisive finding.
        find: the pointing function.
        languages: codes it holds for; empty = any.
        weight: natural log odds that one certain finding adds to the article's score.
        reason: one sentence for the operator, true of every finding.
    """

    name: str
    evidence: str
    find: Find
    languages: frozenset[str]
    weight: float
    reason: str


Stretch = tuple[Where, int | None, int, str]
"""Where, line, start and text of a passage to be."""


def passages_of(article: Article, lines: tuple[JudgedLine, ...]) -> tuple[Passage, ...]:
    """Title first, then each line's remaining and cut stretches in order, up to MOST_CHARACTERS."""
    title: list[Stretch] = [(Where.TITLE, None, 0, article.title)] if article.title else []
    display = display_lines([line.text for line in lines])
    passages, left = [], MOST_CHARACTERS
    for where, line, start, text in itertools.chain(title, *map(stretches, itertools.count(), lines)):
        read = text[:left]
        if not read:
            break
        left -= len(read)
        passages.append(Passage(where, line, start, read, words_of(read), line in display))
    return tuple(passages)


def body_of(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages whose wording is judged: of the body, but not verse, lists and capitals, up to MOST_WORDING."""
    prose = [p for p in passages if p.where is Where.BODY and not p.is_display and not p.text.isupper()]
    before = itertools.accumulate((len(p.words) for p in prose), initial=0)
    return tuple(p for p, words in zip(prose, before, strict=False) if words < MOST_WORDING)


def wording_of(passages: Sequence[Passage], model: Model) -> Wording:
    """The body as the model reads it."""
    read = body_of(passages)
    reader = model.reader
    reader.forget()
    cells = tuple(reader.cells(tokens_of(passage.words, reader.knows)) for passage in read)
    known = tuple(key for found in cells for keys in found.keys for key in model.held(keys))
    return Wording(model, read, cells, known, sum(len(found.tokens.names) for found in cells))


def stretches(number: int, line: JudgedLine) -> list[Stretch]:
    """One line's remaining and cut stretches in order."""
    if line.outcome is Outcome.KEPT:
        return [(Where.BODY, number, 0, line.text)]
    found, position = [], 0
    for cut in line.cuts:
        found.append((Where.BODY, number, position, line.text[position : cut.start]))
        found.append((Where.CUT, number, cut.start, line.text[cut.start : cut.end]))
        position = cut.end
    found.append((Where.BODY, number, position, line.text[position:]))
    return [stretch for stretch in found if stretch[3].strip()]


def display_lines(texts: Sequence[str]) -> frozenset[int]:
    """Numbers of the lines that stand in a run of short lines.

    >>> display_lines(["one two", "three", "four", "five", "long " * 20])
    frozenset({0, 1, 2, 3})
    """
    found: set[int] = set()
    for is_short, run in itertools.groupby(range(len(texts)), lambda n: texts[n].count(" ") < SHORT_WORDS):
        numbers = list(run)
        if is_short and len(numbers) >= SHORT_LINES:
            found.update(numbers)
    return frozenset(found)


def point(passage: Passage, span: tuple[int, int], signal: str, score: float, reason: str) -> Finding:
    """A finding at `span` of the passage; its score is what the place leaves of `score`, 0 in a mere mention."""
    start, end = span
    return Finding(
        signal=signal,
        where=passage.where,
        line=passage.line,
        start=passage.start + start,
        end=passage.start + end,
        score=round(score * place_factor(passage, start), 3),
        reason=reason,
        text=passage.text[start:end],
    )


def place_factor(passage: Passage, start: int) -> float:
    """What a finding at this offset of the passage counts, 0..1."""
    factor = TUNING.display if passage.is_display else TUNING.title if passage.where is Where.TITLE else 1.0
    if TURN.match(passage.text):
        return factor * TUNING.quoted
    spans = quotations(passage.text)
    nearest = bisect.bisect(spans, (start, len(passage.text))) - 1
    if nearest < 0 or start >= spans[nearest][1]:
        return factor
    quotation = passage.text[slice(*spans[nearest])]
    return 0.0 if is_mention(quotation) else factor * TUNING.quoted
