"""What `copydesk show` says of an article above its lines, fact by fact."""

from __future__ import annotations

from collections.abc import Iterator

from cleaning.values import Article, CleanedArticle, JudgedLine, Outcome, Versions
from commands.sheet import minute
from commands.show_copies import copy_facts
from commands.status import in_profile
from review.words import garble_in_words, page_in_words
from storage.copy_records import CopiesRecord
from storage.records import ArticleRecord, CleaningRecord


def facts(
    record: ArticleRecord, version: CleaningRecord, cleaned: CleanedArticle, copies: CopiesRecord | None
) -> Iterator[tuple[str, str | None]]:
    """What is known of the article as (name, value)."""
    article, summary = cleaned.article, record.summary
    yield "id", str(summary.id)
    yield "url", summary.url
    yield "canonical", article.canonical_url if article.canonical_url != summary.url else None
    yield "site", summary.site
    for name in ("byline", "agency", "dateline", "published", "updated", "syndicated_from", "language", "encoding"):
        yield name.replace("_", " "), getattr(cleaned.known, name)
    yield "description", article.description
    for name in ("tags", "sections"):
        yield name, ", ".join(getattr(cleaned.known, name))
    for name in ("reporters", "writers", "editors"):
        yield name, ", ".join(getattr(cleaned.credits, name))
    yield "copyright", cleaned.credits.copyright
    yield "corrections", str(len(cleaned.credits.corrections) or "")
    yield "garbled", garble_in_words(cleaned.garble)
    if copies is not None:
        yield from copy_facts(copies)
    yield "page", page_in_words(cleaned.page)
    yield "verdict", verdict_in_words(record)
    yield "lines", lines_in_words(cleaned.lines)
    yield "rights", rights_in_words(article)
    yield "cleaning", f"{version.number} of {record.cleanings[0].number}, made {minute(version.made_at)}"
    yield "versions", versions_in_words(cleaned.versions)
    yield "profile", profile_in_words(record, cleaned.versions.context)


def verdict_in_words(record: ArticleRecord) -> str:
    """The operator's standing word, with what was said last."""
    if record.summary.verdict is None:
        return "nobody judged it" if not record.decisions else "taken back"
    return record.summary.verdict.value


def lines_in_words(lines: tuple[JudgedLine, ...]) -> str:
    """How many lines fared how.

    >>> lines_in_words((JudgedLine("a"), JudgedLine("b")))
    '2 kept, 0 trimmed, 0 dropped'
    """
    return ", ".join(f"{sum(line.outcome is outcome for line in lines)} {outcome.value}" for outcome in Outcome)


def rights_in_words(article: Article) -> str:
    """What the page states about its use."""
    return "; ".join(f"{right.source} {right.name}: {right.value}" for right in article.rights) or "nothing stated"


def versions_in_words(versions: Versions) -> str:
    """What made the cleaning."""
    return (
        f"copydesk {versions.copydesk}, extract {versions.extract}, rules {versions.rules}, "
        f"model {versions.model}, context {versions.context}"
    )


def profile_in_words(record: ArticleRecord, context: str) -> str | None:
    """Which profile of the site the cleaning knew, and whether there is a newer one; None where the site has none."""
    if not record.profiles:
        return None
    newest = record.profiles[0]
    known = next((one for one in record.profiles if one.context == context), None)
    said = in_profile(known) if known else "none"
    return said if known == newest else f"{said}; the newest is version {newest.version}: `copydesk reclean --stale`"
