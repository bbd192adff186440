"""What a line looks like with its words taken away: names, words, figures, times and signs in their order.

"By Ada Brown | 13:45" and "Por Yusuf Okoro | 9:10" have one outline, and so have many lines of a page whose words
nobody foresaw: rows of tags and counters, marks of wires, credits of pictures, names over a story, headlines in a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaning.rules.evidence import word_lists

OUTLINE_WORDS = 28
"""Words of the longest line whose outline is read: of longer ones it says as much as chance."""

OUTLINE_CHARACTERS = 300
SIZES = (2, 3)
"""How many marks in a row are read together."""

PART = re.compile(
    r"(?P<T>\d{1,2}[:.h]\d{2}(?!\d))|(?P<Y>(?:19|20)\d\d(?!\d))|(?P<n>\d[\d.,]*)"
    r"|(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+){0,9})|(?P<account>[@#]\w+)|(?P<sign>[^\w\s])"
)
"""Times, years, figures, words, accounts and signs."""

TIMES = {word: mark for mark, words in word_lists("clock").items() for word in words}
"""Words of time by the mark that stands for them: M for months, D for days, Z for halves of a day and zones."""

SIGNS = frozenset('|/·•:,.;-–—()[]"?!&+»>→%$€£')
"""Signs that are read as they are; another is "~"."""

REPEATED = frozenset("NwAn")
"""Marks of which several in a row are one with a "+"."""


def outline_of(text: str) -> list[str]:
    """The marks of a line.

    N stands for a word with a capital, A for one of capitals, w for another, n for a figure, T for an hour, Y for a
    year, M, D and Z for words of time.

    >>> " ".join(outline_of("By Ada Brown | Updated 13:45, 5 May 2024"))
    'N+ | N T , n M Y'
    """
    found: list[str] = []
    for part in PART.finditer(text, 0, OUTLINE_CHARACTERS):
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
    """Some marks in a row, the line's ends among them, as figures of the model."""
    row = ["[", *outline_of(text), "]"]
    for size in SIZES:
        for start in range(len(row) - size + 1):
            yield f"^{' '.join(row[start : start + size])}"
