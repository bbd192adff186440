"""Phrase tables: what litter says in so many words, kept as data beside the rules.

A table is a text file of one phrase a line, in three sections that say how sure a phrase is:

    [sure]    opens a part that is litter to its end, even when it is a whole paragraph of full sentences
    [alone]   is litter when nothing else stands in the part, or when it is glued to the sentence after it
    [opens]   opens a part that is litter to its end unless that is a sentence of prose

In a phrase `a/b` is one of several words, `a?` a word that may be missing, `*a` a word ending so, `a*` one beginning
so, `?` alone the sign, which may be missing, `...` a gap of a few words that no quotation mark interrupts, `<n>` a
number, `<name>` a word with a capital (never the first). A line `@mail = newsletter/bulletin` gives a list of words a
name; `#` opens a remark.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from cleaning.pieces import KEY_REACH, Piece
from cleaning.rules.languages import rows_of
from cleaning.wording import CAMEL, CAPITAL, FIRST, UNSPACED, first_word

GAP_CHARACTERS = 80
"""The longest gap that `...` stands for."""

SPECIAL = {"<n>": r"\d[\d.,]*", "<name>": rf"[{CAPITAL}]\w*"}
POINTED = re.compile("[\u0590-\u0dff]")
NO_SIGN = r"(?![\u064b-\u065f\u0670\u0900-\u0dff])"
"""Scripts that write signs on their letters, and that a word does not go on with one of them, or with a letter."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row of a table.

    Attributes:
        text: as it stands in the table.
        tokens: its words, with named lists of words in place of their names.
        section: "sure", "alone" or "opens".
    """

    text: str
    tokens: tuple[str, ...]
    section: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """Matches at the phrase's first word."""
        return compiled(self.tokens)

    @property
    def needs(self) -> tuple[tuple[str, ...], ...]:
        """Groups of words, last ones first; the text holds one of each, by `plain`. It spares most patterns."""
        return needs_of(self.tokens)


@cache
def compiled(tokens: tuple[str, ...]) -> re.Pattern[str]:
    """A phrase's pattern, a constant: compiled when its first word is met, since most phrases never are."""
    return re.compile(pattern_of(tokens), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Table:
    """Phrases by their first word and what follows it: a line is compared with a few, however long the table is.

    Attributes:
        by_key: phrases by first word.
        keys: all first words.
        letters: for each first word that was met its phrases by the first letters behind it; under "" those that
            anything may follow. Most are never met, and to work them all out is a tenth of a process's start.
    """

    by_key: Mapping[str, tuple[Phrase, ...]]
    keys: frozenset[str]
    letters: dict[str, Mapping[str, tuple[Phrase, ...]]] = field(default_factory=dict, repr=False, compare=False)

    def match(self, piece: Piece) -> tuple[Phrase, int] | None:
        """The longest phrase that opens the piece, and where it ends in the piece's text."""
        phrases = self.candidates(piece.key, letters_behind(piece)) if piece.key in self.keys else ()
        if not phrases:
            return None
        text = plain(piece.text)
        found = [
            (phrase, match.end())
            for phrase in phrases
            if all(any(word in text for word in words) for words in phrase.needs)
            and (match := phrase.pattern.match(piece.text, piece.lead))
        ]
        return max(found, key=lambda pair: pair[1], default=None)

    def candidates(self, key: str, letters: str) -> tuple[Phrase, ...]:
        """Phrases with this first word that these letters behind it may go on with."""
        if key not in self.keys:
            return ()
        if key not in self.letters:
            self.letters[key] = by_letters(self.by_key[key])
        by_second = self.letters[key]
        return by_second.get(letters) or by_second.get(letters[:1]) or by_second[""]


@cache
def read_table(name: str) -> Table:
    """The table `<name>.txt` beside this module, where there is one, and what the languages add to it."""
    file = resources.files("cleaning.rules") / f"{name}.txt"
    rows = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return table_of([*rows, *rows_of(name)])


def table_of(rows: list[str]) -> Table:
    """A table from its lines."""
    by_key: dict[str, list[Phrase]] = {}
    for key, phrase in parse(rows):
        by_key.setdefault(key, []).append(phrase)
    return Table({key: tuple(phrases) for key, phrases in by_key.items()}, frozenset(by_key))


def by_letters(phrases: Sequence[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    """Phrases of one first word by the letters behind it, those that anything may follow among each."""
    seconds = [seconds_of(phrase.tokens) for phrase in phrases]
    return {
        some: tuple(p for p, after in zip(phrases, seconds, strict=True) if not after or {some, some[:1]} & after)
        for some in {"", *itertools.chain.from_iterable(seconds)}
    }


def letters_behind(piece: Piece) -> str:
    """The first two letters behind a piece's first word, by `plain`."""
    word = CAMEL.match(piece.text, piece.lead) or FIRST.match(piece.text, piece.lead)
    behind = piece.text[word.end() : word.end() + KEY_REACH].lstrip() if word else ""
    return plain(behind[:4])[:2]


def parse(rows: list[str]) -> Iterator[tuple[str, Phrase]]:
    """Every phrase under each first word that it can begin with."""
    section, names, seen = "alone", dict[str, str](), set[tuple[str, str]]()
    for raw in rows:
        row = raw.split("# ")[0].strip()
        if not row or row == "#":
            continue
        if row.startswith("["):
            section = row.strip("[]")
        elif row.startswith("@") and " = " in row:
            name, _, words = row.partition("=")
            names[name.strip()] = words.strip()
        elif (section, row) not in seen:  # languages share phrases
            seen.add((section, row))
            tokens = tuple(
                [names.get(token.rstrip("?"), token.rstrip("?")) + "?" * token.endswith("?") for token in row.split()]
            )
            phrase = Phrase(row, tokens, section)
            for key in sorted(keys_of(tokens)):
                yield key, phrase


def plain(text: str) -> str:
    """Text in which words are found that IGNORECASE finds: without case, and without the dots of Turkish."""
    if text.isascii():
        return text.casefold()
    return text.casefold().replace("\u0307", "").replace("ı", "i")


@cache
def needs_of(tokens: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The words of the tokens that must be there, as `plain` has them, last token first.

    >>> needs_of(("sign", "up?", "for", "...", "mail/letter*")), needs_of(("<n>", "up?"))
    ((('mail', 'letter'), ('for',), ('sign',)), ())
    """
    certain = [token.split("/") for token in tokens if token.strip(".") and not token.endswith("?")]
    literal = [words for words in certain if SPECIAL.keys().isdisjoint(words) and "*" not in words]
    return tuple(tuple(plain(word.strip("*")) for word in words) for words in reversed(literal))


def seconds_of(tokens: Sequence[str]) -> frozenset[str]:
    """First letters, by `plain`, of all that can follow the phrase's first word; empty where that is not certain.

    >>> sorted(seconds_of(["sign", "up?", "for/now", "..."])), seconds_of(["sign", "..."]), seconds_of(["e-mail", "us"])
    (['fo', 'no', 'up'], frozenset(), frozenset())
    """
    first = tokens[0].split("/")
    if not all(FIRST.fullmatch(word) and not UNSPACED.match(word) for word in first):
        return frozenset()
    found = set[str]()
    for token in tokens[1:]:
        words = token.rstrip("?").split("/")
        if any(word in SPECIAL or word.startswith(("*", ".")) for word in words):
            break
        found |= {plain(word.strip("*"))[:2] for word in words}
        if not token.endswith("?"):
            return frozenset(found)
    return frozenset()


def keys_of(tokens: Sequence[str]) -> set[str]:
    """First words with which a phrase can begin."""
    found = set[str]()
    for token in tokens:
        found |= {"#" if word == "<n>" else first_word(word) for word in token.rstrip("?").split("/")}
        if not token.endswith("?"):
            break
    return found


def pattern_of(tokens: Sequence[str]) -> str:
    """A phrase as a regular expression; repetitions are bounded, or of a class that nothing next to them shares."""
    pattern, glue = "", ""
    for token, following in itertools.zip_longest(tokens, tokens[1:], fillvalue=""):
        if token == "...":  # noqa: S105 - a gap, no secret
            end = "" if UNSPACED.search(following) else r"[^\w\"]"
            pattern += rf"(?:[^\"]{{0,{GAP_CHARACTERS}}}?{end})??"
            continue
        if token == "?":  # noqa: S105 - the sign itself, no secret
            pattern += r"[?？]?\s*"
            glue = token
            continue
        words = "|".join(word_pattern(word) for word in token.rstrip("?").split("/"))
        pattern += (
            rf"(?:(?:{words}){boundary(token)}\s*)?" if token.endswith("?") else rf"(?:{words}){boundary(token)}\s*"
        )
        glue = token
    return pattern.removesuffix(r"\s*") if glue else pattern


def boundary(token: str) -> str:
    """Words end where no letter follows, or a capital that lost its space; not in scripts without spaces."""
    if POINTED.search(token):
        return rf"{NO_SIGN}(?=\W|\Z|_)"
    return "" if UNSPACED.search(token) or not token.rstrip("?")[-1:].isalnum() else rf"(?=\W|\Z|_|(?-i:[{CAPITAL}]))"


def word_pattern(word: str) -> str:
    """One alternative of a token."""
    if word in SPECIAL:
        return f"(?-i:{SPECIAL[word]})" if word == "<name>" else SPECIAL[word]
    if word == "*":
        return r"\*"
    before, after = r"\w{0,20}" * word.startswith("*"), r"\w{0,20}" * word.endswith("*")
    return before + re.escape(word.strip("*")) + after
