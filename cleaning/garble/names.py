"""One person or group written in two ways within a text.

Two people with near names are genuine and common (relatives, lists, teams), so a pair counts only where both spellings
stand in the same slot: behind the same first name, or as the bare surname of someone introduced under the other.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from cleaning.garble.signal import Passage, Reading, point
from cleaning.garble.words import Words, listed_words
from cleaning.values import Finding

SHORTEST = 5
ENDING = 2
"""So many last letters make other words of one stem: "Minister", "Ministry"."""

LONG = 8
"""Names of so many letters may differ in two letters, shorter ones in one."""

MOST_NAMES = 40
"""So many different names with one first letter are compared, the most frequent ones: a bound for hostile pages."""

INTRODUCED_SCORE = 0.7
BARE_SCORE = 0.4
GROUP_SCORE = 0.5
BARE_TIMES = 3
"""How often the usual spelling stands in the text before a bare odd one counts."""

TITLES = listed_words("titles")
"""What stands before many different names, and so makes no slot."""

PLACE_WORDS = listed_words("place-words")
GROUP_NOUNS = listed_words("group-nouns")
FUNCTION_WORDS = listed_words("after-group")
ORDINARY = listed_words("ordinary")
"""Words of offices and firms that are near one another and mean two things."""

SENTENCE_MARKS = frozenset('.!?:;"“‘(•|–—')


@dataclass(slots=True)
class Seen:
    """Where one spelling was seen; filled while the text is read, and never leaves this module.

    Attributes:
        count: how often.
        before: names in front of it (first names), in lower case.
        bare: how often it stood alone, in a place where a surname stands.
        first: passage and word of the first time.
    """

    count: int
    before: set[str]
    bare: int
    first: tuple[Passage, int]


def name_variants(reading: Reading) -> tuple[Finding, ...]:
    """The rarer spelling of every name that is spelled in two ways."""
    names = names_in(reading)
    found = []
    for rare, usual, score in variants(names):
        passage, index = names[rare].first
        start = passage.words.starts[index]
        reason = f"elsewhere in the text “{usual}”"
        found.append(point(passage, (start, start + len(rare)), "name_variant", score, reason))
    return tuple(found)


def names_in(reading: Reading) -> dict[str, Seen]:
    """Spellings of names in the body, possessives off; words that also stand in lower case are no names."""
    lower: set[str] = set()
    found: dict[str, Seen] = {}
    for passage in reading.body:
        words = passage.words
        lower.update(filter(str.islower, words.written))
        if passage.is_display:
            continue
        for index, word in enumerate(words.written):
            if len(word) >= SHORTEST and word[0].isupper() and not word.isupper():
                note(found, passage, index)
    return {name: seen for name, seen in found.items() if name.lower() not in lower}


def note(found: dict[str, Seen], passage: Passage, index: int) -> None:
    """Add one word to the spellings seen, unless it opens a sentence."""
    words = passage.words
    if not index or not SENTENCE_MARKS.isdisjoint(words.before(index)):
        return
    name = words.written[index][: len(words.folded[index])]
    if not name.isalpha():
        return
    seen = found.setdefault(name, Seen(0, set(), 0, (passage, index)))
    seen.count += 1
    previous = words.written[index - 1]
    if words.before(index) == " " and previous[0].isupper():
        seen.before.add(previous.lower())
    elif words.folded[index - 1] not in PLACE_WORDS:
        seen.bare += 1


def variants(names: dict[str, Seen]) -> Iterator[tuple[str, str, float]]:
    """(rarer spelling, usual spelling, score) of every pair in one slot."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (-names[name].count, name)):
        if len(by_letter[name[0]]) < MOST_NAMES:
            by_letter[name[0]].append(name)
    for group in by_letter.values():
        for usual, rare in combinations(group, 2):
            if is_near(usual, rare) and (score := same_slot(names[usual], names[rare])):
                yield rare, usual, score


def same_slot(usual: Seen, rare: Seen) -> float:
    """How sure it is that two spellings mean one person, 0 where nothing says so."""
    if (usual.before & rare.before) - TITLES:
        return INTRODUCED_SCORE
    if usual.before - TITLES and usual.bare and not rare.before and rare.bare == rare.count == 1:
        return BARE_SCORE if usual.count >= BARE_TIMES else 0.0
    return 0.0


def is_near(one: str, two: str) -> bool:
    """Do two names differ in a letter or two put for others, and not as forms, spellings or slips of the finger do?

    Letters left out, doubled or in the wrong order are what people's fingers do: honest texts have them, garbled ones
    not more often.

    >>> is_near("Prigozhin", "Prigoshin"), is_near("Russia", "Russian"), is_near("Woolworth", "Woolowrth")
    (True, False, False)
    """
    first, second = plain(one), plain(two)
    if len(first) != len(second) or same_start(first, second) >= len(first) - ENDING:
        return False
    places = [place for place, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    if sorted(first[place] for place in places) == sorted(second[place] for place in places):
        return False
    return 0 < len(places) <= (2 if len(first) >= LONG else 1)


def plain(name: str) -> str:
    """The name without case, accents, and differences of British and American spelling."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    return letters.replace("our", "or").replace("tre", "ter").replace("isa", "iza").replace("ise", "ize")


def same_start(one: str, two: str) -> int:
    """Number of letters that two words share at the start."""
    return next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


def group_possessives(reading: Reading) -> tuple[Finding, ...]:
    """Point at "Wagner's group" in a text that calls it "Wagner Group" at least twice."""
    passages = [passage for passage in reading.body if not GROUP_NOUNS.isdisjoint(passage.words.folded)]
    named = Counter(
        (first.lower(), second.lower())
        for passage in passages
        for first, second in pairwise(passage.words.written)
        if first[0].isupper() and second.lower() in GROUP_NOUNS
    )
    return tuple(
        point(passage, passage.words.span(index, index + 1), "group_possessive", GROUP_SCORE, "a name taken apart")
        for passage in passages
        for index in range(len(passage.words) - 1)
        if named[passage.words.folded[index], passage.words.written[index + 1]] > 1
        and is_possessive(passage.words, index)
    )


def is_possessive(words: Words, index: int) -> bool:
    """Is this word a possessive that stands alone before a group noun ("Wagner's group for")?"""
    written, follower = words.written[index], index + 2
    alone = follower >= len(words) or words.gap(index + 1) != " " or words.folded[follower] in FUNCTION_WORDS
    return written[0].isupper() and len(written) != len(words.folded[index]) and alone and words.gap(index) == " "
