"""Attempts to sign in, counted by name and by address, so that nobody can try passwords for long."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

WINDOW_SECONDS = 900
MOST_BY_BOTH, MOST_BY_NAME, MOST_BY_ADDRESS = 5, 30, 30
"""Failed attempts in the window for a name from one address, for a name from anywhere, and from an address."""
MOST_KEYS = 20_000
"""Counted at once; the oldest go first, so that nobody fills the memory."""


@dataclass(slots=True)
class Throttle:
    """Failures of the last quarter of an hour. In memory: a restart forgets them."""

    clock: Callable[[], float] = time.monotonic
    failures: dict[tuple[str, str], deque[float]] = field(default_factory=dict)

    def wait(self, name: str, address: str) -> int:
        """Seconds until another attempt is taken; 0 = now."""
        return max(self.wait_for(key, most) for key, most in keys_of(name, address))

    def wait_for(self, key: tuple[str, str], most: int) -> int:
        """The same for one count."""
        times = self.failures.get(key)
        now = self.clock()
        while times and times[0] <= now - WINDOW_SECONDS:
            times.popleft()
        if not times or len(times) < most:
            return 0
        return int(times[len(times) - most] + WINDOW_SECONDS - now) + 1

    def fail(self, name: str, address: str) -> None:
        """Count a failed attempt."""
        for key, most in keys_of(name, address):
            times = self.failures.pop(key, deque(maxlen=most))
            times.append(self.clock())
            self.failures[key] = times  # to the end: the first is the one that failed longest ago
        while len(self.failures) > MOST_KEYS:
            self.failures.pop(next(iter(self.failures)))

    def succeed(self, name: str, address: str) -> None:
        """Forget the failures of this name from this address, and the attempt that was counted before it was right."""
        self.failures.pop((name, address), None)
        for key in ((name, ""), ("", address)):
            if times := self.failures.get(key):
                times.pop()


def keys_of(name: str, address: str) -> tuple[tuple[tuple[str, str], int], ...]:
    """What an attempt counts for, with the number of failures after which no more are taken."""
    return (((name, address), MOST_BY_BOTH), ((name, ""), MOST_BY_NAME), (("", address), MOST_BY_ADDRESS))
