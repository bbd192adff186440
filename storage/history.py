"""What lies behind an article's newest state: a page as fetched, an older cleaning, failures on the way, size."""

from __future__ import annotations

from sqlalchemy import Connection, select, text

from cleaning.values import CleanedArticle, Page
from storage.failures import failure_record
from storage.reading import CLEANED_COLUMNS, Confirmed, cleaned_of
from storage.records import FailureRecord
from storage.statements import AnySelect
from storage.tables import AddressRow, CleaningRow, ExtractionRow, FailureRow, FetchRow, SiteRow
from storage.waiting import page_columns, page_of


def page(connection: Connection, fetch_id: int) -> Page | None:
    """The page of one fetch as it was received; None where there is none."""
    row = connection.execute(page_columns().where(FetchRow.id == fetch_id)).first()
    return None if row is None else page_of(row)


CLEANED: AnySelect = (
    select(*CLEANED_COLUMNS)
    .join(ExtractionRow, ExtractionRow.id == CleaningRow.extraction_id)
    .join(Confirmed, Confirmed.id == CleaningRow.confirmed_id)
)
"""Cleanings, the newest or older ones."""


def cleaned(connection: Connection, cleaning_id: int) -> CleanedArticle | None:
    """One cleaning, the newest or an older one; None where there is none."""
    statement = CLEANED.where(CleaningRow.id == cleaning_id)
    return cleaned_of(connection, connection.execute(statement).all()).get(cleaning_id)


def failures_of(connection: Connection, article_id: int) -> tuple[FailureRecord, ...]:
    """Everything that failed at the article's addresses, resolved or not, newest first."""
    answers = select(FetchRow.requested_id, FetchRow.final_id).where(FetchRow.article_id == article_id)
    addresses = {address for row in connection.execute(answers) for address in row}
    keys = connection.execute(select(AddressRow.key).where(AddressRow.id.in_(addresses))).scalars().all()
    statement: AnySelect = select(FailureRow, SiteRow.host).join(SiteRow, SiteRow.id == FailureRow.site_id)
    rows = connection.execute(statement.where(FailureRow.key.in_(keys)).order_by(FailureRow.id.desc()))
    return tuple(failure_record(row) for row in rows)


def size(connection: Connection) -> int:
    """Bytes that the database takes, without what is still in a log."""
    if connection.dialect.name == "sqlite":
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        return int(pages) * int(connection.execute(text("PRAGMA page_size")).scalar_one())
    return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
