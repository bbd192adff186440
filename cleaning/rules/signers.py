"""Lives of those who sign: a name that stands over the story and in none of its paragraphs opens one of its last lines.

Whatever the line says, it is about who wrote the story: "Ada keeps bees and covers the courts from Sandvik".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaning.lines import Line
from cleaning.rules.authors import BIO_WORDS, closes, is_told
from cleaning.rules.evidence import in_tail, word_lists
from cleaning.rules.heads import BY, BYLINE_WORDS, is_person, tokens_of
from cleaning.rules.phrases import Found
from cleaning.values import Article
from cleaning.verdict import SURE

CAPITAL_WORD = r"[A-ZÀ-ÞŁŚŻČŠŽ][\w.’'-]+"
FULL_NAME = re.compile(
    rf"{CAPITAL_WORD}(?:\s(?:van|von|der|den|de|di|da|del|al|el|bin|la|le|ter|ten))*(?:\s{CAPITAL_WORD})+"
)
"""A first name and a surname or two."""

OPENS = re.compile(rf"\W*(?:About\s|Meet\s)?(?P<first>{CAPITAL_WORD})")
LEAST_LETTERS = 3
"""Letters of a first name that is believed alone."""

WORDS_TOO = word_lists("words")["name too"]
"""First names that open sentences as words."""

POSSESSIVE = re.compile(r"['’]s?\Z")


def signer(line: Line, article: Article) -> Found:
    """Opens with the name of somebody who signs above the story and whom no paragraph before it speaks of."""
    if line.shape.words > BIO_WORDS or not in_tail(line) or not closes(line) or is_told(line):
        return None
    opened = OPENS.match(line.shape.piece.text)
    if opened is None:
        return None
    first = POSSESSIVE.sub("", opened["first"]).casefold()
    name = next((name for name in signers(line, article) if is_about(name, first, line)), None)
    if name is None or is_mentioned(name, line):
        return None
    return SURE, (f"byline: {name}", "place: among the last lines", "topic: a name that no paragraph mentions")


def signers(line: Line, article: Article) -> Iterator[str]:
    """Full names of the byline and of the short lines over the first paragraph, its headline aside."""
    yield from FULL_NAME.findall(article.byline or "")
    title = tokens_of(article.title or "")
    for shape in line.shapes[: line.index]:
        if shape.is_prose:
            return
        if shape.words <= BYLINE_WORDS and shape.tokens != title and shape.block.tag != "h1":
            by = BY.match(shape.block.text)
            yield from filter(is_person, FULL_NAME.findall(shape.block.text, by.end() if by else 0))


def is_about(name: str, first: str, line: Line) -> bool:
    """The line opens with the whole name, or with the first name and a word that is none of a name."""
    words = [word.casefold() for word in name.split()]
    if words[0] != first:
        return False
    rest = line.shape.piece.text.split()[1:2]
    return words[-1] in line.shape.tokens[: len(words) + 1] or (
        len(first) >= LEAST_LETTERS and first not in WORDS_TOO and bool(rest) and rest[0][:1].islower()
    )


def is_mentioned(name: str, line: Line) -> bool:
    """A paragraph before the line speaks of the person, by first name or surname."""
    words = {name.split(maxsplit=1)[0].casefold(), name.rsplit(maxsplit=1)[-1].casefold()}
    return any(not words.isdisjoint(shape.tokens) for shape in line.shapes[: line.index] if shape.is_prose)
