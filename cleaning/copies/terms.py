"""Terms of a text: what its copies keep, whatever a translator or an editor does to its sentences.

Every term counts the same for telling a copy: weighing them by how rare they are was measured and is worse, because
another writer's text on the same event shares just the rare ones, its names and figures. To find candidates the rare
ones are what is wanted.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from cleaning.garble.model import shipped
from cleaning.garble.news import News, hash_of
from cleaning.wording import COMMON, LONG_WORD, MARKS, STEM, UNSPACED

NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*(?:[- ]\d{1,2}/\d{1,2})?|\d{1,2}/\d{1,2}")
"""Figures, also with a fraction behind them: "2,400.50", "7-3/8"."""

SEPARATORS = re.compile(r"\D")
MARKED = re.compile(f"[{MARKS}]")
DIGITS = 2
"""Digits from which a number tells something: figures of one digit stand in every story."""

LETTER, NAMED, FIGURE = 4, 30, 40
"""How rare a word is taken to be where nobody counted: for each letter, for a capital, and for a number."""


def terms_of(words: Iterable[str]) -> frozenset[str]:
    """Stems of content words; pairs of neighbours in scripts without spaces, whose characters come one by one.

    >>> sorted(terms_of(["the", "harbours", "about", "harbour", "7", "2,400"]))
    ['harbou']
    """
    listed = list(words)
    found = {word[:STEM] for word in set(listed) if len(word) >= LONG_WORD and word not in COMMON and is_lettered(word)}
    if any(UNSPACED.match(word) for word in listed):
        found |= {a + b for a, b in itertools.pairwise(listed) if UNSPACED.match(a) and UNSPACED.match(b)}
    return frozenset(found)


def is_lettered(word: str) -> bool:
    """Letters only, with the signs that belong to them: most words of Hindi are no `isalpha`.

    >>> is_lettered("नौकाएँ"), is_lettered("17th"), is_lettered("mid-week")
    (True, False, False)
    """
    return word.isalpha() or (not word.isascii() and MARKED.sub("", word).isalpha())


def numbers_of(text: str) -> frozenset[str]:
    """Digits of every number of two digits and more, however they are grouped.

    >>> sorted(numbers_of("In 1999 he paid $2,400.50 for 7 boats at 7-3/8."))
    ['1999', '240050', '738']
    """
    digits = (SEPARATORS.sub("", number) for number in NUMBER.findall(text))
    return frozenset(number for number in digits if len(number) >= DIGITS)


def rarest(written: Sequence[str], language: str | None, most: int) -> tuple[int, ...]:
    """Hashes of the rarest terms, by which copies are looked for; of equally rare ones the smallest hashes.

    Args:
        written: words as the text has them, in order.
        language: ISO 639-1; how common words are was counted in English only.
        most: how many are wanted.
    """
    news = news_of(language)
    found: dict[str, int] = {}
    for word in set(written):
        folded = word.casefold()
        if folded in COMMON or (len(word) < LONG_WORD and not word.isdigit()):
            continue
        term = folded if word.isdigit() else folded[:STEM]
        found[term] = min(rarity(word, folded, news), found.get(term, 1 << 30))
    order = sorted((-rare, hash_of(term)) for term, rare in found.items())
    return tuple(key for _, key in order[:most])


def rarity(word: str, folded: str, news: News | None) -> int:
    """How rare a word is: quarters of a doubling below the commonest; a guess where nobody counted."""
    if word.isdigit():
        return FIGURE if len(word) > DIGITS else 0
    if news is None:
        return LETTER * len(word) + (NAMED if word[0].isupper() else 0)
    return news.size - news.level(hash_of(folded))


def news_of(language: str | None) -> News | None:
    """The counts of English newspapers, for English texts where the model is installed."""
    model = shipped() if language == "en" else None
    return model.news if model else None
