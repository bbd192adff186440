"""Where two copies differ: which of them contradicts itself, or what is known of names."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from cleaning.copies.amounts import Amount, is_near
from cleaning.copies.differences.view import Found
from cleaning.copies.leans.case import Case, Lean, against, within
from cleaning.copies.sentences import Text
from cleaning.garble.places import gazetteer, sounds

TORN, MOST_TORN = 1.2, 2.4
"""A name, or a figure, that one copy tells in two ways."""

KNOWN, PLAIN = 1.5, 0.8
"""A town of the gazetteer against none; a name that is no English word against a plain word."""

CONTRADICTION = 3.0
"""As much as the same finding counts in a copy's own score."""

COMMON_WORD = 24
"""Level of the news model from which a word in lower case is a plain one (some sixty uses in five million words)."""


def torn_names(case: Case) -> Lean | None:
    """A name that one copy writes in two ways, and the other in one."""
    ours = theirs = 0
    for found in of_kind(case, "name"):
        one, two = case.a.keys[found.a[0]], case.b.keys[found.b[0]]
        ours += two in case.a.names and one not in case.b.names
        theirs += one in case.b.names and two not in case.a.names
    odds = within(MOST_TORN, TORN * (theirs - ours))
    return Lean(odds, f"{against(odds)} has a name in two spellings, the other in one") if odds else None


def of_kind(case: Case, kind: str) -> list[Found]:
    """What one row of DIFFERENCES found."""
    return [found for row, found in case.told if row.kind == kind]


def known_names(case: Case) -> Lean | None:
    """Names of which one form is a town's, or of which one was turned into plain English words."""
    odds = 0.0
    for found in of_kind(case, "name"):
        one, two = case.a.written[found.a[0]], case.b.written[found.b[0]]
        town = is_town(one) - is_town(two)
        odds += KNOWN * town if town else PLAIN * (is_plain(case, two) - is_plain(case, one))
    odds = within(MOST_TORN, odds)
    return Lean(odds, f"a name that differs is wrong in {against(odds)}, as far as names are known") if odds else None


def is_town(name: str) -> bool:
    """Is it the name of a town?"""
    return sounds(name) in towns()


@functools.cache
def towns() -> frozenset[str]:
    """Every town of the gazetteer by its sounds; a constant, made once."""
    return frozenset(sounds(town) for listed in gazetteer().towns.values() for town in listed)


def is_plain(case: Case, word: str) -> bool:
    """Is it an English word of every day, written small?"""
    return case.model is not None and case.model.reader.knows(word.lower()) >= COMMON_WORD


def torn_figures(case: Case) -> Lean | None:
    """A figure that one copy tells elsewhere as the other does here."""
    ours = theirs = 0
    for found in of_kind(case, "number"):
        one, two = at(case.amounts_a, found.a[0]), at(case.amounts_b, found.b[0])
        if one and two:
            theirs += elsewhere(one, case.amounts_b) and not elsewhere(two, case.amounts_a)
            ours += elsewhere(two, case.amounts_a) and not elsewhere(one, case.amounts_b)
    odds = within(MOST_TORN, TORN * (theirs - ours))
    return Lean(odds, f"{against(odds)} tells a figure in two ways, the other in one") if odds else None


def at(amounts: Sequence[Amount], first: int) -> Amount | None:
    """The amount that begins at a word."""
    return next((amount for amount in amounts if amount.first == first), None)


LEAST_FIGURE = 10
"""Smaller figures stand everywhere."""


def elsewhere(amount: Amount, others: Sequence[Amount]) -> bool:
    """Does a copy tell this figure of this unit?"""
    return amount.value >= LEAST_FIGURE and any(
        amount.value == other.value and amount.unit == other.unit for other in others
    )


def contradictions(case: Case) -> Lean | None:
    """Conversions in brackets that say the unit twice with two figures, on one side only."""
    ours, theirs = doubled(case.a, case.amounts_a), doubled(case.b, case.amounts_b)
    odds = within(CONTRADICTION, CONTRADICTION * (theirs - ours))
    return Lean(odds, f"{against(odds)} converts a figure into its own unit") if odds else None


def doubled(text: Text, amounts: Sequence[Amount]) -> int:
    """Amounts followed by another figure in the same unit in brackets."""
    following = {amount.first: amount for amount in amounts}
    return sum(
        1
        for amount in amounts
        if amount.unit
        and (other := following.get(amount.last + 1)) is not None
        and other.unit == amount.unit
        and other.units
        and not is_near(amount, other)
        and text.gap(amount.last).strip() == "("
    )
