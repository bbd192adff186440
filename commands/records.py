"""Records of a batch: JSON lines, plain or compressed, one at a time. A bad record is a value and stops nothing."""

from __future__ import annotations

import base64
import binascii
import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn, Protocol, TypeVar, cast

import zstandard

from cleaning.pages import page_from_bytes, page_from_html, page_from_lines, page_from_text
from cleaning.values import CopydeskError, Failure, Page, Stage
from commands.results import RecordId

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

T = TypeVar("T")

MAX_RECORD_BYTES = 64_000_000
"""A longer line is no record. Decoding reads pages up to 20 MB, which JSON's escapes can treble."""

CHUNK = 1 << 20
PACKED_CHUNK = 1 << 13  # may unpack to some ten thousand times as much
BREAKS_OFF = "the input breaks off here"
GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
BODIES = ("html", "html_base64", "lines", "text")
"""Keys that hold the article; of several the first counts, so that a data set's own text can stand beside the page."""


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the input.

    Attributes:
        number: of the line, from 1; empty lines are counted and give no record.
        id: as given; None where none was given or none could be read.
        page: what to clean, or why it cannot be read.
    """

    number: int
    id: RecordId
    page: Page | Failure


class RecordError(CopydeskError):
    """A record that is not as it should be."""


@dataclass(slots=True)
class Position:
    """How far a file was read.

    Attributes:
        total: its bytes; None for a pipe.
        read: how many of them were read.
    """

    file: BinaryIO
    total: int | None

    @property
    def read(self) -> int:
        """Bytes read so far, compressed ones where the file is compressed."""
        return self.file.tell() if self.total is not None else 0


class Lines(Protocol):
    """Something that gives a line of at most so many bytes: a file, or what decompresses one."""

    def readline(self, size: int, /) -> bytes:
        """The next line, or its first `size` bytes; empty at the end."""


@contextmanager
def opened(path: Path, stdin: BinaryIO) -> Iterator[tuple[Lines, Position]]:
    """The bytes of a file, or of `stdin` for "-", decompressed where its first bytes say gzip or zstd.

    Raises:
        CopydeskError: it cannot be opened.
    """
    if str(path) == "-":
        yield decompressed(stdin), Position(stdin, None)
        return
    try:
        file = path.open("rb")
    except OSError as error:
        raise CopydeskError(f"cannot read {path}: {error.strerror}") from error
    with file:
        yield decompressed(file), Position(file, path.stat().st_size if path.is_file() else None)


def decompressed(file: BinaryIO) -> Lines:
    """The file's content, read as what its first bytes say it is."""
    buffered = file if isinstance(file, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", file))
    start = buffered.peek(4)[:4]
    if start.startswith(GZIP):
        return gzip.GzipFile(fileobj=buffered)
    if start.startswith(ZSTD):
        return io.BufferedReader(Unpacked(buffered), CHUNK)
    return buffered


class Unpacked(io.RawIOBase):
    """What a zstd file holds, over all of its frames. zstandard's own reader ends a file that breaks off in silence."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file = file
        self._frame = zstandard.ZstdDecompressor().decompressobj()
        self._packed = b""
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the buffer; 0 at the end.

        Raises:
            EOFError: the file ends inside a frame.
        """
        while not self._ready and (packed := self._packed or self._file.read(PACKED_CHUNK)):
            if self._frame.eof:
                self._frame = zstandard.ZstdDecompressor().decompressobj()
            self._ready = memoryview(self._frame.decompress(packed))
            self._packed = self._frame.unused_data
        if not self._ready and not self._frame.eof:
            raise EOFError("compressed data ended before its end was marked")
        room = memoryview(buffer).cast("B")
        size = min(len(room), len(self._ready))
        room[:size], self._ready = self._ready[:size], self._ready[size:]
        return size


def read_records(stream: Lines) -> Iterator[Record]:
    """Every record in order. Where a compressed file breaks off, the last record says so."""
    for number, id_, value in read_objects(stream):
        yield Record(number, id_, value if isinstance(value, Failure) else made_of(value, page_of))


def read_objects(stream: Lines) -> Iterator[tuple[int, RecordId, dict[str, Any] | Failure]]:
    """Number, id and value of every line that is not empty, or why it is none.

    What was seen of every id is kept, 16 bytes of it, to tell the second of two.
    """
    seen: set[bytes] = set()
    number = 0
    try:
        for number, line in enumerate(lines_of(stream), start=1):
            if line is None:
                yield number, None, unreadable(f"longer than {MAX_RECORD_BYTES // 1_000_000} MB")
            elif line.strip():
                yield number, *read_object(line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line, seen)
    except (EOFError, OSError, zlib.error, zstandard.ZstdError) as error:
        yield number + 1, None, unreadable(f"{BREAKS_OFF}: {error}")


def lines_of(stream: Lines) -> Iterator[bytes | None]:
    """Lines one at a time; None for a line that is too long, which is skipped without being held."""
    while line := stream.readline(MAX_RECORD_BYTES + 1):
        if len(line) <= MAX_RECORD_BYTES:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(CHUNK)
        yield None


def read_object(line: bytes, seen: set[bytes]) -> tuple[RecordId, dict[str, Any] | Failure]:
    """One line's id and value; an id that was seen before has none."""
    try:
        value = parse(line)
        id_ = id_of(value)
    except RecordError as error:
        return None, unreadable(str(error))
    if id_ is None:
        return None, value
    mark = hashlib.blake2b(f"{type(id_).__name__} {id_!r}".encode(), digest_size=16).digest()
    if mark in seen:
        return id_, unreadable("this id stands in an earlier record")
    seen.add(mark)
    return id_, value


def made_of(value: dict[str, Any], make: Callable[[dict[str, Any]], T]) -> T | Failure:
    """What a record holds, or why it is not as it should be."""
    try:
        return make(value)
    except RecordError as error:
        return unreadable(str(error))


def unreadable(reason: str) -> Failure:
    """Why a record cannot be read."""
    return Failure(Stage.READ, reason)


def parse(line: bytes) -> dict[str, Any]:
    """The line as a JSON object."""
    try:
        value = json.loads(line.decode("utf-8"), parse_constant=refuse)
    except UnicodeDecodeError as error:
        raise RecordError(f"not UTF-8: {error.reason} at byte {error.start + 1}") from error
    except json.JSONDecodeError as error:
        raise RecordError(f"not JSON: {error.msg} at character {error.pos + 1}") from error
    except RecursionError as error:
        raise RecordError("not JSON that can be read: nested too deeply") from error
    except ValueError as error:  # a number of more digits than Python reads
        raise RecordError("not JSON that can be read: a number is too long") from error
    if not isinstance(value, dict):
        raise RecordError(f"a record is an object, this is {called(value)}")
    return value


def refuse(constant: str) -> NoReturn:
    """Python reads NaN and Infinity, JSON has none."""
    raise RecordError(f"not JSON: {constant}")


def id_of(record: dict[str, Any]) -> RecordId:
    """The record's id."""
    value = record.get("id")
    if value is None or (isinstance(value, str | int | float) and not isinstance(value, bool)):
        return value
    raise RecordError(f'"id" is a string or a number, not {called(value)}')


def page_of(record: dict[str, Any]) -> Page:
    """The record's page."""
    url, title = optional(record, "url"), optional(record, "title")
    for key in BODIES:
        if record.get(key) is not None:
            return MAKE[key](record[key], url, title)
    raise RecordError('none of "html", "html_base64", "text" and "lines" is given')


def optional(record: dict[str, Any], key: str) -> str | None:
    """A string that may be missing; an empty one is."""
    value = record.get(key)
    return text_of(value, key).strip() or None if value is not None else None


def text_of(value: object, key: str) -> str:
    """The value, which is a string."""
    if isinstance(value, str):
        return value
    raise RecordError(f'"{key}" is a string, not {called(value)}')


def from_html(value: object, url: str | None, title: str | None) -> Page:
    """Decoded markup."""
    return page_from_html(text_of(value, "html"), url, title)


def from_base64(value: object, url: str | None, title: str | None) -> Page:
    """Bytes as received; line breaks inside are allowed."""
    try:
        body = base64.b64decode("".join(text_of(value, "html_base64").split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise RecordError(f'"html_base64" is not base64: {error}') from error
    return page_from_bytes(body, url, title)


def from_text(value: object, url: str | None, title: str | None) -> Page:
    """One non-empty line of it is one line."""
    return page_from_text(text_of(value, "text"), url, title)


def from_lines(value: object, url: str | None, title: str | None) -> Page:
    """Objects with a text, or strings."""
    if not isinstance(value, list):
        raise RecordError(f'"lines" is a list, not {called(value)}')
    texts = [line.get("text") if isinstance(line, dict) else line for line in value]
    return page_from_lines([text_of(text, "lines[].text") for text in texts], url, title)


MAKE: dict[str, Callable[[object, str | None, str | None], Page]] = {
    "html": from_html,
    "html_base64": from_base64,
    "lines": from_lines,
    "text": from_text,
}

NAMES = {dict: "an object", list: "a list", str: "a string", bool: "true or false", int: "a number", float: "a number"}


def called(value: object) -> str:
    """What JSON calls the value.

    >>> called([1]), called(None)
    ('a list', 'null')
    """
    return NAMES.get(type(value), "null")
