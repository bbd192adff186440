"""Every phrase of every language goes where it stands alone, and stays where it opens a sentence of a story."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path

import pytest

from bench.languages import page
from cleaning.clean import judge_lines
from cleaning.rules.languages import codes, sections_of
from cleaning.rules.tables import parse, read_table
from cleaning.values import Article, Block, Context, JudgedLine
from cleaning.wording import UNSPACED

FILE = Path(__file__).parent / "cases" / "languages.txt"
LANGUAGES = Path(__file__).parent.parent / "cleaning" / "rules" / "languages"
STORIES = dict(row.split(" | ") for row in FILE.read_text(encoding="utf-8").splitlines())
LITTER = Path(__file__).parent / "cases" / "litter"
PLACES = {"over": 0, "inside": 3, "behind": None}
"""Where a line of litter stands: before which paragraph of its story."""

WORD_LISTS = {"dates", "prompts", "sections", "words"}
LABELS = {"byline", "caption", "posted_in", "source", "tag_list", "timestamp"}
WANTED = {
    "see_also",
    "related",
    "ad",
    "newsletter",
    "share",
    "story_continues",
    "comment_form",
    "copyright",
    "cookie_notice",
} | ({"paywall", "disclaimer"} | LABELS - {"timestamp"})
"""Tables that every language has."""


@pytest.mark.parametrize("code", codes())
def test_the_head_of_a_file_says_whether_its_comment_forms_were_compared(code: str) -> None:
    text = (LANGUAGES / f"{code}.txt").read_text(encoding="utf-8")
    head = " ".join(row.removeprefix("# ") for row in takewhile(lambda row: row.startswith("#"), text.splitlines()))
    assert "compared with language pack " in head or "compared in part " in head or "not compared with any " in head


def said(row: str) -> str:
    """One thing that a phrase stands for: first words of each choice, what may be missing left out."""
    words = []
    for token in row.split():
        word = token.split("/")[0]
        if token.endswith("?") or word == "...":
            continue
        words.append({"<n>": "12", "<name>": "Ada", "@net": "facebook"}.get(word, word.strip("*") or word))
    joint = "" if UNSPACED.search(row) else " "
    return joint.join(words).replace(" :", ":")


def phrases(code: str, sections: set[str]) -> list[tuple[str, str]]:
    """(table, row) of one language's phrases in some sections."""
    return [
        (table, row)
        for table, section, rows in sections_of(code)
        if table not in WORD_LISTS and section in sections
        for row in rows
    ]


def judged(code: str, text: str) -> JudgedLine:
    """The line between two paragraphs, and once more behind the second, where labels stand."""
    story = STORIES[code]
    article = Article(None, blocks=(Block(story), Block(story[::-1]), Block(text)))
    return judge_lines(article, Context.empty())[2]


def test_every_language_has_a_story() -> None:
    assert set(STORIES) == set(codes())


@pytest.mark.parametrize("code", codes())
def test_a_language_has_every_table(code: str) -> None:
    found = {table for table, _, _ in sections_of(code)}
    assert found >= WANTED, WANTED - found
    assert found <= WANTED | WORD_LISTS | {"navigation", "standards", "wire_credit", "timestamp"}


@pytest.mark.parametrize("code", codes())
def test_a_language_gives_each_phrase_once_and_reachably(code: str) -> None:
    for table, section, rows in sections_of(code):
        assert len(rows) == len(set(rows)), (table, section)
        if table not in WORD_LISTS:
            assert section in {"sure", "alone", "opens"}
            assert all(key for key, _ in parse(list(rows))), (table, section)


@pytest.mark.parametrize("code", codes())
def test_a_phrase_alone_goes(code: str) -> None:
    """A label goes with something behind it, a cue by itself."""
    left = []
    for table, row in phrases(code, {"sure", "alone"}):
        text = said(row) + (" 12" if row.endswith(("...", ":")) else "")
        if judged(code, text).clean:
            left.append((table, row, text))
    assert not left


@pytest.mark.parametrize("code", codes())
def test_a_sentence_that_begins_like_a_cue_stays(code: str) -> None:
    story, cut = STORIES[code], []
    for table, row in phrases(code, {"alone", "opens"}):
        joint = "" if UNSPACED.search(story) else " "
        text = said(row).rstrip(":") + joint + story[0].lower() + story[1:]
        if judged(code, text).clean != text:
            cut.append((table, row, text))
    assert not cut


@pytest.mark.parametrize("code", codes())
def test_a_sentence_that_begins_like_a_notice_stays(code: str) -> None:
    """Notices of the section [sure] condemn whatever follows, so they are long: half of one is harmless."""
    story, cut = STORIES[code], []
    for table, row in phrases(code, {"sure"}):
        words = said(row)
        unspaced = UNSPACED.search(row)
        assert len(words) >= 4 if unspaced else (" " in words or len(words) >= 5), (table, row)
        half = words[: len(words) // 2] if unspaced else " ".join(words.split()[:-1][: max(1, words.count(" "))])
        text = half + ("" if unspaced else " ") + story[0].lower() + story[1:]
        if judged(code, text).clean != text:
            cut.append((table, row, text))
    assert not cut


def litter(code: str) -> dict[str, list[str]]:
    """Sections of a file of litter lines: a story, lines over it, inside it and behind it, what stays, what is left."""
    found: dict[str, list[str]] = {}
    for row in (LITTER / f"{code}.txt").read_text(encoding="utf-8").splitlines():
        if row.startswith("[") and row.isascii():
            found[row.strip("[]")] = current = []
        else:
            current.append(row)
    return found


def left_of(story: list[str], line: str, place: int | None) -> list[str]:
    """What is left of a story with one more line in it."""
    at = len(story) if place is None else place
    rows = [*story[:at], line, *story[at:]]
    judged = judge_lines(Article(None, blocks=tuple(map(Block, rows))), Context.empty())
    return [one.clean for one in judged if one.clean]


@pytest.mark.parametrize("path", sorted(LITTER.glob("*.txt")), ids=lambda path: path.stem)
def test_the_usual_litter_of_a_page_goes_and_its_story_stays(path: Path) -> None:
    said = litter(path.stem)
    for section, place in PLACES.items():
        for line in said.get(section, []):
            assert left_of(said["story"], line, place) == said["story"], (section, line)
    for line in said.get("left", []):  # a fix announces itself
        assert line in left_of(said["story"], line, None), line


@pytest.mark.parametrize("path", sorted(LITTER.glob("*.txt")), ids=lambda path: path.stem)
def test_a_sentence_with_the_words_of_litter_stays(path: Path) -> None:
    said = litter(path.stem)
    harmed = [
        line
        for line in said["stays"]
        for place in (PLACES["inside"], PLACES["behind"])
        if sorted(left_of(said["story"], line, place)) != sorted([*said["story"], line])
    ]
    assert not harmed


def test_a_language_adds_to_the_tables_of_english() -> None:
    assert "lesen" in read_table("see_also").by_key
    assert read_table("byline").by_key


def test_the_page_of_languages_is_current() -> None:
    assert (FILE.parents[2] / "docs" / "languages.md").read_text(encoding="utf-8") == page()
