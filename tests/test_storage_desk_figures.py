"""Figures by week, scores from decisions, saved filters, users and sessions."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from cleaning.values import Failure, Stage
from storage.days import day_of, number_of, week_of
from storage.desk_records import Role, RuleScore, SignalScore, SiteWeeks, Week
from storage.errors import StoreError
from storage.queries import FlagQuery
from storage.records import Decision, Event, Subject, Target
from storage.store import Store
from tests.desk_worlds import add, fill, odd, simple
from tests.storage_samples import NOON, SITE, URL, Clock
from tests.story_samples import OTHER, address, store_story, store_text

SEE_ALSO = "See also: Gulls return to the pier"
LINE = Target(Subject.LINE, SEE_ALSO, "see_also", "see_also", 1)
FINDING = Target(Subject.FINDING, "ferry", "collocation", "", 0, 4, 9)


def counted_anew(store: Store) -> dict[str, dict[int, Counter[str]]]:
    """Figures by site and week from what is stored, article by article."""
    found: dict[str, dict[int, Counter[str]]] = {}
    for row in store.export():
        record = store.article(row.article_id)
        assert record is not None
        day = day_of(row.cleaned.known.published, NOON)
        figures = found.setdefault(row.site, {}).setdefault(week_of(day), Counter())
        figures["articles"] += 1
        figures["flagged"] += record.summary.flagged
        figures["lines"] += len(row.cleaned.lines)
        for line in row.cleaned.lines:
            figures.update({cut.kind.value for cut in line.cuts})
    return found


def told(of_site: SiteWeeks) -> dict[int, Counter[str]]:
    """The same form."""
    return {
        week.week: Counter({"articles": week.articles, "flagged": week.flagged, "lines": week.lines, **dict(week.cuts)})
        for week in of_site.weeks
        if week.articles
    }


STEPS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), min_size=1, max_size=12)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(STEPS)
def test_weeks_equal_a_count_from_scratch(store: Store, steps: list[tuple[int, int]]) -> None:
    """Whatever is stored and cleaned again, with another day, flag or text: the counts follow."""
    for number, seed in steps:
        add(store, odd(number, seed), f"{number % 2}.site")
    everyone, *sites = store.weeks()
    assert {one.site: +told_all(one) for one in sites} == {
        site: +summed(weeks) for site, weeks in counted_anew(store).items()
    } | {one.site: Counter() for one in sites if not one.weeks}
    for one in sites:
        expected = {week: +figures for week, figures in counted_anew(store).get(str(one.site), {}).items()}
        assert {week: +figures for week, figures in told(one).items()} == expected
    assert +told_all(everyone) == sum((+told_all(one) for one in sites), Counter())


def told_all(of_site: SiteWeeks) -> Counter[str]:
    return summed(told(of_site))


def summed(weeks: dict[int, Counter[str]]) -> Counter[str]:
    return sum(weeks.values(), Counter())


def test_flags_by_copies_move_the_week_and_the_evidence(store: Store) -> None:
    """What its copies say counts as long as they say it, and no longer."""
    ids = store_story(store, "wire", "edited", "garbled")
    (flag,) = store.flags(FlagQuery(evidence=("copies",)))
    assert (flag.id, flag.looks_like, flag.drift is not None) == (ids["garbled"], "drifted from a known copy", True)
    assert store.flags(FlagQuery(cluster=flag.cluster_id, everything=True))[0].id == flag.id
    assert flags_in_weeks(store) == 1
    for name in ("wire", "edited"):
        store_text(store, OTHER.replace("1781", name), address(name))
    store.find_copies()
    assert store.flags(FlagQuery(evidence=("copies",), everything=True)) == ()
    assert flags_in_weeks(store) == len(store.flags()) == 0


def flags_in_weeks(store: Store) -> int:
    """Of all sites together, which must be the sum of each."""
    everyone, *sites = store.weeks()
    assert told_all(everyone) == sum((told_all(one) for one in sites), Counter())
    return told_all(everyone)["flagged"]


def test_failures_count_in_the_week_in_which_they_happened(store: Store, clock: Clock) -> None:
    for days in (0, 0, 7):
        clock.forward(days=days)
        failure = Failure(Stage.FETCH, "no answer")
        store.add_failure(failure, run_id=None, site=SITE, url=f"{URL}/{clock.time}")
    first = week_of(number_of(date(2031, 5, 4)))
    everyone, site = store.weeks()
    assert everyone.weeks == site.weeks == (Week(first, 0, 0, 0, (), 2), Week(first + 7, 0, 0, 0, (), 1))
    assert store.weeks(SITE) == (site,)
    assert store.weeks(SITE, since=first + 8)[0].weeks == site.weeks[1:]
    assert store.weeks("unknown.example") == ()


def test_spread_counts_every_cleaned_article(store: Store) -> None:
    ids = fill(store, range(30))
    records = [record.summary for record in map(store.article, ids) if record]
    spread = store.spread(bins=4)
    scores = [one.score for one in records if one.score is not None]
    assert sum(spread.bins) == len(scores)
    assert spread.bins == tuple(sum(min(3, int(score * 4)) == place for score in scores) for place in range(4))
    assert spread.without == len(records) - len(scores)
    assert sum(store.spread(site="1.site").bins) + store.spread(site="1.site").without == 10
    assert store.spread(by="confidence").without == sum(one.confidence is None for one in records)


def test_scores_tell_what_operators_said_of_rules_and_signals(store: Store) -> None:
    ids = [add(store, simple(f"https://{n}.example/", score=0.8 if n < 3 else 0.2)) for n in range(5)]
    words = [Event.GARBLED, Event.FINE, Event.NEEDS_CLEANING, Event.GARBLED, Event.FINE]
    for number, event in zip(ids, words, strict=True):
        store.judge(number, Decision(event))
    store.judge(ids[0], Decision(Event.WRONGLY_CUT, target=LINE))
    store.judge(ids[1], Decision(Event.SHOULD_BE_CUT, target=Target(Subject.LINE, "x", "", "see_also", 0)))
    store.judge(ids[1], Decision(Event.SHOULD_BE_CUT, target=Target(Subject.LINE, "y", "", "comment", 0)))
    store.judge(ids[0], Decision(Event.RIGHT, target=FINDING))
    store.judge(ids[1], Decision(Event.WRONG, target=FINDING))
    taken = store.judge(ids[2], Decision(Event.WRONG, target=FINDING))
    store.undo(taken.id, "")
    scores = store.scores()
    by_rule = {one.rule: one for one in scores.rules}
    assert by_rule["see_also"] == RuleScore("see_also", "see_also", cuts=5, wrong=1, missed=1)
    assert {one.missed for one in scores.rules if one.kind == "comment"} == {1}
    assert scores.signals == (SignalScore("collocation", findings=4, right=1, wrong=1, garbled=2, fine=2),)
    assert (scores.flagged_garbled, scores.flagged_fine, scores.missed_garbled, scores.passed_fine) == (1, 1, 1, 1)


def test_scores_go_by_the_cleaning_that_the_operator_had_before_them(store: Store) -> None:
    article_id = add(store, simple(URL))
    store.judge(article_id, Decision(Event.FINE))
    cleaner = replace(simple(URL, score=0.1), lines=(simple(URL).lines[0],))
    add(store, cleaner)
    store.judge(article_id, Decision(Event.WRONGLY_CUT, target=replace(LINE, line=None)))
    scores = store.scores()
    assert [(one.rule, one.cuts, one.wrong) for one in scores.rules] == [("see_also", 1, 1)]
    assert (scores.flagged_fine, scores.passed_fine) == (1, 0)
    store.judge(article_id, Decision(Event.FINE))
    assert (store.scores().rules, store.scores().passed_fine) == ((), 1)


def test_without_decisions_there_are_no_scores(store: Store) -> None:
    article_id = add(store, simple(URL))
    store.judge(article_id, Decision(Event.NOTE, "hm"))
    assert (store.scores().rules, store.scores().signals) == ((), ())


def test_decided_articles_come_by_id_with_what_stands(store: Store) -> None:
    ids = [add(store, simple(f"https://{n}.example/")) for n in range(6)]
    for number in ids[:5]:
        store.judge(number, Decision(Event.FINE))
    store.judge(ids[5], Decision(Event.WRONGLY_CUT, target=LINE))
    store.decide([ids[1]], Decision(Event.UNDO))
    found = list(store.decided())
    assert [record.summary.id for record, _ in found] == [ids[0], *ids[2:]]
    assert all(journal.article_id == record.summary.id for record, journal in found)
    assert [record.summary.id for record, _ in store.decided(after=ids[2], limit=2)] == ids[3:5]
    assert list(store.decided(limit=0)) == []


def test_filters_are_kept_under_their_names(store: Store) -> None:
    first = store.save_filter("my \x00 queue", "site=a.example&words=%22x%22", "ada")
    store.save_filter("another", "", "bob")
    assert [one.name for one in store.filters()] == ["another", "my \x00 queue"]
    again = store.save_filter("my \x00 queue", "language=de", "bob")
    assert (again.id, again.query, again.who) == (first.id, "language=de", "bob")
    store.drop_filter(first.id)
    assert [one.name for one in store.filters()] == ["another"]
    for name, query in (("", "x"), ("x" * 101, "x"), ("x", "x" * 5_000)):
        with pytest.raises(StoreError, match="a filter"):
            store.save_filter(name, query, "ada")
    with pytest.raises(StoreError, match="no saved filter"):
        store.drop_filter(first.id)


def test_a_session_lives_on_while_it_is_used(store: Store, clock: Clock) -> None:
    ada = store.put_user("ada", Role.OPERATOR, "$argon2id$hash")
    token, other = store.open_session(ada.id, 3600), store.open_session(ada.id, 60)
    assert store.session(token) == store.session(other) == ada
    clock.forward(minutes=50)
    assert store.session(token) == ada
    assert store.session(other) is None
    clock.forward(minutes=50)
    assert store.session(token) == ada
    clock.forward(minutes=61)
    assert store.session(token) is None
    assert store.session("\ud800 no token") is None
    stored = store.database.read(lambda c: c.execute(text("SELECT key, user_id FROM sessions")).all())
    assert token.encode() not in [bytes(row[0]) for row in stored]
    store.open_session(ada.id, 60)
    assert store.database.read(lambda c: c.execute(text("SELECT count(*) FROM sessions")).scalar()) == 1


def test_who_signs_out_or_is_disabled_or_gets_another_password_is_out(store: Store, clock: Clock) -> None:
    ada = store.put_user("ada", Role.OPERATOR, "first")
    token = store.open_session(ada.id, 3600)
    reader = store.put_user("ada", Role.READER, "first")
    assert (store.session(token), reader.id) == (reader, ada.id)
    store.put_user("ada", Role.READER, "second")
    assert store.session(token) is None
    token = store.open_session(ada.id, 3600)
    at = clock.forward(minutes=1)
    assert store.disable_user("ada").disabled_at == at
    clock.forward(minutes=1)
    assert store.disable_user("ada").disabled_at == at
    assert store.session(token) is None
    assert store.users()[0].disabled_at == at
    assert store.put_user("ada", Role.READER, None).disabled_at is None
    token = store.open_session(ada.id, 3600)
    store.close_session(token)
    assert store.session(token) is None
    store.put_user("bob", Role.READER, None)
    assert [(one.name, one.role, one.password) for one in store.users()] == [
        ("ada", Role.READER, None),
        ("bob", Role.READER, None),
    ]
    assert store.user("cid") is None
    with pytest.raises(StoreError, match="no user 'cid'"):
        store.disable_user("cid")
    with pytest.raises(StoreError, match="a name"):
        store.put_user(" ", Role.READER, None)
