"""What a signal is. The signals themselves are rows of SIGNALS in `cleaning/garble/__init__.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cleaning.values import Article, Context, Finding, JudgedLine, Outcome, Where


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text that signals read: what is left of a line, what was cut from it, or the title.

    Attributes:
        where: body, cut or title.
        line: number of the line, None for the title.
        start: offset of the passage in the line's (or the title's) text.
        text: the passage.
    """

    where: Where
    line: int | None
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What every signal gets: the article, its passages, and what is known from elsewhere."""

    article: Article
    passages: tuple[Passage, ...]
    context: Context

    @property
    def body(self) -> tuple[Passage, ...]:
        """The passages that stay in the text."""
        return tuple(passage for passage in self.passages if passage.where is Where.BODY)


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


def passages_of(article: Article, lines: tuple[JudgedLine, ...]) -> tuple[Passage, ...]:
    """Title first, then each line's remaining and cut stretches in order."""
    found = [Passage(Where.TITLE, None, 0, article.title)] if article.title else []
    for number, line in enumerate(lines):
        if line.outcome is Outcome.KEPT:
            found.append(Passage(Where.BODY, number, 0, line.text))
            continue
        position = 0
        for cut in line.cuts:
            if cut.start > position:
                found.append(Passage(Where.BODY, number, position, line.text[position : cut.start]))
            found.append(Passage(Where.CUT, number, cut.start, line.text[cut.start : cut.end]))
            position = cut.end
        if position < len(line.text):
            found.append(Passage(Where.BODY, number, position, line.text[position:]))
    return tuple(found)


def point(passage: Passage, span: tuple[int, int], signal: str, score: float, reason: str) -> Finding:
    """A finding at `span` of the passage."""
    start, end = span
    return Finding(
        signal=signal,
        where=passage.where,
        line=passage.line,
        start=passage.start + start,
        end=passage.start + end,
        score=score,
        reason=reason,
        text=passage.text[start:end],
    )
