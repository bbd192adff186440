"""Writes exported rows: streaming, in the order given, the same bytes for the same rows.

Nothing of the run goes into a file: no time, no host, no path; compression is single-threaded at a fixed level. The
data set and its card appear under their names only when both are complete.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from cleaning.values import CopydeskError
from export.card import Selection, Tally, card
from export.columns import Column, columns, values
from storage.records import ExportRow

ZSTD_LEVEL = 6
GZIP_LEVEL = 6
GROUP_ROWS = 1_000
GROUP_CHARACTERS = 5_000_000
"""A Parquet row group is closed by whichever comes first, so that long articles do not fill the memory."""

Record = dict[str, Any]
Write = Callable[[Iterable[Record], tuple[Column, ...], IO[bytes]], None]


class ExportError(CopydeskError):
    """The data set could not be written: what, where and what to do."""


def encode(record: Record) -> bytes:
    r"""One JSON line, keys in the order of the columns, times in ISO 8601.

    >>> encode({"title": "Über", "fetched_at": None})
    b'{"title": "\xc3\x9cber", "fetched_at": null}\n'
    """
    return (json.dumps(record, ensure_ascii=False, default=datetime.isoformat) + "\n").encode()


def write_plain(records: Iterable[Record], _columns: tuple[Column, ...], file: IO[bytes]) -> None:
    """JSON lines as they are."""
    file.writelines(map(encode, records))


def write_gzip(records: Iterable[Record], _columns: tuple[Column, ...], file: IO[bytes]) -> None:
    """JSON lines, gzip; name and time stay out of its header."""
    with gzip.GzipFile("", "wb", GZIP_LEVEL, file, mtime=0) as packed:
        packed.writelines(map(encode, records))


def write_zstd(records: Iterable[Record], _columns: tuple[Column, ...], file: IO[bytes]) -> None:
    """JSON lines, zstd with a checksum."""
    packer = zstandard.ZstdCompressor(level=ZSTD_LEVEL, write_checksum=True)
    with packer.stream_writer(file, closefd=False) as packed:
        for record in records:
            packed.write(encode(record))


def write_parquet(records: Iterable[Record], wanted: tuple[Column, ...], file: IO[bytes]) -> None:
    """Parquet, zstd, a row group at a time; each field carries its description."""
    schema = pa.schema(
        [pa.field(column.name, column.arrow, metadata={"description": column.description}) for column in wanted]
    )
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for group in groups(records):
            writer.write_table(pa.Table.from_pylist(group, schema=schema), row_group_size=len(group))


def groups(records: Iterable[Record]) -> Iterator[list[Record]]:
    """The records in lists that fit the memory."""
    group: list[Record] = []
    characters = 0
    for record in records:
        group.append(record)
        characters += len(record["text"])
        if len(group) >= GROUP_ROWS or characters >= GROUP_CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group


WRITERS: dict[str, Write] = {
    ".jsonl": write_plain,
    ".jsonl.gz": write_gzip,
    ".jsonl.zst": write_zstd,
    ".parquet": write_parquet,
}
"""Ending of the file's name -> how it is written."""


def writer_of(out: Path) -> Write:
    """How a file of this name is written; raises ExportError for an ending we do not know."""
    for ending, write in WRITERS.items():
        if out.name.endswith(ending) and out.name != ending:
            return write
    raise ExportError(f"{out}: the name must end in {', '.join(WRITERS)}")


def write_dataset(rows: Iterable[ExportRow], out: Path, selection: Selection) -> Tally:
    """Write the rows to `out` and the data card beside it; gives what was counted.

    Raises ExportError when there is no row or the files cannot be written. Then nothing new stands under either name,
    and what stood there before is untouched.
    """
    write, wanted, tally = writer_of(out), columns(with_lines=selection.with_lines), Tally()
    try:
        with replacing(out, card_path(out)) as (file, card_file):
            write(tally.counting(values(row, wanted) for row in rows), wanted, file)
            if not tally.rows:
                raise ExportError("nothing to export: no article matches; nothing was written")
            tally.sha256 = digest(file)
            card_file.write(card(out.name, tally, selection).encode())
    except OSError as error:
        raise ExportError(f"{out}: {error.strerror or error}; nothing was written") from error
    return tally


def card_path(out: Path) -> Path:
    """Where the data card of a file stands.

    >>> card_path(Path("news.jsonl.zst")).name
    'news.jsonl.zst.card.md'
    """
    return out.with_name(f"{out.name}.card.md")


def digest(file: IO[bytes]) -> str:
    """SHA-256 of the file as written so far."""
    file.flush()
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


@contextmanager
def replacing(*outs: Path) -> Iterator[tuple[IO[bytes], ...]]:
    """Files that take their places together when the block ends well, and are gone when it does not."""
    parts = [out.with_name(f".{out.name}.{os.getpid()}.part") for out in outs]
    try:
        with ExitStack() as stack:
            files = tuple(stack.enter_context(part.open("w+b")) for part in parts)
            yield files
            for file in files:
                file.flush()
                os.fsync(file.fileno())
        for part, out in zip(parts, outs, strict=True):
            part.replace(out)
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
