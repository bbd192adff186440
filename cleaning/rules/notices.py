"""What a page says of itself behind a story: two kinds of words, whatever stands between them and in whatever English.

"The contents of this post show the opinion of the writer", "for comments of readers the editors take over no
liability": the page, its makers or their words; and how far they answer for it, what it is no substitute for, who paid.
"""

from __future__ import annotations

import re

from cleaning.lines import Line
from cleaning.rules.evidence import in_tail
from cleaning.rules.phrases import ATTRIBUTED, SPEECH, Found
from cleaning.values import Article
from cleaning.verdict import STRONG, SURE

ITSELF = re.compile(
    r"""
    \b(?: (?:this|these|the\ above|the\ foregoing|above)\s (?:\w+\s)?
        (?: article | story | text | post | piece | column | page | content | contribution | release | translation
          | publication | item | material | site | website | newspaper | review | feature )s?
      | (?:our|the)\s (?: newspaper | portal | magazine | outlet | editors? | editorial\ \w+ | redaction
        | newsroom | publisher | publication | website
        | journalists | reviews | blog )
      | contents?\ of\ this | products?\ mentioned | statements\ in\ this | all\ information | prices\ named
      | the\ (?:author|writer|reporter)\ (?:was|is|has\ been)
      | (?:comments|readers)\b )
    """,
    re.IGNORECASE | re.VERBOSE,
)
STANCE = re.compile(
    r"""
    \b(?: (?:opinions?|views?)\ of\ (?:the|its|their|his|her)\ (?:\w+\ )?(?:author|writer|contributor)s?
      | (?:no|any|without|not)\b .{0,40} \b(?:liab\w+|guarantee|warrant\w+|responsib\w+)
      | (?:is|are)\ the\ (?:sole\ )?responsibility\ of
      | (?:not|n['’]t|no)\b .{0,30} \b(?:advice|replace(?:ment)?|substitute|endorse\w*|constitute|
          checked|verified|evaluated|edited)
      | (?:translat\w+|made|created|produced|generated)\b .{0,20} \b(?:machine|automatically|computer|software)
      | (?:commission|paid)\b .{0,40} \b(?:links?|click|purchases?) | (?:could|may|might)\ contain\ (?:errors|mistakes)
      | invited\ (?:to|by)\b .{0,30} \b(?:trip|tour|event|hotel|resort|office|board) | without\ guarantee
      | part\ of\ a\ partnership\ with | without\ modifications? | do\ their\ own\ research
      | member\ of\ the\ .{3,40} \b(?:press|standards|media)\b .{0,20} council
      | (?:changed|altered)\ to\ protect | those\ of\ the\ readers | without\ guarantee
      | valid\ at\ the\ (?:moment|time)\ of\ publication )
    """,
    re.IGNORECASE | re.VERBOSE,
)
ALONE = re.compile(
    r"""
    \W* (?: (?:the\s|some\s)? names\ (?:have|has)\ been\ (?:changed|altered)
      | (?:trading|investing)\ in\ .{3,40} \b(?:high|significant|substantial)\b .{0,20} \brisk
      | (?:[\w.'-]+\s){1,3} (?:has|have)\ no\ financial\ interest\ in
      | (?:the\s|his\s|her\s)? (?:travel|flights?|accommodation|trip|hotel|stay) (?:\ and\ \w+)?
        \s (?:was|were)\ (?:paid|provided|covered|arranged|sponsored)\ (?:for\ )? by\b
      | (?:the\s|all\s)? (?:views|opinions) (?:\s(?:expressed|here|above|stated))*
        \s are\ those\ of\ (?:the\ (?:author|writer|contributor|columnist) | (?-i:[A-Z]))
      | (?-i:(?:(?:Dr|Prof|Professor)\.?\s)?(?:[A-ZÀ-Þ][\w.'’-]+\s){1,4}) (?:receives?|has\ received|have\ received)\s
        (?:[\w-]+\s){0,2}(?:funding|grants?|support)\ from\s (?:the\s)? (?-i:[A-Z])
      | (?-i:(?:(?:Dr|Prof|Professor)\.?\s)?(?:[A-ZÀ-Þ][\w.'’-]+\s){1,4}) do(?:es)?\ not\ work\ for,?\s consult
      | all\ information\ without\ guarantee | readers\ should\ do\ their\ own )
    """,
    re.IGNORECASE | re.VERBOSE,
)
RESPONSIBLE = re.compile(r"\bsolely\ responsible\ for\s (?:all|this|its|the)\s content\b", re.IGNORECASE | re.VERBOSE)
NOTICE_WORDS = 45
"""Words of a notice of one or two sentences."""


def notice(line: Line, article: Article) -> Found:
    """The page and how far it is to be trusted, near its end, in nobody's quoted words."""
    del article
    text = line.shape.piece.text
    if line.shape.words > NOTICE_WORDS or not in_tail(line):
        return None
    if '"' in text or SPEECH.search(text) or ATTRIBUTED.search(text):
        return None
    own, stance = ITSELF.search(text), STANCE.search(text)
    place = f"place: {line.place}"
    if own and stance:
        return SURE if line.ends_story else STRONG, (f"cue: {own[0]}", f"cue: {stance[0][:40]}", place)
    alone = (ALONE.match(text) or RESPONSIBLE.search(text)) if line.ends_story else None
    return (SURE, (f"cue: {alone[0].strip()[:40]}", place)) if alone else None
