"""Which machines a crawl may reach: those of the sites it was given, and nothing of the network it runs in.

A hostile feed can name any address, and a hostile name server can say that a name lives at 127.0.0.1 or at the metadata
service of a cloud. So names are looked up here, and the answer that is checked is the one that is connected to. A
private address is reached only where the operator named it: a site in digits, a name that leads into a network of one's
own (localhost, desk.lan), or `private = true` in sites.toml.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import socket
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit
from urllib.request import getproxies

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.sites import Site

logger = logging.getLogger(__name__)

LOOKUP_SECONDS = 20.0
INWARD = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home", ".corp", ".test", ".home.arpa")
"""Endings of names that lead nowhere but into a network of one's own."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the internet at large, addresses that carry another one inside included.

    >>> is_public("93.184.215.14"), is_public("169.254.169.254"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        ip = inner or ip
    return ip.is_global and not ip.is_multicast


def is_inward(host: str) -> bool:
    """Whether a host name says by itself that it leads into a private network.

    >>> is_inward("127.0.0.1"), is_inward("localhost"), is_inward("harbour.example"), is_inward("8.8.8.8")
    (True, True, False, False)
    """
    try:
        return not is_public(host.strip("[]"))
    except ValueError:
        return "." not in host or host.endswith(INWARD)


def private_hosts(sites: Iterable[Site]) -> frozenset[str]:
    """Hosts that may live at a private address: the operator named them so. A proxy of the environment may as well."""
    named = ((site, urlsplit(url).hostname or "") for site in sites for url in (f"//{site.host}", *_listed(site)))
    proxies = (urlsplit(url if "://" in url else f"//{url}").hostname or "" for url in getproxies().values())
    return frozenset(host for site, host in named if site.private or is_inward(host)) | frozenset(proxies)


def _listed(site: Site) -> tuple[str, ...]:
    return (*site.feeds, *site.sitemaps, *site.sections)


@implementer(IHostResolution)
class _Resolution:
    """The lookup under way, as Twisted wants to hold it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing to do: the lookup ends by itself and nobody is told."""


@implementer(IHostnameResolver)
class GuardedResolver:
    """Looks names up for Twisted by way of asyncio, once a run, and leaves out addresses that may not be reached."""

    def __init__(self, allowed: frozenset[str]) -> None:
        self._allowed = allowed
        self._answers: dict[str, tuple[str, ...]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def resolveHostName(  # noqa: N802 - Twisted's interface; zope's have no self, hence the ignores for mypy
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: ARG002, N803
        transportSemantics: str = "TCP",  # noqa: ARG002, N803
    ) -> IHostResolution:
        """Tell the receiver the addresses of a name."""
        resolution = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)  # type: ignore[call-arg, misc]
        task = asyncio.ensure_future(self._tell(resolutionReceiver, hostName.lower(), portNumber))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return resolution  # type: ignore[return-value]

    async def _tell(self, receiver: IResolutionReceiver, host: str, port: int) -> None:
        if host not in self._answers:
            self._answers[host] = self._permitted(host, await _look_up(host))
        for address in self._answers[host]:
            receiver.addressResolved((IPv6Address if ":" in address else IPv4Address)("TCP", address, port))  # type: ignore[call-arg, misc]
        receiver.resolutionComplete()  # type: ignore[misc]

    def _permitted(self, host: str, found: tuple[str, ...]) -> tuple[str, ...]:
        if host in self._allowed:
            return found
        permitted = tuple(address for address in found if is_public(address))
        if found and not permitted:
            logger.warning("not reached host=%s reason=it lives in a private network; say private = true", host)
        return permitted


async def _look_up(host: str) -> tuple[str, ...]:
    """Addresses of a host; none where it is not known."""
    lookup = asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    try:
        found = await asyncio.wait_for(lookup, LOOKUP_SECONDS)
    except (OSError, UnicodeError, TimeoutError):
        return ()
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
