"""What the garble model is trained with: rows kept apart, lines that never speak the wrong way, counts less a text."""

from __future__ import annotations

import pytest

np = pytest.importorskip("numpy")

from cleaning.garble.cells import Reader, pair_cell  # noqa: E402
from cleaning.garble.tokens import tokens_of  # noqa: E402
from cleaning.garble.words import words_of  # noqa: E402
from training.garble_counts import counted, plain_of  # noqa: E402
from training.garble_fit import auroc, fitted, hits  # noqa: E402
from training.garble_rows import GARBLED, Row, apart, shortened  # noqa: E402
from training.garble_samples import Patched, swapped  # noqa: E402
from training.word_classes import classes_of  # noqa: E402

SENTENCE = "the harbour council agreed to keep the old ferry for another year and to paint it green"


def test_a_plain_text_that_holds_part_of_a_labelled_one_is_left_out_unless_it_is_the_same() -> None:
    labelled = [Row("a", "paper", "genuine", "", SENTENCE), Row("a", "paper", GARBLED, "ap_es", SENTENCE)]
    other = "the school opened its new library on a rainy morning and nobody came but the mayor and a dog"
    plain = [Row("a", "paper", "", "", SENTENCE), Row("b", "wire", "", "", SENTENCE), Row("c", "wire", "", "", other)]
    kept, dropped = apart(plain, labelled)
    assert ([row.key for row in kept], dropped) == (["a", "c"], 1)


def test_versions_of_one_text_are_cut_alike() -> None:
    text = "\n".join([SENTENCE] * 40)
    lengths = {shortened(Row("a", "paper", label, "", text)).text for label in ("genuine", GARBLED)}
    assert len(lengths) == 1


def test_words_that_stand_for_others_are_found() -> None:
    pairs = set(swapped(("the", "first", "time", "N"), ("the", "first", "clip", "N")))
    assert pairs == {("clip", "time")}


def test_no_column_speaks_against_garbling() -> None:
    draw = np.random.default_rng(0)
    garbled = np.arange(400) < 200
    rows = np.column_stack([garbled + draw.normal(size=400), draw.normal(size=400) - garbled])
    line = fitted(rows, garbled, np.ones(400), np.zeros(2), 0.1)
    odds = line.odds(rows, np.ones((400, 2)))
    assert line.slopes[0] > 0
    assert line.slopes[1] == 0
    assert auroc(odds[garbled], odds[~garbled]) > 0.7
    assert 0 <= hits(odds[garbled], odds[~garbled]) <= 1


def test_counts_can_be_read_as_if_a_text_had_not_been_seen() -> None:
    texts = [plain_of(str(number), f"source {number % 2}", f"{SENTENCE}\n" * 3) for number in range(4)]
    texts += [plain_of(f"x{number}", f"source {number}", "old green paint\n" * 3) for number in range(2)]
    counts = counted(texts, {"x0"})
    patched = Patched(counts)

    def level(key: str) -> int:
        news = patched.without(key)
        reader = Reader(news, {})
        cells = reader.cells(tokens_of(words_of("old green paint"), reader.knows))
        return pair_cell(news, cells, 1) % 16

    seen = level("none")
    assert level("x0") < seen == level("none")


def test_words_that_stand_in_like_company_are_of_one_class() -> None:
    people, things = ("baker", "sailor", "mayor"), ("parcel", "ladder", "window")
    frames = [("the", name, "who") for name in people] + [("a", name, "that") for name in things]
    tokens = [token for frame in frames * 20 for token in frame]
    names = sorted(set(tokens))
    classes = classes_of(np.array([names.index(token) for token in tokens]), names, set(names))
    assert sorted(classes) == sorted((*people, *things))
    assert len({classes[name] for name in people}) == len({classes[name] for name in things}) == 1
    assert classes["baker"] != classes["ladder"]
    assert min(classes.values()) > 0


def test_a_text_of_unknown_words_has_no_classes() -> None:
    assert classes_of(np.array([0, 1, 0]), ["the", "flurbish"], {"the"}) == {}
