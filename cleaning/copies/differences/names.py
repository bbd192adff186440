"""Names that miss a known one: misspelled, with a word exchanged, or with initials moved."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from difflib import SequenceMatcher

from cleaning.copies.differences.view import Found, View, texts
from cleaning.copies.sentences import Text

NEAR, PART, COMMON_WORD, MOVED = 0.85, 0.75, 0.4, 0.6
LEAST_ALIKE = 0.72
"""difflib's ratio of two names from which one may be the other misspelled."""

SHORTEST, FAR = 4, 3
"""Letters of a name that is looked at, and by how many two may differ in length."""

MOST_NAMES = 40
"""Names without counterpart in a pair of sentences: more stand in lists and tables alone."""

DEMONYMS = ("n", "an", "ian", "s", "es", "ese", "i", "ish", "ic", "er", "ers", "ns", "ans", "ians", "d", "ed")
"""Endings by which a name becomes an adjective or many."""


def changed_names(view: View) -> Iterator[Found]:
    """Every name that stands differently in both."""
    ours = [n for n in sorted(view.left_a) if is_capital(view, view.a, n)][:MOST_NAMES]
    theirs = [n for n in sorted(view.left_b) if is_capital(view, view.b, n)][:MOST_NAMES]
    taken: set[int] = set()
    if ours and theirs:
        for n in ours:
            twin = max(
                (m for m in theirs if m not in taken),
                key=lambda m: likeness(view.a.keys[n], view.b.keys[m]),
                default=None,
            )
            if twin is not None and is_near_miss(view, n, twin):
                taken |= {n, twin}
                yield Found(
                    (n, n),
                    (twin, twin),
                    NEAR,
                    f"“{view.a.written[n]}” and “{view.b.written[twin]}” are one name in two spellings",
                )
    yield from exchanged(view, taken)


def exchanged(view: View, taken: set[int]) -> Iterator[Found]:
    """Names of which one word was exchanged."""
    for exchange in view.exchanges:
        if len(exchange.a) != 1 or len(exchange.b) != 1:
            continue
        n, m = exchange.a[0], exchange.b[0]
        capitals = is_capital(view, view.a, n) + is_capital(view, view.b, m)
        if not capitals or n in taken or m in taken or not beside_name(view, n, m):
            continue
        score = PART if capitals == 2 else COMMON_WORD  # noqa: PLR2004
        yield Found(
            (n, n),
            (m, m),
            score,
            f"“{around(view, view.a, n)}” and “{around(view, view.b, m)}” differ in one word of a name",
        )


def is_capital(view: View, copy: Text, index: int) -> bool:
    """Is it written like a name: with a capital inside a sentence, or as one that is a name elsewhere?"""
    return copy.written[index][0].isupper() and copy.keys[index] in view.sides.names


def beside_name(view: View, n: int, m: int) -> bool:
    """Does the word stand beside another word of the same name in both?"""
    for step in (-1, 1):
        twin = view.same.get(n + step)
        if twin == m + step and is_capital(view, view.a, n + step) and is_capital(view, view.b, twin):
            gap = view.a.gap(n + min(step, 0))
            if gap in {" ", "-", "\xa0"}:
                return True
    return False


def around(view: View, copy: Text, index: int) -> str:
    """The name that a word is part of."""
    first = last = index
    while (
        first
        and copy.lines[first - 1] == copy.lines[index]
        and is_capital(view, copy, first - 1)
        and copy.gap(first - 1) == " "
    ):
        first -= 1
    while (
        last + 1 < len(copy.keys)
        and copy.lines[last + 1] == copy.lines[index]
        and is_capital(view, copy, last + 1)
        and copy.gap(last) == " "
    ):
        last += 1
    return texts(copy, (first, last))


def likeness(one: str, two: str) -> float:
    """How alike two names are, 0..1; 0 for names that neither begin nor end alike, without looking closer.

    >>> likeness("barragan", "barrigan") > LEAST_ALIKE, likeness("lomvik", "osterhamn")
    (True, 0.0)
    """
    is_far = abs(len(one) - len(two)) > FAR or (one[0] != two[0] and one[-2:] != two[-2:])
    return 0.0 if is_far else ratio(one, two)


@functools.lru_cache(maxsize=4096)
def ratio(one: str, two: str) -> float:
    """What difflib says of two names."""
    return SequenceMatcher(None, one, two, autojunk=False).ratio()


def is_near_miss(view: View, n: int, m: int) -> bool:
    """Are two names near each other, and neither a form nor another spelling of the other?"""
    one, two = view.a.keys[n], view.b.keys[m]
    if min(len(one), len(two)) < SHORTEST or likeness(one, two) < LEAST_ALIKE:
        return False
    if two in view.a.names and one in view.b.names:
        return False
    least, most = sorted((one, two), key=len)
    return not any(most == least + ending or most == least[:-1] + ending for ending in DEMONYMS)
