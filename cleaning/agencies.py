"""News agencies, and the dateline that opens a wire story: place, day and agency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

AGENCIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Reuters", ("Reuters", "Thomson Reuters")),
    ("AP", ("AP", "The Associated Press", "Associated Press")),
    ("AFP", ("AFP", "Agence France-Presse", "Agence France Presse")),
    ("UPI", ("UPI", "United Press International")),
    ("Bloomberg", ("Bloomberg", "Bloomberg News")),
    ("PA Media", ("PA Media", "PA", "Press Association", "PA News Agency")),
    ("The Canadian Press", ("The Canadian Press", "Canadian Press", "CP")),
    ("AAP", ("AAP", "Australian Associated Press")),
    ("dpa", ("dpa", "Deutsche Presse-Agentur", "dpa-AFX")),
    ("APA", ("APA", "Austria Presse Agentur")),
    ("Keystone-SDA", ("Keystone-SDA", "Keystone-ATS", "SDA", "sda", "ATS")),
    ("KNA", ("KNA", "Katholische Nachrichten-Agentur")),
    ("SID", ("SID", "Sport-Informations-Dienst")),
    ("epd", ("epd", "Evangelischer Pressedienst")),
    ("EFE", ("EFE", "Agencia EFE")),
    ("Europa Press", ("Europa Press",)),
    ("ANSA", ("ANSA",)),
    ("Lusa", ("Lusa", "LUSA")),
    ("Belga", ("Belga", "BELGA")),
    ("ANP", ("ANP",)),
    ("Ritzau", ("Ritzau",)),
    ("NTB", ("NTB",)),
    ("TT", ("TT", "TT Nyhetsbyrån")),
    ("STT", ("STT", "STT-Lehtikuva")),
    ("PAP", ("PAP", "Polska Agencja Prasowa")),
    ("ČTK", ("ČTK", "CTK")),
    ("MTI", ("MTI",)),
    ("Hina", ("Hina", "HINA")),
    ("Tanjug", ("Tanjug",)),
    ("Ukrinform", ("Ukrinform",)),
    ("Interfax", ("Interfax", "Interfax-Ukraine", "Интерфакс")),
    ("TASS", ("TASS", "ТАСС", "ITAR-TASS")),
    ("RIA Novosti", ("RIA Novosti", "РИА Новости")),
    ("Anadolu", ("Anadolu", "Anadolu Agency", "AA")),
    ("Xinhua", ("Xinhua", "Xinhua News Agency", "新华社")),
    ("Kyodo", ("Kyodo", "Kyodo News", "共同")),
    ("Jiji", ("Jiji", "Jiji Press", "時事")),
    ("Yonhap", ("Yonhap", "Yonhap News Agency")),
    ("PTI", ("PTI", "Press Trust of India")),
    ("ANI", ("ANI", "Asian News International")),
    ("IANS", ("IANS", "Indo-Asian News Service")),
    ("UNI", ("UNI", "United News of India")),
    ("APP", ("APP", "Associated Press of Pakistan")),
    ("Bernama", ("Bernama",)),
    ("Antara", ("Antara", "ANTARA")),
    ("VNA", ("VNA", "Vietnam News Agency")),
    ("NAN", ("NAN", "News Agency of Nigeria")),
    ("GNA", ("GNA", "Ghana News Agency")),
    ("SAnews", ("SAnews",)),
    ("MENA", ("MENA", "Middle East News Agency")),
    ("SPA", ("SPA", "Saudi Press Agency")),
    ("WAM", ("WAM", "Emirates News Agency")),
)
"""The name that is reported, and how it is written in credits and datelines."""

NAMES = {written: name for name, forms in AGENCIES for written in forms}
LONG_NAMES = {written.casefold(): name for written, name in NAMES.items() if not written.isupper() and written[3:]}
"""Names that are no initials may be written in any case; "pa", "apa" and "ats" are words of other languages."""

MAX_AGENCY_WORDS = 4
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
    return NAMES.get(name) or LONG_NAMES.get(name.casefold())


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
        if not place or (is_place(place) and (known or found["day"] or is_capital(place))):
            return Dateline(place or None, known or found["agency"].strip())
    if (found := BARE.match(head)) and is_place(place := found["place"].strip(" ,")) and is_capital(place):
        return Dateline(place, None)
    return None


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
