"""What the review desk waits for: `python -m bench.desk make --db URL --articles 1000000`, then `... time --db URL`.

Two thousand synthetic articles go in through the store; `make` then copies their rows with other ids, scores, days,
looks, stories, decisions and words, set by set, because storing a million one by one takes an hour. `time` prints
milliseconds of everything that an operator waits for, `plans` how the database finds it.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, text
from sqlalchemy.schema import CreateIndex, DropIndex

from bench.desk_times import print_plans, print_times
from bench.million import print_sizes
from bench.synthetic import Press, site_of
from storage import texts
from storage.cleanings import add_cleanings
from storage.columns import Base
from storage.desk_tables import TEXTS
from storage.offers import offer
from storage.store import Store, open_store
from storage.text_search import STEP
from storage.words import FILLER, tsvector, words_of

BASE = 2_000
"""Articles that go in through the store."""

BATCH = 200
"""Of them in one transaction."""

RARE = 10_007
"""One in so many articles holds the rare word."""

SHORT = 300
"""Words of a text on PostgreSQL."""

AT_ONCE = 5_000
"""Texts that are indexed in one transaction."""

ARTICLES: Table = Base.metadata.tables["articles"]

COPIED: Mapping[str, Mapping[str, str]] = {
    "articles": {"id": "articles", "fetch_id": "fetches", "cleaning_id": "cleanings", "extraction_id": "extractions"},
    "addresses": {"id": "addresses", "article_id": "articles"},
    "fetches": {"id": "fetches", "requested_id": "addresses", "final_id": "addresses", "article_id": "articles"},
    "extractions": {"id": "extractions", "article_id": "articles", "fetch_id": "fetches"},
    "cleanings": {"id": "cleanings", "article_id": "articles", "extraction_id": "extractions"},
    "cuts": {"cleaning_id": "cleanings"},
    "findings": {"cleaning_id": "cleanings"},
    "suspicions": {"cleaning_id": "cleanings"},
    "fingerprints": {"article_id": "articles"},
}
"""Tables that are copied, with the columns that name a row, and of which table."""

NEW: Mapping[tuple[str, str], str] = {
    ("articles", "score"): "CAST((id * 7919 + :k * 104729) % 3000 AS REAL) / 100000 + score * 0.97",
    ("articles", "day"): "day + 7 * :k",
    ("articles", "evidence"): "1 + (id * 31 + :k * 17) % 1023",
    ("articles", "url"): "url || '/' || CAST(:k AS TEXT)",
    ("articles", "looks_like"): "CASE (id + :k) % 5 WHEN 0 THEN 'spun' ELSE looks_like END",
}
"""Columns that differ in each copy, besides keys."""

KEYS = {"sqlite": "randomblob(16)", "postgresql": "decode(md5(random()::text || id::text), 'hex')"}

FINISH = """
INSERT INTO clusters (id, representative_id, reason, members, made_at)
    SELECT id / 15, min(id), 'the first that is known', count(*), min(updated_at) FROM articles
    WHERE id % 3 = 0 AND id >= 15 GROUP BY 1;
UPDATE articles SET cluster_id = id / 15 WHERE id % 3 = 0 AND id >= 15;
UPDATE fingerprints SET cluster_id = article_id / 15 WHERE article_id % 3 = 0 AND article_id >= 15;
INSERT INTO edges
    (article_id, other_id, cleaning_id, other_cleaning_id, relation, method, score, shared, drift, lean, why, at)
    SELECT c.representative_id, a.id, r.cleaning_id, a.cleaning_id, 'copy', 'digest', 0.9, '[]', 0.3, 2.0, '[]',
        c.made_at
    FROM articles a JOIN clusters c ON c.id = a.cluster_id JOIN articles r ON r.id = c.representative_id
    WHERE a.id <> r.id;
INSERT INTO decisions (article_id, cleaning_id, event, note, who, at)
    SELECT id, cleaning_id, CASE id % 2 WHEN 0 THEN 'garbled' ELSE 'fine' END, '', 'bench', updated_at
    FROM articles WHERE id % 97 = 0;
UPDATE articles SET verdict = CASE id % 2 WHEN 0 THEN 'garbled' ELSE 'fine' END WHERE id % 97 = 0;
UPDATE articles SET drift = score WHERE id % 101 = 0;
DELETE FROM weeks;
INSERT INTO weeks (site_id, week, name, total)
    SELECT site_id, day - (day + 3) % 7, 'articles', count(*) FROM articles GROUP BY 1, 2;
INSERT INTO weeks (site_id, week, name, total)
    SELECT site_id, day - (day + 3) % 7, 'flagged', count(*) FROM articles WHERE flagged GROUP BY 1, 2;
UPDATE marks SET number = (SELECT max(id) FROM extractions)
""".split(";")  # noqa: SIM905 - SQL reads best as it is
"""Stories of five, one decision in a hundred, weeks, and nothing that waits to be indexed."""


def main() -> None:
    """Make, measure or explain."""
    options = arguments()
    with open_store(options.db) as store:
        {"make": lambda: make(store, options.articles), "time": lambda: print_times(store, options.only)}.get(
            options.what, lambda: print_plans(store)
        )()


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("make", "time", "plans"))
    parser.add_argument("--db", required=True, help="address of a database, for `make` an empty one")
    parser.add_argument("--articles", type=int, default=1_000_000, help=f"a multiple of {BASE:,}")
    parser.add_argument("--only", default="", help="time only what begins so: list, counts, bulk, weeks, …")
    return parser.parse_args()


def make(store: Store, articles: int) -> None:
    """Fill the database."""
    started = time.perf_counter()
    insert(store)
    told(started, f"{BASE:,} stored one by one")
    write = unchecked(store)
    write(lambda c: change_indexes(c, DropIndex))
    sizes = write(last_ids)
    for k in range(1, articles // BASE):
        write(lambda c: copy_all(c, sizes, k))  # noqa: B023 - run at once
    told(started, "rows copied")
    for statement in FINISH:
        write(lambda c: c.execute(text(statement)))  # noqa: B023 - run at once
    told(started, "stories, decisions, weeks")
    write(lambda c: change_indexes(c, CreateIndex))
    write(renumber)
    told(started, "indexes")
    index_words(store, articles)
    told(started, "words")
    write(lambda c: c.execute(text("ANALYZE")))
    store.database.read(lambda c: print_sizes(c, articles))


def insert(store: Store) -> None:
    """Store the articles that are copied; what is said of their copies is told by FINISH."""
    press, run_id = Press(), store.begin_run("bench")
    for first in range(0, BASE, BATCH):
        numbers = range(first, first + BATCH)
        fetches = store.add_pages([(press.page(n), site_of(n)) for n in numbers], run_id)
        made = [offer(fetch, press.cleaned(n), run_id) for fetch, n in zip(fetches, numbers, strict=True)]
        store.database.write(lambda c: add_cleanings(c, made, store.now()))  # noqa: B023 - run at once
    store.database.write(lambda c: c.execute(text("UPDATE fingerprints SET due = false")))


def unchecked(store: Store) -> Callable[[Callable[[Connection], Any]], Any]:
    """Writes without foreign keys being looked at: rows come as copies of such that keep them."""
    database = store.database

    def write(work: Callable[[Connection], Any]) -> Any:  # noqa: ANN401 - what the work gives
        def whole(connection: Connection) -> Any:  # noqa: ANN401 - what the work gives
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL session_replication_role = replica"))
            return work(connection)

        return database.run(database.migrator, whole)

    return write


def told(started: float, what: str) -> None:
    """Say how far it is."""
    print(f"{time.perf_counter() - started:8.0f} s: {what}", flush=True)


def change_indexes(connection: Connection, change: Callable[..., Any]) -> None:
    """Drop or create the indexes of articles: made at the end they cost a tenth."""
    for index in sorted(ARTICLES.indexes, key=lambda index: str(index.name)):
        connection.execute(change(index))


def last_ids(connection: Connection) -> dict[str, int]:
    """By table: what its ids go up by in each copy."""
    found = {name: connection.execute(text(f"SELECT max(id) FROM {name}")).scalar_one() for name in NUMBERED}  # noqa: S608 - ours
    return {name: int(number) for name, number in found.items()}


NUMBERED = ("addresses", "fetches", "articles", "extractions", "cleanings")


def copy_all(connection: Connection, sizes: Mapping[str, int], k: int) -> None:
    """The k-th copy of everything."""
    for name, shifted in COPIED.items():
        table = Base.metadata.tables[name]
        columns = {column.name: column.name for column in table.columns}
        columns |= {column: f"{column} + {k * sizes[of]}" for column, of in shifted.items()}
        columns |= {"key": KEYS[connection.dialect.name]} if "key" in columns else {}
        new = {column: what for (of, column), what in NEW.items() if of == name}
        first, of = next(iter(shifted.items()))
        source = f"SELECT {', '.join((columns | new).values())} FROM {name} WHERE {first} <= {sizes[of]}"  # noqa: S608 - ours
        connection.execute(text(f"INSERT INTO {name} ({', '.join(columns)}) {source}"), {"k": k} if new else {})


def renumber(connection: Connection) -> None:
    """PostgreSQL's sequences know nothing of rows that came with an id."""
    if connection.dialect.name == "postgresql":
        for name in (*NUMBERED, "clusters"):
            sequence = f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))"  # noqa: S608 - ours
            connection.execute(text(sequence))


def index_words(store: Store, articles: int) -> None:
    """Words of the copied articles: of the press, "the", their number, every second "half", and seldom a rare one."""
    press = Press()
    known = [words_of(paragraph) for paragraph in press.paragraphs]
    if not store.database.is_sqlite:
        made = [{"words": tsvector(words_for(number, known)[:SHORT])} for number in range(1, BASE + 1)]
        last = articles // BASE - 1
        store.database.write(lambda c: copy_words(c, made, last))
        return
    for first in range(BASE + 1, articles + 1, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, articles + 1))
        rows = [(number, words_for(number, known)) for number in numbers]
        store.database.write(lambda c: texts.add(c, rows))  # noqa: B023 - run at once


def copy_words(connection: Connection, made: Sequence[Mapping[str, str]], last: int) -> None:
    """The same on PostgreSQL, where a row of words can be copied: the first SHORT words of BASE texts."""
    connection.execute(text("SELECT set_config('maintenance_work_mem', '1GB', true)"))
    connection.execute(text("CREATE TEMP TABLE short (id SERIAL, words TSVECTOR) ON COMMIT DROP"))
    connection.execute(text("INSERT INTO short (words) VALUES (CAST(:words AS TSVECTOR))"), made)
    connection.execute(text("DROP INDEX ix_texts_words"))
    connection.execute(text(WORDS), {"base": BASE, "last": last})
    for index in TEXTS.indexes:
        connection.execute(CreateIndex(index))


WORDS = f"""
    INSERT INTO texts (extraction_id, words) SELECT id, words || to_tsvector('simple', concat_ws(' ', 'the', id,
        CASE WHEN id % 2 = 1 THEN 'half' END, CASE WHEN id % {RARE} = 0 THEN 'quillfeather' END))
        || array_to_tsvector(ARRAY['{FILLER}' || id / {STEP}])
    FROM (SELECT id + :base * k AS id, words FROM generate_series(1, :last) AS k, short) AS copied
"""  # noqa: S608 - ours


def words_for(number: int, known: Sequence[Sequence[str]]) -> list[str]:
    """The words of one article."""
    chance = random.Random(number)
    rare = [] if number % RARE else ["quillfeather"]
    found = [word for words in chance.choices(known, k=20) for word in words]
    return [*rare, "the", *found, str(number), *(["half"] if number % 2 else [])]


if __name__ == "__main__":
    main()
