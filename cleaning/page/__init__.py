"""Is this page an article at all, and how sure is the extraction? Read off the whole page, after its lines are judged.

`sight` notes what can be seen, `kinds` says which kind of page `signs` speak for, `confidence` predicts how much of
the clean text is right.
"""

from __future__ import annotations

from cleaning.page.confidence import confidence_of, figures_of, reasons_of
from cleaning.page.kinds import ARTICLES, DOUBT, SURE, Verdict, kind_of
from cleaning.page.sight import sight_of
from cleaning.values import DOUBTFUL, Article, JudgedLine, PageJudgement

__all__ = ["judge_page"]


def judge_page(article: Article, lines: tuple[JudgedLine, ...]) -> PageJudgement:
    """What the page is. Lines given as text have no markup to lean on: then only their words speak."""
    sight = sight_of(article, lines)
    verdict = kind_of(sight)
    is_article = verdict.kind in ARTICLES or verdict.odds < SURE
    figures = figures_of(sight)
    confidence = round(confidence_of(figures) * trust(verdict), 2)
    against = reasons_of(figures) if is_article and confidence < DOUBTFUL else ()
    return PageJudgement(
        is_article=is_article,
        kind=verdict.kind if verdict.kind in ARTICLES or not is_article else "article",
        confidence=confidence,
        terms=(*(() if verdict.kind in ARTICLES else verdict.terms), *against),
    )


def trust(verdict: Verdict) -> float:
    """What is left of the confidence when the page looks like no article: all below DOUBT, half at SURE.

    >>> trust(Verdict("article", 0.0, ())), trust(Verdict("listing", SURE, ()))
    (1.0, 0.5)
    """
    if verdict.kind in ARTICLES:
        return 1.0
    return min(1.0, max(0.0, 1 - (verdict.odds - DOUBT) / (2 * (SURE - DOUBT))))
