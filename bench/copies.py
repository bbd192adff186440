"""How well copies of one story are put together, and what it costs.

    python -m bench.copies garble-dev.jsonl.gz news-text.jsonl.gz [--half tuned|held] [--trim] [--seeds 5]
    python -m bench.copies garble-dev.jsonl.gz news-text.jsonl.gz --growth
    python -m bench.copies garble-dev.jsonl.gz news-text.jsonl.gz --read 10
    python -m bench.copies garble-dev.jsonl.gz news-text.jsonl.gz --devset devset.jsonl

Rows that share a `source_id` are versions of one text: one cluster. Other news texts of 60 words and more, a sample for
each seed, are taken to be a cluster each; but Reuters-21578 holds true duplicates and reports of one template, so
precision is also given without pairs of two of its texts. `--trim` keeps a run of 30 to 70 % of the paragraphs of every
version but the first.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import comb
from pathlib import Path

from bench.split import is_held, read
from cleaning.copies.fingerprint import fingerprint
from cleaning.copies.gathering import Gathering
from cleaning.copies.likeness import likeness

OTHERS = 3_000
LEAST_WORDS = 60
TRIM = (0.3, 0.7)
LISTED = 12
GROWTH = (1_000, 2_000, 5_000, 10_000, 20_000)
SHOWN = 110
"""Characters of a member's opening that are shown."""


@dataclass(frozen=True, slots=True)
class Item:
    """A text whose true cluster is known.

    Attributes:
        story: what all versions of a text share.
        kind: what made the version, or the source of a news text.
    """

    story: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one run: cluster of each item, CPU milliseconds a text."""

    clusters: tuple[int, ...]
    fingerprint_ms: float
    joining_ms: float


def versions(path: Path, half: str | None) -> list[Item]:
    """All versions of the texts of one half, or of both."""
    rows = map(json.loads, read(path))
    wanted = {None: (True, False), "held": (True,), "tuned": (False,)}[half]
    return [Item(row["source_id"], row["engine"], row["text"]) for row in rows if is_held(row["source_id"]) in wanted]


def news(path: Path) -> list[Item]:
    """News texts that are long enough."""
    rows = map(json.loads, read(path))
    return [Item(row["id"], row["source"], row["text"]) for row in rows if len(row["text"].split()) >= LEAST_WORDS]


def trimmed(items: Sequence[Item], chance: random.Random) -> list[Item]:
    """All versions but the first of each story cut to a run of their paragraphs."""
    seen: set[str] = set()
    cut = []
    for item in items:
        pieces = [piece for piece in item.text.split("\n") if piece.strip()]
        if item.story in seen and len(pieces) > 1:
            size = max(1, round(len(pieces) * chance.uniform(*TRIM)))
            start = chance.randrange(len(pieces) - size + 1)
            cut.append(Item(item.story, f"{item.kind} trimmed", "\n".join(pieces[start : start + size])))
        else:
            cut.append(item)
        seen.add(item.story)
    return cut


def gathered(items: Sequence[Item]) -> Outcome:
    """The items put into clusters in their order."""
    start = time.process_time()
    prints = [fingerprint(item.text, "en") for item in items]
    middle = time.process_time()
    gathering = Gathering()
    for made in prints:
        gathering.add(made)
    clusters = tuple(member.cluster for member in gathering.memberships())
    each = 1_000 / max(1, len(items))
    return Outcome(clusters, (middle - start) * each, (time.process_time() - middle) * each)


Pair = tuple[int, int]


def pairs_of(labels: Sequence[object]) -> set[Pair]:
    """Pairs of places with the same label."""
    places: dict[object, list[int]] = defaultdict(list)
    for place, label in enumerate(labels):
        places[label].append(place)
    return {pair for group in places.values() for pair in itertools.combinations(group, 2)}


def adjusted_rand(true: Sequence[object], found: Sequence[object]) -> float:
    """Adjusted Rand index (Hubert and Arabie, 1985).

    >>> adjusted_rand("aabb", "xxyy"), round(adjusted_rand("aabb", "xyxy"), 2)
    (1.0, -0.5)
    """
    both = sum(comb(count, 2) for count in Counter(zip(true, found, strict=True)).values())
    one, other = (sum(comb(count, 2) for count in Counter(labels).values()) for labels in (true, found))
    expected = one * other / comb(len(true), 2)
    return (both - expected) / ((one + other) / 2 - expected)


def figures(items: Sequence[Item], found: Outcome) -> str:
    """The run in one line."""
    true, joined = pairs_of([item.story for item in items]), pairs_of(found.clusters)
    wrong = joined - true
    reuters = sum(is_reuters(items[a]) and is_reuters(items[b]) for a, b in wrong)
    right = len(joined & true)
    mixed = len(chained(items, found.clusters))
    return (
        f"{len(items):,} texts  precision {right / max(1, len(joined)):.4f} "
        f"(without pairs of Reuters {right / max(1, len(joined) - reuters):.4f})  "
        f"recall {right / max(1, len(true)):.4f}  "
        f"ARI {adjusted_rand([item.story for item in items], found.clusters):.4f}  "
        f"wrong pairs {len(wrong)}, of Reuters {reuters}  clusters with two stories {mixed}  "
        f"CPU ms: fingerprint {found.fingerprint_ms:.2f}, joining {found.joining_ms:.2f}"
    )


def is_reuters(item: Item) -> bool:
    """The text is of Reuters-21578."""
    return item.kind.startswith("reuters")


def chained(items: Sequence[Item], clusters: Sequence[int]) -> dict[int, set[str]]:
    """Clusters in which versions of a text stand with another story, pairs of Reuters aside; their stories."""
    stories: dict[int, set[str]] = defaultdict(set)
    for item, cluster in zip(items, clusters, strict=True):
        stories[cluster].add("reuters" if is_reuters(item) else item.story)
    return {cluster: told for cluster, told in stories.items() if len(told) > 1}


def list_errors(items: Sequence[Item], found: Outcome) -> None:
    """Print what was joined wrongly and what was missed, by kind."""
    true, joined = pairs_of([item.story for item in items]), pairs_of(found.clusters)
    for name, pairs in (("wrong", joined - true), ("missed", true - joined)):
        kinds = Counter(" + ".join(sorted((items[a].kind, items[b].kind))) for a, b in pairs)
        print(f"  {name}: " + (", ".join(f"{kind} {count}" for kind, count in kinds.most_common(LISTED)) or "none"))
    for told in chained(items, found.clusters).values():
        print("  two stories: " + ", ".join(sorted(told)))


def read_by_eye(items: Sequence[Item], found: Outcome, wanted: int) -> None:
    """Print clusters of more than two members, the openings of each."""
    members: dict[int, list[Item]] = defaultdict(list)
    for item, cluster in zip(items, found.clusters, strict=True):
        members[cluster].append(item)
    large = [cluster for cluster, group in members.items() if len(group) > 2]  # noqa: PLR2004 - a pair shows little
    for cluster in large[:: max(1, len(large) // wanted)][:wanted]:
        print(f"cluster {cluster}")
        for item in members[cluster]:
            print(f"  {item.story} {item.kind}: {' '.join(item.text.split())[:SHOWN]}")


def growth(items: Sequence[Item]) -> None:
    """Print what joining costs among more and more texts, by the last thousand of them."""
    gathering = Gathering()
    prints = [fingerprint(item.text, "en") for item in items[: GROWTH[-1]]]
    start = time.process_time()
    for count, made in enumerate(prints, start=1):
        if count % GROWTH[0] == 1:
            start = time.process_time()
        gathering.add(made)
        if count in GROWTH:
            print(
                f"  {count:,} texts: joining {(time.process_time() - start) * 1_000 / GROWTH[0]:.2f} ms of CPU a text"
            )


def devset(path: Path) -> None:
    """Print what the copies of the hand-made set are to their wire stories, and pairs of different stories."""
    rows = list(map(json.loads, read(path)))
    texts = ("\n".join(line["text"] for line in row["lines"] if line["kind"] == "body") for row in rows)
    made = [fingerprint(text, row["lang"]) for text, row in zip(texts, rows, strict=True)]
    wire = {row["story"]: at for at, row in enumerate(rows) if row["id"].endswith("-wire")}
    for label in ("garbled", "light_edit"):
        found = [likeness(made[at], made[wire[row["story"]]]) for at, row in enumerate(rows) if row["label"] == label]
        least = min(each.score for each in found)
        print(f"  {label}: {dict(Counter(each.relation.value for each in found))}, chance {least:.3f} and more")
    apart = (
        likeness(made[a], made[b]).relation.value
        for a, b in itertools.combinations(range(len(rows)), 2)
        if rows[a]["story"] != rows[b]["story"]
    )
    print(f"  different stories: {dict(Counter(apart))}")


def mixtures(
    copies: Sequence[Item], others: Sequence[Item], seeds: int, *, trim: bool
) -> Iterator[tuple[int, list[Item]]]:
    """For each seed the versions among a sample of other news, in a shuffled order."""
    for seed in range(seeds):
        chance = random.Random(seed)
        items = [*(trimmed(copies, chance) if trim else copies), *chance.sample(others, min(OTHERS, len(others)))]
        chance.shuffle(items)
        yield seed, items


def main() -> None:
    """Print the figures of each seed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("garbled", type=Path)
    parser.add_argument("news", type=Path)
    parser.add_argument("--half", choices=("tuned", "held"))
    parser.add_argument("--trim", action="store_true")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--read", type=int, default=0, metavar="CLUSTERS")
    parser.add_argument("--devset", type=Path)
    options = parser.parse_args()
    if options.devset:
        devset(options.devset)
        return
    copies, others = versions(options.garbled, options.half), news(options.news)
    fingerprint("Warm.", "en")
    if options.growth:
        items = [*copies, *others]
        random.Random(0).shuffle(items)
        growth(items)
        return
    for seed, items in mixtures(copies, others, options.seeds, trim=options.trim):
        found = gathered(items)
        print(f"seed {seed}: {figures(items, found)}")
        list_errors(items, found)
        if options.read:
            read_by_eye(items, found, options.read)
            return


if __name__ == "__main__":
    main()
