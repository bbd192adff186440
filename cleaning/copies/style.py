"""House style: one key for every way of writing a word that an editor may choose."""

from __future__ import annotations

import functools
import re
import unicodedata

from cleaning.tables import folded, rows

TABLE = "copies/house_style.txt"
SPELLINGS_OF_NAMES = "copies/spellings.txt"

CLITICS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "would", "'s": "'s"}
"""What stands behind an apostrophe, and the word it stands for."""

WHOLE = {"ca": "can", "wo": "will", "sha": "shall"}
"""What is left of a word before "n't"."""

SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})is(e|ed|es|ing|ation|ations|er|ers)\Z"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{2})lys(e|ed|es|ing)\Z"), r"lyz\1"),
    (re.compile(r"(?<=[a-z]{2})our(?=[a-z]|\Z)"), "or"),
    (re.compile(r"(?<=[a-z][bt])re(s?)\Z"), r"er\1"),
    (re.compile(r"(?<=[a-z]t)red\Z"), "ered"),
    (re.compile(r"(?<=[a-z]{2})ll(ed|ing|er|ers)\Z"), r"l\1"),
    (re.compile(r"(?<=[a-z]{2})ogue(s?)\Z"), r"og\1"),
    (re.compile(r"(?<=[a-z]{2})ence(s?)\Z"), r"ense\1"),
    (re.compile(r"(?<=[a-z])[ao]e(?=[a-z]{3})"), "e"),
)
"""British endings as American ones; what both write alike may be changed too, on both sides alike."""

SMALL = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen
"""
ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = {word: str(number) for number, word in enumerate(SMALL.split())}
TENS = {word: str(20 + 10 * number) for number, word in enumerate(ROUND.split())}
NUMBER_WORDS = NUMBERS | TENS | {"dozen": "12"}
"""Numbers written out, as figures."""


@functools.cache
def variants() -> dict[str, str]:
    """The form that counts of every variant in the tables."""
    found: dict[str, str] = {}
    for row in rows(TABLE):
        form, colon, others = row.partition(": ")
        if colon:
            found |= dict.fromkeys(others.split(), form)
    for row in rows(SPELLINGS_OF_NAMES):
        form, *names = row.split()
        found |= dict.fromkeys(names, form)
    return found


@functools.cache
def free() -> frozenset[str]:
    """Words that come and go."""
    return folded(TABLE, "free")


@functools.lru_cache(maxsize=1 << 15)
def key_of(written: str) -> str:
    """The key of a word.

    >>> key_of("Centre"), key_of("organised"), key_of("Says"), key_of("Seven"), key_of("Málaga"), key_of("n’t")
    ('center', 'organized', 'said', '7', 'malaga', 'not')
    """
    word = written.casefold()
    if word.isascii():
        if word[0].isdigit():
            return word[:-2] + word[-2:].removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    else:
        word = word.replace("’", "'")
        plain = unicodedata.normalize("NFKD", word)
        word = "".join(sign for sign in plain if not unicodedata.combining(sign)) if plain[:1].isascii() else word
    if word in NUMBER_WORDS:
        return NUMBER_WORDS[word]
    if word in CLITICS:
        return CLITICS[word]
    if word in WHOLE:
        return WHOLE[word]
    found = variants().get(word)
    if found is not None:
        return found
    if len(word) > LONG:
        for pattern, replaced in SPELLINGS:
            word = pattern.sub(replaced, word)
    return variants().get(word, word)


LONG = 4
"""Letters of a word above which endings count."""
