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

FINDINGS: AnySelect = select(
    FindingRow.cleaning_id, FindingRow.signal, FindingRow.score, FindingRow.reason, FindingRow.text
).where(FindingRow.cleaning_id.in_(KEYS))
MEMBERS: AnySelect = select(ClusterRow.id, ClusterRow.members).where(ClusterRow.id.in_(KEYS))
NEWEST: AnySelect = select(func.max(DecisionRow.id))


def glimpses(connection: Connection, articles: Sequence[ArticleSummary]) -> Glimpses:
    """The glimpses of these articles, in their order."""
    found: defaultdict[int, list[AnyRow]] = defaultdict(list)
    for row in rows_in(connection, FINDINGS, [article.cleaning_id for article in articles]):
        found[row.cleaning_id].append(row)
    stories = {article.cluster_id for article in articles if article.cluster_id is not None}
    members = {row.id: row.members for row in rows_in(connection, MEMBERS, sorted(stories))}
    return Glimpses(
        tuple(glimpse(one, found[one.cleaning_id], members.get(one.cluster_id or 0, 1)) for one in articles),
        newest=connection.execute(NEWEST).scalar() or 0,
    )


def glimpse(article: ArticleSummary, findings: Sequence[AnyRow], members: int) -> Glimpse:
    """One article's."""
    best = max(findings, key=lambda row: row.score, default=None)
    signs = Counter(row.signal for row in findings).most_common()
    return Glimpse(
        article_id=article.id,
        signal=best.signal if best else None,
        reason=best.reason if best else "",
        text=best.text if best else "",
        signs=tuple(signs),
        copies=max(members - 1, 0),
    )
