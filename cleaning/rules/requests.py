"""What a page asks of its reader when the story is over: an order, a thing that pages are made of, a word for the page.

Each of the three stands in the story as well; in a short line without a paragraph behind it they stand together where
the page speaks for itself ("Email this to a friend", "Manage your privacy choices").
"""

from __future__ import annotations

from cleaning.lines import Line, Place, Shape
from cleaning.rules.evidence import is_heading, is_row, word_lists
from cleaning.rules.phrases import CODE, SPEECH
from cleaning.values import Article, Context, Kind, Opinion
from cleaning.verdict import STRONG

LISTS = word_lists("requests")
ACT, PASS_ON, PAGE = LISTS["act"], LISTS["pass on"], LISTS["page"]
THINGS = tuple((Kind(name), words) for name, words in LISTS.items() if name in set(Kind))
"""Kinds in the order in which they are asked, each with its things."""

STORY = frozenset({Kind.SEE_ALSO, Kind.NAVIGATION})
"""Kinds whose things are the story's own where it is passed on."""

REQUEST_LEAST, REQUEST_WORDS = 3, 12
POLITE = frozenset({"please", "kindly"})


def request(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """A short line behind the story that orders the reader to do something about the page."""
    del context
    shape = line.shape
    if not REQUEST_LEAST <= shape.words <= REQUEST_WORDS or shape.is_prose or article.language not in {None, "en"}:
        return ()
    if line.place is not Place.CLOSING or is_heading(shape) or is_row(shape) or shape.block.tag in CODE:
        return ()
    act = order_of(shape)
    if act is None or '"' in shape.piece.text or SPEECH.search(shape.piece.text) or is_step(line):
        return ()
    page, thing = next((word for word in shape.tokens[1:] if word in PAGE), None), thing_of(shape)
    if page is None or thing is None:
        return ()
    word, kind = thing
    terms = (f"cue: {act}, {word}", f"shape: an order that points at the page ({page})", "place: behind the story")
    return (Opinion(0, len(line.text), Kind.SHARE if act in PASS_ON and kind in STORY else kind, STRONG, terms),)


def order_of(shape: Shape) -> str | None:
    """The order with which a line begins."""
    words = shape.tokens[1:] if not POLITE.isdisjoint(shape.tokens[:1]) else shape.tokens
    return words[0] if words and words[0] in ACT else None


def thing_of(shape: Shape) -> tuple[str, Kind] | None:
    """The thing that a line is about, and what kind of litter speaks of it."""
    words = shape.tokens[1:]
    return next(((word, kind) for kind, things in THINGS for word in words if word in things), None)


def is_step(line: Line) -> bool:
    """The line before or after begins with an order too, and is about nothing of a page: steps of a guide."""
    beside = (other for other in (line.previous, line.following) if other is not None)
    return any(order_of(other) and thing_of(other) is None for other in beside)
