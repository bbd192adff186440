"""How much of the machine the work may take."""

from __future__ import annotations

import os
from dataclasses import dataclass, field


def processors() -> int:
    """How many processors this process may use; in a container often fewer than the machine has.

    >>> processors() >= 1
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What workers may take.

    Attributes:
        workers: processes at most; they start when there is work for them.
        seconds: wall time for one page, after which its process is killed.
        memory_mb: address space that a page may take above what a warm worker needs (some 100 MB), in megabytes;
            where the platform has no such limit (macOS, Windows) it is not held.
        tasks_per_worker: pages after which a process is replaced, so that what a library leaks stays small.
    """

    workers: int = field(default_factory=processors)
    seconds: float = 20.0
    memory_mb: int = 1500
    tasks_per_worker: int = 500
