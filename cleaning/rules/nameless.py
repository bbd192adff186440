"""Lives that name nobody, at the very end: "Journalist since 2004, follows the schools", "Her new book is out"."""

from __future__ import annotations

import re

from cleaning.lines import Line
from cleaning.rules.authors import closes, is_told
from cleaning.rules.described import is_last
from cleaning.rules.phrases import Found
from cleaning.values import Article
from cleaning.verdict import SURE

NAMELESS_WORDS = 32
"""Words of the longest."""

POST = re.compile(
    r"""
    \W* (?: (?i: senior | staff | freelance | news | chief | contributing | deputy | managing | assistant | associate
          | former | award-winning | sports? | music | food | travel | science | business | political | tech
          | technology | culture | digital | health | fashion | lifestyle | content ) \s ){0,3}
    (?i: journalist | reporter | editor(?:-in-chief)? | writer | author | columnist | correspondent | blogger
      | podcaster | photographer | critic | producer | freelancer | translator | creator | contributor )
    (?: \s (?:at|for|with|from|in|on) \s .+ | \s since \s \d{4} \b .* | , \s .+ | \. \s [A-Z] .+
      | \s of \s (?! (?:the|a|this|that|an) \s (?:report|letter|bill|law|study|note|petition|motion|amendment|plan) ) .+
      | \s and \s [a-z] [\w-]+ (?: [\s,.] .* )? )
  | Graduated? \s (?:in|from) \s [^.]{3,80}? \b (?: writes | works | covers | follows | collaborates | deals ) \b .*
    """,
    re.VERBOSE,
)
"""Opens with a post of the trade that nobody's name goes before."""

WORK = re.compile(
    r"""
    (?: His | Her | Their ) \s
    (?: new | latest | first | debut | next | most\ recent | forthcoming | second | third ) \s
    (?: book | novel | memoir | collection | podcast | play ) \b [^.]{0,60}?
    \b (?: is | was | will\ be | comes ) \s (?: out | published | available | released | on\ sale ) \b [^.]{0,60} \W*
    """,
    re.VERBOSE,
)
"""What an author has to sell."""

PAST = frozenset(("was", "were", "had", "died", "who"))
"""Words of an apposition that opens a sentence of the story: "Editor of the Post for years, he was ..."."""


def nameless(line: Line, article: Article) -> Found:
    """A line of a few words that tells of somebody's trade or work without a name, behind everything else."""
    del article
    text = line.shape.piece.text
    if line.shape.words > NAMELESS_WORDS or '"' in text or not is_last(line) or not closes(line) or is_told(line):
        return None
    if WORK.fullmatch(text):
        return SURE, ("shape: an author's work", "place: the last line")
    if POST.fullmatch(text) and PAST.isdisjoint(line.shape.tokens):
        return SURE, ("shape: a post without a name", "place: the last line")
    return None
