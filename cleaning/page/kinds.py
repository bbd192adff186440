"""Which kind of page this is: every sign adds its weight, in log odds, to the kind that it speaks for.

What speaks for a story counts against every kind that is none. From DOUBT on a page is doubtful, from SURE on it is no
article, and no single sign reaches that: a story called a listing is lost to every dataset, a listing taken for a
story is litter in one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from cleaning.page.sight import Sight
from cleaning.page.signs import SIGNS, STORY, TOLD

ARTICLES = frozenset({"article", "live"})
"""Kinds that are articles."""

DOUBT, SURE = 2.0, 3.25
"""Log odds from which a page is doubtful, and from which it is no article."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The likeliest kind, its log odds, and what was seen, "kind: words", plainest first."""

    kind: str
    odds: float
    terms: tuple[str, ...]


AGAINST: Mapping[str, tuple[str, ...]] = {"paywall": (STORY,), "stub": (STORY,), "article": (), "live": ()}
"""Kind -> which signs of a story speak against it, where not all do."""

NOTHING = Verdict("article", 0.0, ())


def kind_of(sight: Sight) -> Verdict:
    """The kind that most speaks for; an article where nothing else is at least doubtful."""
    odds, terms = defaultdict[str, float](float), defaultdict[str, list[tuple[float, str]]](list)
    for sign in SIGNS:
        if found := sign.seen(sight):
            share = sign.weight * found[0]
            odds[sign.kind] += share
            terms[sign.kind].append((-abs(share), f"{sign.kind}: {found[1]}"))
    kinds = {
        kind: value + sum(odds.get(name, 0.0) for name in AGAINST.get(kind, (STORY, TOLD)))
        for kind, value in odds.items()
        if kind not in {STORY, TOLD}
    }
    if not kinds:
        return NOTHING
    best = max(kinds, key=lambda kind: kinds[kind])
    heard = [best, *AGAINST.get(best, (STORY, TOLD))]
    said = tuple(term for _, term in sorted(term for name in heard for term in terms[name]))
    return Verdict(best, kinds[best], said) if kinds[best] >= DOUBT else Verdict("article", kinds[best], said)
