"""Spinning: words of a text exchanged for synonyms without a look at the sentence, as cheap rewriting tools do it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from training.inflect import PAST, Form, inflected, readings
from training.wordnet import PARTS, WORDS_MOST, Lexicon, Sense

TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SENTENCE_END = re.compile(r"(?:^|[.!?:]['\"”’)]*\s+|\n\s*|[-•]\s)['\"“‘(]*$")
"""What stands before a word that opens a sentence."""

SHORTEST = 3
"""Letters of the shortest word that is exchanged."""

KEPT = frozenset(
    """
a about after all also am among an and any are as at be because been before being both but by can cannot could did do
does doing done during each either else for from had has have having he her here hers herself him himself his how i if
in into is it its itself may me might mine more most much must my myself no nor not of on or other our ours ourselves
shall she should since so some such than that the their theirs them themselves then there these they this those though
through to too until up upon us very was we were what when where whether which who whom whose why will with within
without would yes you your yours yourself mr mrs ms dr said says say
""".split()  # noqa: SIM905 - a table of words, not of strings
)
"""Words that no spinner touches."""

SOUNDS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Spinner:
    """One way to spin.

    Attributes:
        name: what its rows are called; the number at its end is the rate in percent.
        thesaurus: synonyms from the thesaurus, else from WordNet.
        rate: share of the words with synonyms that are exchanged.
        any_sense: any meaning in any part of speech, else the most frequent one.
        form: "right" inflects the new word as English does and mends "a" and "an", "regular" by rule alone, "none" not
            at all.
        phrases: looks up phrases of up to WORDS_MOST words first.
        names: exchanges words with a capital too.
        wider: takes generic and related words for synonyms.
    """

    name: str
    rate: float
    thesaurus: bool = False
    any_sense: bool = False
    form: str = "right"
    phrases: bool = False
    names: bool = False
    wider: bool = False


SPINNERS: tuple[Spinner, ...] = (
    Spinner("wn_first10", 0.10),
    Spinner("wn_first25", 0.25),
    Spinner("wn_first40", 0.40, form="regular"),
    Spinner("wn_any10", 0.10, any_sense=True),
    Spinner("wn_any25", 0.25, any_sense=True, form="regular"),
    Spinner("wn_any40", 0.40, any_sense=True),
    Spinner("wn_bare25", 0.25, any_sense=True, form="none"),
    Spinner("wn_phrase10", 0.10, phrases=True),
    Spinner("wn_phrase25", 0.25, phrases=True, any_sense=True),
    Spinner("wn_names25", 0.25, phrases=True, names=True),
    Spinner("th_first10", 0.10, thesaurus=True),
    Spinner("th_first25", 0.25, thesaurus=True, phrases=True),
    Spinner("th_first40", 0.40, thesaurus=True, form="none"),
    Spinner("th_any25", 0.25, thesaurus=True, any_sense=True),
    Spinner("th_wide25", 0.25, thesaurus=True, any_sense=True, wider=True),
)
"""Rates, choices of sense and ways to inflect, each with each of the others somewhere."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place whose words can be exchanged.

    Attributes:
        start, end: offsets in the text.
        choices: what can stand there.
    """

    start: int
    end: int
    choices: tuple[str, ...]


def spin(text: str, spinner: Spinner, lexicon: Lexicon, random: Random) -> str:
    """The text with words exchanged; the same text, spinner and state of `random` give the same."""
    pieces: list[str] = []
    position = 0
    for slot in slots(text, spinner, lexicon):
        if random.random() < spinner.rate:
            pieces += [text[position : slot.start], like(text[slot.start : slot.end], random.choice(slot.choices))]
            position = slot.end
            if spinner.form == "right":
                pieces[-2] = with_article(pieces[-2], pieces[-1])
    return "".join([*pieces, text[position:]])


def slots(text: str, spinner: Spinner, lexicon: Lexicon) -> list[Slot]:
    """Places that can be exchanged, from left to right; phrases go before their words."""
    tokens = [match.span() for match in TOKEN.finditer(text)]
    found: list[Slot] = []
    place = 0
    while place < len(tokens):
        size, choices = longest(text, tokens[place : place + WORDS_MOST], spinner, lexicon)
        if choices:
            found.append(Slot(tokens[place][0], tokens[place + size - 1][1], choices))
        place += size
    return found


def longest(
    text: str, tokens: Sequence[tuple[int, int]], spinner: Spinner, lexicon: Lexicon
) -> tuple[int, tuple[str, ...]]:
    """How many of the tokens are exchanged together, at least one, and for what."""
    start = tokens[0][0]
    if is_spared(text, *tokens[0], spinner):
        return 1, ()
    for size in range(len(tokens) if spinner.phrases else 1, 0, -1):
        written = text[start : tokens[size - 1][1]].lower()
        if written.count(" ") == size - 1:
            choices = synonyms(written, spinner, lexicon)
            if choices:
                return size, choices
    return 1, ()


def is_spared(text: str, start: int, end: int, spinner: Spinner) -> bool:
    """A small word, one that goes on, or one with a capital that opens no sentence."""
    written = text[start:end]
    if len(written) < SHORTEST or written.lower() in KEPT or text[end : end + 2] in ("'t", "’t"):
        return True
    if text[start - 1 : start] in ("'", "’", "@", "/", ".") or written.isupper():
        return True
    return written[0].isupper() and not spinner.names and not SENTENCE_END.search(text[max(0, start - 6) : start])


def synonyms(written: str, spinner: Spinner, lexicon: Lexicon) -> tuple[str, ...]:
    """What a word or phrase in lower case can become, in the form it has."""
    forms = readings(written, lexicon)
    if not forms:
        return ()
    meanings = [(form, sense) for form in forms for sense in lexicon.senses[form.word] if sense.part == form.part]
    if not spinner.any_sense:
        meanings = [meaning for meaning in by_frequency(meanings, lexicon) if meaning[1].synonyms][:1]
    rules = lexicon if spinner.form == "right" else None
    found = (
        word if spinner.form == "none" else inflected(word, form.part, form.form, rules)
        for form, sense in meanings
        for word in (*sense.synonyms, *(sense.wider if spinner.wider else ()))
    )
    return tuple(word for word in dict.fromkeys(found) if word.lower() != written and not word[0].isdigit())


def by_frequency(meanings: list[tuple[Form, Sense]], lexicon: Lexicon) -> list[tuple[Form, Sense]]:
    """Meanings by how frequent they are for their word; a verb before a noun where the ending says so."""
    order: Mapping[str, Callable[[Sense], int]] = {form.word: lexicon.senses[form.word].index for form, _ in meanings}
    return sorted(
        meanings,
        key=lambda meaning: (order[meaning[0].word](meaning[1]), meaning[0].form != PAST, PARTS.index(meaning[1].part)),
    )


def like(written: str, word: str) -> str:
    """The new word with the capital that the old one had."""
    return word[0].upper() + word[1:] if written[0].isupper() else word


def with_article(before: str, word: str) -> str:
    """The text before a new word, with "a" or "an" as its first letter wants it.

    >>> with_article("It was a ", "odd"), with_article("An ", "big")
    ('It was an ', 'A ')
    """
    if found := re.search(r"\b([Aa])n? $", before):
        return before[: found.start()] + found[1] + ("n " if word[0].lower() in SOUNDS else " ")
    return before
