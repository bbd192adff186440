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
    """Keep what was found; (other article, edge id) of the copies.

    The ends stand in the order of their addresses' keys, so that an edge says the same whichever came first.
    """
    kept = edges[:MOST_EDGES]
    if not kept:
        return ()
    ids = [article_id, *(edge.key for edge in kept)]
    known = {row.id: row for row in connection.execute(ENDS, {"keys": ids})}
    rows = []
    for edge in kept:
        first, second = sorted((known[article_id], known[edge.key]), key=lambda end: end.key)
        rows.append(
            {
                "article_id": first.id,
                "other_id": second.id,
                "cleaning_id": first.cleaning_id,
                "other_cleaning_id": second.cleaning_id,
                "relation": edge.likeness.relation,
                "method": edge.likeness.method,
                "score": edge.likeness.score,
                "shared": edge.likeness.shared,
                "at": now,
            }
        )
    added = connection.execute(ADDED, rows)
    return tuple(
        (row.article_id if row.other_id == article_id else row.other_id, row.id)
        for row in added
        if row.relation == Relation.COPY
    )


ADDED = insert(EdgeRow).returning(EdgeRow.article_id, EdgeRow.other_id, EdgeRow.id, EdgeRow.relation)
ENDS: AnySelect = select(ArticleRow.id, ArticleRow.key, ArticleRow.cleaning_id).where(
    ArticleRow.id.in_(bindparam("keys", expanding=True))
)
