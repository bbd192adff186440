"""What cleaning found, stored in one transaction: article, extraction where it differs, cleaning where it differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from cleaning.values import DOUBTFUL, CleanedArticle, Versions
from storage import codec, fingerprints, texts
from storage.days import day_of
from storage.failures import resolve
from storage.habits import keep
from storage.identity import key_of
from storage.offers import Offer, Standing, fetches_of, stand
from storage.outcomes import add_extractions, add_outcomes, evidence_bits, known, lines_by_kind
from storage.profiles import freeze_due
from storage.records import Added
from storage.statements import AnySelect, Tallies, add_new, bump, update_each
from storage.tables import AddressRow, ArticleRow, CleaningRow, FetchRow, VersionRow
from storage.weeks import CUT, WeekTallies, bump_weeks, counted


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


PARTS = codec.names_of(Versions)
VERSION: AnySelect = select(VersionRow.id).where(*(getattr(VersionRow, name) == bindparam(name) for name in PARTS))


def version_ids(connection: Connection, versions: Iterable[Versions]) -> dict[Versions, int]:
    """Ids of what made the results, added where unknown."""
    wanted = {value: {name: getattr(value, name) for name in PARTS} for value in versions}
    missing = [row for row in wanted.values() if connection.execute(VERSION, row).first() is None]
    if missing:
        add_new(connection, VersionRow, missing, ("id",))
    return {value: connection.execute(VERSION, row).scalar_one() for value, row in wanted.items()}


def add_round(
    connection: Connection, standings: Sequence[Standing], versions: Mapping[Versions, int], now: datetime
) -> dict[int, Added]:
    """Store one offer for each of many articles; what became of them by id of the fetch."""
    live = [s for s in standings if not s.is_overtaken]
    changed = [s for s in live if not s.is_same]
    extractions = add_extractions(connection, [s for s in changed if not s.is_same_text], now)
    cleanings = add_outcomes(connection, changed, extractions, versions, now)
    confirm(connection, [s for s in live if s.is_same], versions, now)
    texts.add(connection, ((extractions[s.article.id], s.offer.words) for s in changed if not s.is_same_text))
    rows = [
        {
            **summary(s, cleanings[s.article.id], versions, now),
            "extraction_id": extractions.get(s.article.id, s.article.extraction_id),
        }
        for s in changed
    ]
    update_each(connection, ArticleRow, rows)
    fingerprints.keep(connection, ((s.article.id, s.offer.print, s.fetch.seen_at) for s in changed))
    settle(connection, standings, now)
    count(connection, live)
    before = lines_by_kind(connection, [s.article.cleaning_id for s in changed if s.article.cleaning_id])
    tallies = changes(changed, before)
    bump(connection, tallies)
    bump_weeks(connection, week_changes(changed, before))
    freeze_due(connection, tallies, now)
    return {
        s.fetch.id: Added(
            article_id=s.article.id,
            cleaning_id=cleanings.get(s.article.id) or known(s.article.cleaning_id),
            is_new_article=s.is_new,
            is_new_version=s.article.id in extractions,
            is_confirmed=s.article.id not in cleanings,
        )
        for s in standings
    }


def count(connection: Connection, standings: Sequence[Standing]) -> None:
    """Note what is counted of the articles for their sites' profiles."""
    counted = {(s.article.site_id, key_of(s.fetch.url)): s.offer.habits for s in standings}
    keep(connection, counted, {s.article.site_id for s in standings if s.article.cleaning_id is None})


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
        "published": cleaned.known.published,
        "language": article.language,
        "score": garble.score,
        "flagged": garble.flagged,
        "garble": garble.status,
        "looks_like": garble.looks_like,
        "is_article": cleaned.page.is_article,
        "page_kind": cleaned.page.kind,
        "confidence": cleaned.page.confidence,
        "lines": len(cleaned.lines),
        "cut_lines": sum(bool(line.cuts) for line in cleaned.lines),
        "findings": len(garble.findings),
        "fetch_id": s.fetch.id,
        "cleaning_id": cleaning_id,
        "version_id": versions[cleaned.versions],
        "assessment_id": None,
        "drift": None,
        "evidence": evidence_bits(cleaned),
        "day": day_of(cleaned.known.published, s.fetch.seen_at),
        "updated_at": now,
    }


def settle(connection: Connection, standings: Sequence[Standing], now: datetime) -> None:
    """The addresses lead to the article, the fetches are done, and what failed there is resolved.

    In the order of add_pages, which holds the same rows: two writers then wait for each other, and never both.
    """
    leads = {address: s.article.id for s in standings for address in (s.fetch.requested_id, s.fetch.final_id)}
    update_each(connection, AddressRow, [{"row_id": address, "article_id": leads[address]} for address in leads])
    update_each(
        connection,
        FetchRow,
        [{"row_id": s.fetch.id, "state": "done", "article_id": s.article.id} for s in standings],
    )
    urls = {url for s in standings for url in (s.fetch.url, s.fetch.requested_url) if url is not None}
    resolve(connection, {key_of(url) for url in urls}, now, fetched_only=False)


LinesByKind = Mapping[int, Sequence[tuple[str, int]]]
"""By cleaning: kinds of cuts with the lines that lost something of each."""


def changes(standings: Sequence[Standing], before: LinesByKind) -> Tallies:
    """What the new cleanings change in the counts of their sites; `before` of the cleanings that they replace."""
    tallies: Counter[tuple[int, str]] = Counter()
    for s in standings:
        site, cleaned = s.article.site_id, s.offer.cleaned
        tallies[site, "articles"] += s.article.cleaning_id is None
        tallies[site, "flagged"] += cleaned.garble.flagged - s.article.flagged
        tallies[site, "not_articles"] += (cleaned.page.is_article is False) - (s.article.is_article is False)
        tallies[site, "doubtful"] += is_doubtful(cleaned.page.confidence) - is_doubtful(s.article.confidence)
        for kind, lines in cut_lines(cleaned).items():
            tallies[site, CUT + kind] += lines
        for name, lines in before.get(s.article.cleaning_id or 0, ()):
            tallies[site, CUT + name] -= lines
    return dict(tallies)


def week_changes(standings: Sequence[Standing], before: LinesByKind) -> WeekTallies:
    """The same in the counts of weeks: what the article was goes from its old one, what it is comes to its own."""
    found: Counter[tuple[int, int, str]] = Counter()
    for s in standings:
        old, new = s.article, s.offer.cleaned
        if old.cleaning_id is not None:
            cuts = {CUT + kind: lines for kind, lines in before.get(old.cleaning_id, ())}
            figures = {"articles": 1, "flagged": int(old.flagged), "lines": old.lines, **cuts}
            found.update(counted(old.site_id, old.day, figures, -1))
        cuts = {CUT + kind: lines for kind, lines in cut_lines(new).items()}
        figures = {"articles": 1, "flagged": int(new.garble.flagged), "lines": len(new.lines), **cuts}
        found.update(counted(old.site_id, day_of(new.known.published, s.fetch.seen_at), figures))
    return found


def cut_lines(cleaned: CleanedArticle) -> Counter[str]:
    """Lines that lost something of each kind."""
    return Counter(kind for line in cleaned.lines for kind in {cut.kind.value for cut in line.cuts})


def is_doubtful(confidence: float | None) -> bool:
    """Whether an operator should look at the page; one that was never judged waits for its next cleaning."""
    return confidence is not None and confidence < DOUBTFUL
