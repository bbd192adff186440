"""The list of towns: how it is made, and that what ships is what would be made."""

from __future__ import annotations

import pytest

from cleaning.garble.places import gazetteer, is_miss, missed, sounds
from training.places import Town, by_sound, known_words, near, read_countries

ELSEWHERE = Town(name="Barmut", countrycode="IR", population=1_200, alternatenames=["Barmoot"])


def test_what_is_near_a_town_is_listed_beside_it() -> None:
    others = by_sound(known_words([ELSEWHERE], ["bagmut", "harbour"]))
    assert near("Bakhmut", others) == {"barmut", "bagmut"}


def test_the_shipped_list_has_the_countries_of_the_table() -> None:
    assert set(gazetteer().towns) == {code for code, _ in read_countries()}
    assert all(code in gazetteer().words[word] for code, words in read_countries() for word in words)


def test_only_near_misses_are_listed_beside_a_town() -> None:
    towns = ((town, beside) for rows in gazetteer().towns.values() for town, beside in rows.items())
    assert all(is_miss(sounds(near), sounds(town)) for town, beside in towns for near in beside)


@pytest.mark.parametrize("name", ["Bakhmut", "Lugansk", "Bajmut", "Bahkmut", "Bakhmud", "Pakhmut"])
def test_honest_spellings_slips_and_ends_of_names_are_no_misses(name: str) -> None:
    assert missed(name, ["UA"]) is None
