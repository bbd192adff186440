"""Where a batch's results go: a file that appears whole under its name, or standard output."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from cleaning.values import CopydeskError


class Sink(Protocol):
    """Something that takes bytes: a file, or what compresses into one."""

    def write(self, data: bytes, /) -> int:
        """Take all of the bytes."""


@contextmanager
def written(out: str, stdout: BinaryIO) -> Iterator[Sink]:
    """What is written here is found under `out` when the block ends well; before that, and otherwise, in `partial_of`.

    A name that ends in .gz or .zst is compressed.

    Raises:
        CopydeskError: it cannot be written.
    """
    if out == "-":
        yield stdout
        stdout.flush()
        return
    place = partial_of(out)
    try:
        with ExitStack() as open_files:
            yield compressed(out, open_files.enter_context(place.open("wb")), open_files)
        if place != Path(out):
            place.replace(Path(out).resolve())
    except OSError as error:
        if error.filename not in {None, str(place), str(Path(out).resolve())}:
            raise
        raise CopydeskError(f"cannot write {out}: {error.strerror}") from error


def partial_of(out: str) -> Path:
    """The file that holds unfinished results, beside `out`, a link or not. A device or pipe is written to itself."""
    path = Path(out)
    if path.exists() and not path.is_file():
        return path
    real = path.resolve()
    return real.with_name(f"{real.name}.partial")


def compressed(out: str, file: BinaryIO, open_files: ExitStack) -> Sink:
    """The file, behind a compressor when its name asks for one."""
    if out.endswith(".gz"):
        return open_files.enter_context(gzip.GzipFile("", "wb", fileobj=file, mtime=0))
    if out.endswith(".zst"):
        import zstandard

        writer = zstandard.ZstdCompressor(level=3).stream_writer(file, closefd=False)
        return cast("Sink", open_files.enter_context(writer))
    return file
