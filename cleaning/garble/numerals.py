"""Numbers as no newspaper writes them: "16 1000000", "14.2 billions of", "31,500 acres (12,750 acres)"."""

from __future__ import annotations

import re

from cleaning.garble.signal import Passage, Reading, point
from cleaning.values import Finding

NUMBER = r"(?:\d[\d.,]{0,15}|one|two|three|four|five|six|seven|eight|nine|ten|few|several|hundred|many)"

MILLIONS = re.compile(rf"(?i)\b{NUMBER}[ ]1(?:0{{6}}|0{{9}}|0{{12}})\b(?![,.]?\d)")
ROUND = re.compile(rf"(?i)\b{NUMBER}[ ]1(?:000|00)\b(?![,.]?\d)")
BARE = re.compile(r"(?<![\w$£€#=/.,:-])1(?:0{6}|0{9}|0{12})s?(?=[ ][a-z]{3})")
COUNTED = re.compile(r"\b\d{1,9}(?:[.,]\d{1,9})?[ ](?:millions|billions|trillions)[ ]of\b")
UNIT = re.compile(r"(?i)\b(\d[\d,.]{0,15})[ ]([a-z]{3,20})[ ]\((\d[\d,.]{0,15})[ ]\2\)")

PATTERNS = (
    (" 1000000", MILLIONS, 0.95, "a number word was exchanged for figures"),
    (" 100", ROUND, 0.6, "a number word was exchanged for figures"),
    ("1000000", BARE, 0.6, "a number word was exchanged for figures"),
    ("illions of", COUNTED, 0.6, "English counts “million”, not “millions of”, after a figure"),
)
"""(what the text must hold, pattern, score, reason): the first spares most texts the search."""

UNIT_SCORE = 0.6
WORDS_PER_FIGURE = 3
"""A passage with more figures than one word in so many is a table."""


def odd_numbers(reading: Reading) -> tuple[Finding, ...]:
    """Every number in a form that only exchange or literal translation makes."""
    return tuple(finding for passage in reading.passages for finding in numbers_in(passage))


def numbers_in(passage: Passage) -> list[Finding]:
    """The passage's odd numbers; of two forms that end at one place the first of PATTERNS counts."""
    found: dict[int, Finding] = {}
    for hint, pattern, score, reason in PATTERNS:
        for match in prose_matches(pattern, passage.text) if hint in passage.text else ():
            found.setdefault(match.end(), point(passage, match.span(), "number_form", score, reason))
    for match in UNIT.finditer(passage.text) if " (" in passage.text else ():
        if match[1] != match[3]:
            reason = "converted, yet the unit is the same"
            found.setdefault(match.end(), point(passage, match.span(), "number_form", UNIT_SCORE, reason))
    return list(found.values())


def prose_matches(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """The pattern's matches, none in a text that is mostly figures."""
    found = list(pattern.finditer(text))
    words = text.split() if found else []
    return [] if sum(word[0].isdigit() for word in words) * WORDS_PER_FIGURE > len(words) else found
