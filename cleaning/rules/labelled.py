"""Lines that a label opens: of an advertisement, of another story, of each of those who made the text.

The labels are told by their words and by the sign behind them, so that labels nobody listed are known too.
"""

from __future__ import annotations

import re

from cleaning.lines import Line, Place
from cleaning.rules.evidence import between_prose, in_tail, is_heading, is_names, is_row, word_lists, words_of
from cleaning.rules.phrases import SPEECH, Found
from cleaning.values import Article
from cleaning.verdict import SURE, WEAK

LISTS = word_lists("labelled")
ADVERTS, POINTERS, STORIES, MAKERS = LISTS["advert"], LISTS["pointer"], LISTS["story"], LISTS["maker"]

LABEL = re.compile(
    r"\W{0,4}(?P<label>[^:→»|–—()\[\]]{2,60}?)\s?(?P<sign>[:→»|]|\s[–—-]\s|\s[(\[])\s{0,2}(?P<rest>\S.*)"
)
"""A label, the sign that parts it from what it opens, and that."""

SPACED = re.compile(r"[-–—*~\s]*\w(?: \w){5,15}[-–—*~\s]*")
"""A word with spaces between its letters."""

CREDIT = re.compile(
    r"\s*(?P<role>[A-ZÀ-Þ][\w '&/+-]{2,40}?)\s*[:–—]\s+(?P<names>[^:;|]{3,80}?)\s*(?:[.;|·]\s+|[.;|·]?\s*\Z)"
)
"""A role and the names behind it, up to the next."""

ADVERT_WORDS, POINTER_WORDS, LABEL_WORDS, MAKER_WORDS, ROLE_WORDS = 10, 32, 8, 40, 4
HEADLINE_WORDS = 4
"""Words of such lines, of a label, of a role, and of a headline behind a label."""

LONGEST = 300
"""Characters of the longest such line: words may be of any length."""

LEAST_ROLES = 2
"""Roles with names behind them that tell a list of makers."""


def advert(line: Line, article: Article) -> Found:
    """A word for an advertisement, a sign, and how long it lasts or what comes behind it: no sentence."""
    del article
    shape = line.shape
    if SPACED.fullmatch(line.text) and line.text.replace(" ", "").strip("-–—*~").casefold() in ADVERTS:
        return SURE, (f"cue: {line.text.strip()}",)
    if not is_line(line, ADVERT_WORDS):
        return None
    found = LABEL.fullmatch(line.text)
    if found is None or found["sign"] in ":|" or shape.tokens[:1] == () or shape.tokens[0] not in ADVERTS:
        return None
    label = words_of(found["label"])
    return (SURE, (f"cue: {found['label'].strip()}", "shape: a label and a sign")) if len(label) == 1 else None


def pointer(line: Line, article: Article) -> Found:
    """A label that opens like a pointer, a sign, and a headline: sure with a word for a story or an arrow."""
    del article
    if not is_line(line, POINTER_WORDS) or line.text[0] == '"':
        return None
    found = LABEL.fullmatch(line.text.strip("[]() "))
    if found is None or found["sign"] not in ":→»|" or not (between_prose(line) or in_tail(line)):
        return None
    label = [word.casefold() for word in words_of(found["label"])]
    rest = found["rest"].strip("[]() ")
    headed = len(words_of(rest)) >= HEADLINE_WORDS and (rest[0].isupper() or rest[0].isdigit()) and rest[-1] != "."
    if not headed or not 0 < len(label) <= LABEL_WORDS or label[0] not in POINTERS or SPEECH.search(rest):
        return None
    several = not STORIES.isdisjoint(label[1:]) or found["sign"] != ":"
    return (SURE if several else WEAK), (f"cue: {found['label'].strip()}", "shape: a label and a headline")


def makers(line: Line, article: Article) -> Found:
    """Roles, each with names behind a colon, and nothing else: "Data: Ada Brown. Graphics: Yusuf Okoro"."""
    del article
    outside = line.place is not Place.BETWEEN or in_tail(line)
    if len(line.text) > LONGEST or line.shape.words > MAKER_WORDS or not outside or ":" not in line.text:
        return None
    roles, at = list[str](), 0
    while found := CREDIT.match(line.text, at):
        role = words_of(found["role"])
        if len(role) > ROLE_WORDS or not is_names(found["names"]):
            return None
        roles.append(found["role"])
        at = found.end()
    known = not MAKERS.isdisjoint(word.casefold() for role in roles for word in words_of(role))
    if at < len(line.text.rstrip()) or len(roles) < LEAST_ROLES or not known:
        return None
    return SURE, (f"cue: {', '.join(roles)[:80]}", "shape: roles and names, nothing else")


def is_line(line: Line, words: int) -> bool:
    """A line of so many words at most, no paragraph, heading or row."""
    shape = line.shape
    short = len(line.text) <= LONGEST and shape.words <= words
    return short and not (shape.is_prose or is_heading(shape) or is_row(shape))
