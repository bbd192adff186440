"""What cleaning found out, stored in one transaction: article, extraction where it differs, cleaning where it differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, distinct, func, insert, select
from sqlalchemy.orm import aliased

from cleaning.values import CleanedArticle, Outcome, Versions
from storage import codec
from storage.errors import StoreError
from storage.failures import resolve
from storage.identity import key_of, normalise
from storage.records import Added
from storage.statements import Tallies, bump, chunks, ids_of, insert_for, update_each
from storage.tables import (
    AddressRow,
    ArticleRow,
    CleaningRow,
    CutRow,
    ExtractionRow,
    FetchRow,
    FindingRow,
    SuspicionRow,
    VersionRow,
)

SUSPICION = 0.5
"""From this chance of litter on, a line that was kept gets a row of its own."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A cleaning on its way into the database, put into words before the transaction begins."""

    fetch_id: int
    cleaned: CleanedArticle
    run_id: int | None
    extraction: bytes
    lines: bytes
    extraction_digest: bytes
    outcome_digest: bytes


@dataclass(frozen=True, slots=True)
class Standing:
    """An offer beside what the database knows: its fetch, and its article with the newest extraction and cleaning."""

    offer: Offer
    fetch: Row[Any]
    article: Row[Any]
    is_new: bool

    @property
    def is_overtaken(self) -> bool:
        """A later fetch of the article was cleaned already: this one is history that nobody asked for."""
        newest, ours = (self.article.seen_at, self.article.fetch_id), (self.fetch.seen_at, self.fetch.id)
        return self.article.fetch_id is not None and newest > ours

    @property
    def is_same_text(self) -> bool:
        """The extraction equals the article's last one."""
        return bool(self.article.extraction_digest == self.offer.extraction_digest)

    @property
    def is_same(self) -> bool:
        """Extraction and outcome equal the last ones."""
        return self.is_same_text and bool(self.article.cleaning_digest == self.offer.outcome_digest)


def offer(fetch_id: int, cleaned: CleanedArticle, run_id: int | None) -> Offer:
    """The cleaning made ready."""
    extraction, lines = codec.dump_article(cleaned.article), codec.dump_lines(cleaned)
    return Offer(
        fetch_id,
        cleaned,
        run_id,
        extraction,
        lines,
        codec.digest(extraction),
        codec.outcome_digest(cleaned, lines),
    )


def add_cleanings(connection: Connection, offers: Sequence[Offer], now: datetime) -> list[Added]:
    """Store the cleanings; what became of each, in order."""
    fetches = fetches_of(connection, offers)
    versions = version_ids(connection, {o.cleaned.versions for o in offers})
    added: list[Added | None] = [None] * len(offers)
    waiting = list(enumerate(offers))
    while waiting:  # rounds in which every article comes once, so that the second sees what the first left
        chosen = {key_of(fetches[o.fetch_id].url): (place, o) for place, o in reversed(waiting)}
        taken = {place for place, _ in chosen.values()}
        waiting = [(place, o) for place, o in waiting if place not in taken]
        standings = stand(connection, {key: (o, fetches[o.fetch_id]) for key, (_, o) in chosen.items()}, now)
        results = add_round(connection, standings, versions, now)
        for place, o in chosen.values():
            added[place] = results[o.fetch_id]
    return [result for result in added if result is not None]


def fetches_of(connection: Connection, offers: Sequence[Offer]) -> dict[int, Row[Any]]:
    """The fetches that were cleaned, by id."""
    statement = select(
        FetchRow.id, FetchRow.site_id, FetchRow.url, FetchRow.requested_id, FetchRow.final_id, FetchRow.seen_at
    )
    found = {}
    for chunk in chunks({o.fetch_id for o in offers}):
        found |= {row.id: row for row in connection.execute(statement.where(FetchRow.id.in_(chunk)))}
    missing = sorted({o.fetch_id for o in offers} - found.keys())
    if missing:
        raise StoreError(f"there is no fetch {missing[0]} in this database")
    return found


def version_ids(connection: Connection, versions: Iterable[Versions]) -> dict[Versions, int]:
    """Ids of what made the results, added where unknown."""
    names = codec.names_of(Versions)
    wanted = {value: {name: getattr(value, name) for name in names} for value in versions}
    for row in wanted.values():
        connection.execute(insert_for(connection, VersionRow).on_conflict_do_nothing(), row)
    ids = {}
    for value, row in wanted.items():
        statement = select(VersionRow.id).where(*(getattr(VersionRow, name) == row[name] for name in names))
        ids[value] = connection.execute(statement).scalar_one()
    return ids


def stand(connection: Connection, chosen: Mapping[bytes, tuple[Offer, Row[Any]]], now: datetime) -> list[Standing]:
    """Each offer beside its article, which is added where unknown and ours alone until the transaction ends."""
    blank = {"flagged": False, "garble": "off", "lines": 0, "cut_lines": 0, "findings": 0, "updated_at": now}
    rows = {key: {**blank, "url": normalise(fetch.url), "site_id": fetch.site_id} for key, (_, fetch) in chosen.items()}
    ids, added = ids_of(connection, ArticleRow.key, rows)
    if connection.dialect.name != "sqlite":
        connection.execute(
            select(ArticleRow.id).where(ArticleRow.id.in_(ids.values())).order_by(ArticleRow.id).with_for_update()
        ).all()
    articles = newest_of(connection, ids.values())
    return [Standing(o, fetch, articles[ids[key]], is_new=key in added) for key, (o, fetch) in sorted(chosen.items())]


def newest_of(connection: Connection, article_ids: Iterable[int]) -> dict[int, Row[Any]]:
    """What is newest of each article, by its id."""
    newest = aliased(FetchRow)
    statement = (
        select(
            ArticleRow.id,
            ArticleRow.site_id,
            ArticleRow.flagged,
            ArticleRow.fetch_id,
            newest.seen_at,
            ArticleRow.cleaning_id,
            CleaningRow.number,
            CleaningRow.digest.label("cleaning_digest"),
            ExtractionRow.id.label("extraction_id"),
            ExtractionRow.number.label("extraction"),
            ExtractionRow.digest.label("extraction_digest"),
        )
        .join(newest, newest.id == ArticleRow.fetch_id, isouter=True)
        .join(CleaningRow, CleaningRow.id == ArticleRow.cleaning_id, isouter=True)
        .join(ExtractionRow, ExtractionRow.id == CleaningRow.extraction_id, isouter=True)
    )
    found = {}
    for chunk in chunks(list(article_ids)):
        found |= {row.id: row for row in connection.execute(statement.where(ArticleRow.id.in_(chunk)))}
    return found


def add_round(
    connection: Connection, standings: Sequence[Standing], versions: Mapping[Versions, int], now: datetime
) -> dict[int, Added]:
    """Store one offer for each of many articles; what became of them by id of the fetch."""
    live = [s for s in standings if not s.is_overtaken]
    changed = [s for s in live if not s.is_same]
    extractions = add_extractions(connection, [s for s in changed if not s.is_same_text], now)
    cleanings = add_outcomes(connection, changed, extractions, versions, now)
    confirm(connection, [s for s in live if s.is_same], versions, now)
    update_each(connection, ArticleRow, [summary(s, cleanings[s.article.id], versions, now) for s in changed])
    settle(connection, standings, now)
    bump(connection, changes(connection, changed))
    return {
        s.fetch.id: Added(
            article_id=s.article.id,
            cleaning_id=cleanings.get(s.article.id, s.article.cleaning_id),
            is_new_article=s.is_new,
            is_new_version=s.article.id in extractions,
            is_confirmed=s.article.id not in cleanings,
        )
        for s in standings
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
    inserted = connection.execute(insert(table).returning(table.article_id, table.id), rows)
    return {article_id: row_id for article_id, row_id in inserted}  # noqa: C416 - dict() cannot read typed rows


def add_outcomes(
    connection: Connection,
    standings: Sequence[Standing],
    extractions: Mapping[int, int],
    versions: Mapping[Versions, int],
    now: datetime,
) -> dict[int, int]:
    """Ids of the new cleanings by article, with their cuts, suspicions and findings."""
    rows = [
        cleaning_row(s, extractions.get(s.article.id, s.article.extraction_id), versions[s.offer.cleaned.versions], now)
        for s in standings
    ]
    ids = insert_by_article(connection, CleaningRow, rows)
    pairs = [(ids[s.article.id], s.offer.cleaned) for s in standings]
    for table, rows_of in ((CutRow, cut_rows), (SuspicionRow, suspicion_rows), (FindingRow, finding_rows)):
        details = [row for cleaning_id, cleaned in pairs for row in rows_of(cleaning_id, cleaned)]
        if details:
            connection.execute(insert(table), details)
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


def confirm(
    connection: Connection, standings: Sequence[Standing], versions: Mapping[Versions, int], now: datetime
) -> None:
    """The same outcome again: today's versions stand for it, nothing else changes."""
    found = [(s, versions[s.offer.cleaned.versions]) for s in standings]
    update_each(
        connection,
        CleaningRow,
        [{"row_id": s.article.cleaning_id, "confirmed_at": now, "confirmed_id": version} for s, version in found],
    )
    update_each(
        connection,
        ArticleRow,
        [{"row_id": s.article.id, "fetch_id": s.fetch.id, "version_id": version} for s, version in found],
    )


def summary(s: Standing, cleaning_id: int, versions: Mapping[Versions, int], now: datetime) -> dict[str, Any]:
    """The article's row for lists."""
    cleaned = s.offer.cleaned
    article, garble = cleaned.article, cleaned.garble
    return {
        "row_id": s.article.id,
        "title": article.title,
        "published": article.published,
        "language": article.language,
        "score": garble.score,
        "flagged": garble.flagged,
        "garble": garble.status,
        "looks_like": garble.looks_like,
        "lines": len(cleaned.lines),
        "cut_lines": sum(bool(line.cuts) for line in cleaned.lines),
        "findings": len(garble.findings),
        "fetch_id": s.fetch.id,
        "cleaning_id": cleaning_id,
        "version_id": versions[cleaned.versions],
        "updated_at": now,
    }


def settle(connection: Connection, standings: Sequence[Standing], now: datetime) -> None:
    """The fetches are done, their addresses lead to the article, and what failed there is resolved."""
    update_each(
        connection,
        FetchRow,
        [{"row_id": s.fetch.id, "state": "done", "article_id": s.article.id} for s in standings],
    )
    leads = {address: s.article.id for s in standings for address in (s.fetch.requested_id, s.fetch.final_id)}
    update_each(connection, AddressRow, [{"row_id": address, "article_id": leads[address]} for address in leads])
    keys: set[bytes] = set()
    for chunk in chunks(leads):
        keys.update(connection.execute(select(AddressRow.key).where(AddressRow.id.in_(chunk))).scalars())
    resolve(connection, keys, now, fetched_only=False)


def changes(connection: Connection, standings: Sequence[Standing]) -> Tallies:
    """What the new cleanings change in the counts of their sites."""
    tallies: Counter[tuple[int, str]] = Counter()
    before = lines_by_kind(connection, [s.article.cleaning_id for s in standings if s.article.cleaning_id])
    for s in standings:
        site, cleaned = s.article.site_id, s.offer.cleaned
        tallies[site, "articles"] += s.article.cleaning_id is None
        tallies[site, "flagged"] += cleaned.garble.flagged - s.article.flagged
        for line in cleaned.lines:
            for kind in {cut.kind for cut in line.cuts}:
                tallies[site, f"cut:{kind}"] += 1
        for kind, lines in before.get(s.article.cleaning_id, ()):
            tallies[site, f"cut:{kind}"] -= lines
    return dict(tallies)


def lines_by_kind(connection: Connection, cleaning_ids: Sequence[int]) -> dict[int, list[tuple[str, int]]]:
    """How many lines lost something of each kind, by cleaning."""
    found: dict[int, list[tuple[str, int]]] = {}
    for chunk in chunks(cleaning_ids):
        statement = select(CutRow.cleaning_id, CutRow.kind, func.count(distinct(CutRow.line)))
        rows = connection.execute(
            statement.where(CutRow.cleaning_id.in_(chunk)).group_by(CutRow.cleaning_id, CutRow.kind)
        )
        for cleaning_id, kind, lines in rows:
            found.setdefault(cleaning_id, []).append((kind, lines))
    return found
