"""Figures that differ, and figures that count something else."""

from __future__ import annotations

from collections.abc import Iterator

from cleaning.copies.amounts import Amount, is_near, is_same
from cleaning.copies.differences.view import Found, View, texts

SURE, UNSURE = 0.9, 0.6


def changed_numbers(view: View) -> Iterator[Found]:
    """Every figure in place of another."""
    for one, two in apart(view):
        if not is_near(one, two):
            yield told(view, one, two, "the figures differ")


def changed_units(view: View) -> Iterator[Found]:
    """Every figure that counts something else on the other side."""
    for one, two in apart(view):
        if is_near(one, two):
            yield told(view, one, two, "the same figure counts something else")


def told(view: View, one: Amount, two: Amount, what: str) -> Found:
    """Two amounts that differ."""
    a, b = (one.first, one.last), (two.first, two.last)
    score = SURE if is_framed(view, one, two) else UNSURE
    return Found(a, b, score, f"“{texts(view.a, a)}” and “{texts(view.b, b)}”: {what}")


def apart(view: View) -> list[tuple[Amount, Amount]]:
    """Amounts in one place that do not tell the same."""
    mine, others = set(view.pair.a), set(view.pair.b)
    ours = [amount for amount in view.sides.amounts_a if amount.first in mine]
    theirs = [amount for amount in view.sides.amounts_b if amount.first in others]
    if [(o.value, o.unit) for o in ours] == [(t.value, t.unit) for t in theirs]:
        return []
    left, rest = list[Amount](), list(theirs)
    for amount in ours:
        twin = next((other for other in rest if is_same(amount, other)), None)
        if twin is None:
            left.append(amount)
        else:
            rest.remove(twin)
    mine_told, others_told = view.sides.amounts_a, view.sides.amounts_b
    return [
        (amount, other)
        for amount in left
        for other in rest
        if in_place(view, amount, other)
        and (is_framed(view, amount, other) or not (told_by(amount, others_told) or told_by(other, mine_told)))
    ]


def is_framed(view: View, one: Amount, two: Amount) -> bool:
    """Do the same words stand before and behind two amounts?"""
    return view.same.get(one.first - 1) == two.first - 1 and view.same.get(one.last + 1) == two.last + 1


def told_by(amount: Amount, others: tuple[Amount, ...]) -> bool:
    """Does the other copy tell the amount somewhere?"""
    return any(amount.value == other.value and is_same(amount, other) for other in others)


def in_place(view: View, one: Amount, two: Amount) -> bool:
    """Do two amounts stand in one place?"""
    words = set(range(one.first, one.last + 1))
    others = set(range(two.first, two.last + 1))
    if any(view.same.get(n) in others for n in words):
        return True
    return any(not words.isdisjoint(block.a) and not others.isdisjoint(block.b) for block in view.blocks)
