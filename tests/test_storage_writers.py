"""Several processes on one database, and one that is killed: one article each, nothing half, nobody locked out."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from multiprocessing.context import SpawnContext
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event

import pytest
from sqlalchemy import func, select

from storage.columns import Base
from storage.store import Store, open_store
from storage.tables import ArticleRow, CleaningRow, CutRow, ExtractionRow, FetchRow
from tests.storage_samples import SITE, cleaned, page

SPAWN: SpawnContext = multiprocessing.get_context("spawn")
PAGES = 20


def add_everything(db_url: str, order: int, results: Queue[str]) -> None:
    """One writer: adds and cleans the same pages as all the others, one by one and in batches, in its own order."""
    numbers = list(range(PAGES))[:: 1 if order % 2 else -1]
    try:
        with open_store(db_url) as store:
            for number in numbers[:10]:
                url = f"https://{number}.example/"
                fetch_id = store.add_page(page(url), SITE, None)
                store.add_cleaning(fetch_id, cleaned(url), None)
                store.lease(f"{number}.example", str(order), 60)
            for start in range(10, PAGES, 5):
                urls = [f"https://{number}.example/" for number in numbers[start : start + 5]]
                fetches = store.add_pages([(page(url), SITE) for url in urls], None)
                store.add_cleanings([(one, cleaned(url)) for one, url in zip(fetches, urls, strict=True)], None)
        results.put("")
    except BaseException as error:  # a message for the parent
        results.put(repr(error))
        raise


def add_for_ever(db_url: str, started: Event) -> None:
    """A writer that ends only by being killed."""
    with open_store(db_url) as store:
        for number in range(1_000_000):
            fetch_id = store.add_page(page(f"https://{number}.example/"), SITE, None)
            store.add_cleaning(fetch_id, cleaned(text=f"Words number {number}."), None)
            if number == 5:
                started.set()


def counts(store: Store, *tables: type[Base]) -> list[int]:
    statements = [select(func.count()).select_from(table) for table in tables]
    return store.database.read(lambda c: [c.execute(statement).scalar_one() for statement in statements])


def test_writers_that_do_the_same_work_at_once_make_it_once(ready_url: str) -> None:
    results: Queue[str] = SPAWN.Queue()
    writers = [SPAWN.Process(target=add_everything, args=(ready_url, order, results)) for order in range(3)]
    for writer in writers:
        writer.start()
    errors = [results.get(timeout=120) for _ in writers]
    for writer in writers:
        writer.join()
    assert errors == [""] * len(writers)
    with open_store(ready_url) as store:
        assert counts(store, ArticleRow, FetchRow, ExtractionRow, CleaningRow) == [PAGES] * 4
        status = next(one for one in store.status() if one.site == SITE)
        assert (status.pages, status.articles, status.flagged) == (PAGES, PAGES, PAGES)
        assert (status.pending, status.cuts) == (0, (("see_also", PAGES),))


def test_a_killed_process_leaves_every_page_pending_or_done(ready_url: str) -> None:
    for delay in (0.0, 0.017):
        started = SPAWN.Event()
        writer = SPAWN.Process(target=add_for_ever, args=(ready_url, started))
        writer.start()
        assert writer.pid is not None
        assert started.wait(timeout=60)
        time.sleep(delay)
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
    with open_store(ready_url) as store:
        fetches, articles, cleanings, cuts = counts(store, FetchRow, ArticleRow, CleaningRow, CutRow)
        waiting = list(store.pending())
        assert articles == cleanings == cuts == fetches - len(waiting)
        assert len(waiting) <= 1
        for fetch_id, one in waiting:
            store.add_cleaning(fetch_id, cleaned(str(one.url)), None)
        assert [row.cleaned.text for row in store.export()] != []
        (status,) = store.status()
        assert (status.pages, status.articles) == (fetches, fetches)


@pytest.mark.parametrize("order", [0, 1])
def test_the_writer_of_these_tests_works(sqlite_url: str, order: int) -> None:
    results: Queue[str] = SPAWN.Queue()
    add_everything(sqlite_url, order, results)
    assert results.get(timeout=5) == ""
    results.close()
    results.join_thread()
