"""Same story or not, from two fingerprints: what they share, weighed by what was measured.

The weights are of a logistic regression over pairs of garble-dev's texts (versions of one text, whole and trimmed,
against different ones, and against stock reports with other figures), fitted on each half of the sources and scored on
the other; `python -m bench.copies` repeats the scores.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from cleaning.copies.fingerprint import BANDS, NUMBERS, PLACES, TERMS, Fingerprint
from cleaning.copies.values import Likeness, Relation

BASE = -15.0
"""Log odds of two texts that share nothing: what was fitted, less 2.3, because a false copy costs more than a missed
one."""

SHARED_TERMS, SHARED_NUMBERS, ODD_NUMBERS, SHARED_GRAMS = 18.3, 3.7, -7.1, 8.4
"""For all terms of the shorter text, for all its numbers, for ODD_MOST numbers that the longer one lacks, and for all
grams of both."""

ODD_MOST = 6
FEW = 3
"""Terms that a text is taken to have besides: a share of few says little."""

LEAST_TERMS = 12
"""A text of fewer terms is a copy only of one with the same words, or with most of the same shingles."""

LIKE_BANDS = BANDS // 2
"""Bands that two texts share from which most of their shingles are the same."""

RELATED_RARE, RELATED_TERMS = 0.38, 0.2
"""Share of the shorter text's rarest terms, and of all its terms, from which two texts tell of one event: of pairs of
different stories that were candidates 1 in 100 shares so many rare terms."""

COPY = 0.5
"""Chance from which two texts are copies."""

RETOLD, RETOLD_RARE, RETOLD_NUMBERS, RETOLD_TERMS = 0.6, 0.8, 0.6, 0.5
"""Chance of a text that was reworded throughout and kept nearly all of its rarest terms, most of its numbers and half
of its terms: of 300 pairs of different stories that were hard to tell 1 does."""

STOCK, STOCK_TERMS, STOCK_NUMBERS = 0.3, 60, 0.7
"""The chance of a text of fewer terms, as stock reports have, that shares less than such a part of three figures and
more: copies keep them (95 of 100 more than .86), and reports of one template differ in nothing else."""

MANY_RARE, MANY_NUMBERS = 12, 3
"""Rare terms and numbers that the shorter text must have for that."""

EDGE = 1 << 40
CHANCE = 1 / 256
"""Places of a signature that are equal by chance: each is a byte."""


def likeness(one: Fingerprint, other: Fingerprint) -> Likeness:
    """What two texts are to each other. Symmetric.

    >>> from cleaning.copies.fingerprint import fingerprint
    >>> likeness(fingerprint("Rain fell."), fingerprint("Rain fell!")).relation.value
    'copy'
    """
    if one.digest == other.digest:
        known = one.words > 0
        return Likeness(Relation.COPY if known else Relation.UNRELATED, float(known), "same text", ("all words",))
    short, long = sorted((one, other), key=lambda each: (len(each.terms), each.words, each.digest))
    bands = sum(a == b for a, b in zip(one.bands, other.bands, strict=False))
    terms, of_terms = shared(short.terms, long.terms, TERMS)
    numbers, of_numbers = shared(short.numbers, long.numbers, NUMBERS)
    rare, of_rare = rare_shared(short, long)
    if len(short.terms) < LEAST_TERMS:
        chance = 1.0 if bands >= LIKE_BANDS else 0.0
    else:
        chance = chance_of(
            terms / (of_terms + FEW),
            (numbers + 0.5) / (of_numbers + 1),
            min(1.0, (of_numbers - numbers) / ODD_MOST),
            jaccard(one, other),
        )
        if is_stock(of_terms, (numbers, of_numbers)) and not bands:
            chance = min(chance, STOCK)
        elif is_retold((terms, of_terms), (rare, of_rare), (numbers, of_numbers)):
            chance = max(chance, RETOLD)
    said = (
        *((f"{bands} of {BANDS} bands of shingles",) if bands else ()),
        f"{terms} of {of_terms} terms",
        f"{numbers} of {of_numbers} numbers",
        f"{rare} of {of_rare} rare terms",
    )
    is_related = rare >= RELATED_RARE * (of_rare + 1) and terms >= RELATED_TERMS * (of_terms + FEW)
    relation = Relation.COPY if chance >= COPY else Relation.RELATED if is_related else Relation.UNRELATED
    return Likeness(relation, round(chance, 4), "shingles" if bands else "terms", said)


def is_stock(of_terms: int, numbers: tuple[int, int]) -> bool:
    """A short text with other figures than the text that is like it.

    >>> is_stock(30, (2, 5)), is_stock(30, (4, 5)), is_stock(130, (2, 5))
    (True, False, False)
    """
    return of_terms < STOCK_TERMS and numbers[1] >= MANY_NUMBERS and numbers[0] < STOCK_NUMBERS * numbers[1]


def is_retold(terms: tuple[int, int], rare: tuple[int, int], numbers: tuple[int, int]) -> bool:
    """Whatever the words, names and figures are all the same; each pair is how many are shared, of how many.

    >>> is_retold((57, 104), (14, 16), (5, 7)), is_retold((57, 104), (10, 16), (5, 7))
    (True, False)
    """
    if rare[1] < MANY_RARE or numbers[1] < MANY_NUMBERS:
        return False
    return (
        terms[0] >= RETOLD_TERMS * terms[1]
        and rare[0] >= RETOLD_RARE * rare[1]
        and numbers[0] >= RETOLD_NUMBERS * numbers[1]
    )


def chance_of(terms: float, numbers: float, odd: float, grams: float) -> float:
    """Chance that one is a copy of the other, from shares 0..1."""
    odds = BASE + SHARED_TERMS * terms + SHARED_NUMBERS * numbers + ODD_NUMBERS * odd + SHARED_GRAMS * grams
    return 1 / (1 + math.exp(-odds))


def shared(short: Sequence[int], long: Sequence[int], most: int) -> tuple[int, int]:
    """How many hashes two lists share, and how many the shorter has.

    Of lists that were cut at the `most` smallest, only hashes that both would have kept are compared.
    """
    limit = min(short[-1] if len(short) >= most else EDGE, long[-1] if len(long) >= most else EDGE)
    one, other = ({key for key in keys if key <= limit} for keys in (short, long))
    return len(one & other), min(len(one), len(other))


def rare_shared(short: Fingerprint, long: Fingerprint) -> tuple[int, int]:
    """How many of the shorter text's rarest terms the longer one has, and how many it could be asked for."""
    limit = long.terms[-1] if len(long.terms) >= TERMS else EDGE
    known = {*long.terms, *long.rare}
    asked = [key for key in short.rare if key <= limit or key in known]
    return sum(key in known for key in asked), len(asked)


def jaccard(one: Fingerprint, other: Fingerprint) -> float:
    """Share of grams in common, estimated from the signatures, 0..1."""
    if not (one.signature and other.signature):
        return 0.0
    equal = sum(a == b for a, b in zip(one.signature, other.signature, strict=True)) / PLACES
    return max(0.0, (equal - CHANCE) / (1 - CHANCE))
