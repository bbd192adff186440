"""Milliseconds and plans of everything that an operator at the desk waits for; `python -m bench.desk time`."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from bench.million import timed
from bench.synthetic import site_of
from storage.lists import chosen_ids, tune
from storage.queries import FlagQuery
from storage.records import Decision, Event
from storage.store import Store

REPEATS = 9
"""How often each read is timed; median and worst are told."""

FEW = 3
"""The same of what takes longer."""

YEAR = 364
"""Days."""

BULK = 10_000
"""Articles of a bulk decision."""

LISTS: Mapping[str, FlagQuery] = {
    "no filter": FlagQuery(),
    "lowest first": FlagQuery(reverse=True),
    "large site": FlagQuery(site=site_of(0)),
    "small site": FlagQuery(site="outlet999.example"),
    "language": FlagQuery(language="uk"),
    "language that nobody writes": FlagQuery(language="xx"),
    "evidence": FlagQuery(evidence=("names",)),
    "evidence, two kinds": FlagQuery(evidence=("word order", "site")),
    "looks like": FlagQuery(looks_like="spun"),
    "looks like nothing known": FlagQuery(looks_like="nothing"),
    "a week": FlagQuery(since=date(2031, 5, 1), until=date(2031, 5, 7)),
    "a day long ago": FlagQuery(since=date(1999, 5, 1), until=date(1999, 5, 1)),
    "confidence below .2": FlagQuery(most_sure=0.2),
    "confidence .500 to .501": FlagQuery(least_sure=0.5, most_sure=0.501),
    "score .6 to .61": FlagQuery(least=0.6, maximum=0.61),
    "verdict": FlagQuery(verdict=Event.FINE),
    "undecided": FlagQuery(undecided=True),
    "cluster": FlagQuery(cluster=77),
    "rare word": FlagQuery(words="quillfeather"),
    "word in every text": FlagQuery(words="the"),
    "word in half of them": FlagQuery(words="half"),
    "two common words": FlagQuery(words="the half"),
    "common and rare": FlagQuery(words="the quillfeather"),
    "phrase": FlagQuery(words='"half the"'),
    "unknown word": FlagQuery(words="xyzzy"),
    "site, language, evidence": FlagQuery(site=site_of(0), language="uk", evidence=("names",)),
    "word, site, verdict": FlagQuery(words="the", site=site_of(0), undecided=True),
    "all, a cluster": FlagQuery(everything=True, cluster=77),
    "all, a verdict": FlagQuery(everything=True, verdict=Event.FINE),
    "all, a small site": FlagQuery(everything=True, site="outlet999.example"),
    "all, a day": FlagQuery(everything=True, since=date(2031, 5, 1), until=date(2031, 5, 1)),
    "all, a day long ago": FlagQuery(everything=True, since=date(1999, 5, 1), until=date(1999, 5, 1)),
    "all, language that nobody writes": FlagQuery(everything=True, language="xx"),
    "doubtful": FlagQuery(doubtful=0.8),
    "doubtful, language that nobody writes": FlagQuery(doubtful=0.8, language="xx"),
    "drifted": FlagQuery(drifted=True),
}


def print_times(store: Store, only: str = "") -> None:
    """Milliseconds of each whose name begins so: median and worst."""
    print("milliseconds: median, worst")
    for name, read in reads(store).items():
        if not name.startswith(only):
            continue
        repeats = FEW if name.startswith(("counts", "bulk", "weeks", "scores")) else REPEATS
        times = [timed(read) for _ in range(repeats)]
        print(f"  {name:<50} {statistics.median(times):>9,.1f} {max(times):>9,.1f}", flush=True)


def reads(store: Store) -> dict[str, Callable[[], object]]:
    """What people wait for."""
    found: dict[str, Callable[[], object]] = {f"list: {name}": list_of(store, query) for name, query in LISTS.items()}
    first = store.queue(FlagQuery(limit=1)).articles[0]
    middle, last = FlagQuery(after=(0.6, 1)), store.weeks(site_of(0))[0].weeks[-1].week
    return {
        **found,
        "list: deep in it": list_of(store, middle),
        "list: all, deep in it": list_of(store, replace(middle, everything=True, after=(0.1, 1))),
        "article": lambda: store.article(first.id),
        "its copies": lambda: store.copies(first.id),
        "its journal": lambda: store.journal(first.id),
        "previous and next": lambda: store.beside(FlagQuery(), first.id),
        "previous and next, undecided of a site": lambda: store.beside(
            FlagQuery(undecided=True, site=first.site), first.id
        ),
        "verdict, and taken back": lambda: store.undo(
            store.judge(first.id, Decision(Event.FINE, who="bench")).id, "bench"
        ),
        "own last words": lambda: store.recent("bench"),
        "preview of 10,000": lambda: store.preview(bulk_of(store)),
        "bulk of 10,000, and taken back": lambda: bulk(store),
        "weeks of all sites, a year": lambda: store.weeks(None, last - YEAR),
        "weeks of one": lambda: store.weeks(first.site),
        "scores, from every decision": store.scores,
        "spread": store.spread,
        "counts: no filter": lambda: store.facets(FlagQuery()),
        "counts: site": lambda: store.facets(FlagQuery(site=first.site)),
        "counts: language, evidence": lambda: store.facets(FlagQuery(language="uk", evidence=("names",))),
        "counts: rare word": lambda: store.facets(FlagQuery(words="quillfeather")),
        "counts: word in every text": lambda: store.facets(FlagQuery(words="the")),
        "counts: all": lambda: store.facets(FlagQuery(everything=True)),
    }


def list_of(store: Store, query: FlagQuery) -> Callable[[], object]:
    """Reading one page of a list."""
    return lambda: store.queue(query)


def bulk_of(store: Store) -> FlagQuery:
    """About ten thousand articles: as far down the list as that many go."""
    places = store.flags(FlagQuery(limit=1, offset=BULK))
    return FlagQuery(least=places[0].score if places else 0.0)


def bulk(store: Store) -> int:
    """Decide about them, and take it back."""
    query = bulk_of(store)
    seen = store.preview(query)
    batch = store.decide_all(query, Decision(Event.GARBLED, who="bench"), expected=seen.articles, newest=seen.newest)
    return store.undo_batch(batch.id, "bench")


def print_plans(store: Store) -> None:
    """How the database finds each list."""
    for name, query in LISTS.items():
        print(f"== {name}")
        store.database.read(lambda c: explain(c, query))  # noqa: B023 - run at once


def explain(connection: Connection, query: FlagQuery) -> None:
    """One plan."""
    tune(connection)
    statement = chosen_ids(query, connection.dialect.name)
    words: Any = statement.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
    if connection.dialect.name == "sqlite":
        for row in connection.execute(text("EXPLAIN QUERY PLAN " + escaped(words))):
            print("  ", row[3])
    else:
        for row in connection.execute(text("EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) " + escaped(words))):
            print("  ", row[0])


def escaped(words: object) -> str:
    """The statement, with colons that are no parameters."""
    return re.sub(r":(?=\w)", r"\:", str(words)).replace("%%", "%")
