"""One site's crawl while it runs: what is still to be fetched, what was, and where it is kept.

The spider, the middlewares and the pipeline of a crawler share its Job; nothing of it outlives the run. What was
fetched before is decided by the store alone.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar, cast
from urllib.parse import urlsplit

from scrapy.crawler import Crawler

from cleaning.values import Failure, Stage
from crawler.addresses import clean_address, leads_to_article, same_site
from crawler.discovery import Found
from crawler.intake import Intake
from crawler.plan import Assignment, Tally
from crawler.sites import Site
from storage.errors import StoreError

logger = logging.getLogger(__name__)

T = TypeVar("T")

MAX_OUTAGES = 10
"""Fetches in a row that fail because the site is down, after which it is left alone until the next run."""


class Job:
    """The crawl of one site.

    Attributes:
        site: what is crawled.
        tally: what became of it so far.
        intake: where pages go.
        sitemaps: Sitemap lines of the site's robots.txt, once it was read.
        left: articles that may still be asked for.
    """

    def __init__(self, assignment: Assignment, intake: Intake, *, limit: int | None, refetch: bool) -> None:
        self.site: Site = assignment.site
        self.tally = Tally(assignment.site.host)
        self.intake = intake
        self.sitemaps: list[str] = []
        self.left = min(limit or assignment.site.max_pages, assignment.site.max_pages)
        self._assignment = assignment
        self._refetch = refetch
        self._seen: set[str] = set()
        self._outages = 0

    @property
    def has_work(self) -> bool:
        """Whether there is anything to fetch, beside what waits."""
        return self._assignment.discovers or bool(self._assignment.urls)

    def named_articles(self) -> tuple[Found, ...]:
        """Articles that were named one by one and are to be fetched now."""
        named = [Found(url, listed=True) for url in self._assignment.urls if leads_to_article(url, self.site)]
        return tuple(found for found in self._unseen(named) if not self._is_stored(found.url))

    @property
    def sources(self) -> tuple[str, ...]:
        """Pages that were named one by one and do not look like articles: their links are followed."""
        return tuple(url for url in self._assignment.urls if not leads_to_article(url, self.site))

    @property
    def discovers(self) -> bool:
        """Whether the site's own sources are read."""
        return self._assignment.discovers

    def is_article(self, found: Found) -> bool:
        """Whether to take this address for an article of the site."""
        return same_site(found.url, self.site) and leads_to_article(found.url, self.site, listed=found.listed)

    def choose(self, found: Iterable[Found]) -> list[Found]:
        """Those that are to be fetched now, each address once, at most as many as are left."""
        fresh = self._unseen(found)
        known = set() if self._refetch else self._known(fresh)
        wanted = [one for one in fresh if one.url not in known][: self.left]
        self.tally.counts["known"] += len(known)
        self.left -= len(wanted)
        return wanted

    def source_failed(self, url: str, reason: str) -> None:
        """A feed, a sitemap, a section or robots.txt could not be used."""
        logger.warning("source failed url=%s reason=%s", url, reason)
        self.tally.note(f"{urlsplit(url).path or '/'}: {reason}")
        self.intake.miss(url, Failure(Stage.FETCH, reason), self.tally)

    def source_answered(self, url: str) -> None:
        """A source could be used: what failed there before is over."""
        self.came_back()
        self.intake.answer(url, self.tally)

    def went_down(self) -> bool:
        """Count a fetch that failed because the site is down; True when it is time to leave it alone."""
        self._outages += 1
        return self._outages >= MAX_OUTAGES

    def came_back(self) -> None:
        """The site answered."""
        self._outages = 0

    def _unseen(self, found: Iterable[Found]) -> list[Found]:
        """Each address once, without what only follows readers around."""
        fresh = []
        for one in found:
            url = clean_address(one.url)
            if url not in self._seen:
                self._seen.add(url)
                fresh.append(Found(url, one.changed, one.listed))
        return fresh

    def _known(self, found: Sequence[Found]) -> set[str]:
        return self._ask(lambda: self.intake.store.unwanted([(one.url, one.changed) for one in found]), set())

    def _is_stored(self, url: str) -> bool:
        """Whether an article that was asked for by name is there already; one that failed is tried again at once."""
        stored = not self._refetch and self._ask(lambda: self.intake.store.find(url), None) is not None
        self.tally.counts["known"] += stored
        if stored:
            self.tally.note("stored already; --refetch fetches it again")
        return stored

    def _ask(self, question: Callable[[], T], otherwise: T) -> T:
        """What the store says; where it cannot say anything, the crawl ends."""
        try:
            return question()
        except StoreError as error:
            self.intake.give_up(str(error))
            return otherwise


def job_of(crawler: Crawler) -> Job:
    """The job of a crawler, whose spider holds it."""
    return cast("Job", getattr(crawler.spider, "job"))  # noqa: B009 - Scrapy's Spider does not declare it
