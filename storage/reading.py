"""Stored values as they were: pages that wait, articles with their history, rows for a dataset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from cleaning.values import (
    CleanedArticle,
    Cut,
    Finding,
    Garble,
    GarbleStatus,
    Kind,
    PageJudgement,
    Versions,
    Where,
)
from storage import codec
from storage.decisions import decisions
from storage.identity import key_of
from storage.lists import article_summary, summaries
from storage.records import (
    ArticleRecord,
    CleaningRecord,
    ExtractionRecord,
    FetchRecord,
)
from storage.statements import AnyRow, AnySelect, chunks
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


def find(connection: Connection, wanted: str) -> int | None:
    """Id of the article with this id or address; an address that led to the article will do."""
    if wanted.isascii() and wanted.isdigit():
        return connection.execute(select(ArticleRow.id).where(ArticleRow.id == int(wanted))).scalar()
    key = key_of(wanted)
    by_url = connection.execute(select(ArticleRow.id).where(ArticleRow.key == key)).scalar()
    return by_url or connection.execute(select(AddressRow.article_id).where(AddressRow.key == key)).scalar()


def article(connection: Connection, article_id: int) -> ArticleRecord | None:
    """Everything stored about an article; None where there is none, or it was never cleaned."""
    row = connection.execute(summaries().where(ArticleRow.id == article_id)).first()
    if row is None:
        return None
    cleaned = cleaned_of(connection, connection.execute(newest().where(ArticleRow.id == article_id)).all())
    return ArticleRecord(
        summary=article_summary(row),
        cleaned=cleaned[row.cleaning_id],
        extractions=extractions(connection, article_id),
        cleanings=cleanings(connection, article_id),
        fetches=fetches(connection, article_id),
        decisions=decisions(connection, article_id),
    )


def newest() -> AnySelect:
    """Articles with the newest extraction and cleaning, as `cleaned_of` and `export_row` need them."""
    return (
        select(
            ArticleRow.id.label("article_id"),
            ArticleRow.verdict,
            ArticleRow.url.label("article_url"),
            SiteRow.host,
            CleaningRow.id.label("cleaning_id"),
            CleaningRow.garble,
            CleaningRow.score,
            CleaningRow.flagged,
            CleaningRow.looks_like,
            CleaningRow.is_article,
            CleaningRow.page_kind,
            CleaningRow.confidence,
            CleaningRow.lines,
            ExtractionRow.id.label("extraction_id"),
            ExtractionRow.number.label("extraction"),
            ExtractionRow.packed,
            *(getattr(Confirmed, name) for name in VERSIONS),
        )
        .join(SiteRow, SiteRow.id == ArticleRow.site_id)
        .join(CleaningRow, CleaningRow.id == ArticleRow.cleaning_id)
        .join(ExtractionRow, ExtractionRow.id == CleaningRow.extraction_id)
        .join(Confirmed, Confirmed.id == CleaningRow.confirmed_id)
    )


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
    extracted = codec.load_article(row.packed)
    return CleanedArticle(
        article=extracted,
        lines=codec.load_lines(row.lines, extracted, cuts),
        garble=Garble(GarbleStatus(row.garble), row.score, row.flagged, row.looks_like, findings),
        versions=Versions(*(getattr(row, name) for name in VERSIONS)),
        page=PageJudgement(row.is_article, row.page_kind, row.confidence),
    )


def cuts_of(connection: Connection, cleaning_ids: Sequence[int]) -> dict[int, dict[int, tuple[Cut, ...]]]:
    """Cuts by cleaning and line."""
    found: dict[int, dict[int, tuple[Cut, ...]]] = {}
    for chunk in chunks(cleaning_ids):
        statement = select(CutRow).where(CutRow.cleaning_id.in_(chunk))
        for row in connection.execute(statement.order_by(CutRow.cleaning_id, CutRow.line, CutRow.number)):
            lines = found.setdefault(row.cleaning_id, {})
            cut = Cut(row.rule, Kind(row.kind), row.start, row.stop, tuple(row.terms))
            lines[row.line] = (*lines.get(row.line, ()), cut)
    return found


def findings_of(connection: Connection, cleaning_ids: Sequence[int]) -> dict[int, list[Finding]]:
    """Findings by cleaning."""
    found: dict[int, list[Finding]] = {}
    for chunk in chunks(cleaning_ids):
        statement = select(FindingRow).where(FindingRow.cleaning_id.in_(chunk))
        for row in connection.execute(statement.order_by(FindingRow.cleaning_id, FindingRow.number)):
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


def extractions(connection: Connection, article_id: int) -> tuple[ExtractionRecord, ...]:
    """Versions of what was extracted, newest first."""
    statement = select(ExtractionRow.id, ExtractionRow.number, ExtractionRow.fetch_id, ExtractionRow.made_at)
    rows = connection.execute(
        statement.where(ExtractionRow.article_id == article_id).order_by(ExtractionRow.number.desc())
    )
    return tuple(ExtractionRecord(*row) for row in rows)


def cleanings(connection: Connection, article_id: int) -> tuple[CleaningRecord, ...]:
    """All cleanings, newest first."""
    made = aliased(VersionRow)
    statement = (
        select(
            CleaningRow,
            *(getattr(made, name).label(f"made_{name}") for name in VERSIONS),
            *(getattr(Confirmed, name) for name in VERSIONS),
        )
        .join(made, made.id == CleaningRow.version_id)
        .join(Confirmed, Confirmed.id == CleaningRow.confirmed_id)
        .where(CleaningRow.article_id == article_id)
    )
    return tuple(
        CleaningRecord(
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
        for row in connection.execute(statement.order_by(CleaningRow.number.desc()))
    )


def fetches(connection: Connection, article_id: int) -> tuple[FetchRecord, ...]:
    """All answers that led to the article, newest first."""
    statement = select(FetchRow, BodyRow.digest, BodyRow.size).join(BodyRow, BodyRow.id == FetchRow.body_id)
    rows = connection.execute(
        statement.where(FetchRow.article_id == article_id).order_by(FetchRow.seen_at.desc(), FetchRow.id.desc())
    )
    return tuple(
        FetchRecord(
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
        for row in rows
    )
