"""What finding the copies of a new article costs among many stored ones, and how that grows.

    python -m bench.scale news-text.jsonl.gz garble-dev.jsonl.gz --db sqlite:///scale.db --sizes 10000,100000,1000000

The archive is made of fingerprints of news texts, perturbed: a third of the terms, half of the rarest and all numbers
and shingles exchanged, so that each is a story of its own with the words of news, spread over a year. One in ten has a
copy of another. Loaded in bulk, without pages; then texts with all their versions arrive through the store.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, event, insert, select, text

from cleaning.clean import clean
from cleaning.copies.fingerprint import COUNTED, Fingerprint, fingerprint
from cleaning.extract import extract
from cleaning.pages import page_from_text
from cleaning.values import Context, Page
from storage import cleanings, offers
from storage.columns import Base
from storage.copy_tables import ClusterRow, FingerprintRow, HookRow
from storage.days import day_of
from storage.identity import key_of
from storage.prints import hooks_of, pack
from storage.store import Store, open_store
from storage.tables import ArticleRow, SiteRow

DAYS = 365
START = datetime(2031, 1, 1, tzinfo=UTC)
FIRST_DAY = day_of(None, START)
CHUNK = 20_000
TEXTS, STORIES = 3_000, 40
STEP = 100_000_000
"""Between the ids of what is loaded at one size and at the next: arrivals take the next free ones."""

TERMS_KEPT, RARE_KEPT, COPIED = 0.67, 0.5, 0.1

Row = tuple[Any, ...]
ARTICLE = ("id", "key", "url", "site_id", "flagged", "garble", "lines", "cut_lines", "findings", "updated_at")
PRINT = (
    "article_id",
    "digest",
    "day",
    "seen_day",
    "words",
    "counted",
    "packed",
    "is_face",
    "is_own",
    "due",
)
HOOK = ("key", "day", "article_id")


@dataclass(slots=True)
class Queries:
    """Statements that were sent."""

    sent: int = 0

    def count(self, *_arguments: object) -> None:
        """One more."""
        self.sent += 1


def main() -> None:
    """Grow the archive, and at each size let new articles come."""
    options = arguments()
    chance = random.Random(7)
    seeds = [fingerprint(one, "en") for one in texts_of(options.news, TEXTS, chance)]
    stories = versions_of(options.versions, STORIES * len(options.sizes), chance)
    with open_store(options.db) as store:
        site = store.database.write(
            lambda c: c.execute(insert(SiteRow).returning(SiteRow.id), {"host": "archive.example"}).scalar_one()
        )
        loaded = 0
        for number, size in enumerate(options.sizes):
            began = time.perf_counter()
            grow(store, seeds, range(loaded, size), site, STEP * (number + 1))
            loaded = size
            store.database.write(lambda c: c.execute(text("ANALYZE")))
            print(f"{size:>9,} articles, loaded in {time.perf_counter() - began:,.0f} s", flush=True)
            arrive(store, stories[number * STORIES : (number + 1) * STORIES])


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", help="texts to perturb")
    parser.add_argument("versions", help="texts with their versions")
    parser.add_argument("--db", required=True, help="address of an empty database")
    parser.add_argument("--sizes", type=lambda given: [int(one) for one in given.split(",")], default=[10_000, 100_000])
    return parser.parse_args()


def records(file: str) -> Iterator[dict[str, Any]]:
    """Every record of a file."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def texts_of(file: str, most: int, chance: random.Random) -> list[str]:
    """Texts of a usual length."""
    found = [one["text"] for one in records(file) if len(one["text"].split()) > 100]  # noqa: PLR2004 - words
    return chance.sample(found, min(most, len(found)))


def versions_of(file: str, most: int, chance: random.Random) -> list[list[str]]:
    """The versions of each text."""
    by_source: dict[str, list[str]] = {}
    for one in records(file):
        by_source.setdefault(one["source_id"], []).append(one["text"])
    return chance.sample(sorted(by_source.values()), most)


def grow(store: Store, seeds: Sequence[Fingerprint], numbers: range, site: int, base: int) -> None:
    """Load perturbed fingerprints in bulk, numbered from a base."""
    vocabulary = [key for seed in seeds for key in seed.terms]
    rare = [key for seed in seeds for key in seed.rare]
    made: list[Fingerprint] = []
    for first in range(numbers.start, numbers.stop, CHUNK):
        chunk = range(first, min(first + CHUNK, numbers.stop))
        prints = []
        for number in chunk:
            chance = random.Random(number)
            copied = made and chance.random() < COPIED
            one = chance.choice(made) if copied else perturbed(chance.choice(seeds), vocabulary, rare, chance)
            prints.append((base + number, one))
        made = [one for _, one in prints]
        store.database.write(lambda c: load(c, prints, site))  # noqa: B023 - run at once


def perturbed(seed: Fingerprint, vocabulary: Sequence[int], rare: Sequence[int], chance: random.Random) -> Fingerprint:
    """Another story in the words of news."""
    terms = {key if chance.random() < TERMS_KEPT else chance.choice(vocabulary) for key in seed.terms}
    rarest = [key if chance.random() < RARE_KEPT else chance.choice(rare) for key in seed.rare]
    return replace(
        seed,
        digest=chance.randbytes(16),
        bands=tuple(chance.getrandbits(62) for _ in seed.bands),
        signature=chance.randbytes(len(seed.signature)),
        terms=tuple(sorted(terms)),
        numbers=tuple(sorted(chance.getrandbits(32) for _ in seed.numbers)),
        rare=tuple(dict.fromkeys(rarest)),
    )


def load(connection: Connection, prints: Sequence[tuple[int, Fingerprint]], site: int) -> None:
    """Articles, fingerprints and hooks as they would have been written; every one of them a face."""
    articles: list[Row] = []
    rows: list[Row] = []
    hooks: list[Row] = []
    for number, made in prints:
        day = FIRST_DAY + number * 2_654_435_761 % DAYS
        url = f"https://archive.example/{number}"
        articles.append((number, key_of(url), url, site, False, "off", 9, 0, 0, START))
        packed = pack(made)
        rows.append((number, made.digest, day, day, made.words, COUNTED, packed, True, False, False))
        bands, rare = hooks_of(made)
        hooks += [(key, day, number) for key in {*bands, *rare}]
    fill(connection, ArticleRow, ARTICLE, articles)
    fill(connection, FingerprintRow, PRINT, rows)
    fill(connection, HookRow, HOOK, sorted(hooks))


def fill(connection: Connection, table: type[Base], names: Sequence[str], rows: Sequence[Row]) -> None:
    """Many rows at once, by the quickest way that the database has."""
    columns, name = ", ".join(f'"{one}"' for one in names), table.__tablename__
    raw: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(names))
        plain = ([str(one) if isinstance(one, datetime) else one for one in row] for row in rows)
        raw.executemany(f"INSERT INTO {name} ({columns}) VALUES ({marks})", plain)  # noqa: S608 - our own names
        return
    with raw.cursor() as cursor, cursor.copy(f"COPY {name} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def arrive(store: Store, stories: Sequence[Sequence[str]]) -> None:
    """Let every version of each story come, and say what finding its copies took and found."""
    queries = Queries()
    event.listen(store.database.engine, "before_cursor_execute", queries.count)
    first: list[tuple[float, int]] = []
    later: list[tuple[float, int]] = []
    waited, right = [], 0
    server = Server(store)
    began = server.seconds()
    arrivals = 0
    for story, versions in enumerate(stories):
        arrived = []
        for number, version in enumerate(versions):
            article = stored(store, version, f"https://wire{number}.example/{key_of(version).hex()}", story)
            cpu, wall, server_before = time.process_time(), time.perf_counter(), server.seconds()
            before, queries.sent = queries.sent, 0
            store.find_copies([article])
            spent = time.process_time() - cpu + server.seconds() - server_before
            (first if number == 0 else later).append((1_000 * spent, queries.sent))
            waited.append(1_000 * (time.perf_counter() - wall))
            queries.sent = before
            arrived.append(article)
        arrivals += len(arrived)
        right += is_one_cluster(store, arrived)
    event.remove(store.database.engine, "before_cursor_execute", queries.count)
    tell("first of a story", first)
    tell("its copies, compared", later)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"  waited {statistics.median(waited):.1f} ms, worst {max(waited):.0f}; {memory:.0f} MB; "
        f"{right} of {len(stories)} stories whole; server {server.seconds() - began:.1f} s CPU for {arrivals}",
        flush=True,
    )


def tell(what: str, spent: Sequence[tuple[float, int]]) -> None:
    """CPU and queries of one kind of arrival."""
    cpu, sent = zip(*spent, strict=True)
    print(
        f"  {what:<22} {statistics.median(cpu):>6.1f} ms CPU, worst {max(cpu):>6.1f}; "
        f"{statistics.mean(sent):.0f} queries"
    )


def stored(store: Store, version: str, url: str, story: int) -> int:
    """Store a text as one that was fetched and cleaned, without looking for its copies; the article's id."""
    day = START + timedelta(days=story * 9 % DAYS)
    page: Page = replace(page_from_text(version, url), status=200, fetched_at=day)
    cleaned = clean(extract(page), Context.empty())
    cleaned = replace(cleaned, article=replace(cleaned.article, published=day.isoformat()))
    offer = offers.offer(store.add_page(page, url.split("/")[2], None), cleaned, None)
    return store.database.write(lambda c: cleanings.add_cleanings(c, [offer], store.now()))[0].article_id


def is_one_cluster(store: Store, articles: Sequence[int]) -> bool:
    """The articles are in one cluster, and nobody else."""
    statement = (
        select(FingerprintRow.cluster_id, ClusterRow.members)
        .join(ClusterRow, ClusterRow.id == FingerprintRow.cluster_id, isouter=True)
        .where(FingerprintRow.article_id.in_(articles))
    )
    found = store.database.read(lambda c: c.execute(statement).all())
    return len(set(found)) == 1 and found[0].members == len(articles)


class Server:
    """CPU of the database server's process that serves us; nothing where there is none."""

    def __init__(self, store: Store) -> None:
        self._pids: Callable[[], list[int]] = list
        if not store.database.is_sqlite:
            statement = text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
            self._pids = lambda: list(store.database.read(lambda c: c.execute(statement).scalars()))

    def seconds(self) -> float:
        """Seconds of CPU so far."""
        return sum(map(cpu_of, self._pids()))


def cpu_of(pid: int) -> float:
    """Seconds of CPU of a process on this machine."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:  # noqa: PTH123 - no file but the kernel's
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
