"""Twisted's reactor on asyncio's loop, started once in a process and used for every crawl.

Scrapy's AsyncCrawlerProcess runs the reactor to its end, which no process can do twice: a worker that crawls at set
hours would have to be a new process each time. Here the reactor is started, and the loop run while there is work.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from scrapy.utils.log import configure_logging
from scrapy.utils.reactor import install_reactor, is_asyncio_reactor_installed, is_reactor_installed

from crawler.reach import GuardedResolver

T = TypeVar("T")
REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"


def run(main: Callable[[], Coroutine[Any, Any, T]], resolver: GuardedResolver) -> T:
    """Run a coroutine to its end, with Scrapy at work beside it and names looked up by the resolver.

    Not to be called where a loop is running. Raises RuntimeError when another kind of reactor is installed.
    """
    reactor = started_reactor()
    before = reactor.installNameResolver(resolver)
    loop: asyncio.AbstractEventLoop = reactor._asyncioEventloop  # noqa: SLF001 - Scrapy 2.19 finds it the same way
    try:
        return loop.run_until_complete(main())
    finally:
        reactor.installNameResolver(before)


def started_reactor() -> Any:  # noqa: ANN401 - Twisted's reactor is a module to type checkers
    """The reactor, installed and started by the first call."""
    if not is_reactor_installed():
        install_reactor(REACTOR)
        configure_logging({"LOG_INSTALL_ROOT_HANDLER": False})
        logging.getLogger("scrapy").setLevel(logging.ERROR)  # what it warns of is a recorded failure with us
    if not is_asyncio_reactor_installed():
        raise RuntimeError("a crawl needs Twisted's asyncio reactor, and this process has another one installed")
    from twisted.internet import reactor  # noqa: PLC0415 - importing it installs a reactor

    if not reactor.running:
        reactor.startRunning(installSignalHandlers=False)
    return reactor
