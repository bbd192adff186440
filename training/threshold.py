"""Hits and false alarms of the garble score over thresholds, and what each signal is worth.

    python -m training.threshold INPUT.jsonl[.gz] ... [--half 0|1] [--by source_id]

Rows: {"id", "label", "engine"?, "text" or "lines" [{"text"}], "title"?, "language"?}. Label "garbled" is what should be
flagged, every other label is not; groups are the engines, else the labels. `--half` keeps the rows of one half, divided
by a hash of the field that `--by` names (so that all versions of one text stay together). `tuning.py` and the weights
of SIGNALS are chosen from one half, and the other half says what they are worth.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaning.garble import SIGNALS, THRESHOLD, judge_garble
from cleaning.values import Article, Block, Context, JudgedLine
from training.inputs import opened

THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
POSITIVE = "garbled"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One row of an input.

    Attributes:
        key: what the halves are divided by.
        label: "garbled", or a kind of text that must not be flagged.
        engine: what made it; "" where a person did.
        text: one line a paragraph.
        title: headline.
        language: ISO 639-1 code.
    """

    key: str
    label: str
    engine: str
    text: str
    title: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Judged:
    """What the report reads of one judged row.

    Attributes:
        group: its engine or label.
        is_garbled: should it be flagged?
        score: 0 where it got none.
        can_flag: flagged at a threshold of 0: the evidence is of two kinds, or decisive.
        signals: of its findings.
        words: in its text.
    """

    group: str
    is_garbled: bool
    score: float
    can_flag: bool
    signals: tuple[str, ...]
    words: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the inputs, judge every row, print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--by", default="id", metavar="FIELD")
    options = parser.parse_args(arguments)
    rows = [row for path in options.inputs for row in read(path, options.by)]
    kept = [row for row in rows if options.half is None or half_of(row.key) == options.half]
    sys.stdout.write("\n".join(report([judged(row) for row in kept])) + "\n")


def read(path: Path, by: str) -> Iterator[Labelled]:
    """Rows of one input file."""
    with opened(path) as file:
        for line in file:
            row: dict[str, Any] = json.loads(line)
            text = row["text"] if "text" in row else "\n".join(line["text"] for line in row["lines"])
            yield Labelled(
                key=str(row.get(by, row["id"])),
                label=str(row.get("label", "genuine")),
                engine=str(row.get("engine") or ""),
                text=text,
                title=row.get("title"),
                language=str(row.get("language") or row.get("lang") or "en"),
            )


def half_of(key: str) -> int:
    """Which half a key belongs to, the same on every machine.

    >>> half_of("a"), half_of("e")
    (0, 1)
    """
    return hashlib.sha256(key.encode()).digest()[0] % 2


def judged(row: Labelled) -> Judged:
    """The row's judgement; every line counts as body."""
    texts = [text for text in row.text.splitlines() if text.strip()]
    article = Article(None, title=row.title, language=row.language, blocks=tuple(Block(text) for text in texts))
    garble = judge_garble(article, tuple(JudgedLine(text) for text in texts), Context.empty(), threshold=0.0)
    return Judged(
        group=row.engine or row.label,
        is_garbled=row.label == POSITIVE,
        score=garble.score or 0.0,
        can_flag=garble.flagged,
        signals=tuple(finding.signal for finding in garble.findings),
        words=len(row.text.split()),
    )


def report(rows: Sequence[Judged]) -> list[str]:
    """The report's lines: share flagged by threshold and group, then what each signal finds in 1,000 words."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for row in rows:
        groups[row.group].append(row)
    sizes = "  ".join(f"{name} {len(members)}" for name, members in sorted(groups.items()))
    flags = [f"{threshold:.2f}  {shares(groups, threshold)}" for threshold in sorted({*THRESHOLDS, THRESHOLD})]
    return [f"rows  {sizes}", "share flagged by threshold", *flags, *worth(rows)]


def shares(groups: dict[str, list[Judged]], threshold: float) -> str:
    """Share of each group that would be flagged."""
    flagged = {name: sum(row.can_flag and row.score >= threshold for row in rows) for name, rows in groups.items()}
    return "  ".join(f"{name} {flagged[name] / len(groups[name]):.3f}" for name in sorted(groups))


def worth(rows: Sequence[Judged]) -> list[str]:
    """For each signal: findings in 1,000 words of garbled and of other text, and the log of their ratio.

    The ratio is smoothed by half a finding. It is what one finding is worth if findings came independently.
    """
    words = {kind: sum(row.words for row in rows if row.is_garbled is kind) for kind in (True, False)}
    found = {kind: Counter(name for row in rows if row.is_garbled is kind for name in row.signals) for kind in words}
    lines = ["signal  findings in 1,000 words of garbled and of other text, log ratio"]
    for signal in SIGNALS:
        rates = [1000 * (found[kind][signal.name] + 0.5) / max(1, words[kind]) for kind in (True, False)]
        lines.append(f"{signal.name}  {rates[0]:.3f}  {rates[1]:.3f}  {math.log(rates[0] / rates[1]):+.1f}")
    return lines


if __name__ == "__main__":
    main()
