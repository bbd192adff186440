"""What words of other languages than English say when a page speaks: one file a language, `<code>.txt`.

A file begins with a remark that names the language and where its words come from. Its sections are the senses: those of
`alike.txt`, and some that English knows by words alone. A word with a star stands for all that begin so; in languages
written without spaces a row holds signs in a row, found anywhere. A word has one sense. Names of networks are read in
every language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from cleaning.rules.evidence import word_lists

UNSPACED = frozenset(("ja", "th", "zh"))
"""Languages whose words stand in no spaces."""

PART = re.compile("['’-]+")
DOTTED = "i\u0307"
"""What a Turkish capital I with a dot becomes without case."""


@dataclass(frozen=True, slots=True, eq=False)
class Senses:
    """The words of one language.

    Attributes:
        whole: the sense of a word.
        begun: the sense of words that begin so.
        sizes: letters of such beginnings, most first.
        signs: finds words among others, where no space parts them; None in other languages.
    """

    whole: Mapping[str, str]
    begun: Mapping[str, str]
    sizes: tuple[int, ...] = ()
    signs: re.Pattern[str] | None = None

    def of(self, word: str) -> tuple[tuple[str, str], ...]:
        """Senses of a word with the letters that have them: of several words where no space parts them."""
        folded = word.casefold().replace(DOTTED, "i")
        if self.signs:
            return tuple((self.whole[found], found) for found in self.signs.findall(folded))
        for part in PART.split(folded):
            if sense := self.whole.get(part) or self.begins(part):
                return ((sense, folded),)
        return ()

    def begins(self, word: str) -> str | None:
        """The sense of its first letters, the longest first."""
        return next((sense for size in self.sizes if (sense := self.begun.get(word[:size]))), None)


NONE = Senses({}, {})


@cache
def codes() -> frozenset[str]:
    """Languages that have a file."""
    files = resources.files("cleaning.rules.senses").iterdir()
    return frozenset(file.name.removesuffix(".txt") for file in files if file.name.endswith(".txt"))


@cache
def senses_of(code: str) -> Senses:
    """The words of a language; none where it has no file."""
    if code not in codes():
        return NONE
    text = (resources.files("cleaning.rules.senses") / f"{code}.txt").read_text(encoding="utf-8")
    listed = dict.fromkeys(word_lists("alike")["network"], "network")
    section = ""
    for row in text.splitlines():
        if row.startswith("["):
            section = row.strip("[]")
        elif not row.startswith("#"):
            listed |= dict.fromkeys(row.split(), section)
    whole = {word: sense for word, sense in listed.items() if not word.endswith("*")}
    begun = {word[:-1]: sense for word, sense in listed.items() if word.endswith("*")}
    signs = signs_of(whole) if code in UNSPACED else None
    return Senses(whole, begun, tuple(sorted({len(word) for word in begun}, reverse=True)), signs)


def signs_of(words: Mapping[str, str]) -> re.Pattern[str]:
    """Finds the longest of them first; Latin ones as words of their own."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    bounded = (rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word) for word in longest)
    return re.compile("|".join(bounded))
