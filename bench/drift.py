"""How far copies drift from their story, which copy is named, whether the spans are right, and what a pair costs.

    python -m bench.drift DEVSET.jsonl [--texts GARBLE.jsonl.gz] [--pages PAGES.jsonl.gz]

Both halves by `bench.split` are printed; weights and tables were made with the tuned half alone in sight. A story's
copies are read as `clean --batch` reads lines; origins and dates are unknown, and nobody supports either side.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trafilatura import bare_extraction

from bench.split import is_held, key_of, read
from cleaning.clean import clean
from cleaning.copies.copy import copy_of
from cleaning.copies.drift import drift_between, drift_of, prepare
from cleaning.copies.values import HONEST, Copy, Difference, Drift, Place, Side
from cleaning.extract import extract
from cleaning.pages import page_from_lines
from cleaning.values import Context

Row = dict[str, Any]
HALVES = ("tuned", "held")
KINDS = {
    "quote_reworded": {"quote"},
    "name": {"name"},
    "name_inconsistent": {"name"},
    "number": {"number", "unit"},
    "negation": {"negation"},
    "role_swap": {"role", "negation"},
    "pronoun": {"role", "quote"},
}
"""Kinds of difference that a label's kind asks for; wording for all others."""

GENUINE = ("genuine", "human_translation")


@dataclass(frozen=True, slots=True)
class Case:
    """A copy beside the genuine one of its story.

    Attributes:
        name: of the copy.
        group: what was done to it.
        half: tuned or held.
        genuine, copy: both.
        labels: garbled spans of the copy with their kinds.
    """

    name: str
    group: str
    half: str
    genuine: Copy
    copy: Copy
    labels: tuple[tuple[str, str], ...] = ()


def half_of(row: Row, by: str) -> str:
    """The half a row belongs to."""
    return HALVES[is_held(key_of(row, by))]


def read_copy(lines: Iterable[str], title: str | None = None) -> Copy:
    """A copy as the commands make it."""
    return copy_of(
        clean(extract(page_from_lines([line for line in lines if line.strip()], title=title)), Context.empty())
    )


def story_cases(path: Path) -> list[Case]:
    """Every copy of the hand-made stories beside its wire copy."""
    rows = {row["id"]: row for row in map(json.loads, read(path))}
    copies = {name: read_copy([line["text"] for line in row["lines"]], row["title"]) for name, row in rows.items()}
    return [
        Case(
            name,
            name.partition("-")[2],
            half_of(row, "story"),
            copies[wire],
            copies[name],
            tuple((label["span"], label["kind"]) for label in row["garbles"]),
        )
        for name, row in rows.items()
        if (wire := f"{row['story']}-wire") in rows and name != wire
    ]


def text_cases(path: Path) -> list[Case]:
    """Every version of a text beside the genuine one, or beside the human translation."""
    by_source: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in map(json.loads, read(path)):
        by_source[str(row["source_id"])][row["engine"]] = row
    cases = []
    for source, versions in by_source.items():
        best = next((engine for engine in GENUINE if engine in versions), None)
        if best is None:
            continue
        half = half_of(versions[best], "source_id")
        genuine = read_copy(versions[best]["text"].splitlines())
        cases += [
            Case(f"{source}-{engine}", engine, half, genuine, read_copy(row["text"].splitlines()))
            for engine, row in versions.items()
            if engine != best
        ]
        cases += [Case(f"{source}-{name}", name, half, genuine, changed(genuine, change)) for name, change in TRIMS]
    return cases


def changed(copy: Copy, change: Callable[[Sequence[str]], Sequence[str]]) -> Copy:
    """A copy of other sentences, or in another order."""
    text = prepare(copy).words
    places = [text.place(one.first, one.last - 1) for one in text.sentences if one.line >= 0]
    return Copy(tuple(change([f"{place.text}." for place in places])), language=copy.language)


TRIMS: tuple[tuple[str, Callable[[Sequence[str]], Sequence[str]]], ...] = (
    ("itself, every other sentence", lambda lines: lines[::2]),
    ("itself, backwards", lambda lines: lines[::-1]),
)


def report(cases: Sequence[Case]) -> None:
    """Drift and named side by group and half."""
    groups: dict[tuple[str, str], list[Drift]] = defaultdict(list)
    for case in cases:
        groups[case.group, case.half].append(drift_between(case.genuine, case.copy))
    print(
        f"{'group':30} {'half':6} {'n':>4}  {'least':>5} {'5 %':>5} {'half':>5} {'most':>5}  honest  right wrong cannot"
    )
    for (group, half), drifts in sorted(groups.items()):
        scores = sorted(drift.score for drift in drifts)
        shown = (scores[0], scores[len(scores) // 20], scores[len(scores) // 2], scores[-1])
        named = Counter(drift.garbled for drift in drifts)
        print(
            f"{group:30} {half:6} {len(drifts):4}  {' '.join(f'{score:5.2f}' for score in shown)}"
            f"  {sum(score <= HONEST for score in scores):6}  {named[Side.B]:5} {named[Side.A]:5} {named[None]:6}"
        )


def report_spans(cases: Sequence[Case]) -> None:
    """Recall of labels and precision of differences, by kind, in each half."""
    for half in HALVES:
        asked, found, right = Counter[str](), Counter[str](), Counter[str]()
        told, true = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        for case in cases:
            if case.half == half and case.labels:
                drift = drift_between(case.genuine, case.copy)
                places = [(place_of(case.copy, span), kind) for span, kind in case.labels]
                for place, kind in places:
                    hits = {one.kind for one in drift.differences if place and touch(one.b, place)}
                    asked[kind] += 1
                    found[kind] += bool(hits)
                    right[kind] += bool(hits & KINDS.get(kind, {"wording", "name", "quote"}))
                for one in drift.differences:
                    told[case.group, one.kind] += 1
                    true[case.group, one.kind] += is_labelled(one, [place for place, _ in places if place])
        print(f"\n{half}: labels found {found.total()} of {asked.total()}, as the right kind {right.total()}")
        print("  " + ", ".join(f"{kind} {found[kind]}/{asked[kind]}" for kind in sorted(asked)))
        for group in sorted({group for group, _ in told}):
            kinds = [kind for name, kind in sorted(told) if name == group]
            shares = ", ".join(f"{kind} {true[group, kind]}/{told[group, kind]}" for kind in kinds)
            print(f"  differences on a label in {group}: {shares}")


def place_of(copy: Copy, span: str) -> Place | None:
    """Where a labelled span stands; None where it was cut."""
    for line, text in enumerate((copy.title or "", *copy.lines), start=-1):
        if (start := text.find(span)) >= 0:
            return Place(line, start, start + len(span), span)
    return None


def touch(one: Place, two: Place) -> bool:
    """Do two spans share a character?"""
    return one.line == two.line and one.start < two.end and two.start < one.end


def is_labelled(one: Difference, places: Sequence[Place]) -> bool:
    """Does a difference touch a label?"""
    return any(touch(one.b, place) for place in places)


def report_cost(cases: Sequence[Case], pages: Path | None) -> None:
    """CPU a pair and a copy; and what trafilatura needs for a page on the same core."""
    pairs = [(case.genuine, case.copy) for case in cases if case.labels or case.group == "edit"]
    ready = [(prepare(one), prepare(two)) for one, two in pairs]
    words = sum(len(one.text.split()) for pair in pairs for one in pair) / len(pairs) / 2
    print(f"\nwords a copy {words:.0f}")
    print(f"both copies read and compared: {cost(pairs, drift_between):.2f} ms")
    print(f"only compared: {cost(ready, drift_of):.2f} ms")
    edits = [(one, two) for (one, two), case in zip(ready, compared(cases), strict=True) if case.group == "edit"]
    print(f"only compared, light edits: {cost(edits, drift_of):.2f} ms")
    if pages is not None:
        htmls = [row["html"] for row in map(json.loads, itertools.islice(read(pages), 60))]
        print(f"trafilatura with metadata: {cost([(html,) for html in htmls], extracted):.2f} ms a page")


def compared(cases: Sequence[Case]) -> list[Case]:
    """The cases whose cost is measured."""
    return [case for case in cases if case.labels or case.group == "edit"]


def extracted(html: str) -> object:
    """What an extraction costs."""
    return bare_extraction(html, with_metadata=True)


def cost(calls: Sequence[tuple[Any, ...]], function: Callable[..., object]) -> float:
    """Milliseconds of CPU a call, the least of three rounds, after one to warm up."""
    rounds = []
    for _ in range(4):
        start = time.process_time()
        for arguments in calls:
            function(*arguments)
        rounds.append(time.process_time() - start)
    return 1000 * min(rounds[1:]) / max(1, len(calls))


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--pages", type=Path)
    options = parser.parse_args()
    cases = story_cases(options.stories)
    for case in cases:
        drift = drift_between(case.genuine, case.copy)
        print(f"{case.name:10} {case.half:6} drift {drift.score:.2f}  garbled {drift.garbled}  lean {drift.lean:+.1f}")
    report(cases)
    report_spans(cases)
    report_cost(cases, options.pages)
    if options.texts is not None:
        report(text_cases(options.texts))


if __name__ == "__main__":
    main()
