"""What a page says of itself to its reader, in whatever words: several things of pages, and the reader or the outlet.

"Our app puts the news in your pocket", "You're free to republish this story if you credit us": no phrase opens them
all. The things must be strange to the story: in a guide to apps and newsletters they say nothing. Whatever tells of
somebody, or of what was, belongs to the story.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cleaning.lines import Line, Place
from cleaning.rules.described import ITSELF
from cleaning.rules.evidence import in_tail, is_heading, is_row, word_lists
from cleaning.rules.phrases import ATTRIBUTED, CODE, SPEECH
from cleaning.rules.requests import is_step
from cleaning.rules.rule import Judge
from cleaning.values import Article, Context, Kind, Opinion
from cleaning.verdict import SURE
from cleaning.wording import tokens_in

LISTS = word_lists("voice")
PLAIN = {word: Kind(name.split()[1]) for name, words in LISTS.items() if name.startswith("plain ") for word in words}
COMMON = {word: Kind(name) for name, words in LISTS.items() if name in set(Kind) for word in words}
THINGS = frozenset(PLAIN) | frozenset(COMMON)
ORDER, READER, OUTLET, PEOPLE = LISTS["order"], LISTS["reader"], LISTS["outlet"], LISTS["people"]
TOLD = PEOPLE | LISTS["told"]

VOICE_LEAST, VOICE_WORDS = 4, 50
"""Words of such a line."""

ENOUGH, ENOUGH_BEHIND, PLENTY = 5, 4, 7
"""Points from which it is litter: two for each plain thing, one for each other thing, for the reader, the outlet, an
order and the page itself; how many a paragraph needs that speaks in one way only, or before the story's end."""

GENERAL = 0.95 * SURE
"""Weight of the opinion: a little less than of what a phrase says, which knows the kind better."""

SHORT_WORDS, ENOUGH_SHORT = 12, 3
"""Words of a line behind the story that is no paragraph, and points that it needs."""

LEAST_THINGS, SPOKEN = 2, 2
"""Things that it names, and ways in which it speaks where it is a paragraph or names no plain thing."""

PRICED = "a price"
"""A price counts as a plain thing, of what readers pay for."""

STORY_LINES = 1
"""Paragraphs of the story that may hold a thing which is strange to it."""

HEAD_WORDS = 12
"""Words of what leads to a prompt on its line."""

SELF = re.compile(
    r"\bthis (?:article|story|post|page|site|website|content|piece|newsletter|podcast|release)\b", re.IGNORECASE
)
"""How it names itself."""

START = re.compile(r"(?:\A|[.!?:–—] )\W*(?:please )?([a-z]+)", re.IGNORECASE)
PRICE = re.compile(
    r"(?: (?:[$£€₹₦] | rs\.?\s?)\d[\d.,]* | \b\d+\s(?:cents|pence) )\b (?= [^.]{0,24} \b(?:day|week|month|year)s?\b )",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What of a page's voice a line has.

    Attributes:
        things: things of pages that are strange to the story, and a price.
        ways: words by which the line speaks: to the reader, for the outlet, as an order, of the page itself.
    """

    things: tuple[str, ...]
    ways: tuple[str, ...]

    @property
    def points(self) -> int:
        """How much that is."""
        return sum(1 if thing in COMMON else 2 for thing in self.things) + len(self.ways)

    @property
    def plain(self) -> bool:
        """Whether one of the things is plain."""
        return any(thing not in COMMON for thing in self.things)


def voice(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """A line in which the page speaks of its own things to the reader, and nobody is quoted."""
    del context
    if not may_speak(line, article) or (spoken := spoken_of(line)) is None or not enough(spoken, line):
        return ()
    terms = (f"cue: {', '.join(spoken.things)}", f"shape: the page speaks to its reader ({', '.join(spoken.ways)})")
    return (Opinion(0, len(line.text), kind_of(spoken.things), GENERAL, terms),)


def may_speak(line: Line, article: Article) -> bool:
    """Nobody is quoted in it, nothing is told, and it is no heading, row or code."""
    shape, text = line.shape, line.shape.piece.text
    if not VOICE_LEAST <= shape.words <= VOICE_WORDS or article.language not in {None, "en"}:
        return False
    if '"' in text or not TOLD.isdisjoint(shape.tokens) or THINGS.isdisjoint(shape.tokens):
        return False
    if is_heading(shape) or is_row(shape) or shape.block.tag in CODE:
        return False
    return not (SPEECH.search(text) or ATTRIBUTED.search(text))


def spoken_of(line: Line) -> Spoken | None:
    """What of a page's voice the line has; None without any, and in a guide to apps and newsletters."""
    text, words = line.shape.piece.text, line.shape.tokens
    things = tuple(dict.fromkeys(word for word in words if word in THINGS))
    if not things or not (ways := address_of(text, words)):
        return None
    spoken = Spoken((*things, PRICED) if PRICE.search(text) else things, ways)
    if not enough(spoken, line):
        return None
    found = strange(things, line)
    if not PLAIN.keys().isdisjoint(set(things) - set(found)):
        return None
    return replace(spoken, things=(*found, *spoken.things[len(things) :]))


def enough(spoken: Spoken, line: Line) -> bool:
    """Enough of a voice for the place of the line."""
    return suffices_behind(spoken, line) or suffices(spoken, line)


def suffices_behind(spoken: Spoken, line: Line) -> bool:
    """Enough for a short line behind the story, where hardly anything else stands."""
    if line.place is not Place.CLOSING or line.shape.is_prose or line.shape.words > SHORT_WORDS or is_step(line):
        return False
    several = len(spoken.things) >= LEAST_THINGS or spoken.plain
    return bool(spoken.things) and several and spoken.points >= ENOUGH_SHORT


def suffices(spoken: Spoken, line: Line) -> bool:
    """Enough anywhere; less is needed near the end, more of a paragraph and where no plain thing is named."""
    behind = line.place is Place.CLOSING or in_tail(line)
    prose, ways = line.shape.is_prose, len(spoken.ways)
    if (
        not spoken.plain
        or len(spoken.things) < LEAST_THINGS
        or spoken.points < (ENOUGH_BEHIND if behind else ENOUGH + prose)
    ):
        return False
    return not prose or (behind and ways >= SPOKEN) or spoken.points >= PLENTY


def address_of(text: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Words by which a line speaks to its reader: one each for the reader, the outlet, an order, and itself."""
    reader = next((word for word in words if word in READER), None)
    outlet = next((word for word in words if word in OUTLET), None)
    order = next((word for word in (start[1].casefold() for start in START.finditer(text)) if word in ORDER), None)
    itself = SELF.search(text)
    return tuple(word for word in (reader, outlet, order, itself and itself[0].casefold()) if word)


def led(judge: Judge) -> Judge:
    """The judge's opinions; one that is sure of a line's end reaches over the question or call that leads to it.

    "Want more news of the coast? Follow us", "Keep local news strong. Become a subscriber".
    """

    def judged(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
        found = judge(line, article, context)
        if not found or all(not said.start for said in found):
            return found
        return tuple(
            replace(said, start=0) if said.start and said.end == len(line.text) and leads(line, said) else said
            for said in found
        )

    return judged


def leads(line: Line, said: Opinion) -> bool:
    """What stands before the end of the line is short, and speaks to the reader of the page or asks him something."""
    head = line.shape.piece.text[: said.start].strip()
    words = tokens_in(head.casefold())
    if said.weight >= SURE and ITSELF.match(head):
        return True
    if said.weight < SURE or len(words) > HEAD_WORDS or '"' in head or not PEOPLE.isdisjoint(words):
        return False
    signs = (head[-1:] in "?!", not THINGS.isdisjoint(words), bool(address_of(head, words)))
    return sum(signs) > 1


def strange(found: tuple[str, ...], line: Line) -> tuple[str, ...]:
    """Those of the words that the story's paragraphs do not have, singular and plural being one."""
    kept = dict[str, str]()
    for word in found:
        kept.setdefault(word.removesuffix("s"), word)
    prose = [shape.tokens for shape in line.shapes if shape.is_prose and shape is not line.shape]
    return tuple(
        word
        for stem, word in kept.items()
        if sum(stem in words or f"{stem}s" in words for words in prose) <= STORY_LINES
    )


def kind_of(found: tuple[str, ...]) -> Kind:
    """What kind of litter it is: that of the first plain thing, or of the first thing of all."""
    plain = next((word for word in found if word not in COMMON), None)
    return PLAIN.get(plain, Kind.PAYWALL) if plain else COMMON[found[0]]
