"""One spider for every site: reads what the site says about where its articles are, and fetches those."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, StopDownload
from scrapy.http import Headers, Response, TextResponse
from scrapy.http.request import NO_CALLBACK
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure as TwistedFailure

from cleaning.values import Page, Stage
from crawler.discovery import Found, Reading, Source, SourceError, read_source
from crawler.failures import DOWNLOAD_ERRORS, ForbiddenError, StoppedError, is_outage, reason_of
from crawler.job import Job
from crawler.middlewares import MAX_WAIT_SECONDS, retry_after
from crawler.pipelines import Fetched, Missed

MAX_SITEMAPS = 50
"""Sitemaps read in one run; news sites keep one for each month of their past."""

MAX_DEPTH = 3
"""Sources that name sources that name sources: an index of indexes, no deeper."""
MAX_PAGE_FEEDS = 2
"""Feeds taken from a front page that no sites.toml knows more about: the main one, and one of a section."""

OK = 200
NOT_MODIFIED = 304
KEPT_HEADERS = ("content-type", "last-modified", "etag", "x-robots-tag", "link", "tdm-reservation", "tdm-policy")
MARKUP = ("text/html", "application/xhtml+xml")
NO_SOURCE = ("image/", "video/", "audio/", "font/", "application/pdf", "application/zip")


class NewsSpider(Spider):
    """Crawls one site for its job."""

    name = "news"

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.job = job

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:  # noqa: ANN401 - Scrapy's signature
        """As Scrapy makes it; `job` is what the run passes on."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.stop_wrong_type, signal=signals.headers_received)
        crawler.signals.connect(spider.count_defect, signal=signals.spider_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Articles that were named, then those that are discovered, in the order in which sources name them."""
        for found in self.job.named_articles():
            yield self._article(found, named=True)
        async for found in self._discover():
            yield self._article(found)

    def parse(self, response: Response, found: Found, *, named: bool) -> Iterator[Fetched | Missed]:
        """The page of an article, unless it is something else."""
        del named
        self.job.came_back()
        problem = problem_of(response)
        yield Missed(found.url, problem) if problem else Fetched(page_of(response, found), found.changed)

    def miss(self, failure: TwistedFailure) -> Iterator[Missed]:
        """An address that could not be fetched. Ends the site's crawl when it is down or wants to be left alone."""
        error, request = error_of(failure)
        url, named = request.cb_kwargs["found"].url, request.cb_kwargs["named"]
        was_redirected = "redirect_urls" in request.meta
        if isinstance(error, HttpError) and error.response.status == NOT_MODIFIED:
            self.job.tally.add("confirmed")
        elif isinstance(error, ForbiddenError) and not named and not was_redirected:
            self.job.tally.add("forbidden")
        elif not isinstance(error, StoppedError):
            yield Missed(url, reason_of(error))
        self._check_health(error)

    def stop_wrong_type(self, headers: Headers, request: Request) -> None:
        """Do not load a film to find out that it is none of our business; `parse` says so then."""
        kind = content_type(headers)
        if request.meta.get("wants") == "article":
            is_wrong = bool(kind) and not kind.startswith(MARKUP)
        else:
            is_wrong = request.meta.get("wants") == "source" and kind.startswith(NO_SOURCE)
        if is_wrong:
            raise StopDownload(fail=False)

    def count_defect(self, failure: TwistedFailure) -> None:
        """A defect of ours, in `start` or a callback; Scrapy logs it. It must not pass for a crawl without failures."""
        self.job.tally.fail(Stage.FETCH, f"defect: {failure.value!r}")

    def closed(self, reason: str) -> None:
        """Told by Scrapy at the end."""
        if reason == "closespider_timeout":
            self.job.tally.note("stopped when its time was over; the next run goes on")

    def _check_health(self, error: BaseException) -> None:
        if isinstance(error, HttpError) and retry_after(error.response) > MAX_WAIT_SECONDS:
            self.job.tally.note(f"the site asks to be left alone for {retry_after(error.response):.0f} s")
            raise CloseSpider("asked to wait")
        if is_outage(error) and self.job.went_down():
            self.job.tally.note(f"given up for this run: {reason_of(error)}, again and again")
            raise CloseSpider("site is down")

    def _article(self, found: Found, *, named: bool = False) -> Request:
        return Request(
            found.url,
            callback=self.parse,
            errback=self.miss,
            cb_kwargs={"found": found, "named": named},
            meta={"wants": "article"},
        )

    async def _discover(self) -> AsyncIterator[Found]:
        """Articles to fetch, source by source, until the job has enough."""
        queue = deque((url, 0) for url in self._first_sources())
        seen, sitemaps = {url for url, _ in queue}, 0
        while queue and self.job.left > 0 and sitemaps < MAX_SITEMAPS:
            url, depth = queue.popleft()
            reading = await self._read(url)
            if reading is None:
                continue
            sitemaps += reading.kind in {Source.SITEMAP, Source.INDEX}
            for further in self._further(reading):
                if further not in seen and depth < MAX_DEPTH:
                    seen.add(further)
                    queue.append((further, depth + 1))
            for found in self._articles(reading, url):
                yield found

    def _first_sources(self) -> tuple[str, ...]:
        site = self.job.site
        if not self.job.discovers:
            return self.job.sources
        listed = (*site.feeds, *site.sections, *site.sitemaps) if site.lists_sources else (site.front,)
        return tuple(dict.fromkeys((*self.job.sources, *listed)))

    def _further(self, reading: Reading) -> tuple[str, ...]:
        """Sources that a source names: sitemaps of an index; feeds and sitemaps of a site that listed none itself."""
        if reading.kind is Source.INDEX:
            return tuple(found.url for found in reading.found)
        if reading.kind is Source.PAGE and self.job.discovers and not self.job.site.lists_sources:
            return (*reading.feeds[:MAX_PAGE_FEEDS], *self.job.sitemaps)
        return ()

    def _articles(self, reading: Reading, url: str) -> list[Found]:
        """Articles to fetch of one source. A page that was named and names none itself is taken for an article."""
        if reading.kind is Source.INDEX:
            return []
        articles = [found for found in reading.found if self.job.is_article(found)]
        is_dead_end = reading.kind is Source.PAGE and not articles and url in self.job.sources
        if is_dead_end and urlsplit(url).path.strip("/"):
            articles = [Found(url, listed=True)]
        return self.job.choose(articles)

    async def _read(self, url: str) -> Reading | None:
        """What a source says; None when it could not be had, which is recorded."""
        request = Request(url, callback=NO_CALLBACK, meta={"wants": "source"}, priority=1)
        try:
            response = await self.crawler.engine.download_async(request)
        except DOWNLOAD_ERRORS as error:
            self.job.source_failed(url, reason_of(error))
            return None
        try:
            reading = reading_of(response)
        except SourceError as error:
            self.job.source_failed(url, str(error))
            return None
        self.job.source_answered(url)
        return reading


def error_of(failure: Any) -> tuple[BaseException, Request]:  # noqa: ANN401 - Scrapy adds the request to Twisted's class
    """What was raised, and for which request."""
    return failure.value, failure.request


def content_type(headers: Headers) -> str:
    """Media type without parameters, lower-case; "" where none is given.

    >>> content_type(Headers({"Content-Type": "Text/HTML; charset=utf-8"}))
    'text/html'
    """
    return (headers.get("Content-Type") or b"").decode("latin-1").partition(";")[0].strip().lower()


def reading_of(response: Response) -> Reading:
    """What the answer of a source says. Raises SourceError."""
    if response.status != OK:
        raise SourceError(f"HTTP {response.status}")
    if "download_stopped" in response.flags:
        raise SourceError(f"it is {content_type(response.headers)}, not text")
    encoding = response.encoding if isinstance(response, TextResponse) else None
    return read_source(response.body, response.url, datetime.now(UTC), encoding)


def problem_of(response: Response) -> str | None:
    """Why this answer is no page of an article; None when it may be one."""
    kind = content_type(response.headers)
    if kind and not kind.startswith(MARKUP):
        return f"it is {kind}, not a page"
    if "redirect_urls" in response.meta and not urlsplit(response.url).path.strip("/"):
        return "it redirects to the front page"
    return None


def page_of(response: Response, found: Found) -> Page:
    """The answer as a value. The body is as decoded by Scrapy's HttpCompressionMiddleware, its characters are not."""
    headers = tuple(
        (name, value.decode("latin-1").strip()) for name in KEPT_HEADERS for value in response.headers.getlist(name)
    )
    return Page(
        requested_url=found.url,
        url=response.url.partition("#")[0],
        status=response.status,
        headers=headers,
        body=response.body,
        fetched_at=datetime.now(UTC),
    )
