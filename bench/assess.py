"""What copies add to the flags: `python -m bench.assess garble-dev.jsonl.gz devset.jsonl [--half held] [--sources N]`.

Of garble-dev every version of a text stands once beside the text itself, as if these two were all that is known; of the
devset all copies of a story stand together. Printed are, by engine, the share flagged by the text alone and with its
copies, and how often the garbled side was named, missed or confused. The model behind the texts' own scores has seen
garble-dev: what copies add is honest there, what the text alone reaches is not. It has not seen the devset.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.split import is_held
from cleaning.clean import clean
from cleaning.copies.assess import Assessment, Me, Witness, assessed, usual_threshold
from cleaning.copies.copy import copy_of
from cleaning.copies.drift import Prepared, drift_of, prepare
from cleaning.extract import extract
from cleaning.pages import page_from_lines, page_from_text
from cleaning.values import Context, Page

ORIGINAL = ("genuine", "human_translation")
HONEST_SUFFIXES = ("wire", "edit")


@dataclass(frozen=True, slots=True)
class Judged:
    """One text in company: its group, whether it is honest, flagged alone, and what copies say."""

    group: str
    is_honest: bool
    alone: bool
    beside: Assessment


def main() -> None:
    """Both sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("versions", help="garble-dev.jsonl.gz")
    parser.add_argument("stories", help="devset.jsonl")
    parser.add_argument("--half", choices=["tuned", "held", "all"], default="held")
    parser.add_argument("--sources", type=int, default=60, help="texts of garble-dev at most")
    options = parser.parse_args()
    print(f"garble-dev, {options.half}: each version beside its text")
    tell(pairs_of_versions(options.versions, options.half, options.sources))
    print("devset: all copies of a story together")
    tell(stories_together(options.stories))


def records(file: str) -> Iterator[dict[str, Any]]:
    """Every record of a file."""
    opener = gzip.open if file.endswith(".gz") else open
    with opener(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def pairs_of_versions(file: str, half: str, most: int) -> Iterator[Judged]:
    """Each version and the text itself, two at a time."""
    by_source: dict[str, dict[str, str]] = defaultdict(dict)
    for one in records(file):
        if half == "all" or is_held(one["source_id"]) == (half == "held"):
            by_source[one["source_id"]][one["engine"]] = one["text"]
    chosen = random.Random(11).sample(sorted(by_source), min(most, len(by_source)))
    for source in chosen:
        texts = {engine: ready(page_from_text(text)) for engine, text in by_source[source].items()}
        original = next((engine for engine in ORIGINAL if engine in texts), None)
        if original is None:
            continue
        for engine in sorted(texts.keys() - {original}):
            names = (f"{original} beside {engine.split('_')[0]}", engine)
            yield from together(dict(zip(names, (texts[original], texts[engine]), strict=True)), {names[0]})


def stories_together(file: str) -> Iterator[Judged]:
    """All copies of each story of the devset that has several."""
    by_story: dict[str, dict[str, Prepared]] = defaultdict(dict)
    for one in records(file):
        page = page_from_lines([line["text"] for line in one["lines"]], None, one["title"])
        by_story[one["story"]][one["id"].rpartition("-")[2]] = ready(page)
    for copies in by_story.values():
        if len(copies) > 1:
            yield from together(copies, HONEST_SUFFIXES)


def ready(page: Page) -> Prepared:
    """A text made ready to be compared."""
    return prepare(copy_of(clean(extract(page), Context.empty())))


def together(copies: Mapping[str, Prepared], honest: Iterable[str]) -> Iterator[Judged]:
    """Every copy beside all others."""
    names = list(copies)
    found = {(a, b): drift_of(copies[a], copies[b]) for a, b in itertools.combinations(names, 2)}
    drifts = {frozenset((names.index(a), names.index(b))): drift.score for (a, b), drift in found.items()}
    for number, name in enumerate(names):
        witnesses = [
            Witness(names.index(b if a == name else a), drift.score, -drift.lean if a == name else drift.lean)
            for (a, b), drift in found.items()
            if name in {a, b}
        ]
        own = copies[name].words.copy.garble
        beside = assessed(Me(number, own), witnesses, drifts, usual_threshold())
        yield Judged(name, name in set(honest), own.flagged, beside)


def tell(judged: Iterable[Judged]) -> None:
    """A line for each group."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[one.group].append(one)
    print(f"  {'':<34} texts  flagged alone  with copies  named garbled  cleared  cannot tell")
    for name, found in sorted(groups.items(), key=lambda group: (not group[1][0].is_honest, group[0])):
        named = [one.beside.is_garbled for one in found]
        shares = (
            share([one.alone for one in found]),
            share([one.beside.flagged for one in found]),
            share([one is True for one in named]),
            share([one is False for one in named]),
            share([one is None for one in named]),
        )
        print(f"  {name:<34} {len(found):>5}" + "".join(f"{one:>14}" for one in shares), flush=True)


def share(found: Sequence[bool]) -> str:
    """Three digits."""
    return f"{sum(found) / len(found):.3f}"


if __name__ == "__main__":
    main()
