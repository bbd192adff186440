"""What was found and decided, in words: for the desk and for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from cleaning.copies.values import HONEST
from cleaning.values import DOUBTFUL, Garble, PageJudgement

STEPS = (
    (0.0, "nothing drifted"),
    (HONEST, "no further than editors go"),
    (0.5, "apart"),
    (0.8, "far apart"),
    (1.0, "very far apart"),
)
"""Up to which drift what is said of it."""


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


def reason_of(rule: str) -> str:
    """Why a rule cuts, in a sentence; of a rule that exists no more, its name.

    >>> reason_of("a rule of last year")
    'a rule of last year'
    """
    return reasons().get(rule, rule)


@cache
def reasons() -> dict[str, str]:
    """Reason by name of rule."""
    from cleaning.rules import RULES  # noqa: PLC0415 - takes a quarter of a second, which --help does not wait for

    return {rule.name: rule.reason for rule in RULES}


def garble_in_words(garble: Garble) -> str:
    """The judgement in a line.

    >>> from cleaning.values import GarbleStatus
    >>> garble_in_words(Garble(GarbleStatus.JUDGED, 0.93, True, "spun"))
    '93 %, flagged, looks like spun'
    >>> garble_in_words(Garble(GarbleStatus.TOO_SHORT))
    'not judged: too short'
    >>> garble_in_words(Garble(GarbleStatus.LANGUAGE_LIMITED, None, True, "crude translation"))
    'no score (language limited), flagged by what the page says, looks like crude translation'
    """
    status, looks = (
        garble.status.value.replace("_", " "),
        f", looks like {garble.looks_like}" if garble.looks_like else "",
    )
    if garble.score is None and not garble.flagged:
        return f"not judged: {status}"
    if garble.score is None:
        return f"no score ({status}), flagged by what the page says{looks}"
    lifted = " only with what is known of its site" if garble.lifted else ""
    return f"{percent(garble.score)}, {'flagged' if garble.flagged else 'not flagged'}{lifted}{looks}"


def drift_in_words(score: float) -> str:
    """How far two copies are apart.

    >>> drift_in_words(0.0), drift_in_words(0.12), drift_in_words(0.93)
    ('nothing drifted', 'no further than editors go', 'very far apart')
    """
    return next(said for most, said in STEPS if score <= most)


def percent(score: float | None) -> str:
    """A chance as the whole per cent.

    >>> percent(0.934), percent(None)
    ('93 %', '-')
    """
    return "-" if score is None else f"{score:.0%}".replace("%", " %")
