"""Ctrl-C in commands that store as they go: it ends them between two pieces of work, never inside one."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def in_one_piece() -> Iterator[None]:
    """What is begun here is ended before an interrupt is felt, so that what is stored is also counted.

    Only Python's own answer to SIGINT is put off, in the main thread: where the signal is ignored or somebody else
    handles it, nothing changes.
    """
    is_ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if not is_ours or threading.current_thread() is not threading.main_thread():
        yield
        return
    felt: list[int] = []

    def wait(number: int, _frame: FrameType | None) -> None:
        felt.append(number)

    signal.signal(signal.SIGINT, wait)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if felt:
            raise KeyboardInterrupt
