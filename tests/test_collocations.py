"""The tables of phrases that come back changed, made from a small WordNet and a few sentences of our own."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cleaning.garble.formulas import capitals_of, folded
from tests.wordnets import written
from training.collocations.__main__ import main
from training.collocations.choice import Phrases, choose, firmness, grade, slots_of
from training.collocations.counts import Counts, counted, genuine_texts
from training.collocations.lists import KEPT_OUT, spelled_alike
from training.collocations.pairs import Sources, candidates, is_other, merged
from training.collocations.phrases import alive_entries, entries, is_firm, own_phrases
from training.collocations.returned import returned
from training.collocations.tables import LICENCE
from training.wordnet import Lexicon, read_wordnet

ROOT = Path(__file__).parent.parent
WORDNET = {
    "data.noun": [
        "  1 licence",
        "00000001 06 n 02 harbor_pilot 0 pilot 0 000 | who brings ships in",
        "00000002 06 n 02 Grey_Lighthouse 0 beacon 0 000 | a building",
        "00000003 06 n 03 pilot 0 airman 0 aeronaut 0 000 | who flies",
    ],
    "data.verb": [
        "00000004 30 v 02 run_aground 0 strand 0 00 | get stuck",
        "00000005 30 v 03 take 0 seize 0 get_hold_of 0 00 | seize",
    ],
    "data.adj": ["00000006 00 a 02 harbor 0 haven 0 000 | of a port"],
    "data.adv": [],
    "index.noun": [
        "harbor_pilot n 1 0 1 0 00000001",
        "pilot n 2 0 2 0 00000001 00000003",
        "grey_lighthouse n 1 0 1 0 00000002",
    ],
    "index.verb": ["run_aground v 1 0 1 0 00000004", "take v 1 0 1 1 00000005"],
    "index.adj": ["harbor a 1 0 1 0 00000006"],
    "index.adv": [],
    "noun.exc": [],
    "verb.exc": ["ran run", "took take", "taken take"],
    "adj.exc": [],
    "adv.exc": [],
    "cntlist.rev": [],
}
LINES = (
    "The harbor pilot went out. Two harbor pilots stayed.",
    "A harbor pilot, he said, took control of the ship that ran aground near the Grey Lighthouse.",
    "The ferry ran aground, and a harbor pilot took control.",
    "Nobody saw the Grey Lighthouse; it ran aground where a harbor pilot had been.",
    "Past the Grey Lighthouse it ran aground. At the Grey Lighthouse a haven airman waits; the airman is old.",
)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return written(tmp_path, WORDNET)


@pytest.fixture
def lexicon(directory: Path) -> Lexicon:
    return read_wordnet(directory)


@pytest.fixture
def counts() -> Counts:
    return counted(LINES)


def test_phrases_are_counted_where_nothing_parts_their_words(counts: Counts) -> None:
    assert counts.times(("harbor", "pilot")) == 4
    assert counts.times(("pilot", "he")) == 0
    assert counts.times(("at", "the", "grey", "lighthouse")) == 1
    assert counts.places(("grey", "lighthouse"), 0) == counts.words["lighthouse"] == 4
    assert counts.places(("the", "grey", "lighthouse"), 1) == counts.around["the", "lighthouse"] == 4
    assert counts.places(("at", "the", "grey", "lighthouse"), 3) == 1


def test_only_english_that_people_wrote_is_counted(tmp_path: Path) -> None:
    rows = [
        {"text": "one"},
        {"text": "two", "label": "garbled"},
        {"text": "three", "label": "human_translation", "language": "en-GB"},
        {"gold": "vier", "lang": "de"},
        {"gold": "five", "lang": None},
    ]
    path = tmp_path / "texts.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    assert list(genuine_texts([path])) == ["one", "three", "five"]


def test_entries_live_in_the_forms_that_the_texts_hold(directory: Path, lexicon: Lexicon, counts: Counts) -> None:
    assert entries(directory)["Grey Lighthouse"] == {"noun"}
    alive = alive_entries(directory, lexicon, counts)
    assert alive == {
        ("harbor", "pilot"): "harbor pilot",
        ("grey", "lighthouse"): "Grey Lighthouse",
        ("ran", "aground"): "ran aground",
    }
    assert capitals_of(alive["grey", "lighthouse"]) == {0, 1}


def test_patterns_stand_for_every_combination_that_lives(counts: Counts) -> None:
    rows = ["took|takes control|note", "at the", "ran away|aground"]
    assert set(own_phrases(rows, counts)) == {("took", "control"), ("ran", "aground")}


@pytest.mark.parametrize(
    ("phrase", "firm"), [("prime minister", True), ("the minister", False), ("at the end", True), ("of the", False)]
)
def test_a_phrase_wants_words_of_weight(phrase: str, firm: bool) -> None:  # noqa: FBT001 - a table of cases
    assert is_firm(folded(phrase)) == firm


def test_a_word_is_firm_by_its_share_of_the_place() -> None:
    counts = counted(
        ["grey lighthouse"] * 20 + ["grey day", "old lighthouse", "grey sea"] * 3 + ["the lighthouse"] * 99
    )
    assert firmness(("grey", "lighthouse"), 1, counts) == 5
    assert firmness(("old", "lighthouse"), 0, counts) == 2
    assert firmness(("the", "lighthouse"), 0, counts) == 0
    assert firmness(("across", "lighthouse"), 1, counts) == 0


def test_a_substitute_is_graded_by_how_common_it_is() -> None:
    counts = replace(counted(["harbor"] * 100 + ["haven"] * 20 + ["anchorage"] * 2), millions=1.0)
    assert grade("harbor", ("haven",), counts) == 2
    assert grade("harbor", ("anchorage",), counts) == 0
    often = replace(counted(["harbor"] * 1000 + ["anchorage"] * 20), millions=1.0)
    assert grade("harbor", ("anchorage",), often) == 1


def test_substitutes_are_other_words_in_the_right_form(lexicon: Lexicon, counts: Counts) -> None:
    own = merged([("pilot", ("harbour-guide", "pilots", "airman"))])
    back = merged([("pilot", ("steersman", "beacon"))])
    found = list(candidates(["pilots", "pilot", "took", "the"], Sources(lexicon, {}, own, back), counts))
    assert ("pilot", ("harbour", "guide")) in found
    assert ("pilot", ("aeronaut",)) in found
    assert ("pilots", ("aeronauts",)) in found
    assert {("took", ("seized",)), ("took", ("got", "hold", "of")), ("took", ("getted", "hold", "of"))} & set(found)
    words = {word for word, _ in found}
    assert words == {"pilot", "pilots", "took"}
    assert ("pilot", ("pilots",)) not in found
    assert ("pilot", ("steersman",)) not in found, "the texts do not know the word"


def test_spellings_and_words_that_anybody_exchanges_are_no_substitutes() -> None:
    assert spelled_alike("harbour", "harbor")
    assert not is_other("rates", ("rate",))
    assert ("said", "stated") in KEPT_OUT


def test_what_people_write_too_is_left_alone() -> None:
    counts = counted(["harbor pilot"] * 40 + ["port pilot"] * 30 + ["harbor guide"] + ["grey lighthouse"] * 40)
    phrases = Phrases({("harbor", "pilot"): "harbor pilot", ("grey", "lighthouse"): "Grey Lighthouse"}, frozenset())
    slots = slots_of(phrases, frozenset(), counts)
    pairs = [("harbor", ("port",)), ("pilot", ("guide",)), ("lighthouse", ("beacon",))]
    choice = choose(phrases, pairs, [], slots, counts)
    assert set(choice.pairs) == {("pilot", ("guide",)), ("lighthouse", ("beacon",))}
    assert choice.genuine == {("harbor", "guide"), ("port", "pilot")}
    assert choice.phrases == {"Grey Lighthouse": (5, 5)}, "so often seen changed, it is no fixed phrase"


def test_words_that_came_back_as_others_in_two_ways_are_listed() -> None:
    phrases = ["interest rates", "exchange rates", "grey lighthouse"]
    back = {
        "ap_es": ["Interest types.", "exchange rates.", "the lighthouse."],
        "ap_ca": ["interest rates.", "The exchange types.", "grey beacon."],
    }
    assert returned(phrases, back) == {"rates": ["types"]}


def test_the_same_inputs_give_the_same_tables_and_the_licence_stands_on_them(directory: Path) -> None:
    texts = directory / "texts.jsonl"
    texts.write_text("".join(f"{json.dumps({'text': line})}\n" for line in LINES * 5), encoding="utf-8")
    made = []
    for name in ("first", "second"):
        out = directory / name
        out.mkdir()
        main([str(texts), "--wordnet", str(directory), "--out", str(out)])
        made.append({path.name: path.read_text(encoding="utf-8") for path in out.iterdir()})
    assert made[0] == made[1]
    assert set(made[0]) == {"collocations.txt", "synonyms.txt", "genuine_forms.txt"}
    assert any(row.endswith(" harbor pilot") for row in made[0]["collocations.txt"].splitlines())


@pytest.mark.parametrize("name", ["cleaning/garble/collocations.txt", "cleaning/garble/synonyms.txt", "NOTICE"])
def test_the_licence_of_wordnet_stands_on_what_is_made_from_it(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert all(line in text for line in LICENCE.splitlines())
