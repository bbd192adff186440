"""Offers of the shop or of the outlet: an order to the reader, what it is about, and what is to make him quick.

Advertisements have no wording of their own, but three kinds of words come together in them ("Book your table now"), in
a short line without a full stop. Headings and rows are left alone: guides are full of orders.
"""

from __future__ import annotations

import re

from cleaning.lines import Line, Place
from cleaning.rules.evidence import is_heading, is_row, word_lists
from cleaning.rules.phrases import CODE, SPEECH, Found
from cleaning.values import Article
from cleaning.verdict import STRONG

LISTS = word_lists("offers")
ACT, THING, SPUR, OWN = LISTS["act"], LISTS["thing"], LISTS["spur"], LISTS["own"]
OFFER_LEAST, OFFER_WORDS = 4, 14
PERCENT = re.compile(r"\b\d{1,2}\s?(?:%|percent|per cent)\s(?:off|on)\b|\bhalf[ -]price\b", re.IGNORECASE)
TOLD = re.compile(r",\s[^,]{2,40}\b(?:urges?|says?|warns?|tells?|finds?)\b|[:;]\s|\?\s*\Z", re.IGNORECASE)
OUT_NOW = re.compile(
    r"\b(?:on sale now|now on sale|out now|sale now on|now on at|offer ends|ends (?:sunday|monday|tonight))\b",
    re.IGNORECASE,
)


def offer(line: Line, article: Article) -> Found:
    """A short line that orders the reader to take what is offered."""
    del article
    shape, text = line.shape, line.shape.piece.text.strip()
    if not OFFER_LEAST <= shape.words <= OFFER_WORDS or shape.ends_sentence != text.endswith("!") or '"' in text:
        return None
    if is_heading(shape) or is_row(shape) or shape.block.tag in CODE or line.place is Place.OPENING:
        return None
    if TOLD.search(text) or SPEECH.search(text):
        return None
    terms = tuple(offer_terms(text, shape.tokens))
    return (STRONG * 2, terms) if terms else None


def offer_terms(text: str, tokens: tuple[str, ...]) -> list[str]:
    """What says that it is an offer; empty when one kind of words is missing."""
    thing = next((word for word in tokens if word in THING), None)
    if thing is None:
        return []
    spur = next((word for word in tokens[1:] if word in SPUR), None)
    own = not OWN.isdisjoint(tokens)
    percent = PERCENT.search(text)
    if tokens[0] in ACT and (spur or own or percent):
        return [f"cue: {tokens[0]}, {thing}", f"shape: an order, and why to follow it ({spur or 'the reader'})"]
    if (now := OUT_NOW.search(text)) and (own or spur):
        return [f"cue: {thing}, {now[0]}", "shape: what is for sale"]
    return []
