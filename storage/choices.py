"""What a list may be filtered by, as a table: each row turns its part of a FlagQuery into conditions, or into none."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any

from sqlalchemy import ARRAY, BigInteger, ColumnElement, cast, func, literal, select

from storage.days import number_of
from storage.evidence_kinds import bits_of
from storage.queries import FlagQuery
from storage.statements import is_flagged
from storage.tables import ArticleRow, SiteRow
from storage.texts import matching

Conditions = tuple[ColumnElement[bool], ...]
Choice = Callable[[FlagQuery], Conditions]


def basis(query: FlagQuery) -> Conditions:
    """Which list it is: by confidence, by drift, by score; of the flagged, or of everything."""
    if query.doubtful is not None:
        return (ArticleRow.confidence < query.doubtful,)
    if query.drifted:
        return (ArticleRow.drift.is_not(None),)
    if query.minimum is not None:
        return (ArticleRow.score >= query.minimum,)
    return (ArticleRow.evidence.is_not(None),) if query.everything else (is_flagged(),)


def has_parts(query: FlagQuery) -> bool:
    """A list by score that ends with what has none."""
    return query.doubtful is None and not query.drifted and query.minimum is None


def in_part(query: FlagQuery) -> Conditions:
    """The part of the list with scores, or its end."""
    if not has_parts(query):
        return ()
    return (ArticleRow.score.is_(None) if query.unscored else ArticleRow.score.is_not(None),)


def ranked_by(query: FlagQuery) -> Any:  # noqa: ANN401 - a column
    """The figure that the list is ordered by."""
    if query.drifted:
        return ArticleRow.drift
    return ArticleRow.score if query.doubtful is None else ArticleRow.confidence


def on_site(query: FlagQuery) -> Conditions:
    """Of one site."""
    if query.site is None:
        return ()
    return (ArticleRow.site_id == select(SiteRow.id).where(SiteRow.host == query.site).scalar_subquery(),)


def in_language(query: FlagQuery) -> Conditions:
    """In one language; "" = in none that is known."""
    return equal(ArticleRow.language, query.language)


def that_looks_like(query: FlagQuery) -> Conditions:
    """Of one look; "" = of none."""
    return equal(ArticleRow.looks_like, query.looks_like)


def equal(column: Any, value: str | None) -> Conditions:  # noqa: ANN401 - a column
    """The column has the value; "" stands for none."""
    if value is None:
        return ()
    return (column == value,) if value else (column.is_(None),)


def with_verdict(query: FlagQuery) -> Conditions:
    """By what operators said."""
    said = () if query.verdict is None else (ArticleRow.verdict == query.verdict,)
    return (*said, ArticleRow.verdict.is_(None)) if query.undecided else said


def scored(query: FlagQuery) -> Conditions:
    """By score, of whatever list it is."""
    least = () if query.least is None else (ArticleRow.score >= query.least,)
    return least if query.maximum is None else (*least, ArticleRow.score < query.maximum)


def sure(query: FlagQuery) -> Conditions:
    """By confidence."""
    least = () if query.least_sure is None else (ArticleRow.confidence >= query.least_sure,)
    return least if query.most_sure is None else (*least, ArticleRow.confidence < query.most_sure)


def with_evidence(query: FlagQuery) -> Conditions:
    """With evidence of any of these kinds."""
    return (ArticleRow.evidence.op("&")(bits_of(query.evidence)) != 0,) if query.evidence else ()


def of_story(query: FlagQuery) -> Conditions:
    """Copies of one story."""
    return () if query.cluster is None else (ArticleRow.cluster_id == query.cluster,)


def in_days(query: FlagQuery) -> Conditions:
    """Of these days."""
    since = () if query.since is None else (ArticleRow.day >= number_of(query.since),)
    return since if query.until is None else (*since, ArticleRow.day <= number_of(query.until))


CHOICES: Mapping[str, Choice] = {
    "site": on_site,
    "language": in_language,
    "looks_like": that_looks_like,
    "verdict": with_verdict,
    "severity": scored,
    "confidence": sure,
    "evidence": with_evidence,
    "cluster": of_story,
    "month": in_days,
}
"""By the name of the counts that stand beside it, see desk_records.Facets."""


def conditions(query: FlagQuery, dialect: str, *, without: Collection[str] = ()) -> Conditions:
    """All of the query's conditions, some choices left out; of its words those texts that were found, else all."""
    found = [*basis(query), *(in_part(query) if query.unscored else ())]
    for name, choice in CHOICES.items():
        if name not in without:
            found += choice(query)
    if query.found is not None:
        found.append(among(ArticleRow.extraction_id, query.found, dialect))
    elif query.words:
        found.append(ArticleRow.extraction_id.in_(matching(query.words, dialect)))
    return tuple(found)


def among(column: Any, ids: Collection[int], dialect: str) -> ColumnElement[bool]:  # noqa: ANN401 - a column
    """The column holds one of these numbers, which go over as one value: there may be thousands of them."""
    wanted = sorted(set(ids))
    found: ColumnElement[bool]
    if dialect == "sqlite":
        found = column.in_(select(func.json_each(json.dumps(wanted)).table_valued("value").c.value))
    else:
        found = column.in_(select(func.unnest(cast(literal(wanted, ARRAY(BigInteger)), ARRAY(BigInteger)))))
    return found
