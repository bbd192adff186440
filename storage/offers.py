"""A cleaning that is handed in, beside what the database knows of its article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from cleaning.values import CleanedArticle
from storage import codec
from storage.errors import StoreError
from storage.identity import normalise
from storage.statements import AnyRow, chunks, ids_of
from storage.tables import ArticleRow, CleaningRow, ExtractionRow, FetchRow


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
    fetch: AnyRow
    article: AnyRow
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


def fetches_of(connection: Connection, offers: Sequence[Offer]) -> dict[int, AnyRow]:
    """The fetches that were cleaned, by id."""
    statement = select(
        FetchRow.id, FetchRow.site_id, FetchRow.url, FetchRow.requested_id, FetchRow.final_id, FetchRow.seen_at
    )
    found: dict[int, AnyRow] = {}
    for chunk in chunks({o.fetch_id for o in offers}):
        found |= {row.id: row for row in connection.execute(statement.where(FetchRow.id.in_(chunk)))}
    missing = sorted({o.fetch_id for o in offers} - found.keys())
    if missing:
        raise StoreError(f"there is no fetch {missing[0]} in this database")
    return found


def stand(connection: Connection, chosen: Mapping[bytes, tuple[Offer, AnyRow]], now: datetime) -> list[Standing]:
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


def newest_of(connection: Connection, article_ids: Iterable[int]) -> dict[int, AnyRow]:
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
    found: dict[int, AnyRow] = {}
    for chunk in chunks(list(article_ids)):
        found |= {row.id: row for row in connection.execute(statement.where(ArticleRow.id.in_(chunk)))}
    return found
