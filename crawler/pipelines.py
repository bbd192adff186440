"""The end of a spider's output: every page into the store, pending before it is cleaned; every miss recorded.

One of the three borders at which errors are caught: whatever happens to one page is recorded, and the crawl goes on.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from scrapy.crawler import Crawler

from cleaning.values import CleanedArticle, Failure, Page, Stage
from crawler.job import job_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that was fetched; `changed` is the time of change that a feed or sitemap gave for it."""

    page: Page
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Missed:
    """An address that could not be fetched."""

    url: str
    reason: str


class StorePipeline:
    """Hands pages and misses to the job's intake, and waits, so that Scrapy fetches no faster than we clean."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes it."""
        return cls(crawler)

    async def process_item(self, item: Fetched | Missed) -> Fetched | Missed:
        """Never raises: what is wrong with one page is counted."""
        job = job_of(self._crawler)
        if isinstance(item, Missed):
            job.intake.miss(item.url, Failure(Stage.FETCH, item.reason), job.tally)
            return item
        try:
            cleaned = await job.intake.take(item.page, job.tally, item.changed)
        except Exception as error:
            job.tally.fail(Stage.STORE, f"{item.page.url}: {error!r}")
            logger.exception("defect: page not taken url=%s", item.page.url)
        else:
            self._count_rules(cleaned)
        return item

    def _count_rules(self, cleaned: CleanedArticle | None) -> None:
        """Cuts per rule, in Scrapy's stats."""
        for line in cleaned.lines if cleaned else ():
            for cut in line.cuts:
                self._crawler.stats.inc_value(f"copydesk/cuts/{cut.rule}")
