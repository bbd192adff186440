"""Articles as rows of a dataset."""

from __future__ import annotations

from sqlalchemy import Connection, or_
from sqlalchemy.orm import aliased

from cleaning.values import CleanedArticle
from storage.copy_tables import AssessmentRow, ClusterRow
from storage.queries import ExportQuery
from storage.reading import cleaned_of, newest
from storage.records import Event, ExportRow
from storage.statements import AnyRow, AnySelect
from storage.tables import ArticleRow, BodyRow, FetchRow, SiteRow

ARTICLES_AT_ONCE = 100


NewestFetch = aliased(FetchRow)


def export_statement(query: ExportQuery) -> AnySelect:
    """The articles of a dataset with where they come from."""
    statement = (
        newest()
        .add_columns(
            NewestFetch.id.label("fetch_id"),
            NewestFetch.url,
            NewestFetch.requested_url,
            NewestFetch.status,
            NewestFetch.fetched_at,
            BodyRow.digest,
            ArticleRow.score.label("now_score"),
            ArticleRow.flagged.label("now_flagged"),
            ArticleRow.looks_like.label("now_like"),
            ArticleRow.cluster_id,
            ClusterRow.representative_id,
            AssessmentRow.id.label("assessment_id"),
            AssessmentRow.drift,
            AssessmentRow.is_garbled,
        )
        .join(NewestFetch, NewestFetch.id == ArticleRow.fetch_id)
        .join(BodyRow, BodyRow.id == NewestFetch.body_id)
        .join(ClusterRow, ClusterRow.id == ArticleRow.cluster_id, isouter=True)
        .join(AssessmentRow, AssessmentRow.id == ArticleRow.assessment_id, isouter=True)
    )
    conditions = {
        SiteRow.host: query.site,
        ArticleRow.language: query.language,
        ArticleRow.flagged: query.flagged,
        ArticleRow.verdict: query.verdict,
    }
    statement = statement.where(*(column == value for column, value in conditions.items() if value is not None))
    if query.articles_only:
        statement = statement.where(or_(ArticleRow.is_article.is_not(False), ArticleRow.verdict == Event.FINE))
    if query.one_per_story:
        statement = statement.where(or_(ArticleRow.cluster_id.is_(None), ClusterRow.representative_id == ArticleRow.id))
    if query.min_confidence is not None:
        statement = statement.where(ArticleRow.confidence >= query.min_confidence)
    return statement if query.since is None else statement.where(ArticleRow.updated_at >= query.since)


def export_rows(connection: Connection, statement: AnySelect, after: int, limit: int) -> list[ExportRow]:
    """The next rows by id of their article."""
    some = statement.where(ArticleRow.id > after).order_by(ArticleRow.id).limit(limit)
    rows = connection.execute(some).all()
    cleaned = cleaned_of(connection, rows)
    return [export_row(row, cleaned[row.cleaning_id]) for row in rows]


def export_row(row: AnyRow, cleaned: CleanedArticle) -> ExportRow:
    """The row as a value."""
    return ExportRow(
        article_id=row.article_id,
        extraction_id=row.extraction_id,
        extraction=row.extraction,
        cleaning_id=row.cleaning_id,
        fetch_id=row.fetch_id,
        site=row.host,
        url=row.article_url,
        requested_url=row.url if row.requested_url is None else row.requested_url,
        status=row.status,
        fetched_at=row.fetched_at,
        body=row.digest.hex(),
        verdict=None if row.verdict is None else Event(row.verdict),
        cleaned=cleaned,
        score=row.now_score,
        flagged=row.now_flagged,
        looks_like=row.now_like,
        cluster_id=row.cluster_id,
        is_representative=None if row.cluster_id is None else row.representative_id == row.article_id,
        assessment_id=row.assessment_id,
        drift=row.drift,
        drifted=row.is_garbled,
    )
