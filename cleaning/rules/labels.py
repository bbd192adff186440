"""Labels of what stands over or under a story ("Source:", "Author:", "Tags:") in languages that have tables of them."""

from __future__ import annotations

from cleaning.corrections import correction_cue
from cleaning.lines import Line, Place
from cleaning.rules.evidence import in_tail
from cleaning.rules.phrases import Glue, phrase
from cleaning.rules.rule import Judge
from cleaning.rules.tables import Table
from cleaning.values import Article, Context, Kind, Opinion


def label(kind: Kind, table: Table) -> Judge:
    """Cuts what a label opens, where labels stand: before the first paragraph, near the end, behind a sentence."""
    judge_anywhere = phrase(kind, table, glue=Glue.NEVER)

    def judge(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
        found = judge_anywhere(line, article, context)
        at_an_end = found and (line.place is Place.OPENING or in_tail(line))
        return found if at_an_end else tuple(opinion for opinion in found if opinion.start)

    return judge


def sparing_corrections(judge: Judge) -> Judge:
    """Says nothing of a paragraph that tells what was corrected behind the day on which it was."""

    def judge_others(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
        return () if line.shape.is_prose and correction_cue(line.text) else judge(line, article, context)

    return judge_others
