"""Extractions and cleanings as rows: what is appended where something differs from the last time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, distinct, func, insert, select

from cleaning.garble import SIGNALS
from cleaning.values import CleanedArticle, Outcome, Versions
from storage import codec
from storage.columns import Base
from storage.evidence_kinds import bits_of
from storage.offers import Standing
from storage.statements import KEYS, AnySelect, pairs, rows_in
from storage.tables import CleaningRow, CutRow, ExtractionRow, FindingRow, SuspicionRow

SUSPICION = 0.5
"""From this chance of litter on, a line that was kept gets a row of its own."""


KIND_OF = {signal.name: signal.evidence for signal in SIGNALS}

INSERTS: Mapping[type[Base], Any] = {
    ExtractionRow: insert(ExtractionRow).returning(ExtractionRow.article_id, ExtractionRow.id),
    CleaningRow: insert(CleaningRow).returning(CleaningRow.article_id, CleaningRow.id),
    CutRow: insert(CutRow),
    SuspicionRow: insert(SuspicionRow),
    FindingRow: insert(FindingRow),
}


def add_extractions(connection: Connection, standings: Sequence[Standing], now: datetime) -> dict[int, int]:
    """Ids of the new extractions by article."""
    rows = [
        {
            "article_id": s.article.id,
            "number": (s.article.extraction or 0) + 1,
            "fetch_id": s.fetch.id,
            "digest": s.offer.extraction_digest,
            "packed": codec.compress(s.offer.extraction),
            "made_at": now,
        }
        for s in standings
    ]
    return insert_by_article(connection, ExtractionRow, rows)


def insert_by_article(
    connection: Connection, table: type[ExtractionRow | CleaningRow], rows: Sequence[dict[str, Any]]
) -> dict[int, int]:
    """Insert one row for each of many articles; the rows' ids by article."""
    if not rows:
        return {}
    return pairs(connection.execute(INSERTS[table], rows))


def add_outcomes(
    connection: Connection,
    standings: Sequence[Standing],
    extractions: Mapping[int, int],
    versions: Mapping[Versions, int],
    now: datetime,
) -> dict[int, int]:
    """Ids of the new cleanings by article, with their cuts, suspicions and findings."""
    rows = [
        cleaning_row(
            s, extractions.get(s.article.id) or known(s.article.extraction_id), versions[s.offer.cleaned.versions], now
        )
        for s in standings
    ]
    ids = insert_by_article(connection, CleaningRow, rows)
    added = [(ids[s.article.id], s.offer.cleaned) for s in standings]
    for table, rows_of in ((CutRow, cut_rows), (SuspicionRow, suspicion_rows), (FindingRow, finding_rows)):
        details = [row for cleaning_id, cleaned in added for row in rows_of(cleaning_id, cleaned)]
        if details:
            connection.execute(INSERTS[table], details)
    return ids


def cleaning_row(s: Standing, extraction_id: int, version_id: int, now: datetime) -> dict[str, Any]:
    """The cleaning's own row."""
    garble, page = s.offer.cleaned.garble, s.offer.cleaned.page
    return {
        "article_id": s.article.id,
        "number": (s.article.number or 0) + 1,
        "extraction_id": extraction_id,
        "run_id": s.offer.run_id,
        "digest": s.offer.outcome_digest,
        "made_at": now,
        "version_id": version_id,
        "confirmed_at": now,
        "confirmed_id": version_id,
        "garble": garble.status,
        "score": garble.score,
        "flagged": garble.flagged,
        "looks_like": garble.looks_like,
        "is_article": page.is_article,
        "page_kind": page.kind,
        "confidence": page.confidence,
        "page_terms": page.terms or None,
        "lines": codec.compress(s.offer.lines),
    }


def cut_rows(cleaning_id: int, cleaned: CleanedArticle) -> list[dict[str, Any]]:
    """Rows of all cuts."""
    return [
        {
            "cleaning_id": cleaning_id,
            "line": line_number,
            "number": number,
            "start": cut.start,
            "stop": cut.end,
            "rule": cut.rule,
            "kind": cut.kind,
            "terms": cut.terms,
        }
        for line_number, line in enumerate(cleaned.lines)
        for number, cut in enumerate(line.cuts)
    ]


def suspicion_rows(cleaning_id: int, cleaned: CleanedArticle) -> list[dict[str, Any]]:
    """Rows of the lines that were kept in spite of much."""
    return [
        {"cleaning_id": cleaning_id, "line": number, "litter": line.litter}
        for number, line in enumerate(cleaned.lines)
        if line.outcome is Outcome.KEPT and line.litter is not None and line.litter >= SUSPICION
    ]


def finding_rows(cleaning_id: int, cleaned: CleanedArticle) -> list[dict[str, Any]]:
    """Rows of all findings."""
    return [
        {
            "cleaning_id": cleaning_id,
            "number": number,
            "signal": finding.signal,
            "place": finding.where,
            "line": finding.line,
            "start": finding.start,
            "stop": finding.end,
            "score": finding.score,
            "reason": finding.reason,
            "text": finding.text,
        }
        for number, finding in enumerate(cleaned.garble.findings)
    ]


def evidence_bits(cleaned: CleanedArticle) -> int:
    """The kinds of evidence that its findings give, as one number."""
    return bits_of(KIND_OF[finding.signal] for finding in cleaned.garble.findings if finding.signal in KIND_OF)


LINES: AnySelect = (
    select(CutRow.cleaning_id, CutRow.kind, func.count(distinct(CutRow.line)))
    .where(CutRow.cleaning_id.in_(KEYS))
    .group_by(CutRow.cleaning_id, CutRow.kind)
)


def lines_by_kind(connection: Connection, cleaning_ids: Sequence[int]) -> dict[int, list[tuple[str, int]]]:
    """How many lines lost something of each kind, by cleaning."""
    found: dict[int, list[tuple[str, int]]] = {}
    for cleaning_id, kind, lines in rows_in(connection, LINES, cleaning_ids):
        found.setdefault(cleaning_id, []).append((kind, lines))
    return found


def known(row_id: int | None) -> int:
    """The id of what must exist: an article whose outcome is the same has one."""
    assert row_id is not None
    return row_id
