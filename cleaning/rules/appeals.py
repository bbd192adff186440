"""Appeals for money: the outlet asks its readers to pay for its work, in one sentence or in several.

No phrase opens them all, so four kinds of words must come together: what is to be given, the trade it pays for, the
reader, and the outlet that asks ("we", or its name). They stand in prompts.txt and the languages' files.
"""

from __future__ import annotations

import re

from cleaning.lines import Line, Shape
from cleaning.rules.evidence import word_lists
from cleaning.rules.phrases import ATTRIBUTED, SPEECH, Found
from cleaning.values import Article
from cleaning.verdict import SURE

LISTS = word_lists("prompts")
GIVE, TRADE = LISTS["appeal give"], LISTS["appeal trade"]
HELP, NEWS = GIVE | LISTS["appeal help"], TRADE | LISTS["appeal news"]
READER, OUTLET = LISTS["appeal reader"], LISTS["appeal outlet"]
SAID = LISTS["said"]
"""Verbs of speech in languages other than English."""

FORMAL = re.compile(r"(?<=[^.!?:] )(?:Sie|Ihnen|Ihre?[nmrs]?)\b")
"""The German polite address, which only its capital tells from other words; at the head of a sentence it is any."""

APPEAL_LEAST, APPEAL_WORDS, ASKED = 8, 100, 3
"""Words of an appeal; how many words of giving and of the trade it holds, where it lacks a plain one of the two."""

QUOTES = frozenset('"«„「『')
"""Signs of somebody's words: in a quotation people thank and ask as the outlet does."""

BOTH = GIVE | TRADE
MOST = 0.25
"""Share of an article's lines up to which appeals are litter: a page of them is the editor's letter to the readers."""


def appeal(line: Line, article: Article) -> Found:
    """The outlet asks the reader to support its work, and nobody is quoted."""
    shape = line.shape
    if not APPEAL_LEAST <= shape.words <= APPEAL_WORDS or BOTH.isdisjoint(shape.tokens):
        return None
    found = asks(line.text, shape.tokens, article)
    if not found or is_said(shape):
        return None
    alike = sum(bool(asks(other.block.text, other.tokens, article)) for other in line.shapes)
    if alike > max(1, MOST * len(line.shapes)):
        return None
    return SURE, (f"cue: {', '.join(found)}", "shape: speaks to the reader of what the outlet needs")


def is_said(shape: Shape) -> bool:
    """Somebody is quoted, or said it."""
    text = shape.piece.text
    return (
        not QUOTES.isdisjoint(text)
        or not SAID.isdisjoint(shape.tokens)
        or SPEECH.search(text) is not None
        or ATTRIBUTED.search(text) is not None
    )


def asks(text: str, tokens: tuple[str, ...], article: Article) -> tuple[str, ...]:
    """Words of giving and of the trade, where the reader and the outlet are named too; empty where one is missing."""
    held = [word for word in tokens if word in HELP or word in NEWS]
    if HELP.isdisjoint(held) or NEWS.isdisjoint(held):
        return ()
    plain = (not GIVE.isdisjoint(held)) + (not TRADE.isdisjoint(held))
    if not plain or (plain == 1 and len(held) < ASKED):
        return ()
    reader = not READER.isdisjoint(tokens) or FORMAL.search(text) is not None
    named = article.publisher is not None and article.publisher.casefold() in text.casefold()
    return tuple(dict.fromkeys(held)) if reader and (named or not OUTLET.isdisjoint(tokens)) else ()
