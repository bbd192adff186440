"""Words of a text, without a language in mind: counted, folded, cut to stems."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

STEM = 6
"""Letters of a word that count as its stem: inflection in most written languages comes after them."""

LONG_WORD = 4
"""Letters from which a word is taken for content; shorter ones are mostly grammar."""


def marks() -> str:
    """Signs that are written on, under or behind a letter, as ranges of a regular expression's class.

    Python's word class leaves them out, which cuts most words of Hindi, Bengali and Tamil in pieces.
    """
    codes = [code for code in range(0x300, 0x2000) if unicodedata.category(chr(code)).startswith("M")]
    known = frozenset(codes)
    starts = [code for code in codes if code - 1 not in known]
    ends = [code for code in codes if code + 1 not in known]
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in zip(starts, ends, strict=True)) + "\u200c\u200d"


MARKS = marks()
CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŐŒŔŘŚŞŠŢŤŪŮŰŲŸŹŻŽȘȚΆ-ΏΑ-ΫЀ-Я"
"""Capitals of Latin, Greek and Cyrillic, as a regular expression's class; other scripts mostly have none."""

WORD = re.compile(rf"[\w{MARKS}]+(?:['’.-][\w{MARKS}]+)*")
FIRST = re.compile(rf"[^\W_]+(?:[{MARKS}]+[^\W_]*)*")
ASCII_RUN = re.compile("[A-Za-z0-9]+")
CAMEL = re.compile(rf"[^\W\d_][^\W\d_{CAPITAL}]{{1,20}}(?=[{CAPITAL}][^\W\d_{CAPITAL}])")
"""A word whose space to the next one was lost, as in "AdvertisementThe"."""

DENSE = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f"
SPELLED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Scripts without spaces between words: Chinese and Japanese; Thai, Lao, Burmese and Khmer, which spell words out."""

UNSPACED = re.compile(f"[{DENSE}{SPELLED}]")
SPELLED_SIGNS = re.compile(f"[{SPELLED}]")
DENSE_SIZE, SPELLED_SIZE = 2, 5
"""Characters that make a word in either."""

# No rule assumes that a full stop is a dot: Indic, Arabic, CJK, Armenian, Ethiopic, Burmese and Khmer marks end
# sentences as well, and a Greek question ends with what is a semicolon elsewhere.
SPACED_STOPS = ".!?…।॥؟۔։።፧။។៕"
DENSE_STOPS = "。！？｡．"
GREEK_QUESTION = r"(?<=[\u0370-\u03ff\u1f00-\u1fff])[;\u037e]"
CLOSERS = r"[\"'”’“»›«)\]」』）】〕》〉]"
SENTENCE_END = re.compile(rf"(?:[{SPACED_STOPS}{DENSE_STOPS}]|{GREEK_QUESTION}){CLOSERS}*\s*\Z")
STOPLESS = re.compile(r"[\u0e00-\u0eff]\W*\Z")
"""Thai and Lao leave a space where a sentence ends, and nothing at the end of a paragraph."""

BRACKETS = (("「", "」"), ("『", "』"), ("«", "»"))
"""Quotation marks that are not made straight."""

PLAIN_STOPS = frozenset(".!?")
END_REACH = 40
"""Characters from the end of a line within which its full stop is looked for."""

STRAIGHT = (
    ("\u2018", "'"),
    ("\u2019", "'"),
    ("\u201c", '"'),
    ("\u201d", '"'),
    ("\xa0", " "),
    ("\u2007", " "),
    ("\u202f", " "),
    ("\t", " "),
)
"""Signs and the plain ones that stand for them; replaced one after the other, which is faster than `translate`."""

COMMON_WORDS = """
about after again against also been before being between both came come could does doing down during each even every
first from give goes going have having here into just know last like made make many more most much must need only other
over same says said should some such take than that their them then there these they thing this those through time
under until very want well were what when where which while will with without would year years your
"""
COMMON = frozenset(COMMON_WORDS.split())
"""English words of four letters and more that say nothing about a topic."""


@lru_cache(maxsize=1 << 10)
def words_in(text: str) -> tuple[str, ...]:
    """Words with the marks inside them; runs of signs in scripts without spaces. Several stages ask it of one text.

    >>> words_in("The minister’s plan")
    ('The', 'minister’s', 'plan')
    """
    return tuple(WORD.findall(text))


@lru_cache(maxsize=1 << 12)
def count_words(text: str) -> int:
    """Number of words; in scripts without spaces an estimate from the characters. Several stages ask it of one text.

    >>> count_words("The minister's plan"), count_words("天气很好"), count_words("हिन्दी")
    (3, 2, 1)
    """
    unspaced = 0 if text.isascii() else len(UNSPACED.findall(text))
    if not unspaced:
        return len(words_in(text))
    spelled = len(SPELLED_SIGNS.findall(text))
    return max(1, (unspaced - spelled) // DENSE_SIZE + spelled // SPELLED_SIZE)


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
    if text.isascii():
        return text.replace("\t", " ")
    for sign, plain in STRAIGHT:
        text = text.replace(sign, plain)
    return text


def tokens_in(folded: str) -> tuple[str, ...]:
    """Runs of letters and digits of a text without case.

    >>> tokens_in("it's 3 o'clock")
    ('it', 's', '3', 'o', 'clock')
    """
    return tuple((ASCII_RUN if folded.isascii() else FIRST).findall(folded))


def ends_sentence(text: str) -> bool:
    """Closes with a full stop of any script, quotation marks and brackets allowed after it.

    >>> ends_sentence("It rained.”"), ends_sentence("「雨が降った。」"), ends_sentence("Rain in the north")
    (True, True, False)
    >>> ends_sentence("बारिश हुई।"), ends_sentence("Θα βρέξει;"), ends_sentence("Rain; snow;")
    (True, True, False)
    """
    end = text[-END_REACH:].rstrip()[-1:]
    if end in PLAIN_STOPS or end.isalnum():  # most lines: no need to look closer
        return end in PLAIN_STOPS
    return SENTENCE_END.search(text[-END_REACH:]) is not None


def is_torn(text: str, start: int) -> bool:
    """A quotation began before this place and ends behind it, or begins behind it and does not end.

    >>> is_torn("「雨。風。」", 3), is_torn("雨。「風。」", 2)
    (True, False)
    """
    odd = text.count('"', start) % 2 == 1
    if odd or text.isascii():
        return odd
    return any(
        opening in text and text.count(opening, start) != text.count(closing, start) for opening, closing in BRACKETS
    )


def is_caseless(letter: str) -> bool:
    """A letter of a script without capitals.

    >>> is_caseless("ا"), is_caseless("天"), is_caseless("a"), is_caseless("7")
    (True, True, False, False)
    """
    return letter.isalpha() and letter.lower() == letter.upper()


def first_word(text: str) -> str:
    """The word by which phrases are looked up; the first character in scripts without spaces, "#" for a number.

    >>> first_word("Read more"), first_word("12 comments"), first_word("関連記事"), first_word("2024年5月")
    ('read', '#', '関', '#')
    """
    found = CAMEL.match(text) or FIRST.search(text)
    if found is None:
        return ""
    word = found[0].casefold()
    if word.isdigit() or (word[0].isdigit() and UNSPACED.search(word)):
        return "#"
    return word[0] if UNSPACED.match(word) else word


def stems_of(words: Sequence[str]) -> frozenset[str]:
    """Content words by their first letters; pairs of characters in scripts without spaces.

    >>> sorted(stems_of(["The", "ministers", "about", "ministry"]))
    ['minist']
    """
    different = set(words)
    text = "".join(different)
    found = set[str]()
    if not text.isascii() and UNSPACED.search(text):
        unspaced = {word for word in different if UNSPACED.search(word)}
        found.update(a + b for word in unspaced for a, b in itertools.pairwise(word))
        different -= unspaced
    found.update(map(stem_of, different))
    found.discard("")
    return frozenset(found)


@lru_cache(maxsize=1 << 15)
def stem_of(word: str) -> str:
    """First letters of a content word; "" for a short one, a number, or a word that says nothing about a topic.

    >>> stem_of("Ministry’s"), stem_of("about"), stem_of("1990s")
    ('minist', '', '')
    """
    if len(word) < LONG_WORD or word[0].isdigit():
        return ""
    folded = word.casefold()
    if not folded.isalnum():
        folded = folded.split("'")[0].split("’")[0]
    return "" if folded in COMMON else folded[:STEM]


def capitals_of(words: Sequence[str]) -> float:
    """Share of the words of four letters and more that begin with a capital, 0..1; headlines leave shorter ones small.

    >>> capitals_of(["Rain", "in", "the", "North", "eases"])
    0.6666666666666666
    """
    initials = [word[0] for word in words if len(word) >= LONG_WORD]
    return sum(map(str.isupper, initials)) / len(initials) if initials else 0.0
