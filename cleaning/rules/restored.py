"""Cue phrases that went through a machine, behind the last paragraph: known by all that machines put for a word.

Where such phrases stand and no story does, every word of a line may be put back by the tables of `cleaning/garble`,
which hold what spinners and round trips make of words; what is a whole phrase then was one.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from cleaning.lines import Line, Place
from cleaning.pieces import piece_of
from cleaning.rules import respun
from cleaning.rules.evidence import is_heading
from cleaning.rules.phrases import LOOSE_WORDS, SPEECH, TALLY, goes_on
from cleaning.rules.respun import CUE_CHARACTERS
from cleaning.rules.tables import Phrase, Table, read_table
from cleaning.values import Article, Context, Kind, Opinion
from cleaning.verdict import STRONG
from cleaning.wording import FIRST, count_words

MORE = (Kind.WIRE_CREDIT, Kind.STANDARDS, Kind.DISCLAIMER, Kind.COOKIE_NOTICE)
TABLES: tuple[tuple[Kind, Table], ...] = (*respun.TABLES, *((kind, read_table(kind.value)) for kind in MORE))
"""What is looked for: what `respun` knows, and what only stands at the end."""

LEAST_WORDS, MOST_WORDS, CHANGES = 2, 14, 3
"""Words of a line, and how many of them, or phrases, may be put back at once."""

PHRASE_WORDS = 3
"""Words of the longest phrase that stands for one word."""

MOST_PLACES, MOST_TRIES = 7, 150
"""Words of a line that may have been changed, and ways to put them back, that are looked at."""

LEAST_ROW = 3
"""Words of a phrase that may have more behind it."""


@cache
def originals() -> Mapping[str, tuple[str, ...]]:
    """For what machines put, the words of these tables that it may stand for; a constant, made when a line asks."""
    # A process that only tells the reasons of rules is spared the tables of garbling.
    from cleaning.garble.formulas import substitutes  # noqa: PLC0415

    known = frozenset(word for _, table in TABLES for word in vocabulary(table))
    found = defaultdict[str, dict[str, None]](dict)
    for word, odd, _ in itertools.chain(substitutes("substitutes.txt"), substitutes("synonyms.txt")):
        if word in known:
            found[odd.replace("-", " ")][word] = None
    return {odd: tuple(words) for odd, words in found.items()}


def vocabulary(table: Table) -> Iterator[str]:
    """Every word of a table's phrases."""
    for phrases in table.by_key.values():
        for phrase in phrases:
            for token in phrase.tokens:
                yield from token.rstrip("?").split("/")


def restored(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """A short line behind the last paragraph that is a phrase of the tables once what machines put is put back."""
    del context
    shape, text = line.shape, line.shape.piece.text
    if line.place is not Place.CLOSING or shape.is_prose or not LEAST_WORDS <= shape.words <= MOST_WORDS:
        return ()
    if article.language not in {None, "en"} or is_heading(shape) or text.rstrip().endswith(":"):
        return ()
    if '"' in text or SPEECH.search(text):
        return ()
    found = ((kind, row) for whole in put_back(text) for kind, row in rows_of(whole, ends=shape.ends_sentence))
    return tuple([opinion_of(line, kind, row) for kind, row in itertools.islice(found, 1)])


def rows_of(text: str, *, ends: bool) -> Iterator[tuple[Kind, Phrase]]:
    """The phrases that a text is."""
    piece = piece_of(text, 0, len(text), whole=True)
    for kind, table in TABLES:
        matched = table.match(piece) if piece.key in table.keys else None
        if matched and is_whole(matched, text, ends=ends):
            yield kind, matched[0]


def opinion_of(line: Line, kind: Kind, row: Phrase) -> Opinion:
    """What is said of the whole line."""
    shape = f"shape: “{row.text}” but for words that machines put"
    return Opinion(0, len(line.text), kind, STRONG, (f"cue: {line.text[:40]}", shape, "place: behind the story"))


def is_whole(matched: tuple[Phrase, int], text: str, *, ends: bool) -> bool:
    """Nothing else stands on the line, or, where it is no sentence, what may stand behind such a phrase."""
    (row, end), rest = matched, text[matched[1] :]
    if TALLY.fullmatch(rest):
        return " " in text[:end].strip()
    if ends or len(row.tokens) < LEAST_ROW or goes_on(rest, row) or count_words(rest) > LOOSE_WORDS:
        return False
    return row.section == "sure" or row.text.endswith("...")


def put_back(text: str) -> Iterator[str]:
    """The text with one to three words or phrases put back, in a bounded number of ways."""
    places = list(changed_places(text))[:MOST_PLACES]
    tries = 0
    for count in range(1, CHANGES + 1):
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
