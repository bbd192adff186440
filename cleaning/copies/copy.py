"""A copy of a story from a cleaned article: its lines with what was cut left blank."""

from __future__ import annotations

from cleaning.copies.origin import origin_of
from cleaning.copies.values import Copy
from cleaning.values import CleanedArticle, JudgedLine


def copy_of(cleaned: CleanedArticle) -> Copy:
    """The article made ready to be compared."""
    known = cleaned.known
    return Copy(
        lines=tuple(map(blanked, cleaned.lines)),
        title=known.title,
        language=known.language,
        published=known.published,
        garble=cleaned.garble,
        origin=origin_of(cleaned),
    )


def blanked(line: JudgedLine) -> str:
    """The line with spaces for what was cut, so that offsets hold.

    >>> from cleaning.values import Cut, Kind
    >>> blanked(JudgedLine("(AP) Rain fell.", cuts=(Cut("credit", Kind.WIRE_CREDIT, 0, 4),)))
    '     Rain fell.'
    """
    text = line.text
    for cut in line.cuts:
        text = text[: cut.start] + " " * (cut.end - cut.start) + text[cut.end :]
    return text
