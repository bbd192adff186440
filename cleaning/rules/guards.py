"""GUARDS: which lines a rule is asked about. What a rule would have nothing to say about, it need not look at.

A guard never changes a verdict, it only spares time: most lines are plain paragraphs, and most rules have nothing to
say about those. A rule without a row is asked about every line, and so is a line of several parts about every rule.
To add a guard: a row here; a test asks rules about the lines that their guards keep from them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cleaning.lines import Line, Place
from cleaning.rules.appeals import BOTH
from cleaning.rules.authors import ABOUT_WORDS
from cleaning.rules.authors import LAST_LINES as AUTHOR_LINES
from cleaning.rules.credits import STANDARDS_WORDS
from cleaning.rules.discussion import is_under
from cleaning.rules.evidence import MOST_HEADLINE, in_tail, is_link
from cleaning.rules.farewells import FIRST
from cleaning.rules.frames import ENTRY_WORDS, LIST_WORDS, ROW_KEYS, ROW_WORDS
from cleaning.rules.heads import BYLINE_WORDS, DATE_WORDS, PLACE_WORDS, STANDFIRST_LINES, TITLE_WORDS
from cleaning.rules.link_notes import LAST_WORDS
from cleaning.rules.manner import MANNER_WORDS, READER
from cleaning.rules.named import HELD
from cleaning.rules.offers import OFFER_WORDS
from cleaning.rules.pictures import CREDIT_WORDS
from cleaning.rules.prompts import KEPT_WORDS, READER_WORDS, VIEW_WORDS, things
from cleaning.rules.prose import HEADING_WORDS
from cleaning.rules.requests import REQUEST_WORDS
from cleaning.rules.respun import LINE_WORDS
from cleaning.rules.stock import STOCK_WORDS
from cleaning.rules.voice import PLAIN, SHORT_WORDS
from cleaning.values import Context, Kind
from cleaning.wording import MARKS

MANY = 1_000_000
"""More words than any line has."""

SLASH_REACH, SLASHES = 100, frozenset("/📷📸")
"""Characters of the names that a slash or a colon joins, at the end of a line; what opens or joins them."""

UNLIKE = re.compile(f"[{MARKS}ıİ]")
"""Signs at which a pattern's words end and a list's do not; letters that only a pattern reads without case."""


class Trait(StrEnum):
    """What a line may have beside its words."""

    TOP = "one of the first lines"
    TAIL = "one of the last lines"
    FAREWELL = "one of the last lines, opening like what a page says to its reader"
    SHORT_BEHIND = "short, behind the story, and no paragraph"
    BEHIND = "behind the story, in another element"
    DISCUSSED = "under a heading of readers' comments"
    CLASSED = "class words of its own"
    FIGURE = "under a picture, says the markup"
    LINK = "a link, and little else"
    DOUBTED = "the learned judge has doubts"
    ECHO = "its words stand in another line"
    QUOTED = "opens with a quotation mark, or names the account behind a post"
    NUMBERED = "opens with a figure"
    COLON = "a colon"
    POINTING = "a colon, or an arrow, may part a label from a headline"
    RIGHTS = "opens with the sign of copyright"
    SLASHED = "closes with a slash or a colon in brackets, or a bar; no paragraph, with a slash or a camera"
    PICTURED = "signs of Chinese for a picture and who took it, at either end"
    BRACKETED = "brackets around all of it"
    UNLIKE = "letters that patterns and lists of words do not read alike"
    FLANKED = "lines that go stand on both sides"
    SITE = "the site's habits are known"
    TITLES = "titles behind the article's links are known"


Test = Callable[[Line, Context], bool]
"""Whether a line has a trait."""

TRAITS: Mapping[Trait, Test] = {
    Trait.TOP: lambda line, _: line.index <= STANDFIRST_LINES,
    Trait.TAIL: lambda line, _: line.left < AUTHOR_LINES or in_tail(line),
    Trait.FAREWELL: lambda line, _: bool(line.shape.tokens) and line.shape.tokens[0] in FIRST and in_tail(line),
    Trait.SHORT_BEHIND: lambda line, _: (
        line.place is Place.CLOSING and not line.shape.is_prose and line.shape.words <= SHORT_WORDS
    ),
    Trait.BEHIND: lambda line, _: line.behind,
    Trait.DISCUSSED: lambda line, _: is_under(line),
    Trait.CLASSED: lambda line, _: bool(line.marks),
    Trait.FIGURE: lambda line, _: line.shape.block.tag == "figcaption",
    Trait.LINK: lambda line, _: is_link(line.shape),
    Trait.DOUBTED: lambda line, _: bool(line.shape.block.doubts),
    Trait.ECHO: lambda line, _: line.echo is not None,
    Trait.QUOTED: lambda line, _: line.text[:1] in '"“«„「『' or "(@" in line.text,
    Trait.NUMBERED: lambda line, _: bool(line.shape.tokens) and line.shape.tokens[0][0].isnumeric(),
    Trait.COLON: lambda line, _: ":" in line.text,
    Trait.POINTING: lambda line, _: not line.shape.is_prose and any(sign in line.text for sign in ":→»|"),
    Trait.RIGHTS: lambda line, _: "©" in line.text[:4] or "(c)" in line.text[:6].casefold(),
    Trait.SLASHED: lambda line, _: (
        (line.text[-1] in ")]" and any(sign in line.text[-SLASH_REACH:] for sign in "/:"))
        or "|" in line.text[-SLASH_REACH:]
        or (not line.shape.is_prose and not SLASHES.isdisjoint(line.text[-SLASH_REACH:]))
    ),
    Trait.PICTURED: lambda line, _: any(sign in line.text[:4] + line.text[-4:] for sign in "圖图攝摄影"),
    Trait.BRACKETED: lambda line, _: line.text[0] == "[" and line.text.rstrip()[-1] == "]",
    Trait.UNLIKE: lambda line, _: not line.text.isascii() and UNLIKE.search(line.text) is not None,
    Trait.FLANKED: lambda line, _: bool(line.flanks),
    Trait.SITE: lambda _, context: context.site is not None,
    Trait.TITLES: lambda line, context: bool(context.titles and line.shape.block.links),
}


@dataclass(frozen=True, slots=True)
class Guard:
    """Lines that a rule is asked about: those that any of these lets in.

    Attributes:
        words: lines up to so many words that are no prose.
        prose: prose up to so many words.
        opens: tables; lines with a part that one of their phrases may open.
        holds: words, case-folded; lines in which one of them stands.
        has: traits; lines that have one of them.
    """

    words: int = 0
    prose: int = 0
    opens: tuple[str, ...] = ()
    holds: frozenset[str] = frozenset()
    has: frozenset[Trait] = frozenset()


ALWAYS = Guard(words=MANY, prose=MANY)
"""The guard of a rule that has none."""


def has(*traits: Trait) -> frozenset[Trait]:
    """Traits for a column."""
    return frozenset(traits)


BEHIND = Guard(has=has(Trait.BEHIND))
SITE = Guard(has=has(Trait.SITE))

GUARDS: Mapping[str, Guard] = {
    # What stands over the story.
    "title_repeat": Guard(words=TITLE_WORDS, prose=TITLE_WORDS),
    "headline": Guard(has=has(Trait.TOP)),
    "byline": Guard(words=BYLINE_WORDS, opens=("byline",)),
    "timestamp": Guard(words=DATE_WORDS, prose=DATE_WORDS, opens=("timestamp",)),
    "dateline": Guard(words=PLACE_WORDS),
    "posted_in": Guard(words=ROW_WORDS, opens=("posted_in",), holds=ENTRY_WORDS),
    # What leads away from it.
    "see_also": Guard(opens=("see_also",), has=has(Trait.POINTING)),
    "related": Guard(words=MOST_HEADLINE, opens=("related",)),
    "bare_headline": Guard(words=MOST_HEADLINE, prose=MOST_HEADLINE),
    "known_title": Guard(has=has(Trait.TITLES)),
    "respun": Guard(words=LINE_WORDS),
    # What the page says in between.
    "story_continues": Guard(opens=("story_continues",), holds=things(Kind.STORY_CONTINUES)),
    "ad": Guard(words=OFFER_WORDS, prose=OFFER_WORDS, opens=("ad",), holds=things(Kind.AD)),
    "newsletter": Guard(opens=("newsletter",), holds=things(Kind.NEWSLETTER) | READER_WORDS),
    "share": Guard(opens=("share",), holds=things(Kind.SHARE) | ROW_KEYS),
    "paywall": Guard(opens=("paywall",), holds=things(Kind.PAYWALL) | BOTH),
    "cookie_notice": Guard(opens=("cookie_notice",), holds=things(Kind.COOKIE_NOTICE)),
    "comment_form": Guard(opens=("comment_form",), holds=things(Kind.COMMENT_FORM) | KEPT_WORDS),
    "navigation": Guard(opens=("navigation",), holds=LAST_WORDS, has=has(Trait.BRACKETED)),
    "caption": Guard(
        opens=("caption",),
        holds=CREDIT_WORDS,
        has=has(Trait.CLASSED, Trait.FIGURE, Trait.SLASHED, Trait.PICTURED, Trait.UNLIKE),
    ),
    "pull_quote": Guard(has=has(Trait.ECHO)),
    # What the page around a line says of it.
    "marked": Guard(has=has(Trait.CLASSED, Trait.BEHIND)),
    "left_out_heading": Guard(has=has(Trait.LINK, Trait.BEHIND)),
    "linked_card": BEHIND,
    "behind_form": BEHIND,
    "under_comments": Guard(has=has(Trait.DISCUSSED)),
    "author_card": BEHIND,
    # What closes it.
    "standards": Guard(words=STANDARDS_WORDS, prose=STANDARDS_WORDS, opens=("standards",)),
    "disclaimer": Guard(opens=("disclaimer",), holds=VIEW_WORDS, has=has(Trait.TAIL, Trait.UNLIKE)),
    "copyright": Guard(opens=("copyright",), holds=things(Kind.COPYRIGHT), has=has(Trait.RIGHTS)),
    "author_bio": Guard(holds=ABOUT_WORDS, has=has(Trait.TOP, Trait.TAIL, Trait.UNLIKE)),
    "farewell": Guard(has=has(Trait.FAREWELL)),
    "tag_list": Guard(words=LIST_WORDS, opens=("tag_list",)),
    "request": Guard(words=REQUEST_WORDS),
    "stock": Guard(words=STOCK_WORDS, prose=STOCK_WORDS),
    "manner": Guard(words=MANNER_WORDS, holds=READER, has=has(Trait.TAIL)),
    "voice": Guard(holds=frozenset(PLAIN), has=has(Trait.SHORT_BEHIND)),
    "named": Guard(holds=HELD),
    "abroad": Guard(words=MANNER_WORDS, prose=MANNER_WORDS),
    "company": Guard(has=has(Trait.FLANKED)),
    # What repeats on the site.
    "site_line": SITE,
    "site_opening": SITE,
    "site_path": SITE,
    "out_of_place": Guard(has=has(Trait.DOUBTED)),
    # What stays.
    "standfirst": Guard(has=has(Trait.TOP)),
    "sentence": Guard(prose=MANY),
    "quotation": Guard(has=has(Trait.QUOTED)),
    "crosshead": Guard(words=HEADING_WORDS, prose=HEADING_WORDS),
    "row": Guard(words=MANY, has=has(Trait.NUMBERED, Trait.COLON)),
}
"""By the name of the rule."""
