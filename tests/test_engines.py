"""Garbled versions for training: the readers on files of our own, the programs where they are installed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random

import pytest

from cleaning.values import CopydeskError
from tests.wordnets import written
from training.apertium import ROUND_TRIPS, RoundTrip, directions, round_trips
from training.engines import (
    ENGINES,
    WORDNET,
    Text,
    choose,
    family,
    is_near,
    main,
    shared_out,
    shingles_of,
    shortened,
    texts_of,
)
from training.inflect import inflected, readings
from training.spin import SPINNERS, Spinner, spin
from training.wordnet import Lexicon, Sense, read_thesaurus, read_wordnet

FERRY = (
    "The old ferry stopped at the small harbour on Monday, and the mayor of Sandvik praised its crew for their calm. "
    "Forty boats had already taken shelter there when the storm began, the harbour office said."
)
DATA = {
    "data.noun": [
        "  1 licence",
        "00000001 06 n 02 ferry 0 ferryboat 0 000 | a boat",
        "00000002 06 n 03 boat 0 bathtub 1 gravy_holder 0 000 | a vessel; a dish",
        "00000003 14 n 02 calm 0 hush 0 000 | quiet",
    ],
    "data.verb": [
        "00000004 30 v 02 stop 0 halt 0 01 + 01 00 | end",
        "00000005 30 v 03 take 0 occupy 0 lay_hold 0 01 + 01 00 | seize",
        "00000006 30 v 02 take_shelter 0 hide 0 01 + 01 00 | go where it is dry",
    ],
    "data.adj": ["00000007 00 a 02 small 0 minor(a) 0 000 | not big"],
    "data.adv": [],
    "index.noun": ["ferry n 1 0 1 0 00000001", "boat n 1 0 1 0 00000002", "calm n 1 0 1 1 00000003"],
    "index.verb": [
        "stop v 1 0 1 1 00000004",
        "take v 1 0 1 1 00000005",
        "occupy v 1 0 1 1 00000005",
        "take_shelter v 1 0 1 0 00000006",
    ],
    "index.adj": ["small a 1 0 1 1 00000007"],
    "index.adv": [],
    "noun.exc": ["mice mouse"],
    "verb.exc": ["taken take", "took take", "lain_hold lay_hold"],
    "adj.exc": [],
    "adv.exc": [],
    "cntlist.rev": ["small%3:00:00:: 1 20", "stop%2:30:00:: 1 7"],
}


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return written(tmp_path, DATA)


@pytest.fixture
def lexicon(directory: Path) -> Lexicon:
    return read_wordnet(directory)


def test_a_wordnet_directory_is_read(lexicon: Lexicon) -> None:
    assert lexicon.senses["boat"] == (Sense("noun", ("bathtub", "gravy holder")),)
    assert lexicon.senses["small"] == (Sense("adj", ("minor",)),)
    assert lexicon.bases["took"] == (("verb", "take"),)
    assert "lain_hold" not in lexicon.bases


def test_a_missing_file_is_named(tmp_path: Path, lexicon: Lexicon) -> None:
    with pytest.raises(CopydeskError, match=r"cntlist\.rev: no such file; install WordNet"):
        read_wordnet(tmp_path / "nowhere")
    with pytest.raises(CopydeskError, match="install a thesaurus"):
        read_thesaurus(tmp_path / "th_nowhere.dat", lexicon)


def test_a_thesaurus_is_read(tmp_path: Path, lexicon: Lexicon) -> None:
    file = tmp_path / "th.dat"
    rows = "UTF-8\nboat|2\n(noun)|small ship|vessel (generic term)\n(verb)|row|beach (antonym)\n"
    file.write_text(rows, encoding="utf-8")
    senses = read_thesaurus(file, lexicon).senses
    assert senses == {"boat": (Sense("noun", ("small ship",), ("vessel",)), Sense("verb", ("row",)))}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("taken", ("take", "ed")),
        ("stopped", ("stop", "ed")),
        ("boats", ("boat", "s")),
        ("smaller", ("small", "er")),
        ("took shelter", ("take shelter", "ed")),
    ],
)
def test_a_form_is_read_as_its_word(written: str, expected: tuple[str, str], lexicon: Lexicon) -> None:
    assert [(form.word, form.form) for form in readings(written, lexicon)] == [expected]


def test_irregular_forms_are_used_when_there_is_a_list_of_them(lexicon: Lexicon) -> None:
    assert inflected("take", "verb", "ed", lexicon) == "taken"
    assert inflected("take", "verb", "ed", None) == "taked"
    assert inflected("lay hold", "verb", "ing", None) == "laying hold"


def test_spinning_keeps_names_small_words_and_capitals(lexicon: Lexicon) -> None:
    spinner = Spinner("all", 1.0, any_sense=True, phrases=True)
    spun = spin(FERRY, spinner, lexicon, Random(1))
    assert spun.startswith("The old ferryboat halted at the minor harbour on Monday, and the mayor of Sandvik")
    assert spun.endswith("when the storm began, the harbour office said.")
    assert "already hided there" in spun


def test_spinning_mends_the_article_only_where_forms_are_right(lexicon: Lexicon) -> None:
    text = "It was a take."
    assert spin(text, Spinner("all", 1.0), lexicon, Random(1)) == "It was an occupy."
    assert spin(text, Spinner("all", 1.0, form="regular"), lexicon, Random(1)) == "It was a occupy."


def test_the_rate_is_the_share_that_is_exchanged(lexicon: Lexicon) -> None:
    text = "boat " * 1000
    spun = spin(text, Spinner("tenth", 0.1, form="none"), lexicon, Random(3)).split(" ")
    assert 70 < sum(word != "boat" for word in spun if word) < 220


def test_names_of_engines_say_their_rate() -> None:
    assert all(spinner.name.endswith(f"{100 * spinner.rate:.0f}") for spinner in SPINNERS)
    assert len({engine.name for engine in ENGINES}) == len(ENGINES)


def test_every_text_goes_to_different_families_and_every_engine_gets_its_share() -> None:
    texts = [Text(f"t{number}", "test", FERRY) for number in range(90)]
    shares = shared_out(texts, ENGINES, each=2)
    of_first = [engine for engine in ENGINES if texts[0] in shares[engine.name]]
    assert len({family(engine) for engine in of_first}) == len(of_first) == 2
    sizes = {name: len(own) for name, own in shares.items()}
    assert sum(sizes.values()) == 180
    assert min(sizes.values()) >= 5


def test_texts_are_cut_by_line_drawn_by_source_and_never_twice() -> None:
    assert shortened(f"{FERRY}\n{FERRY}", 40) == FERRY
    texts = [Text(str(number), "test", f"{number % 3}") for number in range(30)]
    assert {text.text for text in choose(texts, 5, 0)} == {"0", "1", "2"}
    assert len(choose(texts, 2, 0)) == 2


def test_only_genuine_english_texts_are_taken() -> None:
    german = "Der Hafen von Sandvik blieb am Montag geschlossen, und die Fähre fuhr nicht aus. " * 12
    rows = [
        {"id": "a", "text": FERRY * 4},
        {"id": "b", "text": FERRY * 4, "label": "garbled"},
        {"id": "c", "gold": german, "set": "test"},
        {"id": "d", "text": FERRY},
    ]
    assert [(text.key, text.source) for text in texts_of(rows, 600)] == [("a", "text")]


def test_overlapping_texts_are_told() -> None:
    avoided = shingles_of([FERRY])
    assert is_near(f"A new opening stands here. {FERRY}", avoided)
    assert not is_near("Nothing of this was said before about the harbour office in the town of Sandvik.", avoided)


def test_the_command_writes_the_same_rows_twice(directory: Path) -> None:
    source, outs = directory / "in.jsonl", [directory / "one.jsonl.gz", directory / "two.jsonl.gz"]
    source.write_text(json.dumps({"id": "a", "text": "\n".join([FERRY] * 4)}) + "\n", encoding="utf-8")
    for out in outs:
        assert main([str(source), str(out), "--engine", "wn_any40", "--wordnet", str(directory)]) == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_the_command_says_what_is_missing(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = directory / "in.jsonl"
    source.write_text(json.dumps({"id": "a", "text": "\n".join([FERRY] * 4)}) + "\n", encoding="utf-8")
    nowhere = str(directory / "nowhere")
    assert main([str(source), str(directory / "out.jsonl"), "--engine", "wn_any40", "--wordnet", nowhere]) == 1
    assert "install WordNet" in capsys.readouterr().err


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CopydeskError, match="apertium: no such program"):
        directions()


@pytest.mark.skipif(shutil.which("apertium") is None, reason="needs Apertium")
@pytest.mark.parametrize("trip", ROUND_TRIPS, ids=lambda trip: trip.name)
def test_a_round_trip_gives_back_as_many_texts_without_marks(trip: RoundTrip) -> None:
    if not {trip.there, trip.back} <= directions():
        pytest.skip(f"needs {trip.there} and {trip.back}")
    back = round_trips([FERRY, "Mr Xelqvist said no."], trip)
    assert len(back) == 2
    assert back[0] != FERRY
    assert "Xelqvist" in back[1]
    assert not set("*@#§") & set("".join(back))


@pytest.mark.skipif(not (WORDNET / "data.noun").is_file(), reason="needs WordNet")
def test_the_real_wordnet_is_read() -> None:
    lexicon = read_wordnet(WORDNET)
    assert "vessel" not in lexicon.senses["ferry"][0].synonyms
    assert lexicon.bases["went"] == (("verb", "go"),)
    assert any("halt" in sense.synonyms for sense in lexicon.senses["stop"])
