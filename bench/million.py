"""What a large archive costs: `python -m bench.million --db sqlite:///million.db --articles 1000000`.

Inserts synthetic articles through the store's own methods, in batches, and prints the rate, the size of an article by
table and index, and how long the reads take that people wait for. The same numbers make the same articles.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator

from sqlalchemy import Connection, text

from bench.synthetic import VERSIONS, Press, site_of, url_of
from cleaning.values import Failure, Stage
from storage.queries import ExportQuery, FlagQuery
from storage.records import Decision, Event
from storage.store import Store, open_store

REPEATS = 7
"""How often each read is timed; the median is told."""

TELL_SECONDS = 60
"""How often the inserting says how far it is."""


def main() -> None:
    """Insert, measure, print."""
    options = arguments()
    with open_store(options.db) as store:
        insert(store, options.articles, options.batch)
        # The planner's figures: PostgreSQL's autovacuum gathers them by itself, if a little later.
        store.database.write(lambda c: c.execute(text("ANALYZE")))
        store.database.read(lambda c: print_sizes(c, options.articles))
        print_reads(store, options.articles)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", required=True, help="address of an empty database")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--batch", type=int, default=200, help="articles a transaction")
    return parser.parse_args()


def insert(store: Store, articles: int, batch: int) -> None:
    """Store all articles, the last of each batch left pending and one in a hundred addresses failed."""
    press, run_id = Press(), store.begin_run("bench")
    started = mark = time.perf_counter()
    cpu = time.process_time()
    for first in range(0, articles, batch):
        numbers = range(first, min(first + batch, articles))
        fetches = store.add_pages([(press.page(n), site_of(n)) for n in numbers], run_id)
        store.add_cleanings([(f, press.cleaned(n)) for f, n in zip(fetches, numbers, strict=True)], run_id)
        for n in numbers[50::100]:
            reason = Failure(Stage.FETCH, "no answer within 20 seconds")
            store.add_failure(reason, run_id=run_id, site=site_of(n), url=url_of(n) + "/gone")
        if time.perf_counter() - mark > TELL_SECONDS:
            mark = time.perf_counter()
            print(f"  {numbers.stop:,} articles, {numbers.stop / (mark - started):,.0f} a second", flush=True)
    decided = [summary.id for summary in store.flags(FlagQuery(limit=articles // 1_000 + 1))]
    store.decide(decided, Decision(Event.GARBLED))
    store.end_run(run_id, {"articles": articles})
    wall, cpu = time.perf_counter() - started, time.process_time() - cpu
    print(f"inserted {articles:,} articles: {articles / wall:,.0f} a second, {1_000 * cpu / articles:.2f} ms CPU each")


def print_sizes(connection: Connection, articles: int) -> None:
    """Bytes an article by table and index, largest first."""
    sizes = dict(sqlite_sizes(connection) if connection.dialect.name == "sqlite" else postgres_sizes(connection))
    print(f"size: {sum(sizes.values()) / articles:,.0f} bytes an article, {sum(sizes.values()) / 2**30:.2f} GiB")
    for name, size in sorted(sizes.items(), key=lambda item: -item[1]):
        if size / articles >= 1:
            print(f"  {name:<45} {size / articles:>8,.0f}")


def sqlite_sizes(connection: Connection) -> Iterator[tuple[str, int]]:
    """Bytes of tables and indexes, from SQLite's own count of pages."""
    names = "CASE WHEN m.type = 'index' THEN m.tbl_name || ' ' || m.name ELSE m.name END"
    statement = f"SELECT {names}, sum(s.pgsize) FROM dbstat s JOIN sqlite_schema m ON m.name = s.name GROUP BY 1"  # noqa: S608 - ours
    return ((row[0], row[1]) for row in connection.execute(text(statement)))


def postgres_sizes(connection: Connection) -> Iterator[tuple[str, int]]:
    """Bytes of tables with what is stored beside them, and of indexes."""
    statement = """
        SELECT coalesce(t.relname || ' ', '') || c.relname,
               CASE WHEN c.relkind = 'i' THEN pg_relation_size(c.oid) ELSE pg_table_size(c.oid) END
        FROM pg_class c
        LEFT JOIN pg_index i ON i.indexrelid = c.oid
        LEFT JOIN pg_class t ON t.oid = i.indrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'i')
    """
    return ((row[0], row[1]) for row in connection.execute(text(statement)))


def reads(store: Store, articles: int) -> dict[str, Callable[[], object]]:
    """What people wait for."""
    deep = articles // 25
    first = store.flags(FlagQuery(limit=1))[0]
    place = (first.score or 0.0, first.id)
    asked = [(url_of(n), None) for n in range(0, articles * 2, articles // 250)]
    some = [1 + n * 7919 % articles for n in range(20)]
    return {
        "flags, first page": lambda: store.flags(FlagQuery()),
        f"flags, page at {deep:,}": lambda: store.flags(FlagQuery(offset=deep)),
        "flags, page behind a place": lambda: store.flags(FlagQuery(after=place)),
        "flags, lowest first": lambda: store.flags(FlagQuery(reverse=True)),
        "flags of one site": lambda: store.flags(FlagQuery(site=site_of(1))),
        "flags of a small site": lambda: store.flags(FlagQuery(site=site_of(999))),
        "flags in one language": lambda: store.flags(FlagQuery(language="pt")),
        "flags in a language nobody writes": lambda: store.flags(FlagQuery(language="xx")),
        "flags not decided": lambda: store.flags(FlagQuery(undecided=True)),
        "flags with one verdict": lambda: store.flags(FlagQuery(verdict=Event.FINE)),
        "flags from .2": lambda: store.flags(FlagQuery(minimum=0.2)),
        "flags from .2 of one site": lambda: store.flags(FlagQuery(minimum=0.2, site=site_of(1))),
        "show, 20 articles": lambda: [store.article(n) for n in some],
        "find, 20 addresses": lambda: [store.find(url_of(n)) for n in some],
        "status": store.status,
        "failures": store.failures,
        "failures of one site": lambda: store.failures(site_of(50)),
        "runs": store.runs,
        "pending, when nothing waits": lambda: list(store.pending()),
        "wants, 500 addresses": lambda: store.unwanted(asked),
        "export, 1,000 rows": lambda: list(store.export(ExportQuery(limit=1_000))),
        "export, 1,000 rows of one site": lambda: list(store.export(ExportQuery(limit=1_000, site=site_of(1)))),
    }


def print_reads(store: Store, articles: int) -> None:
    """Milliseconds of each read: median and worst."""
    print("reads, milliseconds: median, worst")
    for name, read in reads(store, articles).items():
        times = [timed(read) for _ in range(REPEATS)]
        print(f"  {name:<40} {statistics.median(times):>9,.1f} {max(times):>9,.1f}", flush=True)
    print(f"  {'stale, when nothing is, once':<40} {timed(lambda: list(store.stale(VERSIONS))):>9,.1f}")


def timed(read: Callable[[], object]) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    read()
    return 1_000 * (time.perf_counter() - started)


if __name__ == "__main__":
    main()
