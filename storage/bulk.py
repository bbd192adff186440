"""Bulk decisions: one word on everything that a query matches, said in SQL so that no article is loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, literal, select, text, update

from storage.choices import Conditions, among, conditions
from storage.decisions import (
    articles_for_update,
    checked,
    decision_row,
    decisions_of,
    in_batches,
    verdict_of,
    weighed,
)
from storage.desk_records import Batch, Preview, Tick
from storage.desk_tables import DecisionRow
from storage.errors import ConflictError, MissingError, StoreError
from storage.lists import article_summary, in_order, summaries, tune
from storage.queries import FlagQuery
from storage.records import VERDICTS, ArticleSummary, Decision, Event
from storage.statements import AnySelect, update_each
from storage.tables import ArticleRow

EXAMPLES = 10
MOST_CHOSEN = 50_000
"""Articles that may be named one by one."""

AT_ONCE = 500
"""Articles whose decisions are read at once when a bulk is taken back."""

COPIED = ("event", "note", "who", "at")
"""Columns that are the same in every row of a bulk."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a bulk decision is about: what a query matches, or only the named ones of that, as the preview showed it.

    Attributes:
        expected: how many.
        newest: id of the newest decision that there was.
    """

    query: FlagQuery
    article_ids: Sequence[int]
    expected: int
    newest: int


def preview(connection: Connection, query: FlagQuery, article_ids: Sequence[int]) -> Preview:
    """What a bulk decision would touch."""
    tune(connection)
    matched = matches(query, article_ids, connection.dialect.name)
    counted: AnySelect = select(ArticleRow.verdict, func.count()).where(*matched).group_by(ArticleRow.verdict)
    by_verdict = sorted(((row[0] or "", row[1]) for row in connection.execute(counted)), key=lambda one: -one[1])
    return Preview(
        articles=sum(number for _, number in by_verdict),
        by_verdict=tuple(Tick(verdict, number) for verdict, number in by_verdict),
        examples=examples(connection, query, matched),
        newest=connection.execute(NEWEST).scalar() or 0,
    )


def examples(connection: Connection, query: FlagQuery, matched: Conditions) -> tuple[ArticleSummary, ...]:
    """The first few articles."""
    order = [one.nulls_last() for one in in_order(query)]
    first = select(ArticleRow.id).where(*matched).order_by(*order).limit(EXAMPLES).subquery()
    rows = connection.execute(summaries().join(first, first.c.id == ArticleRow.id).order_by(*order))
    return tuple(article_summary(row) for row in rows)


def matches(query: FlagQuery, article_ids: Sequence[int], dialect: str) -> Conditions:
    """Conditions of everything that a bulk is about: all texts that hold its words, however many."""
    found = conditions(query, dialect)
    if not article_ids:
        return found
    if len(article_ids) > MOST_CHOSEN:
        raise StoreError(f"{len(article_ids):,} articles named one by one are too many: narrow the filter instead")
    return (*found, among(ArticleRow.id, article_ids, dialect))


def decide_all(
    connection: Connection,
    chosen: Chosen,
    decision: Decision,
    now: datetime,
) -> Batch:
    """Append one decision on everything that was chosen, if it is still what the preview showed."""
    said = checked(decision)
    if said.target is not None or said.event is Event.UNDO:
        raise StoreError("a bulk decision is a verdict or a note on whole articles")
    tune(connection)
    matched = matches(chosen.query, chosen.article_ids, connection.dialect.name)
    first = hold(connection, matched, chosen.expected)
    refuse_newer(connection, matched, chosen.newest, said.who)
    batch_id = next_id(connection)
    row = {name: value for name, value in decision_row(None, None, said, now).items() if name in COPIED}
    fixed = {**row, "batch_id": batch_id}
    one = select(*values_of({**fixed, "id": batch_id}), *ITS_OWN).where(ArticleRow.id == first)
    connection.execute(insert(DecisionRow).from_select([*fixed, "id", *OWN_NAMES], one))
    others = select(*values_of(fixed), *ITS_OWN).where(*matched, ArticleRow.id != first).order_by(ArticleRow.id)
    connection.execute(insert(DecisionRow).from_select([*fixed, *OWN_NAMES], others))
    added = connection.execute(ADDED, {"batch": batch_id}).scalar_one()
    if added != chosen.expected:  # what came to match while we waited
        raise changed(chosen.expected, added)
    if said.event in VERDICTS:
        connection.execute(JUDGED, {"said": said.event, "batch": batch_id})
    return Batch(batch_id, chosen.expected)


def values_of(row: Mapping[str, Any]) -> list[Any]:
    """The values as columns of a SELECT."""
    return [literal(value, DecisionRow.__table__.c[name].type).label(name) for name, value in row.items()]


def hold(connection: Connection, matched: Conditions, expected: int) -> int:
    """Lock what matches, in order of ids, until the end; the first id. ConflictError unless it is so many."""
    ids = select(ArticleRow.id).where(*matched).order_by(ArticleRow.id).with_for_update(key_share=True).subquery()
    found, first = connection.execute(select(func.count(), func.min(ids.c.id))).one()
    if found != expected:
        raise changed(expected, found)
    if not found:
        raise StoreError("nothing matches: there is nothing to decide")
    return int(first)


def changed(expected: int, found: int) -> ConflictError:
    """What to say when the preview is out of date."""
    return ConflictError(f"{found:,} articles match now, the preview said {expected:,}: look at it again")


def refuse_newer(connection: Connection, matched: Conditions, newest: int, who: str) -> None:
    """ConflictError where somebody else has decided on one of these since the preview."""
    newer = select(DecisionRow.article_id).where(DecisionRow.id > newest, DecisionRow.who != who)
    statement: AnySelect = select(ArticleRow.id).where(ArticleRow.id.in_(newer), *matched).limit(1)
    found = connection.execute(statement).scalar()
    if found is not None:
        raise ConflictError(f"somebody decided on article {found} meanwhile: look at the preview again")


def next_id(connection: Connection) -> int:
    """The id of the bulk's first decision; on SQLite a writer is alone."""
    if connection.dialect.name == "sqlite":
        return (connection.execute(NEWEST).scalar() or 0) + 1
    return int(connection.execute(text("SELECT nextval(pg_get_serial_sequence('decisions', 'id'))")).scalar_one())


def undo_batch(connection: Connection, batch_id: int, who: str, now: datetime) -> int:
    """Take a bulk back wherever its word still stands; how many were taken back."""
    ids = connection.execute(IN_BATCH, {"batch": batch_id}).scalars().all()
    if not ids:
        raise MissingError(f"there is no bulk decision {batch_id} in this database")
    return sum(undo_some(connection, batch_id, part, who, now) for part in in_batches(ids, AT_ONCE))


def undo_some(connection: Connection, batch_id: int, article_ids: Sequence[int], who: str, now: datetime) -> int:
    """A part of it."""
    cleanings = articles_for_update(connection, article_ids)
    undone = Decision(Event.UNDO, who=who)
    rows, verdicts = [], []
    for article_id, records in decisions_of(connection, article_ids).items():
        taken = next((one for one in records if one.batch == batch_id and one.stands), None)
        if taken is not None:
            row = decision_row(article_id, cleanings[article_id], undone, now)
            rows.append({**row, "undoes_id": taken.id, "batch_id": batch_id})
            left = weighed([one for one in records if one.id != taken.id])
            verdicts.append({"row_id": article_id, "verdict": verdict_of(left)})
    if rows:
        connection.execute(insert(DecisionRow), rows)
        update_each(connection, ArticleRow, verdicts)
    return len(rows)


ADDED: AnySelect = select(func.count()).where(DecisionRow.batch_id == bindparam("batch"))
NEWEST: AnySelect = select(func.max(DecisionRow.id))
ITS_OWN = (ArticleRow.id, ArticleRow.cleaning_id)
OWN_NAMES = ("article_id", "cleaning_id")
IN_BATCH: AnySelect = (
    select(DecisionRow.article_id)
    .where(DecisionRow.batch_id == bindparam("batch"), DecisionRow.event != Event.UNDO)
    .order_by(DecisionRow.article_id)
)
JUDGED = (
    update(ArticleRow)
    .where(ArticleRow.id.in_(select(DecisionRow.article_id).where(DecisionRow.batch_id == bindparam("batch"))))
    .values(verdict=bindparam("said"))
)
