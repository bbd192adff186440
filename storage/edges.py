"""Edges: what two articles are to each other, kept with method, score and shared evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select

from cleaning.copies.clusters import Edge
from cleaning.copies.values import Relation
from storage.copy_tables import EdgeRow
from storage.fingerprints import Home
from storage.statements import AnySelect
from storage.tables import ArticleRow

MOST_EDGES = 12
"""Edges that are kept of one look: the likest ones, to every face of the own cluster and to related stories."""


def add_edges(
    connection: Connection, article_id: int, edges: Sequence[Edge[int, Home]], now: datetime
) -> tuple[tuple[int, int], ...]:
    """Keep what was found; (other article, edge id) of the copies."""
    kept = edges[:MOST_EDGES]
    if not kept:
        return ()
    ids = [article_id, *(edge.key for edge in kept)]
    cleanings = {row.id: row.cleaning_id for row in connection.execute(CLEANINGS, {"keys": ids})}
    rows = [
        {
            "article_id": article_id,
            "other_id": edge.key,
            "cleaning_id": cleanings[article_id],
            "other_cleaning_id": cleanings[edge.key],
            "relation": edge.likeness.relation,
            "method": edge.likeness.method,
            "score": edge.likeness.score,
            "shared": edge.likeness.shared,
            "at": now,
        }
        for edge in kept
    ]
    added = connection.execute(insert(EdgeRow).returning(EdgeRow.other_id, EdgeRow.id, EdgeRow.relation), rows)
    return tuple((row.other_id, row.id) for row in added if row.relation == Relation.COPY)


CLEANINGS: AnySelect = select(ArticleRow.id, ArticleRow.cleaning_id).where(
    ArticleRow.id.in_(bindparam("keys", expanding=True))
)
