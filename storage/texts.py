"""Search in titles and texts as extracted: an index by extraction, appended like the extractions themselves.

SQLite's is a contentless table of FTS5, PostgreSQL's a table with a GIN index; the words in both are words.searched's.
What was stored before this release is indexed bit by bit, see `renew`: a mark says up to which extraction that is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from storage import codec, text_search
from storage.database import Database
from storage.desk_tables import TEXTS, MarkRow
from storage.queries import FlagQuery
from storage.statements import AnyRow, AnySelect
from storage.tables import ArticleRow, ExtractionRow
from storage.words import asked, fts5, searched, tsquery

MOST_MATCHES = 5_000
"""Texts that a search looks at, the newest ones that hold the words: a list of more is not read, and a word that stands
in half of all texts must be as quick as others."""

AT_ONCE = 100
"""Extractions that are indexed in one transaction."""

DONE, UNTIL = "texts", "texts_until"
"""Marks: extractions of before are indexed up to the first, and there are some up to the second."""

PUT: dict[str, Any] = {
    "sqlite": text("INSERT INTO texts (rowid, words) VALUES (:extraction_id, :words)"),
    "postgresql": text("INSERT INTO texts (extraction_id, words) VALUES (:extraction_id, CAST(:words AS tsvector))"),
}


def add(connection: Connection, items: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Index the words of new extractions by id."""
    is_sqlite = connection.dialect.name == "sqlite"
    rows = [
        {
            "extraction_id": extraction_id,
            "words": " ".join(words) if is_sqlite else text_search.marked(extraction_id, words),
        }
        for extraction_id, words in items
    ]
    if rows:
        connection.execute(PUT[connection.dialect.name], rows)


def matching(question: str, dialect: str) -> AnySelect:
    """Ids of all extractions in which the words stand; of no words none."""
    phrases = asked(question)
    if dialect != "sqlite":
        condition: ColumnElement[bool] = TEXTS.c.words.op("@@", is_comparison=True)(cast(tsquery(phrases), TSQUERY))
        return select(TEXTS.c.extraction_id).where(condition)
    condition = literal_column("texts").op("MATCH", is_comparison=True)(fts5(phrases) or '""')
    return select(ROWID.label("extraction_id")).select_from(table("texts", column("rowid"))).where(condition)


def newest_matching(question: str) -> AnySelect:
    """The same on SQLite, the newest and one more than are looked at: FTS5 gives them in that order."""
    return matching(question, "sqlite").order_by(ROWID.desc()).limit(MOST_MATCHES + 1)


ROWID: ColumnElement[int] = literal_column("texts.rowid", Integer)


def looked_up(connection: Connection, query: FlagQuery) -> tuple[FlagQuery, bool]:
    """The query with the newest texts that hold its words, and whether there are more than are looked at."""
    if not query.words or query.found is not None:
        return query, False
    if connection.dialect.name == "sqlite":
        ids: Sequence[int] = connection.execute(newest_matching(query.words)).scalars().all()
        return replace(query, found=tuple(ids[:MOST_MATCHES])), len(ids) > MOST_MATCHES
    ids, is_capped = text_search.newest_texts(connection, asked(query.words), MOST_MATCHES)
    return replace(query, found=tuple(ids)), is_capped


NEXT: AnySelect = (
    select(
        ArticleRow.extraction_id,
        ExtractionRow.packed,
    )
    .join(ExtractionRow, ExtractionRow.id == ArticleRow.extraction_id)
    .where(ArticleRow.extraction_id > bindparam("done"), ArticleRow.extraction_id <= bindparam("until"))
    .order_by(ArticleRow.extraction_id)
    .limit(AT_ONCE)
)
LEFT: AnySelect = select(func.count()).where(
    ArticleRow.extraction_id > bindparam("done"), ArticleRow.extraction_id <= bindparam("until")
)
MOVED = (
    update(MarkRow)
    .where(MarkRow.name == DONE, MarkRow.number == bindparam("expected"))
    .values(number=bindparam("reached"))
)


def marks(connection: Connection) -> dict[str, int]:
    """How far the indexing of what was stored before got, and how far it goes."""
    found = {row.name: row.number for row in connection.execute(select(MarkRow))}
    return {"done": found.get(DONE, 0), "until": found.get(UNTIL, 0)}


def missing(connection: Connection) -> int:
    """Articles whose text is not indexed yet."""
    found = marks(connection)
    if found["done"] >= found["until"]:
        return 0
    return int(connection.execute(LEFT, found).scalar_one())


def renew(database: Database) -> int:
    """Index the next few texts that were stored before; how many, 0 = none are left. Several may do so at once."""

    def read(connection: Connection) -> tuple[dict[str, int], Sequence[AnyRow]]:
        found = marks(connection)
        return found, connection.execute(NEXT, found).all() if found["done"] < found["until"] else []

    at, rows = database.read(read)
    if at["done"] >= at["until"]:
        return 0
    made = [(row.extraction_id, words_in(row.packed)) for row in rows]
    reached = made[-1][0] if made else at["until"]

    def keep(connection: Connection) -> None:
        if connection.execute(MOVED, {"expected": at["done"], "reached": reached}).rowcount:  # else somebody was faster
            add(connection, made)

    database.write(keep)
    return len(made) or renew(database)


def words_in(packed: bytes) -> list[str]:
    """The words of a stored extraction."""
    article = codec.load_article(packed)
    return searched(article.title, [line.text for line in article.lines])
