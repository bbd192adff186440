"""How pages in other languages than English build and word what is no story, learned: the rule `abroad`.

A short line is read like an English one (`manner.py`): its looks, its outline, its words; words also by their first
letters and by their sense (`senses`), and the outline once more with senses in their places ("~share N+ ~app"). Senses
and outlines say the same in all languages, so what lists of some languages teach holds for others. Made by `copydesk
train abroad` from invented articles, line by line, and genuine texts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache

from cleaning.lines import Line, Place
from cleaning.rules.evidence import in_tail
from cleaning.rules.heads import is_correction
from cleaning.rules.manner import (
    CERTAIN,
    COMMON,
    DOUBT,
    FLANKED_DOUBT,
    FORM,
    MANNER_WORDS,
    OUTLINE,
    STANZA,
    USUAL,
    Manner,
    in_stanza,
    is_open,
    looks_of,
    shipped,
    story_share,
)
from cleaning.rules.outlines import OUTLINE_WORDS, in_row, marks_of
from cleaning.rules.phrases import CODE
from cleaning.rules.senses import senses_of
from cleaning.scene import Scene
from cleaning.values import Article, Context, Opinion
from cleaning.verdict import STRONG, SURE, WEAK
from cleaning.wording import UNSPACED, count_words, fold, straighten, tokens_in

LIKELY, SURELY = 3.5, 4.5
"""Log odds from which a line is litter, and from which a paragraph or what stands over the first one is: there
headlines and summaries stand, which are worded as those of other stories are."""

NUMBERED = re.compile(r"\d{1,3}[.)]\s")
"""Opens an entry of a list, as of sources."""

LONGEST = 1_200
"""Characters of a line whose words are read: a page may hold a line without end."""

STEM, SIGNS = 5, 2
"""First letters of a word that are read by themselves; signs in a row that are, where no space parts words."""

SPEAKING, MANY_SENSES = 2, 6
"""Senses from which a paragraph may speak to the reader, and from which it does not matter how many more there are."""


@cache
def read_abroad() -> Manner | None:
    """The model of other languages, read when the first line asks; None where it was taken out."""
    return shipped("abroad.json")


def is_read(line: Line, article: Article) -> bool:
    """The model has something to say about the line: its language is known and not English, and it is short.

    Paragraphs are read near the end, or where they hold several senses.
    """
    shape, code = line.shape, article.language
    if code in {None, "en"} or not 0 < shape.words <= MANNER_WORDS or NUMBERED.match(line.text):
        return False
    if not shape.is_prose:
        return is_open(line)
    return shape.block.tag not in CODE and (in_tail(line) or senses_in(said_by(line, code)) >= SPEAKING)


def figures_of(line: Line, article: Article) -> dict[str, str]:
    """All that the model reads, and how each is told: words as they stand, marks as the outline; looks are not told."""
    said = said_by(line, article.language or "")
    looks = (*looks_of(line), f"#senses {min(MANY_SENSES, senses_in(said))}")
    if line.shape.is_prose:  # a place, a length say another thing of it
        looks = ("#paragraph", *(f"#paragraph {look[1:]}" for look in looks))
    return dict.fromkeys(looks, "") | said


def said_by(line: Line, code: str) -> dict[str, str]:
    """What is read of a line whatever stands around it."""
    return worded(line.shape.piece.text, code, with_outline=not line.shape.is_prose)


@lru_cache(maxsize=1 << 10)
def worded(text: str, code: str, *, with_outline: bool = True) -> dict[str, str]:
    """What is read of a text in a language: words, senses and, of a short line, outlines."""
    senses = senses_of(code)
    said: dict[str, str] = {}

    def marked(word: str) -> tuple[str, ...]:
        found = senses.of(word)
        said.update((f"~{sense}", letters) for sense, letters in found)
        return tuple(f"~{sense}" for sense, _ in found)

    row = marks_of(text, marked)
    if with_outline and count_words(text) <= OUTLINE_WORDS:
        said |= dict.fromkeys((*in_row(marks_of(text)), *in_row(row)), OUTLINE)
    return dict(words_of(tokens_in(fold(text[:LONGEST])))) | said


def senses_in(said: Collection[str]) -> int:
    """How many senses that not every text holds."""
    return sum(figure[0] == "~" and figure not in COMMON for figure in said)


def tells_kind(figure: str) -> bool:
    """A sense, a look or two marks of the outline: words would tell little more."""
    return figure[0] in "~#" or (figure[0] == "^" and figure.count(" ") == 1)


def words_of(tokens: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Words without case and their first letters, or pairs of signs where no space parts words, each with the word."""
    for word in tokens:
        if not word[0].isalpha():
            continue
        if UNSPACED.match(word):
            yield from ((word[at : at + SIGNS],) * 2 for at in range(max(1, len(word) - SIGNS + 1)))
            continue
        yield word, word
        if len(word) > STEM:
            yield f"{word[:STEM]}*", word


@lru_cache(maxsize=8)
def short_story(scene: Scene, model: Manner, code: str) -> float:
    """Share of the article's lines that are no paragraphs and are worded like a story, 0..1."""
    return story_share(scene, lambda text: model.odds(worded(straighten(text), code)))


def abroad(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """What the model makes of the whole line."""
    del context
    if not is_read(line, article) or (model := read_abroad()) is None or is_correction(line, article):
        return ()
    figures, code, is_prose = figures_of(line, article), article.language or "", line.shape.is_prose
    odds, doubt = model.odds(figures), FLANKED_DOUBT if line.flanks else DOUBT
    border = SURELY if is_prose or line.place is Place.OPENING else LIKELY
    if odds < border - doubt:  # whatever else the article holds
        return ()
    border += FORM * max(0.0, short_story(line.scene, model, code) - USUAL)
    if not is_prose and in_stanza(line, lambda text: model.odds(worded(text, code))):
        border = max(border, STANZA)
    if odds < border - doubt:
        return ()
    words = ", ".join(model.told(figures)) or "its looks"
    weight = WEAK if odds < border else SURE if is_prose or odds >= CERTAIN else STRONG
    return (Opinion(0, len(line.text), model.kind(figures), weight, (f"wording: {words}",)),)
