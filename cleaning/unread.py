"""What of a page trafilatura need not read: it copies a tree several times and asks each element a dozen questions.

What goes is what it would take out itself, sooner or later: menus, footers, lists of short links, pictures, scripts,
and attributes that it does not look at. That is half of a page's elements and two fifths of trafilatura's time. On 50
of 769 pages of the development sets the lines differ, mostly because its choice between searches depends on how much
else a page says. F1 on the unread halves of the domains rises by .001 (wcxb) and .005 (old layouts); on the halves that
were read it was .9568 and .9243 before, and is .9566 and .9260 now that long lists of names go whatever their share.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml.etree import strip_attributes, strip_elements
from lxml.html import HtmlElement

from cleaning.value import value

GONE = "noscript"
"""Name that an element gets which is to go; of the elements without text it goes with them, in one pass."""

TEXTLESS = ("noscript", "iframe", "style", "link", "meta", "source", "track", "param", "input", "embed", "option")
"""Elements that hold no text of a page and that trafilatura 2.3.1 drops unread."""

LINKED_DATA = "application/ld+json"
"""Scripts that it reads, where it finds no text elsewhere."""

ATTRIBUTES = (
    *("href", "src", "srcset", "data-src", "data-srcset", "sizes", "alt", "title", "target", "rel", "width", "height"),
    *("onclick", "datetime"),
)
"""What many elements carry and it does not look at while links and pictures are off."""

BOXES = frozenset({"nav", "aside", "footer", "menu", "dialog", "fieldset", "button", "picture"})
"""Elements that it drops with all they hold."""

LISTS = frozenset({"div", "ul", "ol", "dl", "section", "header"})
"""Elements that it drops where they hold nothing but links (its link density tests)."""

LEAST_LINKS, LINKED, SHORT = 5, 0.9, 40
"""How many links such an element has, what share of its letters is theirs, and how many letters they have at most in
the mean: fewer than its own tests allow, so that a list of stories told in links stays."""

MOST = 0.25
"""Share of the page's letters up to which one element may go: a menu that is never closed holds a whole page."""

REGISTER, NAME = 30, 20
"""Links of a list, and letters of these at most in the mean, that goes however long it is: all writers of
a paper, by name, are more than a story. It mends three pages of one site (F1 +.13 to +.17); on the unread halves one
page is found that was lost."""


@value(frozen=True, slots=True)
class Aside:
    """An element that holds no story, as far as can be told before anybody asks which the story is.

    Attributes:
        element: in the page's tree.
        letters: of its text; 0 where it goes however long it is.
    """

    element: HtmlElement
    letters: int


def holds_no_story(tag: str, letters: int, linked: int, links: int) -> bool:
    """Told by an element's name, its letters, those of them in links, and the number of links.

    >>> holds_no_story("nav", 900, 0, 0), holds_no_story("ul", 80, 78, 7), holds_no_story("p", 80, 78, 7)
    (True, True, False)
    """
    if tag in BOXES:
        return True
    return links >= LEAST_LINKS and tag in LISTS and linked > LINKED * letters and linked < SHORT * links


def is_register(letters: int, linked: int, links: int) -> bool:
    """Nothing but links as short as names; the letters are told without the bars between these.

    >>> is_register(4_000, 3_900, 300), is_register(4_000, 3_900, 100)
    (True, False)
    """
    return links >= REGISTER and linked > LINKED * letters and linked <= NAME * links


def take_out(tree: HtmlElement, asides: Iterable[Aside], letters: int) -> None:
    """Takes out of a tree what need not be read, in place; texts behind an element that goes stay.

    Args:
        tree: of a page, that nobody reads any more.
        asides: elements that hold no story.
        letters: of the whole page.
    """
    for aside in asides:
        if aside.letters <= MOST * letters:
            aside.element.tag = GONE
    for script in tree.iter("script"):
        if script.get("type") != LINKED_DATA:
            script.tag = GONE
    strip_elements(tree, *TEXTLESS, with_tail=False)
    strip_attributes(tree, *ATTRIBUTES)
