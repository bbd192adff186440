"""Sentences that say the contrary: a "not" put in or lost, or a word in place of its opposite."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from cleaning.copies.differences.view import Found, View, texts
from cleaning.copies.pairing import is_content
from cleaning.copies.sentences import Text
from cleaning.tables import rows

TURNED, LOST = 0.9, 0.75
NEGATIVE = frozenset({"not", "no", "never", "nobody", "nothing", "none", "neither", "nor", "cannot", "without"})
HALF_NEGATIVE = frozenset(
    """
    unable failed fails fail refused refuses denied denies lacked lacks without hardly barely few little rejected
    declined avoid avoided prevented stopped unlikely missing absent instead rather only impossible ruled free
    """.split()  # noqa: SIM905 - a table of words, not of strings
)
MOST_BLOCK = 4
"""Words of a block in which a lost "not" is taken for lost, not for another way of telling."""

LEAST_SAME = 0.55


def turned_sense(view: View) -> Iterator[Found]:
    """Opposites, then negations."""
    for n, m in opposed(view):
        yield Found((n, n), (m, m), TURNED, f"“{view.a.written[n]}” and “{view.b.written[m]}” say the contrary")
    yield from lost_negation(view)


def opposed(view: View) -> Iterator[tuple[int, int]]:
    """Words in place of their opposites."""
    if negatives(view.a, view.left_a) or negatives(view.b, view.left_b):
        return
    for block in view.blocks:
        if len(block.a) <= MOST_BLOCK and len(block.b) <= MOST_BLOCK:
            for n in block.a:
                for m in block.b:
                    if view.b.keys[m] in opposites().get(view.a.keys[n], ()):
                        yield n, m


def negatives(copy: Text, words: frozenset[int]) -> list[int]:
    """The words that deny."""
    return sorted(n for n in words if copy.keys[n] in NEGATIVE)


def lost_negation(view: View) -> Iterator[Found]:
    """A word that denies on one side only, in a sentence that is the same else."""
    ours, theirs = negatives(view.a, view.left_a), negatives(view.b, view.left_b)
    if bool(ours) == bool(theirs) or not is_same_else(view):
        return
    side, words, copy = (0, ours, view.a) if ours else (1, theirs, view.b)
    for block in view.blocks:
        own = (block.a, block.b)[side]
        if words[0] in own and len(own) <= MOST_BLOCK:
            far = view.left_b if side == 0 else view.left_a
            other = view.b if side == 0 else view.a
            if any(is_denying(other.keys[n]) for n in far) or any(opposite_in(copy.keys[n], far, other) for n in own):
                return
            a, b = placed(view, words[0], side)
            if a is not None and b is not None:
                yield Found(a, b, LOST, f"“{texts(view.a, a)}” and “{texts(view.b, b)}”: one of them denies")


def is_same_else(view: View) -> bool:
    """Is most of the content of the shorter side the same?"""
    same = sum(is_content(view.a.keys[n]) for n in view.same)
    least = min(
        sum(is_content(view.a.keys[n]) for n in view.pair.a), sum(is_content(view.b.keys[n]) for n in view.pair.b)
    )
    return same >= LEAST_SAME * least and same > 1


def is_denying(key: str) -> bool:
    """Does a word deny in another way?"""
    return key in HALF_NEGATIVE or key in NEGATIVE or key.startswith(("un", "in", "im", "non", "dis"))


def opposite_in(key: str, far: frozenset[int], other: Text) -> bool:
    """Does the opposite of a word stand on the other side?"""
    return any(other.keys[n] in opposites().get(key, ()) for n in far)


def placed(view: View, word: int, side: int) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The word with its neighbours, and what stands in their place."""
    same = view.same if side == 0 else {m: n for n, m in view.same.items()}
    before = next((n for n in range(word - 1, word - 4, -1) if n in same), None)
    after = next((n for n in range(word + 1, word + 4) if n in same), None)
    known = [n for n in (before, after) if n is not None]
    if not known:
        return None, None
    own = min([word, *known]), max([word, *known])
    far = min(same[n] for n in known), max(same[n] for n in known)
    return (own, far) if side == 0 else (far, own)


@functools.cache
def opposites() -> dict[str, frozenset[str]]:
    """Opposites of a word."""
    found: dict[str, frozenset[str]] = {}
    for row in rows("copies/opposites.txt"):
        one, two = row.split()
        found[one] = found.get(one, frozenset()) | {two}
        found[two] = found.get(two, frozenset()) | {one}
    return found
