"""What Apertium makes of single words inside phrases: writes `training/collocations/returned.txt`.

    python -m training.collocations.returned > training/collocations/returned.txt

Every phrase of `formulas.txt` and `collocations.txt` goes there and back in every direction that is installed. A word
that came back as another one, the phrase around it unharmed, in LEAST ways (phrase and language) is listed. Apertium is
needed for this alone; the other tables are made from the list.
"""

from __future__ import annotations

import itertools
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from cleaning.garble.formulas import folded, phrase_of
from cleaning.garble.phrases import rows_of
from training.apertium import ROUND_TRIPS, directions, round_trips
from training.collocations.counts import Folded

LEAST = 2
WORDS_MOST = 2
"""Words that may come back for one."""

ADDED = frozenset({"it", "the"})
"""What Apertium sets before a phrase that stands alone."""

Back = Mapping[str, list[str]]
"""Phrases as they came back, by name of the round trip."""


def main() -> None:
    """Translate, compare, print."""
    phrases = [row.text for row in rows_of("formulas.txt")] + [phrase_of(row) for row in rows_of("collocations.txt")]
    there = directions()
    trips = [trip for trip in ROUND_TRIPS if {trip.there, trip.back} <= there]
    back = {trip.name: round_trips([f"{phrase}." for phrase in phrases], trip) for trip in trips}
    sys.stdout.write("# word: what Apertium put in its place; made by `python -m training.collocations.returned`.\n")
    for word, odds in sorted(returned(phrases, back).items()):
        sys.stdout.write(f"{word}: {' '.join(odds)}\n")


def returned(phrases: list[str], back: Back) -> dict[str, list[str]]:
    """For each word what came back for it in LEAST ways at least, most often first; a hyphen stands for a blank."""
    ways = defaultdict[str, dict[str, int]](dict)
    for text, phrase in itertools.chain.from_iterable(zip(texts, phrases, strict=True) for texts in back.values()):
        for word, odd in exchanged(folded(phrase), folded(text.rstrip("."))):
            ways[word]["-".join(odd)] = ways[word].get("-".join(odd), 0) + 1
    often = {
        word: [odd for odd, times in sorted(odds.items(), key=lambda item: (-item[1], item[0])) if times >= LEAST]
        for word, odds in ways.items()
    }
    return {word: odds for word, odds in often.items() if odds}


def exchanged(phrase: Folded, back: Folded) -> Iterator[tuple[str, Folded]]:
    """The word that came back as one or two others, if that is all that differs.

    >>> list(exchanged(("interest", "rates"), ("interest", "types")))
    [('rates', ('types',))]
    """
    if back and back[0] in ADDED and phrase[0] not in ADDED:
        back = back[1:]
    changes = [code for code in SequenceMatcher(None, phrase, back, autojunk=False).get_opcodes() if code[0] != "equal"]
    match changes:
        case [("replace", first, last, start, end)] if last - first == 1 and end - start <= WORDS_MOST:
            if len(phrase) > 1 and all(word.isalpha() for word in back[start:end]):
                yield phrase[first], back[start:end]


if __name__ == "__main__":
    main()
