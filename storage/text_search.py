"""The newest texts that hold some words, on PostgreSQL: a GIN index knows no order, so texts carry a mark of their age.

A mark is a word of its own that no question can ask for: every STEP extractions there is another. With it the index
itself leaves out all but the newest texts, and a word that stands in half of them costs what a rare one does.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ARRAY, BigInteger, Connection, Text, any_, bindparam, cast, func, select, text
from sqlalchemy.dialects.postgresql import TSQUERY

from storage.desk_tables import TEXTS
from storage.statements import AnySelect
from storage.words import FILLER, Phrase, tsquery, tsvector

STEP = 16_384
"""Extractions that share a mark."""

MOST_COMPARED = 10_000
"""Texts with all words of a phrase whose places are compared: the newest."""


def mark_of(extraction_id: int) -> str:
    """The mark that a text carries."""
    return f"{FILLER}{extraction_id // STEP}"


def marked(extraction_id: int, words: Sequence[str]) -> str:
    """The words as PostgreSQL's tsvector, with the text's mark."""
    return f"{tsvector(words)} '{mark_of(extraction_id)}'"


def newest_texts(connection: Connection, phrases: Sequence[Phrase], most: int) -> tuple[Sequence[int], bool]:
    """Ids of the newest texts that hold the phrases, newest first; and whether there are more than were looked at."""
    if not phrases:
        return (), False
    newest = (connection.execute(LAST).scalar() or 0) // STEP
    connection.execute(BY_WORDS)
    try:
        return among_newest(connection, phrases, newest, most)
    finally:
        connection.execute(AS_USUAL)


def among_newest(
    connection: Connection, phrases: Sequence[Phrase], newest: int, most: int
) -> tuple[Sequence[int], bool]:
    """The same, once the database was told to look into the index of words."""
    single = tuple(Phrase((word,)) for word in dict.fromkeys(word for phrase in phrases for word in phrase.words))
    is_phrase = any(len(phrase.words) > 1 for phrase in phrases)
    wanted = MOST_COMPARED if is_phrase else most
    ids = candidates(connection, tsquery(single), newest, wanted + 1)
    is_capped = len(ids) > wanted
    if is_phrase:
        ids = connection.execute(COMPARED, {"asked": tsquery(phrases), "ids": list(ids[:wanted])}).scalars().all()
        is_capped = is_capped or len(ids) > most
    return ids[:most], is_capped


def candidates(connection: Connection, asked: str, newest: int, most: int) -> Sequence[int]:
    """Ids of the newest texts that hold all words, at most so many: of the newest steps, all, or window by window."""
    size = most // STEP + 2  # the newest step has just begun
    found = list(window(connection, asked, max(0, newest - size + 1), newest, most))
    if len(found) >= most:
        return found
    everything = connection.execute(ANY_ORDER, {"asked": asked, "most": most}).scalars().all()
    if len(everything) < most:
        return sorted(everything, reverse=True)
    until = newest - size
    while until >= 0 and len(found) < most:
        found += window(connection, asked, max(0, until - size + 1), until, most - len(found))
        until, size = until - size, 2 * size
    return found


def window(connection: Connection, asked: str, first: int, last: int, most: int) -> Sequence[int]:
    """Ids of texts with one of these marks, newest first."""
    marks = " | ".join(f"'{FILLER}{mark}'" for mark in range(first, last + 1))
    return connection.execute(NEWEST_FIRST, {"asked": f"{asked} & ({marks})", "most": most}).scalars().all()


BY_WORDS = text("SELECT set_config('enable_indexscan', 'off', true), set_config('enable_seqscan', 'off', true)")
AS_USUAL = text("SELECT set_config('enable_indexscan', 'on', true), set_config('enable_seqscan', 'on', true)")
"""What the planner knows of how often words stand is too little to choose by."""

QUESTION = cast(bindparam("asked", type_=Text()), TSQUERY)
ASKED = TEXTS.c.words.op("@@", is_comparison=True)(QUESTION)
LAST: AnySelect = select(func.max(TEXTS.c.extraction_id))
ANY_ORDER: AnySelect = select(TEXTS.c.extraction_id).where(ASKED).limit(bindparam("most"))
NEWEST_FIRST: AnySelect = ANY_ORDER.order_by(TEXTS.c.extraction_id.desc())
IDS = cast(bindparam("ids", type_=ARRAY(BigInteger)), ARRAY(BigInteger))
Chosen = (
    select(TEXTS).where(TEXTS.c.extraction_id == any_(IDS)).offset(0).subquery()
)  # the offset keeps the parts apart
COMPARED: AnySelect = (
    select(Chosen.c.extraction_id)
    .where(Chosen.c.words.op("@@", is_comparison=True)(QUESTION))
    .order_by(Chosen.c.extraction_id.desc())
)
