"""DIFFERENCES: every kind of drift between two copies of one story.

To add one: a row here and `tests/cases/drift/<name>.md` with a case that hits and a near miss that does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleaning.copies.differences.names import changed_names
from cleaning.copies.differences.numbers import changed_numbers, changed_units
from cleaning.copies.differences.polarity import turned_sense
from cleaning.copies.differences.quotes import reworded_quotes
from cleaning.copies.differences.roles import changed_roles
from cleaning.copies.differences.view import Find, Found, View
from cleaning.copies.differences.wording import exchanged_words


@dataclass(frozen=True, slots=True)
class Row:
    """One row of DIFFERENCES.

    Attributes:
        kind: stored with every difference; its meaning never changes.
        find: the pointing function.
        weight: what one certain difference adds to the drift of a usual story.
        reason: one sentence for the operator, true of every difference.
        languages: codes it holds for; empty = any. A copy of unknown language is read by all rows.
    """

    kind: str
    find: Find
    weight: float
    reason: str
    languages: frozenset[str] = frozenset()


EN = frozenset({"en"})


DIFFERENCES: tuple[Row, ...] = (
    Row("quote", reworded_quotes, 0.5, "A quotation has other words."),
    Row("name", changed_names, 0.35, "A name is written differently."),
    Row("number", changed_numbers, 0.3, "A figure differs."),
    Row("unit", changed_units, 0.3, "A figure counts something else."),
    Row("negation", turned_sense, 0.3, "A sentence says the contrary.", EN),
    Row("role", changed_roles, 0.3, "Somebody else does it, or it is done to somebody else.", EN),
    Row("wording", exchanged_words, 0.06, "Words were exchanged that an editor leaves alone.", EN),
)

Told = tuple[Row, Found]


def told_in(view: View) -> Iterator[Told]:
    """What all rows find in a pair; words that an earlier row has are not found again."""
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    spoken = {view.a.copy.language, view.b.copy.language} - {None}
    for row in DIFFERENCES:
        for found in row.find(view) if not row.languages or spoken <= row.languages else ():
            ours, theirs = set(words_of(found.a, view.left_a)), set(words_of(found.b, view.left_b))
            if taken_a.isdisjoint(ours) and taken_b.isdisjoint(theirs):
                taken_a |= ours
                taken_b |= theirs
                yield row, found


def words_of(span: tuple[int, int], left: frozenset[int]) -> Sequence[int]:
    """The words of a span that stand on one side only."""
    return [n for n in range(span[0], span[1] + 1) if n in left]
