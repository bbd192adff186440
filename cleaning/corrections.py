"""What an outlet took back: how a correction begins, in a dozen wordings of six languages. It belongs to the story."""

from __future__ import annotations

import re

ERROR_REACH = 120
"""Characters behind "an earlier version of the" in which it is told what was wrong there."""

TOLD = (
    r"(?:story|article|report|post|piece|page|text|column|review|interview|headline|caption|graphic|chart|map|table|list"
    r"|newsletter|video|podcast|item|obituary|dispatch|feature|profile|quiz|guide)"
)
"""What is said in an outlet: a song has earlier versions too."""

CUE = re.compile(
    rf"""
    \W{{0,9}} (?: corrections? | clarification | korrektur | rectificatif | corrección | fe\ de\ errores | correzione
      | this\ (?:story|article|report|post|version|piece|page)\ (?:corrects
        | (?:has\ been|was)\ (?:corrected | amended | (?:changed|edited|revised)\ on)
        | (?:has\ been|was)\ updated\ to\ (?:correct|fix))
      | (?:an\ earlier|a\ previous|the\ previous|the\ original)\ version\ of\ (?:this\ {TOLD}
        | (?:this|the|our|these)
          (?=[^.]{{0,{ERROR_REACH}}}\b(?: incorrect(?:ly)? | wrong(?:ly)? | in\ error | mistaken(?:ly)? | swapped
            | mis(?:stated|spelled|spelt|identified|named|quoted|attributed|labelled|labeled) | mixed\ up | omitted)\b))
      | in\ einer\ früheren\ version
    )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)

DATED = re.compile(r"\s?[,(]\s?[A-Z0-9][^:.]{2,24}:")
"""Behind such a label: ", March 14:"."""


def correction_cue(text: str) -> str | None:
    """The words that open a correction; None where the text is none. A label alone needs a mark behind it.

    >>> correction_cue("Correction: the ferry has 70 seats."), correction_cue("Corrections officers went on strike.")
    ('Correction', None)
    >>> correction_cue("An earlier version of the table wrongly gave last year's catch.")
    'An earlier version of the'
    >>> correction_cue("An earlier version of the bill failed in May.")
    >>> correction_cue("The original version of this song")
    """
    found = CUE.match(text)
    if found is None:
        return None
    cue = found[0].strip()
    marked = text[found.end() : found.end() + 2].strip().startswith((":", "–", "—"))
    return cue if marked or " " in cue or DATED.match(text, found.end()) else None
