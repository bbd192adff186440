"""Cue phrases that went through a machine: a whole phrase of the tables once one or two of its words are put back.

Anywhere in a text by a short list of what machines make of these very words; behind the last paragraph, where such
phrases stand, by all that they are known to put for any word (the tables of `cleaning/garble`).
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from cleaning.garble.formulas import substitutes
from cleaning.lines import Line, Place
from cleaning.pieces import piece_of
from cleaning.rules.evidence import is_heading, rows
from cleaning.rules.phrases import LOOSE_WORDS, SPEECH, TALLY, goes_on
from cleaning.rules.pointers import RELATED, SEE_ALSO, SEPARATOR, is_pointed_at
from cleaning.rules.tables import Phrase, Table, read_table
from cleaning.values import Article, Context, Kind, Opinion
from cleaning.verdict import STRONG, SURE
from cleaning.wording import FIRST, count_words

TABLES: tuple[tuple[Kind, Table], ...] = (
    (Kind.RELATED, RELATED),
    (Kind.SEE_ALSO, SEE_ALSO),
    *((kind, read_table(kind.value)) for kind in (Kind.STORY_CONTINUES, Kind.AD, Kind.NEWSLETTER, Kind.SHARE)),
    *((kind, read_table(kind.value)) for kind in (Kind.PAYWALL, Kind.COMMENT_FORM, Kind.COPYRIGHT, Kind.NAVIGATION)),
)
CLOSING_TABLES: tuple[tuple[Kind, Table], ...] = (
    *TABLES,
    *(
        (kind, read_table(kind.value))
        for kind in (Kind.WIRE_CREDIT, Kind.STANDARDS, Kind.DISCLAIMER, Kind.COOKIE_NOTICE)
    ),
)
"""What is looked for behind the last paragraph."""

CUE_WORDS, CUE_CHARACTERS = 10, 80
"""Words of the longest phrase that is put back, and the first characters in which it stands."""

LINE_WORDS = 24
CHANGES = 2
"""Words of a line with a cue and a headline; places in a phrase that a machine may have changed."""


def read_words() -> Iterator[tuple[str, str]]:
    """What may come back, with a question mark when people write it so as well, and the word that it may have been."""
    for row in rows("respun"):
        word, _, changed = row.partition(" = ")
        yield from ((phrase.strip(), word) for phrase in changed.split(" / "))


def by_phrase(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """What may come back -> the words that it may have been."""
    found = defaultdict[str, list[str]](list)
    for phrase, word in pairs:
        found[phrase.rstrip("?")].append(word)
    return {phrase: tuple(words) for phrase, words in found.items()}


WORDS = by_phrase(read_words())
USUAL = frozenset(phrase.rstrip("?") for phrase, _ in read_words() if phrase.endswith("?"))
FIRST_WORDS = frozenset(phrase.split()[0] for phrase in WORDS)
CHANGED = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, WORDS), key=len, reverse=True))})\b", re.IGNORECASE)


def respun(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """A short line that is a known cue, or a cue and a headline, but for one or two words."""
    del context
    shape = line.shape
    if shape.words > LINE_WORDS or shape.is_prose:
        return ()
    if article.language not in {None, "en"} or is_heading(shape) or line.text.rstrip().endswith(":"):
        return ()
    found = next(iter(opinions(line)), ()) if not FIRST_WORDS.isdisjoint(shape.tokens[:CUE_WORDS]) else ()
    return found or (next(closing(line), ()) if line.place is Place.CLOSING else ())


def opinions(line: Line) -> Iterator[tuple[Opinion, ...]]:
    """What each way to put words back makes of the line."""
    for text in put_back(line.shape.piece.text):
        for kind, table in TABLES:
            piece = piece_of(text, 0, len(text), whole=True)
            matched = table.match(piece) if piece.key in table.keys else None
            if matched is None:
                continue
            row, end = matched
            weight = weight_of(line, text[end:], is_pointer=table is SEE_ALSO, several=" " in text[:end].strip())
            if weight:
                terms = (f"cue: {line.text[:40]}", f"shape: “{row.text}” but for a word or two")
                yield (Opinion(0, len(line.text), kind, weight, terms),)


def weight_of(line: Line, rest: str, *, is_pointer: bool, several: bool) -> float:
    """SURE for a phrase and nothing else, or one that points to a headline; 0 for anything else."""
    if TALLY.fullmatch(rest) and line.shape.words <= CUE_WORDS and several:
        return SURE
    parted = SEPARATOR.match(rest) if is_pointer and several else None
    if parted and is_pointed_at(rest[parted.end() :], parted=True, several=True):
        return SURE
    return 0.0


def put_back(text: str) -> Iterator[str]:
    """The text with one or two changed words put back, every way that this can be done."""
    found = list(CHANGED.finditer(text, 0, CUE_CHARACTERS))[: CHANGES + 1]
    for count in range(1, CHANGES + 1):
        for chosen in itertools.combinations(found, count):
            if all(match[0].casefold() in USUAL for match in chosen):
                continue
            for words in itertools.product(*(WORDS[match[0].casefold()] for match in chosen)):
                yield replaced(text, chosen, words)


def replaced(text: str, chosen: tuple[re.Match[str], ...], words: tuple[str, ...]) -> str:
    """The text with other words in the chosen places."""
    pieces, position = list[str](), 0
    for match, word in zip(chosen, words, strict=True):
        pieces += [text[position : match.start()], word]
        position = match.end()
    return "".join([*pieces, text[position:]])


CLOSING_LEAST, CLOSING_WORDS, CLOSING_CHANGES = 2, 14, 3
"""Words of a line behind the last paragraph, and words of it that may be put back at once."""

PHRASE_WORDS = 3
"""Words of the longest phrase that stands for one word."""

MOST_PLACES, MOST_TRIES = 7, 150
"""Words of a line that may have been changed, and ways to put them back, that are looked at."""

LEAST_ROW = 3
"""Words of a phrase that opens a line to its end."""


@cache
def originals() -> Mapping[str, tuple[str, ...]]:
    """For what machines put, the words of these tables that it may stand for; a constant, made when a line asks."""
    known = frozenset(word for _, table in CLOSING_TABLES for word in words_in(table))
    found = defaultdict[str, dict[str, None]](dict)
    for word, odd, _ in itertools.chain(substitutes("substitutes.txt"), substitutes("synonyms.txt")):
        if word in known:
            found[odd.replace("-", " ")][word] = None
    return {odd: tuple(words) for odd, words in found.items()}


@cache
def openers() -> frozenset[str]:
    """First words of all phrases that are looked for."""
    return frozenset().union(*(table.keys for _, table in CLOSING_TABLES))


def words_in(table: Table) -> Iterator[str]:
    """Every word of a table's phrases."""
    for phrases in table.by_key.values():
        for phrase in phrases:
            for token in phrase.tokens:
                yield from token.rstrip("?").split("/")


def closing(line: Line) -> Iterator[tuple[Opinion, ...]]:
    """A short line behind the last paragraph that is a phrase of the tables once what machines put is put back."""
    shape = line.shape
    if not CLOSING_LEAST <= shape.words <= CLOSING_WORDS or '"' in shape.piece.text or SPEECH.search(shape.piece.text):
        return
    for text in put_back_any(shape.piece.text):
        piece = piece_of(text, 0, len(text), whole=True)
        for kind, table in CLOSING_TABLES:
            matched = table.match(piece) if piece.key in table.keys else None
            if matched and is_whole(matched, text, ends=shape.ends_sentence):
                terms = (f"cue: {line.text[:40]}", f"shape: “{matched[0].text}” but for words that machines put")
                yield (Opinion(0, len(line.text), kind, STRONG, (*terms, "place: behind the story")),)


def is_whole(matched: tuple[Phrase, int], text: str, *, ends: bool) -> bool:
    """Nothing else stands on the line, or, where it is no sentence, what may stand behind such a phrase."""
    (row, end), rest = matched, text[matched[1] :]
    if TALLY.fullmatch(rest):
        return " " in text[:end].strip()
    if ends or len(row.tokens) < LEAST_ROW or goes_on(rest, row) or count_words(rest) > LOOSE_WORDS:
        return False
    return row.section == "sure" or row.text.endswith("...")


def put_back_any(text: str) -> Iterator[str]:
    """The text with one to three words or phrases put back, in a bounded number of ways."""
    places = list(changed_places(text))[:MOST_PLACES]
    tries = 0
    for count in range(1, CLOSING_CHANGES + 1):
        for chosen in itertools.combinations(places, count):
            if any(left[1] > right[0] for left, right in itertools.pairwise(chosen)):
                continue
            for words in itertools.product(*(found for _, _, found in chosen)):
                tries += 1
                if tries > MOST_TRIES:
                    return
                yield exchanged(text, chosen, words)


def changed_places(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Start, end and originals of each word, and phrase of up to three, that a machine may have put."""
    spans = [match.span() for match in FIRST.finditer(text[:CUE_CHARACTERS])]
    for first, (start, _) in enumerate(spans):
        for _, end in reversed(spans[first : first + PHRASE_WORDS]):
            if found := originals().get(" ".join(text[start:end].casefold().split())):
                yield start, end, found


def exchanged(text: str, chosen: Iterable[tuple[int, int, tuple[str, ...]]], words: Iterable[str]) -> str:
    """The text with other words in the chosen places."""
    pieces, position = list[str](), 0
    for (start, end, _), word in zip(chosen, words, strict=True):
        pieces += [text[position:start], word]
        position = end
    return "".join([*pieces, text[position:]])
