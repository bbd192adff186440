"""Records that are texts alone: what `cluster` reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from cleaning.values import Failure
from commands.records import Lines, RecordError, made_of, read_objects, text_of
from commands.results import RecordId

LANGUAGE = re.compile("[a-z]{2,3}")
DAY_LENGTH = len("2026-05-03")


@dataclass(frozen=True, slots=True)
class Text:
    """What is read of a record.

    Attributes:
        text: as given.
        language: ISO 639, where the record says so.
        day: of publication, as `date.toordinal` counts; None where none is said or none can be read.
    """

    text: str
    language: str | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class TextRecord:
    """One line of the input.

    Attributes:
        number: of the line, from 1.
        id: as given; None where none could be read.
        text: what it holds, or why it cannot be read.
    """

    number: int
    id: RecordId
    text: Text | Failure


def read_texts(stream: Lines) -> Iterator[TextRecord]:
    """Every record in order. Where a compressed file breaks off, the last record says so."""
    for number, id_, value in read_objects(stream):
        yield TextRecord(number, id_, value if isinstance(value, Failure) else made_of(value, text_in))


def text_in(record: dict[str, Any]) -> Text:
    """The record's text. What stands beside it is a hint, and a hint that cannot be read is none."""
    if record.get("id") is None:
        raise RecordError('"id" is not given, and clusters are named by their records')
    if record.get("text") is None:
        raise RecordError('"text" is not given')
    return Text(text_of(record["text"], "text"), language_in(record.get("language")), day_in(record.get("published")))


def language_in(value: object) -> str | None:
    """The code without country or script.

    >>> language_in("en-GB"), language_in("EN"), language_in("English"), language_in(7)
    ('en', 'en', None, None)
    """
    code = re.split("[-_]", value.strip())[0].lower() if isinstance(value, str) else ""
    return code if LANGUAGE.fullmatch(code) else None


def day_in(value: object) -> int | None:
    """The day of a date or a time in ISO 8601, as it is written, in whatever zone.

    >>> day_in("2026-05-03T18:00:00+02:00") == day_in("2026-05-03"), day_in("yesterday"), day_in(1777777777)
    (True, None, None)
    """
    try:
        return date.fromisoformat(value.strip()[:DAY_LENGTH]).toordinal() if isinstance(value, str) else None
    except ValueError:
        return None
