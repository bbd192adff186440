"""The learned judge: weights made from a few pages of our own, the same every time, with reasons in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cleaning.choose import won_back
from cleaning.clean import judge_lines
from cleaning.extract import voted_blocks
from cleaning.judge import FORMAT, Judge, JudgeError, judged
from cleaning.judge_features import FEATURES
from cleaning.judge_sight import look, runs_of
from cleaning.pages import page_from_html
from cleaning.values import Article, Block, Context, JudgedLine, Kind
from copydesk import app
from training import gold

PROSE = (
    "The ferry to the outer islands will not sail before Thursday, the harbour office in {place} said.",
    "Two hundred passengers spent the night in the sports hall of {place} while the wind tore at the roof.",
    "The keeper slept at a neighbour's house, and the council of {place} promised to pay for new stairs.",
    "Nobody was hurt, but the old lighthouse of {place} lost its lamp and most of its windows, Ms Holm said.",
)
CARD = '<p class="card-teaser"><a href="/{number}">Baker of {place}</a> wins oven number {number}</p>'
PLACES = ("Sandvik", "Bergen", "Lund", "Visby", "Arendal", "Ystad", "Moss", "Halden")


def page_of(place: str) -> dict[str, str]:
    """A page with two teasers between its paragraphs, and its gold."""
    paragraphs = [sentence.format(place=place) for sentence in PROSE]
    story = [*paragraphs[:2], f"More rain is expected over {place}.", *paragraphs[2:]]
    rows = [f"<p>{text}</p>" for text in story]
    rows[2:2] = [CARD.format(place=place, number=number) for number in (1, 2)]
    html = f"<html><body><article><h1>Storm in {place}</h1>{''.join(rows)}</article></body></html>"
    address = f"https://{place.lower()}.example/storm"
    return {"id": place, "url": address, "html": html, "gold": "\n".join(story), "set": "ours"}


def blocks_of(place: str) -> list[Block]:
    page = page_of(place)
    return voted_blocks(page_from_html(page["html"], page["url"]))[1]


def train(folder: Path, name: str, *more: str) -> str:
    pages = folder / "pages.jsonl"
    pages.write_text("".join(json.dumps(page_of(place)) + "\n" for place in PLACES), encoding="utf-8")
    result = CliRunner().invoke(app, ["train", "litter", str(pages), str(folder / name), "--folds", "2", *more])
    assert result.exit_code == 0, result.output
    return result.output


def test_training_is_the_same_every_time_and_says_what_it_is_worth(tmp_path: Path) -> None:
    pytest.importorskip("numpy")
    said = train(tmp_path, "one.json")
    train(tmp_path, "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert "ours" in said
    assert "without judge" in said
    stored = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))
    assert stored["trained"]["pages"] == {"ours": len(PLACES)}
    judge = Judge.of(stored)
    assert set(judge.features) <= {feature.name for feature in FEATURES}


def test_what_is_no_input_is_said(tmp_path: Path) -> None:
    pytest.importorskip("numpy")
    (tmp_path / "pages.jsonl").write_text('{"id": 1}\n', encoding="utf-8")
    result = CliRunner().invoke(app, ["train", "litter", str(tmp_path / "pages.jsonl"), str(tmp_path / "out.json")])
    assert result.exit_code != 0
    assert not (tmp_path / "out.json").exists()


SMALL = {
    "format": FORMAT,
    "features": ["its link text", "its words"],
    "base": 1.0,
    "trees": [[0, 0.3, 0.0, 0.5, -4.0], [1, 8.0, 0.0, -0.5, 0.5]],
}
"""Doubts links and short blocks."""


def test_odds_and_doubts_of_a_small_judge() -> None:
    judge = Judge.of(SMALL)
    assert judge.odds([0.0, 12.0]) == 2.0
    assert judge.odds([1.0, 5.0]) == -3.5
    assert judge.doubts([1.0, 5.0]) == ("its link text", "its words")
    assert judge.doubts([0.0, 12.0]) == ()


def test_blocks_carry_odds_and_chosen_ones_their_doubts() -> None:
    blocks = judged(blocks_of("Lund"), "Storm in Lund", Judge.of(SMALL))
    cards = [block for block in blocks if "oven" in block.text]
    prose = [block for block in blocks if block.chosen and "oven" not in block.text]
    assert cards
    assert all(block.belongs is not None and block.belongs < 0 for block in cards)
    assert all(block.belongs is None or (block.belongs > 0 and not block.doubts) for block in prose)
    assert all(block.doubts for block in cards if block.chosen)


def test_without_weights_nothing_changes() -> None:
    blocks = blocks_of("Lund")
    assert judged(blocks, "Storm in Lund", None) == blocks
    assert judged([], None, Judge.of(SMALL)) == []


def test_weights_of_other_evidence_are_refused() -> None:
    with pytest.raises(JudgeError, match="make them anew"):
        Judge.of({**SMALL, "features": ["its smell"]})
    with pytest.raises(JudgeError, match="format"):
        Judge.of({**SMALL, "format": 0})


def test_the_judge_wins_blocks_back_but_no_headline() -> None:
    def block(tag: str, odds: float | None, *, chosen: bool = False) -> Block:
        place = f"html/body/{tag}"
        return Block(PROSE[0], tag, place, extracted=chosen, chosen=chosen, belongs=odds)

    first = Block(PROSE[1], "p", "html/body/article/p")
    last = Block(PROSE[2], "p", "html/body/article/p")
    for tag, odds, wanted in (("div", 1.0, True), ("div", -1.0, False), ("div", None, False), ("h1", 3.0, False)):
        assert won_back([first, block(tag, odds), last])[1].chosen is wanted


@pytest.mark.parametrize(
    ("text", "odds", "wanted"),
    [(PROSE[0], 0.0, True), (PROSE[0], -0.1, False), ("Rope and anchor", 0.3, False), ("Rope and anchor", 0.7, True)],
)
def test_even_odds_are_enough_for_a_paragraph(text: str, odds: float, *, wanted: bool) -> None:
    first, last = (Block(text, "p", "html/body/article/p") for text in PROSE[1:3])
    lost = Block(text, "div", "html/body/div", extracted=False, chosen=False, belongs=odds)
    assert won_back([first, lost, last])[1].chosen is wanted


def test_what_a_kept_block_says_is_not_won_back() -> None:
    paragraph = "html/body/article/p"
    quote = Block(PROSE[0].split(",")[0], "div", "html/body/div", extracted=False, chosen=False, belongs=2.0)
    blocks = [Block(PROSE[1], "p", paragraph), quote, Block(PROSE[2], "p", paragraph)]
    assert won_back(blocks)[1].chosen
    assert not won_back([*blocks, Block(PROSE[0], "p", paragraph)])[1].chosen


def test_only_paragraphs_are_won_back_where_it_would_be_most_of_the_text() -> None:
    paragraph = "html/body/article/p"
    kept = [Block(text, "p", paragraph) for text in PROSE[1:3]]

    def lost(text: str) -> Block:
        return Block(text, "div", "html/body/div", extracted=False, chosen=False, belongs=2.0)

    labels = [lost(f"Lamp {number} of the islands, with its height and its light") for number in range(3)]
    assert not any(block.chosen for block in won_back([kept[0], *labels, kept[1]])[1:-1])
    assert won_back([kept[0], labels[0], kept[1]])[1].chosen
    rows = [lost(f"{text} {number}.") for number, text in enumerate((PROSE[0], PROSE[3], PROSE[0]))]
    assert [b.chosen for b in won_back([kept[0], *rows, labels[0], kept[1]])] == [True, True, True, True, False, True]


def test_every_feature_reads_every_block_and_names_are_unique() -> None:
    sight = look(blocks_of("Visby"), "Storm in Visby")
    assert sight is not None
    numbers = range(len(sight.facts))
    for feature in FEATURES:
        figures = feature.read(sight, numbers)
        assert len(figures) == len(numbers)
        assert all(isinstance(figure, float | int) for figure in figures)
    assert len({feature.name for feature in FEATURES}) == len(FEATURES)
    assert look([], None) is None


def test_labels() -> None:
    texts = ("Storm in Lund", PROSE[0], "Baker wins an oven at the yearly raffle of the village", "A lamp", PROSE[1])
    blocks = [Block(text) for text in texts]
    wanted = "\n".join((PROSE[0], "A lamp", PROSE[1]))
    assert gold.labels_of(blocks, wanted, (), "Storm in Lund") == [None, True, False, True, True]
    assert gold.labels_of(blocks, wanted, (texts[2],), "Storm in Lund")[2] is None


def test_second_copies_are_left_out() -> None:
    blocks = [Block(PROSE[0], extracted=False), Block(PROSE[0])]
    assert gold.labels_of(blocks, PROSE[0], (), None) == [None, True]


def test_agreement_of_texts() -> None:
    assert gold.compare(PROSE[0], PROSE[0], ()) == (1.0, 0.0, 0.0)
    assert gold.compare(PROSE[0], f"{PROSE[0]}\n{PROSE[1]}", (PROSE[1],)) == (1.0, 0.0, 0.0)
    assert gold.compare(PROSE[0], "", ())[2] == 1.0


def test_runs() -> None:
    assert runs_of([]) == ()


def last_line(text: str) -> JudgedLine:
    """What becomes of a line behind a story that the judge takes for none of its."""
    story = [Block(sentence.format(place="Lund"), "p", "html/body/div/p") for sentence in PROSE]
    doubted = Block(text, "div", "html/body/section/div", belongs=-3.0, doubts=("its row",))
    article = Article("https://lund.example/storm", language="en", blocks=(*story, doubted))
    return judge_lines(article, Context.empty())[-1]


@pytest.mark.parametrize(("text", "kind"), [("Other games", Kind.RELATED), ("← All tests", Kind.OTHER)])
def test_what_is_out_of_place_goes_under_the_kind_that_its_wording_shows(text: str, kind: Kind) -> None:
    line = last_line(text)
    assert [(cut.rule, cut.kind) for cut in line.cuts] == [("out_of_place", kind)]


@pytest.mark.parametrize(("guess", "kind"), [(Kind.NAVIGATION, Kind.NAVIGATION), (Kind.BYLINE, Kind.OTHER)])
def test_who_wrote_a_story_is_never_guessed(guess: Kind, kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaning.rules.doubts.kind_of", lambda *_, **__: guess)
    assert last_line("Other games").kind is kind
