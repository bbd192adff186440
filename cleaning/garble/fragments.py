"""Stranded stubs: "… role in the conflict. Thursday." A machine left a piece of a sentence behind its full stop."""

from __future__ import annotations

import re

from cleaning.garble.signal import Passage, Reading, point
from cleaning.garble.words import listed_words
from cleaning.values import Finding, Where

DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
MONTH = r"(?:January|February|March|April|June|July|August|September|October|November|December)"
STUB = re.compile(
    rf"""
    [.][ ] (?<=[^\W\d_A-Z]{{3}}[.][ ])      # a sentence that ends in a plain word, not in an abbreviation
    (?P<stub>
        (?P<time> (?:(?:[Oo]n|[Ll]ast|[Nn]ext|[Ii]n)[ ])? (?:{DAY}(?:[ ](?:morning|evening|night|afternoon))?|{MONTH}) )
      | (?P<place> (?:[Ii]n|[Oo]n|[Dd]uring|[Uu]ntil|[Aa]t)[ ] (?:the|this|that|last|next)[ ] [a-z]{{3,20}} )
    ) [.] (?=\s|$)
    """,
    re.VERBOSE,
)
SCORES = {"time": 0.8, "place": 0.5}
SENTENCE_WORDS = 8
"""The sentence before a stub has at least so many words: short ones behind one another are a writer's rhythm."""

LOOK_BACK = 300
"""Characters in which the sentence before a stub is looked for."""

SENTENCE_START = re.compile(r"[.!?][\"”’)]*\s")
RHETORIC = listed_words("apart")
"""Last words of stubs that writers set apart on purpose ("In the end.")."""


def fragments(reading: Reading) -> tuple[Finding, ...]:
    """Every stub of a time or place that stands as a sentence behind a full one."""
    return tuple(
        point(passage, match.span("stub"), "fragment", score_of(match), "a piece of a sentence left behind a full stop")
        for passage in reading.passages
        if passage.where is Where.BODY and not passage.is_display
        for match in STUB.finditer(passage.text)
        if is_stranded(passage, match)
    )


def score_of(match: re.Match[str]) -> float:
    """How sure the stub is."""
    return SCORES["time"] if match["time"] else SCORES["place"]


def is_stranded(passage: Passage, match: re.Match[str]) -> bool:
    """Does a full sentence stand before the stub, and is the stub none of those that writers set apart?"""
    earlier = passage.text[max(0, match.start() - LOOK_BACK) : match.start()]
    sentence = SENTENCE_START.split(earlier)[-1]
    return len(sentence.split()) + 1 >= SENTENCE_WORDS and match["stub"].split()[-1] not in RHETORIC
