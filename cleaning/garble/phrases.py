"""Tables of wrong phrases, and one pass over a passage's words that finds them all."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

from cleaning.garble.signal import Passage

SECTION = "["
COMMENT = "#"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A phrase as machines write it.

    Attributes:
        words: in lower case.
        right: the phrase as people write it; "" where there is no one right form.
        score: how sure a hit is, 0..1.
        capitals: numbers of the words that must have a capital in the text.
    """

    words: tuple[str, ...]
    right: str
    score: float
    capitals: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """Wrong phrases.

    Attributes:
        rows: by their first two words (or only word), longest first.
        keys: these words; sets meet faster than a set and a table.
    """

    rows: Mapping[tuple[str, str] | str, tuple[Wrong, ...]]
    keys: frozenset[tuple[str, str] | str]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table file: its text, and the section it stands in."""

    text: str
    section: str
    score: float
    options: frozenset[str]


def table_of(wrongs: Iterable[Wrong]) -> Table:
    """The phrases in the form that `hits` reads; of two for the same words the first counts."""
    found: dict[tuple[str, ...], Wrong] = {}
    for wrong in wrongs:
        found.setdefault(wrong.words, wrong)
    grouped: dict[tuple[str, str] | str, list[Wrong]] = defaultdict(list)
    for words, wrong in found.items():
        grouped[(words[0], words[1]) if len(words) > 1 else words[0]].append(wrong)
    rows = {key: tuple(sorted(same, key=lambda row: -len(row.words))) for key, same in grouped.items()}
    return Table(rows, frozenset(rows))


def hits(passage: Passage, table: Table) -> Iterator[tuple[int, int, Wrong]]:
    """(first word, last word, phrase) of every wrong phrase in the passage, in order, not overlapping."""
    known = table.keys & passage.words.keys
    if not known:
        return
    folded, pairs, free = passage.words.folded, passage.words.pairs, 0
    places = [n for n, (pair, word) in enumerate(zip(pairs, folded, strict=True)) if pair in known or word in known]
    for index in places:
        candidates = (*table.rows.get(pairs[index], ()), *table.rows.get(folded[index], ()))
        same = [wrong for wrong in candidates if folded[index : index + len(wrong.words)] == wrong.words]
        wrong = next((wrong for wrong in same if matches(passage, index, wrong)), None)
        if wrong and index >= free:
            free = index + len(wrong.words)
            yield index, free - 1, wrong


def matches(passage: Passage, index: int, wrong: Wrong) -> bool:
    """Does the phrase, whose words stand here, stand unbroken and with its capitals?"""
    words, last = passage.words, index + len(wrong.words)
    if not words.is_joined(index, last - 1):
        return False
    if words.text[words.starts[index] : words.ends[last - 1]].isupper():
        return len(wrong.words) > 1  # headlines; a single word may be an abbreviation
    if len(wrong.words) == 1 and not wrong.capitals:
        return words.written[index].islower()  # names are made of rare words
    return all(words.written[index + number][0].isupper() for number in wrong.capitals)


def rows_of(name: str) -> Iterator[Row]:
    """Rows of a table file of this package. A section line is "[name score options]"; "#" opens a comment."""
    section, score, options = "", 0.0, frozenset[str]()
    for line in resources.files("cleaning.garble").joinpath(name).read_text(encoding="utf-8").splitlines():
        if line.startswith(SECTION):
            section, number, *rest = line.strip("[]").split()
            score, options = float(number), frozenset(rest)
        elif line.strip() and not line.startswith(COMMENT):
            yield Row(line.strip(), section, score, options)


def listed(name: str) -> Table:
    """Table of a file whose rows say "wrong = right".

    A capital in the wrong form must stand in the text too. "*" behind a single word stands for its regular forms.
    """
    return table_of(itertools.chain.from_iterable(map(wrongs_of, rows_of(name))))


def wrongs_of(row: Row) -> Iterator[Wrong]:
    """One row "wrong = right" as phrases."""
    wrong, _, right = row.text.partition("=")
    words = wrong.replace("-", " ").split()
    capitals = frozenset(number for number, word in enumerate(words) if word[0].isupper())
    for last in forms(words[-1].lower()):
        folded = (*(word.lower() for word in words[:-1]), last)
        yield Wrong(folded, right.strip(), row.score, capitals)


def forms(word: str) -> tuple[str, ...]:
    """A word, or all regular forms of one that is marked with "*".

    >>> forms("home"), forms("arrogate*")
    (('home',), ('arrogate', 'arrogates', 'arrogated', 'arrogating'))
    """
    if not word.endswith("*"):
        return (word,)
    stem = word[:-1]
    root = stem.removesuffix("e")
    return (stem, f"{stem}s", f"{root}ed", f"{root}ing")
