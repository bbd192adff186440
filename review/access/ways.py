"""Who may come to the desk, under which names it answers, and how it is known who somebody is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from cleaning.values import CopydeskError

Network = IPv4Network | IPv6Network
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
"""Names under which a desk on one's own machine is asked for: any other name is somebody else's page that has turned
its address to loopback (DNS rebinding)."""
WEB_PORTS = ("80", "443")
"""Ports that browsers leave out of the Host header."""


class Way(StrEnum):
    """How it is known who somebody is."""

    OWN = "own"
    """One's own machine: whoever reaches it may do everything."""
    PASSWORD = "password"  # noqa: S105 - the name of a way
    HEADER = "header"
    """A reverse proxy in front says it."""


@dataclass(frozen=True, slots=True)
class Access:
    """Who may come, decided when the desk starts.

    Attributes:
        hosts: values of the Host header that are answered, in small letters; one without a port holds for every port.
        who: the name of everybody, where the way is OWN.
        user_header: in which the proxy names the user, where the way is HEADER.
        proxies: addresses whose headers are believed.
        https: browsers reach the desk by HTTPS alone.
        prefix: path under which a proxy offers the desk: "/desk" or "".
    """

    way: Way = Way.OWN
    hosts: tuple[str, ...] = LOOPBACK_NAMES
    who: str = ""
    user_header: str = ""
    proxies: tuple[Network, ...] = ()
    https: bool = False
    prefix: str = ""

    def answers(self, host: str) -> bool:
        """Is this Host header one of ours?

        >>> Access(hosts=("localhost:8310", "desk.example")).answers("LOCALHOST:8310")
        True
        >>> Access(hosts=("localhost:8310", "desk.example")).answers("localhost.evil.example:8310")
        False
        """
        asked = host.lower()
        return asked in self.hosts or without_port(asked) in self.hosts

    def believes(self, peer: str | None) -> bool:
        """Is the other end of the connection a proxy whose headers are believed?"""
        if peer is None:
            return False
        try:
            address = ip_address(peer)
        except ValueError:
            return False
        if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:  # IPv4 at a socket for both
            address = address.ipv4_mapped
        return any(address in network for network in self.proxies)


def without_port(host: str) -> str:
    """The name in a Host header.

    >>> without_port("[::1]:8310"), without_port("desk.example:80"), without_port("desk.example")
    ('[::1]', 'desk.example', 'desk.example')
    """
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() and not (name.startswith("[") and not name.endswith("]")) else host


def is_loopback(host: str) -> bool:
    """Can only this machine reach an address that is bound to?

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0"), is_loopback("desk.example")
    (True, True, False, False)
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def own_hosts(port: int) -> tuple[str, ...]:
    """Host headers of a desk on loopback.

    >>> own_hosts(8310)
    ('127.0.0.1:8310', 'localhost:8310', '[::1]:8310')
    """
    bare = LOOPBACK_NAMES if str(port) in WEB_PORTS else ()
    return (*bare, *(f"{name}:{port}" for name in LOOPBACK_NAMES))


def networks(given: Iterable[str]) -> tuple[Network, ...]:
    """Addresses and networks as they were written; CopydeskError for what is none."""
    found = []
    for one in given:
        try:
            found.append(ip_network(one.strip(), strict=False))
        except ValueError:
            raise CopydeskError(f"{one} is no address of a proxy: write 10.0.0.7 or 10.0.0.0/8") from None
    return tuple(found)


def prefix_of(given: str) -> str:
    """The path under which a proxy offers the desk, as we keep it.

    >>> prefix_of("desk/"), prefix_of("/")
    ('/desk', '')
    """
    bare = given.strip("/")
    return f"/{bare}" if bare else ""
