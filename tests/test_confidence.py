"""The F1 expected of a text: the model's file, what lowers it, and how it is trained."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cleaning.clean import clean
from cleaning.extract import extract
from cleaning.page.confidence import model
from cleaning.page.measures import MEASURES
from cleaning.pages import page_from_html
from cleaning.values import Context, PageJudgement
from copydesk import app
from training.confidence import Sample, cross_validated, f1_of, fitted, quality_of, train, without_optional

PROSE = "The ferry was tied up for nine days while the wind blew from the north and nobody crossed."
STORY = "".join(f"<p>{PROSE} Day {number} was the worst of them all.</p>" for number in range(9))


def judged(html: str) -> PageJudgement:
    address = "https://harbour.example/news/ferry-tied-up-for-nine-days"
    head = "<title>Ferry tied up</title><meta property='article:published_time' content='2031-02-03'>"
    return clean(extract(page_from_html(f"<html><head>{head}</head>{html}", address)), Context.empty()).page


def test_the_file_names_measures_that_exist_and_none_raises_the_confidence() -> None:
    assert {name for name, _ in model().weights} == {measure.name for measure in MEASURES}
    assert all(weight <= 0 for _, weight in model().weights)
    assert list(model().curve) == sorted(model().curve)
    assert [f1 for _, f1 in model().curve] == sorted(f1 for _, f1 in model().curve)


def test_a_plain_story_is_sure_and_gives_no_reasons() -> None:
    page = judged(f"<body><article><h1>Ferry tied up</h1>{STORY}</article></body>")
    assert page.confidence is not None
    assert page.confidence > 0.9
    assert page.terms == ()


def test_what_speaks_against_a_page_lowers_its_confidence() -> None:
    rows = "".join(f"<p><a href='/a/{n}'>Another story with a long name {n}</a></p><p>Short.</p>" for n in range(30))
    plain, messy = (judged(f"<body><article>{STORY}{more}</article></body>") for more in ("", rows))
    assert (messy.confidence or 0) < (plain.confidence or 0)


def test_training_finds_what_lowers_the_f1_and_gives_the_same_file_twice(tmp_path: Path) -> None:
    samples = [
        Sample(f"{n % 40}.example", tuple(float(m == 3) * (n % 10) / 10 for m in range(len(MEASURES))), 1 - n % 10 / 20)
        for n in range(200)
    ]
    weights = dict(fitted(samples, ()).weights)
    assert weights[MEASURES[3].name] < -0.3
    assert quality_of(samples, cross_validated(samples)).spearman > 0.9
    html = f"<body><article>{STORY}</article></body>"
    rows = [{"html": html, "gold": f"{PROSE} " * n, "url": f"https://{n}.example/a"} for n in range(1, 6)]
    source = tmp_path / "pages.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    files = [tmp_path / "one.json", tmp_path / "two.json"]
    for out in files:
        train([source], out)
    assert files[0].read_bytes() == files[1].read_bytes()
    done = CliRunner().invoke(app, ["train", "confidence", str(source), str(tmp_path / "three.json")])
    assert "5 pages of 5 sites" in done.stdout
    assert (tmp_path / "three.json").read_bytes() == files[0].read_bytes()


@pytest.mark.parametrize(("text", "f1"), [("a b c d e", 1.0), ("v w x y z", 0.0), ("a b c d e v w", 2 / 3)])
def test_f1(text: str, f1: float) -> None:
    assert f1_of("a b c d e", text) == pytest.approx(f1)


def test_a_line_that_is_allowed_but_not_demanded_does_not_count() -> None:
    lines = ["By Ada Quill in Port Ellery", "The ferry sails again on Monday morning."]
    assert without_optional(lines, lines[1], [lines[0]]) == lines[1]
    assert without_optional(lines, "\n".join(lines), []) == "\n".join(lines)
