"""The text as operators decided it, and what follows from it: rows of a dataset, rows to learn from."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from cleaning.pages import page_from_html
from cleaning.rules import RULES
from cleaning.values import Article, Block, CleanedArticle, Cut, JudgedLine, Kind, Where
from copydesk import app
from export.decided import OPERATOR, decided
from export.follow import following
from review.article.decided import on_blocks, on_lines
from storage.desk_records import Journal
from storage.records import Decision, DecisionRecord, Event, Subject, Target
from storage.store import Store, open_store
from tests.casefile import cases
from tests.cleaned_samples import AD, FULL, GARBLED, SEE_ALSO, TRIMMED
from tests.desk_samples import FERRY, GULLS, MILL, fill

AT = datetime(2026, 5, 3, tzinfo=UTC)
AD_BLOCK = 3


def word(number: int, event: Event, target: Target | None = None, **more: bool) -> DecisionRecord:
    return DecisionRecord(number, event, "", "ada", AT, 1, target, **more)


def line(text: str, **more: object) -> Target:
    return Target(Subject.LINE, text, **more)  # type: ignore[arg-type]


def texts(*words: DecisionRecord) -> list[str]:
    return [one.clean for one in decided(FULL, words).cleaned.lines if one.clean]


PLAIN = [one.clean for one in FULL.lines if one.clean]


def test_without_words_nothing_changes() -> None:
    assert decided(FULL, ()).cleaned == FULL
    assert decided(FULL, [word(1, Event.FINE), word(2, Event.NOTE)]).cleaned == FULL


def test_a_line_that_was_wrongly_cut_is_back_whole() -> None:
    words = [word(1, Event.WRONGLY_CUT, line(TRIMMED, line=1)), word(2, Event.WRONGLY_CUT, line(SEE_ALSO, line=2))]
    assert texts(*words) == [PLAIN[0], TRIMMED, SEE_ALSO, *PLAIN[2:]]


def test_a_line_that_should_be_cut_is_gone_by_the_operators_rule() -> None:
    kept = decided(FULL, [word(1, Event.SHOULD_BE_CUT, line(GARBLED, kind="see_also", line=5))])
    assert kept.cleaned.lines[5].cuts == (Cut(OPERATOR, Kind.SEE_ALSO, 0, len(GARBLED)),)
    assert [finding.where for finding in kept.cleaned.garble.findings if finding.line == 5] == [Where.CUT]
    assert OPERATOR not in {rule.name for rule in RULES}


def test_a_block_that_belongs_in_stands_at_its_place_and_findings_move_on() -> None:
    kept = decided(FULL, [word(1, Event.BELONGS_IN, Target(Subject.BLOCK, AD, line=AD_BLOCK))])
    assert [one.text for one in kept.cleaned.lines][1:4] == [TRIMMED, AD, SEE_ALSO]
    assert [one.text for one in kept.cleaned.lines] == [block.text for block in kept.cleaned.article.lines]
    assert {(one.line, one.text) for one in kept.cleaned.garble.findings} >= {(3, "Mayor"), (6, "White Home")}
    assert kept.before[2].clean == ""


def test_words_that_do_not_stand_or_have_no_text_here_change_nothing() -> None:
    undone = word(1, Event.WRONGLY_CUT, line(SEE_ALSO, line=2), stands=False)
    lost = word(2, Event.SHOULD_BE_CUT, line("gone since", line=0))
    kept = decided(FULL, [undone, lost])
    assert kept.cleaned == FULL
    assert kept.lost == (lost,)


def lettered(letters: str) -> CleanedArticle:
    """A block a letter; capitals are lines."""
    blocks = tuple(Block(letter.lower(), chosen=letter.isupper()) for letter in letters)
    lines = tuple(JudgedLine(block.text) for block in blocks if block.chosen)
    return replace(FULL, article=Article(None, blocks=blocks), lines=lines, garble=replace(FULL.garble, findings=()))


def test_a_word_on_a_line_holds_for_all_of_its_text_as_the_desk_shows_it() -> None:
    cleaned, words = lettered("ABACA"), [word(1, Event.SHOULD_BE_CUT, line("a", line=3))]
    assert [one.clean for one in decided(cleaned, words).cleaned.lines] == ["", "b", "", "c", ""]
    assert set(on_lines(words, cleaned.lines)) == set(decided(cleaned, words).words)


def test_of_left_out_blocks_with_one_text_the_nearest_comes_in_as_the_desk_shows_it() -> None:
    cleaned = lettered("aBaCa")
    words = [word(1, Event.BELONGS_IN, Target(Subject.BLOCK, "a", line=3))]
    assert [one.clean for one in decided(cleaned, words).cleaned.lines] == ["b", "a", "c"]
    assert list(on_blocks(words, cleaned.article.blocks)) == [2]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([Event.WRONGLY_CUT, Event.SHOULD_BE_CUT]),
            st.sampled_from([TRIMMED, SEE_ALSO, GARBLED, AD, "gone", ""]),
            st.none() | st.integers(-3, 20),
        )
        | st.tuples(st.just(Event.BELONGS_IN), st.sampled_from([AD, SEE_ALSO, "gone"]), st.none() | st.integers(-3, 20))
    )
)
def test_whatever_is_said_lines_stay_those_of_the_article(said: list[tuple[Event, str, int | None]]) -> None:
    words = [
        word(n, event, Target(Subject.BLOCK if event is Event.BELONGS_IN else Subject.LINE, text, line=place))
        for n, (event, text, place) in enumerate(said)
    ]
    kept = decided(FULL, words)
    assert [one.text for one in kept.cleaned.lines] == [block.text for block in kept.cleaned.article.lines]
    assert all(
        one.line is None or kept.cleaned.lines[one.line].text[one.start : one.end] == one.text
        for one in kept.cleaned.garble.findings
    )
    assert len(kept.lost) <= len(words)
    if not kept.lost:
        assert decided(kept.cleaned, words).cleaned.text == kept.cleaned.text


# What is written


@pytest.fixture
def db(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/desk.db"
    fill(url)
    return url


def judge(store: Store, url: str, event: Event, target: Target | None = None) -> None:
    found = store.find(url)
    assert found is not None
    store.judge(found, Decision(event, "", "ada", target))


def run(db: str, *arguments: object) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments), "--db", db])


def rows(path: Path) -> list[dict[str, object]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [json.loads(one) for one in file]


def test_a_dataset_follows_operators_when_asked(db: str, tmp_path: Path) -> None:
    ferry = "The ferry sails again. Share this."
    with open_store(db) as store:
        judge(store, FERRY, Event.WRONGLY_CUT, line(ferry, name="share", line=0))
        judge(store, FERRY, Event.SHOULD_BE_CUT, line("See also: Gulls return", kind="see_also", line=1))
    plain, followed = tmp_path / "plain.jsonl", tmp_path / "followed.jsonl"
    assert run(db, "export", plain).exit_code == 0
    assert run(db, "export", followed, "--as-decided", "--with-lines").exit_code == 0
    assert next((row["text"], row["decisions"]) for row in rows(plain)) == (
        "The ferry sails again.\n\nSee also: Gulls return",
        None,
    )
    first = rows(followed)[0]
    assert (first["text"], first["decisions"], first["dropped_lines"]) == (ferry, 2, 1)
    assert [row["decisions"] for row in rows(followed)] == [2, 0, 0, 0]
    assert [row["text"] for row in rows(followed)][1:] == [row["text"] for row in rows(plain)][1:]
    card = (tmp_path / "followed.jsonl.card.md").read_text()
    assert "2 of their words on lines and blocks, in 1 rows" in card
    assert "--as-decided" in card
    assert "Texts follow" not in (tmp_path / "plain.jsonl.card.md").read_text()


def test_rows_and_words_are_read_side_by_side(db: str) -> None:
    with open_store(db) as store:
        every = list(store.export())
        record = store.article(every[0].article_id)
    assert record is not None
    said = [(record, Journal(number, 0, None, ())) for number in (1, 3, 99)]
    assert [row.decisions for row in following(every[1:], said)] == [0, 0, 0]
    assert list(following([], said)) == []


def test_labels_of_texts_are_what_training_reads(db: str, tmp_path: Path) -> None:
    garble_rows = pytest.importorskip("training.garble_rows")
    with open_store(db) as store:
        judge(store, FERRY, Event.FINE)
        judge(store, GULLS, Event.GARBLED)
        judge(store, MILL, Event.NEEDS_CLEANING)
        judge(store, FERRY, Event.SHOULD_BE_CUT, line("See also: Gulls return", kind="see_also", line=1))
    out = tmp_path / "texts.jsonl.gz"
    done = run(db, "export", out, "--as", "garble", "--output", "json")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["labels"] == {"garbled": 1, "genuine": 1}
    fine, garbled = garble_rows.rows_of([out])
    assert (fine.label, fine.engine, fine.text) == ("genuine", "", "The ferry sails again.")
    assert (garbled.label, garbled.engine, garbled.look) == ("garbled", "desk_translated", "crude translation")
    assert fine.source == "harbour.example"
    assert fine.key != garbled.key


STORY = (
    "The ferry to the outer islands will not sail before Thursday, the harbour office in Sandvik said on Monday.",
    "Two hundred passengers spent the night in the sports hall while the wind tore at the roof of the old building.",
    "The mayor thanked the cooks, who had served soup until two in the morning, and promised blankets to everybody.",
)


def add_stories(db: str, number: int) -> None:
    """Pages of so many sites, extracted and cleaned by today's code, one word on each."""
    from cleaning.clean import clean  # noqa: PLC0415
    from cleaning.extract import extract  # noqa: PLC0415
    from cleaning.values import Context  # noqa: PLC0415

    with open_store(db) as store:
        for n in range(number):
            url = f"https://site{n}.example/story"
            body = "".join(f"<p>{text} {n}</p>" for text in STORY) + f"<p>Our letter number {n} comes at noon</p>"
            html = f"<html><body><nav><p>Home</p></nav><article><h1>Ferry {n}</h1>{body}</article></body></html>"
            page = replace(page_from_html(html, url), fetched_at=AT, status=200)
            cleaned = clean(extract(page), Context.empty())
            added = store.add_cleaning(store.add_page(page, f"site{n}.example", None), cleaned, None)
            store.judge(added.article_id, Decision(Event.NEEDS_CLEANING, "", "ada"))
            last = cleaned.lines[-1].text
            store.judge(
                added.article_id,
                Decision(Event.SHOULD_BE_CUT, "", "ada", line(last, kind="newsletter", line=len(cleaned.lines) - 1)),
            )


def test_pages_with_their_gold_train_the_judge(db: str, tmp_path: Path) -> None:
    pytest.importorskip("numpy")
    add_stories(db, 6)
    with open_store(db) as store:
        judge(store, FERRY, Event.FINE)
    out = tmp_path / "pages.jsonl"
    done = run(db, "export", out, "--as", "litter", "--output", "json")
    assert done.exit_code == 0, done.stderr
    found = {str(row["url"]): str(row["gold"]) for row in rows(out)}
    assert found["https://site1.example/story"].endswith("blankets to everybody. 1")
    assert len(found) == 7
    trained = CliRunner().invoke(app, ["train", "litter", str(out), str(tmp_path / "judge.json"), "--folds", "2"])
    assert trained.exit_code == 0, trained.output
    assert "6 pages" in trained.output or "7 pages" in trained.output
    assert (tmp_path / "judge.json").stat().st_size


def test_a_bulk_verdict_is_no_gold(db: str, tmp_path: Path) -> None:
    from storage.queries import FlagQuery  # noqa: PLC0415

    query = FlagQuery(everything=True)
    with open_store(db) as store:
        seen = store.preview(query)
        store.decide_all(query, Decision(Event.FINE, "", "ada"), expected=seen.articles, newest=seen.newest)
    done = run(db, "export", tmp_path / "pages.jsonl", "--as", "litter")
    assert (done.exit_code, (tmp_path / "pages.jsonl").exists()) == (1, False)
    assert "no operator has settled" in done.stderr
    assert run(db, "export", tmp_path / "texts.jsonl", "--as", "garble").exit_code == 0


def test_cases_are_written_as_a_folder(db: str, tmp_path: Path) -> None:
    out = tmp_path / "cases"
    assert run(db, "export", out, "--as", "cases").exit_code == 1
    assert not out.exists()
    add_stories(db, 2)
    with open_store(db) as store:
        judge(store, GULLS, Event.WRONG, Target(Subject.FINDING, "lengthy run", "formula", line=0))
    done = run(db, "export", out, "--as", "cases", "--output", "json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["cases"] == 3
    assert set(told["files"]) <= {"known-failures.md", "failing-signals/formula.md", "signals/formula.md"}
    found = list(cases(out / "known-failures.md"))
    assert [case.name for case in found] == [
        f"known-failures: in the wild: site{n}.example, 2026-05-03" for n in (0, 1)
    ]
    assert all("letter" not in row for case in found for row in case.expected)


@pytest.mark.parametrize("options", [["--flagged"], ["--as-decided"], ["--with-lines"], ["--verdict", "fine"]])
def test_options_of_a_dataset_are_refused_elsewhere(db: str, tmp_path: Path, options: list[str]) -> None:
    assert run(db, "export", tmp_path / "x.jsonl", "--as", "garble", *options).exit_code == 2


def test_labels_have_the_endings_that_training_reads(db: str, tmp_path: Path) -> None:
    with open_store(db) as store:
        judge(store, FERRY, Event.FINE)
    done = run(db, "export", tmp_path / "x.parquet", "--as", "garble")
    assert done.exit_code == 1
    assert "must end in" in done.stderr
