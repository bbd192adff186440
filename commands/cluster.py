"""`copydesk cluster`: which texts of a file are copies of one story, without a database."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleaning.values import CopydeskError, Failure
from commands.console import DEFAULT_WORKERS, Strict, Workers, json_text, progress, say
from commands.results import RecordId, Row, error_row

if TYPE_CHECKING:
    from cleaning.copies.fingerprint import Fingerprint
    from cleaning.copies.gathering import Gathering, Membership
    from commands.records import Position
    from commands.texts import TextRecord
    from commands.writing import Sink

EPILOG = """
[bold]copydesk cluster texts.jsonl.gz clusters.jsonl[/] writes a line for every record, in the same order.

[bold]copydesk clean --batch pages.jsonl - | copydesk cluster - clusters.jsonl[/] puts clean texts together: \
litter that two sites share makes no copies.

A record is {"id": "a1", "text": "…"}; "language" (en) and "published" (2026-05-03) help, other keys are ignored. \
A line of the result is {"id": "a7", "cluster": "a1", "relation": "copy", "score": 0.98}.

"cluster" is the id of the first record of the story.

"relation" is "copy", "related" (same event, another writer's text, alone; "related_to" says whose), or null for the \
first or only text of a story.

"score" is the chance that it is a copy of what it was compared with.

Of two texts with known dates more than 45 days apart, only the same words are copies.
"""


@dataclass(slots=True)
class Tally:
    """What became of the records.

    Attributes:
        texts: records that were read.
        clusters, copies, related: how many of each they make.
        failed: records by the stage at which they failed.
        last: the newest failure.
    """

    texts: int = 0
    clusters: int = 0
    copies: int = 0
    related: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    last: Failure | None = None

    def fail(self, failure: Failure) -> None:
        """One more record that failed."""
        self.failed[failure.stage.value] += 1
        self.last = failure

    def __str__(self) -> str:
        records = self.texts + self.failed.total()
        stages = ", ".join(f"{stage} {count:,}" for stage, count in sorted(self.failed.items()))
        failed = f"{self.failed.total():,} failed" + (f" ({stages})" if stages else "")
        found = f"{self.clusters:,} clusters, {self.copies:,} copies, {self.related:,} related"
        return f"{records:,} records: {found}; {failed}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A record that was read: its id, and its error row where it failed."""

    id: RecordId
    error: Row | None


def cluster(
    source: Annotated[str, typer.Argument(metavar="IN", help="JSON lines, .gz and .zst too, or - for standard input.")],
    out: Annotated[str, typer.Argument(metavar="OUT", help="Where the results go, or - for standard output.")],
    workers: Workers = DEFAULT_WORKERS,
    strict: Strict = False,
) -> None:
    """Find which of many texts are copies of one story; needs no database.

    Copies are the same text, also trimmed, edited, translated or spun. A text joins a story through the first text of
    it or through the average of a few, never through one that happens to resemble it. Results are written when all
    texts are read, because a late text can show that two stories are one.
    """
    from commands.batch import refuse_same

    refuse_same(source, out)
    tally = Tally()
    try:
        run(source, out, workers, tally)
    except KeyboardInterrupt:
        say(f"interrupted after {tally.texts + tally.failed.total():,} records; nothing was written")
        raise
    say(str(tally))
    conclude(source, tally, strict=strict)


def run(source: str, out: str, workers: int, tally: Tally) -> None:
    """The work itself; what became of it is in the tally."""
    from cleaning.copies.gathering import Gathering
    from commands.records import opened
    from commands.texts import read_texts
    from commands.writing import written

    gathering, entries = Gathering(), list[Entry]()
    with opened(Path(source), sys.stdin.buffer) as (stream, position), written(out, sys.stdout.buffer) as sink:
        for record, made in fingerprinted(read_texts(stream), position, workers):
            if isinstance(made, Failure):
                tally.fail(made)
                entries.append(Entry(record.id, error_row(record.number, record.id, made)))
            else:
                tally.texts += 1
                gathering.add(made, day_of(record))
                entries.append(Entry(record.id, None))
        write(sink, entries, gathering, tally)


def fingerprinted(
    records: Iterator[TextRecord], position: Position, workers: int
) -> Iterator[tuple[TextRecord, Fingerprint | Failure]]:
    """Each record, without its text, with its fingerprint or why there is none."""
    from commands.texts import Text
    from engine.fingerprints import Asked, fingerprints

    def asked(record: TextRecord) -> Asked | None:
        return (record.text.text, record.text.language) if isinstance(record.text, Text) else None

    with progress("clustering", position.total, "bytes read") as step:
        read = 0
        for record, made in fingerprints(((record, asked(record)) for record in records), workers):
            known = made if isinstance(record.text, Text) else record.text
            assert known is not None
            yield record, known
            step(position.read - read)
            read = position.read


def day_of(record: TextRecord) -> int | None:
    """Day of publication."""
    return None if isinstance(record.text, Failure) else record.text.day


def write(sink: Sink, entries: list[Entry], gathering: Gathering, tally: Tally) -> None:
    """A line for every record."""
    ids = [entry.id for entry in entries if entry.error is None]
    members = gathering.memberships()
    for entry in entries:
        row = entry.error or row_of(entry.id, next(members), ids, tally)
        sink.write(f"{json_text(row)}\n".encode())


def row_of(id_: RecordId, member: Membership, ids: list[RecordId], tally: Tally) -> Row:
    """One text's line, counted."""
    from cleaning.copies.values import Relation

    tally.copies += member.relation is Relation.COPY
    tally.clusters += member.relation is not Relation.COPY
    tally.related += member.relation is Relation.RELATED
    row: Row = {
        "id": id_,
        "cluster": ids[member.cluster],
        "relation": member.relation and member.relation.value,
        "score": member.score,
    }
    return row if member.related_to is None else {**row, "related_to": ids[member.related_to]}


def conclude(source: str, tally: Tally, *, strict: bool) -> None:
    """The exit code: 1 when nothing succeeded, when the source broke off, and with `strict` when anything failed."""
    from commands.records import BREAKS_OFF

    if tally.last is not None and tally.last.reason.startswith(BREAKS_OFF):
        raise CopydeskError(f"{source} is damaged: {tally.last.reason}")
    if tally.failed and (strict or not tally.texts):
        raise typer.Exit(1)
