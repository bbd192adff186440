"""A copy's words and sentences, found once and compared with many: `read(copy)`.

Words of a copy have one number throughout, the headline's first; a sentence is a run of them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleaning.copies.style import CLITICS, WHOLE, free, key_of
from cleaning.copies.values import TITLE, Copy, Place
from cleaning.garble.tokens import FUNCTION_WORDS
from cleaning.wording import DENSE, DENSE_STOPS, MARKS, SPACED_STOPS, SPELLED

MOST_WORDS = 8_000
"""Words of a copy that are read: twenty usual stories, and a bound for books."""

LONGEST = 80
"""Words of a sentence; a longer one is taken in pieces."""

STEM = 6
"""Letters that a word's stem has."""

LETTER = rf"[^\W\d_{DENSE}{SPELLED}]"
WORD = re.compile(
    rf"([A-Za-z]++(?![\w'’${MARKS}])|[{DENSE}{SPELLED}]|[A-Z]{{0,2}}\$|[€£¥₹%]|°[CF]?|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?(?!\w)|\d+(?:[.,:]\d+)*"
    rf"|{LETTER}[^\W\d_{DENSE}{SPELLED}{MARKS}]*(?:[{MARKS}]+{LETTER}*)*(?:['’]{LETTER}+)*)"
)
CLITIC = re.compile(r"(?i)(?:n['’]t|['’](?:s|re|ve|ll|m|d))\Z")
STOP = re.compile(rf"[{SPACED_STOPS}][\"'”’“»›)\]]*(?:\s|\Z)|[{DENSE_STOPS}]")
QUOTATION = re.compile(
    '“[^”]*(?:”|$)|„[^“”]*(?:[“”]|$)|«[^»]*(?:»|$)|"[^"]*(?:"|$)|「[^」]*(?:」|$)|『[^』]*(?:』|$)'
    r"|(?<!\w)[‘'](?=\w)(?:[^’']|[’'](?=\w)){1,400}[’'](?!\w)"
)
MARK = re.compile(r"[“„«\"「『‘]|(?<!\w)'")
ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr st gen col lt sgt capt gov sen rep prof rev hon no vs inc ltd co corp jr sr jan feb mar apr jun jul aug
    sep sept oct nov dec calif mass fla ala ariz conn ill ind okla ore pa tenn va wash wis u e i
    """.split()  # noqa: SIM905 - a table of words, not of strings
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run of words: number of the first, of the one after the last, and its stems of content."""

    first: int
    last: int
    content: frozenset[str]
    line: int


@dataclass(frozen=True, slots=True)
class Text:
    """A copy ready to be compared: tuples of one length, an entry a word.

    Attributes:
        copy: what was read.
        written: each word as written.
        keys: each word without house style.
        lines, starts, ends: where it stands.
        quotes: number of the quotation it stands in, from 1; 0 = none.
        sentences: in order, the headline's first.
        names: keys of words that are written with a capital inside a sentence.
    """

    copy: Copy
    written: tuple[str, ...]
    keys: tuple[str, ...]
    lines: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quotes: tuple[int, ...]
    sentences: tuple[Sentence, ...]
    names: frozenset[str]

    def place(self, first: int, last: int) -> Place:
        """The span from one word to another, both in one line; of a longer run what stands in the first's line."""
        line = self.lines[first]
        while self.lines[last] != line:
            last -= 1
        text = (self.copy.title or "") if line == TITLE else self.copy.lines[line]
        start, end = self.starts[first], self.ends[last]
        return Place(line, start, end, text[start:end])

    def gap(self, index: int) -> str:
        """What stands between a word and the next of its line."""
        line = self.lines[index]
        text = (self.copy.title or "") if line == TITLE else self.copy.lines[line]
        if index + 1 < len(self.lines) and self.lines[index + 1] == line:
            return text[self.ends[index] : self.starts[index + 1]]
        return text[self.ends[index] :]

    def is_name(self, index: int) -> bool:
        """Is the word written with a capital where a plain word has none?"""
        return self.keys[index] in self.names and self.written[index][0].isupper()


@dataclass(slots=True)
class Gathered:
    """Words of a copy while they are read."""

    written: list[str]
    lines: list[int]
    starts: list[int]
    ends: list[int]
    quotes: list[int]
    borders: list[int]


def read(copy: Copy) -> Text:
    """The copy's words and sentences, up to MOST_WORDS."""
    found = Gathered([], [], [], [], [], [])
    number = 1
    texts = [(TITLE, copy.title)] if copy.title else []
    for line, text in itertools.chain(texts, enumerate(copy.lines)):
        if len(found.written) >= MOST_WORDS:
            break
        if text and not text.isspace():
            number = add_line(found, line, text, number)
    keys = tuple(map(key_of, found.written))
    sentences = tuple(sentence_of(keys, found, first, last) for first, last in bounds(found))
    return Text(
        copy,
        tuple(found.written),
        keys,
        tuple(found.lines),
        tuple(found.starts),
        tuple(found.ends),
        tuple(found.quotes),
        sentences,
        frozenset(names_in(found, keys, sentences)),
    )


def add_line(found: Gathered, line: int, text: str, number: int) -> int:
    """Adds a line's words; gives the number of the next quotation."""
    spans = quotations(text)
    at, end, before = 0, -1, ""
    opens, closes = spans[0]
    found.borders.append(len(found.written))
    for match in itertools.islice(WORD.finditer(text), MOST_WORDS - len(found.written)):
        start, word = match.start(), match[0]
        if end >= 0 and text[end] != " " and is_border(text, end, before, word):
            found.borders.append(len(found.written))
        while start >= closes and at + 1 < len(spans):
            at += 1
            opens, closes = spans[at]
        quote = number + at if opens <= start < closes else 0
        for piece_start, piece in pieces(start, word) if "'" in word or "’" in word else ((start, word),):
            found.written.append(piece)
            found.starts.append(piece_start)
            found.ends.append(piece_start + len(piece))
            found.quotes.append(quote)
        end, before = match.end(), word
        if end >= len(text):
            break
    found.lines.extend([line] * (len(found.written) - len(found.lines)))
    return number + len(spans) - 1


def quotations(text: str) -> list[tuple[int, int]]:
    """Spans of the quotations of a line, and one without words behind them."""
    found = [match.span() for match in QUOTATION.finditer(text)] if MARK.search(text) else []
    return [*found, (len(text), len(text))]


def pieces(start: int, word: str) -> Iterator[tuple[int, str]]:
    """A word, its contraction apart.

    >>> list(pieces(3, "don’t"))
    [(3, 'do'), (5, 'n’t')]
    """
    clitic = CLITIC.search(word)
    if clitic is None or not clitic.start():
        yield start, word
    else:
        yield start, word[: clitic.start()]
        yield start + clitic.start(), clitic[0]


def is_border(text: str, end: int, before: str, after: str) -> bool:
    """Does a sentence end behind the word that ends here?"""
    if not STOP.match(text, end):
        return False
    if text[end] in DENSE_STOPS:
        return True
    is_initial = len(before) == 1 and before.isascii() and before.isupper()
    return not (after[0].islower() or is_initial or before.casefold() in ABBREVIATIONS)


def bounds(found: Gathered) -> Iterator[tuple[int, int]]:
    """First word and the one after the last of every sentence, long ones in pieces."""
    for first, last in itertools.pairwise((*found.borders, len(found.written))):
        for start in range(first, last, LONGEST):
            yield start, min(last, start + LONGEST)


def sentence_of(keys: Sequence[str], found: Gathered, first: int, last: int) -> Sentence:
    """A sentence with its content."""
    content = frozenset([key[:STEM] for key in keys[first:last] if key not in FUNCTION_WORDS and key not in LIGHT])
    return Sentence(first, last, content, found.lines[first])


def names_in(found: Gathered, keys: Sequence[str], sentences: Sequence[Sentence]) -> Iterator[str]:
    """Keys of words with a capital that do not open a sentence or a quotation; of a headline none."""
    for sentence in sentences:
        if sentence.line != TITLE:
            for index in range(sentence.first + 1, sentence.last):
                written = found.written[index]
                if written[0].isupper() and found.quotes[index] == found.quotes[index - 1] and written != "I":
                    yield keys[index]


LIGHT = free() | frozenset(CLITICS.values()) | frozenset(WHOLE) | {"said", "percent"}
"""Words that say nothing of a sentence's subject."""
