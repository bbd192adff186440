from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from cleaning.clean import Options
from cleaning.pages import page_from_bytes, page_from_html, page_from_text
from cleaning.values import CleanedArticle, Context, Failure, GarbleStatus, Page, Stage
from commands.results import result_of
from engine.attempt import OUT_OF_MEMORY, attempt, empty_context, without_blocks
from engine.pool import Engine, Limits
from tests.engine_hooks import as_told, unpicklable

PARENT = Path(__file__).parent / "engine_parent.py"
ROOT = PARENT.parent.parent


def told(deed: str) -> Page:
    return page_from_text(deed)


def process_of(result: CleanedArticle | Failure) -> str:
    assert isinstance(result, CleanedArticle), result
    return result.versions.context


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(as_told, Limits(workers=2, seconds=60, memory_mb=300)) as shared:
        yield shared


@pytest.fixture(scope="module")
def hurried() -> Iterator[Engine]:
    with Engine(as_told, Limits(workers=1, seconds=2)) as shared:
        yield shared


# attempt: every error of the three stages is a value


@pytest.mark.parametrize(
    ("page", "stage"),
    [
        (page_from_bytes(b""), Stage.DECODE),
        (page_from_bytes(b"   \n "), Stage.DECODE),
        (page_from_html("<html><body></body></html>"), Stage.EXTRACT),
        (page_from_text("fall hard"), Stage.STORE),
        (page_from_text("recurse"), Stage.STORE),
    ],
)
def test_attempt_names_the_stage(page: Page, stage: Stage) -> None:
    result = attempt(page, as_told)
    assert isinstance(result, Failure)
    assert result.stage is stage
    assert result.reason
    assert "\n" not in result.reason


def test_attempt_tells_the_type_of_an_unexpected_error_and_stays_on_one_line() -> None:
    assert attempt(told("fall into\ttwo"), as_told) == Failure(Stage.STORE, "ValueError: into two")


def test_attempt_says_which_stage_begins() -> None:
    heard: list[Stage] = []
    attempt(told("pass"), empty_context, entered=heard.append)
    assert heard == [Stage.EXTRACT, Stage.STORE, Stage.CLEAN]


def test_attempt_hands_options_on() -> None:
    result = attempt(told("pass"), empty_context, Options(garble=False))
    assert isinstance(result, CleanedArticle)
    assert result.garble.status is GarbleStatus.OFF


def test_memory_that_runs_out_is_a_failure() -> None:
    def hungry(_: object) -> Context:
        raise MemoryError

    assert attempt(told("pass"), hungry) == Failure(Stage.STORE, OUT_OF_MEMORY)


# every way to die is a value, and the next page is cleaned


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("eat", OUT_OF_MEMORY),
        ("die SIGSEGV", "the worker process crashed (SIGSEGV)"),
        ("die SIGABRT", "the worker process crashed (SIGABRT)"),
        ("die SIGKILL", "the worker process was killed (SIGKILL; the system does this when memory runs out)"),
        ("leave 3", "the worker process ended with exit code 3"),
        ("fall down", "ValueError: down"),
    ],
)
def test_a_worker_may_die(engine: Engine, deed: str, reason: str) -> None:
    hurt, well = engine.submit(told(deed)), engine.submit(told("pass"))
    assert hurt.result() == Failure(Stage.STORE, reason)
    assert process_of(well.result())
    assert process_of(engine.submit(told("pass")).result())


@pytest.mark.parametrize("deed", ["loop", "loop_in_c", "rest 60"])
def test_a_page_that_takes_too_long_is_given_up(hurried: Engine, deed: str) -> None:
    assert hurried.submit(told(deed)).result() == Failure(Stage.STORE, "took longer than 2 s")


def test_a_page_larger_than_memory_is_a_failure(engine: Engine) -> None:
    page = page_from_bytes(b"<p>" + b"x" * 200_000_000)
    assert engine.submit(page).result() == Failure(Stage.DECODE, OUT_OF_MEMORY)


def test_a_worker_killed_while_idle_harms_no_page(engine: Engine) -> None:
    number = int(process_of(engine.submit(told("pass")).result()))
    os.kill(number, signal.SIGKILL)
    results = [engine.submit(told("pass")).result() for _ in range(4)]
    assert str(number) not in {process_of(result) for result in results}


def test_a_worker_asked_to_end_leaves_its_page_to_another(engine: Engine, tmp_path: Path) -> None:
    assert process_of(engine.submit(told(f"die_once SIGTERM {tmp_path / 'mark'}")).result())


def test_a_result_that_cannot_travel_is_a_failure() -> None:
    with Engine(unpicklable, Limits(workers=1)) as engine:
        result = engine.submit(told("pass")).result()
    assert isinstance(result, Failure)
    assert result.stage is Stage.CLEAN
    assert "pickle" in result.reason


def test_what_a_page_makes_a_library_print_stays_out_of_the_output(
    engine: Engine, capfd: pytest.CaptureFixture[str]
) -> None:
    assert process_of(engine.submit(told("shout loudly")).result())
    assert capfd.readouterr().out == ""


# order, renewal, backpressure


def test_map_keeps_the_order(engine: Engine) -> None:
    deeds = ["rest 0.3", "pass", "die SIGSEGV", "pass", "rest 0.1", "pass"]
    items = [(key, told(deed)) for key, deed in enumerate(deeds)]
    results = list(engine.map(items))
    assert [key for key, _ in results] == list(range(len(deeds)))
    assert [key for key, result in results if isinstance(result, Failure)] == [2]


def test_map_hands_failures_back_in_their_places(engine: Engine) -> None:
    unread = Failure(Stage.READ, "not JSON")
    first, second, third = (result for _, result in engine.map([(1, told("pass")), (2, unread), (3, told("pass"))]))
    assert second is unread
    assert isinstance(first, CleanedArticle)
    assert isinstance(third, CleanedArticle)


def test_map_takes_only_so_much_ahead(engine: Engine) -> None:
    taken = 0

    def endless() -> Iterator[tuple[int, Page]]:
        nonlocal taken
        while True:
            taken += 1
            yield taken, told("pass")

    results = engine.map(endless())
    for _ in range(3):
        next(results)
    assert taken <= 3 + 16 * engine.limits.workers
    results.close()  # type: ignore[attr-defined]


def test_map_counts_bytes_as_well(engine: Engine) -> None:
    taken = 0

    def large() -> Iterator[tuple[int, Page]]:
        nonlocal taken
        for taken in range(1, 21):
            yield taken, page_from_text("pass " + "x" * 15_000_000)

    results = engine.map(large())
    next(results)
    assert taken < 8
    results.close()  # type: ignore[attr-defined]


def test_workers_are_renewed() -> None:
    with Engine(as_told, Limits(workers=1, tasks_per_worker=2)) as engine:
        numbers = [process_of(result) for _, result in engine.map((n, told("pass")) for n in range(3))]
    assert numbers[0] == numbers[1] != numbers[2]


def test_blocks_stay_in_the_worker_where_nobody_reads_them() -> None:
    page = page_from_html(f"<nav>Home</nav><article>{'<p>The ferry was late again on Monday.</p>' * 9}</article>")
    whole = attempt(page, empty_context)
    with Engine(limits=Limits(workers=1), trim=without_blocks) as engine:
        lean = engine.submit(page).result()
    assert isinstance(whole, CleanedArticle)
    assert isinstance(lean, CleanedArticle)
    assert lean.article.blocks == ()
    assert result_of(lean) == result_of(whole)


# the end


def test_close_cleans_what_was_submitted() -> None:
    with Engine(as_told, Limits(workers=1)) as engine:
        futures = [engine.submit(told("rest 0.1")) for _ in range(3)]
    assert all(process_of(future.result(timeout=0)) for future in futures)
    with pytest.raises(RuntimeError, match="closed"):
        engine.submit(told("pass"))


def test_an_exception_stops_workers_in_the_middle_of_their_pages() -> None:
    before = set(multiprocessing.active_children())
    engine = Engine(as_told, Limits(workers=1, seconds=600))
    engine.submit(told("pass")).result()
    busy, waiting = engine.submit(told("loop")), engine.submit(told("pass"))
    while not busy.running():
        time.sleep(0.01)
    engine.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert waiting.cancelled()
    with pytest.raises(CancelledError):
        busy.result(timeout=0)
    assert set(multiprocessing.active_children()) <= before


def test_a_context_that_cannot_travel_is_refused_at_once() -> None:
    with pytest.raises((AttributeError, TypeError), match="pickle"):
        Engine(lambda _: Context.empty())


def test_an_engine_that_was_never_used_starts_nothing() -> None:
    before = set(multiprocessing.active_children())
    with Engine(as_told):
        assert set(multiprocessing.active_children()) == before


# the parent dies


def is_gone(number: int) -> bool:
    """Gone, or dead and only not collected by whoever inherited it."""
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def all_gone(numbers: list[int]) -> bool:
    for _ in range(200):
        if all(map(is_gone, numbers)):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(
    ("deed", "sent"),
    [
        ("rest 300", signal.SIGKILL),
        ("loop_in_c", signal.SIGKILL),
        ("loop_in_c", signal.SIGTERM),
        ("loop_in_c", signal.SIGINT),
    ],
)
def test_no_worker_outlives_its_parent(deed: str, sent: signal.Signals) -> None:
    path = str(ROOT)
    command = [sys.executable, str(PARENT), deed]
    with subprocess.Popen(
        command,
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as parent:
        assert parent.stdout is not None
        numbers = [int(number) for number in parent.stdout.readline().split()]
        if sent is signal.SIGINT:
            os.killpg(parent.pid, sent)  # as a terminal does it: everyone in the group
        else:
            parent.send_signal(sent)
        _, said = parent.communicate(timeout=30)
    assert len(numbers) == 2
    assert all_gone(numbers)
    assert said.count("Traceback") <= 1  # the parent's own, none of the workers'
