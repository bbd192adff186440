"""Work in one piece: an interrupt inside it is felt behind it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator

import pytest

from commands.interrupts import in_one_piece


@pytest.fixture(autouse=True)
def _takes_interrupts() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupted(done: list[str]) -> None:
    with in_one_piece():
        signal.raise_signal(signal.SIGINT)
        done += ["stored", "counted"]


def test_an_interrupt_waits_for_the_end() -> None:
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        interrupted(done)
    assert done == ["stored", "counted"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_without_one_nothing_happens() -> None:
    with in_one_piece():
        pass
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_an_error_inside_comes_out_as_it_is() -> None:
    with pytest.raises(ValueError, match="full"), in_one_piece():
        raise ValueError("full")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_who_ignores_interrupts_goes_on_ignoring_them() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with in_one_piece():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_threads_do_their_work_as_ever() -> None:
    done: list[int] = []

    def work() -> None:
        with in_one_piece():
            done.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [1]
