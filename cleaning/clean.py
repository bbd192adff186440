"""Article and Context in, CleanedArticle out: rules judge the lines, signals read what they left and what they cut."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cleaning.credits import credits_of
from cleaning.garble import judge_garble
from cleaning.garble.model import Model, model_in, shipped
from cleaning.lines import Line, Place, lines_of
from cleaning.page import judge_page
from cleaning.rules import ROSTER
from cleaning.rules.heads import reads_title
from cleaning.values import Article, CleanedArticle, Context, Garble, GarbleStatus, JudgedLine, Kind
from cleaning.verdict import Heard, judge_line
from cleaning.versions import current

MOST_LOOKS = 3
"""How often the end of a story is looked for anew."""


@dataclass(frozen=True, slots=True)
class Options:
    """Switches for experiments; the defaults are what everything stored was made with.

    Attributes:
        litter: cut lines.
        garble: look for garbling.
        threshold: score from which an article is flagged; None = the measured default.
        model: folder of another garble model; None = the one that ships.
    """

    litter: bool = True
    garble: bool = True
    threshold: float | None = None
    model: Path | None = None

    def read_model(self) -> Model | None:
        """The garble model, read once a process."""
        return shipped() if self.model is None else model_in(self.model)


DEFAULT = Options()


def clean(article: Article, context: Context, options: Options = DEFAULT) -> CleanedArticle:
    """Judge every line and the text as a whole. Pure: same input, same output, in any process."""
    lines = judge_lines(article, context) if options.litter else tuple(JudgedLine(b.text) for b in article.lines)
    if reads_title(article) and not lines[0].clean and lines[0].kind is not Kind.TITLE_REPEAT:
        article = replace(article, title=None)
    garble = Garble(GarbleStatus.OFF)
    if options.garble:
        garble = judge_garble(article, lines, context, options.threshold, options.read_model)
    return CleanedArticle(
        article, lines, garble, current(context.id), judge_page(article, lines), credits_of(article, lines)
    )


def judge_lines(article: Article, context: Context) -> tuple[JudgedLine, ...]:
    """Every line's outcome: the rules that its guards let in are asked about each line, then `verdict` decides."""
    return outcomes(lines_of(article), lambda line: judge_one(line, article, context))


def outcomes(lines: Sequence[Line], judge: Callable[[Line], JudgedLine]) -> tuple[JudgedLine, ...]:
    """What becomes of all lines, by what decides about one.

    Where the last paragraphs were cut, the story ends before them, and what stands near its end is asked about again:
    a notice in full sentences is what pages add behind a biography or a credit. In the end short lines are asked about
    again that stay though all beside them goes.
    """
    judged = [judge(line) for line in lines]
    for _ in range(MOST_LOOKS):
        moved = with_earlier_end(lines, judged)
        if not moved:
            break
        lines = tuple(moved.get(line.index, line) for line in lines)
        for index, line in moved.items():
            if judged[index].clean:
                judged[index] = judge(line)
    for index, line in flanked(lines, judged).items():
        judged[index] = judge(line)
    return tuple(judged)


def with_earlier_end(lines: Sequence[Line], judged: Sequence[JudgedLine]) -> dict[int, Line]:
    """The lines near the end of a story whose last paragraphs were cut, in their new places; none where none was."""
    prose = [line for line in lines if line.shape.is_prose]
    behind = list(itertools.takewhile(lambda line: not judged[line.index].clean, reversed(prose)))
    cut = sum(line.place is not Place.CLOSING for line in behind)
    if not cut or len(behind) == len(prose):
        return {}
    last = prose[-len(behind) - 1].index
    moved = (
        replace(
            line,
            place=Place.CLOSING if line.index > last else line.place,
            prose_left=max(0, line.prose_left - cut),
        )
        for line in lines
        if line.prose_left or line.index > last
    )
    return {line.index: line for line in moved if line.ends_story or line.index > last}


def flanked(lines: Sequence[Line], judged: Sequence[JudgedLine]) -> dict[int, Line]:
    """The short lines that stay though those beside them go, with the kinds of these; none where no story is left."""
    last = max((line.index for line in lines if line.shape.is_prose and judged[line.index].clean), default=-1)
    found = dict[int, Line]()
    for line in lines if last >= 0 else ():
        if judged[line.index].clean and not line.shape.is_prose:
            beside = [judged[number] for number in (line.index - 1, line.index + 1) if 0 <= number < len(judged)]
            if beside and not any(other.clean for other in beside):
                place = Place.CLOSING if line.index > last else line.place
                found[line.index] = replace(line, place=place, flanks=tuple([other.kind for other in beside]))
    return found


def judge_one(line: Line, article: Article, context: Context) -> JudgedLine:
    """One line's outcome."""
    heard: list[Heard] = []
    for rule in ROSTER.asked(line, context):
        if opinions := rule.judge(line, article, context):
            heard += [(rule.name, opinion) for opinion in opinions]
    return judge_line(line, tuple(heard))
