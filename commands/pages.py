"""What is said about a page as a whole, in words."""

from __future__ import annotations

from collections.abc import Sequence

from cleaning.values import DOUBTFUL, PageJudgement


def is_doubtful(page: PageJudgement) -> bool:
    """Whether somebody should look at it."""
    return page.is_article is False or (page.confidence is not None and page.confidence < DOUBTFUL)


def page_in_words(page: PageJudgement) -> str:
    """Confidence and kind, and the reasons where there are any.

    >>> page_in_words(PageJudgement(True, "article", 0.93))
    'confidence .93 · article'
    >>> page_in_words(PageJudgement(False, "listing", 0.25, ("listing: 9 teasers, 80 % of the words",)))
    'confidence .25 · no article: listing (9 teasers, 80 % of the words)'
    """
    if page.is_article is None:
        return "page not judged"
    sure = "?" if page.confidence is None else f"{page.confidence:.2f}".removeprefix("0")
    kind = page.kind or "article"
    why = f" ({'; '.join(term.removeprefix(f'{kind}: ') for term in page.terms)})" if page.terms else ""
    return f"confidence {sure} · {kind if page.is_article else f'no article: {kind}'}{why}"


def evidence(terms: Sequence[str]) -> str:
    """What speaks for something, each kind of evidence named once.

    >>> evidence(("cue: Log in", "out of place: its depth", "cue: subscribe", "out of place: link text after it"))
    'cue: Log in, subscribe; out of place: its depth, link text after it'
    >>> evidence(("suspect: ad, rule out_of_place", "a word alone"))
    'suspect: ad, rule out_of_place; a word alone'
    """
    by_label: dict[str, list[str]] = {}
    for term in terms:
        label, colon, said = term.partition(": ")
        by_label.setdefault(f"{label}: " if colon else "", []).append(said if colon else label)
    return "; ".join(f"{label}{', '.join(said)}" for label, said in by_label.items())
