"""Changed wire credits: "Report by X; Edited by Y" for "Reporting by X; Editing by Y", "Our Requirements:"."""

from __future__ import annotations

import re

from cleaning.garble.signal import Passage, Reading, point
from cleaning.values import Finding

HINTS = (" by", " from", "edaction", "through ")
"""What every changed role has one of: a cheap look before the patterns."""

MOST_CHARACTERS = 600
"""A credit is no longer than this."""

NAME = r"(?=[A-Z])"

CREDIT = re.compile(
    r"(?i)^\W{0,3}(?:(?:additional|further|extra)\s)?"
    r"(?:report|writ|edit|modif|enhanc|compil|revis|redact)\w*[ ](?:by|from)\b"
)
RIGHT = re.compile(rf"\b(?:[Rr]eporting|[Ee]diting|[Ww]riting)[ ][Bb]y[ ]{NAME}")
NOUN = re.compile(rf"\b(?:[Rr]eports?|[Rr]eportage|[Ii]nforming|[Ii]nformation|[Ee]dition|[Ww]rites)[ ]by[ ]{NAME}")
PARTICIPLE = re.compile(rf"\b(?:[Ee]dited|[Rr]eported|[Ww]ritten|[Rr]edacted)[ ]by[ ]{NAME}")
EXCHANGED = re.compile(
    rf"\b(?:[Mm]odifying|[Mm]odified|[Ee]nhancing|[Rr]evising|[Rr]edacting|[Rr]edaction|[Rr]ewriting)"
    rf"[ ](?:by|from|of)[ ]{NAME}"
)
PREPOSITION = re.compile(rf"\b(?:[Ee]diting|[Ee]dited)[ ]from[ ]{NAME}")
ROLE = re.compile(rf"(?<=[;(]\s)[Rr]edaction:[ ]{NAME}|^\W?[Rr]edaction:[ ]{NAME}|^[Bb]y[ ][Rr]edaction$")
THROUGH = re.compile(r"^Through[ ][A-Z][a-z]+[ ](?:[A-Z][\w.’'-]*[ ]?){1,3}$")
STANDARDS = re.compile(
    r"^\s*Our[ ](?P<noun>[A-Z]\w+):[ ](?P<name>(?:The[ ])?(?:[A-Z]\w*[ ]){0,3}(?P<last>[A-Z]\w+(?:[ ]of[ ]\w+)?))[.]?$"
)
PRINCIPLES = frozenset({"Principles", "Code of Practice", "Code of Conduct", "Code of Ethics", "Charter", "Guidelines"})

MIXED_SCORE = 0.8
BOTH_SCORE = 0.6
EXCHANGED_SCORE = 0.9
PREPOSITION_SCORE = 0.7
ARTICLE_SCORE = 0.4
"""The agency's own line has the article; a site may have dropped it by hand."""


def changed_credits(reading: Reading) -> tuple[Finding, ...]:
    """Every changed role word, preposition or house line in a short line that credits an agency's people."""
    findings: list[Finding] = []
    for passage in reading.passages:
        if len(passage.text) <= MOST_CHARACTERS:
            findings += roles(passage)
            findings += house_line(passage)
    return tuple(findings)


def roles(passage: Passage) -> list[Finding]:
    """Changed words for who did what."""
    text = passage.text
    folded = text.lower()
    if not any(hint in folded for hint in HINTS):
        return []
    foreign = THROUGH.match(text) or ROLE.search(text)
    if foreign:
        return [
            found(passage, foreign.span(), PREPOSITION_SCORE, "a credit in words that English newsrooms do not use")
        ]
    is_credit = CREDIT.match(text) or RIGHT.search(text)
    return [*mixed_roles(passage), *exchanged_roles(passage)] if is_credit else mixed_roles(passage)


def exchanged_roles(passage: Passage) -> list[Finding]:
    """Point at "modifying by" and "edited from"."""
    return [
        found(passage, match.span(), score, reason)
        for pattern, score, reason in (
            (EXCHANGED, EXCHANGED_SCORE, "the agency's credit with its verb exchanged"),
            (PREPOSITION, PREPOSITION_SCORE, "the agency's credit with its preposition exchanged"),
        )
        for match in pattern.finditer(passage.text)
    ]


def mixed_roles(passage: Passage) -> list[Finding]:
    """Point at "Report by" beside "Editing by" or "Edited by": agencies write "Reporting by …; Editing by …"."""
    noun = NOUN.search(passage.text) if " by " in passage.text else None
    if noun is None:
        return []
    right, participle = (pattern.search(passage.text) for pattern in (RIGHT, PARTICIPLE))
    if right:
        return [found(passage, noun.span(), MIXED_SCORE, "beside a credit in “-ing”; agencies write “Reporting by”")]
    if participle:
        return [found(passage, noun.span(), BOTH_SCORE, "agencies write “Reporting by …; Editing by …”")]
    return []


def house_line(passage: Passage) -> list[Finding]:
    """Point at "Our Requirements: The … Trust Ideas.", "Our Standards: Thomson Reuters …" without its article."""
    match = STANDARDS.match(passage.text.rstrip()) if "Our " in passage.text else None
    if not match:
        return []
    span = (match.start("noun"), match.end("last"))
    if match["noun"] not in {"Standards", "Principles", "Values", "Mission"} and " " in match["name"]:
        return [found(passage, span, EXCHANGED_SCORE, "looks like “Our Standards: The … Principles”, changed")]
    if match["noun"] == "Standards" and match["last"] not in PRINCIPLES:
        return [found(passage, span, EXCHANGED_SCORE, "looks like “Our Standards: The … Principles”, changed")]
    if match["noun"] == "Standards" and not match["name"].startswith("The "):
        return [found(passage, span, ARTICLE_SCORE, "the agency's line has “The” here")]
    return []


def found(passage: Passage, span: tuple[int, int], score: float, reason: str) -> Finding:
    """A finding of this signal."""
    return point(passage, span, "credit", score, reason)
