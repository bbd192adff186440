"""Pages on their way into the store: raw first, then through the engine. The same way for pages that had to wait."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from time import monotonic
from typing import Any, TypeVar

from cleaning.values import CleanedArticle, Failure, Outcome, Page, Stage
from crawler.plan import Tally
from engine.pool import Engine
from storage.errors import StoreError
from storage.store import Store

logger = logging.getLogger(__name__)

T = TypeVar("T")

MAX_STORE_ERRORS = 3
"""Writes in a row that fail, after which the database is given up and the crawl with it."""

PLACES_PER_WORKER = 3
"""Pages under way in the engine for each worker, so that none waits for work; the rest wait as pending."""


class Intake:
    """Takes pages for one run.

    Attributes:
        store: where they go.
        stopping: set when the crawl is to end: what is not cleaned by then stays pending.
        trouble: why the database was given up; None while it works.
    """

    def __init__(self, store: Store, engine: Engine, run_id: int, progress: Callable[[int], None]) -> None:
        self.store = store
        self.stopping = asyncio.Event()
        self.trouble: str | None = None
        self._engine = engine
        self._run_id = run_id
        self._progress = progress
        self._places = asyncio.Semaphore(PLACES_PER_WORKER * engine.limits.workers)
        self._errors = 0

    async def take(self, page: Page, tally: Tally, changed: datetime | None = None) -> CleanedArticle | None:
        """Store a page that was just fetched, then clean it. None when it was not cleaned, for whatever reason."""
        add = partial(self.store.add_page, page, tally.site, self._run_id, changed)
        fetch_id = self._write(add, page.url, tally)
        if fetch_id is None:
            return None
        tally.add("fetched")
        return await self.clean(fetch_id, page, tally)

    async def clean(self, fetch_id: int, page: Page, tally: Tally) -> CleanedArticle | None:
        """Clean a stored page and store what came of it. It stays pending when the crawl is stopped before."""
        async with self._places:
            began = monotonic()
            outcome = await self._attempt(page)
        if outcome is None:
            return None
        if isinstance(outcome, Failure):
            self.miss(page.url or "", outcome, tally, fetch_id)
            return None
        added = self._write(partial(self.store.add_cleaning, fetch_id, outcome, self._run_id), page.url, tally)
        self._progress(1)
        if added is None:
            return None
        tally.add("new" if added.is_new_article else "confirmed" if added.is_confirmed else "updated")
        if outcome.page.is_article is False:
            tally.add("not_articles")
        report_line(page, outcome, monotonic() - began)
        return outcome

    def miss(self, url: str, failure: Failure, tally: Tally, fetch_id: int | None = None) -> None:
        """Record what could not be done."""
        tally.fail(failure.stage, f"{url}: {failure.reason}")
        self._progress(1)
        logger.info("failed url=%s stage=%s reason=%s", url, failure.stage, failure.reason)
        add = partial(self.store.add_failure, failure, run_id=self._run_id, site=tally.site, url=url, fetch_id=fetch_id)
        self._write(add, url, tally)

    def answer(self, url: str, tally: Tally) -> None:
        """Note that an address which is no page answered: its failures are over."""
        self._write(partial(self.store.resolve, url), url, tally)

    def give_up(self, trouble: str) -> None:
        """End the crawl: the store cannot be written to."""
        self.trouble = self.trouble or trouble
        self.stopping.set()

    async def _attempt(self, page: Page) -> CleanedArticle | Failure | None:
        """What the engine makes of the page; None when the crawl was stopped first."""
        if self.stopping.is_set():
            return None
        result = asyncio.wrap_future(self._engine.submit(page))
        stop = asyncio.ensure_future(self.stopping.wait())
        waiting: set[asyncio.Future[Any]] = {result, stop}
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            return result.result() if result.done() and not result.cancelled() else None
        finally:
            stop.cancel()
            result.cancel()

    def _write(self, work: Callable[[], T], url: str | None, tally: Tally) -> T | None:
        """Do one write; None when the store could not.

        That costs this page only: it stays pending, or is found again. Too many in a row end the crawl.
        """
        try:
            result = work()
        except StoreError as error:
            tally.fail(Stage.STORE, str(error))
            self._errors += 1
            logger.error("not stored url=%s reason=%s", url, error)  # noqa: TRY400 - the message says it all
            if self._errors >= MAX_STORE_ERRORS:
                self.give_up(str(error))
            return None
        self._errors = 0
        return result


def report_line(page: Page, cleaned: CleanedArticle, seconds: float) -> None:
    """One line in the log for each page."""
    dropped = sum(line.outcome is Outcome.DROPPED for line in cleaned.lines)
    logger.info(
        "cleaned url=%s lines=%d dropped=%d findings=%d ms=%.0f",
        page.url,
        len(cleaned.lines),
        dropped,
        len(cleaned.garble.findings),
        seconds * 1000,
    )
