"""Pages whose every text says what it is, and what is told of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bench.marked import kind_of, main, misses, report, scored, stands_in
from cleaning.values import JudgedLine, Kind
from training.marked import MARKS, marked_page, row_of

TRAINING = Path(__file__).parent.parent / "training"

PAGE = """<!doctype html><html lang="en" data-url="https://tidings.example/storm"><head><title>Storm</title>
<meta charset="{charset}"></head><body><ul><li>Home<li>Sport</ul><article>
<h1 data-k="title">Storm over Sandvik</h1>
<p data-k=body>The ferry to the outer islands will not sail before Thursday, the harbour office in Sandvik said.</p>
<p data-k="body">Two hundred passengers spent the night in the café <script>x()</script>hall.
<span data-k="story_continues">Story continues below</span></p>
<p data-k='newsletter'>Sign up to our newsletter</p>
<p data-k="body">Nobody was hurt, but the old lighthouse lost its lamp and most of its windows, Ms Holm said.</p>
</article></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_marks_are_read_and_taken_out(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "storm.html"
    path.write_bytes(PAGE.format(charset=charset).encode(charset))
    page = marked_page(path)
    assert (page.url, page.lang) == ("https://tidings.example/storm", "en")
    assert b"data-" not in page.body
    assert b"<p>The ferry" in page.body
    assert [told.kind for told in page.lines] == ["title", "body", "body", "story_continues", "newsletter", "body"]
    assert page.lines[2].text == "Two hundred passengers spent the night in the café hall."
    assert row_of(page)["gold"] == "\n".join(told.text for told in page.lines if told.kind == "body")


def test_a_page_is_scored(tmp_path: Path) -> None:
    path = tmp_path / "storm.html"
    path.write_text(PAGE.format(charset="utf-8"), "utf-8")
    result = scored(marked_page(path))
    assert (result.lost, result.left, result.strange) == ((), (), ())
    assert [kind for kind, _ in result.gone] == ["story_continues", "newsletter"]
    assert list(misses(result)) == []
    assert "lines of stories kept 3 of 3 (1.000)" in list(report([result]))


def test_what_is_left_and_lost_is_told(tmp_path: Path) -> None:
    path = tmp_path / "storm.html"
    text = PAGE.format(charset="utf-8").replace('data-k="newsletter"', 'data-k="body"')
    text = text.replace("data-k='newsletter'", "data-k='body'").replace("data-k=body>", "data-k=other>")
    path.write_text(text, "utf-8")
    result = scored(marked_page(path))
    assert [told.text for told in result.lost] == ["Sign up to our newsletter"]
    assert [told.kind for told in result.left] == ["other"]
    assert Counter(row.split()[1] for row in misses(result)) == {"lost": 1, "left": 1}


def test_words_are_looked_for_in_a_row() -> None:
    assert stands_in(("the", "lamp"), ("of", "the", "lamp"))
    assert not stands_in(("lamp",), ("lamps",))
    assert kind_of(("home",), (JudgedLine("Home"),)) is None  # it stays


@pytest.mark.parametrize("folder", ["pages", "unread_pages"])
def test_every_page_of_ours_can_be_read(folder: str) -> None:
    kinds = {str(kind) for kind in Kind} | {"title"}
    pages = [marked_page(path) for path in sorted((TRAINING / folder).glob("*.html"))]
    assert len(pages) > 40
    for page in pages:
        assert page.url, page.name
        assert any(told.kind == "body" for told in page.lines), page.name
        assert {told.kind for told in page.lines} <= kinds, page.name
        assert MARKS.search(page.body) is None, page.name


def test_a_page_without_a_text_counts_as_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "empty.html"
    path.write_text("<html><body><p data-k=body>Rain.</p></body></html>", "utf-8")
    monkeypatch.setattr("sys.argv", ["marked", str(path)])
    main()
    assert "lines of stories kept 0 of 1 (0.000)" in capsys.readouterr().out
