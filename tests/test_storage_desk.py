"""Decisions at the desk: on articles and on their parts, undo of both kinds, two operators at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from cleaning.values import JudgedLine
from storage.decisions import part_key, standing, verdict_of, weighed, words_on_parts
from storage.desk_tables import DecisionRow
from storage.errors import ConflictError, StoreError
from storage.queries import FlagQuery
from storage.records import VERDICTS, Decision, DecisionRecord, Event, Subject, Target
from storage.store import Store, open_store
from tests.desk_worlds import add, log, simple
from tests.storage_samples import NOON, URL

SEE_ALSO = "See also: Gulls return to the pier"
LINE = Target(Subject.LINE, SEE_ALSO, "see_also", "see_also", 1)
WORDS = Target(Subject.FINDING, "ferry", "collocation", "", 0, 4, 9)


def verdict(store: Store, article_id: int) -> Event | None:
    """The standing verdict, which must be the same wherever it is read."""
    journal, record = store.journal(article_id), store.article(article_id)
    assert journal is not None
    assert record is not None
    assert journal.verdict == record.summary.verdict
    return journal.verdict


def standing_words(store: Store, article_id: int) -> list[Event]:
    journal = store.journal(article_id)
    assert journal is not None
    return [one.event for one in words_on_parts(journal.decisions).values()]


def test_a_verdict_is_taken_back_and_the_one_before_it_stands_again(store: Store) -> None:
    article_id = add(store, simple(URL))
    fine = store.judge(article_id, Decision(Event.FINE, who="ada"), 0)
    garbled = store.judge(article_id, Decision(Event.GARBLED, "reads like a machine", "ada"), fine.id)
    assert (fine.stands, garbled.stands, verdict(store, article_id)) == (True, True, Event.GARBLED)
    journal = store.journal(article_id)
    assert journal is not None
    assert [(one.id, one.stands) for one in journal.decisions] == [(garbled.id, True), (fine.id, False)]
    assert journal.seen == garbled.id
    with pytest.raises(StoreError, match=f"decision {fine.id} .* does not stand"):
        store.undo(fine.id, "ada")
    undone = store.undo(garbled.id, "ada", garbled.id)
    assert (undone.event, undone.undoes, undone.stands) == (Event.UNDO, garbled.id, False)
    assert verdict(store, article_id) == Event.FINE
    with pytest.raises(StoreError, match="does not stand"):
        store.undo(garbled.id, "ada")
    with pytest.raises(StoreError, match="does not stand"):
        store.undo(undone.id, "ada")
    store.undo(fine.id, "bob")
    assert verdict(store, article_id) is None
    assert log(store, article_id)[-1].event == Event.FINE


def test_undo_of_both_kinds_in_one_log(store: Store) -> None:
    article_id = add(store, simple(URL))
    fine, garbled, cleaning = (
        store.judge(article_id, Decision(event)) for event in (Event.FINE, Event.GARBLED, Event.NEEDS_CLEANING)
    )
    store.decide([article_id], Decision(Event.UNDO))
    assert verdict(store, article_id) == Event.GARBLED
    store.undo(garbled.id, "ada")
    assert verdict(store, article_id) == Event.FINE
    note = store.judge(article_id, Decision(Event.NOTE, "look again"))
    store.decide([article_id], Decision(Event.UNDO))
    assert verdict(store, article_id) is None
    with pytest.raises(StoreError, match="no verdict to take back"):
        store.judge(article_id, Decision(Event.UNDO))
    journal = store.journal(article_id)
    assert journal is not None
    assert [one.id for one in journal.decisions if one.stands] == [note.id]
    store.undo(note.id, "ada")
    assert all(not one.stands for one in log(store, article_id))
    assert (fine.id, cleaning.id) < (garbled.id, note.id)


OLD_EVENTS = (*VERDICTS, Event.UNDO)


@given(st.lists(st.sampled_from(OLD_EVENTS), max_size=12))
def test_old_logs_mean_what_they_meant(events: list[Event]) -> None:
    records = [DecisionRecord(n, event, "", "", NOON, None) for n, event in enumerate(events, 1)]
    found = weighed(records)
    assert verdict_of(found) == standing(events)
    assert sum(one.stands for one in found) == (standing(events) is not None)


def test_rows_of_older_releases_are_about_the_article(store: Store) -> None:
    article_id = add(store, simple(URL))
    old = {"article_id": article_id, "cleaning_id": None, "note": "", "who": "ada", "at": NOON}
    for event in (Event.FINE, Event.GARBLED, Event.UNDO):
        store.database.write(lambda c, event=event: c.execute(insert(DecisionRow), {**old, "event": event}))  # type: ignore[misc]
    journal = store.journal(article_id)
    assert journal is not None
    assert journal.verdict == Event.FINE
    assert store.undo(journal.decisions[-1].id, "bob").undoes == journal.decisions[-1].id
    assert verdict(store, article_id) is None


def test_words_on_parts_stand_beside_the_verdict(store: Store) -> None:
    article_id = add(store, simple(URL))
    wrongly = store.judge(article_id, Decision(Event.WRONGLY_CUT, target=LINE, who="ada"))
    right = store.judge(article_id, Decision(Event.RIGHT, target=WORDS, who="ada"))
    store.judge(article_id, Decision(Event.FINE, who="ada"))
    assert verdict(store, article_id) == Event.FINE
    assert standing_words(store, article_id) == [Event.RIGHT, Event.WRONGLY_CUT]
    wrong = store.judge(article_id, Decision(Event.WRONG, target=WORDS, who="ada"))
    assert standing_words(store, article_id) == [Event.WRONG, Event.WRONGLY_CUT]
    store.undo(wrong.id, "ada")
    assert standing_words(store, article_id) == [Event.RIGHT, Event.WRONGLY_CUT]
    store.undo(right.id, "ada")
    store.undo(wrongly.id, "ada")
    assert standing_words(store, article_id) == []
    assert verdict(store, article_id) == Event.FINE
    journal = store.journal(article_id)
    assert journal is not None
    assert {one.target for one in journal.decisions} == {None, LINE, WORDS}


def test_a_word_on_a_line_outlives_a_cleaning_that_keeps_the_line(store: Store) -> None:
    article_id = add(store, simple(URL))
    store.judge(article_id, Decision(Event.WRONGLY_CUT, target=LINE))
    kept = replace(simple(URL), lines=(JudgedLine("New first line."), JudgedLine(SEE_ALSO)))
    assert add(store, kept) == article_id
    journal, record = store.journal(article_id), store.article(article_id)
    assert journal is not None
    assert record is not None
    words = words_on_parts(journal.decisions)
    asked = [Target(Subject.LINE, line.text, line=n) for n, line in enumerate(record.cleaned.lines)]
    assert [words.get(part_key(one) or b"") is not None for one in asked] == [False, True]
    add(store, replace(simple(URL), lines=(JudgedLine("Only this is left."),)))
    gone = store.article(article_id)
    assert gone is not None
    assert [part_key(Target(Subject.LINE, line.text)) in words for line in gone.cleaned.lines] == [False]


def test_a_finding_is_known_by_its_signal_and_words_and_a_line_by_its_text() -> None:
    assert part_key(WORDS) == part_key(replace(WORDS, line=7, start=0, end=5))
    assert part_key(WORDS) != part_key(replace(WORDS, name="formula"))
    assert part_key(WORDS) != part_key(replace(WORDS, text="Ferry"))
    assert part_key(LINE) == part_key(replace(LINE, name="", kind="ad"))
    assert part_key(LINE) != part_key(replace(LINE, subject=Subject.BLOCK))
    assert part_key(None) is part_key(Target(Subject.ARTICLE, "")) is None


@pytest.mark.parametrize(
    ("event", "target"),
    [
        (Event.WRONGLY_CUT, None),
        (Event.FINE, LINE),
        (Event.BELONGS_IN, LINE),
        (Event.RIGHT, LINE),
        (Event.UNDO, LINE),
        (Event.WRONG, Target(Subject.ARTICLE, "")),
    ],
)
def test_what_cannot_be_said_is_refused(store: Store, event: Event, target: Target | None) -> None:
    article_id = add(store, simple(URL))
    with pytest.raises(StoreError, match="cannot say"):
        store.judge(article_id, Decision(event, target=target))
    assert log(store, article_id) == ()


def test_of_what_is_not_there_nothing_is_said(store: Store) -> None:
    article_id = add(store, simple(URL))
    other = add(store, simple("https://other.example/"))
    with pytest.raises(StoreError, match="no article 99"):
        store.judge(99, Decision(Event.FINE))
    with pytest.raises(StoreError, match="no decision 99"):
        store.undo(99, "ada")
    with pytest.raises(StoreError, match="about one article"):
        store.decide([article_id, other], Decision(Event.WRONGLY_CUT, target=LINE))
    store.decide([article_id], Decision(Event.WRONGLY_CUT, target=LINE))
    assert standing_words(store, article_id) == [Event.WRONGLY_CUT]
    assert (store.journal(99), store.recent("nobody")) == (None, ())


def test_hostile_words_come_back_as_they_were(store: Store) -> None:
    article_id = add(store, simple(URL))
    text = "'); DROP TABLE decisions; -- \x00 \ud83d \u202e <script>"
    target = Target(Subject.LINE, text, text, "see_also", 0)
    said = store.judge(article_id, Decision(Event.SHOULD_BE_CUT, text, text, target))
    assert (said.note, said.who, said.target) == (text, text, target)
    assert store.recent(text)[0][1] == said
    long = store.judge(article_id, Decision(Event.SHOULD_BE_CUT, target=replace(target, text="x" * 5_000_000)))
    assert long.target is not None
    assert len(long.target.text) == 20_000
    assert part_key(long.target) == part_key(replace(target, text="x" * 5_000_000))


def test_who_saw_less_than_somebody_else_said_is_told(store: Store) -> None:
    article_id = add(store, simple(URL))
    mine = store.judge(article_id, Decision(Event.FINE, who="ada"), 0)
    own = store.judge(article_id, Decision(Event.NOTE, "still sure", "ada"), 0)
    with pytest.raises(ConflictError, match="ada said 'note' meanwhile"):
        store.judge(article_id, Decision(Event.GARBLED, who="bob"), mine.id)
    with pytest.raises(ConflictError, match="ada said"):
        store.undo(mine.id, "bob", 0)
    assert store.judge(article_id, Decision(Event.GARBLED, who="bob"), own.id).stands
    assert store.judge(article_id, Decision(Event.FINE, who="cid")).stands
    assert verdict(store, article_id) == Event.FINE


def test_of_many_operators_at_once_one_is_first(store: Store) -> None:
    ids = [add(store, simple(f"https://{n}.example/")) for n in range(4)]
    url = store.database.url.render_as_string(hide_password=False)

    def works(who: str) -> int:
        done = 0
        with open_store(url) as own:
            for article_id in ids:
                try:
                    own.judge(article_id, Decision(Event.FINE, who=who), 0)
                    done += 1
                except ConflictError:
                    pass
        return done

    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(works, "abcdef"))
    assert sum(done) == len(ids)
    assert [len(log(store, number)) for number in ids] == [1] * len(ids)


def test_own_last_words_are_told_across_articles(store: Store) -> None:
    ids = [add(store, simple(f"https://{n}.example/")) for n in range(3)]
    said = [store.judge(number, Decision(Event.FINE, who="ada")) for number in ids]
    store.judge(ids[0], Decision(Event.GARBLED, who="bob"))
    assert [(number, one.id, one.stands) for number, one in store.recent("ada")] == [
        (ids[2], said[2].id, True),
        (ids[1], said[1].id, True),
        (ids[0], said[0].id, False),
    ]
    assert len(store.recent("ada", 2)) == 2


STEPS = st.lists(
    st.tuples(st.sampled_from(["judge", "decide", "undo", "note"]), st.sampled_from(VERDICTS), st.integers(0, 30)),
    max_size=15,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_the_article_always_carries_the_verdict_that_its_log_gives(
    store: Store, steps: list[tuple[str, Event, int]]
) -> None:
    article_id = add(store, simple(URL))
    for what, event, number in steps:
        journal = store.journal(article_id)
        assert journal is not None
        try:
            if what == "undo" and journal.decisions:
                store.undo(journal.decisions[number % len(journal.decisions)].id, "ada")
            elif what == "decide":
                store.decide([article_id], Decision(Event.UNDO if number % 2 else event))
            else:
                store.judge(article_id, Decision(Event.NOTE if what == "note" else event))
        except StoreError:
            pass
        said = verdict(store, article_id)
        listed = store.flags(FlagQuery(verdict=said, undecided=said is None))
        assert [one.id for one in listed] == [article_id]
