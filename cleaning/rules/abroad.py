"""How pages in other languages than English build and word what is no story, learned: the rule `abroad`.

A short line is read like an English one (`manner.py`): its looks, its outline, its words; words also by their first
letters and by their sense (`senses`), and the outline once more with senses in their places ("~share N+ ~app"). Senses
and outlines say the same in all languages, so what lists of some languages teach holds for others. Made by `copydesk
train abroad` from invented articles, line by line, and genuine texts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources

from cleaning.lines import Line
from cleaning.rules.heads import is_correction
from cleaning.rules.manner import (
    DOUBT,
    FLANKED_DOUBT,
    FORM,
    OUTLINE,
    STANZA,
    USUAL,
    Manner,
    in_stanza,
    is_open,
    looks_of,
    manner_of,
    story_share,
)
from cleaning.rules.outlines import OUTLINE_WORDS, in_row, marks_of
from cleaning.rules.senses import senses_of
from cleaning.scene import Scene
from cleaning.values import Article, Context, Kind, Opinion
from cleaning.verdict import STRONG, WEAK
from cleaning.wording import UNSPACED, count_words, fold, straighten, tokens_in

LIKELY = 2.5
"""Log odds from which a line is litter."""

NUMBERED = re.compile(r"\d{1,3}[.)]\s")
"""Opens an entry of a list, as of sources."""

STEM, SIGNS = 5, 2
"""First letters of a word that are read by themselves; signs in a row that are, where no space parts words."""

COMMON = frozenset(("~you", "~us", "~more", "~want"))
"""Senses that any text holds: they are not counted."""

MANY_SENSES = 6
"""Senses from which it does not matter how many more a line holds."""


@cache
def read_abroad() -> Manner | None:
    """The model that ships with copydesk, read when the first line asks; None where it was taken out."""
    file = resources.files("cleaning.rules") / "abroad.json"
    return manner_of(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else None


def is_read(line: Line, article: Article) -> bool:
    """The model has something to say about the line: it is short, and of a known language that is not English."""
    if article.language in {None, "en"} or line.shape.is_prose or NUMBERED.match(line.text):
        return False
    return is_open(line)


def figures_of(line: Line, article: Article) -> dict[str, str]:
    """All that the model reads, and how each is told: words as they stand, marks as the outline; looks are not told."""
    said = worded(line.shape.piece.text, article.language or "")
    return dict.fromkeys((*looks_of(line), counted(said)), "") | said


@lru_cache(maxsize=1 << 10)
def worded(text: str, code: str) -> dict[str, str]:
    """What is read of a text in a language whatever stands around it: words, senses and outlines."""
    senses = senses_of(code)
    said: dict[str, str] = {}

    def marked(word: str) -> tuple[str, ...]:
        found = senses.of(word)
        said.update((f"~{sense}", letters) for sense, letters in found)
        return tuple(f"~{sense}" for sense, _ in found)

    row = marks_of(text, marked)
    if count_words(text) <= OUTLINE_WORDS:
        said |= dict.fromkeys((*in_row(marks_of(text)), *in_row(row)), OUTLINE)
    return dict(words_of(tokens_in(fold(text)))) | said


def counted(said: Collection[str]) -> str:
    """How many senses the line has, in steps."""
    return f"#senses {min(MANY_SENSES, sum(figure[0] == '~' and figure not in COMMON for figure in said))}"


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


def kind_of(line: Line, article: Article) -> Kind:
    """The kind of litter that is worded and built like the line; `other` without a model."""
    model = read_abroad()
    return model.kind(figures_of(line, article)) if model else Kind.OTHER


def abroad(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """What the model makes of the whole line."""
    del context
    if not is_read(line, article) or (model := read_abroad()) is None or is_correction(line, article):
        return ()
    figures, doubt, code = figures_of(line, article), FLANKED_DOUBT if line.flanks else DOUBT, article.language or ""
    odds, border = model.odds(figures), LIKELY
    if odds < border - doubt:  # whatever else the article holds
        return ()
    border += FORM * max(0.0, short_story(line.scene, model, code) - USUAL)
    if in_stanza(line, lambda text: model.odds(worded(text, code))):
        border = max(border, STANZA)
    if odds < border - doubt:
        return ()
    words = ", ".join(model.told(figures)) or "its looks"
    weight = STRONG if odds >= border else WEAK
    return (Opinion(0, len(line.text), model.kind(figures), weight, (f"wording: {words}",)),)
