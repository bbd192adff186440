"""Whole pages in languages and layouts of which few are measured: of each, the rows with a plus are what is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleaning.clean import clean
from cleaning.extract import extract
from cleaning.pages import page_from_html
from cleaning.values import Context
from tests.page_specs import LINK, Builder

STORIES = Path(__file__).parent / "cases" / "stories"


def stories() -> Iterator[tuple[str, Builder, tuple[str, ...]]]:
    """Name, page and lines expected of every case."""
    for path in sorted(STORIES.glob("*.md")):
        parts = re.split(r"^\.\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for title, given in zip(parts[::3], parts[1::3], strict=False):
            builder = Builder()
            for row in given.splitlines():
                builder.add(row.removeprefix("+"))
            kept = tuple(LINK.sub(r"\1", row.partition(" ")[2]) for row in given.splitlines() if row.startswith("+"))
            yield title.strip(), builder, kept


ALL = list(stories())


@pytest.mark.parametrize(("builder", "kept"), [row[1:] for row in ALL], ids=[row[0] for row in ALL])
def test_a_story_is_kept_and_its_litter_goes(builder: Builder, kept: tuple[str, ...]) -> None:
    cleaned = clean(extract(page_from_html(builder.page(), builder.url)), Context.empty())
    assert tuple(line.clean for line in cleaned.lines if line.clean) == kept
    assert cleaned.article.language == builder.lang
    assert cleaned.page.kind == "article"
