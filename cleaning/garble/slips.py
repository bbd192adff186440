"""Slips of sentence grammar that a pattern of a few words shows, by signal: articles, comparison, agreement and more.

Each slip is a row: what the passage must hold, the pattern, how sure it is, what the operator reads. Dialect, verse and
the Englishes of the world were the near misses: what any of them writes has no row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

from cleaning.garble.signal import Passage, Reading, point
from cleaning.garble.words import listed_words
from cleaning.values import Finding, Where


@dataclass(frozen=True, slots=True)
class Slip:
    """One row.

    Attributes:
        hints: words and pairs of words, folded, of which the passage holds one.
        pattern: what is pointed at.
        score: how sure it is.
        reason: what the operator reads.
    """

    hints: frozenset[str | tuple[str, str]]
    pattern: re.Pattern[str]
    score: float
    reason: str


def pairs(left: str, right: str) -> frozenset[str | tuple[str, str]]:
    """Every word of one list before every word of the other, lists parted by "|"."""
    return frozenset(product(left.split("|"), right.split("|")))


def alternatives(names: frozenset[str]) -> str:
    """A pattern for any of the names, as they are written.

    >>> alternatives(frozenset({"spain"}))
    'Spain'
    """
    return "|".join(sorted(name.title() for name in names))


COUNTRIES = listed_words("without-article")
DAYS = listed_words("days-and-months")
WITH_ARTICLE = (
    "United[ ]States|United[ ]Kingdom|United[ ]Nations|Soviet[ ]Union|European[ ](?:Union|Commission|Parliament)"
    "|White[ ]House|Middle[ ]East|Czech[ ]Republic|World[ ]Bank|Pentagon|Kremlin|Vatican|Netherlands|Philippines"
)
ARTICLE_HINTS = listed_words("with-article")
CLOSE = r"(?=[ ](?:is|was|has|have|are|were|will|would|by|on|as|who|which|during|since|said)\b|[.;](?!\S)|,[ ][a-z])"
"""What follows a name that stands alone, and is not part of a longer one ("the London marathon")."""

DETERMINERS = (
    Slip(
        ARTICLE_HINTS,
        re.compile(rf"\b(?:of|in|to|from|by|with|at|between|against)[ ](?:{WITH_ARTICLE}){CLOSE}"),
        0.6,
        "English puts “the” before this name",
    ),
    Slip(
        COUNTRIES,
        re.compile(rf"\b(?:of|in|to|from|by|with|at|against|that)[ ]the[ ](?:{alternatives(COUNTRIES)}){CLOSE}"),
        0.6,
        "English puts no article before this name",
    ),
    Slip(
        DAYS,
        re.compile(
            rf"\b(?:of|at|by)[ ]the[ ](?:{alternatives(DAYS)})(?:{CLOSE}|(?=[ ](?:in|at|of|to|with|and|for)\b))"
        ),
        0.5,
        "English puts no article before this day or month",
    ),
    Slip(
        pairs("the", "today|yesterday|tomorrow"),
        re.compile(r"\b[Tt]he[ ](?:today|yesterday|tomorrow)['’]s\b"),
        0.6,
        "English puts no article before this day",
    ),
    Slip(
        pairs("the", "own"),
        re.compile(r"\b[Tt]he[ ]own[ ][a-z]{3,}"),
        0.6,
        "English puts “his”, “its” or the like before “own”",
    ),
    Slip(
        pairs("has|have|had|hold|holds|own|owns|represent|represents|control|controls|bought|sold|acquired", "the"),
        re.compile(
            r"\b(?:has|have|had|holds?|owns?|represents?|controls?|bought|sold|acquired)[ ]the[ ]"
            r"\d{1,3}(?:[.,]\d{1,3})?(?:%|[ ]percent|[ ]per[ ]cent)[ ]of[ ](?:the|its|all|their)\b"
        ),
        0.5,
        "English puts no article before this share",
    ),
)
COMPARATIVE = (
    "bigger|easier|harder|greater|larger|smaller|higher|lower|faster|slower|stronger|weaker|happier|cheaper|richer|poorer"
    "|older|younger|heavier|lighter|safer|wider|deeper|longer|shorter|closer|nearer|simpler|better|worse"
)
SUPERLATIVE = (
    "biggest|best|worst|greatest|largest|smallest|highest|lowest|fastest|strongest|weakest|richest|poorest|oldest|youngest"
    "|latest|longest|closest|nearest"
)
COMPARISONS = (
    Slip(
        pairs(f"more|less|{COMPARATIVE}", "that"),
        re.compile(rf"\b(?:[Mm]ore|[Ll]ess|{COMPARATIVE})[ ]that[ ](?:\d[\d.,]*\d|\d)"),
        0.6,
        "“that” for “than”",
    ),
    Slip(
        pairs(COMPARATIVE, "that"),
        re.compile(
            r"\b(?:is|are|was|were|be)[ ](?:\w{2,12}[ ])?(?!better|worse)[a-z]+er[ ]that[ ](?:the|his|its|those|any)\b"
        ),
        0.6,
        "“that” for “than”",
    ),
    Slip(
        pairs("more|less", COMPARATIVE),
        re.compile(rf"\b(?:more|less)[ ](?:{COMPARATIVE})(?=[ ]than\b|[.;](?!\S))"),
        0.6,
        "compared twice",
    ),
    Slip(
        pairs("most", SUPERLATIVE),
        re.compile(rf"\b(?:the|his|its|their)[ ]most[ ](?:{SUPERLATIVE})\b(?!-)"),
        0.6,
        "compared twice",
    ),
)
PLURALS = "people|children|women|men|countries|companies|workers|officials|soldiers|students|players|members|leaders"
BASES = "have|are|take|give|come|know|think|seem"
AGREEMENTS = (
    Slip(
        pairs(PLURALS, "is|was|has|does"),
        re.compile(
            rf"(?:^|(?<=[a-z][.;][ ])|(?<=[a-z],[ ])|(?<=said[ ]))(?:[Tt]he|[Tt]hese|[Tt]hose|[Mm]any|[Ss]ome|[Oo]ther)"
            rf"[ ](?:{PLURALS})[ ](?:is|was|has|does)\b"
        ),
        0.5,
        "the verb does not agree",
    ),
    Slip(
        pairs("he|she|it", BASES),
        re.compile(
            r"(?:(?:^|(?<=[a-z][.;][ ]))(?:He|She|It)|\b(?:because|and|but|while|where|which)[ ](?:he|she|it))"
            rf"[ ](?:{BASES})\b(?![ ]n['’o]t)"
        ),
        0.5,
        "the verb does not agree",
    ),
)
SAID = "was|would|is|has|had|will|could|can|did|does|are|were"
NAME = r"(?!(?:which|that|what|who|as|it|he|she|they|we|I|and|one|be)\b)[\w.’'-]+[ ]"
OPENERS = (
    "What|Which|Whatever|All|That|As|One|Those|Much|Most|Another|Everything|Nothing|Something|This"
    "|The[ ](?:first|only|last|best|worst)"
)
"""What opens a clause that is itself the subject ("What he said was clear")."""

LOST_SUBJECTS = (
    Slip(
        pairs("said|says", SAID),
        re.compile(
            rf"(?:^|(?<=[a-z]{{3}}[.!?][ ])|(?<=[.][\"”][ ]))(?=[A-Z])(?!(?:{OPENERS})\b)(?:{NAME}){{1,5}}"
            rf"(?:said|says)[ ](?:{SAID})(?=[ ][a-z])"
        ),
        0.5,
        "who does it was left out",
    ),
)
QUANTITIES = "hundreds|thousands|tens|dozens|millions|billions|most|some|all|one|part|course|Order|University|of|the"
CHAINED = rf"(?:the[ ])?(?!(?:{QUANTITIES})\b)[\w’'-]+[ ]"
CHAINS = (
    Slip(
        frozenset({"of"}),
        re.compile(rf"\bof[ ]{CHAINED}of[ ]{CHAINED}of\b(?![ ]course)"),
        0.5,
        "“of” strung together, where English puts one noun before the other",
    ),
)


def determiners(reading: Reading) -> tuple[Finding, ...]:
    """Articles that are missing before a name, or stand before one that has none."""
    return pointed(reading, "determiner", DETERMINERS)


def comparisons(reading: Reading) -> tuple[Finding, ...]:
    """Comparisons made twice or with the wrong word."""
    return pointed(reading, "comparison", COMPARISONS)


def agreements(reading: Reading) -> tuple[Finding, ...]:
    """Verbs whose form is not their subject's."""
    return pointed(reading, "agreement", AGREEMENTS)


def lost_subjects(reading: Reading) -> tuple[Finding, ...]:
    """Sentences whose inner clause has lost its subject ("The minister said would resign")."""
    return pointed(reading, "lost_subject", LOST_SUBJECTS)


def of_chains(reading: Reading) -> tuple[Finding, ...]:
    """Three nouns strung on "of" ("the tour of promotion of the book of …")."""
    return pointed(reading, "of_chain", CHAINS)


def pointed(reading: Reading, signal: str, slips: tuple[Slip, ...]) -> tuple[Finding, ...]:
    """A finding for every slip in running text; headlines and lists leave words out."""
    return tuple(
        point(passage, match.span(), signal, slip.score, slip.reason)
        for slip in slips
        if reading.holds(slip.hints)
        for passage in reading.passages
        if is_prose(passage) and not passage.words.keys.isdisjoint(slip.hints)
        for match in slip.pattern.finditer(passage.text)
    )


def is_prose(passage: Passage) -> bool:
    """Is it running text of the story?"""
    return passage.where is Where.BODY and not passage.is_display
