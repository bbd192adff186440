"""Notices in which a page itself says that its text was translated by a machine."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleaning.garble.page import on_page
from cleaning.garble.signal import Passage, Reading, point
from cleaning.tables import rows
from cleaning.values import Block, Finding, Where

SIGNAL = "translation_notice"
REASON = "the page says that its text is a machine's translation"
SAID, NAMED, APART = 0.95, 0.6, 0.8
"""Scores: a whole sentence says so of the text; a note of a few words names it; a sentence that stands beside it."""

ENDS = 4
"""First and last lines of an article among which a notice that was not cut stands."""

LONGEST, NOTE = 40, 14
"""Words of the longest notice, and of a note that names the thing alone."""

PUNCTUATION = ".,:;!?()[]{}*—–-\"“”„«»'’‘・。、"


@dataclass(frozen=True, slots=True)
class Language:
    """Words of notices in one language, lower-case; "*" at a word's end stands for any ending.

    Attributes:
        stems: letters that every notice holds.
        subjects, nouns: phrases as tuples of words.
        done, machine, never: words.
        parts: texts of which one stands beside a stem, in a script that has no spaces.
        gap, before: words from `done` on to `machine` at most, and back to it.
        auxiliaries: of which one stands before `done`; none = no matter.
    """

    stems: tuple[str, ...]
    subjects: tuple[tuple[str, ...], ...] = ()
    nouns: tuple[tuple[str, ...], ...] = ()
    done: tuple[str, ...] = ()
    machine: tuple[str, ...] = ()
    never: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()
    gap: int = 0
    before: int = 0
    auxiliaries: frozenset[str] = frozenset()


@functools.cache
def listed() -> dict[str, dict[str, tuple[str, ...]]]:
    """Values of `notices.txt` by language and name; a constant, read once."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in rows("garble/notices.txt"):
        head, _, values = row.partition(":")
        code, name = head.split()
        found.setdefault(code, {})[name] = tuple(value.strip() for value in values.split("|"))
    return found


@functools.cache
def language_of(code: str) -> Language | None:
    """The words of one language."""
    row = listed().get(code)
    if row is None:
        return None
    if "parts" in row:
        return Language(tuple(map(str.casefold, row["machine"])), parts=row["parts"])
    return Language(
        row["stem"],
        subjects=tuple(tuple(text.split()) for text in row["subjects"]),
        nouns=tuple(tuple(text.split()) for text in row["noun"]),
        done=row["done"],
        machine=row["machine"],
        never=frozenset(row["not"]),
        gap=int(row["gap"][0]),
        before=int(row.get("before", row["gap"])[0]),
        auxiliaries=frozenset(row.get("aux", ())),
    )


def translation_notices(reading: Reading) -> tuple[Finding, ...]:
    """Notices among the lines, first those that were cut or stand at an end, then in what extraction left out."""
    languages = [
        found for code in dict.fromkeys(("en", reading.article.language or "en")) if (found := language_of(code))
    ]
    stems = [stem for language in languages for stem in language.stems]
    lines = tuple(near_ends(reading.passages))
    blocks = tuple(b for b in reading.article.blocks if not b.chosen and len(b.text) < LONGEST * 12)
    everything = "\n".join([*(line.text for line in lines), *(block.text for block in blocks)]).casefold()
    if not any(stem in everything for stem in stems):
        return ()
    told = [finding for passage in lines for finding in in_passage(passage, languages)]
    return tuple(told or in_blocks(blocks, languages))


def near_ends(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Passages that were cut, or that stand among the first and last lines."""
    last = max((passage.line or 0 for passage in passages), default=0)
    for passage in passages:
        if passage.where is Where.CUT or (passage.line is not None and not ENDS <= passage.line <= last - ENDS):
            yield passage


def in_passage(passage: Passage, languages: Sequence[Language]) -> Iterator[Finding]:
    """A finding over the passage, where it is a notice."""
    score = notice(passage.text, languages)
    if score:
        start = len(passage.text) - len(passage.text.lstrip())
        yield point(passage, (start, len(passage.text.rstrip())), SIGNAL, score, REASON)


def in_blocks(blocks: Sequence[Block], languages: Sequence[Language]) -> Iterator[Finding]:
    """The first block that is a whole sentence which says so."""
    for block in blocks:
        if notice(block.text, languages) == SAID:
            yield on_page(SIGNAL, APART, REASON, block.text[:200])
            return


def notice(text: str, languages: Sequence[Language]) -> float:
    """How sure the text is a notice.

    >>> english = [language_of("en")]
    >>> notice("This article was automatically translated from Spanish.", english)
    0.95
    >>> notice("This article was translated from Spanish by Jane Doe.", english)
    0.0
    """
    lower = text.casefold()
    for language in languages:  # English first, though one line is never in two
        if any(stem in lower for stem in language.stems):
            return in_parts(text, language) if language.parts else in_words(lower, language)
    return 0.0


def in_parts(text: str, language: Language) -> float:
    """A subject beside the machine's word in one short line."""
    return SAID if len(text) <= LONGEST * 4 and any(part in text for part in language.parts) else 0.0


def in_words(lower: str, language: Language) -> float:
    """A sentence that opens with a subject and goes on so, or a note that opens with the thing's name."""
    words = tuple(word for word in (raw.strip(PUNCTUATION) for raw in lower.split()) if word)
    if len(words) > LONGEST:
        return 0.0
    opened = max((len(subject) for subject in language.subjects if words[: len(subject)] == subject), default=0)
    if opened and is_said(words, opened, language):
        return SAID
    is_note = len(words) <= NOTE and any(words[: len(noun)] == noun for noun in language.nouns)
    return NAMED if is_note else 0.0


def is_said(words: Sequence[str], opened: int, language: Language) -> bool:
    """A machine is named close to the first word for "translated", which nothing denies or only promises."""
    at = next((number for number, word in enumerate(words) if is_one_of(word, language.done)), None)
    if at is None or language.never.intersection(words[max(0, at - 3) : at]):
        return False
    if language.auxiliaries.isdisjoint(words[max(0, at - 3) : at]) and language.auxiliaries and at > opened + 1:
        return False
    around = words[max(0, at - language.before) : at + language.gap + 1]
    pairs = [" ".join(pair) for pair in itertools.pairwise(around)]
    return any(is_one_of(part, language.machine) for word in (*around, *pairs) for part in (word, *word.split("-")))


def is_one_of(word: str, wanted: Sequence[str]) -> bool:
    """The word is listed, or begins as one that is listed with any ending."""
    return any(word == one or (one.endswith("*") and word.startswith(one[:-1])) for one in wanted)
