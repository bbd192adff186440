"""Changed formulas: a fixed phrase of the trade or of English with a word exchanged ("the White Home")."""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from cleaning.garble.listed import LISTS, pointed, table
from cleaning.garble.phrases import Row, Table, Wrong, rows_of, table_of
from cleaning.garble.senses import senses
from cleaning.garble.signal import Passage, Reading, point
from cleaning.garble.slots import Folded, Formula, Inventory, exchanges, inventory_of
from cleaning.garble.words import listed_words
from cleaning.values import Finding

THREE = 3
LOOSE = listed_words("loose")
"""A phrase of one of these and a single other word ("at last") is left alone: too much good English looks like it."""

GRADES = ("rare", "scarce", "usual", "common")
"""Sections of `synonyms.txt`: how common a substitute is beside the word it stands for."""

WEAK = 0.45
"""A hit that is less sure needs another changed formula in the text: people too write such a phrase now and then.

Of the false findings of the tuning half, in tables counted without it, about half stood alone and were so unsure; of
the findings in spun text one in twenty.
"""

Key = tuple[str, str] | str
"""First two words of a phrase, or its only word."""

Substitutes = dict[str, tuple[Folded, ...]]
"""For each word the words or phrases that machines put in its place."""


def changed_formulas(reading: Reading) -> tuple[Finding, ...]:
    """Every known formula that came back with a word exchanged; a weak one not alone."""
    found = [
        (passage, passage.words.span(first, last), wrong)
        for passage in reading.passages
        for first, last, wrong in exchanges(passage, inventory())
    ]
    alone = len({wrong.words for _, _, wrong in found}) == 1
    return tuple(
        point(passage, span, "formula", wrong.score, reason_of(wrong))
        for passage, span, wrong in found
        if wrong.score >= WEAK or not alone
    )


def reason_of(wrong: Wrong) -> str:
    """What the operator reads."""
    return f"looks like “{wrong.right}” with a word exchanged"


def turned_compounds(reading: Reading) -> tuple[Finding, ...]:
    """Every known pair of nouns that came back as "second of first"."""
    return pointed(
        reading, turned(), "turned_compound", "“{}”, turned round as translation from Romance languages does"
    )


@functools.cache
def inventory() -> Inventory:
    """Every formula and substitute; a constant, made once from the table files."""
    counted = collocations()
    written = {formula.words: formula for formula in map(formula_of, rows_of("formulas.txt")) if formula}
    firm = {words: replace(formula, firm=counted[words].firm) for words, formula in written.items() if words in counted}
    formulas = (counted | written | firm).values()
    return inventory_of(
        formulas, itertools.chain(substitutes("substitutes.txt"), substitutes("synonyms.txt")), genuine()
    )


def substitutes(name: str) -> Iterator[tuple[str, str, int | None]]:
    """A word, what stands in its place, and how common that is beside it, of every row of a table of substitutes."""
    grades: dict[str, int | None] = {grade: number for number, grade in enumerate(GRADES)}
    for row in rows_of(name):
        word, _, after = row.text.partition(":")
        grade = grades.get(row.section)
        for odd in after.split():
            yield word, odd, grade


@functools.cache
def turned() -> Table:
    """Every pair of nouns turned round ("camps of concentration"); a constant, made once from the table files."""
    exchanged = substitutes_of(rows_of("substitutes.txt"))
    turns_of_all = (turn for row in rows_of("compounds.txt") for turn in turns(row, exchanged))
    return table_of(turn for turn in turns_of_all if turn.words not in genuine())


@functools.cache
def keys() -> frozenset[Key]:
    """The first words of every phrase that is listed in its wrong form; a constant, made once from the tables."""
    return turned().keys.union(*(table(name).keys for name in LISTS), senses())


def marked(passages: Iterable[Passage], held: AbstractSet[Key]) -> tuple[Passage, ...]:
    """The passages in which a listed phrase may begin, of their keys only such beginnings: one look for all tables.

    Args:
        passages: of a text.
        held: keys of them all.
    """
    begun = keys() & held
    looked = ((passage, begun & passage.words.keys) for passage in passages) if begun else ()
    return tuple([replace(passage, words=replace(passage.words, keys=known)) for passage, known in looked if known])


@functools.cache
def genuine() -> frozenset[Folded]:
    """Changed forms that are good English too: other formulas, and those that are listed."""
    names = ("formulas.txt", "compounds.txt", "genuine.txt", "genuine_forms.txt")
    written = (row.text for name in names for row in rows_of(name))
    return frozenset(map(folded, written)).union(collocations())


@functools.cache
def collocations() -> dict[Folded, Formula]:
    """Every collocation by its words; a constant, made once from its table."""
    return {formula.words: formula for formula in map(collocation_of, rows_of("collocations.txt"))}


def folded(text: str) -> Folded:
    """A row's words as passages have them."""
    if text.islower() and "-" not in text and "'" not in text:
        return tuple(text.split())
    return tuple([word.removesuffix("'s") for word in text.replace("-", " ").lower().split()])


def substitutes_in(row: Row) -> Iterator[tuple[str, Folded]]:
    """A row "word: substitute substitute" as pairs; a hyphen in a substitute stands for a blank."""
    word, _, after = row.text.partition(":")
    return ((word, tuple(substitute.split("-"))) for substitute in after.split())


def substitutes_of(rows: Iterable[Row]) -> Substitutes:
    """The rows as a table."""
    found = defaultdict[str, tuple[Folded, ...]](tuple)
    for word, odd in itertools.chain.from_iterable(map(substitutes_in, rows)):
        found[word] += (odd,)
    return found


def formula_of(row: Row) -> Formula | None:
    """The row as a formula; None where too much good English looks like it."""
    words = folded(row.text)
    if len(words) < THREE and not LOOSE.isdisjoint(words):
        return None
    most = 2 if "two" in row.options and len(words) >= THREE else 1
    return Formula(words, row.text, row.score, capitals_of(row.text), most, (0,) * len(words))


def collocation_of(row: Row) -> Formula:
    """A row "32 climate change": how firmly each word belongs in its place, and the words."""
    text = phrase_of(row)
    return Formula(folded(text), text, row.score, capitals_of(text), 1, tuple(map(int, row.text.partition(" ")[0])))


def phrase_of(row: Row) -> str:
    """The words of a row of collocations."""
    return row.text.partition(" ")[2]


def capitals_of(text: str) -> frozenset[int]:
    """Numbers of the words with a capital."""
    if text.islower():
        return frozenset()
    return frozenset([number for number, word in enumerate(text.replace("-", " ").split()) if word[0].isupper()])


def turns(row: Row, exchanged: Substitutes) -> Iterator[Wrong]:
    """A pair of nouns as "second of first", the second in its own words or exchanged."""
    *first, second = folded(row.text)
    for head in ((second,), *exchanged.get(second, ())):
        yield Wrong((*head, "of", *first), row.text, row.score)
