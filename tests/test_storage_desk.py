"""The desk's side of the store: decisions on articles and their parts, undo, two operators at once, bulk decisions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage.errors import ConflictError, StoreError
from storage.queries import FlagQuery
from storage.records import Decision, Event, Subject, Target
from storage.store import Store, open_store
from tests.storage_samples import SITE, Clock, cleaned, page


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(ready_url: str, clock: Clock) -> Iterator[Store]:
    with open_store(ready_url, now=clock) as opened:
        yield opened


def add(store: Store, url: str, site: str = SITE, *, score: float | None = 0.8, text: str = "The ferry sails.") -> int:
    return store.add_cleaning(store.add_page(page(url), site, None), cleaned(url, text, score=score), None).article_id


@pytest.fixture
def many(store: Store) -> list[int]:
    """Ten flagged articles."""
    return [add(store, f"https://{n}.example/", f"{n % 2}.example", score=0.5 + n / 20) for n in range(10)]


def test_whole_contract(store: Store, many: list[int]) -> None:
    page_ = store.queue(FlagQuery(limit=4))
    assert [one.id for one in page_.articles] == many[:5:-1]
    assert page_.after is not None
    rest = store.queue(FlagQuery(limit=40, after=page_.after))
    assert [one.id for one in rest.articles] == many[5::-1]
    assert rest.after is None
    found = store.facets(FlagQuery())
    assert found.total == 10
    assert sum(one.articles for one in found.severity) == 10
    assert store.beside(FlagQuery(), many[5]) == (many[6], many[4])
    said = store.judge(many[5], Decision(Event.FINE, who="ada"), 0)
    assert said.stands
    with pytest.raises(ConflictError, match="ada"):
        store.judge(many[5], Decision(Event.GARBLED, who="bob"), 0)
    assert store.beside(FlagQuery(undecided=True), many[5]) == (many[6], many[4])
    assert store.recent("ada")[0][1].id == said.id
    back = store.undo(said.id, "ada", said.id)
    assert back.undoes == said.id
    with pytest.raises(StoreError, match="not stand"):
        store.undo(said.id, "ada")
    seen = store.preview(FlagQuery(site="1.example"))
    assert (seen.articles, seen.newest) == (5, back.id)
    batch = store.decide_all(
        FlagQuery(site="1.example"), Decision(Event.GARBLED, who="ada"), expected=5, newest=seen.newest
    )
    assert batch.articles == 5
    assert [one.verdict for one in store.flags(FlagQuery(site="1.example"))] == [Event.GARBLED] * 5
    journal = store.journal(many[1])
    assert journal is not None
    assert journal.decisions[0].batch == batch.id
    store.judge(many[1], Decision(Event.FINE, who="bob"))
    assert store.undo_batch(batch.id, "ada") == 4
    assert [one.id for one in store.queue(FlagQuery(words="ferry SAILS")).articles] == many[::-1]
    assert store.queue(FlagQuery(words='"sails ferry"')).articles == ()
    target = Target(Subject.LINE, "See also: Gulls return to the pier", "see_also", "see_also", 1)
    store.judge(many[1], Decision(Event.WRONGLY_CUT, who="ada", target=target))
    record = store.journal(many[1])
    assert record is not None
    assert record.decisions[0].target == target
    scores = store.scores()
    assert [(one.rule, one.cuts, one.wrong) for one in scores.rules] == [("see_also", 1, 1)]
    assert (scores.flagged_fine, scores.flagged_garbled) == (1, 0)
    assert [one.id for one, _ in (found for found in ((r.summary, j) for r, j in store.decided()))] == [many[1]]
    everyone, *sites = store.weeks()
    assert everyone.site is None
    assert sum(week.articles for week in everyone.weeks) == 10
    assert len(sites) == 2
    assert sum(store.spread().bins) == 10
