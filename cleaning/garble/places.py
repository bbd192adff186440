"""Near misses of known places: "the Ukrainian city of Bagmut" for Bakhmut.

A machine that spells a name back from another language's letters puts one sound for another. Only towns of a country
that the text names are compared, only sounds that no honest spelling exchanges, and only words that stand where a
place stands and nowhere as a person. What is itself a place, a word or another spelling is listed beside the town.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

from cleaning.garble.signal import MOST_FINDINGS, Passage, Reading, point
from cleaning.values import Finding, Where

PLACE_SCORE = 0.7
MOST_NAMES = 1_000
"""So many different names are compared: a bound for hostile pages."""

SHORTEST = 5
"""Sounds of a name; shorter ones have too many neighbours."""

DIGRAPHS = (("kh", "x"), ("gh", "γ"), ("sh", "ʃ"), ("zh", "ʒ"), ("ch", "č"), ("th", "θ"), ("ph", "f"), ("ck", "k"))
"""Two letters for one sound, in spellings of names from other alphabets."""

VOWELS = frozenset("aeiouyjw")
EXCHANGED = "kc kq kx xh xč xk gh γg γh gq gk gj vw vf bv sz zʒ sʃ cʃ ʒj čʃ čc čj tθ td dθ mn sc zc"
HONEST = frozenset(frozenset(pair) for pair in EXCHANGED.split())
"""Sounds that spellings of one name exchange without a machine: "Lugansk" and "Luhansk"."""

NOUNS = ("city", "town", "village", "port", "capital", "suburb", "battle", "siege", "outskirts", "mayor", "people")
PREPOSITIONS = ("in", "In", "near", "Near", "outside", "around", "from", "to", "into", "toward", "towards")
CUES = tuple(f"{cue} " for cue in (*PREPOSITIONS, *NOUNS, *(f"{noun} of" for noun in NOUNS)))
"""Behind these stands a place; "in" alone wants no more, because the country must be named as well."""

CUE_SIZE = max(map(len, CUES))
NAME = re.compile(r"[A-Z](?<=[a-z][ ].)[a-z]{4,20}(?![\w’'-]|[ ][A-Z])")
"""A name of one word behind a word in lower case. The cue is looked for in Python: most names have none."""

OPENERS = "In|Near|Outside|Around|From|At|To|For|The|And|But"
"""Words with a capital at the start of a sentence that are no first names."""

Key = tuple[int, int, str]
"""Number of sounds, first sound of the half, the half."""


def near_places(reading: Reading) -> tuple[Finding, ...]:
    """Every word in the place of a place that misses one town of a named country by one sound."""
    candidates = [
        (passage, match) for passage in reading.passages for match in NAME.finditer(passage.text) if is_cued(match)
    ]
    if not candidates:
        return ()
    codes = frozenset().union(*(named_in(passage) for passage in reading.passages))
    names = list(dict.fromkeys(match[0] for _, match in candidates))[:MOST_NAMES]
    found = {name: town for name in names if (town := missed(name, codes))}
    towns = {name: town for name, town in itertools.islice(found.items(), MOST_FINDINGS) if is_place(reading, name)}
    return tuple(
        point(passage, match.span(), "near_place", PLACE_SCORE, f"looks like “{towns[match[0]]}”, misspelled")
        for passage, match in candidates
        if match[0] in towns
    )


def is_cued(match: re.Match[str]) -> bool:
    """Does the name stand behind a word that wants a place?"""
    before = match.string[max(0, match.start() - CUE_SIZE - 1) : match.start()]
    cue = next((cue for cue in CUES if before.endswith(cue)), "") if before.endswith(CUES) else ""
    return bool(cue) and not before[: -len(cue)][-1:].isalnum()


def named_in(passage: Passage) -> set[str]:
    """Codes of the countries that the passage names, or whose people it names."""
    return {code for word in gazetteer().names & passage.words.keys for code in gazetteer().words[word]}


def is_place(reading: Reading, name: str) -> bool:
    """Does the name nowhere stand beside another name, as a person's does, or in lower case, as a word does?"""
    elsewhere = re.compile(rf"\b(?!(?:{OPENERS})\b)[A-Z][\w.’'-]*[ ]{name}\b|\b{name}[ ][A-Z]|\b{name.lower()}\b")
    return not any(elsewhere.search(passage.text) for passage in reading.passages if passage.where is not Where.CUT)


def missed(name: str, codes: Iterable[str]) -> str | None:
    """The one town of these countries that the name misses by one sound.

    >>> missed("Bagmut", ["UA"]), missed("Bakhmut", ["UA"]), missed("Lugansk", ["UA"])
    ('Bakhmut', None, None)
    """
    heard = sounds(name)
    half = len(heard) // 2
    if len(heard) < SHORTEST:
        return None
    near = {
        town
        for code in codes
        for key in ((len(heard), 0, heard[:half]), (len(heard), half, heard[half:]))
        for town in index(code).get(key, ())
        if is_miss(heard, sounds(town)) and name.lower() not in gazetteer().towns[code][town]
    }
    return near.pop() if len(near) == 1 else None


def is_miss(heard: str, town: str) -> bool:
    """Do two names differ in one sound inside, by one that no honest spelling exchanges?

    >>> is_miss(sounds("Bagmut"), sounds("Bakhmut")), is_miss(sounds("Daraa"), sounds("Deraa"))
    (True, False)
    """
    if len(heard) != len(town):
        return False
    odd = [place for place, (one, two) in enumerate(zip(heard, town, strict=True)) if one != two]
    if len(odd) != 1 or odd[0] in {0, len(town) - 1}:
        return False
    pair = frozenset((heard[odd[0]], town[odd[0]]))
    return not pair <= VOWELS and pair not in HONEST


def sounds(name: str) -> str:
    """The name's letters without case and accents, one for each sound.

    >>> sounds("Bakhmut")
    'baxmut'
    """
    letters = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if c.isalpha())
    for written, sound in DIGRAPHS:
        letters = letters.replace(written, sound)
    return letters


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The towns of `places.txt`.

    Attributes:
        words: word that names a country or its people, in lower case -> codes of the countries.
        names: those words; sets meet faster than a set and a table.
        towns: code of a country -> town -> what is near it and no near miss, in lower case.
    """

    words: Mapping[str, tuple[str, ...]]
    names: frozenset[str]
    towns: Mapping[str, Mapping[str, frozenset[str]]]


@functools.cache
def gazetteer() -> Gazetteer:
    """Towns by country; a constant, read once, when a text first names something where a place stands."""
    text = resources.files("cleaning.garble").joinpath("places.txt").read_text(encoding="utf-8")
    words: dict[str, tuple[str, ...]] = {}
    towns: dict[str, dict[str, frozenset[str]]] = {}
    for section in text.split("\n[")[1:]:
        head, _, rows = section.partition("]\n")
        code, *names = head.split()
        words.update((name, (*words.get(name, ()), code)) for name in names)
        pairs = (row.partition(" = ") for row in rows.splitlines() if row)
        towns[code] = {town: frozenset(near.split()) for town, _, near in pairs}
    return Gazetteer(words, frozenset(words), towns)


@functools.cache
def index(code: str) -> Mapping[Key, tuple[str, ...]]:
    """A country's towns by each half of their sounds: a name that misses one has one half right."""
    found: dict[Key, tuple[str, ...]] = {}
    for town in gazetteer().towns[code]:
        heard = sounds(town)
        half = len(heard) // 2
        for key in ((len(heard), 0, heard[:half]), (len(heard), half, heard[half:])):
            found[key] = (*found.get(key, ()), town)
    return found
