"""A cleaning that is handed in, beside what the database knows of its article."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from cleaning.habits import traces_of
from cleaning.values import CleanedArticle, Garble, GarbleStatus
from storage import codec, habits, prints
from storage.errors import StoreError
from storage.identity import normalise
from storage.statements import KEYS, AnyRow, AnySelect, add_new, rows_in
from storage.tables import ArticleRow, CleaningRow, ExtractionRow, FetchRow
from storage.words import searched


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
    habits: habits.Counted
    print: prints.Print | None
    words: list[str]


@dataclass(frozen=True, slots=True)
class Newest:
    """What the database knows of an article: its row, newest fetch, newest cleaning and that cleaning's extraction."""

    id: int
    site_id: int
    flagged: bool = False
    is_article: bool | None = None
    confidence: float | None = None
    day: int | None = None
    lines: int = 0
    fetch_id: int | None = None
    seen_at: datetime | None = None
    cleaning_id: int | None = None
    number: int | None = None
    cleaning_digest: bytes | None = None
    extraction_id: int | None = None
    extraction: int | None = None
    extraction_digest: bytes | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """An offer beside what the database knows: its fetch, and its article with the newest extraction and cleaning."""

    offer: Offer
    fetch: AnyRow
    article: Newest
    is_new: bool

    @property
    def is_overtaken(self) -> bool:
        """A later fetch of the article was cleaned already: this one is history that nobody asked for."""
        if self.article.fetch_id is None or self.article.seen_at is None:
            return False
        return (self.article.seen_at, self.article.fetch_id) > (self.fetch.seen_at, self.fetch.id)

    @property
    def is_same_text(self) -> bool:
        """The extraction equals the article's last one."""
        return self.article.extraction_digest == self.offer.extraction_digest

    @property
    def is_same(self) -> bool:
        """Extraction and outcome equal the last ones."""
        return self.is_same_text and self.article.cleaning_digest == self.offer.outcome_digest


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
        (habits.pack(traces_of(cleaned.article)), own_flag(cleaned.garble)),
        prints.print_of(cleaned),
        searched(cleaned.article.title, [line.text for line in cleaned.article.lines]),
    )


def own_flag(garble: Garble) -> bool | None:
    """Flagged for what the article is itself; None where it was not judged."""
    return garble.flagged and not garble.lifted if garble.status is GarbleStatus.JUDGED else None


FETCHES: AnySelect = select(
    FetchRow.id,
    FetchRow.site_id,
    FetchRow.requested_url,
    FetchRow.url,
    FetchRow.requested_id,
    FetchRow.final_id,
    FetchRow.seen_at,
).where(FetchRow.id.in_(KEYS))


def fetches_of(connection: Connection, offers: Sequence[Offer]) -> dict[int, AnyRow]:
    """The fetches that were cleaned, by id."""
    wanted = {o.fetch_id for o in offers}
    found = {row.id: row for row in rows_in(connection, FETCHES, wanted)}
    missing = sorted(wanted - found.keys())
    if missing:
        raise StoreError(f"there is no fetch {missing[0]} in this database")
    return found


def stand(connection: Connection, chosen: Mapping[bytes, tuple[Offer, AnyRow]], now: datetime) -> list[Standing]:
    """Each offer beside its article, which is added where unknown and ours alone until the transaction ends."""
    articles = newest_of(connection, chosen.keys())
    blank = {"flagged": False, "garble": "off", "lines": 0, "cut_lines": 0, "findings": 0, "updated_at": now}
    missing = [
        {**blank, "key": key, "url": normalise(fetch.url), "site_id": fetch.site_id}
        for key, (_, fetch) in sorted(chosen.items())
        if key not in articles
    ]
    added = add_new(connection, ArticleRow, missing, ("key", "id", "site_id")) if missing else []
    new = {row.key: Newest(row.id, row.site_id) for row in added}
    articles |= new
    articles |= newest_of(connection, chosen.keys() - articles.keys())  # another process was faster
    return [Standing(o, fetch, articles[key], is_new=key in new) for key, (o, fetch) in sorted(chosen.items())]


LOCK: AnySelect = (
    select(ArticleRow.id).where(ArticleRow.key.in_(KEYS)).order_by(ArticleRow.id).with_for_update(key_share=True)
)
NewestFetch = aliased(FetchRow)
NEWEST: AnySelect = (
    select(
        ArticleRow.key,
        ArticleRow.id,
        ArticleRow.site_id,
        ArticleRow.flagged,
        ArticleRow.is_article,
        ArticleRow.confidence,
        ArticleRow.day,
        ArticleRow.lines,
        ArticleRow.fetch_id,
        NewestFetch.seen_at,
        ArticleRow.cleaning_id,
        CleaningRow.number,
        CleaningRow.digest,
        CleaningRow.extraction_id,
        ExtractionRow.number,
        ExtractionRow.digest,
    )
    .join(NewestFetch, NewestFetch.id == ArticleRow.fetch_id, isouter=True)
    .join(CleaningRow, CleaningRow.id == ArticleRow.cleaning_id, isouter=True)
    .join(ExtractionRow, ExtractionRow.id == CleaningRow.extraction_id, isouter=True)
    .where(ArticleRow.key.in_(KEYS))
)


def newest_of(connection: Connection, keys: Collection[bytes]) -> dict[bytes, Newest]:
    """What is newest of the articles that exist. They are locked first: a statement sees what was before it waited."""
    if connection.dialect.name != "sqlite":
        for _ in rows_in(connection, LOCK, keys):
            pass
    return {row[0]: Newest(*row[1:]) for row in rows_in(connection, NEWEST, keys)}
