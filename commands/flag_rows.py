"""One article of `flags`: with what speaks for its flag, and as a JSON object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cleaning.values import Finding, PageJudgement
from commands.results import page_row
from commands.sheet import iso
from storage.copy_records import Word
from storage.records import ArticleSummary


@dataclass(frozen=True, slots=True)
class Flag:
    """One article of the list.

    Attributes:
        signals: (signal, findings), most first.
        best: the finding that is surest.
        page: what the page is, and why it is doubtful.
        word: what its copies say; None where they were not compared.
    """

    article: ArticleSummary
    signals: tuple[tuple[str, int], ...]
    best: Finding | None
    page: PageJudgement
    word: Word | None = None


def flag_row(flag: Flag) -> dict[str, Any]:
    """One article as a JSON object."""
    article, best = flag.article, flag.best
    return {
        "id": article.id,
        "url": article.url,
        "site": article.site,
        "title": article.title,
        "published": article.published,
        "language": article.language,
        "score": article.score,
        "flagged": article.flagged,
        "status": article.garble.value,
        "looks_like": article.looks_like,
        "verdict": article.verdict and article.verdict.value,
        "page": page_row(flag.page),
        "findings": article.findings,
        "signals": dict(flag.signals),
        "strongest": best
        and {"signal": best.signal, "score": best.score, "reason": best.reason, "text": best.text, "line": best.line},
        "lines": article.lines,
        "cut_lines": article.cut_lines,
        "cleaning": article.cleaning_id,
        **word_row(flag),
        "updated": iso(article.updated_at),
    }


def word_row(flag: Flag) -> dict[str, Any]:
    """What copies say; null where they were not compared, and the score is that of the text."""
    word = flag.word
    return {
        "own_score": word.own_score if word else flag.article.score,
        "assessment": word and word.assessment.id,
        "cluster": word and word.cluster_id,
        "drift": word and word.assessment.drift,
        "drifted": word and word.assessment.is_garbled,
        "against": list(word.against) if word else [],
    }
