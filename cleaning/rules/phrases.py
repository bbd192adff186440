"""What a phrase table makes of a line: how far a phrase reaches, and what of the line it condemns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum

from cleaning.lines import PROSE_WORDS, Line
from cleaning.pieces import Piece
from cleaning.rules.evidence import word_lists
from cleaning.rules.rule import Judge
from cleaning.rules.tables import Phrase, Table
from cleaning.values import Article, Context, Kind, Opinion
from cleaning.verdict import STRONG, SURE
from cleaning.wording import UNSPACED, count_words, ends_sentence, first_word, is_caseless

LONGEST_CHARACTERS, LONGEST_UNSPACED = 400, 120
"""How much may follow a phrase in the part that it condemns; scripts without spaces say more in fewer characters."""

LOOSE_WORDS = 8
"""Words that may follow a phrase of the section [alone] that ends in a gap."""

NAME_WORDS = 3
"""Words of a name behind a phrase and a comma."""

PROSE_REST = 6
"""Words that a sentence glued to a phrase has at least."""

AFTER = re.compile(r"[^\w\"']*")
TALLY = re.compile(r"[\s\W\d]*")
SPEECH = re.compile(
    r"\b(?:said|says|saying|told|tells|wrote|writes|according|added|adds|asked|asks|argued|insisted|warned)\b"
)
ATTRIBUTED = re.compile(
    r",\s(?:[\w'’-]+\s){1,4}?(?:said|asked|wrote|joked|warned|urged|told\s\w+),\s"
    r"|,\s(?:(?:[\w'’-]+\s){1,6}?(?:said|say|says|told|wrote|added|found|ruled|showed)\b|according\sto\b)"
    r"(?:[^,.]|,(?=\d)){0,60}[.\s]*\Z"
)
"""Who said so, at the end of a sentence of the story or in its middle. No notice reads like it."""

CODE = frozenset({"pre", "code"})
"""What stands in these elements is quoted letter by letter: it asks the reader for nothing."""

OPENERS = word_lists("words")["opener"]
"""Words that open the sentence to which a one-word notice may be glued."""


COMMAS = frozenset(",،、，")
GLUES = frozenset({",", "-", "–", "&", "/", ":", "،", "、", "，", "："})
PARTS = frozenset(".|•!*]»)。।۔！】）｜")
"""Signs after which a sentence goes on; signs that only join a phrase to what follows; signs that part the two."""

PROSE_REACH = 200
"""Characters in which the words of the sentence behind a notice are counted."""


class Glue(StrEnum):
    """What parts a notice from the sentence of the story that is glued to it."""

    NEVER = "nothing: what follows belongs to it"
    MARKED = "a mark, a missing space, or a word that opens sentences"
    CAPITAL = "any capital"


def phrase(kind: Kind, table: Table, *, glue: Glue = Glue.MARKED) -> Judge:
    """Cuts what a table's phrases open: a whole line, a part between breaks, or the end of a paragraph."""

    def judge(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
        del article, context
        if table.keys.isdisjoint(line.keys) or line.shape.block.tag in CODE:
            return ()
        known = [piece for piece in line.pieces if piece.key in table.keys]
        return tuple([opinion for piece in known for opinion in judge_piece(kind, table, glue, (piece, line))])

    return judge


def judge_piece(kind: Kind, table: Table, glue: Glue, where: tuple[Piece, Line]) -> Iterator[Opinion]:
    """What a table has to say about one part of a line."""
    piece, line = where
    matched = table.match(piece)
    if matched is None:
        return
    row, end = matched
    words = piece.text[piece.lead : end].strip()
    cue = f"cue: {words}"
    rest = piece.text[end:]
    if not (piece.whole or glue is Glue.CAPITAL or not is_single(words)):
        return  # a single word behind a sentence is a sentence of one word
    most = LONGEST_UNSPACED if UNSPACED.match(words) else LONGEST_CHARACTERS
    if (len(rest) > most and row.section != "alone") or goes_on(rest, row):
        return
    if TALLY.fullmatch(rest) or row.section == "sure":
        if not ATTRIBUTED.search(rest):
            yield Opinion(piece.start, piece.end, kind, SURE, (cue,))
    elif row.section == "opens" or (row.text.endswith("...") and count_words(rest) <= LOOSE_WORDS):
        if is_notice(rest, line, piece):
            yield Opinion(piece.start, piece.end, kind, STRONG if piece.whole else SURE, (cue,))
    elif (size := glued(piece, row, end, glue)) is not None:
        yield Opinion(piece.start, piece.start + size, kind, SURE, (cue, "shape: glued to the next sentence"))


def goes_on(rest: str, row: Phrase) -> bool:
    """A comma follows, as in a sentence: a phrase that has a gap allows it, and a sure one with a name behind it."""
    if rest[:1] not in COMMAS or row.text.endswith("..."):
        return False
    return row.section != "sure" or count_words(rest) > NAME_WORDS


def is_single(words: str) -> bool:
    """One word; in scripts without spaces as few characters as make one."""
    return " " not in words and (UNSPACED.match(words) is None or count_words(words) <= 1)


def glued(piece: Piece, row: Phrase, end: int, glue: Glue) -> int | None:
    """Where a notice ends that has a sentence of the story glued to it; None when it is part of that sentence.

    A mark or a missing space parts the two, or a word that opens sentences and no name ("Advertisement The", but not
    "Advertisement Standards Council"). After notices that cannot be part of a sentence any capital does. In a script
    without capitals only a mark does.
    """
    after = AFTER.match(piece.text, end)
    gap = after[0] if after else ""
    rest = piece.text[end + len(gap) :]
    if glue is Glue.NEVER or "<name>" in row.text or count_words(rest[:PROSE_REACH]) <= PROSE_REST:
        return None
    if not (rest[0].isupper() or rest[0].isdigit() or rest[0] == '"' or is_caseless(rest[0])) or gap.strip() in GLUES:
        return None
    single = is_single(piece.text[piece.lead : end].strip())
    if single and glue is not Glue.CAPITAL:
        return None
    parted = any(sign in gap for sign in PARTS) or (not gap and not is_caseless(rest[0]))
    opened = (
        first_word(rest) in OPENERS or rest[0] == '"' or (glue is Glue.CAPITAL and not (single or is_caseless(rest[0])))
    )
    return end + len(gap) if parted or opened else None


def is_notice(rest: str, line: Line, piece: Piece) -> bool:
    """What follows the phrase is no sentence of the story: no speech, and no sentence of some length."""
    prose = line.shape.is_prose if piece.whole else ends_sentence(rest) and count_words(piece.text) >= PROSE_WORDS
    return not SPEECH.search(rest) and not prose


def any_of(*judges: Judge) -> Judge:
    """All opinions of several judges: one rule that knows its litter by different signs."""

    def judge(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
        opinions: tuple[Opinion, ...] = ()
        for one in judges:
            opinions += one(line, article, context)
        return opinions

    return judge


Found = tuple[float, tuple[str, ...]] | None
"""Weight and terms, or nothing."""

Test = Callable[[Line, Article], Found]
"""Looks at a whole line."""


def whole_line(kind: Kind, test: Test) -> Judge:
    """Cuts whole lines by a test that gives weight and terms."""

    def judge(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
        del context
        found = test(line, article)
        return () if found is None else (Opinion(0, len(line.text), kind, found[0], found[1]),)

    return judge
