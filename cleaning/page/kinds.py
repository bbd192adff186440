"""Which kind of page this is: every sign adds its weight, in log odds, to the kind that it speaks for.

What speaks for a story counts against every kind that is none. From DOUBT on a page is doubtful, from SURE on it is no
article, and no single sign reaches that: a story called a listing is lost to every dataset, a listing taken for a
story is litter in one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from cleaning.page.sight import Sight
from cleaning.page.signs import SIGNS, STORY

ARTICLES = frozenset({"article", "live"})
"""Kinds that are articles."""

DOUBT, SURE = 2.0, 4.0
"""Log odds from which a page is doubtful, and from which it is no article."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The likeliest kind, its log odds, and what was seen, "kind: words", plainest first."""

    kind: str
    odds: float
    terms: tuple[str, ...]


NOTHING = Verdict("article", 0.0, ())


def kind_of(sight: Sight) -> Verdict:
    """The kind that most speaks for; an article where nothing else is at least doubtful."""
    odds, terms = defaultdict[str, float](float), defaultdict[str, list[tuple[float, str]]](list)
    for sign in SIGNS:
        if found := sign.seen(sight):
            share = sign.weight * found[0]
            odds[sign.kind] += share
            terms[sign.kind].append((-abs(share), f"{sign.kind}: {found[1]}"))
    against = odds.pop(STORY, 0.0)
    kinds = {kind: value + (0.0 if kind in ARTICLES else against) for kind, value in odds.items()}
    if not kinds:
        return NOTHING
    best = max(kinds, key=lambda kind: kinds[kind])
    said = tuple(term for _, term in sorted([*terms[best], *([] if best in ARTICLES else terms[STORY])]))
    return Verdict(best, kinds[best], said) if kinds[best] >= DOUBT else Verdict("article", kinds[best], said)
