"""What an outlet says of itself behind its name: no phrase table opens with a name, so the name is read here.

"KVRT 6 has contacted the school and will update this story", "The Ledger welcomes letters to the editor". The phrases
stand in named.txt, by kind of litter. A name that the story's paragraphs speak of is no outlet's, so it stays.
"""

from __future__ import annotations

import re

from cleaning.lines import Line, Place
from cleaning.pieces import piece_of
from cleaning.rules.evidence import in_tail, is_heading, is_row, rows
from cleaning.rules.phrases import ATTRIBUTED, SPEECH
from cleaning.rules.tables import Table, table_of
from cleaning.values import Article, Context, Kind, Opinion
from cleaning.verdict import STRONG, SURE, WEAK
from cleaning.wording import CAPITAL, FIRST, tokens_in

NAME = re.compile(
    rf"\W*(?:[Tt]he\s)?(?P<name>[{CAPITAL}0-9][\w.&+'’-]*(?:\s(?:of|the|and|&|[{CAPITAL}0-9][\w.&+'’-]*)){{0,5}}?)\s"
)
"""A name, as short as may be: what follows is tried behind each of its words."""

NAMES, NAMED_WORDS = 6, 45
"""Words of the longest name, and of such a line."""


def tables() -> dict[Kind, Table]:
    """The phrases of each kind, all of them sure."""
    found, kind = dict[Kind, list[str]](), Kind.STANDARDS
    for row in rows("named"):
        if row.startswith("["):
            kind = Kind(row.strip("[]"))
        else:
            found.setdefault(kind, ["[sure]"]).append(row)
    return {kind: table_of(phrases) for kind, phrases in found.items()}


TABLES = tables()
KEYS = frozenset[str]().union(*(table.keys for table in TABLES.values()))


def rarest(needs: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """Of the words that a phrase needs, the group that is rarest in stories: the one whose shortest word is longest."""
    return max(needs, key=lambda words: min(map(len, words)))


HELD = frozenset(
    word
    for table in TABLES.values()
    for phrases in table.by_key.values()
    for phrase in phrases
    for word in FIRST.findall(" ".join(rarest(phrase.needs)))
)
"""Words of which each such line holds one."""


def named(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """A name that is new to the story, and behind it what outlets say of themselves."""
    del context
    shape, text = line.shape, line.shape.piece.text
    if shape.words > NAMED_WORDS or article.language not in {None, "en"} or is_heading(shape) or is_row(shape):
        return ()
    if '"' in text or (found := behind(text)) is None:
        return ()
    kind, name, cue = found
    if SPEECH.search(text) or ATTRIBUTED.search(text) or is_known(name, line):
        return ()
    closing = line.place is Place.CLOSING or in_tail(line)
    weight = SURE if closing or not shape.is_prose else STRONG + WEAK
    return (Opinion(0, len(line.text), kind, weight, (f"cue: {cue}", "topic: a name new to the story")),)


def behind(text: str) -> tuple[Kind, str, str] | None:
    """The kind, the name and the phrase behind it, where a phrase follows a name that opens the line."""
    words = list(re.finditer(r"\S+\s+", text[:160]))
    for word in words[:NAMES]:
        name = text[: word.end()]
        if not NAME.fullmatch(name):
            if name.strip().casefold() != "the":
                return None
            continue
        rest = piece_of(text, word.end(), len(text))
        if rest.key not in KEYS:
            continue
        for kind, table in TABLES.items():
            if rest.key in table.keys and (matched := table.match(rest)) is not None:
                return kind, name, rest.text[: matched[1]].strip()[:60]
    return None


def is_known(name: str, line: Line) -> bool:
    """Another paragraph speaks of it, by the last word of its name."""
    last = tokens_in(name.casefold())[-1]
    return any(last in shape.tokens for shape in line.shapes if shape.is_prose and shape is not line.shape)
