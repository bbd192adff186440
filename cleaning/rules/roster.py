"""RULES turned round: from what a line has to the rules that are asked about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cleaning.lines import Line
from cleaning.rules.guards import ALWAYS, GUARDS, MANY, TRAITS, Guard, Test, Trait
from cleaning.rules.rule import Rule
from cleaning.rules.tables import Table, letters_behind, read_table
from cleaning.values import Context

OPENINGS = 1 << 13
"""First words, with the letters behind them, of which is kept who is asked about them."""

Numbers = frozenset[int]
"""Rows of RULES."""


@dataclass(frozen=True, slots=True, eq=False)
class Roster:
    """Who is asked.

    Attributes:
        rules: all rows, in order.
        words, prose: rows by the number of words of a line, of one that is none and of prose; the last for all more.
        tables: the tables whose phrases open a part, each with its row.
        keys: first words of all these phrases.
        held: rows by a word of the line; `words_held`: all these words.
        traits: rows by trait, behind its test.
    """

    rules: tuple[Rule, ...]
    words: tuple[Numbers, ...]
    prose: tuple[Numbers, ...]
    tables: tuple[tuple[int, Table], ...]
    keys: frozenset[str]
    held: Mapping[str, Numbers]
    words_held: frozenset[str]
    traits: tuple[tuple[Test, Numbers], ...]

    def asked(self, line: Line, context: Context) -> Sequence[Rule]:
        """The rules that may have something to say about a line, in order; all of them about one of several parts."""
        shape = line.shape
        if shape.block.breaks or not line.pieces[0].whole:
            return self.rules
        limits = self.prose if shape.is_prose else self.words
        found = set(limits[min(shape.words, len(limits) - 1)])
        for piece in line.pieces:
            if piece.key in self.keys:
                found |= opened(self, piece.key, letters_behind(piece))
        for word in self.words_held.intersection(shape.tokens):
            found |= self.held[word]
        for test, numbers in self.traits:
            if test(line, context):
                found |= numbers
        return [self.rules[number] for number in sorted(found)]


@lru_cache(maxsize=OPENINGS)
def opened(roster: Roster, key: str, letters: str) -> Numbers:
    """Rows with a phrase that may open a part by its first word and the letters behind it."""
    return frozenset(number for number, table in roster.tables if table.candidates(key, letters))


def roster_of(rules: tuple[Rule, ...], guards: Mapping[str, Guard] = GUARDS) -> Roster:
    """The rules by their guards."""
    rows = [guards.get(rule.name, ALWAYS) for rule in rules]
    limits = {limit for guard in rows for limit in (guard.words, guard.prose) if limit < MANY}
    sizes = range(max(limits, default=0) + 2)
    tables = tuple((number, read_table(name)) for number, guard in enumerate(rows) for name in guard.opens)
    held, traits = defaultdict[str, set[int]](set), defaultdict[Trait, set[int]](set)
    for number, guard in enumerate(rows):
        for word in guard.holds:
            held[word].add(number)
        for trait in guard.has:
            traits[trait].add(number)
    return Roster(
        rules,
        words=tuple(frozenset(n for n, guard in enumerate(rows) if guard.words >= size) for size in sizes),
        prose=tuple(frozenset(n for n, guard in enumerate(rows) if guard.prose >= size) for size in sizes),
        tables=tables,
        keys=frozenset().union(*(table.keys for _, table in tables)),
        held={word: frozenset(numbers) for word, numbers in held.items()},
        words_held=frozenset(held),
        traits=tuple((TRAITS[trait], frozenset(numbers)) for trait, numbers in traits.items()),
    )
