"""What a page says about its use, read from the statements that extraction recorded. A statement, not a licence check.

Names and values follow the Robots meta tag and X-Robots-Tag as search engines document them ("noindex", "none"), the
"noai" and "noimageai" words that art and blog hosts introduced, and the TDM Reservation Protocol of the W3C community
group (header and meta tag "tdm-reservation", 1 = reserved).
"""

from __future__ import annotations

from enum import StrEnum

from cleaning.values import Right

ROBOTS = frozenset({"robots", "x-robots-tag"})
LICENCES = frozenset({"license", "licence", "dc.rights.license", "dcterms.license", "cc:license", "usageterms"})
WITH_VALUE = ("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after")
"""Directives whose colon introduces a value; before any other colon stands a robot's name."""


class Rights(StrEnum):
    """Which pages an export takes, by what they say about their use."""

    ANY = "any"
    UNRESERVED = "unreserved"
    LICENSED = "licensed"


def directives(rights: tuple[Right, ...]) -> frozenset[str]:
    """Every robots directive that the page states, for whichever robot, lower-case.

    >>> sorted(directives((Right("header", "x-robots-tag", "somebot: NoIndex, max-image-preview:none, noai"),)))
    ['max-image-preview:none', 'noai', 'noindex']
    """
    stated = (right.value for right in rights if right.name in ROBOTS or right.name.endswith("bot"))
    return frozenset(directive(piece) for value in stated for piece in value.lower().split(",") if piece.strip())


def directive(piece: str) -> str:
    """One directive without the robot's name before it."""
    name, colon, rest = (part.strip() for part in piece.partition(":"))
    if not colon:
        return name
    return f"{name}:{rest}" if name in WITH_VALUE else directive(rest)


def forbids_training(rights: tuple[Right, ...]) -> bool:
    """The page says that no AI may be trained on it ("noai")."""
    return "noai" in directives(rights)


def forbids_indexing(rights: tuple[Right, ...]) -> bool:
    """The page says that it is not to be indexed ("noindex", or "none", which stands for noindex and nofollow)."""
    return not directives(rights).isdisjoint({"noindex", "none"})


def reservation(rights: tuple[Right, ...]) -> bool | None:
    """True when text and data mining is reserved, False when it is stated not to be, None when nothing is stated.

    >>> reservation((Right("header", "tdm-reservation", "1"),)), reservation(())
    (True, None)
    """
    stated = [right.value.strip() for right in rights if right.name == "tdm-reservation"]
    known = {value for value in stated if value in {"0", "1"}}
    return "1" in known if known else None


def licence(rights: tuple[Right, ...]) -> str | None:
    """The licence that the page names, mostly an address; the first where there are several."""
    return next((right.value for right in rights if right.name in LICENCES and right.value), None)


def allows(rights: tuple[Right, ...], wanted: Rights) -> bool:
    """True when the page belongs into an export of this kind.

    "unreserved" leaves out pages that state noai or a TDM reservation; "licensed" keeps, of those, the ones that name
    a licence (which one is for the reader to judge).
    """
    if wanted is Rights.ANY:
        return True
    unreserved = not forbids_training(rights) and not reservation(rights)
    return unreserved and (wanted is Rights.UNRESERVED or licence(rights) is not None)
