"""Cue phrases that went through a machine: a whole phrase of the tables once one or two of its words are put back.

By a short list of what machines make of these very words, anywhere in a text; `restored.py` knows more, at its end.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from cleaning.lines import Line
from cleaning.pieces import piece_of
from cleaning.rules.evidence import is_heading, rows
from cleaning.rules.phrases import TALLY
from cleaning.rules.pointers import RELATED, SEE_ALSO, SEPARATOR, is_pointed_at
from cleaning.rules.tables import Table, read_table
from cleaning.values import Article, Context, Kind, Opinion
from cleaning.verdict import SURE

TABLES: tuple[tuple[Kind, Table], ...] = (
    (Kind.RELATED, RELATED),
    (Kind.SEE_ALSO, SEE_ALSO),
    *((kind, read_table(kind.value)) for kind in (Kind.STORY_CONTINUES, Kind.AD, Kind.NEWSLETTER, Kind.SHARE)),
    *((kind, read_table(kind.value)) for kind in (Kind.PAYWALL, Kind.COMMENT_FORM, Kind.COPYRIGHT, Kind.NAVIGATION)),
)
CUE_WORDS, CUE_CHARACTERS = 10, 80
"""Words of the longest phrase that is put back, and the first characters in which it stands."""

LINE_WORDS = 24
CHANGES = 2
"""Words of a line with a cue and a headline; places in a phrase that a machine may have changed."""


def read_words() -> Iterator[tuple[str, str]]:
    """What may come back, with a question mark when people write it so as well, and the word that it may have been."""
    for row in rows("respun"):
        word, _, changed = row.partition(" = ")
        yield from ((phrase.strip(), word) for phrase in changed.split(" / "))


def by_phrase(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """What may come back -> the words that it may have been."""
    found = defaultdict[str, list[str]](list)
    for phrase, word in pairs:
        found[phrase.rstrip("?")].append(word)
    return {phrase: tuple(words) for phrase, words in found.items()}


WORDS = by_phrase(read_words())
USUAL = frozenset(phrase.rstrip("?") for phrase, _ in read_words() if phrase.endswith("?"))
FIRST_WORDS = frozenset(phrase.split()[0] for phrase in WORDS)
CHANGED = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, WORDS), key=len, reverse=True))})\b", re.IGNORECASE)


def respun(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """A short line that is a known cue, or a cue and a headline, but for one or two words."""
    del context
    shape = line.shape
    if shape.words > LINE_WORDS or shape.is_prose or FIRST_WORDS.isdisjoint(shape.tokens[:CUE_WORDS]):
        return ()
    if article.language not in {None, "en"} or is_heading(shape) or line.text.rstrip().endswith(":"):
        return ()
    return next(iter(opinions(line)), ())


def opinions(line: Line) -> Iterator[tuple[Opinion, ...]]:
    """What each way to put words back makes of the line."""
    for text in put_back(line.shape.piece.text):
        for kind, table in TABLES:
            piece = piece_of(text, 0, len(text), whole=True)
            matched = table.match(piece) if piece.key in table.keys else None
            if matched is None:
                continue
            row, end = matched
            weight = weight_of(line, text[end:], is_pointer=table is SEE_ALSO, several=" " in text[:end].strip())
            if weight:
                terms = (f"cue: {line.text[:40]}", f"shape: “{row.text}” but for a word or two")
                yield (Opinion(0, len(line.text), kind, weight, terms),)


def weight_of(line: Line, rest: str, *, is_pointer: bool, several: bool) -> float:
    """SURE for a phrase and nothing else, or one that points to a headline; 0 for anything else."""
    if TALLY.fullmatch(rest) and line.shape.words <= CUE_WORDS and several:
        return SURE
    parted = SEPARATOR.match(rest) if is_pointer and several else None
    if parted and is_pointed_at(rest[parted.end() :], parted=True, several=True):
        return SURE
    return 0.0


def put_back(text: str) -> Iterator[str]:
    """The text with one or two changed words put back, every way that this can be done."""
    found = list(CHANGED.finditer(text, 0, CUE_CHARACTERS))[: CHANGES + 1]
    for count in range(1, CHANGES + 1):
        for chosen in itertools.combinations(found, count):
            if all(match[0].casefold() in USUAL for match in chosen):
                continue
            for words in itertools.product(*(WORDS[match[0].casefold()] for match in chosen)):
                yield replaced(text, chosen, words)


def replaced(text: str, chosen: tuple[re.Match[str], ...], words: tuple[str, ...]) -> str:
    """The text with other words in the chosen places."""
    pieces, position = list[str](), 0
    for match, word in zip(chosen, words, strict=True):
        pieces += [text[position : match.start()], word]
        position = match.end()
    return "".join([*pieces, text[position:]])
