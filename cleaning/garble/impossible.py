"""Numbers that cannot be: "31 June", "25:70 GMT", "120 % of voters", "rose from 5 percent to 3 percent"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cleaning.garble.signal import Passage, Reading, point
from cleaning.values import Finding

DAYS = {"February": 29, "April": 30, "June": 30, "September": 30, "November": 30}
MONTH = r"January|February|March|April|May|June|July|August|September|October|November|December"
LONG_MONTH, HOURS, MINUTES = 31, 24, 60

DATE = re.compile(
    rf"""
    (?<![\w$£€.,/-])
    (?: (?P<day>3\d)(?:th|st|nd|rd)?[ ](?:of[ ])?(?P<month>{MONTH})
      | (?<![Ii]n[ ])(?<![Bb]y[ ])(?<![Ll]ast[ ]) (?P<month2>{MONTH})[ ](?P<day2>3\d)(?:th|st|nd|rd)? )
    (?= [.;)](?!\d) | ,?[ ](?:19|20)\d\d\b | ,[ ][a-z] | $
      | [ ](?:at|to|and|when|until|after|before|for|was|is)\b )
    """,
    re.VERBOSE,
)
"""A day of a month, where the figure counts nothing that follows ("in June 31 people …")."""

TIME = re.compile(
    r"(?<![\d:.,$£€-])(?P<hour>\d\d?):(?P<minute>\d\d)[ ]?"
    r"(?:a\.?m\b|p\.?m\b|GMT|UTC|CET|EST|EDT|[Hh]ours\b|o['’]clock|local[ ]time)"
)
SHARE = re.compile(
    r"\b(?:1\d[1-9]|1[1-9]\d|[2-9]\d\d)(?:\.\d+)?[ ]?(?:%|per[ ]?cent)[ ]of[ ](?:the[ ]|all[ ]|its[ ]|our[ ])?"
    r"(?:voters|respondents|residents|households|women|men|children|patients|pupils|students|workers|people|votes?)\b"
)
AGE = re.compile(
    r"\b(?:1[3-9]\d|[2-9]\d\d)-year-old[ ](?:man|woman|boy|girl|mother|father|student|teenager|driver|grandmother"
    r"|grandfather|singer|actor|actress|striker|midfielder|defender|player|politician|lawyer|doctor|teacher|suspect)\b"
)
YEARS = re.compile(
    r"(?:\bbetween[ ](?P<from>(?:1[89]|20)\d\d)[ ]and[ ]|\((?P<born>(?:1[89]|20)\d\d)[ ]?[-–][ ]?)"
    r"(?P<to>(?:1[89]|20)\d\d)\b"
)
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,9}(?:\.\d+)?"
SCALE = r"(?:million|billion|trillion|mln|bln)\b[ ]?"
UNIT = rf"[ ]?(?:%|per[ ]?cent|pct|(?:{SCALE})?(?:euros|dollars|dlrs|pounds|yen|tonnes|people)?)"
CHANGE = re.compile(
    rf"""
    \b(?: (?P<up>rose|risen|rises|rising|increase[sd]|increasing|grew|grown|climbed|jumped|surged|soared)
        | (?:fell|fallen|falls|falling|decrease[sd]|decreasing|declined|declines|dropped|plunged|shrank|slumped) )
    [ ](?P<order>from|to)[ ] (?P<sign>[$£€]?)(?P<first>{NUMBER})(?P<unit>{UNIT})
    [ ](?:from|to)[ ] (?P=sign)(?P<last>{NUMBER})(?P=unit)(?![\w.,-]*\w)
    """,
    re.VERBOSE,
)
"""A change between two figures in one unit."""


def impossible_numbers(reading: Reading) -> tuple[Finding, ...]:
    """Every date, time, share, age, span of years and change that arithmetic forbids."""
    return tuple(
        point(passage, match.span(), "impossible_number", score, reason)
        for passage in reading.passages
        for match, score, reason in sorted(impossible_in(passage), key=lambda row: row[0].start())
    )


def impossible_in(passage: Passage) -> Iterator[tuple[re.Match[str], float, str]]:
    """(match, score, reason) for one passage."""
    for hint, pattern, is_impossible, score, reason in CHECKS:
        if hint.search(passage.text):
            for match in pattern.finditer(passage.text):
                if is_impossible(match):
                    yield match, score, reason


def is_no_day(match: re.Match[str]) -> bool:
    """Has the month fewer days?"""
    month, day = match["month"] or match["month2"], match["day"] or match["day2"]
    return int(day) > DAYS.get(month, LONG_MONTH)


def is_no_time(match: re.Match[str]) -> bool:
    """Has the day fewer hours, or the hour fewer minutes?"""
    return int(match["hour"]) > HOURS or int(match["minute"]) >= MINUTES


def is_backward(match: re.Match[str]) -> bool:
    """Does a span of years end before it begins?"""
    return int(match["from"] or match["born"]) > int(match["to"])


def is_contrary(match: re.Match[str]) -> bool:
    """Does a figure fall while the verb rises, or the other way round? A place in a table has no unit."""
    if not match["sign"] and not match["unit"].strip():
        return False
    before, after = (float(match[name].replace(",", "")) for name in ("first", "last"))
    if match["order"] == "to":
        before, after = after, before
    return after < before if match["up"] else after > before


CHECKS: tuple[tuple[re.Pattern[str], re.Pattern[str], Callable[[re.Match[str]], bool], float, str], ...] = (
    (re.compile(r"[ ]3\d(?!\d)"), DATE, is_no_day, 0.6, "the month has no such day"),
    (re.compile(":"), TIME, is_no_time, 0.6, "there is no such time of day"),
    (re.compile("(?:%|cent) of "), SHARE, bool, 0.6, "more than all of them"),
    (re.compile("-year-old"), AGE, bool, 0.7, "nobody grows so old"),
    (re.compile("between "), YEARS, is_backward, 0.6, "the years run backwards"),
    (re.compile(r"\(\d{4}\D"), YEARS, is_backward, 0.6, "the years run backwards"),
    (re.compile(r" from [$£€]?\d"), CHANGE, is_contrary, 0.6, "the figures move the other way"),
)
"""(what the text must hold, pattern, test, score, reason)."""
