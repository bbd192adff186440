"""The language model and what is measured with it: classes, cells, files, and what happens without them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaning.garble import judge_garble
from cleaning.garble.cells import NEUTRAL, Reader, pair_cell
from cleaning.garble.measures import MEASURES, measured
from cleaning.garble.model import LOOKS, ModelError, model_in, read_model, shipped
from cleaning.garble.signal import body_of, passages_of, wording_of
from cleaning.garble.tokens import NAME, NUMBER, STOP, tokens_of
from cleaning.garble.words import words_of
from cleaning.values import Article, Block, Context, Garble, JudgedLine

PLAIN = "The council agreed on Tuesday to keep the ferry to the islands for another year, officials said. " * 8
SPUN = (
    "The citizenry stated that a portion of the marketplace had been occupied for the first clip, and the boss of the "
    "squad appended that the populace did acquire rid of the grouping in the terminal hebdomad. "
)


def judged(text: str) -> Garble:
    article = Article(None, language="en", blocks=(Block(text),))
    return judge_garble(article, (JudgedLine(text),), Context.empty())


def test_names_numbers_and_breaks_are_classes() -> None:
    known = {"the", "met", "in", "at"}
    tokens = tokens_of(words_of("The mayor met Ada Lund in Oslo at 10."), known.__contains__)
    assert tokens.names == (STOP, "the", "mayor", "met", NAME, NAME, "in", NAME, "at", NUMBER, STOP)
    assert len(tokens.names) == len(tokens.places)


def test_a_word_that_is_not_known_says_nothing() -> None:
    model = shipped()
    assert model
    reader = Reader(model.news, model.swaps)
    cells = reader.cells(tokens_of(words_of("flurbish quanders wobbet"), reader.knows))
    assert {pair_cell(model.news, cells, place) for place in range(len(cells.keys[1]))} == {NEUTRAL}
    assert cells.offers == ()


@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_text_can_be_measured(texts: list[str]) -> None:
    model = shipped()
    assert model
    article = Article(None, language="en", blocks=tuple(Block(text) for text in texts))
    passages = passages_of(article, tuple(JudgedLine(text) for text in texts))
    wording = wording_of(passages, model)
    assert len(wording.cells) == len(body_of(passages))
    assert all(len(values) == len(LOOKS) for values in measured(wording).values())


def test_the_model_weighs_every_measure_upwards() -> None:
    model = shipped()
    assert model
    for look in model.looks:
        assert look.measures.keys() == look.usual.keys() == {row.name for row in MEASURES}
        assert min(*look.measures.values(), *look.kinds.values()) >= 0
        assert look.base < 0


def test_spun_text_scores_above_its_original_and_says_why() -> None:
    plain, spun = judged(PLAIN), judged(SPUN * 8)
    assert plain.score is not None
    assert spun.score is not None
    assert plain.score < 0.1 < spun.score
    assert {row.name for row in spun.evidence} & {"vocabulary", "substitutes"}
    assert all(row.reason.endswith(".") for row in spun.evidence)


def test_without_a_model_the_other_signals_still_judge() -> None:
    text = f"{PLAIN} The White Home choosed it. In base to the accord it pleaded responsible."
    article = Article(None, language="en", blocks=(Block(text),))
    garble = judge_garble(article, (JudgedLine(text),), Context.empty(), None, lambda: None)
    assert garble.flagged
    assert {row.name for row in garble.evidence}.isdisjoint({measure.name for measure in MEASURES})


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    assert read_model(tmp_path) is None
    with pytest.raises(ModelError, match="train garble"):
        model_in(tmp_path)
