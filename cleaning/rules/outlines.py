"""What a line looks like with its words taken away: names, words, figures, times and signs in their order.

"By Ada Brown | 13:45" and "Por Yusuf Okoro | 9:10" have one outline, and so have many lines of a page whose words
nobody foresaw: rows of tags and counters, marks of wires, credits of pictures, names over a story, headlines in a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from cleaning.rules.evidence import word_lists
from cleaning.wording import MARKS

OUTLINE_WORDS = 28
"""Words of the longest line whose outline is read: of longer ones it says as much as chance."""

OUTLINE_CHARACTERS = 300
SIZES = (2, 3)
"""How many marks in a row are read together."""

PART = re.compile(
    r"(?P<T>\d{1,2}[:.h]\d{2}(?!\d))|(?P<Y>(?:19|20)\d\d(?!\d))|(?P<n>\d[\d.,]*)"
    rf"|(?P<word>[^\W\d_]+(?:(?:['’-]|[{MARKS}]+)[^\W\d_]+){{0,20}}[{MARKS}]*)|(?P<account>[@#]\w+)|(?P<sign>[^\w\s])"
)
"""Times, years, figures, words with the marks on their letters, accounts and signs."""

TIMES = {word: mark for mark, words in word_lists("clock").items() for word in words}
"""Words of time by the mark that stands for them: M for months, D for days, Z for halves of a day and zones."""

SIGNS = frozenset('|/·•:,.;-–—()[]"?!&+»>→%$€£')
"""Signs that are read as they are; another is "~"."""

REPEATED = frozenset("NwAn")
"""Marks of which several in a row are one with a "+"."""


Sense = Callable[[str], Sequence[str]]
"""The marks that stand for a word because of what it says; none for most."""


def no_sense(word: str) -> Sequence[str]:
    """Words are read by their letters' size alone."""
    del word
    return ()


def marks_of(text: str, sense: Sense = no_sense) -> list[str]:
    """The marks of a line.

    N stands for a word with a capital, A for one of capitals, w for another, n for a figure, T for an hour, Y for a
    year, M, D and Z for words of time, and whatever `sense` gives for a word that has one.

    >>> " ".join(marks_of("By Ada Brown | Updated 13:45, 5 May 2024"))
    'N+ | N T , n M Y'
    """
    found: list[str] = []
    for part in PART.finditer(text, 0, OUTLINE_CHARACTERS):
        if part.lastgroup == "word" and (said := sense(part[0])):
            found.extend(said)
            continue
        mark = mark_of(part.lastgroup or "", part[0])
        if found and mark in REPEATED and found[-1][0] == mark:
            found[-1] = f"{mark}+"
        else:
            found.append(mark)
    return found


def mark_of(sort: str, text: str) -> str:
    """The mark of one part."""
    if sort == "word":
        return TIMES.get(text.casefold()) or ("w" if not text[0].isupper() else "A" if text[1:].isupper() else "N")
    if sort == "sign":
        return text if text in SIGNS else "~"
    return "@" if sort == "account" else sort


def outlines(text: str) -> Iterator[str]:
    """Some marks of a line in a row, its ends among them, as figures of the model."""
    return in_row(marks_of(text))


def in_row(marks: Sequence[str]) -> Iterator[str]:
    """Some of them in a row, the ends among them, as figures of the model.

    >>> list(in_row(["N", "T"]))
    ['^[ N', '^N T', '^T ]', '^[ N T', '^N T ]']
    """
    row = ["[", *marks, "]"]
    for size in SIZES:
        for start in range(len(row) - size + 1):
            yield f"^{' '.join(row[start : start + size])}"
