"""Counts beside the filters, each as if its own filter were not set; and how scores are spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Integer, case, cast, func, select

from storage.choices import CHOICES, Conditions, conditions
from storage.days import date_of
from storage.desk_records import Facets, Spread, Tick
from storage.evidence_kinds import kinds_in
from storage.lists import tune
from storage.queries import FlagQuery
from storage.statements import KEYS as SITE_IDS
from storage.statements import AnySelect, rows_in
from storage.tables import ArticleRow, SiteRow

TENTHS = 10
MOST_SITES = 100

Groups = Mapping[Any, int]
"""Values of a column with how many articles have each."""


def facets(connection: Connection, query: FlagQuery) -> Facets:
    """The counts; exact. Of facets whose own filter is not set one reading can give several."""
    tune(connection)
    free = {name for name in FACETS if not CHOICES[name](query)}
    found: dict[str, Groups] = {}
    for team in TEAMS:
        found |= counted(connection, query, tuple(name for name in team if name in free))
        for name in team:
            if name not in free:
                found |= counted(connection, query, (name,))
    total = sum(found[min(free)].values()) if free else counted_all(connection, query)
    return Facets(
        total=total,
        site=sites(connection, found.pop("site")),
        **{name: tuple(FACETS[name].ticks(groups)) for name, groups in found.items()},
    )


def counted(connection: Connection, query: FlagQuery, names: tuple[str, ...]) -> dict[str, Groups]:
    """Articles by the values of these facets, whose own filters are not set, in one reading."""
    if not names:
        return {}
    dialect = connection.dialect.name
    columns = [FACETS[name].column(dialect).label(name) for name in names]
    statement: AnySelect = select(*columns, func.count()).where(*conditions(query, dialect, without=names))
    found: dict[str, Counter[Any]] = {name: Counter() for name in names}
    for *values, number in connection.execute(statement.group_by(*columns)):
        for name, value in zip(names, values, strict=True):
            found[name][value] += number
    return dict(found)


def counted_all(connection: Connection, query: FlagQuery) -> int:
    """Articles that all filters together leave."""
    total = select(func.count()).select_from(ArticleRow).where(*conditions(query, connection.dialect.name))
    return int(connection.execute(total).scalar_one())


def sites(connection: Connection, groups: Groups) -> tuple[Tick, ...]:
    """The sites with most articles, by host."""
    most = Counter(dict(groups)).most_common(MOST_SITES)
    asked: AnySelect = select(SiteRow.id, SiteRow.host).where(SiteRow.id.in_(SITE_IDS))
    hosts = {row.id: row.host for row in rows_in(connection, asked, [site for site, _ in most])}
    return tuple(by_number((Tick(hosts[site], number) for site, number in most)))


def by_number(ticks: Iterable[Tick]) -> list[Tick]:
    """Most first."""
    return sorted(ticks, key=lambda tick: (-tick.articles, tick.value))


def words(groups: Groups) -> list[Tick]:
    """Values as they are, most first."""
    return by_number(Tick(value or "", number) for value, number in groups.items())


def tenths(groups: Groups) -> list[Tick]:
    """Tenths, highest first; what has no figure at the end."""
    known = sorted((value for value in groups if value is not None), reverse=True)
    ticks = [Tick(str(value / TENTHS), groups[value]) for value in known]
    return [*ticks, Tick("", groups[None])] if groups.get(None) else ticks


def kinds(groups: Groups) -> list[Tick]:
    """Kinds of evidence, most first; an article counts in each of its kinds."""
    found: Counter[str] = Counter()
    for bits, number in groups.items():
        found.update(dict.fromkeys(kinds_in(bits or 0), number))
    return by_number(Tick(kind, number) for kind, number in found.items())


def months(groups: Groups) -> list[Tick]:
    """Months, newest first."""
    found: Counter[str] = Counter()
    for day, number in groups.items():
        found["" if day is None else f"{date_of(day):%Y-%m}"] += number
    return [Tick(month, found[month]) for month in sorted(found, reverse=True)]


def tenth_of(figure: Any, parts: int, dialect: str) -> Any:  # noqa: ANN401 - a column
    """In which of so many equal parts of 0 to 1 a figure lies."""
    whole = figure * parts
    part = cast(whole, Integer) if dialect == "sqlite" else cast(func.floor(whole), Integer)  # one cuts off, one rounds
    return case((figure >= 1, parts - 1), else_=part)


@dataclass(frozen=True, slots=True)
class Facet:
    """One row of FACETS: the column that is grouped by on a dialect, and how its groups become ticks."""

    column: Callable[[str], Any]
    ticks: Callable[[Groups], list[Tick]]


FACETS: Mapping[str, Facet] = {
    "severity": Facet(lambda dialect: tenth_of(ArticleRow.score, TENTHS, dialect), tenths),
    "confidence": Facet(lambda dialect: tenth_of(ArticleRow.confidence, TENTHS, dialect), tenths),
    "evidence": Facet(lambda _: ArticleRow.evidence, kinds),
    "looks_like": Facet(lambda _: ArticleRow.looks_like, words),
    "language": Facet(lambda _: ArticleRow.language, words),
    "verdict": Facet(lambda _: ArticleRow.verdict, words),
    "month": Facet(lambda _: ArticleRow.day, months),
    "site": Facet(lambda _: ArticleRow.site_id, words),
}
"""By the names of Facets and of CHOICES."""

TEAMS = (("severity", "confidence"), ("looks_like", "language", "verdict"), ("evidence",), ("month",), ("site",))
"""Facets that are counted in one reading: together they have few values."""


def spread(connection: Connection, bins: int, site: str | None, by: str) -> Spread:
    """Figures of all cleaned articles in equal bins."""
    tune(connection)
    figure = {"score": ArticleRow.score, "confidence": ArticleRow.confidence}[by]
    part = tenth_of(figure, bins, connection.dialect.name)
    where: Conditions = conditions(FlagQuery(everything=True, site=site), connection.dialect.name)
    statement: AnySelect = select(part, func.count()).where(*where).group_by(part)
    found = {row[0]: row[1] for row in connection.execute(statement)}
    return Spread(tuple(found.get(place, 0) for place in range(bins)), found.get(None, 0))
