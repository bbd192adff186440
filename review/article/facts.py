"""What a page told of its article, fact by fact, with what its lines told where the markup was silent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cleaning.values import CleanedArticle

MOST = 2_000
"""Characters of a fact that are given."""

MOST_NAMES = 50


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known of an article.

    Attributes:
        name: in words.
        text: as found.
        is_address: it reads as an address; only one of the web becomes a link.
        is_main: it belongs in the line below the headline.
    """

    name: str
    text: str
    is_address: bool = False
    is_main: bool = False


def facts_of(cleaned: CleanedArticle) -> tuple[Fact, ...]:
    """Everything that is said about the article, the plainest first."""
    return tuple(fact for fact in told(cleaned) if fact.text)


def told(cleaned: CleanedArticle) -> Iterator[Fact]:
    """The facts in order, empty ones too."""
    known, credited = cleaned.known, cleaned.credits
    for name in ("byline", "published", "agency", "language"):
        yield Fact(name, bounded(getattr(known, name)), is_main=True)
    for name in ("dateline", "updated", "publisher", "description", "encoding"):
        yield Fact(name, bounded(getattr(known, name)))
    canonical = known.canonical_url if known.canonical_url != known.url else None
    yield Fact("canonical address", bounded(canonical), is_address=True)
    yield Fact("syndicated from", bounded(known.syndicated_from))
    for name in ("tags", "sections"):
        yield Fact(name, joined(getattr(known, name)))
    for name in ("reporters", "writers", "editors"):
        yield Fact(name, joined(getattr(credited, name)))
    yield Fact("copyright", bounded(credited.copyright))
    yield Fact("corrections", joined(credited.corrections))


def bounded(text: str | None) -> str:
    """The fact's text, whatever length a page gave it."""
    return (text or "")[:MOST]


def joined(names: tuple[str, ...]) -> str:
    """Several names as one text.

    >>> joined(("rain", "ferries"))
    'rain, ferries'
    """
    more = f" and {len(names) - MOST_NAMES:,} more" if len(names) > MOST_NAMES else ""
    return bounded(", ".join(name[:MOST] for name in names[:MOST_NAMES])) + more
