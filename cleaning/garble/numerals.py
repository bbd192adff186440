"""Numbers as no English newspaper writes them: "16 1000000", "14.2 billions of", "in the 2019", ", of 36 years,"."""

from __future__ import annotations

import re

from cleaning.garble.signal import Passage, Reading, point
from cleaning.garble.words import listed_words
from cleaning.values import Finding

COUNT = "one|two|three|four|five|six|seven|eight|nine|ten"
NUMBER = rf"(?:\d[\d.,]{{0,15}}|{COUNT}|few|several|hundred|many)"
MANY = r"people|men|women|children|[a-z]{2,15}[^\Ws]s"
"""What hundreds are counted in; behind a count and a size stands the size's unit instead: "four 100 watt bulbs"."""

MILLIONS = re.compile(rf"(?i)\b{NUMBER}[ ]1(?:0{{6}}|0{{9}}|0{{12}})\b(?![,.]?\d)")
ROUND = re.compile(rf"\b(?:(?:few|several|many)[ ]100(?:0)?(?=[ ][a-z])|(?:{COUNT})[ ]100(?:0)?(?=[ ](?:{MANY})\b))")
BARE = re.compile(r"(?<![\w$£€#=/.,:-])1(?:0{6}|0{9}|0{12})s?(?=[ ][a-z]{3})")
COUNTED = re.compile(r"\b\d{1,9}(?:[.,]\d{1,9})?[ ](?:millions|billions|trillions)[ ]of\b")
UNIT = re.compile(r"(?i)\b(\d[\d,.]{0,15})[ ]([a-z]{3,20})[ ]\((\d[\d,.]{0,15})[ ]\2\)")

COMPARED = listed_words("compared")
"""In brackets behind these stands the figure of the year before, not a conversion."""

COMMA = re.compile(
    r"\d(?<!\w.)\d{0,2},\d{1,2}[ ](?:millions?|billions?|percent|per[ ]cent|euros?|dollars|degrees|kilometers)\b"
)
POINT = re.compile(
    r"\b[1-9]\d{0,2}[.]000[ ](?:people|persons|employees|workers|jobs|euros|dollars|inhabitants|residents|soldiers"
    r"|homes|members|students|spectators|visitors)\b"
)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"\b(?:[Tt]he|[Pp]ast|[Ll]ast)[ ](?:day[ ])?\d{{1,2}}[ ]of[ ](?:{MONTHS})\b")
ORDINAL = re.compile(rf"\b(?:[Tt]he|[Oo]n|[Ss]ince|[Uu]ntil)[ ](?:the[ ])?\d{{1,2}}[.][ ](?:{MONTHS})\b")
YEAR = re.compile(
    r"\b(?:[Ii]n|[Oo]f|[Ff]rom|[Ss]ince)[ ]the[ ](?:19|20)\d\d"
    r"(?=[.;)]|,[ ][a-z]|[ ](?:the|with|by|was|is|has|had|to(?![ ]\d))\b)"
)
HOUR = re.compile(r"\b[Aa]t[ ](?:the[ ])?(?:1[3-9]|2[0-4])[ ]o['’]clock\b")
AGE = re.compile(r",[ ](?:of|with)[ ]\d{1,2}[ ]years(?:[ ]of[ ]age|[ ]old)?(?=[,.])")
COUNTABLE = (
    "million|billion|percent|per[ ]cent|degrees|euros|dollars|people|metres|meters|kilometres|kilometers|tons|tonnes"
    "|years|hours|days|points|months|minutes|weeks"
)


def behind(words: str) -> str:
    """Where "of " stands behind one of these words; a pattern that begins with "of" itself is searched for fast.

    >>> bool(re.search("of " + behind("rose|fell"), "it fell of 3%"))
    True
    """
    return "(?:" + "|".join(rf"(?<=\b{word}[ ]of[ ])" for word in words.split("|")) + ")"


IS_OF = re.compile(
    rf"of[ ]{behind('is|was|are|were|be')}(?:around[ ]|about[ ]|some[ ]|only[ ]|at[ ]least[ ]|more[ ]than[ ])?"
    rf"[$€£]?\d[\d.,]{{0,15}}(?:[ ](?:{COUNTABLE})\b|[ ]?%)"
)
MOVED = (
    "rose|fell|fallen|risen|increased|grew|grown|dropped|climbed|declined|decreased|jumped|gained|lost|advanced|reduced"
    "|up|down"
)
ROSE_OF = re.compile(
    rf"of[ ]{behind(MOVED)}(?:a[ ]|around[ ]|about[ ]|nearly[ ]|almost[ ])?\d[\d.,]{{0,9}}"
    r"(?:[ ]?%|[ ](?:percent|per[ ]cent|points)\b)"
)
MORE_OF = re.compile(
    rf"of[ ]{behind('more|More|less|Less|fewer|Fewer')}\d[\d.,]{{0,15}}[ ]"
    rf"(?:{COUNTABLE}|thousand|hundred|countries|cities|persons)\b"
)
OTHERS = re.compile(r"\b[Oo]thers[ ]\d{1,6}[ ](?:people|persons|[a-z]{3,15}s)\b")
DAYTIME = re.compile(r"\bat[ ](?:the[ ])?\d{1,2}(?:[:.]\d\d)?[ ]of[ ]the[ ](?:morning|afternoon|evening|night)\b")
OLD = re.compile(r"\b(?:of|with)[ ]\d{1,2}[ ]years[ ]old\b(?![ ](?:and|or)[ ])")

EXCHANGED = "a number word was exchanged for figures"
PATTERNS = (
    (" 1000000", MILLIONS, 0.95, EXCHANGED),
    (" 100", ROUND, 0.6, EXCHANGED),
    ("1000000", BARE, 0.6, EXCHANGED),
    ("illions of", COUNTED, 0.6, "English counts “million”, not “millions of”, after a figure"),
    (",", COMMA, 0.5, "a comma where English has a point"),
    (".000 ", POINT, 0.5, "a point where English has a comma"),
    (" 20", YEAR, 0.6, "English has no article before a year"),
    (" 19", YEAR, 0.6, "English has no article before a year"),
    (" of ", DATE, 0.6, "a date as other languages give it"),
    (". ", ORDINAL, 0.6, "a date as German and its neighbours give it"),
    ("clock", HOUR, 0.6, "English counts hours to twelve before “o'clock”"),
    (" years", AGE, 0.7, "an age as Romance languages give it"),
    (" years old", OLD, 0.5, "an age as Romance languages give it"),
    (" of ", IS_OF, 0.5, "English has no “of” before an amount"),
    (" of ", ROSE_OF, 0.6, "English has “by”, or nothing, before the change"),
    (" of ", MORE_OF, 0.5, "English has “than”"),
    ("others ", OTHERS, 0.5, "English has “other” before a number of them"),
    (" of the ", DAYTIME, 0.5, "a time of day as other languages give it"),
)
"""(what the text must hold, pattern, score, reason): the first spares most texts the search."""

DIGIT = re.compile(r"\d")
"""Every form has a figure."""

UNIT_SCORE = 0.6
WORDS_PER_FIGURE = 3
"""A passage with more figures than one word in so many is a table."""


def odd_numbers(reading: Reading) -> tuple[Finding, ...]:
    """Every number in a form that only exchange or literal translation makes."""
    return tuple(finding for passage in reading.passages for finding in numbers_in(passage))


def numbers_in(passage: Passage) -> list[Finding]:
    """The passage's odd numbers; of two forms that end at one place the first of PATTERNS counts."""
    found: dict[int, Finding] = {}
    if not DIGIT.search(passage.text):
        return []
    for hint, pattern, score, reason in PATTERNS:
        for match in prose_matches(pattern, passage.text) if hint in passage.text else ():
            found.setdefault(match.end(), point(passage, match.span(), "number_form", score, reason))
    for match in UNIT.finditer(passage.text) if " (" in passage.text else ():
        if match[1] != match[3] and match[2].lower() not in COMPARED:
            reason = "converted, yet the unit is the same"
            found.setdefault(match.end(), point(passage, match.span(), "number_form", UNIT_SCORE, reason))
    return [found[end] for end in sorted(found)]


def prose_matches(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """The pattern's matches, none in a text that is mostly figures."""
    found = list(pattern.finditer(text))
    words = text.split() if found else []
    return [] if sum(word[0].isdigit() for word in words) * WORDS_PER_FIGURE > len(words) else found
