"""What runs in a worker process: pages in, results out, over one pipe, until the pipe ends."""

from __future__ import annotations

import ctypes
import gc
import logging
import math
import os
import pickle
import signal
import sys
import warnings
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from cleaning.pages import page_from_html
from cleaning.values import CleanedArticle, Failure, Page, Stage
from engine.attempt import OUT_OF_MEMORY, ContextOf, Trim, attempt, empty_context, failure_of
from engine.limits import Limits

if TYPE_CHECKING:
    from cleaning.clean import Options

if sys.platform != "win32":
    import resource

READY = b"ready"
END = b""
MEMORY_EXIT = 77
"""Exit code of a worker that could not even take its page in."""

GRACE_SECONDS = 5
ROUNDS = (200_000, 20, 100)
"""Objects made, and younger rounds, after which the collector goes round: a page makes some 50,000 objects, nearly all
of which go with their last reader. A round a page cost a fortieth of its time, Python's own figures a twentieth."""

MEGABYTE = 1024 * 1024
SENTENCES = (
    "The river rose again on Monday, the town said in a statement, and the lower road was closed before noon.",
    "Mayor Ann Lee told reporters that the pumps had been checked twice since the autumn and that none had failed.",
    "However, the people near the bridge said they had carried their own sandbags for the third year in a row.",
    "A report on the defences, which cost 2.4 million, is to be published in the spring, according to the council.",
    '"We do not want to wait for another winter," said one of them, who has run the shop by the water since 1998.',
)
PARAGRAPHS = "".join(f"<p>{one} {other}</p>" for one in SENTENCES for other in SENTENCES)
WARM_UP = f"<html><body><article><h1>Rain</h1>{PARAGRAPHS}</article></body></html>"
"""A page long enough that each signal and each search looks at it, and loads what it needs."""


@dataclass(frozen=True, slots=True)
class Job:
    """What every page is cleaned with, and what it may take. Sent to a worker when it starts."""

    context_of: ContextOf
    limits: Limits
    options: Options | None
    trim: Trim
    parent: int


def serve(pipe: Connection, job: Job) -> None:
    """Clean pages until there are no more, or the parent is gone."""
    hold_to_parent(job.parent)
    keep_quiet()
    attempt(
        page_from_html(WARM_UP), empty_context, job.options
    )  # imports and profiles are loaded before any clock runs
    settle_heap()
    limit_memory(job.limits.memory_mb)
    pipe.send_bytes(READY)
    while (page := receive(pipe)) is not None:
        result = clean_one(page, pipe, job)
        pipe.send_bytes(packed(result, job.trim))
        if isinstance(result, Failure) and result.reason == OUT_OF_MEMORY:
            return  # what is left of the address space is in pieces; a fresh process is cheaper than a second failure


def settle_heap() -> None:
    """Spares the collector what is there to stay, and rounds that find nothing: a page leaves few cycles behind."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*ROUNDS)


def clean_one(page: Page, pipe: Connection, job: Job) -> CleanedArticle | Failure:
    """One page, with an alarm that ends this process even when the parent is gone and Python code no longer runs."""
    if sys.platform != "win32":
        signal.alarm(math.ceil(job.limits.seconds) + GRACE_SECONDS)
    try:
        return attempt(page, job.context_of, job.options, lambda stage: pipe.send_bytes(pickle.dumps(stage)))
    finally:
        if sys.platform != "win32":
            signal.alarm(0)


def receive(pipe: Connection) -> Page | None:
    """The next page; None when there are no more."""
    try:
        body = pipe.recv_bytes()
        page: Page | None = pickle.loads(body) if body else None  # noqa: S301 - from our own parent process
    except (EOFError, OSError):
        return None
    except MemoryError:
        os._exit(MEMORY_EXIT)
    return page


def packed(result: CleanedArticle | Failure, trim: Trim) -> bytes:
    """What is wanted of the result as bytes; a result that cannot travel becomes a failure that can."""
    try:
        return pickle.dumps(result if isinstance(result, Failure) else trim(result), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - one of the three borders where any error becomes a recorded failure
        return pickle.dumps(failure_of(error, Stage.CLEAN))


def hold_to_parent(parent: int) -> None:
    """Die with the parent, also in the middle of a page; leave Ctrl-C to it.

    An idle worker notices the end of its pipe. A busy one is killed by the kernel on Linux, and elsewhere by its own
    alarm at the latest.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)


def keep_quiet() -> None:
    """What is to be said about a page is in its result: no library writes into the output of the command."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    os.dup2(2, 1)


def limit_memory(megabytes: int) -> None:
    """Let the address space grow by so much and no more; where the platform cannot, nothing is done."""
    if sys.platform != "linux":
        return  # macOS accepts the limit and ignores it, Windows has none
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - not worth an import
        now = int(file.read().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = now + megabytes * MEGABYTE
    ceiling = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, hard))
