"""Pages over worker processes: any of which may hang, crash or be killed without harm to the rest.

One thread of this process drives one worker process (`handle.py`), both started when there is work for them.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future
from multiprocessing import resource_tracker
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from cleaning.values import CleanedArticle, Failure, Page, Stage
from engine.attempt import ContextOf, Trim, empty_context, failure_of, whole
from engine.handle import SPAWN, HaltedError, Handle
from engine.limits import Limits
from engine.worker import Job

if TYPE_CHECKING:
    from cleaning.clean import Options

__all__ = ["Engine", "Limits", "Result"]

Result = CleanedArticle | Failure
Waiting = tuple[Future[Result], Page]
K = TypeVar("K")

LOOK_AHEAD = 16
"""Pages that `map` takes from its input ahead of the result it gives, for each worker."""

LOOK_AHEAD_BYTES = 64_000_000
"""The same in bytes of their bodies, over all workers."""


class Engine:
    """Cleans pages in worker processes. Use it in a `with` block: its end waits, an exception stops at once.

    Attributes:
        limits: what the workers may take.
    """

    def __init__(
        self,
        context_of: ContextOf = empty_context,
        limits: Limits | None = None,
        options: Options | None = None,
        trim: Trim = whole,
    ) -> None:
        pickle.dumps((context_of, options, trim))  # fails here and not in every page, with pickle's own message
        self.limits = limits or Limits()
        self._job = Job(context_of, self.limits, options, trim, os.getpid())
        self._queue: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._idle = threading.Semaphore(0)
        self._halted, self._halt = SPAWN.Pipe(duplex=False)
        self._lock = threading.Lock()
        self._is_open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.stop()

    def submit(self, page: Page) -> Future[Result]:
        """A future that holds the page's result: an article or a Failure, never an exception.

        After `stop` the futures of pages that were not done are cancelled, or raise CancelledError. Nothing bounds how
        many pages wait here: who submits without waiting for results holds their bodies in memory.
        """
        future: Future[Result] = Future()
        with self._lock:
            if not self._is_open:
                raise RuntimeError("the engine is closed")
            self._queue.put((future, page))
            if not self._idle.acquire(blocking=False) and len(self._threads) < self.limits.workers:
                self._start_thread()
        return future

    def map(self, items: Iterable[tuple[K, Page | Failure]]) -> Iterator[tuple[K, Result]]:
        """Every key with its page's result, in the order given; a Failure in place of a page comes back as it is.

        Takes no more than LOOK_AHEAD pages a worker, or LOOK_AHEAD_BYTES, from `items` ahead of what it gives.
        """
        waiting: deque[tuple[K, int, Future[Result]]] = deque()
        size = 0
        try:
            for key, item in items:
                weight = len(item.body) if isinstance(item, Page) else 0
                waiting.append((key, weight, self.submit(item) if isinstance(item, Page) else done(item)))
                size += weight
                while len(waiting) >= LOOK_AHEAD * self.limits.workers or size > LOOK_AHEAD_BYTES:
                    oldest, weight, future = waiting.popleft()
                    size -= weight
                    yield oldest, future.result()
            while waiting:
                oldest, _, future = waiting.popleft()
                yield oldest, future.result()
        finally:
            for _, _, future in waiting:
                future.cancel()

    def close(self) -> None:
        """Clean what was submitted, then end the workers."""
        with self._lock:
            self._is_open = False
            for _ in self._threads:
                self._queue.put(None)
        try:
            for thread in self._threads:
                thread.join()
        except KeyboardInterrupt:
            self.stop()
            raise
        self._halt.close()
        self._halted.close()

    def stop(self) -> None:
        """End the workers at once, in the middle of their pages, and cancel what waits."""
        with self._lock:
            self._is_open = False
            with contextlib.suppress(queue.Empty):
                while (waiting := self._queue.get_nowait()) is not None:
                    waiting[0].cancel()
        self._halt.close()  # every thread that waits for its worker sees this
        self.close()

    def _start_thread(self) -> None:
        thread = threading.Thread(target=self._drive, name=f"copydesk-engine-{len(self._threads)}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _drive(self) -> None:
        """The life of one thread: page after page to its worker."""
        leave_interrupts_to_parent()
        handle = Handle(self._job, self._halted)
        try:
            while (waiting := self._queue.get()) is not None:
                future, page = waiting
                if future.set_running_or_notify_cancel():
                    settle(future, handle, page)
                del waiting, future, page  # an idle thread holds no body
                self._idle.release()
        finally:
            handle.stop()


def settle(future: Future[Result], handle: Handle, page: Page) -> None:
    """Give the future what became of its page."""
    try:
        future.set_result(handle.run(page))
    except HaltedError:
        future.set_exception(CancelledError())
    except Exception as error:  # noqa: BLE001 - one of the three borders where any error becomes a recorded failure
        future.set_result(failure_of(error, Stage.CLEAN))


def done(failure: Failure) -> Future[Result]:
    """A future that is over already."""
    future: Future[Result] = Future()
    future.set_result(failure)
    return future


def leave_interrupts_to_parent() -> None:
    """Block Ctrl-C in this thread and so in the processes it starts, which could not ignore it from their first moment.

    multiprocessing's resource tracker unblocks it when it starts, and so is started first.
    """
    resource_tracker.ensure_running()
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
