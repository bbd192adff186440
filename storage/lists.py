"""Lists that must stay quick over a million articles: flagged ones, and the health of every site."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, tuple_

from cleaning.values import GarbleStatus
from storage.profiles import newest_records
from storage.queries import FlagQuery
from storage.records import ArticleSummary, Event, LeaseRecord, SiteStatus
from storage.runs import leases
from storage.statements import AnyRow, AnySelect, has_state, is_flagged, pairs
from storage.tables import ArticleRow, FailureRow, FetchRow, SiteRow, TallyRow

CUT = "cut:"


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
        lines=row.lines,
        cut_lines=row.cut_lines,
        findings=row.findings,
        cleaning_id=row.cleaning_id,
        fetch_id=row.fetch_id,
        verdict=None if row.verdict is None else Event(row.verdict),
        updated_at=row.updated_at,
    )


def flags(connection: Connection, query: FlagQuery) -> tuple[ArticleSummary, ...]:
    """The articles of the query, in its order; where it ends, those that were flagged without a score."""
    found = listed(connection, query)
    if query.drifted or query.minimum is not None or query.doubtful is not None or len(found) == query.limit:
        return found
    before = 0
    if query.offset and not found:  # the page begins behind the last article with a score
        everything = replace(query, limit=query.offset, offset=0)
        before = (
            query.offset
            - connection.execute(select(func.count()).select_from(chosen_ids(everything).subquery())).scalar_one()
        )
    rest = replace(query, unscored=True, after=None, limit=query.limit - len(found), offset=before)
    return found + listed(connection, rest)


def listed(connection: Connection, query: FlagQuery) -> tuple[ArticleSummary, ...]:
    """The articles of the query, in its order."""
    chosen = chosen_ids(query).subquery()
    statement = summaries().join(chosen, chosen.c.id == ArticleRow.id)
    rows = connection.execute(statement.order_by(*in_order(query)))
    return tuple(article_summary(row) for row in rows)


def chosen_ids(query: FlagQuery) -> AnySelect:
    """Ids of one page of the list, found in an index alone wherever the query allows it."""
    statement = select(ArticleRow.id).order_by(*in_order(query)).limit(query.limit).offset(query.offset)
    if query.doubtful is not None:
        statement = statement.where(ArticleRow.confidence < query.doubtful)
    elif query.drifted:
        statement = statement.where(ArticleRow.drift.is_not(None))
    elif query.minimum is None:
        scored = ArticleRow.score.is_(None) if query.unscored else ArticleRow.score.is_not(None)
        statement = statement.where(is_flagged(), scored)
    else:
        statement = statement.where(ArticleRow.score >= query.minimum)
    if query.site is not None:
        site = select(SiteRow.id).where(SiteRow.host == query.site).scalar_subquery()
        statement = statement.where(ArticleRow.site_id == site)
    if query.language is not None:
        statement = statement.where(ArticleRow.language == query.language)
    if query.verdict is not None:
        statement = statement.where(ArticleRow.verdict == query.verdict)
    if query.undecided:
        statement = statement.where(ArticleRow.verdict.is_(None))
    if query.after is not None:
        place = tuple_(ranked_by(query), ArticleRow.id)
        statement = statement.where(place > query.after if rises(query) else place < query.after)
    return statement


def in_order(query: FlagQuery) -> tuple[Any, Any]:
    """By score, confidence or drift, then id; both in one direction, so that an index serves both ways."""
    ranked = ranked_by(query)
    if rises(query):
        return ranked.asc(), ArticleRow.id.asc()
    return ranked.desc(), ArticleRow.id.desc()


def ranked_by(query: FlagQuery) -> Any:  # noqa: ANN401 - a column
    """The figure that the list is ordered by."""
    if query.drifted:
        return ArticleRow.drift
    return ArticleRow.score if query.doubtful is None else ArticleRow.confidence


def rises(query: FlagQuery) -> bool:
    """Lowest first: the least sure of the doubtful, the least suspect of the flagged when asked for."""
    return query.reverse if query.doubtful is None else not query.reverse


def status(connection: Connection, now: datetime) -> tuple[SiteStatus, ...]:
    """Health of every site, by name."""
    sites = {row.id: row for row in connection.execute(select(SiteRow))}
    tallies: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for row in connection.execute(select(TallyRow)):
        tallies[row.site_id][row.name] = row.total
    waiting = {state: waiting_by_site(connection, state) for state in ("pending", "failed")}
    failed = failures_by_site(connection)
    held = leases(connection, now)
    profiles = newest_records(connection)
    known = [
        SiteStatus(
            site=row.host,
            pages=tallies[site].get("pages", 0),
            articles=tallies[site].get("articles", 0),
            flagged=tallies[site].get("flagged", 0),
            not_articles=tallies[site].get("not_articles", 0),
            doubtful=tallies[site].get("doubtful", 0),
            pending=waiting["pending"][site],
            failed=waiting["failed"][site],
            cuts=cuts_of(tallies[site]),
            failures=tuple(Counter(failed[site]).most_common()),
            last_fetch=row.fetched_at,
            lease=held.get(row.host),
            profile=profiles.get(site),
        )
        for site, row in sites.items()
    ]
    unknown = held.keys() - {row.host for row in sites.values()}
    return tuple(sorted([*known, *(empty_status(held[host]) for host in unknown)], key=lambda row: row.site))


def empty_status(lease: LeaseRecord) -> SiteStatus:
    """A site that somebody works on, with nothing stored yet."""
    return SiteStatus(lease.site, 0, 0, 0, 0, 0, (), (), None, lease)


def cuts_of(tallies: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Lines cut by kind, most first."""
    found = Counter({name.removeprefix(CUT): n for name, n in tallies.items() if name.startswith(CUT) and n})
    return tuple(found.most_common())


def waiting_by_site(connection: Connection, state: str) -> Counter[int]:
    """How many fetches are in this state, by site id."""
    statement = select(FetchRow.site_id, func.count()).where(has_state(state)).group_by(FetchRow.site_id)
    return Counter(pairs(connection.execute(statement)))


def failures_by_site(connection: Connection) -> defaultdict[int, dict[str, int]]:
    """How many failures stand, by site id and stage."""
    statement = select(FailureRow.site_id, FailureRow.stage, func.count()).where(FailureRow.resolved_at.is_(None))
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for site, stage, count in connection.execute(statement.group_by(FailureRow.site_id, FailureRow.stage)):
        found[site][stage] = count
    return found
