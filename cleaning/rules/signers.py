"""Lives of those who sign: a name that stands over the story and in none of its paragraphs opens one of its last lines.

Whatever the line says, it is about who wrote the story: "Ada keeps bees and covers the courts from Sandvik".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaning.lines import Line
from cleaning.rules.authors import BIO_WORDS, closes, is_told
from cleaning.rules.evidence import in_tail, is_heading, word_lists
from cleaning.rules.heads import BY, BYLINE_WORDS, is_person, tokens_of
from cleaning.rules.phrases import Found
from cleaning.values import Article
from cleaning.verdict import SURE

CAPITAL_WORD = r"[A-ZÀ-ÞŁŚŻČŠŽ][\w.’'-]{1,30}"
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
    name = next((name for name, said in signers(line, article) if is_about(name, opened, said=said)), None)
    if name is None or is_mentioned(name, line):
        return None
    return SURE, (f"byline: {name}", "place: among the last lines", "topic: a name that no paragraph mentions")


def signers(line: Line, article: Article) -> Iterator[tuple[str, bool]]:
    """Full names of the byline and of short lines over the first paragraph, and whether it is said that they sign."""
    yield from ((name, True) for name in FULL_NAME.findall(article.byline or ""))
    title = tokens_of(article.title or "")
    for shape in line.shapes[: line.index]:
        if shape.is_prose:
            return
        if shape.words <= BYLINE_WORDS and shape.tokens != title and not is_heading(shape):
            by = BY.match(shape.block.text)
            names = FULL_NAME.findall(shape.block.text, by.end() if by else 0)
            yield from ((name, by is not None or len(names) > 1) for name in filter(is_person, names))


def is_about(name: str, opened: re.Match[str], *, said: bool) -> bool:
    """A sentence opens with the whole name, or with the first name where it is said that its bearer signs."""
    words, parts = opened.string[opened.start("first") :].split(), name.split()
    bare = [POSSESSIVE.sub("", word.rstrip(",")) for word in words[: len(parts) + 1]]
    if bare[: len(parts)] == parts:
        return words[len(parts) - 1] != parts[-1] or "".join(words[len(parts) : len(parts) + 1])[:1].islower()
    first = parts[0].casefold()
    alone = said and bare[0].casefold() == first and len(first) >= LEAST_LETTERS and first not in WORDS_TOO
    return alone and "".join(words[1:2])[:1].islower()


def is_mentioned(name: str, line: Line) -> bool:
    """A paragraph before the line speaks of the person, by first name or surname."""
    words = {name.split(maxsplit=1)[0].casefold(), name.rsplit(maxsplit=1)[-1].casefold()}
    return any(not words.isdisjoint(shape.tokens) for shape in line.shapes[: line.index] if shape.is_prose)
