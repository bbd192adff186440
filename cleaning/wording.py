"""Words of a text, without a language in mind: counted, folded, cut to stems."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

STEM = 6
"""Letters of a word that count as its stem: inflection in most written languages comes after them."""

LONG_WORD = 4
"""Letters from which a word is taken for content; shorter ones are mostly grammar."""

WORD = re.compile(r"\w+(?:['’.-]\w+)*")
FIRST = re.compile(r"[^\W_]+")
CAMEL = re.compile(r"[^\W\d_][a-z]{1,20}(?=[A-Z][a-z])")
"""A word whose space to the next one was lost, as in "AdvertisementThe"."""

UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
# No rule assumes that a full stop is a dot: Devanagari, Arabic, CJK and Armenian marks end sentences as well.
SENTENCE_END = re.compile(r"[.!?…。！？।॥؟۔։][\"'”’»›)\]]*\s*\Z")
END_REACH = 40
"""Characters from the end of a line within which its full stop is looked for."""

STRAIGHT = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0xA0: " ", 0x2007: " ", 0x202F: " ", 0x9: " "}

COMMON_WORDS = """
about after again against also been before being between both came come could does doing down during each even every
first from give goes going have having here into just know last like made make many more most much must need only other
over same says said should some such take than that their them then there these they thing this those through time
under until very want well were what when where which while will with without would year years your
"""
COMMON = frozenset(COMMON_WORDS.split())
"""English words of four letters and more that say nothing about a topic."""


def count_words(text: str) -> int:
    """Number of words; characters of scripts without spaces count one half each.

    >>> count_words("The minister's plan"), count_words("天气很好")
    (3, 2)
    """
    unspaced = len(UNSPACED.findall(text))
    if not unspaced:
        return len(WORD.findall(text))
    return max(1, unspaced // 2)


def fold(text: str) -> str:
    r"""Text for matching cue phrases: case-folded, straight quotes, single spaces.

    >>> fold("See  also “It’s”")
    'see also "it\'s"'
    """
    return " ".join(straighten(text).casefold().split())


def straighten(text: str) -> str:
    r"""Text of the same length with straight quotes and plain spaces.

    >>> straighten("“It’s”")
    '"It\'s"'
    """
    return text.translate(STRAIGHT)


def ends_sentence(text: str) -> bool:
    """Closes with a full stop of any script, quotation marks and brackets allowed after it.

    >>> ends_sentence("It rained.”"), ends_sentence("雨が降った。"), ends_sentence("Rain in the north")
    (True, True, False)
    """
    return SENTENCE_END.search(text[-END_REACH:]) is not None


def first_word(text: str) -> str:
    """The word by which phrases are looked up; the first character in scripts without spaces, "#" for a number.

    >>> first_word("Read more"), first_word("12 comments"), first_word("関連記事")
    ('read', '#', '関')
    """
    found = CAMEL.match(text) or FIRST.search(text)
    if found is None:
        return ""
    word = found[0].casefold()
    if word.isdigit():
        return "#"
    return word[0] if UNSPACED.match(word) else word


def stems_of(words: Sequence[str]) -> frozenset[str]:
    """Content words by their first letters; pairs of characters in scripts without spaces.

    >>> sorted(stems_of(["The", "ministers", "about", "ministry"]))
    ['minist']
    """
    found = set[str]()
    for word in words:
        if UNSPACED.search(word):
            found.update(a + b for a, b in itertools.pairwise(word))
        elif len(word) >= LONG_WORD and not word[0].isdigit():
            folded = word.casefold().split("'")[0].split("’")[0]
            if folded not in COMMON:
                found.add(folded[:STEM])
    return frozenset(found)


def capitals_of(words: Sequence[str]) -> float:
    """Share of the words of four letters and more that begin with a capital, 0..1; headlines leave shorter ones small.

    >>> capitals_of(["Rain", "in", "the", "North", "eases"])
    0.6666666666666666
    """
    long = [word for word in words if len(word) >= LONG_WORD]
    return sum(word[0].isupper() for word in long) / len(long) if long else 0.0
