"""Scrapy's settings for copydesk; a reason beside each line that differs from Scrapy 2.19's default.

What depends on the site and the run (delay, user agent, timeout) is set for each crawler by `settings_for`.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

from scrapy.settings import Settings

from crawler.plan import CrawlPlan
from crawler.sites import Site

AGENT = "copydesk"
"""Our name in robots.txt."""

JITTER = 0.2
"""The delay varies by so much around its mean, so that requests fall into no rhythm."""

BOT_NAME = AGENT
SPIDER_MODULES = ["crawler.spiders"]

ROBOTSTXT_OBEY = False  # RobotsGuard does it: Scrapy's own takes an error page for rules and an outage for permission
COOKIES_ENABLED = False  # an article needs none, and they tie requests together
TELNETCONSOLE_ENABLED = False  # nobody may log into a crawl
REMOTE_CONTROL_ENABLED = False  # the same
HTTPCACHE_ENABLED = False  # the store holds every page
DUPEFILTER_CLASS = (
    "scrapy.dupefilters.BaseDupeFilter"  # the job asks each address once; a dropped redirect would be lost
)
METAREFRESH_ENABLED = False  # articles reload themselves; following that would end in a redirect loop
REDIRECT_MAX_TIMES = 5  # what browsers follow 20 times is a loop
REFERRER_POLICY = "no-referrer"  # where an address was found is nobody's business
DOWNLOAD_VERIFY_CERTIFICATES = True  # a text is credited to the host it names
DOWNLOAD_WARNSIZE = 0  # what is too large is a recorded failure, not a warning
DOWNLOAD_DELAY_JITTER = JITTER  # below `spaced`: the delay is kept at least
CONCURRENT_REQUESTS = 2  # of one site; a stop waits for what is under way
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # one request to a host at a time
AUTOTHROTTLE_ENABLED = True  # a server that answers slowly is asked less often
AUTOTHROTTLE_START_DELAY = 0.0  # the site's own delay is the start
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # it is recorded as a failure
RETRY_PAUSE_SECONDS = 2.0  # ours: how long a host is left alone before the first retry, doubled for the next
CLOSESPIDER_TIMEOUT = 7200.0  # a site that asks for long pauses is gone on with in the next run
LOGSTATS_INTERVAL = 0  # progress is shown by the command
STATS_DUMP = False  # figures are in the report
MEMUSAGE_ENABLED = False  # needs no measuring: bodies in flight are bounded

DOWNLOADER_MIDDLEWARES = {
    "crawler.middlewares.SiteGuard": 50,
    "crawler.middlewares.RobotsGuard": 100,
    "crawler.middlewares.PatientRetry": 550,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # SiteGuard knows ports, suffixes and redirects
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # RobotsGuard
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,  # PatientRetry
}
ITEM_PIPELINES = {"crawler.pipelines.StorePipeline": 100}


def settings_for(site: Site, plan: CrawlPlan) -> Settings:
    """Settings of the crawler of one site."""
    settings = Settings()
    settings.setmodule(__name__, priority="project")
    settings.setdict(
        {
            "USER_AGENT": user_agent(plan.contact or site.contact),
            "DOWNLOAD_DELAY": spaced(site.delay_seconds),
            "DOWNLOAD_TIMEOUT": plan.fetching.timeout_seconds,
            "DOWNLOAD_MAXSIZE": plan.fetching.max_bytes,
            "RETRY_TIMES": plan.fetching.retries,
            "RETRY_PAUSE_SECONDS": plan.fetching.pause_seconds,
            "CLOSESPIDER_TIMEOUT": plan.fetching.site_seconds,
            "DEFAULT_REQUEST_HEADERS": request_headers(site),
        },
        priority="cmdline",
    )
    return settings


def user_agent(contact: str | None) -> str:
    """Who we are and how to reach whoever runs us.

    >>> user_agent("desk@papers.example").partition("/")[0]
    'copydesk'
    """
    try:
        release = version(AGENT)
    except PackageNotFoundError:
        release = "0"
    return f"{AGENT}/{release} (+{contact})" if contact else f"{AGENT}/{release}"


def request_headers(site: Site) -> dict[str, Any]:
    """Headers of every request, with the site's language first."""
    language = f"{site.language},*;q=0.5" if site.language else "*"
    return {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5", "Accept-Language": language}


def spaced(seconds: float) -> float:
    """Mean delay that, with the jitter, never falls below so many seconds.

    >>> spaced(1.0) * (1 - JITTER)
    1.0
    """
    return seconds / (1 - JITTER)
