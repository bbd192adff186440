"""Where two copies have other words: which of them newspapers choose.

Both rows read the same sentences of both copies, so that the subject and the writer are the same and only the words
differ. They count in full where most words stand in both, and nothing where a story was told anew: there, which words
one writer or another chooses is chance.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from cleaning.copies.differences.view import View
from cleaning.copies.leans.case import Case, Lean, against, runs, within
from cleaning.copies.pairing import Pair
from cleaning.copies.sentences import Text
from cleaning.garble.formulas import collocations, formula_of
from cleaning.garble.model import Model
from cleaning.garble.news import FIRST, MASK, SECOND
from cleaning.garble.phrases import rows_of
from cleaning.garble.tokens import tokens_of
from cleaning.garble.words import words_of

ANEW, SAME = 0.55, 0.75
"""Share of paired words that stand in both, up to which a story was told anew, and from which it is one text."""

PREFERRED, MOST_PREFERRED = 0.7, 3.0
"""What one standard deviation of the words' weights counts, and the most that all count."""

MOST_READ = 400
"""Words of sentences that differ: more would tell little more and cost as much."""

MOST_WEIGHT, REPEATS = 4.0, 2
"""Most log odds of one word or pair, and how often it counts."""

BROKEN, SPARSE = 1.0, 3.0
"""What it counts when all broken phrases are on one side, and the firmness that is added to both for want of many."""

LISTED = 3
"""Firmness of a word in a written formula; in a counted collocation the table says."""

Run = str | tuple[str, str]
"""A word or a pair of words."""

Phrase = tuple[tuple[str, ...], tuple[int, ...]]
"""Words, and how firmly each belongs in its place."""


def is_english(case: Case) -> bool:
    """May both be English?"""
    return {case.a.copy.language, case.b.copy.language} <= {"en", None}


def share(case: Case) -> float:
    """What the rows of wording count, 0..1."""
    return max(0.0, min(1.0, (case.likeness - ANEW) / (SAME - ANEW)))


def first_views(case: Case) -> list[View]:
    """The pairs of sentences that differ, up to MOST_READ words."""
    before = itertools.accumulate((len(view.pair.a) for view in case.views), initial=0)
    return [view for view, words in zip(case.views, before, strict=False) if words < MOST_READ]


def preferred_words(case: Case) -> Lean | None:
    """Words and pairs of words that stand on one side only, by the garble model's lexicon."""
    if case.model is None or not share(case) or not is_english(case):
        return None
    ours, theirs = Counter[Run](), Counter[Run]()
    for view in first_views(case):
        if view.blocks:
            ours.update(runs_of(view.a, view.pair.a, case.model))
            theirs.update(runs_of(view.b, view.pair.b, case.model))
    weights = [*weighed(theirs - ours, case.model), *(-weight for weight in weighed(ours - theirs, case.model))]
    noise = math.sqrt(sum(weight * weight for weight in weights))
    if not noise:
        return None
    odds = share(case) * within(MOST_PREFERRED, PREFERRED * sum(weights) / noise)
    return Lean(odds, f"where they differ, {against(odds)} has words that newspapers do not choose")


def runs_of(text: Text, words: Sequence[int], model: Model) -> Iterator[Run]:
    """Words and pairs of them, as the model's lexicon names them."""
    for first, last in runs(text, words):
        names = tokens_of(words_of(text.place(first, last).text), model.reader.knows).names
        yield from names
        yield from itertools.pairwise(names)


def key_of(run: Run, model: Model) -> int:
    """The lexicon's key of a word, or of a pair."""
    if isinstance(run, str):
        return model.reader.hash(run)
    left, right = map(model.reader.hash, run)
    return (left * FIRST + right * SECOND) & MASK


def weighed(found: Counter[Run], model: Model) -> Iterator[float]:
    """Log odds of each word or pair that a machine rather than a newspaper wrote it, both looks together."""
    for run, count in found.items():
        key = key_of(run, model)
        odds = sum(model.weight(key, look) for look in range(len(model.looks)))
        yield min(count, REPEATS) * within(MOST_WEIGHT, odds)


def broken_phrases(case: Case) -> Lean | None:
    """Fixed phrases that stand whole on one side and with a word exchanged on the other."""
    if not share(case) or not is_english(case):
        return None
    ours = sum(whole(view.a, view.pair.a, view.left_a) for view in first_views(case) if view.left_a)
    theirs = sum(whole(view.b, view.pair.b, view.left_b) for view in first_views(case) if view.left_b)
    odds = share(case) * BROKEN * (ours - theirs) / (ours + theirs + SPARSE)
    return Lean(odds, f"phrases that newspapers keep whole are broken in {against(odds)}") if odds else None


def whole(text: Text, words: Sequence[int], left: frozenset[int]) -> int:
    """Firmness of the words without counterpart that stand in a fixed phrase beside words with one."""
    known, total, used = phrases(), 0, set[int]()
    folded = [text.written[n].lower() for n in words]
    for at, pair in enumerate(itertools.pairwise(folded)):
        for phrase, firm in known.get(pair, ()):
            covered = words[at : at + len(phrase)]
            odd = [place for place, n in enumerate(covered) if n in left and n not in used]
            if odd and len(odd) < len(phrase) and tuple(folded[at : at + len(phrase)]) == phrase:
                total += max(firm[place] for place in odd)
                used.update(covered[place] for place in odd)
    return total


@functools.cache
def phrases() -> dict[tuple[str, str], tuple[Phrase, ...]]:
    """Every fixed phrase by its first two words; a constant, made once from the tables of the garble signals."""
    found = defaultdict[tuple[str, str], list[Phrase]](list)
    listed = [(row.words, (LISTED,) * len(row.words)) for row in map(formula_of, rows_of("formulas.txt")) if row]
    for words, firm in (*((row.words, row.firm) for row in collocations().values()), *listed):
        if len(words) > 1:
            found[words[0], words[1]].append((words, firm))
    return {pair: tuple(rows) for pair, rows in found.items()}


def likeness_of(pairs: Sequence[Pair]) -> float:
    """Share of the paired words that stand in both, 0..1."""
    same = sum(len(pair.same) for pair in pairs)
    return same / max(1, sum(min(len(pair.a), len(pair.b)) for pair in pairs))
