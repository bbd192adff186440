"""Finding the copies of articles that are due: settle (clusters), compare (texts), assess; each step can be killed.

What is due is a column, so a run that ends in the middle leaves exactly what is left to do. A text that cannot be
compared costs its own assessment only: that is a failure like any other, recorded with stage and reason.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from cleaning.values import Failure, Stage
from cleaning.versions import comparing
from storage import assessments, clusters, fingerprints
from storage.assessments import Readings
from storage.clusters import Settled
from storage.copy_tables import AssessmentRow, FingerprintRow
from storage.database import Database
from storage.errors import StoreError
from storage.failures import Found, add_failure
from storage.prints import print_of
from storage.statements import AnySelect
from storage.tables import ArticleRow, SiteRow

logger = logging.getLogger(__name__)

AT_ONCE = 200
"""Articles that are asked for at once."""

REMEMBERED = 64
"""Texts that are kept ready: representatives of stories that come again and again."""


def find(database: Database, article_ids: Iterable[int], readings: Readings, now: datetime) -> int:
    """Find the copies of these articles and write what follows; how many assessments are new."""
    return sum(find_one(database, article_id, readings, now) for article_id in article_ids)


def find_one(database: Database, article_id: int, readings: Readings, now: datetime) -> int:
    """One article: three transactions at most, of which none waits for the comparing of texts."""

    def settle(connection: Connection) -> Settled | None:
        clusters.alone(connection)
        found = clusters.settle(connection, article_id, now)
        if found is not None and not found.edges:
            assessments.withdraw(connection, article_id, now)
        return found

    settled = database.write(settle)
    if settled is None or not settled.edges:
        return 0
    try:
        return assess(database, settled, readings, now)
    except StoreError:
        raise
    except Exception as error:  # a border like the engine's: one text must not hold up the others, and is recorded
        logger.exception("defect: not compared article=%d", article_id)
        reason = f"{type(error).__name__}: {error}"
        database.write(lambda connection: give_up(connection, settled, reason, now))
        return 0


def assess(database: Database, settled: Settled, readings: Readings, now: datetime) -> int:
    """Compare the article with its copies and write what follows."""
    edges = database.read(lambda connection: assessments.chosen(connection, settled))
    wanted = [settled.article_id, *(other for other, _ in edges)]
    texts = database.read(lambda connection: assessments.read(connection, wanted, readings))
    remember(readings, texts)
    found = assessments.compare(settled.article_id, edges, texts)

    def keep(connection: Connection) -> int:
        clusters.alone(connection)
        return assessments.keep(connection, settled, found, texts, now)

    return database.write(keep)


def remember(readings: Readings, texts: Readings) -> None:
    """Keep the newest texts ready."""
    for article_id, reading in texts.items():
        readings.pop(article_id, None)
        readings[article_id] = reading
    for article_id in list(readings)[: max(0, len(readings) - REMEMBERED)]:
        del readings[article_id]


def due(database: Database) -> Iterator[int]:
    """Every article that is due, by id; what becomes due meanwhile behind the last one comes too."""
    last = 0
    while found := database.read(lambda connection: fingerprints.due(connection, last, AT_ONCE)):  # noqa: B023 - run at once
        yield from found
        last = found[-1]


def renew(database: Database) -> int:
    """Make due what today's release would judge otherwise, and articles that have no fingerprint; how many."""
    database.write(lambda connection: connection.execute(STALE, {"version": comparing()}))
    last = total = 0
    while found := database.read(lambda connection: fingerprints.missing(connection, last, AT_ONCE)):  # noqa: B023 - run at once
        last = found[-1][0]
        prints = [(article_id, print_of(cleaned), seen) for article_id, cleaned, seen in found]
        database.write(lambda connection: fingerprints.keep(connection, prints))  # noqa: B023 - run at once
        total += sum(made is not None for _, made, _ in prints)
    return total


def give_up(connection: Connection, settled: Settled, reason: str, now: datetime) -> None:
    """Record that the article could not be compared; it is due again once the code that compares is another."""
    row = connection.execute(WHOSE, {"article": settled.article_id}).one()
    failure = Failure(Stage.COMPARE, reason)
    add_failure(connection, Found(failure, None, row.host, row.url, None), now)
    wanted = {"row_id": settled.article_id, "cluster": settled.cluster_id}
    connection.execute(clusters.SETTLED, wanted)


WHOSE: AnySelect = (
    select(ArticleRow.url, SiteRow.host)
    .join(SiteRow, SiteRow.id == ArticleRow.site_id)
    .where(ArticleRow.id == bindparam("article"))
)
STALE = (
    update(FingerprintRow)
    .where(
        FingerprintRow.article_id.in_(
            select(ArticleRow.id)
            .join(AssessmentRow, AssessmentRow.id == ArticleRow.assessment_id, isouter=True)
            .where(
                ArticleRow.cluster_id.is_not(None),
                (AssessmentRow.version.is_(None)) | (AssessmentRow.version != bindparam("version")),
            )
        )
    )
    .values(due=True)
)
