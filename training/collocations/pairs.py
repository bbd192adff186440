"""What machines may put in the place of a word: synonyms of WordNet, what Apertium gave back, and our own list."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cleaning.garble.formulas import Substitutes
from training.collocations.counts import Counts, Folded
from training.collocations.lists import KEPT_OUT, NEVER, SMALL, plain, spelled_alike
from training.inflect import MORE, MOST, PAST, PLURAL, inflected, readings
from training.wordnet import Lexicon

PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z -]*[A-Za-z])?")
"""A synonym of letters, blanks and hyphens only."""

WORDS_MOST = 3
"""Words of a substitute."""

LEAST_SEEN = 3
"""So often the texts hold a word of Apertium's, or it is no English word."""

Pair = tuple[str, Folded]
"""A word, and what stands in its place."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where substitutes come from.

    Attributes:
        lexicon: WordNet.
        listed: those that cleaning has a list of already.
        own: our own for this table.
        returned: what Apertium made of the words inside phrases.
    """

    lexicon: Lexicon
    listed: Substitutes
    own: Substitutes
    returned: Substitutes


def candidates(words: Iterable[str], sources: Sources, counts: Counts) -> Iterator[Pair]:
    """Every substitute for the words that may go into the table, whatever the texts say of it."""
    for word in sorted(set(words) - SMALL):
        own = dict.fromkeys(odd for odd in sources.own.get(word, ()) if is_other(word, odd))
        back = (odd for odd in sources.returned.get(word, ()) if is_return(word, odd, sources.lexicon, counts))
        meant = (odd for odd in synonyms(word, sources.lexicon, counts) if is_synonym(word, odd, counts))
        for odd in dict.fromkeys(itertools.chain(sources.listed.get(word, ()), own, back, meant)):
            if odd != (word,) and (word, "-".join(odd)) not in KEPT_OUT:
                yield word, odd


def is_other(word: str, odd: Folded) -> bool:
    """Does a substitute lack the word itself?"""
    return not {word, word.removesuffix("s"), f"{word}s"} & set(odd)


def is_synonym(word: str, odd: Folded, counts: Counts) -> bool:
    """Is it another word, not another spelling, and if it is several words, some that never stand together?

    A synonym of several words that people write is mostly a plain explanation of the word; spinners seldom use it.
    """
    alone = len(odd) == 1 and odd[0] not in NEVER and not spelled_alike(word, odd[0])
    if SMALL.issuperset(odd) or plain("".join(odd)) == plain(word):
        return False
    return is_other(word, odd) and (alone or (1 < len(odd) <= WORDS_MOST and not counts.times(odd)))


def is_word(odd: Folded, form: str, counts: Counts) -> bool:
    """Comparatives by rule are words only where the texts hold them ("wronger")."""
    return form not in (MORE, MOST) or counts.times(odd) > 0


def is_return(word: str, odd: Folded, lexicon: Lexicon, counts: Counts) -> bool:
    """Is it another English word, not another form or spelling of the same?"""
    if SMALL.issuperset(odd) or not is_other(word, odd) or NEVER & set(odd):
        return False
    if any(counts.words[part] < LEAST_SEEN or not part.isascii() for part in odd):
        return False
    return len(odd) > 1 or not (spelled_alike(word, odd[0]) or bases(word, lexicon) & bases(odd[0], lexicon))


def bases(word: str, lexicon: Lexicon) -> set[str]:
    """The words that a word may be a form of."""
    return {word, *(form.word for form in readings(word, lexicon))}


def synonyms(word: str, lexicon: Lexicon, counts: Counts) -> Iterator[Folded]:
    """Synonyms in all senses, in the word's form: the right one and, as spinners do, the one by rule."""
    for form in readings(word, lexicon):
        senses = (sense for sense in lexicon.senses[form.word] if sense.part == form.part)
        by_rule = (None,) if form.form in (PAST, PLURAL) else ()
        others = dict.fromkeys(other for sense in senses for other in sense.synonyms)
        for other, known in itertools.product(others, (lexicon, *by_rule)):
            text = inflected(other, form.part, form.form, known)
            odd = tuple(text.lower().replace("-", " ").split())
            if PLAIN.fullmatch(text) and is_word(odd, form.form, counts):
                yield odd


def merged(rows: Iterable[tuple[str, tuple[str, ...]]]) -> Substitutes:
    """Rows of substitutes by word; a hyphen stands for a blank."""
    found: dict[str, tuple[Folded, ...]] = {}
    for word, odds in rows:
        found[word] = (*found.get(word, ()), *(tuple(odd.split("-")) for odd in odds))
    return found
