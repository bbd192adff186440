"""The first line of a text without markup, which was taken for its headline: a guess, unlike a page's own title."""

from __future__ import annotations

from cleaning.lines import Line
from cleaning.rules.abroad import abroad
from cleaning.rules.heads import reads_title
from cleaning.rules.manner import manner
from cleaning.values import Article, Context, Kind, Opinion
from cleaning.verdict import STRONG, SURE

TOLD = 0.34
"""Share of the line's content words that stand below it too, from which it is the headline for certain: sections,
writers and buttons, which stand there as well, share fewer or have too few to say."""


def headline(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """The line goes as the headline; where it shares no words with the story, as the litter that it is worded like."""
    if line.index or not reads_title(article):
        return ()
    kind = Kind.TITLE_REPEAT
    if line.topic is None or line.topic < TOLD:
        worded = (said for judge in (manner, abroad) for said in judge(line, article, context))
        kind = next((said.kind for said in worded if said.weight >= STRONG), kind)
    return (Opinion(0, len(line.text), kind, SURE, ("title: the first line of the text",)),)
