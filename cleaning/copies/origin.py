"""Where a story stood first: what page, lines and copies say. Evidence, not proof, and always with its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cleaning.addresses import host_of, site_of
from cleaning.copies.values import Origin
from cleaning.metadata.agencies import AGENCIES, EXACT
from cleaning.metadata.origin import is_foreign
from cleaning.values import CleanedArticle

SPELLINGS = {name: tuple(form.rstrip(EXACT) for form in forms) for name, forms in AGENCIES}
ENDINGS = ("", "news", "wire", "agency", "online", "press")
"""What an agency's own host adds to its name: apnews, tarnwire."""

MOST_SAID = 8


def origin_of(cleaned: CleanedArticle) -> Origin:
    """What an article says of its origin."""
    article, credits_, known = cleaned.article, cleaned.credits, cleaned.known
    own_host = host_of(article.url or "")
    said = [
        *([f"markup: agency {article.agency}"] if article.agency else []),
        *([f"lines: agency {credits_.agency}"] if credits_.agency and not article.agency else []),
        *([f"dateline: {known.dateline}"] if known.dateline else []),
        *([f"credit: {', '.join(names)}"] if (names := (*credits_.reporters, *credits_.editors)) else []),
        *([f"source: {known.syndicated_from}"] if known.syndicated_from else []),
    ]
    outlet = known.syndicated_from
    named = host_of(article.canonical_url or "")
    if named and own_host and is_foreign(named, own_host):
        outlet = outlet or named.removeprefix("www.")
        said.append(f"canonical: {named}")
    is_own = outlet is None and known.agency is not None and is_site_of(known.agency, own_host)
    if is_own:
        said.append(f"site: {own_host} is {known.agency}'s own")
    return Origin(known.agency, outlet, is_own, tuple(said[:MOST_SAID]))


def is_site_of(agency: str, host: str) -> bool:
    """The host is the agency's own.

    >>> is_site_of("Reuters", "www.reuters.com"), is_site_of("AP", "apnews.com"), is_site_of("AP", "maps.example")
    (True, True, False)
    """
    label = site_of(host).partition(".")[0].replace("-", "")
    forms = {"".join(form.casefold().split()) for form in (agency, *SPELLINGS.get(agency, ()))}
    return bool(label) and any(label == form + ending for form in forms for ending in ENDINGS if form)


def origin_among(own: Origin, copies: Iterable[tuple[str, Origin]]) -> Origin:
    """The origin, with what copies say wherever the article itself is silent; each with the name of the copy.

    >>> origin_among(Origin(), [("17", Origin(agency="Tarnwire", said=("dateline: VELA",)))]).said
    ('copy 17: agency Tarnwire',)
    """
    found = own
    for name, other in copies:
        said = found.said
        if found.agency is None and other.agency is not None:
            said += (f"copy {name}: agency {other.agency}",)
        if found.outlet is None and other.outlet is not None:
            said += (f"copy {name}: outlet {other.outlet}",)
        agency, outlet = found.agency or other.agency, found.outlet or other.outlet
        found = replace(found, agency=agency, outlet=outlet, said=said[:MOST_SAID])
    return found
