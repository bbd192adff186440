"""`copydesk train garble` on small texts of our own: the same files every time, and the same figures as at run time."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from copydesk import app

np = pytest.importorskip("numpy")

from cleaning.garble.measures import MEASURES  # noqa: E402
from cleaning.garble.model import LOOKS, STEP, TABLES, WEIGHTS, Model, read_model  # noqa: E402
from cleaning.garble.signal import passages_of, wording_of  # noqa: E402
from cleaning.values import Article, Block, JudgedLine  # noqa: E402
from training.garble import offers_in_folds, study_of  # noqa: E402
from training.garble_rows import rows_of  # noqa: E402
from training.garble_samples import Sample, offers_of, sample_of, swaps_of  # noqa: E402
from training.garble_tables import LEAST_WEIGHT, Tables, packed, tables_of, values  # noqa: E402

SENTENCES = (
    "The {who} agreed on Tuesday to keep the old {what} for another year, officials in {place} said.",
    "It was the first time that the {who} had asked people to pay for the {what}.",
    "A {what} near the harbour was closed after the storm, and the {who} did not say when work would end.",
    "“We want a {what} that people can use,” the head of the {who} told a meeting in {place}.",
    "In the end most of the money for the {what} came from the {who} and from two small companies.",
)
OTHERS = (
    "On Tuesday the {who} bought an old {what}, the first in {place}.",
    "Most of the money came from people in {place}, who said the old {what} was worth it.",
    "For the first time the {who} will keep a {what} open all year, officials said.",
    "A storm closed the {what}. The {who} said that work would end in time.",
    "Two small companies asked the {who} to pay for a new {what} near the harbour.",
)
"""Of the texts that are counted: they hold no part of the labelled ones, or they would be left out."""

WHO = ("council", "school board", "fire brigade", "parish", "union", "hospital")
WHAT = ("ferry", "library", "bridge", "market", "playground", "swimming pool")
PLACES = ("Sandvik", "Moss", "Halden", "Visby")
EXCHANGED = {
    "ap_xx": {"keep": "maintain", "first time": "first vegada", "people": "persons", "money": "silver"},
    "wn_first": {"old": "erstwhile", "time": "clip", "people": "citizenry", "money": "hard currency"},
}


def story(number: int, sentences: Sequence[str] = SENTENCES) -> str:
    """A text of six lines, the same for the same number."""
    draw = random.Random(number)
    picks = [{"who": draw.choice(WHO), "what": draw.choice(WHAT), "place": draw.choice(PLACES)} for _ in range(6)]
    return "\n".join(" ".join(draw.choice(sentences).format(**pick) for _ in range(3)) for pick in picks)


def rows() -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Labelled rows, and genuine ones without a label."""
    labelled = []
    for number in range(20):
        text = story(number)
        same = {"source_id": f"t{number}", "source": "paper"}
        labelled.append({"id": f"t{number}", "label": "genuine", "text": text, **same})
        for engine, words in EXCHANGED.items():
            garbled = text
            for old, new in words.items():
                garbled = garbled.replace(f" {old} ", f" {new} ")
            labelled.append({"id": f"{engine} {number}", "label": "garbled", "engine": engine, "text": garbled, **same})
    machines = " ".join(word for exchanged in EXCHANGED.values() for word in exchanged.values())
    plain = [
        {"id": f"p{number}", "source": f"wire {number % 3}", "text": story(number, OTHERS)} for number in range(40)
    ]
    return labelled, [{**row, "text": f"{row['text']}\nOther words are {machines}."} for row in plain]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("garble")
    paths = []
    for name, lines in zip(("labelled.jsonl", "plain.jsonl"), rows(), strict=True):
        path = folder / name
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        paths.append(str(path))
    return paths


@pytest.fixture(scope="module")
def reports(inputs: list[str], tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, str]]:
    """Folder and report of two runs."""
    found = []
    for name in ("one", "two"):
        out = tmp_path_factory.mktemp(name)
        result = CliRunner().invoke(app, ["train", "garble", *inputs, str(out), "--leave-out", "ap_"])
        assert result.exit_code == 0, result.output
        found.append((out, result.output.replace(str(out), "")))
    return found


def model_of(folder: Path) -> Model:
    found = read_model(folder)
    assert found
    return found


def test_the_same_inputs_give_the_same_bytes(reports: list[tuple[Path, str]]) -> None:
    (one, said), (two, said_again) = reports
    assert said == said_again
    for name in (WEIGHTS, TABLES):
        assert (one / name).read_bytes() == (two / name).read_bytes()


def test_it_says_what_it_is_worth_with_and_without_an_engine(reports: list[tuple[Path, str]]) -> None:
    said = reports[0][1]
    assert "40 genuine texts counted, 0 left out" in said
    assert "nothing left out (20 genuine texts" in said
    assert "left out: ap_xx" in said
    engines = [line.split()[0] for line in said.splitlines() if line.startswith(("ap_xx", "wn_first"))]
    assert sorted(engines) == ["ap_xx", "ap_xx", "wn_first", "wn_first"]


def test_what_it_writes_can_be_read_and_names_its_inputs(reports: list[tuple[Path, str]]) -> None:
    folder = reports[0][0]
    model = model_of(folder)
    assert model.swaps["clip"] == ("time",)
    stored = json.loads((folder / WEIGHTS).read_text(encoding="utf-8"))
    assert stored["trained"]["inputs"] == ["labelled.jsonl", "plain.jsonl"]
    assert all(look.base < 0 <= min(look.measures.values()) for look in model.looks)


def test_rows_without_an_engine_are_not_enough(inputs: list[str], tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["train", "garble", inputs[1], str(tmp_path / "out")])
    assert result.exit_code != 0
    assert "label garbled" in result.output
    assert not (tmp_path / "out").exists()


def stepped(tables: Tables) -> Tables:
    """The tables as the files hold them: in steps, small weights left out."""
    strong = np.abs(tables.weights) >= LEAST_WEIGHT
    weights = np.round(tables.weights[strong] * STEP) / STEP
    return Tables(np.round(tables.cells * STEP) / STEP, tables.keys[strong], weights)


def test_training_measures_what_run_time_measures(inputs: list[str], reports: list[tuple[Path, str]]) -> None:
    model = model_of(reports[0][0])
    study = study_of([Path(name) for name in inputs], 0, lambda _: None)
    swaps = swaps_of(study.samples, study.counts.news)
    assert {word: tuple(others) for word, others in swaps.items()} == model.swaps
    offered = offers_in_folds(study, frozenset())
    for number, look in enumerate(LOOKS):
        tables = tables_of(study.samples, offered, look, frozenset())
        assert tables
        for row in rows_of([Path(inputs[0])])[:9]:
            sample: Sample = sample_of(row, study.counts.news)
            ours = values(sample, offers_of(sample, study.counts.news, swaps), stepped(tables))
            lines = [line for line in row.text.splitlines() if line.strip()]
            article = Article(None, language="en", blocks=tuple(map(Block, lines)))
            wording = wording_of(passages_of(article, tuple(map(JudgedLine, lines))), model)
            assert wording.size == sample.size
            assert [measure.value(wording, number) for measure in MEASURES] == pytest.approx(ours)


def test_both_looks_share_a_place_of_the_lexicon() -> None:
    cells = np.zeros(len(LOOKS))
    keys = np.array([7], np.uint64)
    lexicon, _ = packed({look: Tables(cells, keys, np.array([1.0 + n])) for n, look in enumerate(LOOKS)})
    assert [*lexicon[21:24]] == [128 + STEP, 128 + 2 * STEP, 0]
