"""A passage's words, found once and read by every signal."""

from __future__ import annotations

import functools
import itertools
import re
from importlib import resources

from cleaning.value import value

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SPLIT = re.compile(rf"({WORD.pattern})")
POSSESSIVE = ("'s", "’s")
QUOTATION = re.compile("“[^”]*(?:”|$)|«[^»]*(?:»|$)|\"[^\"]*(?:\"|$)|(?<!\\w)[‘'](?=\\w)[^’']{1,60}[’'](?!\\w)")
# Single quotes are read only in pairs close together: apostrophes look the same.
JOINT = frozenset(" -\u00a0\u2010\u2011")
MENTION_WORDS = 6
MENTION_CHARACTERS = 80
"""A quotation of fewer words is a mention or a scare quote: what stands in it is shown, not said."""


@value(frozen=True, slots=True)
class Words:
    """Words of one text, as tuples of the same length.

    Attributes:
        text: the text.
        written: each word as written.
        folded: each word in lower case without possessive; what tables are matched against.
        pairs: each folded word with the next; the last with "".
        keys: all pairs and folded words; tells at once that a table has nothing to say.
        starts, ends: offsets into the text.
    """

    text: str
    written: tuple[str, ...]
    folded: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    keys: frozenset[tuple[str, str] | str]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.written)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets from the start of word `first` to the end of word `last`."""
        return self.starts[first], self.ends[last]

    def gap(self, index: int) -> str:
        """What stands between word `index` and the next, or after the last."""
        following = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        return self.text[self.ends[index] : following]

    def is_joined(self, first: int, last: int) -> bool:
        """True when only blanks and hyphens stand between the words `first` to `last`."""
        return all(JOINT.issuperset(self.gap(index)) for index in range(first, last))

    def before(self, index: int) -> str:
        """What stands before word `index`, back to the word before it."""
        return self.text[self.ends[index - 1] if index else 0 : self.starts[index]]


def words_of(text: str) -> Words:
    """The text's words.

    >>> words_of("The White Home’s plan").folded
    ('the', 'white', 'home', 'plan')
    """
    parts = SPLIT.split(text)  # a gap, a word, a gap, ... a gap
    written, borders = tuple(parts[1::2]), tuple(itertools.accumulate(map(len, parts)))
    if POSSESSIVE[0] in text or POSSESSIVE[1] in text:
        folded = tuple([w[:-2].lower() if w.endswith(POSSESSIVE) else w.lower() for w in written])
    else:
        folded = tuple(map(str.lower, written))
    pairs = tuple(itertools.pairwise((*folded, ""))) if folded else ()
    return Words(text, written, folded, pairs, frozenset((*pairs, *folded)), borders[:-1:2], borders[1::2])


@functools.lru_cache(maxsize=64)
def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the text that stand in quotation marks; one left open runs to the end of the text.

    Remembered for the texts at hand, because every finding asks.

    >>> quotations('He said "no".')
    ((8, 12),)
    """
    return tuple(match.span() for match in QUOTATION.finditer(text))


def is_mention(text: str) -> bool:
    """Is a quotation so short that its words are shown rather than said?

    >>> is_mention("“White Home”"), is_mention("“we shall not go there again, he told them”")
    (True, False)
    """
    return len(text) < MENTION_CHARACTERS and len(WORD.findall(text)) < MENTION_WORDS


@functools.cache
def wordlists() -> dict[str, frozenset[str]]:
    """Lists of `wordlists.txt` by name; a constant, read once."""
    text = resources.files("cleaning.garble").joinpath("wordlists.txt").read_text(encoding="utf-8")
    rows = (line.split(":") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: frozenset(words.split()) for name, words in rows}


def listed_words(name: str) -> frozenset[str]:
    """One list of `wordlists.txt`."""
    return wordlists()[name]
