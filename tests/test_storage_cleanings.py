"""What cleaning found: nothing lost, nothing twice, never half."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from cleaning.values import Article, CleanedArticle, Context, Failure, Stage
from storage import cleanings
from storage.columns import Base
from storage.errors import StoreError
from storage.queries import ExportQuery
from storage.store import Store, open_store
from storage.tables import ArticleRow, CleaningRow, CutRow, ExtractionRow, FetchRow, FindingRow, SuspicionRow
from tests.any_values import any_value
from tests.storage_samples import SITE, URL, VERSIONS, Clock, cleaned, page

TOMORROW = replace(VERSIONS, rules="rules-2")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(ready_url: str, clock: Clock) -> Iterator[Store]:
    with open_store(ready_url, now=clock) as opened:
        yield opened


def rows(store: Store, *tables: type[Base]) -> list[int]:
    """How many rows each table has."""
    counts = [select(func.count()).select_from(table) for table in tables]
    return store.database.read(lambda c: [c.execute(count).scalar_one() for count in counts])


@given(hostile=any_value(CleanedArticle), again=any_value(CleanedArticle))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_cleaning_comes_back_as_it_was(store: Store, hostile: CleanedArticle, again: CleanedArticle) -> None:
    fetch_id = store.add_page(page(), SITE, None)
    for value in (hostile, again):
        added = store.add_cleaning(fetch_id, value, None)
        record = store.article(added.article_id)
        assert record is not None
        assert record.cleaned == value
        assert store.cleaned(added.cleaning_id) == value
        assert record.summary.title == value.article.title
        assert [row.cleaned for row in store.export(ExportQuery(limit=1))] == [value]


def test_an_outcome_like_the_last_one_only_confirms_it(store: Store, clock: Clock) -> None:
    fetch_id = store.add_page(page(), SITE, None)
    first = store.add_cleaning(fetch_id, cleaned(), None)
    later = clock.forward(days=1)
    second = store.add_cleaning(fetch_id, cleaned(versions=TOMORROW), None)
    assert (first.is_new_article, first.is_new_version, first.is_confirmed) == (True, True, False)
    assert (second.is_new_article, second.is_new_version, second.is_confirmed) == (False, False, True)
    assert first.cleaning_id == second.cleaning_id
    record = store.article(first.article_id)
    assert record is not None
    (cleaning,) = record.cleanings
    assert (cleaning.versions, cleaning.confirmed, cleaning.confirmed_at) == (VERSIONS, TOMORROW, later)
    assert record.cleaned == cleaned(versions=TOMORROW)
    assert record.summary.updated_at < later


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(cleaned(score=0.7), id="score"),
        pytest.param(replace(cleaned(), lines=cleaned().lines[:1]), id="lines"),
        pytest.param(replace(cleaned(), garble=replace(cleaned().garble, findings=())), id="findings"),
        pytest.param(replace(cleaned(), page=replace(cleaned().page, kind="list")), id="page"),
    ],
)
def test_another_outcome_of_the_same_text_is_another_cleaning(store: Store, other: CleanedArticle) -> None:
    fetch_id = store.add_page(page(), SITE, None)
    store.add_cleaning(fetch_id, cleaned(), None)
    added = store.add_cleaning(fetch_id, other, None)
    assert (added.is_new_version, added.is_confirmed) == (False, False)
    assert rows(store, ExtractionRow, CleaningRow) == [1, 2]


def test_another_text_is_another_version_and_the_old_one_stays(store: Store) -> None:
    fetch_id = store.add_page(page(), SITE, None)
    first = store.add_cleaning(fetch_id, cleaned(), None)
    fetch_id = store.add_page(page(body=b"changed"), SITE, None)
    second = store.add_cleaning(fetch_id, cleaned(text="The ferry stays in harbour."), None)
    assert (second.is_new_article, second.is_new_version) == (False, True)
    assert store.cleaned(first.cleaning_id) == cleaned()
    assert store.cleaned(second.cleaning_id) == cleaned(text="The ferry stays in harbour.")


def test_addresses_that_lead_to_one_page_are_one_article(store: Store) -> None:
    pages = [
        page(),
        page(URL + "?utm_source=mail", b"with a banner"),
        page(requested_url="https://hbr.example/f", body=b"x"),
    ]
    added = [
        store.add_cleaning(store.add_page(one, SITE, None), cleaned(str(one.url), text=f"Text {number} of it."), None)
        for number, one in enumerate(pages)
    ]
    assert len({one.article_id for one in added}) == 1
    for url in (URL, URL + "#top", "https://hbr.example/f", str(added[0].article_id)):
        assert store.find(url) == added[0].article_id
    assert store.find("https://harbour.example/unknown") is store.find("999") is None


def test_one_canonical_address_does_not_make_two_articles_one(store: Store) -> None:
    same = "https://original.example/ferry"
    for url in (URL, "https://pier.example/ferry"):
        value = replace(cleaned(url), article=replace(cleaned(url).article, canonical_url=same))
        store.add_cleaning(store.add_page(page(url), SITE, None), value, None)
    assert rows(store, ArticleRow) == [2]


def test_an_older_page_that_is_late_changes_nothing(store: Store, clock: Clock) -> None:
    old = store.add_page(page(body=b"old"), SITE, None)
    clock.forward(minutes=1)
    new = store.add_page(page(body=b"new"), SITE, None)
    newest = store.add_cleaning(new, cleaned(text="The new text of it."), None)
    late = store.add_cleaning(old, cleaned(text="The old text of it."), None)
    assert late == replace(newest, is_new_article=False, is_new_version=False, is_confirmed=True)
    assert list(store.pending()) == []
    record = store.article(newest.article_id)
    assert record is not None
    assert record.cleaned == cleaned(text="The new text of it.")


def test_stale_are_those_whose_last_cleaning_other_versions_made(store: Store) -> None:
    first, second = (store.add_page(page(f"https://harbour.example/{n}"), SITE, None) for n in range(2))
    for fetch_id in (first, second):
        store.add_cleaning(fetch_id, cleaned(), None)
    assert list(store.stale(VERSIONS)) == []
    assert list(store.stale(replace(VERSIONS, copydesk="0.2.0"))) == []
    assert [fetch_id for fetch_id, _ in store.stale(TOMORROW)] == [first, second]
    store.add_cleaning(first, cleaned(versions=TOMORROW), None)
    assert [fetch_id for fetch_id, _ in store.stale(TOMORROW)] == [second]
    assert [fetch_id for fetch_id, _ in store.stale(VERSIONS)] == [first]
    store.add_cleaning(second, cleaned(score=0.1, versions=TOMORROW), None)
    assert list(store.stale(TOMORROW)) == []


def test_every_page_gives_the_newest_of_each_article(store: Store, clock: Clock) -> None:
    for number in range(25):
        store.add_cleaning(store.add_page(page(f"https://{number}.example/"), SITE, None), cleaned(), None)
    clock.forward(days=1)
    newest = store.add_page(page("https://0.example/", b"changed"), SITE, None)
    store.add_cleaning(newest, cleaned(text="Other words by now."), None)
    found = dict(store.every_page())
    assert len(found) == 25
    assert found[newest].body == b"changed"


def test_lists_of_rows_hold_cuts_suspicions_and_findings(store: Store) -> None:
    store.add_cleaning(store.add_page(page(), SITE, None), cleaned(), None)
    assert rows(store, CutRow, SuspicionRow, FindingRow) == [1, 1, 1]
    cut = store.database.read(lambda c: c.execute(select(CutRow)).one())
    assert (cut.line, cut.rule, cut.kind, cut.start, cut.stop) == (1, "see_also", "see_also", 0, 34)


def test_a_transaction_that_breaks_leaves_the_page_pending(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fetch_id = store.add_page(page(), SITE, None)

    def breaks(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(cleanings, "bump", breaks)
        with pytest.raises(KeyboardInterrupt):
            store.add_cleaning(fetch_id, cleaned(), None)
    assert rows(store, ArticleRow, ExtractionRow, CleaningRow, CutRow) == [0, 0, 0, 0]
    assert [one for one, _ in store.pending()] == [fetch_id]
    assert store.add_cleaning(fetch_id, cleaned(), None).is_new_article


def test_a_fetch_that_does_not_exist_is_named(store: Store) -> None:
    with pytest.raises(StoreError, match="no fetch 41"):
        store.add_cleaning(41, cleaned(), None)


def test_many_at_once_are_the_same_as_one_after_the_other(store: Store) -> None:
    texts = ["First words of it.", "First words of it.", "Second words of it."]
    fetches = store.add_pages([(page(f"https://{n}.example/"), SITE) for n in range(3)], None)
    items = [(fetch_id, cleaned(text=text)) for text in texts for fetch_id in fetches]
    added = store.add_cleanings(items, None)
    assert [one.is_new_article for one in added] == [True] * 3 + [False] * 6
    assert [one.is_confirmed for one in added] == [False] * 3 + [True] * 3 + [False] * 3
    assert rows(store, ArticleRow, ExtractionRow, CleaningRow) == [3, 6, 6]


def test_nothing_is_known_from_elsewhere_yet(store: Store) -> None:
    assert store.context(Article(URL)) == Context.empty()


def counted(store: Store) -> dict[str, int]:
    """What status shows, counted from the rows themselves."""
    newest = select(CutRow.kind, CutRow.cleaning_id, CutRow.line).distinct()
    newest = newest.join(ArticleRow, ArticleRow.cleaning_id == CutRow.cleaning_id)
    cuts = store.database.read(lambda c: Counter(row.kind for row in c.execute(newest)))
    flagged = select(func.count()).where(ArticleRow.flagged)
    return {
        "pages": rows(store, FetchRow)[0],
        "articles": rows(store, ArticleRow)[0],
        "flagged": store.database.read(lambda c: c.execute(flagged).scalar_one()),
        **cuts,
    }


steps = st.lists(
    st.tuples(st.integers(0, 3), st.binary(max_size=1), st.sampled_from([None, 0.1, 0.9]), st.booleans()), max_size=12
)


@given(steps=steps)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_counts_of_status_are_what_counting_gives(store: Store, clock: Clock, steps: list[Any]) -> None:
    for number, body, score, has_cut in steps:
        clock.forward(minutes=1)
        url = f"https://harbour.example/{number}"
        fetch_id = store.add_page(page(url, body), SITE, None)
        value = cleaned(url, text=f"Words of {body!r}.", score=score)
        store.add_cleaning(fetch_id, value if has_cut else replace(value, lines=value.lines[:1]), None)
    for status in store.status():
        shown = {"pages": status.pages, "articles": status.articles, "flagged": status.flagged, **dict(status.cuts)}
        assert shown == counted(store)


def test_failures_of_an_article_are_all_of_its_addresses(store: Store) -> None:
    asked = "https://hbr.example/f"
    fetch_id = store.add_page(page(requested_url=asked), SITE, None)
    for url in (URL, asked, "https://harbour.example/other"):
        store.add_failure(Failure(Stage.CLEAN, "took too long"), run_id=None, site=SITE, url=url, fetch_id=fetch_id)
    added = store.add_cleaning(fetch_id, cleaned(), None)
    assert {failure.url for failure in store.failures_of(added.article_id)} == {URL, asked}
    assert [failure.url for failure in store.failures()] == ["https://harbour.example/other"]
