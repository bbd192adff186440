"""Manners, each one a downloader middleware: stay on the site, obey robots.txt, back off when the server asks."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.sitemap import sitemap_urls_from_robots

from crawler.addresses import same_site
from crawler.failures import DOWNLOAD_ERRORS, SERVER_ERROR, TOO_MANY_REQUESTS, ForbiddenError, OffSiteError, reason_of
from crawler.job import job_of
from crawler.settings import AGENT, spaced

MAX_ROBOTS = 512_000
"""Bytes of robots.txt that are read: RFC 9309 asks for at least 500 KiB."""

MAX_SITEMAP_LINES = 20
MAX_WAIT_SECONDS = 120.0
"""Longest pause that a Retry-After gets within a run; who asks for more is left alone until the next run."""

VERSION = re.compile(r"^(\s*user-agent\s*:\s*[\w-]+)/\S*", re.IGNORECASE | re.MULTILINE)
"""A version behind a crawler's name ("User-agent: copydesk/2"): RFC 9309 compares names only, Protego 0.7 all of it."""

OK, REDIRECTS, CLIENT_ERRORS = 200, 300, 400


class SiteGuard:
    """Refuses every address that is not of the spider's site: redirects and robots.txt come by here as well."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises OffSiteError."""
        if not same_site(request.url, job_of(self._crawler).site):
            raise OffSiteError(f"leads off the site, to {urlsplit(request.url).netloc}")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host's robots.txt says to us.

    Attributes:
        parsed: its rules; None where it has none.
        closed: why nothing may be fetched for now; None where it could be read.
        sitemaps: addresses of its Sitemap lines.
    """

    parsed: Protego | None = None
    closed: str | None = None
    sitemaps: tuple[str, ...] = ()

    def check(self, url: str) -> None:
        """Raises ForbiddenError when the address may not be fetched."""
        if self.closed:
            raise ForbiddenError(f"robots.txt could not be read ({self.closed}), so nothing is fetched in this run")
        if self.parsed and not self.parsed.can_fetch(url, AGENT):
            raise ForbiddenError("forbidden by robots.txt")

    @property
    def delay_seconds(self) -> float:
        """Pause that the host asks for: its Crawl-delay or Request-rate, the longer one; 0 when it asks for none."""
        if not self.parsed:
            return 0.0
        rate = self.parsed.request_rate(AGENT)
        return max(
            self.parsed.crawl_delay(AGENT) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0
        )


class RobotsGuard:
    """Obeys robots.txt as RFC 9309 has it.

    Scrapy's own middleware reads the body of any answer, an error page included, and allows everything when there was
    none. Here a 4xx means that there are no rules; 5xx, 429 and a host that does not answer close it for this run. We
    go beyond the RFC in two things: a redirect of robots.txt off the site closes the host as well, and Crawl-delay is
    kept.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._rules: dict[str, asyncio.Future[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes it."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises ForbiddenError."""
        if not request.meta.get("is_robots"):
            (await self.rules(request.url)).check(request.url)

    async def rules(self, url: str) -> Rules:
        """Rules of the address's scheme and host; asked for once a run."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._read(origin))
        # A request that is given up must not take the answer away from the others.
        return await asyncio.shield(self._rules[origin])

    async def _read(self, origin: str) -> Rules:
        url = f"{origin}/robots.txt"
        request = Request(url, callback=NO_CALLBACK, dont_filter=True, meta={"is_robots": True})
        try:
            response = await self._crawler.engine.download_async(request)
        except DOWNLOAD_ERRORS as error:
            rules = Rules(closed=reason_of(error))
        else:
            rules = rules_of(response)
        job_of(self._crawler).sitemaps.extend(rules.sitemaps)
        if rules.closed:
            job_of(self._crawler).source_failed(url, f"{rules.closed}; nothing is fetched in this run")
        self._slow_down(urlsplit(origin).hostname or "", rules.delay_seconds)
        return rules

    def _slow_down(self, host: str, seconds: float) -> None:
        """Keep at least so many seconds between two requests to the host."""
        delay = spaced(seconds)
        downloader, throttle = self._crawler.engine.downloader, self._crawler.get_extension(AutoThrottle)
        if delay <= self._crawler.settings.getfloat("DOWNLOAD_DELAY"):
            return
        downloader.per_slot_settings[host] = {"delay": delay}  # for a slot that is made anew after a pause
        if host in downloader.slots:
            downloader.slots[host].delay = delay
        if throttle:
            throttle.mindelay = max(throttle.mindelay, delay)


def rules_of(response: Response) -> Rules:
    """Rules of an answer to a request for robots.txt."""
    if response.status >= SERVER_ERROR or response.status == TOO_MANY_REQUESTS:
        return Rules(closed=f"HTTP {response.status}")
    if response.status >= CLIENT_ERRORS:
        return Rules()
    if not OK <= response.status < REDIRECTS:
        return Rules(closed=f"HTTP {response.status} that leads nowhere")
    body = response.body[:MAX_ROBOTS]
    sitemaps = tuple(sitemap_urls_from_robots(body, response.url))[:MAX_SITEMAP_LINES]
    text = VERSION.sub(r"\1", body.decode("utf-8-sig", "ignore"))
    return Rules(Protego.parse(text), sitemaps=sitemaps)


class PatientRetry(RetryMiddleware):
    """Tries again as Scrapy does, and leaves the whole host alone for a while first: 2 s, 4 s, or what it asks for."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """The answer, or the request again."""
        asked = retry_after(response)
        if asked > MAX_WAIT_SECONDS:
            return response
        again = super().process_response(request, response)
        if isinstance(again, Request):
            self._hold(again, asked)
        return again

    def process_exception(self, request: Request, exception: Exception) -> Request | Response | None:  # type: ignore[override]
        """The request again, or None."""
        again = super().process_exception(request, exception)
        if isinstance(again, Request):
            self._hold(again, 0.0)
        return again

    def _hold(self, again: Request, asked: float) -> None:
        pause = self.crawler.settings.getfloat("RETRY_PAUSE_SECONDS") * 2 ** (again.meta["retry_times"] - 1)
        slot = self.crawler.engine.downloader.slots.get(again.meta.get("download_slot", ""))
        if slot:
            slot.delay = slot.delay or 0.01  # a slot without a delay never waits
            slot.lastseen = max(slot.lastseen, monotonic() + max(pause, asked) - slot.delay)


def retry_after(response: Response) -> float:
    """Seconds that the server asks us to wait, 0 when it does not."""
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
