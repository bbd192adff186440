"""What a list shows of an article beside its figures: the strongest reason, its copies, where decisions stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, case, func, select

from cleaning.values import Where
from storage.copy_tables import ClusterRow
from storage.desk_records import Glimpse, Glimpses
from storage.desk_tables import DecisionRow
from storage.records import ArticleSummary
from storage.statements import KEYS, AnyRow, AnySelect, rows_in
from storage.tables import CleaningRow, FindingRow

IS_OF_ALL = case((FindingRow.place.in_((Where.PAGE, Where.SITE)), 1), else_=0)
"""What points at words says more in a list than what holds for the page or its whole site."""

RANKED = (
    select(
        FindingRow.cleaning_id,
        FindingRow.signal,
        FindingRow.reason,
        FindingRow.text,
        func.row_number()
        .over(partition_by=FindingRow.cleaning_id, order_by=(IS_OF_ALL, FindingRow.score.desc(), FindingRow.number))
        .label("place"),
    )
    .where(FindingRow.cleaning_id.in_(KEYS))
    .subquery()
)
SUREST: AnySelect = select(RANKED).where(RANKED.c.place == 1)
SIGNS: AnySelect = (
    select(FindingRow.cleaning_id, FindingRow.signal, func.count().label("findings"))
    .where(FindingRow.cleaning_id.in_(KEYS))
    .group_by(FindingRow.cleaning_id, FindingRow.signal)
)
PAGES: AnySelect = select(CleaningRow.id, CleaningRow.page_terms).where(CleaningRow.id.in_(KEYS))
MEMBERS: AnySelect = select(ClusterRow.id, ClusterRow.members).where(ClusterRow.id.in_(KEYS))
NEWEST: AnySelect = select(func.max(DecisionRow.id))


def glimpses(connection: Connection, articles: Sequence[ArticleSummary]) -> Glimpses:
    """The glimpses of these articles, in their order."""
    cleanings = [article.cleaning_id for article in articles]
    surest = {row.cleaning_id: row for row in rows_in(connection, SUREST, cleanings)}
    signs: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for row in rows_in(connection, SIGNS, cleanings):
        signs[row.cleaning_id][row.signal] = row.findings
    pages = {row.id: tuple(row.page_terms or ()) for row in rows_in(connection, PAGES, cleanings)}
    stories = {article.cluster_id for article in articles if article.cluster_id is not None}
    members = {row.id: row.members for row in rows_in(connection, MEMBERS, sorted(stories))}
    return Glimpses(
        tuple(
            replace(
                glimpse(one.id, surest.get(one.cleaning_id), signs[one.cleaning_id]),
                page_terms=pages.get(one.cleaning_id, ()),
                copies=max(members.get(one.cluster_id or 0, 1) - 1, 0),
            )
            for one in articles
        ),
        newest=connection.execute(NEWEST).scalar() or 0,
    )


def glimpse(article_id: int, surest: AnyRow | None, signs: Counter[str]) -> Glimpse:
    """What its findings show."""
    return Glimpse(
        article_id=article_id,
        signal=surest.signal if surest else None,
        reason=surest.reason if surest else "",
        text=surest.text if surest else "",
        signs=tuple(sorted(signs.items(), key=lambda sign: (-sign[1], sign[0]))),
        page_terms=(),
        copies=0,
    )
