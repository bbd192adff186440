"""Forms of English words: which form of which word stands here, and the same form of another word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from training.wordnet import ADJECTIVE, NOUN, VERB, Lexicon

VOWELS = "aeiou"
PLURAL, PAST, PRESENT, MORE, MOST = "s", "ed", "ing", "er", "est"

ENDINGS: tuple[tuple[str, str, str, str], ...] = (
    (NOUN, "ies", "y", PLURAL),
    (NOUN, "ses", "s", PLURAL),
    (NOUN, "xes", "x", PLURAL),
    (NOUN, "ches", "ch", PLURAL),
    (NOUN, "shes", "sh", PLURAL),
    (NOUN, "s", "", PLURAL),
    (VERB, "ies", "y", PLURAL),
    (VERB, "es", "e", PLURAL),
    (VERB, "es", "", PLURAL),
    (VERB, "s", "", PLURAL),
    (VERB, "ied", "y", PAST),
    (VERB, "ed", "e", PAST),
    (VERB, "ed", "", PAST),
    (VERB, "ing", "e", PRESENT),
    (VERB, "ing", "", PRESENT),
    (ADJECTIVE, "ier", "y", MORE),
    (ADJECTIVE, "er", "e", MORE),
    (ADJECTIVE, "er", "", MORE),
    (ADJECTIVE, "iest", "y", MOST),
    (ADJECTIVE, "est", "e", MOST),
    (ADJECTIVE, "est", "", MOST),
)
"""Part of speech, ending, what stands there in the word itself, form: WordNet's own rules of detachment."""

DOUBLING = 3
"""Letters from which a short word doubles its last consonant: "stopped"."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to read a word: as this form of that word; form "" is the word itself."""

    word: str
    part: str
    form: str


def readings(written: str, lexicon: Lexicon) -> list[Form]:
    """Every way to read a lower-case word that the lexicon knows; the word itself first."""
    return [form for form in possible(written, lexicon) if knows(lexicon, form)]


def knows(lexicon: Lexicon, form: Form) -> bool:
    """Has the lexicon the word as this part of speech?"""
    return any(sense.part == form.part for sense in lexicon.senses.get(form.word, ()))


def possible(written: str, lexicon: Lexicon) -> Iterator[Form]:
    """The word itself in every part of speech, its irregular readings, its regular ones."""
    parts = dict.fromkeys(sense.part for sense in lexicon.senses.get(written, ()))
    yield from (Form(written, part, "") for part in parts)
    if " " in written:
        yield from possible_phrases(written, lexicon)
        return
    irregular = lexicon.bases.get(written, ())
    yield from (Form(word, part, form_of(written, part)) for part, word in irregular)
    if irregular:
        return
    for part, ending, base, form in ENDINGS:
        if written.endswith(ending) and len(written) > len(ending) + 1:
            stem = written[: len(written) - len(ending)] + base
            yield Form(stem, part, form)
            if not base and form in (PAST, PRESENT, MORE, MOST) and stem[-1:] == stem[-2:-1]:
                yield Form(stem[:-1], part, form)


def possible_phrases(written: str, lexicon: Lexicon) -> Iterator[Form]:
    """A phrase by the form of its first word, a verb, or of its last, a noun."""
    verb, _, rest = written.partition(" ")
    yield from (Form(f"{form.word} {rest}", VERB, form.form) for form in possible(verb, lexicon) if form.part == VERB)
    before, _, noun = written.rpartition(" ")
    yield from (Form(f"{before} {form.word}", NOUN, form.form) for form in possible(noun, lexicon) if form.part == NOUN)


def form_of(written: str, part: str) -> str:
    """What form an irregular form is, by part of speech and ending.

    >>> form_of("went", "verb"), form_of("mice", "noun"), form_of("best", "adj")
    ('ed', 's', 'est')
    """
    if part == NOUN:
        return PLURAL
    if part == VERB:
        return PRESENT if written.endswith("ing") else PLURAL if written.endswith("s") else PAST
    return MOST if written.endswith("st") else MORE


def inflected(word: str, part: str, form: str, lexicon: Lexicon | None) -> str:
    """The form of a word, or of the word of a phrase that changes; without a lexicon every word is regular.

    >>> inflected("make up", "verb", "ed", None), inflected("baby", "noun", "s", None)
    ('maked up', 'babies')
    """
    if not form:
        return word
    words = word.split(" ")
    place = 0 if part == VERB else len(words) - 1
    words[place] = one_inflected(words[place], part, form, lexicon)
    return " ".join(words)


def one_inflected(word: str, part: str, form: str, lexicon: Lexicon | None) -> str:
    """The form of one word."""
    if lexicon:
        known = [other for other in lexicon.forms.get((word, part), ()) if form_of(other, part) == form]
        if known:
            return known[0]
    return regular(word, form)


def regular(word: str, form: str) -> str:
    """The regular form.

    >>> [regular(word, form) for word, form in (("stop", "ed"), ("take", "ing"), ("box", "s"), ("heavy", "er"))]
    ['stopped', 'taking', 'boxes', 'heavier']
    """
    consonant_y = word.endswith("y") and word[-2:-1] not in VOWELS
    if form == PLURAL:
        if consonant_y:
            return word[:-1] + "ies"
        return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
    if consonant_y and form != PRESENT:
        return f"{word[:-1]}i{form}"
    if word.endswith("e") and not (form == PRESENT and word.endswith(("ee", "oe", "ye"))):
        return word[:-1] + form
    doubles = len(word) >= DOUBLING and is_short(word)
    return word + (word[-1] if doubles else "") + form


def is_short(word: str) -> bool:
    """One syllable that ends consonant, vowel, consonant: its last letter doubles."""
    first, vowel, last = tuple(word[-3:])
    vowels = sum(letter in VOWELS for letter in word)
    return vowels == 1 and vowel in VOWELS and first not in VOWELS and last not in f"{VOWELS}wxy"
