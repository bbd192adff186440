"""What a page says behind a link for readers who do not see it: "(opens in a new tab)", "(link is external)"."""

from __future__ import annotations

import re

from cleaning.lines import Line
from cleaning.rules.evidence import rows
from cleaning.values import Article, Context, Kind, Opinion
from cleaning.verdict import SURE
from cleaning.wording import straighten

NOTES = tuple(straighten(row) for row in rows("link_notes"))


def pattern_of(notes: tuple[str, ...]) -> str:
    r"""Any of some notes.

    >>> pattern_of(("new tab/window",))
    'new\\s+(?:tab|window)'
    """
    return "|".join(
        r"\s+".join(f"(?:{word.replace('/', '|')})" if "/" in word else re.escape(word) for word in note.split())
        for note in notes
    )


BRACKETED = pattern_of(tuple(note for note in NOTES if not note.startswith(",")))
PARTED = pattern_of(tuple(note.removeprefix(", ") for note in NOTES if note.startswith(",")))

NOTE = re.compile(
    rf"(?:\s{{0,3}}[(\[（【]\s{{0,3}}(?:{BRACKETED})\s{{0,3}}[)\]）】]"
    rf"|\s{{0,3}},\s{{0,3}}(?:{PARTED})(?!\s+(?:and|but|or|to|for|with|of|where|that|which|he|she|they|it)\b|\w))"
    r"(?:\s{1,3}(?=[,.;:!?…]))?",
    re.IGNORECASE,
)

LAST_WORDS = frozenset(word.casefold() for note in NOTES for word in note.split()[-1].split("/"))
"""A line in which none of them stands has no such note."""


def link_note(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """Each note in the line: it goes, what stands around it stays."""
    del article, context
    if LAST_WORDS.isdisjoint(line.shape.tokens):
        return ()
    found = NOTE.finditer(straighten(line.text))
    return tuple(Opinion(m.start(), m.end(), Kind.NAVIGATION, SURE, (f"cue: {m[0].strip()}",)) for m in found)
