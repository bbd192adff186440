"""The desk's lists against a naive reading of the same articles: filters, counts, paging, neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.evidence_kinds import EVIDENCE
from storage.queries import FlagQuery
from storage.records import ArticleSummary, Decision, Event
from storage.store import Store
from tests.desk_worlds import LANGUAGES, LOOKS, TEXTS, fill

QUERIES = st.builds(
    FlagQuery,
    site=st.sampled_from([None, None, "0.site", "nowhere.site"]),
    language=st.sampled_from([None, None, "en", "de", ""]),
    minimum=st.sampled_from([None, None, None, 0.0, 0.55]),
    verdict=st.sampled_from([None, None, Event.FINE]),
    undecided=st.sampled_from([False, False, True]),
    doubtful=st.sampled_from([None, None, None, 0.8]),
    reverse=st.booleans(),
    maximum=st.sampled_from([None, None, 0.6]),
    least=st.sampled_from([None, None, 0.1]),
    everything=st.booleans(),
    evidence=st.sampled_from([(), (), ("grammar",), ("formulas", "site"), ("copies",)]),
    looks_like=st.sampled_from([None, None, "spun", ""]),
    since=st.sampled_from([None, None, date(2031, 4, 20)]),
    until=st.sampled_from([None, None, date(2031, 5, 1)]),
    least_sure=st.sampled_from([None, None, 0.2]),
    most_sure=st.sampled_from([None, None, 0.9]),
    words=st.sampled_from(["", "", "ferry", "GULLS pier", '"sails again"', "fähre", "航"]),
)


def day_in_words(one: ArticleSummary) -> date:
    """As a reader would say it: of publication where that is a day not long ahead, else of the fetch."""
    fetched = date(2031, 5, 4)
    try:
        day = date.fromisoformat((one.published or "")[:10])
    except ValueError:
        return fetched
    return day if date(1990, 1, 1) <= day <= date(2031, 5, 6) else fetched


def holds(words: str, store: Store, one: ArticleSummary) -> bool:
    """The words stand in title or text, told apart by hand for the texts of this world."""
    record = store.article(one.id)
    assert record is not None
    text = " ".join([record.cleaned.article.title or "", *(line.text for line in record.cleaned.article.lines)])
    folded = text.lower().replace("ä", "a")
    return all(
        part in folded
        for part in {"GULLS pier": ("gulls", "pier"), '"sails again"': ("sails again",)}.get(
            words, (words.replace("ä", "a"),)
        )
    )


CHECKS: dict[str, Callable[[FlagQuery, ArticleSummary], bool]] = {
    "site": lambda q, one: q.site in {None, one.site},
    "language": lambda q, one: q.language is None or (q.language or None) == one.language,
    "verdict": lambda q, one: q.verdict in {None, one.verdict} and not (q.undecided and one.verdict),
    "severity": lambda q, one: (
        (q.maximum is None or (one.score is not None and one.score < q.maximum))
        and (q.least is None or (one.score is not None and one.score >= q.least))
    ),
    "evidence": lambda q, one: not q.evidence or bool(set(q.evidence) & set(one.evidence)),
    "looks_like": lambda q, one: q.looks_like is None or (q.looks_like or None) == one.looks_like,
    "month": lambda q, one: (
        (q.since is None or day_in_words(one) >= q.since) and (q.until is None or day_in_words(one) <= q.until)
    ),
    "confidence": lambda q, one: (
        (q.least_sure is None or (one.confidence is not None and one.confidence >= q.least_sure))
        and (q.most_sure is None or (one.confidence is not None and one.confidence < q.most_sure))
    ),
}


def is_in_list(query: FlagQuery, one: ArticleSummary) -> bool:
    """Which list it is."""
    if query.doubtful is not None:
        return one.confidence is not None and one.confidence < query.doubtful
    if query.minimum is not None:
        return one.score is not None and one.score >= query.minimum
    return query.everything or one.flagged


def naive(store: Store, everyone: list[ArticleSummary], query: FlagQuery, *, without: str = "") -> list[ArticleSummary]:
    """The list, by looking at every article."""
    checks = [check for name, check in CHECKS.items() if name != without]
    found = [
        one
        for one in everyone
        if is_in_list(query, one)
        and all(check(query, one) for check in checks)
        and (not query.words or holds(query.words, store, one))
    ]
    rising = query.reverse != (query.doubtful is not None)

    def rank(one: ArticleSummary) -> tuple[bool, float, int]:
        figure = one.score if query.doubtful is None else one.confidence
        sign = 1 if rising else -1
        return figure is None, sign * (figure or 0.0), sign * one.id

    return sorted(found, key=rank)


@pytest.fixture
def everyone(store: Store) -> list[ArticleSummary]:
    """Forty articles, some with a verdict."""
    ids = fill(store, range(40))
    store.decide(ids[::5], Decision(Event.FINE))
    store.decide(ids[1::7], Decision(Event.GARBLED))
    found = [record.summary for record in map(store.article, ids) if record is not None]
    assert len(found) == 40
    return found


LAWS = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@LAWS
@given(query=QUERIES, size=st.sampled_from([1, 3, 7]))
def test_pages_are_the_list_without_gap_or_repeat(
    store: Store, everyone: list[ArticleSummary], query: FlagQuery, size: int
) -> None:
    expected = [one.id for one in naive(store, everyone, query)]
    seen: list[int] = []
    asked: FlagQuery | None = replace(query, limit=size)
    while asked is not None:
        page = store.queue(asked)
        seen += [one.id for one in page.articles]
        assert not page.capped
        assert page.after is None or len(page.articles) == size
        asked = None if page.after is None else replace(asked, after=page.after)
        assert len(seen) <= len(expected)
    assert seen == expected
    assert [one.id for one in store.flags(replace(query, limit=100))] == expected
    offset = len(expected) // 2
    assert [one.id for one in store.flags(replace(query, limit=3, offset=offset))] == expected[offset : offset + 3]


@LAWS
@given(query=QUERIES)
def test_counts_are_those_of_the_lists_that_a_filter_would_leave(
    store: Store, everyone: list[ArticleSummary], query: FlagQuery
) -> None:
    found = store.facets(query)
    assert found.total == len(naive(store, everyone, query))

    def count(name: str, value: Callable[[ArticleSummary], str]) -> Counter[str]:
        return Counter(value(one) for one in naive(store, everyone, query, without=name))

    def tenth(figure: float | None) -> str:
        return "" if figure is None else str(min(9, int(figure * 10 + 1e-9)) / 10)

    assert told(found.severity) == count("severity", lambda one: tenth(one.score))
    assert told(found.confidence) == count("confidence", lambda one: tenth(one.confidence))
    assert told(found.site) == count("site", lambda one: one.site)
    assert told(found.language) == count("language", lambda one: one.language or "")
    assert told(found.looks_like) == count("looks_like", lambda one: one.looks_like or "")
    assert told(found.verdict) == count("verdict", lambda one: one.verdict.value if one.verdict else "")
    assert told(found.month) == count("month", lambda one: f"{day_in_words(one):%Y-%m}")
    kinds = Counter(kind for one in naive(store, everyone, query, without="evidence") for kind in one.evidence)
    assert told(found.evidence) == kinds
    seen = store.preview(query)
    assert (seen.articles, told(seen.by_verdict)) == (
        found.total,
        Counter(one.verdict.value if one.verdict else "" for one in naive(store, everyone, query)),
    )
    assert [one.id for one in seen.examples] == [one.id for one in naive(store, everyone, replace(query))[:10]]


def told(ticks: tuple[object, ...]) -> Counter[str]:
    """Ticks as a count; each value once, and none without articles."""
    pairs = [(getattr(tick, "value"), getattr(tick, "articles")) for tick in ticks]  # noqa: B009 - ticks of any facet
    assert len(dict(pairs)) == len(pairs)
    assert all(number > 0 for _, number in pairs)
    return Counter(dict(pairs))


@LAWS
@given(query=QUERIES)
def test_neighbours_are_those_of_the_list(store: Store, everyone: list[ArticleSummary], query: FlagQuery) -> None:
    ids: list[int | None] = [one.id for one in naive(store, everyone, query)]
    framed = [None, *ids, None]
    for place, article_id in enumerate(ids, 1):
        assert article_id is not None
        assert store.beside(query, article_id) == (framed[place - 1], framed[place + 1])


def test_what_has_left_the_list_still_knows_its_neighbours(store: Store, everyone: list[ArticleSummary]) -> None:
    query = FlagQuery(undecided=True)
    ids = [one.id for one in naive(store, everyone, query)]
    for place in (0, 3, len(ids) - 1):
        before, after = [None, *ids, None][place], [None, *ids, None][place + 2]
        said = store.judge(ids[place], Decision(Event.FINE))
        assert store.beside(query, ids[place]) == (before, after)
        store.undo(said.id, "")
    assert store.beside(query, 999) == (None, ids[0])
    assert store.beside(FlagQuery(drifted=True), ids[0]) == (None, None)


def test_a_summary_names_its_kinds_of_evidence(store: Store, everyone: list[ArticleSummary]) -> None:
    assert {kind for one in everyone for kind in one.evidence} <= set(EVIDENCE)
    assert {one.looks_like for one in everyone} == set(LOOKS)
    assert {one.language for one in everyone} == set(LANGUAGES)
    assert len(TEXTS) == 4
    assert store.flags(FlagQuery(evidence=("nothing that is known",))) == ()
