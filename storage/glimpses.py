"""What a list shows of an article beside its figures: the strongest reason, its copies, where decisions stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from storage.copy_tables import ClusterRow
from storage.desk_records import Glimpse, Glimpses
from storage.desk_tables import DecisionRow
from storage.records import ArticleSummary
from storage.statements import KEYS, AnyRow, AnySelect, rows_in
from storage.tables import FindingRow

RANKED = (
    select(
        FindingRow.cleaning_id,
        FindingRow.signal,
        FindingRow.reason,
        FindingRow.text,
        func.row_number()
        .over(partition_by=FindingRow.cleaning_id, order_by=(FindingRow.score.desc(), FindingRow.number))
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
MEMBERS: AnySelect = select(ClusterRow.id, ClusterRow.members).where(ClusterRow.id.in_(KEYS))
NEWEST: AnySelect = select(func.max(DecisionRow.id))


def glimpses(connection: Connection, articles: Sequence[ArticleSummary]) -> Glimpses:
    """The glimpses of these articles, in their order."""
    cleanings = [article.cleaning_id for article in articles]
    surest = {row.cleaning_id: row for row in rows_in(connection, SUREST, cleanings)}
    signs: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for row in rows_in(connection, SIGNS, cleanings):
        signs[row.cleaning_id][row.signal] = row.findings
    stories = {article.cluster_id for article in articles if article.cluster_id is not None}
    members = {row.id: row.members for row in rows_in(connection, MEMBERS, sorted(stories))}
    return Glimpses(
        tuple(
            glimpse(one.id, surest.get(one.cleaning_id), signs[one.cleaning_id], members.get(one.cluster_id or 0, 1))
            for one in articles
        ),
        newest=connection.execute(NEWEST).scalar() or 0,
    )


def glimpse(article_id: int, surest: AnyRow | None, signs: Counter[str], members: int) -> Glimpse:
    """One article's."""
    return Glimpse(
        article_id=article_id,
        signal=surest.signal if surest else None,
        reason=surest.reason if surest else "",
        text=surest.text if surest else "",
        signs=tuple(sorted(signs.items(), key=lambda sign: (-sign[1], sign[0]))),
        copies=max(members - 1, 0),
    )
