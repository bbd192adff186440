"""Site profiles: frozen from what is counted, found again for an article, and what makes its cleanings stale.

A profile is determined by the articles that are stored when it is frozen, not by their order: by the sample of
`habits.py`. In life that is when a site's 10th, 20th, 40th, … article is cleaned; `copydesk reclean` freezes anew from
everything first.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Subquery, and_, bindparam, func, select

from cleaning.habits import COUNTED, FIXED_ARTICLES, profile_of
from cleaning.rates import says_something
from cleaning.values import Article, Context, SiteProfile, SiteRate
from storage import codec, habits
from storage.identity import host_of, key_of
from storage.site_records import ProfileRecord
from storage.site_tables import HabitRow, ProfileRow
from storage.statements import KEYS, AnySelect, Tallies, add_new, pairs, rows_in
from storage.tables import ArticleRow, SiteRow, TallyRow

ARTICLES = "articles"
HABITS = 3
"""Parts of a packed profile that are habits; the verdicts follow."""

TITLE_WORDS = 3
TITLES_ASKED = 40
"""Words of a link that may be a title; links of an article whose titles are looked up."""

RECORD = ("version", "context", "articles", "made_at")

Profiles = MutableMapping[int, SiteProfile]
"""The last profile read of each site, by its id: read once in a process, for it never changes."""


def is_due(before: int, after: int) -> bool:
    """A site's articles reached the first number that makes a profile, or doubled since.

    >>> is_due(9, 10), is_due(10, 11), is_due(18, 41), is_due(0, 0)
    (True, False, True, False)
    """
    moment = FIXED_ARTICLES
    while moment <= before:
        moment *= 2
    return after >= moment


def freeze_due(connection: Connection, tallies: Tallies, now: datetime) -> None:
    """Freeze the profiles of the sites that reached their next number, once the tallies are kept.

    The tally's row is ours until the transaction ends: of two writers one passes the number, after the other.
    """
    for (site, name), new in sorted(tallies.items()):
        if name == ARTICLES and new > 0:
            wanted = select(TallyRow.total).where(TallyRow.site_id == site, TallyRow.name == ARTICLES)
            total = connection.execute(wanted).scalar_one()
            if is_due(total - new, total):
                freeze(connection, site, now)


def freeze(connection: Connection, site_id: int, now: datetime, least: int = FIXED_ARTICLES) -> bool:
    """Append the profile that today's sample makes; False where the articles are too few, or it is the last one."""
    host, version, context = connection.execute(LAST, {"site": site_id}).one()
    counted = profile_of(host, (version or 0) + 1, habits.sample(connection, site_id), least)
    profile = rated(counted, *habits.verdicts(connection, site_id))
    if profile.articles < least:
        return False
    found = context_id(profile)
    if found == context:
        return False
    row = {"site_id": site_id, "version": profile.version, "context": found, "articles": profile.articles}
    # Another writer that froze the same site meanwhile has its profile stand.
    return bool(add_new(connection, ProfileRow, [{**row, "packed": pack(profile), "made_at": now}], ("version",)))


def rated(profile: SiteProfile, judged: tuple[int, ...], flagged: tuple[int, ...]) -> SiteProfile:
    """The profile with the verdicts on its articles, where their rate says something of any of them."""
    rate = SiteRate(len(judged) - 1, len(flagged))  # as an article that is not flagged itself sees it
    return replace(profile, judged=judged, flagged=flagged) if says_something(rate) else profile


LAST: AnySelect = (
    select(SiteRow.host, ProfileRow.version, ProfileRow.context)
    .join(ProfileRow, ProfileRow.site_id == SiteRow.id, isouter=True)
    .where(SiteRow.id == bindparam("site"))
    .order_by(ProfileRow.version.desc())
    .limit(1)
)


def renew(connection: Connection, site_id: int, now: datetime, *, every: bool) -> bool:
    """Freeze a site's profile now: always, or only where it has none that today's release can read."""
    if not every:
        newest = select(ProfileRow.packed).where(ProfileRow.site_id == site_id).order_by(ProfileRow.version.desc())
        packed = connection.execute(newest.limit(1)).scalar()
        if packed is not None and packed[0] == COUNTED:
            return False
    return freeze(connection, site_id, now)


def site_ids(connection: Connection, host: str | None) -> list[int]:
    """Sites of which something is counted, or the one that was named."""
    statement = select(HabitRow.site_id).distinct().order_by(HabitRow.site_id)
    if host is not None:
        statement = select(SiteRow.id).where(SiteRow.host == host)
    return list(connection.execute(statement).scalars())


def context_id(profile: SiteProfile) -> str:
    """What names a profile by its content: the same content is the same context."""
    content = (profile.lines, profile.openings, profile.paths)
    counted = profile.articles if any(content) else 0
    known = (COUNTED, profile.host, counted, content)
    rate = ((profile.judged, profile.flagged),) if profile.judged else ()
    return f"site-{codec.digest(codec.dump((*known, *rate))).hex()[:12]}"


def pack(profile: SiteProfile) -> bytes:
    """The profile's content as bytes; the first says how its habits were counted."""
    repeated = (profile.lines, profile.openings, profile.paths)
    return bytes([COUNTED]) + codec.compress(codec.dump((*repeated, profile.judged, profile.flagged)))


def unpack(packed: bytes, profile: SiteProfile) -> SiteProfile:
    """The profile with its content; without any where another release counted in another way."""
    if packed[0] != COUNTED:
        return profile
    parts = codec.load(codec.decompress(packed[1:]))
    lines, openings, paths = (tuple((key, count) for key, count in part) for part in parts[:HABITS])
    judged, flagged = map(tuple, parts[HABITS:] or ((), ()))  # profiles of before hold habits alone
    return replace(profile, lines=lines, openings=openings, paths=paths, judged=judged, flagged=flagged)


def newest() -> Subquery:
    """The newest profile of each site."""
    last = select(ProfileRow.site_id, func.max(ProfileRow.version).label("version")).group_by(ProfileRow.site_id)
    each = last.subquery()
    rows = select(ProfileRow).join(
        each, and_(each.c.site_id == ProfileRow.site_id, each.c.version == ProfileRow.version)
    )
    return rows.subquery()


FOUND: AnySelect = (
    select(ProfileRow.site_id, ProfileRow.version, ProfileRow.context, ProfileRow.articles, SiteRow.host)
    .join(SiteRow, SiteRow.id == ProfileRow.site_id)
    .where(
        ProfileRow.site_id
        == func.coalesce(
            select(ArticleRow.site_id).where(ArticleRow.key == bindparam("article")).scalar_subquery(),
            select(SiteRow.id).where(SiteRow.host == bindparam("host")).scalar_subquery(),
        )
    )
    .order_by(ProfileRow.version.desc())
    .limit(1)
)
PACKED = select(ProfileRow.packed).where(
    ProfileRow.site_id == bindparam("site"), ProfileRow.version == bindparam("version")
)
TITLES: AnySelect = select(ArticleRow.key, ArticleRow.title).where(
    ArticleRow.key.in_(KEYS), ArticleRow.title.is_not(None)
)


def context_of(connection: Connection, article: Article, known: Profiles) -> Context:
    """What is known of the article's site, and of the articles behind its links; empty before the first profile."""
    if article.url is None:
        return Context.empty()
    row = connection.execute(FOUND, {"article": key_of(article.url), "host": host_of(article.url)}).first()
    if row is None:
        return Context.empty()
    profile = known.get(row.site_id)
    if profile is None or profile.version != row.version:
        packed = connection.execute(PACKED, {"site": row.site_id, "version": row.version}).scalar_one()
        profile = known[row.site_id] = unpack(packed, SiteProfile(row.host, row.version, row.articles))
    own = habits.fingerprint(key_of(article.url))
    return Context(row.context, profile, titles_of(connection, links_of(article)), rate_of(profile, own))


def rate_of(profile: SiteProfile, own: int) -> SiteRate | None:
    """How the site's other articles were judged; None where that says nothing."""
    if not profile.judged:
        return None
    return SiteRate(len(profile.judged) - (own in profile.judged), len(profile.flagged) - (own in profile.flagged))


def links_of(article: Article) -> Mapping[str, bytes]:
    """Addresses behind the lines' links that may be titles, with their keys."""
    long = (
        link.target
        for block in article.lines
        for link in block.links
        if link.target.startswith("http") and len(block.text[link.start : link.end].split()) >= TITLE_WORDS
    )
    asked = dict.fromkeys(target for target in long if target != article.url)
    return {target: key_of(target) for _, target in zip(range(TITLES_ASKED), asked, strict=False)}


def titles_of(connection: Connection, links: Mapping[str, bytes]) -> tuple[tuple[str, str], ...]:
    """(address, title) of stored articles behind these links."""
    if not links:
        return ()
    found: dict[bytes, str] = pairs(rows_in(connection, TITLES, sorted(set(links.values()))))
    return tuple((target, found[key]) for target, key in links.items() if key in found)


def newest_records(connection: Connection) -> dict[int, ProfileRecord]:
    """The newest profile of every site, by its id."""
    last = newest()
    rows = connection.execute(select(last.c.site_id, *(last.c[name] for name in RECORD)))
    return {row[0]: ProfileRecord(*row[1:]) for row in rows}


def profiles_of(connection: Connection, host: str) -> tuple[ProfileRecord, ...]:
    """All profiles of a site, newest first."""
    columns = (getattr(ProfileRow, name) for name in RECORD)
    statement: AnySelect = select(*columns).join(SiteRow, SiteRow.id == ProfileRow.site_id)
    rows = connection.execute(statement.where(SiteRow.host == host).order_by(ProfileRow.version.desc()))
    return tuple(ProfileRecord(*row) for row in rows)
