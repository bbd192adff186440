"""False alarms of the garble score: findings in 1,000 words and share flagged, by source and signal, on honest texts.

    python -m bench.alarms INPUT.jsonl[.gz] ... [--most 500] [--show] [--signal NAME ...] [--by FIELD]

Rows: {"id", "text" or "gold" or "lines" [{"text"}], "source" or "set"?, "label"?, "title"?}. Rows whose label is
"garbled" are left out, and rows that are not in English. `--most` takes so many rows of a source, drawn by hash;
`--by` names the field that rows are grouped by; `--show` prints every finding with the words around it.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaning.garble import SIGNALS, judge_garble
from cleaning.language import detect
from cleaning.values import Article, Block, Context, Finding, Garble, JudgedLine

AROUND = 60
"""Characters that are shown on either side of a finding."""


@dataclass(frozen=True, slots=True)
class Read:
    """One honest text with its judgement.

    Attributes:
        key: its id.
        group: its source.
        lines: its lines.
        garble: what was said of it.
    """

    key: str
    group: str
    lines: tuple[str, ...]
    garble: Garble

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(line.split()) for line in self.lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Judge the texts, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=500, help="texts of one source")
    parser.add_argument("--by", metavar="FIELD", help="field of the rows that names the source")
    parser.add_argument("--show", action="store_true", help="print the findings")
    parser.add_argument("--signal", nargs="+", default=[], help="only these signals are shown")
    options = parser.parse_args(arguments)
    rows = drawn([row for path in options.inputs for row in honest(path)], options.most, options.by)
    reads = [read for group, row in rows if (read := judged(row, group))]
    if options.show:
        print("\n".join(shown(reads, frozenset(options.signal))))
    print("\n".join(table(reads)))


def honest(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a file that no machine garbled."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if row.get("label") != "garbled":
                yield row


def group_of(row: dict[str, Any], by: str | None) -> str:
    """What a row is counted under: its source, and its label where that is not "genuine"."""
    if by:
        return str(row.get(by))
    source, label = row.get("source") or row.get("set") or "", row.get("label") or "genuine"
    return " ".join(filter(None, (str(source), "" if label == "genuine" else str(label)))) or "text"


def drawn(rows: Sequence[dict[str, Any]], most: int, by: str | None) -> list[tuple[str, dict[str, Any]]]:
    """At most so many rows of each group."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: hashlib.sha256(str(row["id"]).encode()).digest()):
        groups[group_of(row, by)].append(row)
    return [(group, row) for group in sorted(groups) for row in groups[group][:most]]


def judged(row: dict[str, Any], group: str) -> Read | None:
    """A row's judgement, every line as body; None where it is not in English."""
    parts = [line["text"] for line in row["lines"]] if "lines" in row else (row.get("text") or row["gold"]).splitlines()
    lines = tuple(part for part in parts if part.strip())
    if detect("\n".join(lines)) not in ("en", None):
        return None
    article = Article(None, title=row.get("title"), language="en", blocks=tuple(Block(line) for line in lines))
    garble = judge_garble(article, tuple(JudgedLine(line) for line in lines), Context.empty())
    return Read(str(row["id"]), group, lines, garble)


def table(reads: Sequence[Read]) -> list[str]:
    """A line a source: texts, words, share flagged, findings in 1,000 words, and which signals made them."""
    groups: dict[str, list[Read]] = defaultdict(list)
    for read in reads:
        groups[read.group].append(read)
    groups["all"] = list(reads)
    return ["source  texts  words  flagged  findings in 1,000 words", *(row_of(name, groups[name]) for name in groups)]


def row_of(name: str, reads: Sequence[Read]) -> str:
    """The line of one source."""
    words = sum(read.words for read in reads) or 1
    counts = Counter(finding.signal for read in reads for finding in read.garble.findings)
    parts = [f"{signal.name} {1000 * counts[signal.name] / words:.2f}" for signal in SIGNALS if counts[signal.name]]
    flagged = sum(read.garble.flagged for read in reads)
    rate = 1000 * counts.total() / words
    return (
        f"{name}  {len(reads)}  {words}  {flagged} ({flagged / (len(reads) or 1):.3f})  {rate:.2f}: {', '.join(parts)}"
    )


def shown(reads: Sequence[Read], signals: frozenset[str]) -> Iterator[str]:
    """Every finding with the words around it, by signal and source."""
    found = [(finding, read) for read in reads for finding in read.garble.findings]
    for finding, read in sorted(found, key=lambda pair: (pair[0].signal, pair[1].group)):
        if not signals or finding.signal in signals:
            flag = "FLAGGED " if read.garble.flagged else ""
            yield f"{finding.signal} {finding.score:.2f}  {flag}{read.group}  {in_place(finding, read)}"


def in_place(finding: Finding, read: Read) -> str:
    """The finding in brackets among its neighbours."""
    line = read.lines[finding.line] if finding.line is not None else ""
    before, after = line[max(0, finding.start - AROUND) : finding.start], line[finding.end : finding.end + AROUND]
    return f"{before}[{finding.text}]{after}  ({finding.reason})" if line else f"[{finding.text}]"


if __name__ == "__main__":
    main()
