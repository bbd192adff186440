"""Stored values as they were: pages that wait, articles with their history, rows for a dataset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import BindParameter, Connection, bindparam, select
from sqlalchemy.orm import aliased

from cleaning.values import (
    CleanedArticle,
    Cut,
    Finding,
    Garble,
    GarbleStatus,
    PageJudgement,
    Versions,
    Where,
)
from storage import codec
from storage.decisions import decisions
from storage.identity import key_of
from storage.lists import article_summary, summaries
from storage.profiles import profiles_of
from storage.records import (
    ArticleRecord,
    CleaningRecord,
    ExtractionRecord,
    FetchRecord,
)
from storage.statements import KEYS, AnyRow, AnySelect, rows_in
from storage.tables import (
    AddressRow,
    ArticleRow,
    BodyRow,
    CleaningRow,
    CutRow,
    ExtractionRow,
    FetchRow,
    FindingRow,
    SiteRow,
    VersionRow,
)

VERSIONS = codec.names_of(Versions)
Confirmed = aliased(VersionRow)
Made = aliased(VersionRow)

CLEANED_COLUMNS = (
    CleaningRow.id.label("cleaning_id"),
    CleaningRow.garble,
    CleaningRow.score,
    CleaningRow.flagged,
    CleaningRow.looks_like,
    CleaningRow.is_article,
    CleaningRow.page_kind,
    CleaningRow.confidence,
    CleaningRow.page_terms,
    CleaningRow.lines,
    ExtractionRow.packed,
    *(getattr(Confirmed, name) for name in VERSIONS),
)
"""What `cleaned_of` puts a cleaning together from; Confirmed is the versions that last confirmed it."""

ARTICLE_ID: BindParameter[int] = bindparam("article_id")
KEY: BindParameter[bytes] = bindparam("key")
BY_ID = select(ArticleRow.id).where(ArticleRow.id == ARTICLE_ID)
BY_KEY = select(ArticleRow.id).where(ArticleRow.key == KEY)
BY_ADDRESS = select(AddressRow.article_id).where(AddressRow.key == KEY)
MAX_DIGITS = 18
"""Longer numbers are no ids: they do not fit the column."""


def find(connection: Connection, wanted: str) -> int | None:
    """Id of the article with this id or address; an address that led to the article will do."""
    if wanted.isascii() and wanted.isdigit():
        if len(wanted) > MAX_DIGITS:
            return None
        return connection.execute(BY_ID, {"article_id": int(wanted)}).scalar()
    key = {"key": key_of(wanted)}
    return connection.execute(BY_KEY, key).scalar() or connection.execute(BY_ADDRESS, key).scalar()


def article(connection: Connection, article_id: int) -> ArticleRecord | None:
    """Everything stored about an article; None where there is none, or it was never cleaned."""
    wanted = {"article_id": article_id}
    row = connection.execute(SUMMARY, wanted).first()
    if row is None:
        return None
    cleaned = cleaned_of(connection, connection.execute(NEWEST, wanted).all())
    return ArticleRecord(
        summary=article_summary(row),
        cleaned=cleaned[row.cleaning_id],
        extractions=tuple(ExtractionRecord(*version) for version in connection.execute(EXTRACTIONS, wanted)),
        cleanings=tuple(cleaning_record(cleaning) for cleaning in connection.execute(CLEANINGS, wanted)),
        fetches=tuple(fetch_record(fetch) for fetch in connection.execute(FETCHES, wanted)),
        decisions=decisions(connection, article_id),
        profiles=profiles_of(connection, row.host),
    )


def newest() -> AnySelect:
    """Articles with the newest extraction and cleaning, as `cleaned_of` and `export_row` need them."""
    return (
        select(
            ArticleRow.id.label("article_id"),
            ArticleRow.verdict,
            ArticleRow.url.label("article_url"),
            SiteRow.host,
            *CLEANED_COLUMNS,
            ExtractionRow.id.label("extraction_id"),
            ExtractionRow.number.label("extraction"),
        )
        .join(SiteRow, SiteRow.id == ArticleRow.site_id)
        .join(CleaningRow, CleaningRow.id == ArticleRow.cleaning_id)
        .join(ExtractionRow, ExtractionRow.id == CleaningRow.extraction_id)
        .join(Confirmed, Confirmed.id == CleaningRow.confirmed_id)
    )


SUMMARY = summaries().where(ArticleRow.id == ARTICLE_ID)
NEWEST = newest().where(ArticleRow.id == ARTICLE_ID)


def cleaned_of(connection: Connection, rows: Sequence[AnyRow]) -> dict[int, CleanedArticle]:
    """The values that were stored, by id of the cleaning."""
    ids = [row.cleaning_id for row in rows]
    cuts, findings = cuts_of(connection, ids), findings_of(connection, ids)
    return {
        row.cleaning_id: cleaned_article(row, cuts.get(row.cleaning_id, {}), tuple(findings.get(row.cleaning_id, ())))
        for row in rows
    }


def cleaned_article(row: AnyRow, cuts: Mapping[int, tuple[Cut, ...]], findings: tuple[Finding, ...]) -> CleanedArticle:
    """One value put together again."""
    extracted, (told, lifted, evidence) = codec.load_article(row.packed), codec.load_told(row.lines)
    return CleanedArticle(
        article=extracted,
        lines=codec.load_lines(row.lines, extracted, cuts),
        garble=Garble(
            GarbleStatus(row.garble), row.score, row.flagged, row.looks_like, findings, lifted=lifted, evidence=evidence
        ),
        versions=Versions(*(getattr(row, name) for name in VERSIONS)),
        page=PageJudgement(row.is_article, row.page_kind, row.confidence, tuple(row.page_terms or ())),
        credits=told,
    )


CUTS: AnySelect = (
    select(CutRow).where(CutRow.cleaning_id.in_(KEYS)).order_by(CutRow.cleaning_id, CutRow.line, CutRow.number)
)
FINDINGS: AnySelect = (
    select(FindingRow).where(FindingRow.cleaning_id.in_(KEYS)).order_by(FindingRow.cleaning_id, FindingRow.number)
)


def cuts_of(connection: Connection, cleaning_ids: Sequence[int]) -> dict[int, dict[int, tuple[Cut, ...]]]:
    """Cuts by cleaning and line."""
    found: dict[int, dict[int, tuple[Cut, ...]]] = {}
    for row in rows_in(connection, CUTS, cleaning_ids):
        lines = found.setdefault(row.cleaning_id, {})
        cut = Cut(row.rule, codec.KINDS[row.kind], row.start, row.stop, tuple(row.terms))
        lines[row.line] = (*lines.get(row.line, ()), cut)
    return found


def findings_of(connection: Connection, cleaning_ids: Sequence[int]) -> dict[int, list[Finding]]:
    """Findings by cleaning."""
    found: dict[int, list[Finding]] = {}
    for row in rows_in(connection, FINDINGS, cleaning_ids):
        found.setdefault(row.cleaning_id, []).append(
            Finding(
                signal=row.signal,
                where=Where(row.place),
                line=row.line,
                start=row.start,
                end=row.stop,
                score=row.score,
                reason=row.reason,
                text=row.text,
            )
        )
    return found


EXTRACTIONS = (
    select(ExtractionRow.id, ExtractionRow.number, ExtractionRow.fetch_id, ExtractionRow.made_at)
    .where(ExtractionRow.article_id == ARTICLE_ID)
    .order_by(ExtractionRow.number.desc())
)
CLEANINGS: AnySelect = (
    select(
        CleaningRow,
        *(getattr(Made, name).label(f"made_{name}") for name in VERSIONS),
        *(getattr(Confirmed, name) for name in VERSIONS),
    )
    .join(Made, Made.id == CleaningRow.version_id)
    .join(Confirmed, Confirmed.id == CleaningRow.confirmed_id)
    .where(CleaningRow.article_id == ARTICLE_ID)
    .order_by(CleaningRow.number.desc())
)
FETCHES: AnySelect = (
    select(FetchRow, BodyRow.digest, BodyRow.size)
    .join(BodyRow, BodyRow.id == FetchRow.body_id)
    .where(FetchRow.article_id == ARTICLE_ID)
    .order_by(FetchRow.seen_at.desc(), FetchRow.id.desc())
)
"""An article's history, newest first."""


def cleaning_record(row: AnyRow) -> CleaningRecord:
    """The row as a value."""
    return CleaningRecord(
        id=row.id,
        number=row.number,
        extraction_id=row.extraction_id,
        run_id=row.run_id,
        made_at=row.made_at,
        versions=Versions(*(getattr(row, f"made_{name}") for name in VERSIONS)),
        confirmed_at=row.confirmed_at,
        confirmed=Versions(*(getattr(row, name) for name in VERSIONS)),
        score=row.score,
        flagged=row.flagged,
    )


def fetch_record(row: AnyRow) -> FetchRecord:
    """The row as a value."""
    return FetchRecord(
        id=row.id,
        requested_url=row.url if row.requested_url is None else row.requested_url,
        url=row.url,
        status=row.status,
        body=row.digest.hex(),
        size=row.size,
        fetched_at=row.fetched_at,
        seen_at=row.seen_at,
        state=row.state,
        attempts=row.attempts,
        run_id=row.run_id,
    )
