"""Who wrote an article: the names that its page states, the most reliable statement first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from cleaning.metadata.heads import Heads
from cleaning.metadata.jsonld import LinkedData
from cleaning.metadata.people import LABEL, MAX_AUTHORS, UNCASED, agencies_of, people_of
from cleaning.repair import tidy

MAX_BYLINE = 360
MAX_MARKED, MAX_PIECES = 5, 12
"""Characters of a byline; elements called a byline that are read, and texts inside one."""

NAMES = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl")
LATER_NAMES = ("citation_author", "cxenseparse:author", "lp.article:author", "article:author:name", "twitter:creator")
CLASSES = re.compile(
    r"""(?:^|[\s_-])(?:
        bylines? | authors? | author[_-]{1,2}names? | article-author | post-author | entry-author | c-byline
      | authorname | textauthor | journalist | autor(?:en|es)? | auteurs? | reporter(?:-name)?
    )(?:$|[\s_-]) | [a-z_]AuthorName | byline[A-Z]""",
    re.VERBOSE,
)
NO_CLASSES = re.compile(
    r"caption|credit|image|photo|figure|related|teaser|(?<!v)card|comment|bio|sidebar|footer|desc", re.IGNORECASE
)
"""Other places that name somebody: under a picture, of another story, at the end. "author vcard" is a byline."""

ELEMENTS = frozenset(("a", "span", "div", "p", "address", "cite", "li", "h4", "h5"))
CLASS_PARTS = ("uthor", "yline", "utor", "uteur", "ournalist", "eporter")
"""One of them is in whatever CLASSES finds: looked for first, since most classes have none."""

ABOUT = re.compile(r"(?:about|über|à\s+propos\s+de|sobre|informazioni\s+su|over|om)\s+", re.IGNORECASE)
"""Before the name at the head of the box below a story."""

WRITTEN_LINE = re.compile(r"[^\n.!?]{3,160}(?<!\s)\.?")
LINE_WORDS = 24


def byline_of(
    tree: HtmlElement, heads: Heads, data: LinkedData, outlets: Sequence[str]
) -> tuple[str | None, str | None]:
    """The writers' names as one text, and the agency, where one is named as the writer."""
    agency = next((found for text in data.texts("author") for found in agencies_of(text)), None)
    best: tuple[str, ...] = ()
    for texts in (data.people("author"), *stated(heads), data.people("creator")):
        agency = agency or next((found for text in texts for found in agencies_of(text)), None)
        people = unique(name for text in texts for name in people_of(text, outlets))
        if not best or (len(people) > len(best) and set(best) < set(people)):
            best = people
    best = best or next((people for text in marked(tree) if (people := full_names(text, outlets))), ())
    return (join(best) if best else None), agency


def full_names(text: str, outlets: Sequence[str]) -> tuple[str, ...]:
    """People of a text that nobody stated to name some: words alone do not count."""
    people = people_of(ABOUT.sub("", text, count=1) if ABOUT.match(text) else text, outlets)
    named = any(" " in name or (UNCASED.search(name) and LABEL.match(text)) for name in people)
    return people if named else ()


def stated(heads: Heads) -> Iterator[tuple[str, ...]]:
    """What meta elements state, one statement a name."""
    yield from (values for name in (*NAMES, *LATER_NAMES) if (values := heads.all(name)))


def unique(names: Iterator[str]) -> tuple[str, ...]:
    """Each name once, whatever its case, in order."""
    return tuple({name.casefold(): name for name in reversed(list(names))}.values())[::-1][:MAX_AUTHORS]


def marked(tree: HtmlElement) -> Iterator[str]:
    """Texts of elements that the markup calls a byline: the pieces up to the first that is something else."""
    found = (element for element in tree.iter(*ELEMENTS) if is_marked(element))
    yield from (text for element in islice(found, MAX_MARKED * 2) if (text := opening(element)))


def is_marked(element: HtmlElement) -> bool:
    """Whether the markup says that a writer is named here."""
    if element.get("rel") == "author" or element.get("itemprop") == "author":
        return True
    marks = element.get("class")
    if not marks or not any(part in marks for part in CLASS_PARTS):
        return False
    return CLASSES.search(marks) is not None and NO_CLASSES.search(marks) is None


def opening(element: HtmlElement) -> str:
    """The names that an element opens with: label, names and what joins them, up to a date, a post or a sentence."""
    pieces = [text for piece in islice(element.itertext(), MAX_PIECES * 2) if (text := tidy(piece[:MAX_BYLINE]))]
    taken: list[str] = []
    for piece in pieces[:MAX_PIECES]:
        named = bool(people_of(piece))
        if taken and named and not joins(taken[-1]):
            break
        if not named and not joins(piece) and any(people_of(text) for text in taken):
            break
        taken.append(piece)
    return " ".join(taken)


def joins(piece: str) -> bool:
    """A label before names, or what stands between two."""
    words = piece.strip(" ,;:&|/").casefold()
    return not words or words in JOINING or LABEL.fullmatch(f"{words} ") is not None


JOINING = frozenset(("and", "und", "et", "y", "e", "och", "og", "en", "ja", "i", "with"))


def join(names: Sequence[str]) -> str:
    """Names as one text.

    >>> join(["Ann", "Ben", "Cleo"])
    'Ann, Ben and Cleo'
    """
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} and {names[-1]}"[:MAX_BYLINE]


def byline_in(lines: Sequence[str]) -> str | None:
    """The writers named by a short line of the text that begins with "By".

    >>> byline_in(["By Jane Doe, City Desk"]), byline_in(["By then the rain had stopped."])
    ('Jane Doe', None)
    """
    return next((join(people) for line in lines if (people := writers_in(line))), None)


def writers_in(line: str) -> tuple[str, ...]:
    """The writers named by a line that opens with a label and holds nothing but names, posts and a date."""
    label = LABEL.match(line)
    if label is None or len(line.split()) > LINE_WORDS or not WRITTEN_LINE.fullmatch(line):
        return ()
    opens, marked_off = line[label.end() :][:1], label[0].rstrip()[-1] in ":：/／|者"
    if not opens.isupper() and not (marked_off and UNCASED.search(opens)):
        return ()
    return full_names(line, ())
