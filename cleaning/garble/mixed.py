"""Paragraphs that were left in the language from which the rest of the article was translated."""

from __future__ import annotations

import functools

from cleaning import language
from cleaning.garble.page import ALIKE
from cleaning.garble.signal import Passage, Reading, point
from cleaning.garble.words import quotations
from cleaning.values import Block, Finding

SCORE = 0.5
"""A bilingual outlet and a document that is cited look the same."""

FEWEST = language.LEAST_WORDS
"""Words of the shortest paragraph whose small words tell a language."""

MOST = 2
"""Paragraphs in another language beyond which the article is written in two."""

OWN = 2
"""Different small words of the article's own language that end the matter."""

THEIRS = 3
"""Different small words of the other language, in small letters, that prove it: a list of names has "de" and "di"."""

ELSEWHERE = frozenset({"blockquote", "li", "td", "th", "pre", "code", "figcaption", "q", "cite"})
QUOTED = ("tweet", "twitter", "instagram", "facebook", "embed", "quote", "lyric", "poem", "verse", "telegram")
"""Elements, and parts of their marks, in which people are quoted as they wrote."""


def mixed_language(reading: Reading) -> tuple[Finding, ...]:
    """One or two paragraphs are in another language than the article, and nobody is quoted."""
    own = reading.article.language
    if own is None:
        return ()
    blocks = reading.article.lines
    small = small_words_of(own)
    found = [
        (passage, code)
        for passage in reading.body[1:-1]  # at the ends stands what the site says of itself
        if len(passage.words) >= FEWEST
        and not passage.is_display
        and len(small & passage.words.keys) <= OWN
        and (code := other_language(passage, own))
        and not is_quoted(passage, blocks)
    ]
    if not 0 < len(found) <= MOST or len(found) * 3 >= len(reading.body):
        return ()
    return tuple(
        point(passage, (0, len(passage.text)), "mixed_language", SCORE, f"the paragraph is in “{code}”")
        for passage, code in found
    )


@functools.cache
def small_words_of(code: str) -> frozenset[str]:
    """Small words of one language; a constant, found once."""
    return frozenset(word for word, codes in language.small_words().items() if code in codes)


def other_language(passage: Passage, own: str) -> str | None:
    """The passage's language, where it is surely another."""
    code = language.by_words(passage.text)
    if code and len((small_words_of(code) - small_words_of(own)).intersection(passage.words.written)) < THEIRS:
        return None
    code = code or language.by_script(passage.text)
    return None if code is None or code == own or any({own, code} <= group for group in ALIKE) else code


def is_quoted(passage: Passage, blocks: tuple[Block, ...]) -> bool:
    """Quotation marks hold a good part of it, or it stands where others are quoted."""
    inside = sum(end - start for start, end in quotations(passage.text))
    block = blocks[passage.line or 0]
    stands = block.tag in ELSEWHERE or any(part in mark for mark in block.marks for part in QUOTED)
    return inside * 3 > len(passage.text) or stands or not ELSEWHERE.isdisjoint(block.path.split("/"))
