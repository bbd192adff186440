"""What becomes of articles that nothing is learned from, as `python -m bench.unread` counts it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import unread
from cleaning.rules.manner import short_story
from cleaning.scene import Scene
from cleaning.values import Block, CopydeskError
from training.lines import rows_of

STORY = (
    "The ferry to the outer islands will not sail before Thursday, the harbour office in Sandvik said.",
    "Two hundred passengers spent the night in the sports hall while the wind tore at the roof.",
    "Nobody was hurt, but the old lighthouse lost its lamp and most of its windows, Ms Holm said.",
)


def test_litter_that_goes_and_lines_that_stay_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "articles.txt"
    rows = [f"body | in | {line}" for line in STORY]
    file.write_text("\n".join(["# ours", "[article one]", *rows, "share | end | Share this article"]), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["unread", str(file)])
    unread.main()
    output = capsys.readouterr().out
    assert "share            1 of 1 (1.000)" in output
    assert "stories' lines kept whole 3 of 3 (1.000)" in output
    monkeypatch.setattr("sys.argv", ["unread", str(file), "--sparse", "2"])
    unread.main()
    output = capsys.readouterr().out
    assert "share            1 of 1 (1.000)" in output
    assert "stories' lines kept whole 6 of 6 (1.000)" in output


@pytest.mark.parametrize("name", ["unread.txt", "unread_languages.txt"])
def test_what_nobody_learns_from_is_none_of_what_is_learned_from(name: str) -> None:
    folder = unread.UNREAD.parent
    lists = (folder / "lines.txt", *(folder / "languages").glob("*.txt"))
    learned = {row.text for path in lists for row in rows_of(path) if len(row.text.split()) > 8}
    assert not learned & {row.text for row in rows_of(folder / name)}


def test_a_row_that_is_none_is_named(tmp_path: Path) -> None:
    file = tmp_path / "articles.txt"
    file.write_text("[article one]\nshare | nowhere | Share this article", encoding="utf-8")
    with pytest.raises(CopydeskError, match=r"articles\.txt:2"):
        list(rows_of(file))


def test_short_lines_worded_like_a_story_are_a_share_of_all() -> None:
    class Odds:
        def odds(self, figures: dict[str, str]) -> float:
            return 1.0 if "share" in figures else -1.0

    scene = Scene(lines=(Block(STORY[0]), Block("Add the salt"), Block("Share this")), prose=(True, False, False))
    assert short_story(scene, Odds()) == pytest.approx(1 / 3)
