"""Synonyms from the files of WordNet or of a MyThes thesaurus, read from where they are installed; nothing is fetched.

WordNet: a directory with `index.*`, `data.*`, `*.exc` and `cntlist.rev` as WordNet 3.0 describes them in wndb(5WN).
MyThes: one `th_*.dat` as LibreOffice and Thunderbird use them. Both give the same value, a `Lexicon`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cleaning.values import CopydeskError

NOUN, VERB, ADJECTIVE, ADVERB = "noun", "verb", "adj", "adv"
PARTS = (NOUN, VERB, ADJECTIVE, ADVERB)
NUMBERED = {"1": NOUN, "2": VERB, "3": ADJECTIVE, "4": ADVERB, "5": ADJECTIVE}
"""Parts of speech as `cntlist.rev` numbers them; 5 is an adjective that hangs on another."""

TAGGED = re.compile(r"\s*\(([^()]*)\)$")
"""What a thesaurus says of a synonym, "(generic term)", and WordNet of a place, "(p)"."""

WORDS_MOST = 3
"""Words of a phrase that is looked up whole."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a word.

    Attributes:
        part: part of speech, one of PARTS.
        synonyms: other words of the same meaning, blanks between the words of a phrase.
        wider: words that the thesaurus calls generic, similar or related.
    """

    part: str
    synonyms: tuple[str, ...]
    wider: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words with their meanings.

    Attributes:
        senses: by word, the most frequent meaning first.
        bases: irregular form -> (part of speech, word).
        forms: word and part of speech -> its irregular forms.
    """

    senses: Mapping[str, tuple[Sense, ...]]
    bases: Mapping[str, tuple[tuple[str, str], ...]]
    forms: Mapping[tuple[str, str], tuple[str, ...]]


def read_wordnet(directory: Path) -> Lexicon:
    """The words of a WordNet directory, each with its meanings by how often they were tagged.

    Raises:
        CopydeskError: a file of it is missing.
    """
    if missing := [name for name in wanted_files() if not (directory / name).is_file()]:
        raise CopydeskError(
            f"{directory / missing[0]}: no such file; install WordNet (Debian: wordnet-base) or name its directory"
        )
    counts = tagged(lines_of(directory / "cntlist.rev"))
    senses: dict[str, list[tuple[int, int, Sense]]] = defaultdict(list)
    for order, part in enumerate(PARTS):
        sets = dict(synonym_sets(lines_of(directory / f"data.{part}")))
        for word, offsets in index_rows(lines_of(directory / f"index.{part}")):
            for number, offset in enumerate(offsets, start=1):
                others = tuple(name for name in sets[offset] if name.lower() != word)
                rank = -counts.get((word, part, number), 0)
                senses[word].append((rank, order * 100 + number, Sense(part, others)))
    ordered = {
        word: tuple(sense for _, _, sense in sorted(rows, key=lambda row: row[:2])) for word, rows in senses.items()
    }
    return with_forms(ordered, exceptions(directory))


def wanted_files() -> list[str]:
    """Names of the files that are read."""
    return [
        "cntlist.rev",
        *(f"{kind}.{part}" for part in PARTS for kind in ("index", "data")),
        *map("{}.exc".format, PARTS),
    ]


def lines_of(path: Path) -> Iterator[str]:
    """Lines of a file without those of its licence, which open with blanks."""
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            if not line.startswith("  "):
                yield line.rstrip("\n")


def tagged(rows: Iterable[str]) -> dict[tuple[str, str, int], int]:
    """How often each meaning of a word was tagged: rows `word%part:...: number count`.

    >>> tagged(["run%2:38:00:: 1 106"])
    {('run', 'verb', 1): 106}
    """
    found = {}
    for row in rows:
        key, number, count = row.split()
        word, _, rest = key.partition("%")
        found[word.replace("_", " "), NUMBERED[rest[0]], int(number)] = int(count)
    return found


def index_rows(rows: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Words with the places of their meanings: `word part count pointers... senses tagged place...`.

    >>> list(index_rows(["sail n 2 1 @ 2 1 0001 0002"]))
    [('sail', ['0001', '0002'])]
    """
    for row in rows:
        fields = row.split()
        yield fields[0].replace("_", " "), fields[-int(fields[2]) :]


def synonym_sets(rows: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Places with the words of one meaning: `place file part count word id word id ...`, the count hexadecimal.

    >>> list(synonym_sets(["0001 06 n 02 sail 0 canvas_cloth 0 000 | a gloss"]))
    [('0001', ('sail', 'canvas cloth'))]
    """
    for row in rows:
        fields = row.split()
        words = fields[4 : 4 + 2 * int(fields[3], 16) : 2]
        yield fields[0], tuple(TAGGED.sub("", word).replace("_", " ") for word in words)


def exceptions(directory: Path) -> Iterator[tuple[str, str, str]]:
    """Part of speech, irregular form and word of every row of the `.exc` files."""
    for part in PARTS:
        for row in lines_of(directory / f"{part}.exc"):
            form, *words = row.split()
            if "_" not in row:
                yield from ((part, form, word) for word in words if word != form)


def with_forms(senses: Mapping[str, tuple[Sense, ...]], rows: Iterable[tuple[str, str, str]]) -> Lexicon:
    """A lexicon with its irregular forms both ways."""
    bases: dict[str, list[tuple[str, str]]] = defaultdict(list)
    forms: dict[tuple[str, str], list[str]] = defaultdict(list)
    for part, form, word in rows:
        bases[form].append((part, word))
        forms[word, part].append(form)
    return Lexicon(
        senses,
        {form: tuple(words) for form, words in bases.items()},
        {key: tuple(words) for key, words in forms.items()},
    )


def read_thesaurus(file: Path, wordnet: Lexicon) -> Lexicon:
    """The words of a MyThes file: `word|meanings`, then `(part)|synonym|...` for each; irregular forms from WordNet.

    Raises:
        CopydeskError: the file is missing.
    """
    if not file.is_file():
        raise CopydeskError(f"{file}: no such file; install a thesaurus (Debian: mythes-en-us) or name its .dat file")
    with file.open(encoding="utf-8", errors="replace") as rows:
        next(rows)  # the encoding
        return Lexicon(dict(thesaurus_entries(rows)), wordnet.bases, wordnet.forms)


def thesaurus_entries(rows: Iterable[str]) -> Iterator[tuple[str, tuple[Sense, ...]]]:
    """Words with their meanings.

    >>> list(thesaurus_entries(["sail|1", "(noun)|canvas|fabric (generic term)"]))
    [('sail', (Sense(part='noun', synonyms=('canvas',), wider=('fabric',)),))]
    """
    lines = iter(rows)
    for row in lines:
        word, _, count = row.strip().partition("|")
        yield word, tuple(thesaurus_sense(next(lines).strip()) for _ in range(int(count)))


def thesaurus_sense(row: str) -> Sense:
    """One meaning: the part of speech in brackets, then synonyms, of which some are marked as something else."""
    part, *words = row.split("|")
    plain = tuple(word for word in words if not TAGGED.search(word))
    marked = tuple(TAGGED.sub("", word) for word in words if TAGGED.search(word) and "antonym" not in word)
    return Sense(part.strip("()"), plain, marked)
