"""Copies in the database: found as they are stored, told from either end, not lost by a kill, a race or a defect."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from cleaning.copies.values import Relation, Side
from cleaning.values import Stage
from storage import assessments, clusters, copies
from storage.copy_records import ClusterRecord, CopiesRecord, CopyTotals
from storage.copy_tables import ClusterRow
from storage.errors import StoreError
from storage.queries import ExportQuery, FlagQuery
from storage.store import Store, open_store
from tests.story_samples import EDITED, OTHER, TEXTS, WIRE, address, store_story, store_text


@pytest.fixture
def store(ready_url: str) -> Iterator[Store]:
    with open_store(ready_url) as opened:
        yield opened


def known(store: Store, article_id: int) -> CopiesRecord:
    found = store.copies(article_id)
    assert found is not None
    return found


def story(store: Store, article_id: int) -> ClusterRecord:
    found = known(store, article_id).cluster
    assert found is not None
    return found


def test_a_story_is_found_in_its_copies(store: Store) -> None:
    ids = store_story(store)
    wire, garbled = known(store, ids["wire"]), known(store, ids["garbled"])
    assert {one.id for one in wire.copies} == {ids["edited"], ids["garbled"]}
    assert {one.id for one in wire.related} == {ids["related"]}
    assert known(store, ids["other"]).cluster is None
    assert story(store, ids["edited"]).representative_id == ids["wire"]
    assert story(store, ids["edited"]).reason.startswith("it is the original")
    assert garbled.copies[0].id == ids["wire"], "the representative comes first"
    assert (garbled.origin.agency, garbled.origin.said[-1]) == ("Tarnwire", f"copy {ids['wire']}: agency Tarnwire")
    assert store.copy_totals() == CopyTotals(stories=1, articles=3, due=0, drifted=1)


def test_drift_is_told_from_either_end(store: Store) -> None:
    ids = store_story(store, "wire", "garbled")
    (ours,), (theirs,) = known(store, ids["garbled"]).drifts, known(store, ids["wire"]).drifts
    assert ours.drift is not None
    assert theirs.drift is not None
    assert (ours.drift.garbled, theirs.drift.garbled) == (Side.A, Side.B)
    assert ours.drift.lean == -theirs.drift.lean
    assert [(one.a, one.b) for one in ours.drift.differences] == [(one.b, one.a) for one in theirs.drift.differences]
    assert {"quote", "name", "number"} <= {one.kind for one in ours.drift.differences}
    assert ours.likeness is not None
    assert ours.likeness.relation is Relation.COPY
    lines = [line.text for line in store_article(store, ids["garbled"]).lines]
    assert all(lines[one.a.line][one.a.start : one.a.end] == one.a.text for one in body(ours.drift.differences))


def store_article(store: Store, article_id: int) -> Any:  # noqa: ANN401 - shorter tests
    record = store.article(article_id)
    assert record is not None
    return record.cleaned


def body(differences: Any) -> list[Any]:  # noqa: ANN401 - shorter tests
    return [one for one in differences if one.a.line >= 0]


def test_the_assessment_is_what_lists_and_exports_go_by(store: Store) -> None:
    ids = store_story(store)
    (flag,) = store.flags()
    word = store.words([flag.id])[flag.id]
    assert (flag.id, flag.looks_like) == (ids["garbled"], "drifted from a known copy")
    assert set(word.against) == {ids["wire"], ids["edited"]}
    assert word.own_score is not None
    assert flag.score is not None
    assert word.own_score < flag.score == word.assessment.score
    assert "drift" in [one.name for one in word.assessment.evidence]
    assert store_article(store, ids["garbled"]).garble.score == word.own_score, "the cleaning stays as it is"
    row = next(row for row in store.export() if row.article_id == ids["garbled"])
    assert (row.score, row.flagged, row.assessment_id, row.drifted) == (flag.score, True, word.assessment.id, True)


def test_what_drifted_has_a_list_of_its_own(store: Store) -> None:
    ids = store_story(store)
    query = FlagQuery(drifted=True)
    assert [one.id for one in store.flags(query)] == [ids["garbled"]]
    assert store.flags(FlagQuery(drifted=True, site="harbour.example")) == ()
    assert store.flags(FlagQuery(drifted=True, offset=1)) == ()


def test_one_copy_of_each_story_can_be_exported(store: Store) -> None:
    ids = store_story(store)
    rows = list(store.export(ExportQuery(one_per_story=True)))
    assert [row.article_id for row in rows] == [ids["wire"], ids["related"], ids["other"]]
    assert [row.is_representative for row in rows] == [True, None, None]


@pytest.mark.parametrize(
    ("first", "second", "stands", "reason"),
    [
        ((EDITED, "a.example", "2021-05-04"), (WIRE, "b.example", "2021-05-04"), 1, "it is the most complete"),
        ((WIRE, "a.example", "2021-05-04"), (WIRE, "b.example", "2021-05-02"), 1, "it is the earliest of"),
        ((WIRE, "a.example", "2021-05-04"), (WIRE, "b.example", "2021-05-04"), 0, "it was stored first"),
        (
            (TEXTS["garbled"], "a.example", "2021-05-01"),
            (EDITED, "b.example", "2021-05-04"),
            1,
            "the others are flagged",
        ),
        ((WIRE, "a.example", "2021-05-01"), (EDITED, "tarnwire.example", "2021-05-04"), 1, "it is the original"),
    ],
)
def test_the_representative_has_its_reason(
    store: Store, first: tuple[str, str, str], second: tuple[str, str, str], stands: int, reason: str
) -> None:
    ids = [store_text(store, text, f"https://{host}/one", day) for text, host, day in (first, second)]
    found = story(store, ids[0])
    assert (found.representative_id, found.reason[: len(reason)]) == (ids[stands], reason)


def test_a_kill_before_texts_are_compared_leaves_the_article_due(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    wire = store_story(store, "wire")["wire"]

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(copies, "assess", die)
        with pytest.raises(KeyboardInterrupt):
            store_story(store, "garbled")
    garbled = store.find(address("garbled"))
    assert garbled is not None
    assert story(store, garbled).id == story(store, wire).id, "it is in its cluster already"
    assert known(store, garbled).is_due
    assert (store.copy_totals().due, known(store, garbled).assessments) == (1, ())
    assert store.find_copies() == 2
    assert store.copy_totals() == CopyTotals(1, 2, due=0, drifted=1)
    assert store.find_copies() == 0


def test_copies_that_arrive_at_once_end_in_one_story(ready_url: str) -> None:
    names = ("wire", "edited", "garbled")
    barrier, errors = threading.Barrier(len(names)), list[BaseException]()

    def add(name: str) -> None:
        try:
            with open_store(ready_url) as own:
                barrier.wait()
                store_story(own, name)
        except BaseException as error:  # noqa: BLE001 - told to the test
            errors.append(error)

    threads = [threading.Thread(target=add, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with open_store(ready_url) as store:
        ids = [store.find(address(name)) for name in names]
        assert len({story(store, one).id for one in ids if one is not None}) == 1
        assert store.copy_totals() == CopyTotals(1, 3, due=0, drifted=1)


def test_an_article_whose_text_changes_leaves_its_story(store: Store) -> None:
    ids = store_story(store, "wire", "edited", "garbled")
    store_text(store, OTHER, address("edited"))
    assert known(store, ids["edited"]).cluster is None
    left = story(store, ids["wire"])
    assert (left.members, left.events[0].event, left.events[0].article_id) == (2, "left", ids["edited"])
    store_text(store, OTHER.replace("1781", "1871"), address("wire"))
    assert known(store, ids["garbled"]).cluster is None, "of two copies one is none"
    assert story(store, ids["wire"]).id == story(store, ids["edited"]).id != left.id


def test_what_a_copy_said_holds_no_longer_when_its_text_is_another(store: Store) -> None:
    ids = store_story(store, "wire", "garbled")
    assert [one.id for one in store.flags(FlagQuery(drifted=True))] == [ids["garbled"]]
    store_text(store, OTHER, address("wire"))
    assert known(store, ids["garbled"]).is_due
    assert store.find_copies() == 0
    assert store.flags(FlagQuery(drifted=True)) == ()
    newest = known(store, ids["garbled"]).assessments[0]
    assert (newest.edges, newest.is_garbled) == ((), None)
    assert newest.score == store_article(store, ids["garbled"]).garble.score
    assert store.copy_totals() == CopyTotals(0, 0, due=0, drifted=0)


def test_a_merged_story_keeps_its_number_traceable(store: Store) -> None:
    store_story(store, "wire", "edited")
    others = [store_text(store, OTHER, f"https://{host}.example/map") for host in ("north", "south")]
    first, second = (story(store, one).id for one in (1, others[0]))
    store.database.write(lambda c: clusters.merge(c, first, [("cluster", second)], store.now()))
    merged = story(store, others[0])
    assert (merged.id, merged.members, merged.merged) == (first, 4, (second,))
    assert (merged.events[0].event, merged.events[0].other_id) == ("merged", second)
    into = store.database.read(
        lambda c: c.execute(select(ClusterRow.merged_id).where(ClusterRow.id == second)).scalar_one()
    )
    assert into == first


def test_another_release_compares_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = store_story(store, "wire", "garbled", "other")
    assert (store.renew_copies(), store.copy_totals().due) == (0, 0)
    for module in (copies, assessments):
        monkeypatch.setattr(module, "comparing", lambda: "next")
    store.renew_copies()
    assert store.copy_totals().due == 2
    assert store.find_copies() > 0
    newest, *older = known(store, ids["garbled"]).assessments
    assert (newest.version, len(older) >= 1, older[-1].version != "next") == ("next", True, True)
    assert known(store, ids["garbled"]).current == newest.id
    store.renew_copies()
    assert store.copy_totals().due == 0


def test_a_text_that_cannot_be_compared_costs_itself_only(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store_story(store, "wire")
    whole = assessments.compare

    def breaks(article_id: int, *rest: Any) -> Any:  # noqa: ANN401 - the signature of compare
        if article_id == 2:
            raise ValueError("no such sentence")
        return whole(article_id, *rest)

    monkeypatch.setattr(assessments, "compare", breaks)
    ids = store_story(store, "garbled")
    (failure,) = store.failures()
    assert (failure.stage, failure.url) == (Stage.COMPARE, address("garbled"))
    assert "no such sentence" in failure.reason
    assert (known(store, ids["garbled"]).assessments, known(store, ids["garbled"]).is_due) == ((), False)
    ids = store_story(store, "edited")
    assert known(store, ids["edited"]).assessments != ()


def test_a_database_that_fails_while_copies_are_looked_for_loses_no_cleaning(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store_story(store, "wire")
    with monkeypatch.context() as patch:
        patch.setattr(copies, "assess", full_disk)
        ids = store_story(store, "garbled")
    assert store.article(ids["garbled"]) is not None
    assert known(store, ids["garbled"]).is_due
    assert "still due" in caplog.text
    assert "the disk is full" in caplog.text
    assert store.find_copies() == 2


def full_disk(*_: object) -> None:
    raise StoreError("copydesk.db: the disk is full")


def test_what_copies_an_unknown_article_has_is_nothing(store: Store) -> None:
    assert store.copies(7) is None
    assert store.words([7]) == {}


def test_what_copies_say_hangs_on_no_order_of_arrival(tmp_path: Path) -> None:
    said = []
    for number, names in enumerate((tuple(TEXTS), tuple(reversed(TEXTS)))):
        with open_store(f"sqlite:///{tmp_path}/{number}.db") as opened:
            store_story(opened, *names)
            rows = {row.url: row for row in opened.export()}
            said.append({url: (row.score, row.flagged, row.drift, row.drifted) for url, row in rows.items()})
    assert said[0] == said[1]
    assert any(drifted for *_, drifted in said[0].values())
