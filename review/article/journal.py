"""What operators said of an article, newest first, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.records import VERDICTS, ArticleRecord, DecisionRecord, Event, Subject

MOST = 100
"""Decisions that the article's page shows; its history shows all."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision.

    Attributes:
        about: what it was said of, in words: "the article", "line 7", "block 12", "finding formula".
        text: the words that it is about, the first characters; "" for the article as a whole.
        kind: of a line that should be cut, what it is.
        cleaning: number of the cleaning that was seen; None where it is gone.
        line: number of the line or block that it was about, as counted then.
        undoes: the decision that it takes back.
        is_bulk: it was said of many articles at once.
        may_undo: it stands, and can be taken back by itself.
    """

    id: int
    event: Event
    about: str
    text: str
    kind: str
    note: str
    who: str
    at: datetime
    cleaning: int | None
    line: int | None
    undoes: int | None
    is_bulk: bool
    stands: bool
    may_undo: bool


@dataclass(frozen=True, slots=True)
class JournalPart:
    """The decisions on an article.

    Attributes:
        seen: id of the newest, 0 = none.
        verdict: the entry of the standing verdict; None = nobody judged it.
        notes: notes that stand, newest first.
        more: entries that are not shown here.
    """

    seen: int
    verdict: Entry | None
    notes: tuple[Entry, ...]
    entries: tuple[Entry, ...]
    more: int


def journal_part(record: ArticleRecord, most: int = MOST) -> JournalPart:
    """The decisions on the article, the newest `most`."""
    numbers = {one.id: one.number for one in record.cleanings}
    entries = tuple(entry_of(one, numbers) for one in record.decisions)
    return JournalPart(
        seen=max((one.id for one in record.decisions), default=0),
        verdict=next((one for one in entries if one.stands and one.event in VERDICTS), None),
        notes=tuple(one for one in entries if one.stands and one.event is Event.NOTE)[:most],
        entries=entries[:most],
        more=max(0, len(entries) - most),
    )


def entry_of(decision: DecisionRecord, numbers: dict[int, int]) -> Entry:
    """One decision in words; `numbers` names cleanings by their ids."""
    target = decision.target
    return Entry(
        id=decision.id,
        event=decision.event,
        about=about(decision),
        text=target.text[:200] if target else "",
        kind=target.kind if target else "",
        note=decision.note,
        who=decision.who,
        at=decision.at,
        cleaning=numbers.get(decision.cleaning_id or 0),
        line=target.line if target else None,
        undoes=decision.undoes,
        is_bulk=decision.batch is not None,
        stands=decision.stands and decision.event is not Event.UNDO,
        may_undo=decision.stands and decision.event is not Event.UNDO,
    )


def about(decision: DecisionRecord) -> str:
    """What a decision is about, in words; lines count from 1."""
    target = decision.target
    if target is None or target.subject is Subject.ARTICLE:
        return "the article"
    if target.subject is Subject.FINDING:
        place = "" if target.line is None else f" in line {target.line + 1}"
        return f"finding {target.name.replace('_', ' ')}{place}"
    where = "" if target.line is None else f" {target.line + 1}"
    return f"{target.subject.value}{where}"
