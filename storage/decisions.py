"""Operators' decisions: appended, never changed; the standing word follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select

from storage.errors import StoreError
from storage.records import Decision, DecisionRecord, Event
from storage.statements import AnyRow, AnySelect, chunks, update_each
from storage.tables import ArticleRow, DecisionRow


def standing(events: Iterable[Event]) -> Event | None:
    """The word that stands after all events, oldest first: each UNDO takes the latest standing one back.

    >>> standing([Event.FINE, Event.GARBLED, Event.UNDO])
    <Event.FINE: 'fine'>
    """
    stack: list[Event] = []
    for event in events:
        if event is not Event.UNDO:
            stack.append(event)
        elif stack:
            stack.pop()
    return stack[-1] if stack else None


def decide(connection: Connection, article_ids: Sequence[int], decision: Decision, now: datetime) -> None:
    """Append the decision for each article and keep the standing word on it."""
    wanted = sorted(set(article_ids))
    cleanings = articles_for_update(connection, wanted)
    missing = [article_id for article_id in wanted if article_id not in cleanings]
    if missing:
        raise StoreError(f"there is no article {missing[0]} in this database")
    rows = [
        {
            "article_id": article_id,
            "cleaning_id": cleanings[article_id],
            "event": decision.event,
            "note": decision.note,
            "who": decision.who,
            "at": now,
        }
        for article_id in wanted
    ]
    if rows:
        connection.execute(insert(DecisionRow), rows)
    events = events_of(connection, wanted)
    update_each(connection, ArticleRow, [{"row_id": number, "verdict": standing(events[number])} for number in wanted])


def articles_for_update(connection: Connection, article_ids: Sequence[int]) -> dict[int, int | None]:
    """Newest cleaning of each article, which is ours alone until the transaction ends."""
    found: dict[int, int | None] = {}
    for chunk in chunks(article_ids):
        statement = select(ArticleRow.id, ArticleRow.cleaning_id).where(ArticleRow.id.in_(chunk))
        rows = connection.execute(statement.order_by(ArticleRow.id).with_for_update(key_share=True))
        found |= {article_id: cleaning_id for article_id, cleaning_id in rows}  # noqa: C416 - typed rows
    return found


def events_of(connection: Connection, article_ids: Sequence[int]) -> dict[int, list[Event]]:
    """All events of each article, oldest first."""
    found: dict[int, list[Event]] = {}
    for chunk in chunks(article_ids):
        statement = select(DecisionRow.article_id, DecisionRow.event).where(DecisionRow.article_id.in_(chunk))
        for article_id, event in connection.execute(statement.order_by(DecisionRow.id)):
            found.setdefault(article_id, []).append(Event(event))
    return found


DECISIONS: AnySelect = (
    select(DecisionRow).where(DecisionRow.article_id == bindparam("article_id")).order_by(DecisionRow.id.desc())
)


def decisions(connection: Connection, article_id: int) -> tuple[DecisionRecord, ...]:
    """All decisions on an article, newest first."""
    return tuple(decision_record(row) for row in connection.execute(DECISIONS, {"article_id": article_id}))


def decision_record(row: AnyRow) -> DecisionRecord:
    """The row as a value."""
    return DecisionRecord(
        id=row.id, event=Event(row.event), note=row.note, who=row.who, at=row.at, cleaning_id=row.cleaning_id
    )
