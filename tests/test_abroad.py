"""The learned wording of other languages than English."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cleaning.clean import judge_lines
from cleaning.lines import Line, lines_of
from cleaning.rules.abroad import figures_of, is_read, read_abroad, worded
from cleaning.rules.evidence import word_lists
from cleaning.rules.manner import Manner, manner_of
from cleaning.rules.senses import UNSPACED, codes, senses_of
from cleaning.values import Article, Block, Context
from copydesk import app
from training.lines import Row, thinned, whole_and_thinned

ROOT = Path(__file__).parent.parent
STORY = (
    "Die Fähre zu den äußeren Inseln legt nicht vor Donnerstag ab, teilte das Hafenamt in Sandvik am Mittwoch mit.",
    "Zweihundert Fahrgäste verbrachten die Nacht in der Turnhalle, während der Sturm am Dach des Gebäudes zerrte.",
    "Verletzt wurde niemand, aber der alte Leuchtturm verlor seine Lampe und die meisten Fenster, sagte Frau Holm.",
)


def told(*texts: str, language: str | None = "de") -> Article:
    return Article(None, language=language, blocks=tuple(map(Block, texts)))


def last(article: Article) -> Line:
    return lines_of(article)[-1]


@pytest.mark.parametrize(
    ("code", "word", "sense"),
    [
        ("de", "Abonnieren", "join"),
        ("de", "Newsletter-Anmeldung", "bulletin"),
        ("fr", "l’article", "article"),
        ("tr", "İletişim", "contact"),
        ("ru", "Читайте", "read"),
        ("hi", "विज्ञापन", "advert"),
        ("pl", "WhatsApp", "network"),
        ("de", "Leuchtturm", None),
        ("de", "", None),
        ("xx", "newsletter", None),
    ],
)
def test_the_sense_of_a_word(code: str, word: str, sense: str | None) -> None:
    found = senses_of(code).of(word)
    assert (found[0][0] if found else None) == sense


def test_where_no_space_parts_words_senses_are_found_among_the_signs() -> None:
    assert "join" in {sense for sense, _ in senses_of("ja").of("無料会員登録はこちら")}
    assert "app" in {sense for sense, _ in senses_of("zh").of("下载app阅读")}
    assert "app" not in {sense for sense, _ in senses_of("zh").of("happy")}


@pytest.mark.parametrize("code", sorted(codes()))
def test_a_file_of_senses_has_the_known_ones_and_no_word_twice(code: str) -> None:
    text = (ROOT / "cleaning" / "rules" / "senses" / f"{code}.txt").read_text(encoding="utf-8")
    rows = [row for row in text.splitlines() if not row.startswith("#")]
    sections = [row.strip("[]") for row in rows if row.startswith("[")]
    german = (ROOT / "cleaning" / "rules" / "senses" / "de.txt").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert len(sections) == len(set(sections))
    assert set(sections) <= set(word_lists("alike")) | {row.strip("[]") for row in german.splitlines() if "[" in row}
    words = [word for row in rows if not row.startswith("[") for word in row.split()]
    assert len(words) == len(set(words))
    assert all(word == word.casefold() for word in words)
    least = 1 if code in UNSPACED else 2
    assert all(len(word.rstrip("*")) >= least for word in words if word.endswith("*"))


@pytest.mark.parametrize(
    ("text", "language", "is_asked"),
    [
        ("Unser Hafenbrief kommt jeden Morgen", "de", True),
        ("Unser Hafenbrief kommt jeden Morgen", "en", False),
        ("Unser Hafenbrief kommt jeden Morgen", None, False),
        ("1. Lund A., Leuchttürme und Häfen, Sandvik 2009", "de", False),
        ("Wort " * 80 + "Ende.", "de", False),
    ],
)
def test_which_lines_are_read(text: str, language: str | None, *, is_asked: bool) -> None:
    article = told(*STORY, text, language=language)
    assert is_read(last(article), article) is is_asked


def test_a_paragraph_amid_the_story_is_read_where_it_speaks() -> None:
    plain = told(STORY[0], STORY[1], *STORY)
    assert not is_read(lines_of(plain)[1], plain)
    appeal = (
        "Unterstützen Sie unsere Redaktion mit einem Abo und lesen Sie alle Artikel ohne Werbung, schon ab drei Euro."
    )
    speaking = told(STORY[0], appeal, *STORY, *STORY)
    assert is_read(lines_of(speaking)[1], speaking)


def test_a_line_is_read_by_words_senses_and_its_outline() -> None:
    figures = worded("Newsletter abonnieren: Hafen Aktuell", "de")
    assert {"newsletter", "abonn*", "~bulletin", "~join", "^~bulletin ~join", "^: N+", "^[ N w"} <= figures.keys()
    assert figures["abonn*"] == "abonnieren"
    assert not any(figure.startswith("^") for figure in worded("Newsletter abonnieren.", "de", with_outline=False))
    assert {"\u767b\u9332", "~join"} <= worded("無料会員登録", "ja").keys()


def test_of_a_line_without_end_the_beginning_is_read() -> None:
    assert len(worded("Hafen Brief " * 50_000, "de", with_outline=False)) < 10
    assert max(map(len, worded("x" * 100_000, "de"))) <= 1_200
    assert len(worded("\u6e2f" * 5_000 + "\u7d19" * 5_000, "zh", with_outline=False)) < 10


def test_a_language_without_words_is_read_by_its_outlines(monkeypatch: pytest.MonkeyPatch) -> None:
    article = told(*STORY, "Ada Lund / Hafen", language="xx")
    figures = figures_of(last(article), article)
    assert {"^[ N+ /", "^/ N ]", "#senses 0"} <= figures.keys()
    for weight, goes in ((6.0, True), (0.0, False)):
        model = Manner(0.0, {"^/ N ]": weight}, {"": {"caption": 1.0}})
        monkeypatch.setattr("cleaning.rules.abroad.read_abroad", lambda model=model: model)
        assert bool(judge_lines(article, Context.empty())[3].clean) is not goes


@pytest.mark.parametrize(("odds", "is_cut"), [(5.0, True), (3.0, False)])
def test_a_line_goes_from_a_border_on(monkeypatch: pytest.MonkeyPatch, odds: float, *, is_cut: bool) -> None:
    monkeypatch.setattr("cleaning.rules.abroad.read_abroad", lambda: Manner(odds, {}, {"": {"share": 1.0}}))
    judged = judge_lines(told(*STORY, "Möwen und andere Vögel"), Context.empty())[3]
    assert bool(judged.clean) is not is_cut
    assert any("rule abroad" in term for term in judged.terms) is not is_cut


def test_without_its_file_everything_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaning.rules.abroad.read_abroad", lambda: None)
    assert judge_lines(told(*STORY, "Möwen und andere Vögel"), Context.empty())[3].clean


def test_the_model_that_ships_is_small_and_of_this_format() -> None:
    assert read_abroad() is not None
    file = ROOT / "cleaning" / "rules" / "abroad.json"
    assert file.stat().st_size < 1_000_000
    assert "de.txt" in json.loads(file.read_text(encoding="utf-8"))["trained"]["inputs"]


def test_an_article_is_thinned_so_that_each_line_of_a_story_is_told_once() -> None:
    rows = [
        Row(number, "article de-01", kind, "in", f"{kind} {number}")
        for number, kind in enumerate(
            ["share", "body", "body", "ad", "body", "share", "share", "share", "body", "share"]
        )
    ]
    texts = list(thinned(rows))
    assert [lines for lines, _ in texts] == [
        ["share 0", "body 1", "body 2", "body 4", "body 8"],
        ["body 1", "body 2", "ad 3", "body 4", "body 8"],
        ["body 1", "body 2", "body 4", "share 6", "body 8"],
    ]
    labelled = [lines[at] for lines, labels in texts for at in labels]
    assert sorted(labelled) == ["ad 3", "body 1", "body 2", "body 4", "body 8", "share 0", "share 6"]
    assert len(whole_and_thinned(rows)) == 4
    assert len(whole_and_thinned([row for row in rows if row.kind == "body"])) == 1


def test_training_learns_from_articles_in_other_languages(tmp_path: Path) -> None:
    pytest.importorskip("numpy")
    lists, texts, out = tmp_path / "de.txt", tmp_path / "pages.jsonl", tmp_path / "abroad.json"
    rows = [f"body | in | {text}" for text in STORY]
    notices = ("Unser Hafenbrief im Postfach", "Hafenbrief ins Postfach holen", "Der Hafenbrief für Ihr Postfach")
    sections = [
        f"[article de-{number}]\n" + "\n".join([*rows, f"newsletter | end | {notices[number % 3]} Nr. {number}"])
        for number in range(9)
    ]
    lists.write_text("\n".join(sections), encoding="utf-8")
    gold = json.dumps({"id": 1, "gold": "\n".join(STORY)})
    texts.write_text("\n".join([gold] * 6), encoding="utf-8")
    result = CliRunner().invoke(app, ["train", "abroad", str(lists), str(texts), str(out), "--folds", "2"])
    assert result.exit_code == 0, result.output
    model = manner_of(json.loads(out.read_text(encoding="utf-8")))
    article = told(*STORY, "Jetzt den Hafenbrief im Postfach lesen")
    assert model.odds(figures_of(last(article), article)) > 0
