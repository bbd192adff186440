"""What is asked of the tables of copies when they are read back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, bindparam, func, literal_column, or_, select

from cleaning.copies.values import Relation
from storage.clusters import MERGED
from storage.copy_tables import AssessmentRow, ClusterEventRow, ClusterRow, DifferenceRow, EdgeRow, FingerprintRow
from storage.reading import newest
from storage.statements import KEYS, AnySelect
from storage.tables import ArticleRow, CleaningRow, SiteRow

MOST_COPIES, MOST_EVENTS = 50, 50
"""Members of a cluster and events of its history that are told."""

ARTICLE: Any = bindparam("article")
OWN: AnySelect = (
    select(
        ArticleRow.id,
        ArticleRow.cluster_id,
        ArticleRow.assessment_id,
        FingerprintRow.due,
        FingerprintRow.is_own,
    )
    .join(FingerprintRow, FingerprintRow.article_id == ArticleRow.id, isouter=True)
    .where(ArticleRow.id == ARTICLE, ArticleRow.cleaning_id.is_not(None))
)
TOLD: AnySelect = select(
    ArticleRow.id,
    SiteRow.host,
    ArticleRow.url,
    ArticleRow.title,
    ArticleRow.published,
    ArticleRow.score,
    ArticleRow.flagged,
).join(SiteRow, SiteRow.id == ArticleRow.site_id)
ARTICLES = TOLD.where(ArticleRow.id.in_(KEYS))
MEMBERS: AnySelect = (
    TOLD.join(FingerprintRow, FingerprintRow.article_id == ArticleRow.id)
    .join(ClusterRow, ClusterRow.id == FingerprintRow.cluster_id)
    .where(FingerprintRow.cluster_id == bindparam("cluster"), ArticleRow.id != ARTICLE)
    .order_by((ClusterRow.representative_id == ArticleRow.id).desc(), ArticleRow.id)
    .limit(MOST_COPIES)
)
CLUSTER: AnySelect = select(ClusterRow).where(ClusterRow.id == bindparam("cluster"))
EVENTS: AnySelect = (
    select(
        ClusterEventRow.at,
        ClusterEventRow.event,
        ClusterEventRow.article_id,
        ClusterEventRow.other_id,
        ClusterEventRow.reason,
    )
    .where(ClusterEventRow.cluster_id == bindparam("cluster"))
    .order_by(ClusterEventRow.id.desc())
    .limit(MOST_EVENTS)
)
CAME: AnySelect = (
    select(ClusterEventRow.other_id)
    .where(ClusterEventRow.cluster_id == bindparam("cluster"), ClusterEventRow.event == MERGED)
    .order_by(ClusterEventRow.id)
)
EDGES: AnySelect = select(EdgeRow).where(EdgeRow.id.in_(KEYS))
OTHERS: Any = bindparam("others", expanding=True)
BETWEEN: AnySelect = (
    select(EdgeRow)
    .where(
        or_(
            and_(EdgeRow.article_id == ARTICLE, EdgeRow.other_id.in_(KEYS)),
            and_(EdgeRow.other_id == ARTICLE, EdgeRow.article_id.in_(OTHERS)),
        )
    )
    .order_by(EdgeRow.id.desc())
)
RELATED: AnySelect = (
    select(EdgeRow)
    .where(
        or_(EdgeRow.article_id == ARTICLE, EdgeRow.other_id == ARTICLE),
        EdgeRow.relation == Relation.RELATED.value,
    )
    .order_by(EdgeRow.id.desc())
    .limit(bindparam("most"))
)
DIFFERENCES: AnySelect = (
    select(DifferenceRow).where(DifferenceRow.edge_id.in_(KEYS)).order_by(DifferenceRow.edge_id, DifferenceRow.number)
)
HISTORY: AnySelect = (
    select(AssessmentRow).where(AssessmentRow.article_id == ARTICLE).order_by(AssessmentRow.number.desc())
)
CURRENT: AnySelect = (
    select(AssessmentRow, ArticleRow.cluster_id.label("now_in"), CleaningRow.score.label("own_score"))
    .join(ArticleRow, ArticleRow.assessment_id == AssessmentRow.id)
    .join(CleaningRow, CleaningRow.id == AssessmentRow.cleaning_id)
    .where(ArticleRow.id.in_(KEYS))
)
TEXTS = newest().where(ArticleRow.id.in_(KEYS))
STORIES: AnySelect = select(func.count(), func.coalesce(func.sum(ClusterRow.members), 0)).where(ClusterRow.members > 1)
COUNT_DUE: AnySelect = (
    select(func.count()).select_from(FingerprintRow).where(FingerprintRow.due == literal_column("true"))
)
COUNT_DRIFTED: AnySelect = select(func.count()).select_from(ArticleRow).where(ArticleRow.drift.is_not(None))
