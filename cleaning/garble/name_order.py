"""One person's names in two orders within a text: "Tomeda Sayuri" and "Sayuri Tomeda", "J. Smith" and "Smith J.".

A writer keeps to one order; a translator from a language that puts the surname first changes sentence by sentence.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from string import ascii_uppercase

from cleaning.garble.signal import Passage, Reading, point
from cleaning.garble.words import listed_words
from cleaning.values import Finding

ORDER_SCORE = 0.6
REST = r"(?:[^\W\d_A-Z]{2,20}|\.)"
TWO_NAMES = re.compile(rf"([A-Z](?<!\w.){REST})[ ]([A-Z]{REST})(?![\w’'-]|[ ][A-Z])")
"""Two names; the pattern opens with a capital and looks back from it: a capital is found faster than a border."""

LONGER = re.compile(r"[A-Z][\w’'-]*\.?[ ]$|[A-Z&-]$")
"""What stands before the last two names of a longer one."""

CAPITALS = frozenset(ascii_uppercase)
LOOK_BACK = 20
NO_PERSON = listed_words("beside-places") | listed_words("titles")
"""Words that stand on either side of a place's or body's name ("River Murray", "Murray River")."""

Place = tuple[Passage, tuple[int, int]]


def turned_names(reading: Reading) -> tuple[Finding, ...]:
    """The rarer order of every pair of names that stands in both, once each."""
    places = pairs_in(reading) if has_turned(reading) else {}
    turned = [pair for pair in places if is_rarer(places, pair)]
    return tuple(
        point(*places[first, second][0], "name_order", ORDER_SCORE, f"elsewhere in the text “{second} {first}”")
        for first, second in turned
    )


def has_turned(reading: Reading) -> bool:
    """Do two words with capitals stand in both orders? In most texts none do, and nobody need look for names."""
    pairs = {
        (first, second)
        for passage in reading.body
        for first, second in itertools.pairwise(passage.words.written)
        if first[0] in CAPITALS and second[0] in CAPITALS
    }
    return any((second, first) in pairs for first, second in pairs if first != second)


def pairs_in(reading: Reading) -> dict[tuple[str, str], list[Place]]:
    """Where each pair of names stands that is no part of a longer name, in order."""
    found: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for passage in reading.body:
        for match in TWO_NAMES.finditer(passage.text) if not passage.is_display else ():
            pair = match[1], match[2]
            if is_person(pair) and not LONGER.search(passage.text, max(0, match.start() - LOOK_BACK), match.start()):
                found[pair].append((passage, match.span()))
    return found


def is_person(pair: tuple[str, str]) -> bool:
    """May two names be a person's?"""
    return pair[0] != pair[1] and NO_PERSON.isdisjoint(name.lower() for name in pair)


def is_rarer(places: dict[tuple[str, str], list[Place]], pair: tuple[str, str]) -> bool:
    """Does the pair stand the other way round too, more often, or as often and before?"""
    other = places.get((pair[1], pair[0]), [])
    here = places[pair]
    if not other or len(here) != len(other):
        return len(here) < len(other)
    order = list(places)
    return order.index((pair[1], pair[0])) < order.index(pair)
