"""One worker process as seen from the parent: start it, give it a page, replace it when it dies or hangs.

A handle belongs to one thread. With a pipe for each worker, a death is seen by the one who waits for it and by nobody
else. (pebble's pool, which shares one pipe and its locks among all workers, stays broken once an idle worker is
killed: seen with 5.2.)
"""

from __future__ import annotations

import contextlib
import multiprocessing
import pickle
import signal
import threading
import time
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from cleaning.values import CleanedArticle, Failure, Page, Stage
from engine.attempt import OUT_OF_MEMORY
from engine.worker import END, MEMORY_EXIT, READY, Job, serve

SPAWN = multiprocessing.get_context("spawn")  # a forked child would inherit locks that other threads hold
START_SECONDS = 120
"""A warm worker takes one second; a machine that needs two minutes is out of order."""

STARTS = 3
"""How often a page is given to a new process when it was not to blame for the death of the one before."""

LAST_BREATH = 2.0
"""Seconds between the end of a worker's pipe and its exit code, at most."""

REAPING = threading.Lock()
"""multiprocessing keeps one table of children for all threads and collects any dead one it sees while starting another;
without a lock, a thread that collects its own at that moment would read no exit code."""


class HaltedError(Exception):
    """The engine was stopped while a page was being cleaned."""


class Handle:
    """One worker process and its successors."""

    def __init__(self, job: Job, halt: Connection) -> None:
        self._job = job
        self._halt = halt
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._done = 0
        self._trouble = ""

    def run(self, page: Page) -> CleanedArticle | Failure:
        """The page cleaned, or why not.

        Raises:
            HaltedError: the engine was stopped meanwhile.
        """
        body = pickle.dumps(page, pickle.HIGHEST_PROTOCOL)
        for _ in range(STARTS):
            if self._begin() and (result := self._converse(body)) is not None:
                self._count()
                return result
        return Failure(Stage.CLEAN, f"no worker process would take the page: {self._trouble}")

    def stop(self) -> None:
        """End the process: an idle one by itself, a busy one at once."""
        if self._process is None:
            return
        if self._pipe is not None and not self._halt.poll():
            with contextlib.suppress(OSError):
                self._pipe.send_bytes(END)
            self._end(LAST_BREATH)
        self._end()

    def _count(self) -> None:
        self._done += 1
        if self._done >= self._job.limits.tasks_per_worker:
            self.stop()

    def _begin(self) -> bool:
        """Have a living, warm process; False when it could not be started."""
        if self._process is not None and self._process.is_alive():
            return True
        self._end()
        try:
            process = self._launch()
        except OSError as error:  # out of processes, memory, or open files
            self._trouble = str(error)
            return False
        ready = self._wait(process, START_SECONDS)
        with contextlib.suppress(EOFError, OSError):
            if self._pipe in ready and self._pipe is not None and self._pipe.recv_bytes() == READY:
                return True
        self._trouble = f"it did not start, {describe(self._end(LAST_BREATH), self._job.limits.seconds)}"
        return False

    def _launch(self) -> SpawnProcess:
        ours, theirs = SPAWN.Pipe(duplex=True)
        process = SPAWN.Process(target=serve, args=(theirs, self._job), name="copydesk-worker", daemon=True)
        with theirs, REAPING:
            process.start()
        self._process, self._pipe, self._done = process, ours, 0
        return process

    def _converse(self, body: bytes) -> CleanedArticle | Failure | None:
        """Give the page, hear what stages it enters, take the result. None: the page is not to blame that it died."""
        assert self._process is not None
        assert self._pipe is not None
        stage: Stage | None = None
        deadline = time.monotonic() + self._job.limits.seconds
        with contextlib.suppress(EOFError, OSError):  # its pipe broke: it died
            self._pipe.send_bytes(body)
            while self._pipe in (ready := self._wait(self._process, deadline - time.monotonic())):
                answer: Stage | CleanedArticle | Failure = pickle.loads(self._pipe.recv_bytes())  # noqa: S301 - our own child
                if not isinstance(answer, Stage):
                    return answer
                stage = answer
            if not ready:
                self._end()
                return Failure(stage or Stage.EXTRACT, took_longer(self._job.limits.seconds))
        code = self._end(LAST_BREATH)
        never_began = stage is None and code != MEMORY_EXIT
        if never_began or code == -signal.SIGTERM:  # sent by whoever ends all of copydesk's processes, not by the page
            self._trouble = describe(code, self._job.limits.seconds)
            return None
        return Failure(stage or Stage.DECODE, describe(code, self._job.limits.seconds))

    def _wait(self, process: SpawnProcess, seconds: float) -> list[object]:
        """What happens first within so many seconds: something in the pipe, or the end of the process."""
        assert self._pipe is not None
        ready: list[object] = list(wait([self._pipe, process.sentinel, self._halt], max(0.0, seconds)))
        if self._halt in ready:
            self._end()
            raise HaltedError
        return ready

    def _end(self, patience: float = 0.0) -> int | None:
        """Have no process; the exit code of the one that was there. It is killed when it does not end by itself."""
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        if pipe is not None:
            pipe.close()
        if process is None:
            return None
        if not wait([process.sentinel], patience):
            process.kill()
            wait([process.sentinel])
        with REAPING:
            process.join()
            code = process.exitcode
            process.close()
        return code


def took_longer(seconds: float) -> str:
    """What is said of a page that was given up.

    >>> took_longer(20.0)
    'took longer than 20 s'
    """
    return f"took longer than {seconds:g} s"


def describe(code: int | None, seconds: float) -> str:
    """How a worker process died, for a person.

    >>> describe(-11, 20.0)
    'the worker process crashed (SIGSEGV)'
    >>> describe(3, 20.0)
    'the worker process ended with exit code 3'
    """
    if code == MEMORY_EXIT:
        return OUT_OF_MEMORY
    if code is None or code >= 0:
        return f"the worker process ended with exit code {code}"
    name = signal.Signals(-code).name
    if name == "SIGALRM":
        return took_longer(seconds)
    if name == "SIGKILL":
        return "the worker process was killed (SIGKILL; the system does this when memory runs out)"
    return f"the worker process crashed ({name})"
