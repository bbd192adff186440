"""A passage's words as a language model reads them: names, numbers and dates as classes, punctuation as breaks."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

from cleaning.garble.words import Words

NAME, OWNER, NUMBER, DATE = "N", "N's", "0", "M"
"""Classes: a name, a name with possessive, a number, a day or month."""

STOP, BREAK, HYPHEN = ".", ",", "-"
"""The end of a sentence, any other mark between two words, and a hyphen."""

STOPS = frozenset(".!?…")
HYPHENS = frozenset("-\u2010\u2011")
DAYS = frozenset(
    """
    January February March April May June July August September October November December
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    """.split()  # noqa: SIM905 - a table of words, not of strings
)
FUNCTION_WORDS = frozenset(
    """
    a about above across after again against all almost along already also although always am among an and another any
    anything are around as at away back be became because become been before behind being below between both but by can
    cannot could did do does doing done down during each either else enough even ever every few first for from further
    get give go going got had has have having he her here him himself his how however i if in instead into is it its
    itself just last least less like made make many may me might mine more most much must my near neither never next no
    none nor not nothing now of off often on once one only onto or other others our out over own per perhaps quite
    rather same she should since so some someone something soon still such than that the their them themselves then
    there these they this those though through thus to together too toward towards two under until up upon us very was
    we well were what when where whether which while who whom whose why will with within without would yet you your
    don't didn't doesn't isn't wasn't aren't weren't won't wouldn't can't couldn't hasn't haven't hadn't it's he's
    she's that's there's i'm i've we're they're said says say
    """.split()  # noqa: SIM905 - a table of words, not of strings
)
"""Words that stand for themselves in a skeleton; all others stand as their class, or as their ending."""

ENDINGS = tuple(
    """
    ing ed ly tion sion ment ness ity ism ist able ible ful less ous ive al ic ary ory ence ance er or est s
    """.split()  # noqa: SIM905 - a table of words, not of strings
)
"""Endings that a skeleton tells apart of words without a class, longest of a kind first."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of a passage, as tuples of the same length.

    Attributes:
        names: each token: a word in lower case, a class, or a break.
        places: number of the word that it stands for; -1 for a break.
    """

    names: tuple[str, ...]
    places: tuple[int, ...]


def tokens_of(words: Words, knows: Callable[[str], object]) -> Tokens:
    """The passage's tokens, opened and closed by STOP.

    Args:
        words: of the passage.
        knows: tells whether the model knows a word in lower case.
    """
    names, places = [STOP], [-1]
    text, ends, count = words.text, words.ends, len(words.written)
    for number, written in enumerate(words.written):
        names.append(
            plain_token(written) if written.islower() else token_of(written, knows, is_first=names[-1] == STOP)
        )
        places.append(number)
        gap = text[ends[number] : words.starts[number + 1]] if number + 1 < count else STOP
        if gap != " " and (mark := break_of(gap)):
            names.append(mark)
            places.append(-1)
    return Tokens(tuple(names), tuple(places))


def break_of(gap: str) -> str | None:
    """What stands between two words, as a token; None for blanks.

    >>> break_of(". "), break_of(" – "), break_of("-"), break_of("  ")
    ('.', ',', '-', None)
    """
    if gap.isspace():
        return None
    if not STOPS.isdisjoint(gap):
        return STOP
    return HYPHEN if gap in HYPHENS else BREAK


def token_of(written: str, knows: Callable[[str], object], *, is_first: bool) -> str:
    """A word as token.

    >>> token_of("Bakhmut", {"ran"}.__contains__, is_first=False), token_of("Ran", {"ran"}.__contains__, is_first=True)
    ('N', 'ran')
    """
    if written.islower():
        return plain_token(written)
    if is_first or len(written) == 1:
        word = written.lower().replace("’", "'")
        return plain_token(word) if knows(word) else class_of(written)
    return class_of(written)


@functools.lru_cache(maxsize=16_384)
def plain_token(written: str) -> str:
    """A word in lower case as token; remembered, because few words make most of a text."""
    word = written.replace("’", "'")
    return NUMBER if not word.isalpha() and any(map(str.isdigit, word)) else word


def class_of(written: str) -> str:
    """The class of a word with a capital, or with digits."""
    if any(map(str.isdigit, written)):
        return NUMBER
    if written in DAYS:
        return DATE
    return OWNER if written.endswith(("'s", "’s")) else NAME


def shape_of(name: str, word_class: int) -> str:
    """A token as a skeleton has it: a word that is not a function word by its class, by its ending where it has none.

    >>> shape_of("walking", 0), shape_of("tree", 0), shape_of("tree", 7), shape_of("the", 0), shape_of(NAME, 0)
    ('~ing', '~', '~7', 'the', 'N')
    """
    if name in FUNCTION_WORDS or not name.islower():
        return name
    return f"~{word_class}" if word_class else ending_of(name)


def ending_of(word: str) -> str:
    """The ending of a word that is not a function word.

    >>> ending_of("walking"), ending_of("tree")
    ('~ing', '~')
    """
    if not word.endswith(ENDINGS):
        return "~"
    return next((f"~{ending}" for ending in ENDINGS if word.endswith(ending) and len(word) > len(ending) + 1), "~")
