"""Fingerprints as rows: written with the cleaning, found by their hooks, never by comparing with everything."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, literal_column, select, union_all, update
from sqlalchemy.dialects import postgresql, sqlite

from cleaning.copies.clusters import Face
from cleaning.copies.fingerprint import COUNTED, Fingerprint
from cleaning.values import CleanedArticle
from storage.copy_tables import ClusterRow, FingerprintRow, HookRow
from storage.days import day_of
from storage.prints import Print, hooks_of, unpack
from storage.reading import cleaned_of, newest
from storage.statements import KEYS, AnyRow, AnySelect, rows_in
from storage.tables import ArticleRow, FetchRow

WINDOW_DAYS = 45
"""Days around a text's own within which its copies are looked for; the same words are found at any distance."""

MOST_HITS = 200
"""Faces behind one hook; one that more have says nothing and is left out."""

BAND_HITS, LEAST_HITS = 2, 2
"""What a shared band counts, a rare term being 1; and what makes a face worth comparing."""

MOST_FACES = 30
"""Faces that are compared with a text, and those of their clusters with them."""


KEPT = ("digest", "day", "seen_day", "words", "counted", "packed", "is_own", "origin_key", "due")
"""Columns that a new text replaces."""


@functools.cache
def put(dialect: str) -> Any:  # noqa: ANN401 - one class for each dialect
    """INSERT that replaces the article's fingerprint and asks for its copies; the cluster stays till then."""
    statement = sqlite.insert(FingerprintRow) if dialect == "sqlite" else postgresql.insert(FingerprintRow)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=[FingerprintRow.article_id],
        set_={name: getattr(new, name) for name in KEPT},
    )


def keep(connection: Connection, prints: Iterable[tuple[int, Print | None, datetime]]) -> None:
    """Write the fingerprints of articles by id, each with its fetch, due; one without keeps its last."""
    rows = [
        {
            "article_id": article_id,
            "digest": made.fingerprint.digest,
            "day": day_of(made.published, fetched),
            "seen_day": day_of(None, fetched),
            "words": made.fingerprint.words,
            "counted": COUNTED,
            "packed": made.packed,
            "is_face": False,
            "is_own": made.is_own,
            "origin_key": made.origin_key,
            "due": True,
        }
        for article_id, made, fetched in sorted(prints, key=itemgetter(0))
        if made is not None
    ]
    if rows:
        connection.execute(put(connection.dialect.name), rows)


OWN: AnySelect = select(FingerprintRow).where(FingerprintRow.article_id == bindparam("article_id"))
SAME: AnySelect = (
    select(FingerprintRow.article_id)
    .where(
        FingerprintRow.digest == bindparam("digest"),
        FingerprintRow.article_id != bindparam("article_id"),
        FingerprintRow.due == literal_column("false"),
    )
    .order_by(FingerprintRow.article_id)
    .limit(1)
)
CLUSTERS: AnySelect = select(FingerprintRow.article_id, FingerprintRow.cluster_id).where(
    FingerprintRow.article_id.in_(KEYS)
)
FACES: AnySelect = (
    select(
        FingerprintRow.article_id,
        FingerprintRow.cluster_id,
        FingerprintRow.digest,
        FingerprintRow.counted,
        FingerprintRow.packed,
        ClusterRow.representative_id,
    )
    .join(ClusterRow, ClusterRow.id == FingerprintRow.cluster_id, isouter=True)
    .where(FingerprintRow.is_face == literal_column("true"))
)
OF_CLUSTERS = FACES.where(FingerprintRow.cluster_id.in_(KEYS))
OF_ARTICLES = FACES.where(FingerprintRow.article_id.in_(KEYS))


@functools.cache
def behind(keys: int) -> Any:  # noqa: ANN401 - a compound SELECT
    """Faces behind each of so many hooks within a window of days, at most MOST_HITS + 1 each."""
    each = [
        select(literal_column(str(number)).label("number"), HookRow.article_id)
        .where(HookRow.key == bindparam(f"key{number}"), HookRow.day.between(bindparam("first"), bindparam("last")))
        .limit(MOST_HITS + 1)
        .subquery()
        for number in range(keys)
    ]
    return union_all(*(select(one.c.number, one.c.article_id) for one in each))


def days_of(row: AnyRow) -> tuple[int, ...]:
    """Days under which an article is found: of its publication, and of its fetch where that is far from it."""
    return (row.day,) if abs(row.day - row.seen_day) <= WINDOW_DAYS else (row.day, row.seen_day)


def candidates(connection: Connection, own: AnyRow, made: Fingerprint) -> list[int]:
    """Faces that share a band or several rare terms with the text, the likeliest first; one with the same words too."""
    same = connection.execute(SAME, {"digest": own.digest, "article_id": own.article_id}).scalar()
    hits: Counter[int] = Counter()
    for day in days_of(own):
        hits |= hits_around(connection, made, day)
    hits.pop(own.article_id, None)
    likely = sorted((face for face, count in hits.items() if count >= LEAST_HITS), key=lambda face: (-hits[face], face))
    return list(dict.fromkeys([*([same] if same is not None else []), *likely[:MOST_FACES]]))


def hits_around(connection: Connection, made: Fingerprint, day: int) -> Counter[int]:
    """How much each face around a day shares with the text; hooks that too many have are left out."""
    bands, rare = hooks_of(made)
    keys = (*bands, *rare)
    hits: Counter[int] = Counter()
    if not keys:
        return hits
    asked = {f"key{number}": key for number, key in enumerate(keys)}
    window = {"first": day - WINDOW_DAYS, "last": day + WINDOW_DAYS}
    found: dict[int, list[int]] = {}
    for number, face in connection.execute(behind(len(keys)), {**asked, **window}):
        found.setdefault(number, []).append(face)
    for number, faces in found.items():
        if len(faces) <= MOST_HITS:
            hits.update(dict.fromkeys(faces, BAND_HITS if number < len(bands) else 1))
    return hits


Home = tuple[str, int]
"""("cluster", id), or ("article", id) of one that stands alone."""


def faces_of(
    connection: Connection, article_ids: Collection[int], cluster_ids: Collection[int] = ()
) -> dict[Home, list[Face[int]]]:
    """Faces of these clusters and those that these articles are in, each representative first; and who stands alone."""
    homes: dict[int, int | None] = {row[0]: row[1] for row in rows_in(connection, CLUSTERS, article_ids)}
    clusters = {*cluster_ids, *(cluster for cluster in homes.values() if cluster is not None)}
    alone = [article for article, cluster in homes.items() if cluster is None]
    rows = [*rows_in(connection, OF_CLUSTERS, sorted(clusters)), *rows_in(connection, OF_ARTICLES, alone)]
    found: dict[Home, list[Face[int]]] = {}
    for row in sorted(rows, key=lambda row: (row.representative_id != row.article_id, row.article_id)):
        made = unpack(row)
        if made is not None:
            found.setdefault(home_of(row), []).append(Face(row.article_id, made))
    return found


def home_of(row: AnyRow) -> Home:
    """Where a fingerprint's row lives."""
    return ("article", row.article_id) if row.cluster_id is None else ("cluster", row.cluster_id)


def show(connection: Connection, own: AnyRow, made: Fingerprint) -> None:
    """Make the article a face: from now on it is found."""
    bands, rare = hooks_of(made)
    rows = [
        {"key": key, "day": day, "article_id": own.article_id}
        for day in days_of(own)
        for key in sorted({*bands, *rare})
    ]
    if rows:
        connection.execute(insert(HookRow), rows)
    connection.execute(SHOWN, {"row_id": own.article_id, "shown": True})


def hide(connection: Connection, article_ids: Collection[int]) -> None:
    """The articles are faces no longer."""
    for article_id in sorted(article_ids):
        connection.execute(UNHOOKED, {"row_id": article_id})
        connection.execute(SHOWN, {"row_id": article_id, "shown": False})


SHOWN = (
    update(FingerprintRow).where(FingerprintRow.article_id == bindparam("row_id")).values(is_face=bindparam("shown"))
)
UNHOOKED = delete(HookRow).where(HookRow.article_id == bindparam("row_id"))

DUE_IDS: AnySelect = (
    select(FingerprintRow.article_id)
    .where(FingerprintRow.due == literal_column("true"), FingerprintRow.article_id > bindparam("after"))
    .order_by(FingerprintRow.article_id)
    .limit(bindparam("most"))
)


def due(connection: Connection, after: int, most: int) -> list[int]:
    """Articles whose copies are still to be looked for, by id."""
    return list(connection.execute(DUE_IDS, {"after": after, "most": most}).scalars())


MISSING: AnySelect = (
    newest()
    .add_columns(FetchRow.seen_at)
    .join(FetchRow, FetchRow.id == ArticleRow.fetch_id)
    .join(FingerprintRow, FingerprintRow.article_id == ArticleRow.id, isouter=True)
    .where(
        ArticleRow.id > bindparam("after"),
        func.coalesce(FingerprintRow.counted, -1) != COUNTED,
        func.coalesce(ArticleRow.is_article, literal_column("true")) == literal_column("true"),
    )
    .order_by(ArticleRow.id)
    .limit(bindparam("most"))
)


def missing(connection: Connection, after: int, most: int) -> list[tuple[int, CleanedArticle, datetime]]:
    """Articles behind an id without a fingerprint of today's kind, with their fetch."""
    rows = connection.execute(MISSING, {"after": after, "most": most}).all()
    cleaned = cleaned_of(connection, rows)
    return [(row.article_id, cleaned[row.cleaning_id], row.seen_at) for row in rows]
