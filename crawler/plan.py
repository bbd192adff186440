"""What a crawl is told, and what it tells afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from cleaning.values import Stage
from crawler.addresses import same_site
from crawler.sites import Site, site_of_url


@dataclass(frozen=True, slots=True)
class Fetching:
    """How patient and how greedy fetching is.

    Attributes:
        timeout_seconds: for one answer, from the request to its last byte.
        max_bytes: of an answer, packed or unpacked; a larger one is refused.
        retries: after a 5xx, a 429 or an answer that did not come.
        pause_seconds: that a host is left alone before the first retry; doubled for the next.
        site_seconds: after which a site's crawl ends; the rest is found again by the next run.
    """

    timeout_seconds: float = 30.0
    max_bytes: int = 20_000_000
    retries: int = 2
    pause_seconds: float = 2.0
    site_seconds: float = 7200.0


def unwatched(_: int) -> None:
    """A progress that nobody follows."""


@dataclass(frozen=True, slots=True)
class CrawlPlan:
    """What to crawl.

    Attributes:
        sites: to be discovered and fetched.
        urls: pages named one by one: articles, or pages whose links lead to articles.
        listed: sites whose settings apply to `urls`.
        refetch: fetch also what is stored and not said to have changed.
        limit: articles of a site at most; None = what each site says.
        leftovers: clean what waits of sites that are not in this plan as well.
        at_once: sites crawled side by side.
        contact: goes into the user agent before that of sites.toml.
        progress: told how many pages were dealt with since the last call.
    """

    sites: tuple[Site, ...] = ()
    urls: tuple[str, ...] = ()
    listed: tuple[Site, ...] = ()
    refetch: bool = False
    limit: int | None = None
    leftovers: bool = False
    at_once: int = 8
    contact: str | None = None
    fetching: Fetching = field(default_factory=Fetching)
    progress: Callable[[int], None] = unwatched


@dataclass(frozen=True, slots=True)
class Assignment:
    """What is done for one site.

    Attributes:
        urls: pages of it that were named one by one.
        discovers: whether the site's own sources are read.
    """

    site: Site
    urls: tuple[str, ...] = ()
    discovers: bool = True


def assignments_of(plan: CrawlPlan) -> tuple[Assignment, ...]:
    """One assignment a site. Raises SitesError for a url that is no web address."""
    named: dict[Site, list[str]] = {site: [] for site in plan.sites}
    for url in dict.fromkeys(plan.urls):
        named.setdefault(_site_of(url, (*plan.sites, *plan.listed)), []).append(url)
    return tuple(Assignment(site, tuple(urls), discovers=site in plan.sites) for site, urls in named.items())


def _site_of(url: str, known: tuple[Site, ...]) -> Site:
    """The known site of this host, or else one that the address is on, or else a new one."""
    new = site_of_url(url)
    own = (site for site in known if site.host == new.host)
    near = (site for site in known if same_site(url, site))
    return next(own, None) or next(near, new)


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What became of one site.

    Attributes:
        fetched: pages fetched and stored.
        new, updated, confirmed: articles by what their cleaning brought; pages that had waited are among them.
        not_articles: of these, pages that are surely something else: stored, judged, left out of exports.
        known: addresses found but not fetched: stored and not said to have changed, or failed and resting.
        forbidden: addresses that robots.txt keeps us from.
        waited: pages that earlier runs left pending and this one cleaned.
        failures: (stage, count), most first.
        first_failure: address and reason of the first one; "" for none.
        leased: another run works on this site; nothing was done.
        note: what else a person should know; "" for nothing.
    """

    site: str
    fetched: int = 0
    new: int = 0
    updated: int = 0
    confirmed: int = 0
    not_articles: int = 0
    known: int = 0
    forbidden: int = 0
    waited: int = 0
    failures: tuple[tuple[str, int], ...] = ()
    first_failure: str = ""
    leased: bool = False
    note: str = ""
    seconds: float = 0.0

    @property
    def failed(self) -> int:
        """Failures of all stages."""
        return sum(count for _, count in self.failures)

    @property
    def succeeded(self) -> bool:
        """Whether anything at all came of it, an answer that nothing is new included."""
        return bool(self.leased or self.fetched or self.known or self.waited or self.confirmed or not self.failed)


FIGURES = ("fetched", "new", "updated", "confirmed", "not_articles", "known", "forbidden", "waited", "failed")
"""Figures of a report that add up over sites."""


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What became of a crawl.

    Attributes:
        interrupted: a signal ended it; what was fetched is stored.
        trouble: why it had to be given up (the database is gone); None when it was not.
    """

    run_id: int
    sites: tuple[SiteReport, ...]
    interrupted: bool = False
    trouble: str | None = None

    @property
    def counts(self) -> dict[str, int]:
        """Figures over all sites, for the record of the run."""
        totals = {name: sum(getattr(site, name) for site in self.sites) for name in FIGURES}
        return {**totals, "sites": len(self.sites), "leased": sum(site.leased for site in self.sites)}

    @property
    def succeeded(self) -> bool:
        """Whether anything came of it."""
        return self.trouble is None and (not self.sites or any(site.succeeded for site in self.sites))


class Tally:
    """Counts of one site while it is crawled."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.counts: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self.notes: dict[str, None] = {}
        self.first_failure = ""
        self.leased = False
        self.seconds = 0.0

    def add(self, name: str) -> None:
        """One more of a figure of SiteReport."""
        self.counts[name] += 1

    def fail(self, stage: Stage, what: str) -> None:
        """One more failure, in words."""
        self.failures[stage.value] += 1
        self.first_failure = self.first_failure or what

    def note(self, text: str) -> None:
        """Something a person should know, said once."""
        self.notes[text] = None

    def report(self) -> SiteReport:
        """As a value."""
        return SiteReport(
            site=self.site,
            **self.counts,
            failures=tuple(self.failures.most_common()),
            first_failure=self.first_failure,
            leased=self.leased,
            note="; ".join(self.notes),
            seconds=round(self.seconds, 3),
        )
