"""Whole texts: those in `cases/honest` must never be flagged, those in `cases/garbled` must be.

Each file is one text of our own: its headline, then a line a paragraph. A garbled text whose name stands in MISSED is
one that today's evidence does not see; it fails strictly, so that a gain announces itself.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaning.garble import judge_garble
from cleaning.values import Article, Block, Context, Garble, GarbleStatus, JudgedLine

CASES = Path(__file__).parent / "cases"
HONEST = sorted((CASES / "honest").glob("*.md"))
GARBLED = sorted((CASES / "garbled").glob("*.md"))
MISSED = frozenset({"crude-german", "garbled-litter"})
MOST_FINDINGS = 1
"""An operator who reads an honest text is stopped by a wrong finding once at most."""


def judged(path: Path) -> Garble:
    title, *lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    assert title.startswith("# ")
    article = Article(None, title=title[2:], language="en", blocks=tuple(Block(line) for line in lines))
    return judge_garble(article, tuple(JudgedLine(line) for line in lines), Context.empty())


@pytest.mark.parametrize("path", HONEST, ids=lambda path: path.stem)
def test_an_honest_text_is_not_flagged(path: Path) -> None:
    garble = judged(path)
    found = [(finding.signal, finding.text) for finding in garble.findings]
    assert garble.status is GarbleStatus.JUDGED
    assert not garble.flagged, found
    assert len(found) <= MOST_FINDINGS, found


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=[pytest.mark.xfail] if path.stem in MISSED else []) for path in GARBLED],
    ids=lambda path: path.stem,
)
def test_a_garbled_text_is_flagged(path: Path) -> None:
    garble = judged(path)
    assert garble.flagged, (garble.score, [(finding.signal, finding.text) for finding in garble.findings])


def test_there_are_texts_of_many_manners() -> None:
    assert len(HONEST) >= 25
    assert len(GARBLED) >= 10
    assert {path.stem for path in GARBLED} >= MISSED
