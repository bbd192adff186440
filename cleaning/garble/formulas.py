"""Changed formulas: a fixed phrase of the trade or of English with a word exchanged ("the White Home")."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator

from cleaning.garble.listed import LISTS, pointed, table
from cleaning.garble.phrases import Row, Table, Wrong, rows_of, table_of
from cleaning.garble.signal import Passage, Reading
from cleaning.garble.words import listed_words
from cleaning.values import Finding

THREE = 3
LOOSE = listed_words("loose")
"""A phrase of one of these and a single other word ("at last") is left alone: too much good English looks like it."""


Key = tuple[str, str] | str
"""First two words of a phrase, or its only word."""

Substitutes = dict[str, tuple[tuple[str, ...], ...]]
"""For each word the words or phrases that machines put in its place."""


def changed_formulas(reading: Reading) -> tuple[Finding, ...]:
    """Every known formula that came back changed by a known kind of substitution."""
    return pointed(reading, changed(), "formula", "looks like “{}” with a word exchanged")


def turned_compounds(reading: Reading) -> tuple[Finding, ...]:
    """Every known pair of nouns that came back as "second of first"."""
    return pointed(
        reading, turned(), "turned_compound", "“{}”, turned round as translation from Romance languages does"
    )


@functools.cache
def changed() -> Table:
    """Every changed form of every formula; a constant, made once from the three table files."""
    rows, substitutes = tuple(rows_of("formulas.txt")), substitutes_of(rows_of("substitutes.txt"))
    return table_of(genuine_aside(change for row in rows for change in changes(row, substitutes)))


@functools.cache
def turned() -> Table:
    """Every pair of nouns turned round ("camps of concentration"); a constant, made once from the table files."""
    rows, substitutes = rows_of("compounds.txt"), substitutes_of(rows_of("substitutes.txt"))
    return table_of(genuine_aside(turn for row in rows for turn in turns(row, substitutes)))


@functools.cache
def keys() -> frozenset[Key]:
    """The first words of every phrase that a signal looks for; a constant, made once from the tables."""
    tables = (changed(), turned(), *map(table, LISTS))
    return frozenset(itertools.chain.from_iterable(tables))


def marked(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The passages in which a listed phrase may begin: one look for all tables."""
    known = keys()
    return tuple([passage for passage in passages if not known.isdisjoint(passage.words.keys)])


def genuine_aside(wrongs: Iterable[Wrong]) -> Iterator[Wrong]:
    """The changed forms that are not good English too."""
    names = ("formulas.txt", "compounds.txt", "genuine.txt")
    genuine = {folded(row.text) for name in names for row in rows_of(name)}
    return (wrong for wrong in wrongs if wrong.words not in genuine)


def folded(text: str) -> tuple[str, ...]:
    """A row's words as passages have them."""
    return tuple(word.removesuffix("'s") for word in text.replace("-", " ").lower().split())


def substitutes_of(rows: Iterable[Row]) -> Substitutes:
    """The rows "word: substitute substitute" as a table; a hyphen in a substitute stands for a blank."""
    pairs = (row.text.split(":") for row in rows)
    return {word.strip(): tuple(folded(substitute) for substitute in after.split()) for word, after in pairs}


def changes(row: Row, substitutes: Substitutes) -> Iterator[Wrong]:
    """The formula with one word exchanged, in every way that the substitutes allow."""
    written, words = row.text.replace("-", " ").split(), folded(row.text)
    if len(words) < THREE and not LOOSE.isdisjoint(words):
        return
    most = 2 if "two" in row.options and len(words) >= THREE else 1
    for count in range(1, most + 1):
        for slots in itertools.combinations(range(len(words)), count):
            for chosen in itertools.product(*(substitutes.get(words[slot], ()) for slot in slots)):
                yield exchanged(row, written, words, dict(zip(slots, chosen, strict=True)))


def exchanged(row: Row, written: list[str], words: tuple[str, ...], chosen: dict[int, tuple[str, ...]]) -> Wrong:
    """The formula with the words of some slots exchanged."""
    parts = [chosen.get(slot, (word,)) for slot, word in enumerate(words)]
    starts = list(itertools.accumulate((len(part) for part in parts), initial=0))
    capitals = frozenset(starts[slot] for slot, word in enumerate(written) if word[0].isupper())
    return Wrong(tuple(itertools.chain(*parts)), row.text, row.score, capitals)


def turns(row: Row, substitutes: Substitutes) -> Iterator[Wrong]:
    """A pair of nouns as "second of first", the second in its own words or exchanged."""
    *first, second = folded(row.text)
    for head in ((second,), *substitutes.get(second, ())):
        yield Wrong((*head, "of", *first), row.text, row.score)
