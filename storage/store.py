"""Store: rows <-> values. The only module that opens transactions; each method is one and awaits nothing in it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from cleaning.values import Article, CleanedArticle, Context, Failure, Page, Versions
from storage import (
    cleanings,
    copies,
    copy_reading,
    decisions,
    exports,
    failures,
    health,
    history,
    lists,
    offers,
    pages,
    profiles,
    reading,
    runs,
    schema,
    waiting,
)
from storage.assessments import Readings
from storage.copy_records import CopiesRecord, CopyTotals, Word
from storage.database import Database
from storage.desk_store import DeskStore
from storage.errors import StoreError
from storage.identity import key_of
from storage.queries import ExportQuery, FlagQuery
from storage.records import (
    Added,
    ArticleRecord,
    ArticleSummary,
    Decision,
    ExportRow,
    FailureRecord,
    LeaseRecord,
    RunRecord,
    RunStatus,
    SiteStatus,
)
from storage.statements import AnySelect

logger = logging.getLogger(__name__)

Now = Callable[[], datetime]


def utc_now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


def open_store(url: str, *, read_only: bool = False, now: Now = utc_now) -> Store:
    """The store at this address. An empty database gets its schema; one of another release is a SchemaError.

    Raises:
        StoreError: one line that says what, where, and what to do.
    """
    database = Database(url, read_only=read_only)
    try:
        schema.ready(database)
    except BaseException:
        database.close()
        raise
    return Store(database, now)


def migrate(url: str) -> tuple[str | None, str]:
    """Bring the database's schema to this release; revisions before (None: it was empty) and after."""
    database = Database(url, read_only=False)
    try:
        return schema.upgrade(database)
    finally:
        database.close()


class Store(DeskStore):
    """Everything that is kept. Threads may share it; processes open their own.

    Methods raise StoreError where the database cannot do it. Iterators read a little at a time: between two values
    nothing is locked, and what is iterated over may change.
    """

    def __init__(self, database: Database, now: Now = utc_now) -> None:
        self.database = database
        self.now = now
        self.profiles: profiles.Profiles = {}
        self.readings: Readings = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self.database.close()

    # Runs and leases

    def begin_run(self, command: str, note: str = "") -> int:
        """Note that a command starts; the run's id."""
        return self.database.write(lambda c: runs.begin_run(c, command, note, self.now()))

    def end_run(self, run_id: int, counts: Mapping[str, int], status: str = RunStatus.DONE) -> None:
        """Note how it ended: "done", "interrupted" or "failed"."""
        self.database.write(lambda c: runs.end_run(c, run_id, counts, RunStatus(status), self.now()))

    def lease(self, site: str, owner: str, seconds: float) -> bool:
        """Take the site, or keep it for longer; False while somebody else holds it."""
        return self.database.write(lambda c: runs.lease(c, site, owner, seconds=seconds, now=self.now()))

    def release(self, site: str, owner: str) -> None:
        """Give the site back; somebody else's lease stays."""
        self.database.write(lambda c: runs.release(c, site, owner))

    def leases(self) -> dict[str, LeaseRecord]:
        """Leases that have not expired, by site."""
        return self.database.read(lambda c: runs.leases(c, self.now()))

    # Fetching

    def wants(self, url: str, changed: datetime | None = None) -> bool:
        """Should this address be fetched? `changed` is what a feed or sitemap says."""
        return not self.unwanted([(url, changed)])

    def unwanted(self, asked: Sequence[tuple[str, datetime | None]]) -> set[str]:
        """Those of many addresses that need no fetching now."""
        return self.database.read(lambda c: pages.unwanted(c, asked, self.now()))

    def add_page(self, page: Page, site: str, run_id: int | None, changed: datetime | None = None) -> int:
        """Commit body and pending fetch; the fetch's id. The same bytes from the same address are one fetch."""
        return self.add_pages([(page, site)], run_id, changed)[0]

    def add_pages(
        self, items: Sequence[tuple[Page, str]], run_id: int | None, changed: datetime | None = None
    ) -> list[int]:
        """The same for many pages, each with its site, in one transaction."""
        arrivals = [pages.arrival(page, site, run_id, changed) for page, site in items]
        return self.database.write(lambda c: pages.add_pages(c, arrivals, self.now()))

    def add_failure(
        self, failure: Failure, *, run_id: int | None, site: str, url: str, fetch_id: int | None = None
    ) -> None:
        """Append a failure. One of fetching lets the address rest; one of cleaning counts on the fetch."""
        found = failures.Found(failure, run_id, site, url, fetch_id)
        self.database.write(lambda c: failures.add_failure(c, found, self.now()))

    def resolve(self, url: str) -> None:
        """Mark what failed at this address as resolved: for addresses that are no pages, such as feeds."""
        self.database.write(lambda c: failures.resolve(c, [key_of(url)], self.now(), fetched_only=False))

    def pending(self, site: str | None = None) -> Iterator[tuple[int, Page]]:
        """Fetches that wait for cleaning, oldest first."""
        return self.pages(waiting.waiting_pages("pending", site))

    # Cleaning

    def add_cleaning(self, fetch_id: int, cleaned: CleanedArticle, run_id: int | None) -> Added:
        """Store what cleaning found; the fetch is done with it. An outcome like the last one only confirms that."""
        return self.add_cleanings([(fetch_id, cleaned)], run_id)[0]

    def add_cleanings(self, items: Sequence[tuple[int, CleanedArticle]], run_id: int | None) -> list[Added]:
        """The same for many, in one transaction; then their copies are looked for.

        Where the database fails only then, the cleanings are stored all the same: the articles stay due.
        """
        made = [offers.offer(fetch_id, cleaned, run_id) for fetch_id, cleaned in items]
        added = self.database.write(lambda c: cleanings.add_cleanings(c, made, self.now()))
        wanted = list(dict.fromkeys(one.article_id for one in added if not one.is_confirmed))
        try:
            self.find_copies(wanted)
        except StoreError as error:
            logger.warning("copies not looked for, still due: articles=%s reason=%s", wanted, error)
        return added

    # Copies

    def find_copies(self, article_ids: Iterable[int] | None = None) -> int:
        """Look for the copies of these articles, or of all that are due, and assess them; how many are new."""
        wanted = copies.due(self.database) if article_ids is None else article_ids
        return copies.find(self.database, wanted, self.readings, self.now())

    def due(self) -> Iterator[int]:
        """Articles whose copies are still to be looked for, by id."""
        return copies.due(self.database)

    def renew_copies(self) -> int:
        """Make due what other versions assessed, and articles of before this release; how many got a fingerprint."""
        return copies.renew(self.database)

    def context(self, article: Article) -> Context:
        """What is known from elsewhere about the article: its site's newest profile, titles behind its links."""
        return self.database.read(lambda c: profiles.context_of(c, article, self.profiles))

    def renew_profiles(self, site: str | None = None, *, every: bool = False) -> int:
        """Freeze profiles of sites that lack one of today's release, or with `every` of all; how many are new."""
        sites = self.database.read(lambda c: profiles.site_ids(c, site))
        return sum(self.database.write(lambda c: profiles.renew(c, s, self.now(), every=every)) for s in sites)  # noqa: B023 - run at once

    def stale(self, versions: Versions, site: str | None = None) -> Iterator[tuple[int, Page]]:
        """Newest page of each article whose newest cleaning other versions made."""
        return self.pages(waiting.on_site(waiting.stale_pages(versions), site))

    def every_page(self, site: str | None = None) -> Iterator[tuple[int, Page]]:
        """Newest page of every article."""
        return self.pages(waiting.on_site(waiting.newest_pages(), site))

    def failed(self, site: str | None = None) -> Iterator[tuple[int, Page]]:
        """Pages whose cleaning failed, to try them again."""
        return self.pages(waiting.on_site(waiting.failed_pages(), site))

    def pages(self, statement: AnySelect) -> Iterator[tuple[int, Page]]:
        """Pages by id of their fetch, up to the newest at the start: what is added meanwhile is for the next time."""
        last, until = 0, self.database.read(waiting.last_id)
        while found := self.database.read(lambda c: waiting.pages_after(c, statement, last, until)):  # noqa: B023 - run at once
            yield from found
            last = found[-1][0]

    # Reading

    @property
    def where(self) -> str:
        """The database's address for people, without password."""
        return self.database.where

    def size(self) -> int:
        """Bytes that the database takes."""
        return self.database.read(history.size)

    def page(self, fetch_id: int) -> Page | None:
        """The page of one fetch as it was received; None where there is none."""
        return self.database.read(lambda c: history.page(c, fetch_id))

    def cleaned(self, cleaning_id: int) -> CleanedArticle | None:
        """One cleaning, the newest or an older one; None where there is none."""
        return self.database.read(lambda c: history.cleaned(c, cleaning_id))

    def failures_of(self, article_id: int) -> tuple[FailureRecord, ...]:
        """Everything that failed at the article's addresses, resolved or not, newest first."""
        return self.database.read(lambda c: history.failures_of(c, article_id))

    def status(self) -> tuple[SiteStatus, ...]:
        """Health by site."""
        return self.database.read(lambda c: health.status(c, self.now()))

    def runs(self, limit: int = 20) -> tuple[RunRecord, ...]:
        """Newest first."""
        return self.database.read(lambda c: runs.runs(c, limit))

    def failures(
        self, site: str | None = None, limit: int = 50, *, resolved: bool = False
    ) -> tuple[FailureRecord, ...]:
        """Failures that stand, newest first; with `resolved` also the others."""
        return self.database.read(lambda c: failures.failures(c, site=site, limit=limit, resolved=resolved))

    def flags(self, query: FlagQuery = FlagQuery()) -> tuple[ArticleSummary, ...]:  # noqa: B008 - frozen
        """Flagged articles, highest score first."""
        return self.database.read(lambda c: lists.flags(c, query))

    def article(self, article_id: int) -> ArticleRecord | None:
        """Everything about one article; None where there is none."""
        return self.database.read(lambda c: reading.article(c, article_id))

    def copies(self, article_id: int) -> CopiesRecord | None:
        """Everything about the copies of an article; None where there is none."""
        return self.database.read(lambda c: copy_reading.copies_of(c, article_id))

    def words(self, article_ids: Iterable[int]) -> dict[int, Word]:
        """What copies say of each of these articles, as far as they were assessed."""
        wanted = list(article_ids)
        return self.database.read(lambda c: copy_reading.words_of(c, wanted))

    def copy_totals(self) -> CopyTotals:
        """Stories with copies, articles in them, what is due and what drifted."""
        return self.database.read(copy_reading.totals)

    def find(self, url_or_id: str) -> int | None:
        """Id of the article with this id or address."""
        return self.database.read(lambda c: reading.find(c, url_or_id))

    def decide(self, article_ids: Iterable[int], decision: Decision) -> None:
        """Append an operator's decision on each article."""
        wanted = list(article_ids)
        self.database.write(lambda c: decisions.decide(c, wanted, decision, self.now()))

    def export(self, query: ExportQuery = ExportQuery()) -> Iterator[ExportRow]:  # noqa: B008 - frozen
        """The articles of a dataset, by id."""
        statement = exports.export_statement(query)
        last, left = query.after, query.limit
        while left is None or left > 0:
            size = min(exports.ARTICLES_AT_ONCE, left or exports.ARTICLES_AT_ONCE)
            found = self.database.read(lambda c: exports.export_rows(c, statement, last, size))  # noqa: B023 - run at once
            yield from found
            if len(found) < size:
                return
            last, left = found[-1].article_id, None if left is None else left - size
