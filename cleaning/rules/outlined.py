"""Lines in other languages than English, by their outlines: the rule `outlined`.

What a page adds has the same outline in many languages: a name, a bar and an hour, counters, credits of pictures, a
label and a headline behind a colon. The weights are those that `copydesk train lines` learns without words.
"""

from __future__ import annotations

import re

from cleaning.lines import Line
from cleaning.rules.heads import is_correction
from cleaning.rules.manner import STANZA, in_stanza, is_open, read_manner, wordless
from cleaning.rules.outlines import outlines
from cleaning.values import Article, Context, Opinion
from cleaning.verdict import STRONG, WEAK
from cleaning.wording import is_caseless

LIKELY, DOUBT = 3.0, 1.0
"""Log odds from which a line is litter by its outline, and how far below it is suspected."""

LABEL_WORDS = 16
"""Words of the longest line that is read: what is longer and has no full stop may be half a sentence."""

CASELESS = 0.1
"""Share of letters without capitals up to which a line has an outline."""

NUMBERED = re.compile(r"\d{1,3}[.)]\s")
"""Opens an entry of a list, as of sources."""


def outlined(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """What the outline of the whole line says."""
    del context
    shape = line.shape
    if shape.is_prose or shape.ends_sentence or shape.words > LABEL_WORDS or NUMBERED.match(line.text):
        return ()
    if article.language in {None, "en"} or not is_open(line):
        return ()
    model = read_manner()
    if model is None or model.outlined is None or not is_cased(line.text) or is_correction(line, article):
        return ()
    known, figures = model.outlined, wordless(line)
    odds, border = known.odds(figures), LIKELY
    if odds >= border - DOUBT and in_stanza(line, lambda text: known.odds(outlines(text))):
        border = STANZA
    if odds < border - DOUBT:
        return ()
    weight = STRONG if odds >= border else WEAK
    return (Opinion(0, len(line.text), model.kind(figures), weight, ("outline: of lines that pages add",)),)


def is_cased(text: str) -> bool:
    """Its script has capitals.

    >>> is_cased("Autor: Ada Brown"), is_cased("\u6765\u6e90\uff1a\u65b0\u534e\u7f51")
    (True, False)
    """
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(map(is_caseless, letters)) <= CASELESS * len(letters)
