"""News agencies, and the dateline that opens a wire story: place, day and agency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cleaning.tables import folded, rows

EXACT = "!"
"""Ends a spelling that counts only as written: "sta" and "ap" are words, or too short to be sure of."""


def table() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The reported name of each agency and its spellings, the name itself first; EXACT is still on them."""
    cells = [[cell.strip() for cell in row.split("|")] for row in rows("metadata/agencies.txt")]
    return tuple((name.rstrip(EXACT), (name, *spellings(forms))) for name, _, forms in cells)


def spellings(cell: str) -> list[str]:
    """The further spellings of a row."""
    return [form.strip() for form in cell.split(";") if form.strip()]


AGENCIES = table()
"""One table for whoever asks: what supplied a story (here), and which lines are a credit (the rules)."""

NAMES = {form.rstrip(EXACT): name for name, forms in AGENCIES for form in forms}
ANY_CASE = {form.casefold(): name for name, forms in AGENCIES for form in forms if not form.endswith(EXACT)}

MAX_AGENCY_WORDS, MAX_ALONE = 4, 2
"""Words of an agency that is not in the table: behind a place, and alone. "(Fair Price Promise) -" supplies nothing."""

MAX_PLACE_WORDS = 8
SHORTEST_PLACE = 3
OPENING = 160
"""Characters at the start of a line within which a dateline ends."""

PARTICLES = frozenset(
    ("of", "the", "de", "la", "le", "del", "am", "an", "der", "den", "do", "da", "el", "al", "and", "y")
)

DAY = r"(?:[^\W\d_]{3,12}\.?\s+\d{1,2}|\d{1,2}\.?\s+(?:de\s+)?[^\W\d_]{3,12}\.?)(?:,?\s+\d{4})?"
WIRED = re.compile(
    rf"""
    (?:(?P<place>[^\W\d_][^()\d:;!?]{{0,60}}?)  # KYIV, Ukraine
       (?P<day>[,.]?\s+{DAY})?[,.]?\s*)?          # , Dec 22
    [(/](?P<agency>[^()/\d]{{2,40}})[)/]        # (Unipress) or /Unipress/
    \s*(?:\.?[-–—―:]+\s|\.\s|(?=["“„«]?[^\W\d_a-z]))  # a dash, or the story begins
    """,
    re.VERBOSE,
)
BARE = re.compile(
    rf"""
    (?P<place>[^\W\d_][^()\d:;!?–—―]{{1,60}}?)  # KYIV, Ukraine
    (?:[,.]?\s+{DAY})?
    \s*(?:\s-{{1,2}}\s|[–—―]\s*|--\s*)          # a dash
    (?=["“„«‘']?\S)
    """,
    re.VERBOSE,
)
COLON = re.compile(
    r"(?P<place>[A-Z][A-Z.'’-]{2,}(?:\s[A-Z][A-Z.'’-]+){0,2})(?<=[A-Z’'. -]{5})\s?:\s+(?=[\"“‘']?[A-Z][\w’'-]*\s)"
)
SPEAKER, QUOTED = re.compile(r"\b(?:I|me|my|we|our|you|your)\b"), re.compile('["“][^"“”]*["”]')
"""Somebody speaks for himself: the capitals are his name, as in a transcript."""

OPENING_WORDS = 15
"""Words of the shortest paragraph whose opening in capitals is read as a place."""

ANNOUNCING = folded("metadata/datelines.txt", "announcing")
CREDIT = re.compile(r"(?:source|via|quelle|fuente|fonte)\s*:?\s+(?P<name>.{2,40}?)\W*", re.IGNORECASE)
BRACKETED = re.compile(r"[(\[](?P<name>[^()\[\]]{2,40})[)\]]\W*$")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What opens a wire story: a place, an agency, or both."""

    place: str | None
    agency: str | None


def agency_named(text: str) -> str | None:
    """The agency that a name stands for; None where the table does not hold it.

    >>> agency_named("The Associated Press"), agency_named("ap"), agency_named("Jane Doe")
    ('AP', None, None)
    """
    name = text.strip(" .,;:©-–—")
    return NAMES.get(name) or ANY_CASE.get(name.casefold())


def dateline_of(line: str) -> Dateline | None:
    """The dateline that opens a line; an agency that the table does not hold is given as written.

    >>> dateline_of("KYIV, Ukraine, Dec 22 (Unipress) - Rain fell.")
    Dateline(place='KYIV, Ukraine', agency='Unipress')
    >>> dateline_of("PORT VELA — Rain fell.")
    Dateline(place='PORT VELA', agency=None)
    >>> dateline_of("The minister (a lawyer) said so.")
    """
    head = line[:OPENING]
    if (found := WIRED.match(head)) and is_agency(found["agency"]):
        place = (found["place"] or "").strip(" ,-–—")
        known = agency_named(found["agency"])
        supplied = known or len(found["agency"].split()) <= MAX_ALONE
        if (not place and supplied) or (place and is_place(place) and (known or found["day"] or is_capital(place))):
            return Dateline(place or None, known or found["agency"].strip())
    if (found := BARE.match(head)) and is_place(place := found["place"].strip(" ,")) and is_capital(place):
        return Dateline(place, None)
    return None


def place_before_colon(line: str) -> str | None:
    """The place of an opening as papers of South Asia write it: in capitals, before a colon; no word that announces.

    >>> place_before_colon("PORT VELA: The quay was closed on Tuesday after a night of rain, the harbour master said.")
    'PORT VELA'
    >>> place_before_colon("EXCLUSIVE: The quay was closed on Tuesday after a night of rain, the harbour master said.")
    """
    found = COLON.match(line)
    if found is None or len(line.split()) < OPENING_WORDS or SPEAKER.search(QUOTED.sub("", line)):
        return None
    place = found["place"]
    return place if ANNOUNCING.isdisjoint(re.split(r"\W+", place.casefold())) else None


def is_agency(text: str) -> bool:
    """A name of the table, or a few words of which each begins with a capital letter."""
    words = text.split()
    return agency_named(text) is not None or (
        0 < len(words) <= MAX_AGENCY_WORDS and all(word[0].isupper() for word in words)
    )


def is_place(text: str) -> bool:
    """A few words that begin with a capital letter, particles aside."""
    words = [word for word in re.split(r"[\s/\[\]]+", text) if word]
    return len(words) <= MAX_PLACE_WORDS and all(word[0].isupper() or word in PARTICLES for word in words)


def is_capital(place: str) -> bool:
    """The place's first name is written in capital letters, as only datelines do."""
    first = re.split(r"[,/]", place, maxsplit=1)[0].strip()
    return len(first) >= SHORTEST_PLACE and first.isupper()


def credited(lines: Sequence[str]) -> str | None:
    """The agency that a short line names: alone, after "Source:", or in brackets at its end.

    >>> credited(["Source: Reuters"]), credited(["Reuters reporters saw rain."])
    ('Reuters', None)
    """
    for line in lines:
        for name in (line, *(found["name"] for found in (CREDIT.fullmatch(line), BRACKETED.search(line)) if found)):
            if agency := agency_named(name):
                return agency
    return None
