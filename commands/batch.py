"""`copydesk clean --batch`: records in, results out, in the same order, however many there are."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cleaning.values import CopydeskError, Failure
from commands.console import json_text, progress, say
from commands.results import error_row, result_of
from engine.attempt import without_blocks
from engine.limits import Limits
from engine.pool import Engine, Result

if TYPE_CHECKING:
    from cleaning.clean import Options


@dataclass(slots=True)
class Tally:
    """What became of the records so far.

    Attributes:
        cleaned, flagged: articles.
        lines, cut: lines of these articles; how many of them were dropped or trimmed.
        failed: records by the stage at which they failed.
        last: the newest failure.
    """

    cleaned: int = 0
    flagged: int = 0
    lines: int = 0
    cut: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    last: Failure | None = None

    def count(self, result: Result) -> None:
        """One more record."""
        if isinstance(result, Failure):
            self.failed[result.stage.value] += 1
            self.last = result
            return
        self.cleaned += 1
        self.flagged += result.garble.flagged
        self.lines += len(result.lines)
        self.cut += sum(bool(line.cuts) for line in result.lines)

    @property
    def failures(self) -> int:
        """Records that failed."""
        return self.failed.total()

    def __str__(self) -> str:
        stages = ", ".join(f"{stage} {count:,}" for stage, count in sorted(self.failed.items()))
        failed = f"{self.failures:,} failed" + (f" ({stages})" if stages else "")
        done = f"{self.cleaned:,} cleaned, {self.flagged:,} flagged, {self.cut:,} of {self.lines:,} lines cut"
        return f"{self.cleaned + self.failures:,} records: {done}; {failed}"


@dataclass(frozen=True, slots=True)
class Batch:
    """What was asked for.

    Attributes:
        source, out: names of files, or "-".
        limits: what the workers may take.
        options: switches of cleaning; None for the usual ones.
        strict: any failure makes the exit code 1.
    """

    source: str
    out: str
    limits: Limits
    options: Options | None = None
    strict: bool = False


def clean_batch(batch: Batch) -> None:
    """Clean every record of the source into the results.

    Raises:
        CopydeskError: a file cannot be read or written, or the source breaks off.
    """
    refuse_same(batch.source, batch.out)
    tally = Tally()
    try:
        run(batch, tally)
    except KeyboardInterrupt:
        say(f"interrupted; {tally}{kept(batch.out)}")
        raise
    say(str(tally))
    conclude(batch, tally)


def run(batch: Batch, tally: Tally) -> None:
    """The work itself; what became of it is in the tally, also when it is interrupted."""
    from commands.records import opened, read_records
    from commands.writing import written

    with (
        opened(Path(batch.source), sys.stdin.buffer) as (stream, position),
        written(batch.out, sys.stdout.buffer) as sink,
        progress("cleaning", position.total, "bytes read") as step,
        Engine(limits=batch.limits, options=batch.options, trim=without_blocks) as engine,
    ):
        read = 0
        for (number, id_), result in engine.map(((r.number, r.id), r.page) for r in read_records(stream)):
            row = error_row(number, id_, result) if isinstance(result, Failure) else result_of(result, id_)
            sink.write(f"{json_text(row)}\n".encode())
            tally.count(result)
            step(position.read - read)
            read = position.read


def conclude(batch: Batch, tally: Tally) -> None:
    """The exit code: 1 when nothing succeeded, when the source broke off, and with `strict` when anything failed."""
    from commands.records import BREAKS_OFF

    if tally.last is not None and tally.last.reason.startswith(BREAKS_OFF):
        raise CopydeskError(f"{batch.source} is damaged: {tally.last.reason}")
    if tally.failures and (batch.strict or not tally.cleaned):
        raise typer.Exit(1)


def refuse_same(source: str, out: str) -> None:
    """Raises an error when the results would overwrite the source."""
    if source == "-" or not Path(source).is_file():
        return
    if Path(source).resolve() == Path(out).resolve() or (Path(out).exists() and Path(source).samefile(out)):
        raise CopydeskError(f"{out} is the input itself (name another file for the results)")


def kept(out: str) -> str:
    """Where the results of an interrupted batch are."""
    from commands.writing import partial_of

    return "" if out == "-" else f"; their results are kept in {partial_of(out)}"
