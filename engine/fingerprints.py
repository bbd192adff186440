"""Fingerprints of many texts, in order, over worker processes where there is enough to do.

A fingerprint takes a millisecond or two and its cost is bounded (`READ` here, `WORDS` there), so texts travel in
batches and need no clock of their own. A worker that dies costs nothing but time: its texts are done here.
"""

from __future__ import annotations

import itertools
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from cleaning.copies.fingerprint import Fingerprint, fingerprint
from cleaning.language import detect
from cleaning.values import Failure, Stage
from engine.attempt import failure_of
from engine.handle import SPAWN
from engine.worker import hold_to_parent

K = TypeVar("K")
Asked = tuple[str, str | None]
"""A text and its language, None = unknown."""

Made = Fingerprint | Failure

BATCH = 64
"""Texts that travel together."""

FEW = 4 * BATCH
"""Texts up to which starting a process, half a second of CPU, costs more than it wins."""

READ = 100_000
"""Characters of a text that travel: more than the words that are read have in any language."""


def fingerprints(asked: Iterable[tuple[K, Asked | None]], workers: int) -> Iterator[tuple[K, Made | None]]:
    """Each key with its text's fingerprint, in order; None stays None.

    At most some `BATCH` texts a worker are read ahead.
    """
    texts = iter(asked)
    first = list(itertools.islice(texts, FEW))
    if workers == 1 or len(first) < FEW:
        yield from ((key, ask and made(ask)) for key, ask in itertools.chain(first, texts))
        return
    pool = ProcessPoolExecutor(workers, mp_context=SPAWN, initializer=hold_to_parent, initargs=(os.getpid(),))
    try:
        yield from pooled(itertools.chain(first, texts), pool, 2 * workers)
    finally:
        pool.shutdown(cancel_futures=True)


def pooled(
    asked: Iterator[tuple[K, Asked | None]], pool: ProcessPoolExecutor, ahead: int
) -> Iterator[tuple[K, Made | None]]:
    """The same from a pool that holds so many batches at a time."""
    waiting: deque[tuple[list[tuple[K, Asked | None]], Future[list[Made | None]] | None]] = deque()
    while True:
        batch = [(key, shortened(ask)) for key, ask in itertools.islice(asked, BATCH)]
        if batch:
            waiting.append((batch, submitted(pool, [ask for _, ask in batch])))
        if waiting and (len(waiting) > ahead or not batch):
            done, future = waiting.popleft()
            yield from zip((key for key, _ in done), taken(future, [ask for _, ask in done]), strict=True)
        elif not batch:
            return


def submitted(pool: ProcessPoolExecutor, asked: Sequence[Asked | None]) -> Future[list[Made | None]] | None:
    """The batch on its way; None where the pool is broken."""
    try:
        return pool.submit(several, asked)
    except BrokenProcessPool:
        return None


def taken(future: Future[list[Made | None]] | None, asked: Sequence[Asked | None]) -> list[Made | None]:
    """The batch done, here where no worker could do it."""
    try:
        return future.result() if future is not None else several(asked)
    except BrokenProcessPool:
        return several(asked)


def several(asked: Sequence[Asked | None]) -> list[Made | None]:
    """A batch of texts; what a worker does."""
    return [ask and made(ask) for ask in asked]


def shortened(ask: Asked | None) -> Asked | None:
    """What of the text has to travel."""
    return ask and (ask[0][:READ], ask[1])


def made(ask: Asked) -> Made:
    """One fingerprint, or why there is none."""
    text, language = shortened(ask) or ask
    try:
        return fingerprint(text, language or detect(text))
    except Exception as error:  # noqa: BLE001 - one of the three borders where any error becomes a recorded failure
        return failure_of(error, Stage.CLEAN)
