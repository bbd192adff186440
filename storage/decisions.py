"""Operators' decisions: appended, never changed; what stands follows from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, insert, or_, select

from storage.codec import digest, dump
from storage.desk_records import Journal
from storage.desk_tables import DecisionRow
from storage.errors import ConflictError, MissingError, StoreError
from storage.records import VERDICTS, WORDS, Decision, DecisionRecord, Event, Subject, Target
from storage.statements import KEYS, AnyRow, AnySelect, chunks, rows_in, update_each
from storage.tables import ArticleRow

MOST_TEXT = 20_000
"""Characters of a line or note that are kept with a word: a page may hold a line of megabytes."""


def standing(events: Iterable[Event]) -> Event | None:
    """The verdict that stands after all events, oldest first: each UNDO takes the latest standing one back.

    >>> standing([Event.FINE, Event.GARBLED, Event.UNDO])
    <Event.FINE: 'fine'>
    """
    stack: list[Event] = []
    for event in events:
        if event in VERDICTS:
            stack.append(event)
        elif event is Event.UNDO and stack:
            stack.pop()
    return stack[-1] if stack else None


def part_key(target: Target | None) -> bytes | None:
    """Tells one thing that words are about from another; None for the article as a whole.

    A line or block is known by its text, whatever cut it; a finding by its words and its signal. Lines of the same text
    are one thing: what is said of one holds for all.
    """
    if target is None or target.subject is Subject.ARTICLE:
        return None
    name = target.name if target.subject is Subject.FINDING else ""
    return digest(dump([target.subject, target.text[:MOST_TEXT], name]))


def weighed(records: Sequence[DecisionRecord]) -> tuple[DecisionRecord, ...]:
    """Decisions on one article, oldest first, each with whether it stands.

    Of one thing the latest word that nothing took back stands, notes all do. An UNDO that names no decision takes back
    the latest verdict that stood; UNDOs themselves never stand.
    """
    back: set[int] = set()
    verdicts: list[DecisionRecord] = []
    for record in records:
        if record.event in VERDICTS:
            verdicts.append(record)
        elif record.event is Event.UNDO:
            latest = next((one.id for one in reversed(verdicts) if one.id not in back), None)
            taken = latest if record.undoes is None else record.undoes
            back |= set() if taken is None else {taken}
    last: dict[bytes | None, int] = {}
    for record in records:
        if record.event not in {Event.UNDO, Event.NOTE} and record.id not in back:
            last[part_key(record.target)] = record.id
    kept = {*last.values(), *(record.id for record in records if record.event is Event.NOTE and record.id not in back)}
    return tuple(
        record if record.stands == (record.id in kept) else replace(record, stands=record.id in kept)
        for record in records
    )


def verdict_of(records: Iterable[DecisionRecord]) -> Event | None:
    """The standing verdict among weighed decisions."""
    return next((one.event for one in records if one.stands and one.event in VERDICTS), None)


def words_on_parts(records: Iterable[DecisionRecord]) -> dict[bytes, DecisionRecord]:
    """Standing words about parts of an article by `part_key`: how a line finds what was said of it."""
    stand = ((part_key(one.target), one) for one in records if one.stands and one.event is not Event.NOTE)
    return {key: one for key, one in stand if key is not None}


def checked(decision: Decision) -> Decision:
    """The decision as it is stored: bounded, and a word that can be said of its target; StoreError where it is not."""
    subject = Subject.ARTICLE if decision.target is None else decision.target.subject
    if decision.event not in WORDS[subject] and not (decision.event is Event.UNDO and subject is Subject.ARTICLE):
        raise StoreError(f"of {subject.value} one cannot say {decision.event.value!r}")
    target = decision.target
    if target is not None:
        target = None if subject is Subject.ARTICLE else replace(target, text=target.text[:MOST_TEXT])
    return replace(decision, note=decision.note[:MOST_TEXT], target=target)


def decision_row(article_id: int | None, cleaning_id: int | None, decision: Decision, now: datetime) -> dict[str, Any]:
    """The decision as a row, the article's part of it left open where it is None."""
    target = decision.target
    return {
        "article_id": article_id,
        "cleaning_id": cleaning_id,
        "event": decision.event,
        "note": decision.note,
        "who": decision.who,
        "at": now,
        "subject": None if target is None else target.subject,
        "key": part_key(target),
        "target": None if target is None else [getattr(target, name) for name in Target.__match_args__],
    }


def decide(connection: Connection, article_ids: Sequence[int], decision: Decision, now: datetime) -> None:
    """Append the decision for each article and keep the standing verdict on it."""
    said = checked(decision)
    wanted = sorted(set(article_ids))
    if said.target is not None and len(wanted) > 1:
        raise StoreError(f"a word about a {said.target.subject.value} is about one article")
    cleanings = articles_for_update(connection, wanted)
    missing = [article_id for article_id in wanted if article_id not in cleanings]
    if missing:
        raise MissingError(f"there is no article {missing[0]} in this database")
    rows = [decision_row(article_id, cleanings[article_id], said, now) for article_id in wanted]
    if rows:
        connection.execute(insert(DecisionRow), rows)
    keep_verdicts(connection, wanted)


def keep_verdicts(connection: Connection, article_ids: Collection[int]) -> None:
    """Write the standing verdict of each article on its row."""
    found = decisions_of(connection, article_ids)
    rows = [{"row_id": number, "verdict": verdict_of(found.get(number, ()))} for number in article_ids]
    update_each(connection, ArticleRow, rows)


def judge(
    connection: Connection, article_id: int, decision: Decision, seen: int | None, now: datetime
) -> DecisionRecord:
    """Append one decision, unless somebody else's is newer than what the operator had before them."""
    said = checked(decision)
    records = locked(connection, article_id)
    refuse_stale(records, seen, said.who)
    if said.event is Event.UNDO and verdict_of(records) is None:
        raise StoreError(f"article {article_id} has no verdict to take back")
    return append(connection, article_id, decision_row(article_id, None, said, now))


def undo(connection: Connection, decision_id: int, who: str, seen: int | None, now: datetime) -> DecisionRecord:
    """Append an UNDO of one decision that stands."""
    article_id = connection.execute(WHOSE, {"decision": decision_id}).scalar()
    if article_id is None:
        raise MissingError(f"there is no decision {decision_id} in this database")
    records = locked(connection, article_id)
    refuse_stale(records, seen, who)
    taken = next(one for one in records if one.id == decision_id)
    if not taken.stands:
        raise ConflictError(f"decision {decision_id} on article {article_id} does not stand any more")
    row = decision_row(article_id, None, Decision(Event.UNDO, who=who), now)
    return append(connection, article_id, {**row, "undoes_id": decision_id})


def append(connection: Connection, article_id: int, row: dict[str, Any]) -> DecisionRecord:
    """Write one decision on an article that is locked, and its verdict; the decision as it stands now."""
    cleaning_id = connection.execute(CLEANING, {"article": article_id}).scalar()
    added = connection.execute(
        insert(DecisionRow).returning(DecisionRow.id), {**row, "cleaning_id": cleaning_id}
    ).scalar_one()
    keep_verdicts(connection, [article_id])
    return next(one for one in decisions(connection, article_id) if one.id == added)


def locked(connection: Connection, article_id: int) -> tuple[DecisionRecord, ...]:
    """The article's decisions, newest first, which are ours alone until the transaction ends."""
    if article_id not in articles_for_update(connection, [article_id]):
        raise MissingError(f"there is no article {article_id} in this database")
    return decisions(connection, article_id)


def refuse_stale(records: Iterable[DecisionRecord], seen: int | None, who: str) -> None:
    """ConflictError where somebody else said something since."""
    if seen is None:
        return
    other = next((one for one in records if one.id > seen and one.who != who), None)
    if other is not None:
        name = other.who or "somebody"
        raise ConflictError(f"{name} said {other.event.value!r} meanwhile: look at the article again")


def articles_for_update(connection: Connection, article_ids: Collection[int]) -> dict[int, int | None]:
    """Newest cleaning of each article, which is ours alone until the transaction ends."""
    found: dict[int, int | None] = {}
    for chunk in chunks(article_ids):
        statement = select(ArticleRow.id, ArticleRow.cleaning_id).where(ArticleRow.id.in_(chunk))
        rows = connection.execute(statement.order_by(ArticleRow.id).with_for_update(key_share=True))
        found |= {article_id: cleaning_id for article_id, cleaning_id in rows}  # noqa: C416 - typed rows
    return found


WHOSE: AnySelect = select(DecisionRow.article_id).where(DecisionRow.id == bindparam("decision"))
CLEANING: AnySelect = select(ArticleRow.cleaning_id).where(ArticleRow.id == bindparam("article"))
OF_ARTICLES: AnySelect = (
    select(DecisionRow).where(DecisionRow.article_id.in_(KEYS)).order_by(DecisionRow.article_id, DecisionRow.id)
)


def decisions_of(connection: Connection, article_ids: Collection[int]) -> dict[int, tuple[DecisionRecord, ...]]:
    """Weighed decisions of each article that has any, oldest first."""
    found: dict[int, list[DecisionRecord]] = {}
    for row in rows_in(connection, OF_ARTICLES, article_ids):
        found.setdefault(row.article_id, []).append(decision_record(row))
    return {article_id: weighed(records) for article_id, records in found.items()}


def decisions(connection: Connection, article_id: int) -> tuple[DecisionRecord, ...]:
    """All decisions on an article, newest first."""
    return decisions_of(connection, [article_id]).get(article_id, ())[::-1]


def decision_record(row: AnyRow) -> DecisionRecord:
    """The row as a value; whether it stands is for `weighed` to say."""
    return DecisionRecord(
        id=row.id,
        event=Event(row.event),
        note=row.note,
        who=row.who,
        at=row.at,
        cleaning_id=row.cleaning_id,
        target=None if row.target is None else target_of(row.target),
        undoes=row.undoes_id,
        batch=row.batch_id,
    )


def target_of(stored: Sequence[Any]) -> Target:
    """The part of an article that a word is about; parts that other releases know are left out."""
    subject, *others = stored[: len(Target.__match_args__)]
    return Target(Subject(subject), *others)


def journal(connection: Connection, article_id: int) -> Journal | None:
    """Decisions on an article as the desk needs them; None where there is no such article."""
    if connection.execute(select(ArticleRow.id).where(ArticleRow.id == article_id)).first() is None:
        return None
    return journal_of(article_id, decisions(connection, article_id))


def journal_of(article_id: int, records: tuple[DecisionRecord, ...]) -> Journal:
    """Decisions, newest first, as a journal."""
    return Journal(article_id, records[0].id if records else 0, verdict_of(records), records)


OWN_WORDS: AnySelect = (
    select(DecisionRow.id, DecisionRow.article_id)
    .where(
        DecisionRow.who == bindparam("who"),
        or_(DecisionRow.batch_id.is_(None), and_(DecisionRow.batch_id == DecisionRow.id)),
    )
    .order_by(DecisionRow.id.desc())
    .limit(bindparam("most"))
)


def recent(connection: Connection, who: str, limit: int) -> tuple[tuple[int, DecisionRecord], ...]:
    """An operator's own last words with their articles, newest first; of a bulk its first."""
    own = [(row.id, row.article_id) for row in connection.execute(OWN_WORDS, {"who": who, "most": limit})]
    records = decisions_of(connection, {article_id for _, article_id in own})
    by_id = {one.id: one for found in records.values() for one in found}
    return tuple((article_id, by_id[number]) for number, article_id in own)


STANDING_AFTER: AnySelect = (
    select(DecisionRow.article_id)
    .where(DecisionRow.article_id > bindparam("after"))
    .group_by(DecisionRow.article_id)
    .order_by(DecisionRow.article_id)
    .limit(bindparam("most"))
)


def decided_after(connection: Connection, after: int, most: int) -> tuple[int, Mapping[int, Journal]]:
    """Journals of the next articles on which something stands; and the last id that was looked at, 0 at the end."""
    ids = connection.execute(STANDING_AFTER, {"after": after, "most": most}).scalars().all()
    records = decisions_of(connection, ids)
    found = {
        number: journal_of(number, records[number][::-1])
        for number in ids
        if any(record.stands for record in records[number])
    }
    return (ids[-1] if ids else 0), found


def in_batches(ids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """The ids in parts."""
    return (ids[start : start + size] for start in range(0, len(ids), size))
