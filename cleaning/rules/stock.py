"""Lines of nothing but stock words: what pages say to their readers, however a machine has put and ordered the words.

A phrase table knows a phrase word by word. Here every word of a short line must be of the lists of one form (and small
words), and one of each list must be there: "News on the theme", "Comment write", "Below the ad goes it further".
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from cleaning.lines import Line, Place
from cleaning.rules.evidence import is_heading, is_row, word_lists
from cleaning.rules.phrases import CODE
from cleaning.values import Article, Context, Kind, Opinion
from cleaning.verdict import STRONG, SURE

LISTS = word_lists("stock")
SMALL = LISTS["small"]
STOCK_LEAST, STOCK_WORDS = 2, 11
"""Words of such a line."""

AT_END = frozenset({Kind.NAVIGATION, Kind.STANDARDS, Kind.COPYRIGHT})
"""Kinds that stand behind the story alone: before its end crossheads say such things."""

MECHANICS = frozenset({Kind.STORY_CONTINUES, Kind.AD})
"""Kinds that go wherever they stand: no crosshead speaks of the page's own works."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of such a line.

    Attributes:
        kind: of litter.
        needed: lists of which one word each must be there.
        known: all words that may be there.
    """

    kind: Kind
    needed: tuple[frozenset[str], ...]
    known: frozenset[str]


def forms() -> tuple[Form, ...]:
    """The forms of the table, in its order."""
    needed, known = (
        defaultdict[tuple[str, str], list[frozenset[str]]](list),
        defaultdict[tuple[str, str], set[str]](set),
    )
    for name, words in LISTS.items():
        kind, _, rest = name.partition(" ")
        form, _, role = rest.partition(" ")
        if role:
            known[kind, form] |= words
        if role and role != "more":
            needed[kind, form].append(words)
    return tuple(Form(Kind(kind), tuple(lists), SMALL | known[kind, form]) for (kind, form), lists in needed.items())


FORMS = forms()
KNOWN = frozenset[str]().union(*(form.known for form in FORMS))


def stock(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """A short line of stock words that has one of each list of a form."""
    del context
    shape = line.shape
    words = [word for word in shape.tokens if not word.isnumeric()]
    if not (STOCK_LEAST <= shape.words <= STOCK_WORDS and words and KNOWN.issuperset(words)):
        return ()
    if article.language not in {None, "en"} or '"' in shape.piece.text or shape.block.tag in CODE or is_row(shape):
        return ()
    at_end = line.place is Place.CLOSING
    if is_heading(shape) and not at_end:
        return ()
    found = next((form for form in FORMS if is_of(words, form) and (at_end or form.kind not in AT_END)), None)
    return (opinion_of(line, found, words),) if found else ()


def is_of(words: list[str], form: Form) -> bool:
    """All words are the form's, and one of each of its lists is there."""
    return form.known.issuperset(words) and not any(group.isdisjoint(words) for group in form.needed)


def opinion_of(line: Line, form: Form, words: list[str]) -> Opinion:
    """What is said of the whole line."""
    cue = ", ".join(next(word for word in words if word in group) for group in form.needed)
    weight = SURE if form.kind in MECHANICS else STRONG
    return Opinion(0, len(line.text), form.kind, weight, (f"cue: {cue}", "shape: stock words of pages alone"))
