"""Stored pages to clean, first or again: which they are, and how they come back as they were received."""

from __future__ import annotations

from sqlalchemy import Connection, and_, func, or_, select

from cleaning.values import Page, Versions
from storage import codec
from storage.profiles import newest
from storage.statements import AnyRow, AnySelect, has_state
from storage.tables import ArticleRow, BodyRow, FetchRow, SiteRow, VersionRow

PAGES_AT_ONCE = 20
"""Pages read in one transaction: bodies are large, and a long read keeps SQLite's log from being emptied."""


def page_columns() -> AnySelect:
    """What `page_of` needs, with the fetch's id first."""
    return select(
        FetchRow.id,
        FetchRow.requested_url,
        FetchRow.url,
        FetchRow.status,
        FetchRow.headers,
        FetchRow.title,
        FetchRow.fetched_at,
        BodyRow.packed,
    ).join(BodyRow, BodyRow.id == FetchRow.body_id)


def page_of(row: AnyRow) -> Page:
    """The page as it was received."""
    return Page(
        requested_url=row.url if row.requested_url is None else row.requested_url,
        url=row.url,
        status=row.status,
        headers=tuple((name, value) for name, value in row.headers),
        body=codec.decompress(row.packed),
        fetched_at=row.fetched_at,
        title=row.title,
    )


def waiting_pages(state: str, site: str | None) -> AnySelect:
    """Pages in one state, all sites or one."""
    return on_site(page_columns().where(has_state(state)), site)


def on_site(statement: AnySelect, site: str | None) -> AnySelect:
    """The pages of one site, or of all."""
    if site is None:
        return statement
    return statement.where(FetchRow.site_id == select(SiteRow.id).where(SiteRow.host == site).scalar_subquery())


def failed_pages() -> AnySelect:
    """Pages whose cleaning failed, once or more, and never succeeded."""
    return page_columns().where(or_(has_state("failed"), and_(has_state("pending"), FetchRow.attempts > 0)))


def newest_pages() -> AnySelect:
    """The newest cleaned page of every article."""
    return page_columns().join(
        ArticleRow, and_(ArticleRow.id == FetchRow.article_id, ArticleRow.fetch_id == FetchRow.id)
    )


def stale_pages(versions: Versions) -> AnySelect:
    """Newest pages of the articles whose newest cleaning was made, and last confirmed, by other versions.

    The program's own number alone makes nothing stale: what it changes shows in the other parts. The context is that of
    the site's newest profile, or that of `versions` before its first one.
    """
    parts = [name for name in codec.names_of(Versions) if name not in {"copydesk", "context"}]
    profile = newest()
    expected = func.coalesce(profile.c.context, versions.context)
    return (
        newest_pages()
        .join(VersionRow, VersionRow.id == ArticleRow.version_id)
        .join(profile, profile.c.site_id == ArticleRow.site_id, isouter=True)
        .where(or_(VersionRow.context != expected, *(getattr(VersionRow, p) != getattr(versions, p) for p in parts)))
    )


def pages_after(connection: Connection, statement: AnySelect, after: int, until: int) -> list[tuple[int, Page]]:
    """The next few pages of `statement` by id of their fetch."""
    some = statement.where(FetchRow.id > after, FetchRow.id <= until).order_by(FetchRow.id).limit(PAGES_AT_ONCE)
    return [(row.id, page_of(row)) for row in connection.execute(some)]


def last_id(connection: Connection) -> int:
    """Id of the newest fetch, 0 where there is none."""
    return connection.execute(select(func.max(FetchRow.id))).scalar() or 0
