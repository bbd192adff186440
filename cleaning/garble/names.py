"""A group's name taken apart: "Wagner's group" in a text that calls it "Wagner Group"."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from cleaning.garble.signal import Reading, point
from cleaning.garble.words import Words, listed_words
from cleaning.values import Finding

GROUP_SCORE = 0.5
GROUP_NOUNS = listed_words("group-nouns")
FUNCTION_WORDS = listed_words("after-group")


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
