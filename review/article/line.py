"""One line by itself: all of it however long it is, with what can be said of it."""

from __future__ import annotations

from dataclasses import dataclass

from review.article.article import cleaned_of, looks_of, seen_of, version_of
from review.article.asked import found_article
from review.article.kinds import CUTTABLE
from review.article.page import Looks
from review.article.parts import LinePart, line_part
from review.queue.places import Position
from review.view import Ask, NotFoundError
from storage.records import CleaningRecord
from storage.store import Store

PART = 20_000
"""Characters of one part."""


@dataclass(frozen=True, slots=True)
class LinePage:
    """One line.

    Attributes:
        line: as on the article's page.
        text: the part from `start` to `end`, as extracted.
        before, after: where the parts beside it start; None at the ends.
        kinds: that it can be cut as, the usual ones first.
        seen: id of the newest decision on the article.
        cleaning: that the line is of.
    """

    id: int
    title: str
    site: str
    line: LinePart
    text: str
    start: int
    end: int
    size: int
    before: int | None
    after: int | None
    kinds: tuple[str, ...]
    seen: int
    cleaning: CleaningRecord
    looks: Looks
    position: Position
    may_decide: bool


def line(store: Store, ask: Ask) -> LinePage:
    """The line; NotFoundError where there is none."""
    record = found_article(store, ask.path["article"])
    looks = looks_of(ask)
    version = version_of(record, looks.cleaning)
    cleaned = cleaned_of(store, record, version)
    number = ask.path["line"]
    if number >= len(cleaned.lines):
        raise NotFoundError(f"article {record.summary.id} has no line {number + 1}")
    found = cleaned.lines[number]
    seen = seen_of(cleaned, record.decisions)
    findings = [(place, one) for place, one in enumerate(cleaned.garble.findings) if one.line == number]
    start = min(max(0, int(ask.number("at") or 0)), max(0, len(found.text) - 1)) // PART * PART
    end = min(len(found.text), start + PART)
    return LinePage(
        id=record.summary.id,
        title=(record.summary.title or "")[:600],
        site=record.summary.site,
        line=line_part(number, found, findings, (seen.lines.get(number), seen.findings)),
        text=found.text[start:end],
        start=start,
        end=end,
        size=len(found.text),
        before=start - PART if start else None,
        after=end if end < len(found.text) else None,
        kinds=tuple(kind.value for kind in CUTTABLE),
        seen=max((one.id for one in record.decisions), default=0),
        cleaning=version,
        looks=looks,
        position=Position(looks.queue, None, None),
        may_decide=ask.may_decide,
    )
