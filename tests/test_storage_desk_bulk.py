"""Bulk decisions: what the preview says is what happens, or nothing does."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from storage.desk_records import Tick
from storage.errors import ConflictError, StoreError
from storage.queries import FlagQuery
from storage.records import Decision, Event, Subject, Target
from storage.store import Store, open_store
from tests.desk_worlds import add, log, simple

MINE = Decision(Event.GARBLED, "all alike", "ada")


@pytest.fixture
def many(store: Store) -> list[int]:
    """Twelve flagged articles on two sites, six and six."""
    return [add(store, simple(f"https://{n}.example/", score=0.5 + n / 25), f"{n % 2}.example") for n in range(12)]


def verdicts(store: Store, query: FlagQuery = FlagQuery()) -> list[Event | None]:  # noqa: B008 - frozen
    return [one.verdict for one in store.flags(query)]


def decide(store: Store, query: FlagQuery, decision: Decision = MINE, ids: tuple[int, ...] = ()) -> int:
    """Preview, then decide; the bulk's id."""
    seen = store.preview(query, ids)
    return store.decide_all(query, decision, article_ids=ids, expected=seen.articles, newest=seen.newest).id


def test_a_bulk_touches_what_its_preview_says_and_is_taken_back_as_a_whole(store: Store, many: list[int]) -> None:
    store.judge(many[1], Decision(Event.FINE, who="bob"))
    query = FlagQuery(site="1.example")
    seen = store.preview(query)
    assert (seen.articles, seen.by_verdict) == (6, (Tick("", 5), Tick("fine", 1)))
    assert [one.id for one in seen.examples] == many[11::-2]
    made = store.decide_all(query, MINE, expected=6, newest=seen.newest)
    assert made.articles == 6
    assert verdicts(store, query) == [Event.GARBLED] * 6
    assert verdicts(store, FlagQuery(site="0.example")) == [None] * 6
    journal = store.journal(many[1])
    assert journal is not None
    newest = journal.decisions[0]
    assert (newest.note, newest.who, newest.batch, newest.stands) == ("all alike", "ada", made.id, True)
    record = store.article(many[1])
    assert record is not None
    assert newest.cleaning_id == record.summary.cleaning_id
    assert store.undo_batch(made.id, "ada") == 6
    assert verdicts(store, query) == [None] * 5 + [Event.FINE]
    assert store.undo_batch(made.id, "ada") == 0


def test_the_batch_is_named_by_its_first_decision(store: Store, many: list[int]) -> None:
    batch = decide(store, FlagQuery())
    ids = [log(store, number)[0].id for number in many]
    assert (min(ids), len(set(ids))) == (batch, 12)
    assert [(number, one.id) for number, one in store.recent("ada")] == [(many[0], batch)]


def test_what_was_said_since_stays_when_a_bulk_is_taken_back(store: Store, many: list[int]) -> None:
    batch = decide(store, FlagQuery())
    store.judge(many[3], Decision(Event.FINE, who="bob"))
    store.undo(log(store, many[4])[0].id, "bob")
    store.judge(many[5], Decision(Event.NOTE, "odd", "bob"))
    assert store.undo_batch(batch, "ada") == 10
    assert [one.id for one in store.flags(FlagQuery(verdict=Event.FINE))] == [many[3]]
    assert len(store.flags(FlagQuery(undecided=True))) == 11


def test_only_the_named_ones(store: Store, many: list[int]) -> None:
    ids = (many[0], many[2], many[2], 999)
    assert store.preview(FlagQuery(), ids).articles == 2
    assert store.preview(FlagQuery(site="1.example"), ids).articles == 0
    decide(store, FlagQuery(), ids=ids)
    assert [one.id for one in store.flags(FlagQuery(verdict=Event.GARBLED))] == [many[2], many[0]]
    with pytest.raises(StoreError, match="too many"):
        store.preview(FlagQuery(), range(100_000))


def test_a_preview_that_is_out_of_date_decides_nothing(store: Store, many: list[int]) -> None:
    query = FlagQuery(undecided=True)
    seen = store.preview(query)
    store.judge(many[0], Decision(Event.FINE, who="bob"))
    with pytest.raises(ConflictError, match="11 articles match now, the preview said 12"):
        store.decide_all(query, MINE, expected=12, newest=seen.newest)
    with pytest.raises(ConflictError, match=f"decided on article {many[0]} meanwhile"):
        store.decide_all(FlagQuery(), MINE, expected=12, newest=seen.newest)
    add(store, simple("https://new.example/"))
    with pytest.raises(ConflictError, match="12 articles match now, the preview said 11"):
        store.decide_all(query, MINE, expected=11, newest=store.preview(query).newest)
    assert verdicts(store, query) == [None] * 12
    elsewhere = store.preview(FlagQuery(site="1.example"))
    store.judge(many[2], Decision(Event.FINE, who="bob"))
    assert store.decide_all(FlagQuery(site="1.example"), MINE, expected=6, newest=elsewhere.newest).articles == 6, (
        "what happens on other articles is no conflict"
    )


def test_notes_in_bulk_leave_verdicts_alone(store: Store, many: list[int]) -> None:
    store.judge(many[0], Decision(Event.FINE))
    batch = decide(store, FlagQuery(), Decision(Event.NOTE, "seen in the meeting", "ada"))
    assert sorted(map(str, verdicts(store))) == ["None"] * 11 + ["fine"]
    assert log(store, many[0])[0].stands
    assert store.undo_batch(batch, "ada") == 12
    assert not log(store, many[0])[1].stands


def test_what_is_no_bulk_decision_is_refused(store: Store, many: list[int]) -> None:
    line = Target(Subject.LINE, "text")
    for decision in (Decision(Event.UNDO), Decision(Event.WRONGLY_CUT, target=line), Decision(Event.RIGHT)):
        with pytest.raises(StoreError):
            store.decide_all(FlagQuery(), decision, expected=12, newest=0)
    with pytest.raises(StoreError, match="nothing matches"):
        store.decide_all(FlagQuery(site="no.example"), MINE, expected=0, newest=0)
    with pytest.raises(StoreError, match="no bulk decision 5"):
        store.undo_batch(5, "ada")
    assert store.preview(FlagQuery(), many).newest == 0


def test_bulk_by_words_reaches_every_text_that_holds_them(store: Store, many: list[int]) -> None:
    other = add(store, simple("https://gulls.example/", text="Herons return."))
    decide(store, FlagQuery(words="again"))
    assert [one.id for one in store.flags(FlagQuery(undecided=True, words="herons"))] == [other]
    assert {one.id for one in store.flags(FlagQuery(verdict=Event.GARBLED))} == set(many)


def test_bulk_and_single_words_at_once_lose_nothing(store: Store, many: list[int]) -> None:
    """Whoever comes first: the log of every article gives the verdict that stands on it."""
    url = store.database.url.render_as_string(hide_password=False)
    ready = threading.Barrier(4)

    def bulk(_: int) -> str:
        with open_store(url) as own:
            seen = own.preview(FlagQuery())
            ready.wait()
            try:
                own.decide_all(FlagQuery(), MINE, expected=seen.articles, newest=seen.newest)
            except ConflictError:
                return "conflict"
            return "done"

    def single(part: int) -> str:
        with open_store(url) as own:
            ready.wait()
            for number in many[part::2]:
                own.judge(number, Decision(Event.FINE, who="bob"))
        return "done"

    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(bulk, 0), pool.submit(bulk, 1), pool.submit(single, 0), pool.submit(single, 1)]
        results = [job.result(timeout=60) for job in jobs]
    assert results[2:] == ["done", "done"]
    for number in many:
        journal, record = store.journal(number), store.article(number)
        assert journal is not None
        assert record is not None
        assert journal.verdict == record.summary.verdict
        assert sum(one.event == Event.FINE for one in journal.decisions) == 1
