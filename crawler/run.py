"""A crawl from its plan to its report: a crawler for each site, several side by side, each under its lease."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic

from scrapy.crawler import AsyncCrawlerRunner, Crawler

from crawler import loop
from crawler.failures import StoppedError
from crawler.intake import Intake
from crawler.job import Job
from crawler.leases import Lease, Owner
from crawler.plan import Assignment, CrawlPlan, CrawlReport, assignments_of
from crawler.reach import GuardedResolver, private_hosts
from crawler.settings import settings_for
from crawler.sites import Site
from crawler.spiders.news import NewsSpider
from engine.pool import Engine
from storage.errors import StoreError
from storage.records import RunStatus
from storage.store import Store

logger = logging.getLogger(__name__)

GRACE_SECONDS = 5.0
"""How long a stop waits for answers that are under way."""

PENDING_AHEAD = 16
"""Pages from earlier runs that are read ahead of their cleaning."""


def crawl(plan: CrawlPlan, store: Store, engine: Engine) -> CrawlReport:
    """Fetch, clean and store what the plan says; pages that earlier runs left pending first.

    What fails for one page or site is in the report. SIGINT and SIGTERM end the crawl early (where this runs in
    the main thread). Raises SitesError for an address of the plan that is none, StoreError when the run cannot even be
    noted.
    """
    assignments = assignments_of(plan)
    run_id = store.begin_run("crawl", " ".join(plan.urls) or f"{len(plan.sites)} sites")
    resolver = GuardedResolver(private_hosts(assignment.site for assignment in assignments))
    status = RunStatus.FAILED
    report = CrawlReport(run_id, ())
    try:
        report = loop.run(lambda: Crawl(plan, store, engine, run_id).run(assignments), resolver)
        status = RunStatus.INTERRUPTED if report.interrupted else RunStatus.FAILED if report.trouble else RunStatus.DONE
    finally:
        with suppress(StoreError):  # the report says it
            store.end_run(run_id, report.counts, status)
    return report


class Crawl:
    """One run of a plan."""

    def __init__(self, plan: CrawlPlan, store: Store, engine: Engine, run_id: int) -> None:
        self._plan = plan
        self._store = store
        self._run_id = run_id
        self._owner = Owner.here()
        self._intake = Intake(store, engine, run_id, plan.progress)
        self._places = asyncio.Semaphore(max(1, plan.at_once))
        self._runner = AsyncCrawlerRunner()
        self._crawlers: dict[Job, Crawler] = {}
        self._was_interrupted = False

    async def run(self, assignments: tuple[Assignment, ...]) -> CrawlReport:
        """Every site, then the report."""
        jobs = [self._job(assignment) for assignment in assignments]
        jobs += [self._job(Assignment(Site(host), discovers=False)) for host in self._leftovers(jobs)]
        sites = [asyncio.ensure_future(self._site(job)) for job in jobs]
        stop = asyncio.ensure_future(self._intake.stopping.wait())
        with self._signals():
            while not self._intake.stopping.is_set() and (busy := {site for site in sites if not site.done()}):
                await asyncio.wait({*busy, stop}, return_when=asyncio.FIRST_COMPLETED)
            await self._wind_down(sites)
        stop.cancel()
        defects = [error for site in sites if not site.cancelled() and (error := site.exception())]
        if defects:
            raise defects[0]
        reports = tuple(job.tally.report() for job in jobs)
        return CrawlReport(self._run_id, reports, self._was_interrupted, self._intake.trouble)

    def _job(self, assignment: Assignment) -> Job:
        return Job(assignment, self._intake, limit=self._plan.limit, refetch=self._plan.refetch)

    def _leftovers(self, jobs: list[Job]) -> list[str]:
        """Other sites that have pages waiting."""
        if not self._plan.leftovers:
            return []
        planned = {job.site.host for job in jobs}
        return [site.site for site in self._store.status() if site.pending and site.site not in planned]

    async def _site(self, job: Job) -> None:
        """One site, if nobody else works on it."""
        async with self._places:
            if self._intake.stopping.is_set():
                return
            lease = Lease(self._store, job.site.host, self._owner)
            try:
                job.tally.leased = not lease.take()
                if job.tally.leased:
                    logger.warning("skipped site=%s reason=another run works on it", job.site.host)
                else:
                    await self._leased(job, lease)
            except StoreError as error:
                self._intake.give_up(str(error))

    async def _leased(self, job: Job, lease: Lease) -> None:
        began = monotonic()
        keeper = asyncio.ensure_future(lease.keep())
        work = asyncio.ensure_future(self._work(job))
        try:
            await asyncio.wait({keeper, work}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                job.tally.note("stopped: the lease on the site was lost")
                await self._stop(job)
            await work
        finally:
            job.tally.seconds = monotonic() - began
            keeper.cancel()
            work.cancel()
            lease.give_back()

    async def _work(self, job: Job) -> None:
        """What waits first, then what is new."""
        await self._clean_pending(job)
        if self._intake.stopping.is_set() or not job.has_work:
            return
        crawler = Crawler(NewsSpider, settings_for(job.site, self._plan))
        self._crawlers[job] = crawler
        try:
            await self._runner.crawl(crawler, job=job)
        finally:
            del self._crawlers[job]

    async def _clean_pending(self, job: Job) -> None:
        """Pages that an earlier run stored and did not come to clean."""
        under_way: set[asyncio.Future[object]] = set()
        for fetch_id, page in self._store.pending(job.site.host):
            job.tally.add("waited")
            under_way.add(asyncio.ensure_future(self._intake.clean(fetch_id, page, job.tally)))
            if len(under_way) >= PENDING_AHEAD:
                _, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
            if self._intake.stopping.is_set():
                break
        if under_way:
            await asyncio.wait(under_way)

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """Stop in good order on SIGINT and SIGTERM; only the main thread can be told."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        here, kinds = asyncio.get_running_loop(), (signal.SIGINT, signal.SIGTERM)
        before = {kind: signal.getsignal(kind) for kind in kinds}
        for kind in kinds:
            here.add_signal_handler(kind, self._interrupt)
        try:
            yield
        finally:
            for kind, handler in before.items():
                here.remove_signal_handler(kind)
                signal.signal(kind, handler or signal.SIG_DFL)

    def _interrupt(self) -> None:
        logger.warning("stopping: what was fetched is stored, the rest is for the next run")
        self._was_interrupted = True
        self._intake.stopping.set()

    async def _wind_down(self, sites: list[asyncio.Task[None]]) -> None:
        """End what still runs: nothing new is asked for, answers under way get a moment, the rest is dropped."""
        stops = [asyncio.ensure_future(self._stop(job)) for job in self._crawlers]
        left = {site for site in sites if not site.done()}
        if left:
            await asyncio.wait(left, timeout=GRACE_SECONDS)
        for task in (*left, *stops):
            task.cancel()
        if left or stops:
            await asyncio.wait({*left, *stops})

    async def _stop(self, job: Job) -> None:
        """Ask a site's crawler to end. Requests that wait for their turn would hold it for as long as the delay."""
        crawler = self._crawlers.get(job)
        if crawler is None or not crawler.crawling or crawler.spider is None:
            return
        for slot in crawler.engine.downloader.slots.values():
            while slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(StoppedError("the crawl was stopped"))
        await crawler.stop_async()
