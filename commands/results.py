"""Results as other programs read them: format 1 of DESIGN.md, held by `result.schema.json`.

Every key is always present, null means unknown. Keys may be added; what a key means never changes.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from cleaning.values import (
    CleanedArticle,
    Credits,
    Cut,
    Evidence,
    Failure,
    Finding,
    Garble,
    JudgedLine,
    PageJudgement,
    Versions,
)
from review.words import reason_of

FORMAT = 1

RecordId = str | int | float | None
Row = dict[str, Any]
"""A JSON object."""


def result_of(cleaned: CleanedArticle, id: RecordId = None) -> Row:  # noqa: A002 - the name of the key
    """One article as a JSON object."""
    article = cleaned.known
    return {
        "format": FORMAT,
        "id": id,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "title": article.title,
        "byline": article.byline,
        "agency": article.agency,
        "dateline": article.dateline,
        "published": article.published,
        "updated": article.updated,
        "description": article.description,
        "tags": list(article.tags),
        "sections": list(article.sections),
        "syndicated_from": article.syndicated_from,
        "credits": credits_row(cleaned.credits),
        "language": article.language,
        "text": cleaned.text,
        "lines": [line_row(line) for line in cleaned.lines],
        "garble": garble_row(cleaned.garble),
        "page": page_row(cleaned.page),
        "versions": versions_row(cleaned.versions),
    }


def credits_row(credited: Credits) -> Row:
    """Who did what, as the lines say."""
    return {
        "writers": list(credited.writers),
        "reporters": list(credited.reporters),
        "editors": list(credited.editors),
        "copyright": credited.copyright,
        "corrections": list(credited.corrections),
    }


def error_row(record: int, id: RecordId, failure: Failure) -> Row:  # noqa: A002 - the name of the key
    """A record that could not be done as a JSON object; `record` counts the lines of the input from 1."""
    error = {"stage": failure.stage.value, "reason": failure.reason}
    return {"format": FORMAT, "id": id, "record": record, "error": error}


def line_row(line: JudgedLine) -> Row:
    """What became of one line."""
    return {
        "text": line.text,
        "clean": line.clean,
        "outcome": line.outcome.value,
        "kind": line.kind.value,
        "litter": line.litter,
        "cuts": [cut_row(cut) for cut in line.cuts],
    }


def cut_row(cut: Cut) -> Row:
    """One cut with the reason as its rule words it today."""
    return {
        "start": cut.start,
        "end": cut.end,
        "rule": cut.rule,
        "kind": cut.kind.value,
        "terms": list(cut.terms),
        "reason": reason_of(cut.rule),
    }


def garble_row(garble: Garble) -> Row:
    """What is said about garbling."""
    return {
        "status": garble.status.value,
        "score": garble.score,
        "flagged": garble.flagged,
        "looks_like": garble.looks_like,
        "findings": [finding_row(finding) for finding in garble.findings],
        "evidence": [evidence_row(evidence) for evidence in garble.evidence],
    }


def evidence_row(evidence: Evidence) -> Row:
    """What one kind of sign says about the whole article."""
    return {
        "kind": evidence.kind,
        "name": evidence.name,
        "log_odds": evidence.log_odds,
        "reason": evidence.reason,
    }


def finding_row(finding: Finding) -> Row:
    """One span that looks garbled."""
    return {
        "signal": finding.signal,
        "where": finding.where.value,
        "line": finding.line,
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "score": finding.score,
        "reason": finding.reason,
    }


def page_row(page: PageJudgement) -> Row:
    """What is said about the page as a whole."""
    return {
        "is_article": page.is_article,
        "kind": page.kind,
        "confidence": page.confidence,
        "terms": list(page.terms),
    }


def versions_row(versions: Versions) -> Row:
    """What made the result."""
    return {
        "copydesk": versions.copydesk,
        "extract": versions.extract,
        "rules": versions.rules,
        "model": versions.model,
        "context": versions.context,
    }


def schema() -> Row:
    """The JSON Schema of a row: a result or an error."""
    text = (resources.files("commands") / "result.schema.json").read_text(encoding="utf-8")
    loaded: Row = json.loads(text)
    return loaded
