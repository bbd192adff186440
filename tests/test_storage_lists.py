"""Lists, decisions, runs, leases and exports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import sqlite

from cleaning.values import Failure, Garble, GarbleStatus, Stage
from storage import lists, waiting
from storage.decisions import standing
from storage.errors import StoreError
from storage.queries import ExportQuery, FlagQuery
from storage.records import Decision, Event, RunStatus
from storage.statements import AnySelect
from storage.store import Store, open_store
from tests.storage_samples import NOON, SITE, URL, VERSIONS, Clock, cleaned, page

DAY = date(2031, 5, 4)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(ready_url: str, clock: Clock) -> Iterator[Store]:
    with open_store(ready_url, now=clock) as opened:
        yield opened


def add(store: Store, url: str, site: str = SITE, *, score: float | None = 0.8, language: str = "en") -> int:
    fetch_id = store.add_page(page(url), site, None)
    return store.add_cleaning(fetch_id, cleaned(url, score=score, language=language), None).article_id


@pytest.fixture
def many(store: Store) -> list[int]:
    """Twelve articles of two sites and two languages, scores 0, .1 ... 1 and none; flagged from .5 on."""
    scores: list[float | None] = [round(n * 0.1, 1) for n in range(11)]
    return [
        add(store, f"https://{n}.example/", f"{n % 2}.example", score=score, language="de" if n > 8 else "en")
        for n, score in enumerate([*scores, None])
    ]


def found(store: Store, query: FlagQuery = FlagQuery()) -> list[float | None]:  # noqa: B008 - frozen
    return [summary.score for summary in store.flags(query)]


def test_flagged_articles_come_highest_first(store: Store, many: list[int]) -> None:
    assert found(store) == [1.0, 0.9, 0.8, 0.7, 0.6, 0.5]
    assert found(store, FlagQuery(reverse=True)) == [0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
    assert [summary.id for summary in store.flags()] == many[10:4:-1]


@pytest.mark.usefixtures("many")
def test_articles_flagged_without_a_score_end_the_list(store: Store) -> None:
    told = Garble(GarbleStatus.LANGUAGE_LIMITED, None, flagged=True)
    for number in range(3):
        address = f"https://told{number}.example/"
        fetch_id = store.add_page(page(address), "0.example", None)
        store.add_cleaning(fetch_id, replace(cleaned(address, language="fr"), garble=told), None)
    assert found(store) == [1.0, 0.9, 0.8, 0.7, 0.6, 0.5, None, None, None]
    assert found(store, FlagQuery(limit=7)) == [1.0, 0.9, 0.8, 0.7, 0.6, 0.5, None]
    assert found(store, FlagQuery(offset=5)) == [0.5, None, None, None]
    assert found(store, FlagQuery(offset=7)) == [None, None]
    assert found(store, FlagQuery(language="fr", limit=2)) == found(store, FlagQuery(unscored=True, limit=2))
    assert found(store, FlagQuery(minimum=0.9)) == [1.0, 0.9]
    pages = [summary.id for offset in range(0, 10, 2) for summary in store.flags(FlagQuery(limit=2, offset=offset))]
    assert pages == [summary.id for summary in store.flags()]


def test_flags_are_chosen_by_site_language_and_score(store: Store, many: list[int]) -> None:
    assert found(store, FlagQuery(site="1.example")) == [0.9, 0.7, 0.5]
    assert found(store, FlagQuery(language="de")) == [1.0, 0.9]
    assert found(store, FlagQuery(language="de", site="0.example")) == [1.0]
    assert found(store, FlagQuery(minimum=0.85)) == [1.0, 0.9]
    assert found(store, FlagQuery(minimum=0.4))[-2:] == [0.5, 0.4]
    assert found(store, FlagQuery(minimum=0.0, limit=99)) == [score / 10 for score in range(10, -1, -1)]
    assert found(store, FlagQuery(site="unknown.example")) == []
    store.decide(many[6:8], Decision(Event.FINE))
    assert found(store, FlagQuery(verdict=Event.FINE)) == [0.7, 0.6]
    assert found(store, FlagQuery(undecided=True)) == [1.0, 0.9, 0.8, 0.5]


def test_flags_come_in_pages_by_offset_and_by_place(store: Store, many: list[int]) -> None:
    assert found(store, FlagQuery(limit=2, offset=2)) == [0.8, 0.7]
    assert found(store, FlagQuery(limit=2, after=(0.8, many[8]))) == [0.7, 0.6]
    assert found(store, FlagQuery(limit=2, after=(0.8, many[8]), reverse=True)) == [0.9, 1.0]
    assert found(store, FlagQuery(offset=99)) == []


def test_equal_scores_are_told_apart_by_id(store: Store) -> None:
    ids = [add(store, f"https://{n}.example/", score=0.9) for n in range(3)]
    seen = store.flags(FlagQuery(limit=1))
    while len(seen) < 3:
        last = seen[-1]
        assert last.score is not None
        seen += store.flags(FlagQuery(limit=1, after=(last.score, last.id)))
    assert [summary.id for summary in seen] == ids[::-1]


def test_a_summary_follows_the_newest_cleaning(store: Store) -> None:
    add(store, URL)
    (summary,) = store.flags()
    assert (summary.title, summary.language, summary.looks_like) == ("Ferry sails", "en", "spun")
    assert (summary.lines, summary.cut_lines, summary.findings) == (2, 1, 1)
    assert (summary.garble, summary.site, summary.url) == (GarbleStatus.JUDGED, SITE, URL)
    add(store, URL, score=0.1)
    assert store.flags() == ()


def test_queries_that_must_stay_quick_use_their_index(sqlite_url: str) -> None:
    """A partial index is used only where the query says its condition word for word: easily lost, never noticed."""
    queries: dict[AnySelect, str] = {
        lists.chosen_ids(FlagQuery()): "ix_articles_flagged",
        lists.chosen_ids(FlagQuery(site=SITE)): "ix_articles_site_score",
        lists.chosen_ids(FlagQuery(after=(0.5, 7))): "ix_articles_flagged",
        lists.chosen_ids(FlagQuery(language="xx", undecided=True, reverse=True)): "ix_articles_flagged",
        lists.chosen_ids(FlagQuery(site=SITE, verdict=Event.FINE)): "ix_articles_site_score",
        lists.chosen_ids(FlagQuery(minimum=0.3, language="xx", verdict=Event.FINE)): "ix_articles_verdict",
        lists.chosen_ids(FlagQuery(minimum=0.3)): "ix_articles_score",
        lists.chosen_ids(FlagQuery(evidence=("names",), looks_like="spun", most_sure=0.3)): "ix_articles_flagged",
        lists.chosen_ids(FlagQuery(since=DAY, until=DAY, least=0.2, maximum=0.3)): "ix_articles_flagged",
        lists.chosen_ids(FlagQuery(everything=True, since=DAY)): "ix_articles_score",
        lists.chosen_ids(FlagQuery(everything=True, site=SITE, until=DAY)): "ix_articles_site_score",
        lists.chosen_ids(FlagQuery(everything=True, cluster=7)): "ix_articles_cluster_id",
        lists.chosen_ids(FlagQuery(everything=True, verdict=Event.FINE)): "ix_articles_verdict",
        lists.chosen_ids(FlagQuery(doubtful=0.8, evidence=("names",))): "ix_articles_confidence",
        lists.chosen_ids(FlagQuery(drifted=True, language="de")): "ix_articles_drift",
        waiting.waiting_pages("pending", None): "ix_fetches_pending",
        waiting.waiting_pages("pending", SITE): "ix_fetches_pending_site",
    }
    with open_store(sqlite_url) as store:
        for query, index in queries.items():
            words = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
            plan = store.database.read(lambda c, words=words: c.execute(text(f"EXPLAIN QUERY PLAN {words}")).all())  # type: ignore[misc]
            assert f"INDEX {index} " in " ".join(str(row[3]) for row in plan) + " "
            assert "TEMP B-TREE" not in str(plan)


def test_verdicts_are_events_and_the_last_standing_word_counts(store: Store) -> None:
    article_id = add(store, URL)
    events = [Event.UNDO, Event.FINE, Event.GARBLED, Event.UNDO, Event.NOT_AN_ARTICLE, Event.UNDO, Event.UNDO]
    words = [None, Event.FINE, Event.GARBLED, Event.FINE, Event.NOT_AN_ARTICLE, Event.FINE, None]
    record = None
    for event, word in zip(events, words, strict=True):
        store.decide([article_id], Decision(event, note=f"note on {event}", who="ada"))
        record = store.article(article_id)
        assert record is not None
        assert record.summary.verdict == word
    assert record is not None
    assert [decision.event for decision in record.decisions] == events[::-1]
    assert {(decision.who, decision.cleaning_id) for decision in record.decisions} == {
        ("ada", record.summary.cleaning_id)
    }


def test_a_verdict_on_several_is_one_for_each_and_none_when_one_is_unknown(store: Store) -> None:
    ids = [add(store, f"https://{n}.example/") for n in range(3)]
    with pytest.raises(StoreError, match="no article 999"):
        store.decide([*ids, 999], Decision(Event.FINE))
    assert len(store.flags(FlagQuery(undecided=True))) == 3
    store.decide([*ids, ids[0]], Decision(Event.FINE))
    store.decide([], Decision(Event.FINE))
    assert [len(record.decisions) for record in map(store.article, ids) if record] == [1, 1, 1]


def test_a_verdict_outlives_a_new_cleaning(store: Store) -> None:
    article_id = add(store, URL)
    store.decide([article_id], Decision(Event.GARBLED))
    add(store, URL, score=0.7)
    assert found(store, FlagQuery(verdict=Event.GARBLED)) == [0.7]


def test_no_events_no_word() -> None:
    assert standing([]) is standing([Event.UNDO, Event.UNDO]) is None
    assert standing([Event.UNDO, Event.FINE]) is Event.FINE


def test_runs_come_newest_first_with_how_they_ended(store: Store, clock: Clock) -> None:
    first = store.begin_run("crawl", "nightly")
    second = store.begin_run("reclean")
    ended = clock.forward(minutes=5)
    store.end_run(first, {"pages": 3, "failures": 0}, "interrupted")
    newest, oldest = store.runs(10)
    assert (newest.id, newest.status, newest.ended_at, newest.counts) == (second, RunStatus.RUNNING, None, ())
    assert (oldest.command, oldest.note, oldest.status) == ("crawl", "nightly", RunStatus.INTERRUPTED)
    assert (oldest.started_at, oldest.ended_at, dict(oldest.counts)) == (NOON, ended, {"pages": 3, "failures": 0})
    assert store.runs(1) == (newest,)
    with pytest.raises(StoreError, match="no run 77"):
        store.end_run(77, {}, "done")
    with pytest.raises(ValueError, match="finished"):
        store.end_run(first, {}, "finished")


def test_a_lease_is_held_by_one_until_it_ends(store: Store, clock: Clock) -> None:
    assert store.lease(SITE, "one", 60)
    assert not store.lease(SITE, "two", 60)
    assert store.lease("pier.example", "two", 60)
    clock.forward(seconds=50)
    assert store.lease(SITE, "one", 60)
    clock.forward(seconds=50)
    assert not store.lease(SITE, "two", 60)
    clock.forward(seconds=10)
    assert store.lease(SITE, "two", 60)
    assert not store.lease(SITE, "one", 60)
    store.release(SITE, "one")
    assert not store.lease(SITE, "one", 60)
    store.release(SITE, "two")
    assert store.lease(SITE, "one", 60)
    assert {held.site: held.owner for held in store.leases().values()} == {SITE: "one"}


def test_status_tells_each_sites_health(store: Store, clock: Clock) -> None:
    add(store, URL)
    add(store, "https://harbour.example/pier", score=0.2)
    fetched = clock.forward(hours=1)
    store.add_page(page("https://harbour.example/new"), SITE, None)
    store.add_failure(Failure(Stage.FETCH, "refused"), run_id=None, site="pier.example", url="https://pier.example/")
    store.lease("lamp.example", "me", 60)
    harbour, lamp, pier = store.status()
    assert (harbour.pages, harbour.articles, harbour.flagged, harbour.pending) == (3, 2, 1, 1)
    assert (harbour.cuts, harbour.failures, harbour.last_fetch) == ((("see_also", 2),), (), fetched)
    assert (pier.site, pier.pages, pier.failures, pier.last_fetch) == ("pier.example", 0, (("fetch", 1),), None)
    assert lamp.lease is not None
    assert (lamp.site, lamp.lease.owner) == ("lamp.example", "me")


def test_failures_come_newest_first_by_site(store: Store) -> None:
    for number in range(5):
        site = f"{number % 2}.example"
        failure = Failure(Stage.CLEAN, f"reason {number}")
        store.add_failure(failure, run_id=None, site=site, url=f"https://{site}/{number}")
    assert [failure.reason for failure in store.failures(limit=2)] == ["reason 4", "reason 3"]
    assert [failure.reason for failure in store.failures("1.example")] == ["reason 3", "reason 1"]


def test_export_streams_by_id_what_was_asked_for(store: Store, many: list[int], clock: Clock) -> None:
    def ids(query: ExportQuery = ExportQuery()) -> list[int]:  # noqa: B008 - frozen
        return [row.article_id for row in store.export(query)]

    assert ids() == many
    assert ids(ExportQuery(site="1.example")) == many[1::2]
    assert ids(ExportQuery(language="de")) == many[9:]
    assert ids(ExportQuery(flagged=True)) == many[5:11]
    assert ids(ExportQuery(flagged=False)) == [*many[:5], many[11]]
    assert ids(ExportQuery(after=many[9])) == many[10:]
    assert ids(ExportQuery(limit=3)) == many[:3]
    store.decide(many[:2], Decision(Event.FINE))
    assert ids(ExportQuery(verdict=Event.FINE)) == many[:2]
    later = clock.forward(days=1)
    assert ids(ExportQuery(since=later)) == []
    assert add(store, "https://3.example/", "1.example", score=0.95) == many[3]
    assert ids(ExportQuery(since=later)) == [many[3]]


def test_an_exported_row_can_be_traced_to_its_page(store: Store) -> None:
    asked = "https://hbr.example/f?utm_source=feed"
    fetch_id = store.add_page(page(URL + "#top", requested_url=asked), SITE, None)
    added = store.add_cleaning(fetch_id, cleaned(), None)
    (row,) = store.export()
    assert (row.article_id, row.cleaning_id, row.fetch_id) == (added.article_id, added.cleaning_id, fetch_id)
    assert (row.url, row.requested_url, row.site, row.status) == (URL, asked, SITE, 200)
    assert (row.fetched_at, row.extraction, row.cleaned) == (NOON, 1, cleaned())
    record = store.article(added.article_id)
    assert record is not None
    assert (record.fetches[0].body, record.fetches[0].size) == (row.body, len(page().body))
    assert record.extractions[0].id == row.extraction_id


def test_export_gives_every_article_once_over_many_batches(store: Store) -> None:
    pages = [(page(f"https://{n}.example/"), SITE) for n in range(230)]
    fetches = store.add_pages(pages, None)
    store.add_cleanings([(fetch_id, cleaned()) for fetch_id in fetches], None)
    found_ids = [row.article_id for row in store.export()]
    assert len(found_ids) == len(set(found_ids)) == 230
    assert len(list(store.export(ExportQuery(limit=150)))) == 150


def test_what_does_not_exist_is_none(store: Store) -> None:
    assert [store.article(1), store.page(1), store.cleaned(1), store.find("1")] == [None] * 4
    assert [store.status(), store.flags(), store.runs(5), store.failures()] == [()] * 4
    streams = [store.export(), store.every_page(), store.stale(replace(VERSIONS, rules="x")), store.pending()]
    assert [list(stream) for stream in streams] == [[]] * 4
