"""Phrases that stand together: entries of WordNet with their forms, and patterns of our own, that live in the texts."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from cleaning.garble.formulas import LOOSE, folded
from training.collocations.counts import Counts, Folded
from training.collocations.lists import SMALL
from training.inflect import PAST, PLURAL, PRESENT, inflected
from training.wordnet import NOUN, PARTS, VERB, Lexicon, lines_of, synonym_sets

LEAST_ENTRY = 4
"""So often the texts hold an entry of WordNet that counts as alive."""

LEAST_OWN = 2
"""And a phrase of our own, whose words may stand together only now and then."""

NO_WORD = re.compile(r"[0-9./]|'(?!s\b)")
"""An entry with these is an abbreviation or a number."""

FORMS = {NOUN: (PLURAL,), VERB: (PLURAL, PAST, PRESENT)}


def entries(directory: Path) -> dict[str, frozenset[str]]:
    """Phrases of a WordNet directory, as written there, with their parts of speech."""
    found = defaultdict[str, set[str]](set)
    for part in PARTS:
        for _, words in synonym_sets(lines_of(directory / f"data.{part}")):
            for word in words:
                if " " in word and not NO_WORD.search(word):
                    found[word].add(part)
    return {word: frozenset(parts) for word, parts in found.items()}


def forms_of(phrase: str, parts: frozenset[str], lexicon: Lexicon) -> Iterator[str]:
    """The phrase, its plural if a noun, its other forms if a verb."""
    yield phrase
    for part in sorted(parts & FORMS.keys()):
        for form in FORMS[part]:
            yield inflected(phrase, part, form, lexicon)
    verb, _, rest = phrase.partition(" ")
    if VERB in parts:
        yield from (f"{form} {rest}" for form in lexicon.forms.get((verb, VERB), ()))


def alive_entries(directory: Path, lexicon: Lexicon, counts: Counts) -> dict[Folded, str]:
    """Entries, in every form, that the texts hold."""
    texts = (form for phrase, parts in entries(directory).items() for form in forms_of(phrase, parts, lexicon))
    found: dict[Folded, str] = {}
    for text in texts:
        phrase = folded(text)
        if is_firm(phrase) and counts.times(phrase) >= LEAST_ENTRY:
            found[phrase] = min(text, found.get(phrase, text))
    return found


def is_firm(phrase: Folded) -> bool:
    """Has the phrase words of weight: two of two, one of more, and no letters for words?"""
    heavy = sum(word not in SMALL for word in phrase)
    letters = any(len(word) == 1 and word != "a" for word in phrase)
    return len(phrase) > 1 and heavy >= min(2, 4 - len(phrase)) and heavy > 0 and not letters


def own_phrases(rows: Iterable[str], counts: Counts) -> dict[Folded, str]:
    """Patterns "last|next year|week", every combination that the texts hold."""
    found = {}
    for row in rows:
        for words in itertools.product(*[word.split("|") for word in row.split()]):
            phrase = folded(" ".join(words))
            small = len(phrase) <= len("ab") and not LOOSE.isdisjoint(phrase)
            if not small and counts.times(phrase) >= LEAST_OWN:
                found[phrase] = " ".join(words)
    return found
