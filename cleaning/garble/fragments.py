"""Stranded stubs: "… role in the conflict. Thursday." A machine left a piece of a sentence behind its full stop.

In 4.7 million words of newspapers and books none of these forms stands behind a full sentence more than twice; what
writers do set apart ("In the end.", "Abroad.") is left alone. Clauses and verbs without a subject are told by other
rows: people write them as often as machines do.
"""

from __future__ import annotations

import re

from cleaning.garble.signal import Passage, Reading, point
from cleaning.garble.words import listed_words
from cleaning.values import Finding, Where

DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
LEAD = r"(?:(?:[Oo]n|[Ll]ast|[Nn]ext|[Ii]n|[Bb]y|[Uu]ntil|[Ss]ince|[Ll]ate|[Ee]arly|[Tt]his)[ ])"
WITHIN = r"(?:[Ii]n|[Oo]n|[Dd]uring|[Uu]ntil|[Aa]t|[Ff]rom|[Oo]f|[Bb]y|[Aa]fter|[Bb]efore|[Ss]ince)"
STUB = re.compile(
    rf"""
    [.][ ] (?:(?<=[^\W\d_A-Z]{{3}}[.][ ]) | (?<=[^\W_][)][.][ ]))   # behind a plain word, not an abbreviation
    (?P<stub>
        (?P<time> {LEAD}{{0,2}} (?:{DAY}(?:[ ](?:morning|evening|night|afternoon))?|{MONTH}(?:[ ]\d{{1,4}})?) )
      | (?P<source> [Aa]ccording[ ]to(?:[ ][\w’'-]{{2,20}}){{0,3}}[ ][\w’'-]{{4,20}} )
      | (?P<name> (?:[Ii]n|[Ff]rom|[Nn]ear)[ ] [A-Z][a-z]{{4,20}} )
      | (?P<place> {WITHIN}[ ] (?:the|this|that|last|next)[ ] [a-z]{{3,20}}
            (?:[ ](?:of|in|for|between)[ ](?:the[ ])?[A-Za-z]{{3,20}})? )
      | (?P<thing> An?[ ][a-z]{{3,20}} )
    ) [.] (?=\s|$)
    """,
    re.VERBOSE,
)
SCORES = {"time": 0.8, "source": 0.6, "name": 0.5, "place": 0.5, "thing": 0.4}
SENTENCE_WORDS = 8
"""The sentence before a stub has at least so many words: short ones behind one another are a writer's rhythm."""

LOOK_BACK = 300
"""Characters in which the sentence before a stub is looked for."""

SENTENCE_START = re.compile(r"[.!?][\"”’)]*\s")
RHETORIC = listed_words("apart")
"""Last words of stubs that writers set apart on purpose ("In the end."), and abbreviations."""

OPENERS = ("the", "an", "every", "their", "my", "its", "your")
DANGLING = re.compile(rf"[.](?:{'|'.join(rf'(?<=[a-z][ ]{word}[.])' for word in OPENERS)})(?=\s|$)(?!\s+\.)")
"""A full stop behind a word that wants a noun; it looks back from the full stop, because there are few of them."""

DANGLING_SCORE = 0.6
STRANDED, OPEN_END = "a piece of a sentence left behind a full stop", "a sentence that stops before its noun"


def fragments(reading: Reading) -> tuple[Finding, ...]:
    """Every stub that stands as a sentence behind a full one, and every sentence that ends in an article."""
    return tuple(
        point(passage, span, "fragment", score, reason)
        for passage in reading.passages
        if passage.where is Where.BODY and not passage.is_display
        for span, score, reason in (*stubs(passage), *open_ends(passage))
    )


def stubs(passage: Passage) -> list[tuple[tuple[int, int], float, str]]:
    """(span, score, reason) of the passage's stubs."""
    return [
        (match.span("stub"), SCORES[kind_of(match)], STRANDED)
        for match in STUB.finditer(passage.text)
        if is_stranded(passage, match)
    ]


def open_ends(passage: Passage) -> list[tuple[tuple[int, int], float, str]]:
    """(span, score, reason) of the articles and possessives before a full stop."""
    found = DANGLING.finditer(passage.text)
    return [
        ((passage.text.rindex(" ", 0, at) + 1, at + 1), DANGLING_SCORE, OPEN_END) for at in map(re.Match.start, found)
    ]


def kind_of(match: re.Match[str]) -> str:
    """Which form the stub has: a row of SCORES."""
    return next(kind for kind in SCORES if match[kind])


def is_stranded(passage: Passage, match: re.Match[str]) -> bool:
    """Does a full sentence stand before the stub, and is the stub none of those that writers set apart?"""
    earlier = passage.text[max(0, match.start() - LOOK_BACK) : match.start()]
    sentence = SENTENCE_START.split(earlier)[-1]
    return len(sentence.split()) + 1 >= SENTENCE_WORDS and RHETORIC.isdisjoint(match["stub"].lower().split())
