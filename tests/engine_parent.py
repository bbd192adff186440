"""A process with busy workers, for tests that kill it: prints the workers' numbers, then waits for ever."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import time

from cleaning.pages import page_from_text
from engine.pool import Engine, Limits
from tests.engine_hooks import as_told


def main() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a test run in the background ignores it, and so would we
    deed = sys.argv[1]
    with Engine(as_told, Limits(workers=2, seconds=600)) as engine:
        begun = [engine.submit(page_from_text("pass")) for _ in range(2)]
        for future in begun:
            future.result()
        busy = [engine.submit(page_from_text(deed)) for _ in range(2)]
        time.sleep(1)  # they are in the middle of it
        numbers = " ".join(str(child.pid) for child in multiprocessing.active_children())
        sys.stdout.write(f"{numbers}\n")
        sys.stdout.flush()
        for future in busy:
            future.result()


if __name__ == "__main__":
    main()
