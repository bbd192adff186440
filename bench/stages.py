"""CPU a page by stage, beside bare trafilatura on the same pages in the same run.

    python -m bench.stages [PAGES.jsonl[.gz]] [--limit N]

PAGES holds {"id", "url"?, "html"} rows; without it the bundled example pages are taken. Every page is done by both in
turn, so that a machine that slows down slows both, in a process whose heap is settled as a worker's is. Figures are CPU
milliseconds of this process: the median page, the mean, the share of the whole, and the sum against trafilatura's own
extraction with metadata. The last lines say what decode to flags costs against it, and what a process costs before its
first page.
"""

from __future__ import annotations

import argparse
import functools
import importlib
import json
import logging
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import trafilatura
from trafilatura.external import jt_stoplist_init

from bench.split import read
from cleaning.clean import clean
from cleaning.language import by_profile
from cleaning.pages import page_from_bytes, page_from_html
from cleaning.values import CopydeskError, Page
from cleaning.versions import current
from engine.worker import WARM_UP, settle_heap
from examples.outlets import outlets
from examples.render import article, unmarked
from storage.store import Store, open_store

STAGES = (
    ("decode", "cleaning.extract", "decode"),
    ("parse", "cleaning.extract", "parse"),
    ("main text", "cleaning.extract", "main_text"),
    ("blocks", "cleaning.extract", "read_tree"),
    ("align", "cleaning.extract", "cast_vote"),
    ("metadata", "cleaning.extract", "read_metadata"),
    ("judge", "cleaning.extract", "judged"),
    ("choose", "cleaning.extract", "won_back"),
    ("language", "cleaning.language", "detect"),
    ("cut", "cleaning.clean", "judge_lines"),
    ("flag", "cleaning.clean", "judge_garble"),
    ("page", "cleaning.clean", "judge_page"),
    ("credits", "cleaning.clean", "credits_of"),
)
"""Stage, and the function that does it: each is wrapped where it is called from."""

OURS = "decode to flags"
"""All of a page but what the store does for it: what is compared with trafilatura."""

START = """
from cleaning.pages import page_from_html
from engine.attempt import attempt, empty_context
from engine.worker import WARM_UP
attempt(page_from_html(WARM_UP), empty_context)
"""
"""What a worker process does before its first page: code, tables and models are read."""

Times = dict[str, list[float]]


def pages(path: Path | None) -> Iterator[Page]:
    """Pages of a JSONL file, or the bundled ones."""
    if path is None:
        for outlet in outlets():
            for page in outlet.pages:
                yield page_from_bytes(unmarked(article(outlet, page)).encode(outlet.encoding), url=page.url)
        return
    for row in map(json.loads, read(path)):
        yield page_from_html(row["html"], url=row.get("url") or f"https://bench.example/{row['id']}")


def wrap(function: Callable[..., Any], spent: dict[str, float], stage: str) -> Callable[..., Any]:
    """The function, adding its CPU milliseconds to `spent[stage]`."""

    @functools.wraps(function)
    def timed(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever it takes and gives
        began = time.process_time()
        try:
            return function(*arguments, **options)
        finally:
            spent[stage] += 1000 * (time.process_time() - began)

    return timed


def instrument(spent: dict[str, float]) -> None:
    """Put a clock around every stage."""
    for stage, module, name in STAGES:
        owner = importlib.import_module(module)
        setattr(owner, name, wrap(getattr(owner, name), spent, stage))


def ours(page: Page, store: Store, run: int) -> None:
    """Everything that copydesk does with a page, fetching aside."""
    extract = importlib.import_module("cleaning.extract").extract
    fetch = store.add_page(page, "bench", run)
    article = extract(page)
    store.add_cleaning(fetch, clean(article, store.context(article)), run)


def theirs(page: Page) -> None:
    """What is compared with: trafilatura from bytes to text with metadata, its defaults."""
    trafilatura.bare_extraction(page.body, url=page.url, with_metadata=True)


def load(store: Store, run: int) -> None:
    """What either side loads once a process: models, phrase tables, and word lists that only some pages ask for."""
    ours(page_from_html(WARM_UP, url="https://bench.example/"), store, run)
    theirs(page_from_html(WARM_UP))
    by_profile(WARM_UP)
    jt_stoplist_init()


def measure(wanted: Iterator[Page], store: Store) -> tuple[Times, int]:
    """CPU milliseconds by stage, one figure a page, and the number of pages that failed."""
    times, failed, spent = defaultdict[str, list[float]](list), 0, defaultdict[str, float](float)
    run = store.begin_run("bench")
    load(store, run)
    settle_heap()
    instrument(spent)
    for method in ("add_page", "context", "add_cleaning"):
        setattr(store, method, wrap(getattr(store, method), spent, "store"))
    for page in wanted:
        spent.clear()
        began = time.process_time()
        try:
            ours(page, store, run)
        except CopydeskError:
            failed += 1
            continue
        times["total"].append(1000 * (time.process_time() - began))
        times[OURS].append(times["total"][-1] - spent["store"])
        for stage in (*(row[0] for row in STAGES), "store"):
            times[stage].append(spent[stage])
        began = time.process_time()
        theirs(page)
        times["trafilatura"].append(1000 * (time.process_time() - began))
    return times, failed


def show(times: Times, failed: int) -> None:
    """The table."""
    total, bare = sum(times["total"]), sum(times["trafilatura"])
    print(f"{len(times['total'])} pages, {failed} without an article\n")
    print(f"{'stage':22} {'median ms':>10} {'mean ms':>10} {'share':>7} {'of trafilatura':>15}")
    for stage, figures in sorted(times.items(), key=lambda item: (item[0] in {OURS, "total", "trafilatura"}, 0)):
        share = f"{sum(figures) / total:7.1%}" if stage != "trafilatura" else " " * 7
        row = f"{stage:22} {statistics.median(figures):10.2f} {statistics.fmean(figures):10.2f} {share}"
        print(f"{row} {sum(figures) / bare:15.2f}")
    pairs = zip(times[OURS], times["trafilatura"], strict=True)
    median = statistics.median(ours / theirs for ours, theirs in pairs)
    print(
        f"\ndecode to flags / trafilatura with metadata: mean {sum(times[OURS]) / bare:.2f}, median page {median:.2f}"
    )
    print(f"start of a process: {start_seconds():.2f} s CPU")


def start_seconds() -> float:
    """CPU seconds of a fresh process that is ready for its first page, Python's own start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", START], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, nargs="?")
    parser.add_argument("--limit", type=int, default=10_000)
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    current()  # hashes of the installed code are made once a process, not once a page
    some = (page for _, page in zip(range(options.limit), pages(options.pages), strict=False))
    with tempfile.TemporaryDirectory() as place, open_store(f"sqlite:///{place}/bench.db") as store:
        show(*measure(some, store))


if __name__ == "__main__":
    main()
