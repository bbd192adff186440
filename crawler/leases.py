"""One crawl of a site at a time: a lease in the database that expires, so that nobody clears up after a crash."""

from __future__ import annotations

import asyncio
import functools
import hashlib
import logging
import os
import secrets
import socket
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from storage.errors import StoreError
from storage.store import Store

logger = logging.getLogger(__name__)

LEASE_SECONDS = 120.0
RENEWALS = 3
"""How often a lease is renewed in its time."""

PARTS = 5


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds leases: one run of one process.

    Attributes:
        host: name of the machine, for people.
        pid: its process.
        started: when the process was started, as the system counts; tells it from a later one of the same number.
        machine: hash of the machine, its boot and its process space: only there the pid means anything.
        run: tells runs of one process apart.
    """

    host: str
    pid: int
    started: str
    machine: str
    run: str = field(default_factory=lambda: secrets.token_hex(4))

    @classmethod
    def here(cls) -> Owner:
        """This process, for one run."""
        return cls(socket.gethostname().replace(":", "-"), os.getpid(), started_at(os.getpid()) or "", machine())

    @classmethod
    def read(cls, text: str) -> Owner | None:
        """The owner of a stored lease; None where it was not written by us.

        >>> Owner.read("desk:12:99:ab:cd")
        Owner(host='desk', pid=12, started='99', machine='ab', run='cd')
        """
        parts = text.split(":")
        if len(parts) != PARTS or not parts[1].isdigit():
            return None
        return cls(parts[0], int(parts[1]), *parts[2:])

    def __str__(self) -> str:
        return f"{self.host}:{self.pid}:{self.started}:{self.machine}:{self.run}"

    @property
    def is_dead(self) -> bool:
        """Whether the process is known to be gone: it ran here, and runs no more."""
        return self.machine == machine() and bool(self.started) and started_at(self.pid) != self.started


class Lease:
    """The lease of one site, for one owner."""

    def __init__(self, store: Store, site: str, owner: Owner) -> None:
        self._store = store
        self._site = site
        self._owner = owner

    def take(self) -> bool:
        """Take it, at once where its process died on this machine. False while somebody else works on the site."""
        if self._renew():
            return True
        holder = self._store.leases().get(self._site)
        dead = Owner.read(holder.owner) if holder else None
        if holder is None or dead is None or not dead.is_dead:
            return False
        logger.info("lease taken over site=%s from=%s", self._site, holder.owner)
        self._store.release(self._site, holder.owner)
        return self._renew()

    def give_back(self) -> None:
        """Let others work on the site."""
        try:
            self._store.release(self._site, str(self._owner))
        except StoreError as error:
            logger.warning("lease not given back, it expires by itself site=%s reason=%s", self._site, error)

    async def keep(self) -> None:
        """Renew it for as long as this runs. Returns when it is lost: taken by another, or not renewed in its time."""
        renewed = monotonic()
        while monotonic() - renewed < LEASE_SECONDS:
            await asyncio.sleep(LEASE_SECONDS / RENEWALS)
            try:
                if not self._renew():
                    return
                renewed = monotonic()
            except StoreError as error:
                logger.warning("lease not renewed site=%s reason=%s", self._site, error)

    def _renew(self) -> bool:
        return self._store.lease(self._site, str(self._owner), LEASE_SECONDS)


def started_at(pid: int) -> str | None:
    """When a process was started, in clock ticks since boot; None where it does not run or the system does not say."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="latin-1").rpartition(")")[2].split()
    except OSError:
        return None
    state, start = fields[0], fields[19]
    return None if state in "ZX" else start


@functools.cache
def machine() -> str:
    """Hash of what pids are valid in: the machine since its boot, and the container."""
    parts = [socket.gethostname()]
    try:
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip())
        parts.append(str(Path("/proc/self/ns/pid").readlink()))
    except OSError:
        parts.append(secrets.token_hex(8))  # unknown: nobody is ever taken for dead
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]
