"""Lists of articles that must stay quick over a million of them: every page is found in an index alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, func, select, text, tuple_

from cleaning.values import GarbleStatus
from storage.choices import conditions, has_parts, in_part, ranked_by
from storage.desk_records import QueuePage
from storage.evidence_kinds import kinds_in
from storage.queries import FlagQuery
from storage.records import ArticleSummary, Event
from storage.statements import AnyRow, AnySelect
from storage.tables import ArticleRow, SiteRow
from storage.texts import is_capped

FEW_DAYS = timedelta(days=8)
"""Less than this from the first to the last day."""

UNSCORED = -1.0
"""Stands in a place for the score of an article without one."""


def tune(connection: Connection) -> None:
    """PostgreSQL plans for the very values that are asked for, and does not compile queries that take milliseconds."""
    if connection.dialect.name == "postgresql":
        connection.execute(TUNED)


TUNED = text("SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true)")


def summaries() -> AnySelect:
    """Articles that were cleaned, as `article_summary` needs them."""
    return (
        select(
            ArticleRow.id,
            SiteRow.host,
            ArticleRow.url,
            ArticleRow.title,
            ArticleRow.published,
            ArticleRow.language,
            ArticleRow.score,
            ArticleRow.flagged,
            ArticleRow.garble,
            ArticleRow.looks_like,
            ArticleRow.is_article,
            ArticleRow.page_kind,
            ArticleRow.confidence,
            ArticleRow.lines,
            ArticleRow.cut_lines,
            ArticleRow.findings,
            ArticleRow.cleaning_id,
            ArticleRow.fetch_id,
            ArticleRow.verdict,
            ArticleRow.updated_at,
            ArticleRow.drift,
            ArticleRow.cluster_id,
            ArticleRow.evidence,
        )
        .join(SiteRow, SiteRow.id == ArticleRow.site_id)
        .where(ArticleRow.cleaning_id.is_not(None))
    )


def article_summary(row: AnyRow) -> ArticleSummary:
    """The row as a value."""
    return ArticleSummary(
        id=row.id,
        site=row.host,
        url=row.url,
        title=row.title,
        published=row.published,
        language=row.language,
        score=row.score,
        flagged=row.flagged,
        garble=GarbleStatus(row.garble),
        looks_like=row.looks_like,
        is_article=row.is_article,
        page_kind=row.page_kind,
        confidence=row.confidence,
        drift=row.drift,
        cluster_id=row.cluster_id,
        evidence=kinds_in(row.evidence or 0),
        lines=row.lines,
        cut_lines=row.cut_lines,
        findings=row.findings,
        cleaning_id=row.cleaning_id,
        fetch_id=row.fetch_id,
        verdict=None if row.verdict is None else Event(row.verdict),
        updated_at=row.updated_at,
    )


def flags(connection: Connection, query: FlagQuery) -> tuple[ArticleSummary, ...]:
    """The articles of the query, in its order; where it ends, those without a score."""
    found: tuple[ArticleSummary, ...] = ()
    offset = query.offset
    for part in parts_of(query):
        found += listed(connection, replace(part, limit=query.limit - len(found), offset=offset))
        if len(found) >= query.limit:
            break
        if offset:
            offset = 0 if found else offset - min(offset, size_of(connection, part, offset))
    return found


def queue(connection: Connection, query: FlagQuery) -> QueuePage:
    """A part of the list, and where it goes on."""
    found = flags(connection, replace(query, limit=query.limit + 1))
    shown = found[: query.limit]
    after = place_of(query, shown[-1]) if len(found) > len(shown) and shown else None
    return QueuePage(shown, after, capped=is_capped(connection, query))


def beside(connection: Connection, query: FlagQuery, article_id: int) -> tuple[int | None, int | None]:
    """Previous and next article of the list as seen from one that is in it, or was."""
    row = connection.execute(summaries().where(ArticleRow.id == article_id)).first()
    place = None if row is None else place_of(query, article_summary(row))
    onward = replace(query, limit=1, offset=0, after=place)
    if place is None:
        return None, next((one.id for one in flags(connection, onward)), None)
    before = backward(onward)
    previous = next((one[0].id for one in (listed(connection, part) for part in before) if one), None)
    return previous, next((one.id for one in flags(connection, onward)), None)


def backward(query: FlagQuery) -> list[FlagQuery]:
    """Parts of the list as one walks back from a place in it."""
    turned = replace(query, reverse=not query.reverse)
    if query.after is not None and query.after[0] == UNSCORED:
        return [replace(turned, unscored=True), *([] if query.unscored else [replace(turned, after=None)])]
    return [turned]


def parts_of(query: FlagQuery) -> list[FlagQuery]:
    """The list in parts, each in the order of an index: what has the figure that it is ordered by, then the others."""
    if query.unscored or not has_parts(query):
        return [query]
    behind = replace(query, unscored=True)
    if query.after is None:
        return [query, behind]
    return [behind] if query.after[0] == UNSCORED else [query, replace(behind, after=None)]


def place_of(query: FlagQuery, article: ArticleSummary) -> tuple[float, int] | None:
    """The article's place in the list; None where it has no longer what the list is ordered by."""
    if query.drifted:
        return None if article.drift is None else (article.drift, article.id)
    if query.doubtful is not None:
        return None if article.confidence is None else (article.confidence, article.id)
    return (UNSCORED if article.score is None else article.score), article.id


def size_of(connection: Connection, query: FlagQuery, most: int) -> int:
    """Articles in this part of the list, counted up to `most`."""
    whole = chosen_ids(replace(query, limit=most, offset=0), connection.dialect.name).subquery()
    return int(connection.execute(select(func.count()).select_from(whole)).scalar_one())


def listed(connection: Connection, query: FlagQuery) -> tuple[ArticleSummary, ...]:
    """The articles of one part of the list, in its order."""
    tune(connection)
    chosen = chosen_ids(query, connection.dialect.name).subquery()
    statement = summaries().join(chosen, chosen.c.id == ArticleRow.id)
    rows = connection.execute(statement.order_by(*in_order(query)))
    return tuple(article_summary(row) for row in rows)


def chosen_ids(query: FlagQuery, dialect: str = "sqlite") -> AnySelect:
    """Ids of one page of one part of the list, found in an index alone."""
    statement = select(ArticleRow.id).where(*conditions(query, dialect), *in_part(query)).order_by(*in_order(query))
    statement = statement.limit(query.limit).offset(query.offset)
    if query.after is None:
        return statement
    if query.unscored:
        after = query.after[1]
        return statement.where(ArticleRow.id > after if rises(query) else ArticleRow.id < after)
    place = tuple_(ranked_by(query), ArticleRow.id)
    return statement.where(place > query.after if rises(query) else place < query.after)


def in_order(query: FlagQuery) -> tuple[Any, Any]:
    """By score, confidence or drift, then id; both in one direction, so that an index serves both ways.

    Of few days the articles are looked for by day and then put in order: the sum keeps the database from reading a
    whole index in that order.
    """
    ranked = ranked_by(query) + 0 if is_of_few_days(query) else ranked_by(query)
    if rises(query):
        return ranked.asc(), ArticleRow.id.asc()
    return ranked.desc(), ArticleRow.id.desc()


def is_of_few_days(query: FlagQuery) -> bool:
    """Whether articles of all scores are asked for, of so few days that these decide how they are found."""
    wide = query.everything or query.minimum is not None
    if query.since is None or query.until is None:
        return False
    return wide and query.until - query.since < FEW_DAYS


def rises(query: FlagQuery) -> bool:
    """Lowest first: the least sure of the doubtful, the least suspect of the flagged when asked for."""
    return query.reverse if query.doubtful is None else not query.reverse
