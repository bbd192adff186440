"""A person who became "it": "When it enrolled in the school", "Knight, 39, it was released".

Romance verbs need no subject, and an engine that looks at single words puts "it" before them. Only what nobody but a
person does is listed; what firms, pets, films and programs do as well ("it was delighted", "it replied") is not. In
5.2 million words of honest English none of this stands. Flips between "he" and "she" are not looked for: in their
surest forms ("she hurt himself", "she and his husband") 800,000 words of machine translation have none.
"""

from __future__ import annotations

import re

from cleaning.garble.signal import Reading, point
from cleaning.values import Finding

PRONOUN_SCORE = 0.6
ACTS = (
    "smiled|smiles|grinned|grins|shrugged(?! off)|sighed|muttered|mumbled|murmured|frowned|chuckled|giggled|blushed"
    "|winced|knelt|wept|whispered|laughed|nodded|stammered|graduated (?:from|in|with)|married (?:him|her|his)"
    "|starred (?:in|as|alongside|opposite)|studied (?:at|under)|enrolled (?:in|at)"
)
STATES = "jailed|handcuffed|hospitali[sz]ed|educated (?:at|in)|knighted|survived by|convicted|acquitted"
BECAME = re.compile(
    rf"""
    t[ ] (?<=\b[Ii]t[ ])
    (?: (?:(?:has|had)[ ])? (?:(?:just|also|then|later|never|once)[ ])? (?:{ACTS.replace(" ", "[ ]")})
      | (?:was|is|had[ ]been|has[ ]been)[ ] (?:{STATES.replace(" ", "[ ]")}) )\b
    """,
    re.VERBOSE,
)
"""Behind the "i" of "it": the pattern starts with the rarer letter, which takes half the time."""

AGED = re.compile(r"\b[A-Z][a-z]{2,20}, (?:aged )?[1-9]\d, (?P<it>it)(?= [a-z])")


def wrong_pronouns(reading: Reading) -> tuple[Finding, ...]:
    """Every "it" that does what only a person does, or stands behind a person's age."""
    return tuple(
        point(passage, span, "pronoun", PRONOUN_SCORE, "a person became “it”")
        for passage in reading.passages
        for span in spans_in(passage.text)
    )


def spans_in(text: str) -> list[tuple[int, int]]:
    """Where a person became "it", in order."""
    found = [(match.start() - 1, match.end()) for match in BECAME.finditer(text)]
    if ", it " in text:
        found += [match.span("it") for match in AGED.finditer(text)]
    return sorted(found)
