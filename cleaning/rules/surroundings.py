"""What the page around a line says: the classes of its elements, and the blocks that extraction left out beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from cleaning.lines import Line, Shape, shape_of
from cleaning.pieces import key_of
from cleaning.rules.authors import BIO_WORDS, surname
from cleaning.rules.evidence import (
    LEAST_HEADLINE,
    LINKED,
    is_heading,
    is_link,
    is_names,
    is_row,
    leads_elsewhere,
    word_lists,
)
from cleaning.rules.pointers import RELATED, SEE_ALSO, heads_block
from cleaning.rules.tables import Table, read_table
from cleaning.scene import Scene, outer
from cleaning.values import Article, Block, Context, Kind, Opinion
from cleaning.verdict import STRONG, SURE, WEAK
from cleaning.wording import count_words, straighten

MARKS = word_lists("marks")
KIND_OF = {words: Kind(kind) for kind, rows in MARKS.items() for words in rows}
MARKED = re.compile("-(" + "|".join(sorted(map(re.escape, KIND_OF), key=len, reverse=True)) + ")(?=-)")
PARTS = re.compile(r"[^a-z0-9]+")

MOST_PARTS = 6
"""Words of a class that names an element; longer ones are made from headlines."""

HEAD_CHARACTERS = 80
FORM = read_table("comment_form")
FORM_LEAST = 2
"""Different fields and words of a form that make one."""

REACH = 20
"""Lines that a block under a left-out heading may be long."""

SHARED = 0.5
"""Share of a heading's classes that a line of its block has as well."""

BOXED = frozenset({Kind.NEWSLETTER, Kind.PAYWALL, Kind.SHARE})
BOX_LINES, BOX_WORDS, BOX = 12, 80, "block: a box with its own heading or button"
"""Kinds of boxes that pages put between paragraphs, the most lines and words in one, and how the reason tells it."""

LINK = "link: all of it is one"
BEHIND = "behind the story, in another element"
CARD_LINES, NAME_WORDS = 3, 4
"""Lines and blocks of a card; words of a name."""


@lru_cache(maxsize=8192)
def meaning(mark: str) -> tuple[Kind, str] | None:
    """What a class word or an id says about what stands in its element.

    >>> meaning("blog-related-articles__slider")
    (<Kind.RELATED: 'related'>, 'related-articles')
    """
    words = PARTS.sub("-", mark)
    found = MARKED.search(f"-{words}-") if words.count("-") < MOST_PARTS else None
    return (KIND_OF[found[1]], found[1]) if found else None


def marked(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """A class of the line's own element, or of one around it, names what is no part of a story."""
    del article, context
    said = said_of(line)
    if said is None:
        return ()
    kind, words = said
    terms = (f"class: {words}", *((f"path: {BEHIND}",) if line.behind else ()))
    if line.behind:
        weight = SURE
    elif kind in BOXED and is_boxed(line.index, words, line.scene):
        weight, terms = SURE, (*terms, BOX)
    else:
        weight = WEAK if line.shape.is_prose or is_row(line.shape) else STRONG
    return (Opinion(0, len(line.text), kind, weight, terms),)


def is_boxed(index: int, words: str, scene: Scene) -> bool:
    """A line stands with others, few in lines and words, in an element of this name between paragraphs."""
    lines, size = 1, count_words(scene.lines[index].text)
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(scene.lines) and is_called(scene.lines[at], words):
            lines, size, at = lines + 1, size + count_words(scene.lines[at].text), at + step
            if lines > BOX_LINES or size > BOX_WORDS:
                return False
    return lines > 1


def is_called(block: Block, words: str) -> bool:
    """A class of the block, or of an element around it, says these words."""
    return any(said[1] == words for said in map(meaning, block.marks) if said)


def said_of(line: Line) -> tuple[Kind, str] | None:
    """What the nearest class or name of an element with a meaning says, of those that the story's container has not."""
    home = line.scene.home.marks if line.scene.home else ()
    marks = line.shape.block.marks if line.behind else line.marks
    named = (*marks, *custom_elements(line))
    return next((said for mark in named if mark not in home and (said := meaning(mark))), None)


def custom_elements(line: Line) -> tuple[str, ...]:
    """Names that the page itself gave to elements around a line and not around the story, nearest first."""
    path = line.shape.block.path
    if "-" not in path:
        return ()
    story = line.scene.home.path.split("/") if line.scene.home else []
    return tuple([tag for tag in reversed(path.split("/")) if "-" in tag and tag not in story])


def in_block(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """An item of a block of other stories: it stands in the element of the block's heading, kept or left out."""
    del article, context
    head = blocks_of(line.scene).get(line.index)
    if head is None or heads_block(line.shape, RELATED):
        return ()
    return (Opinion(0, len(line.text), Kind.RELATED, SURE, (f"block: in one element with “{head[:40]}”",)),)


@lru_cache(maxsize=8)
def blocks_of(scene: Scene) -> Mapping[int, str]:
    """Lines that stand in one element with the heading of a block of other stories, with that heading.

    A block goes on as long as lines share the classes that its heading has and the story's prose before it has not;
    a line in the place of that prose is the story's.
    """
    if scene.home is None:
        return {}
    found, head = dict[int, str](), None
    own, marks, paths = frozenset[str](), set(scene.home.marks), set[str]()
    for index, line in enumerate(scene.lines):
        if (heading := headings_of(scene)[index]) is not None:
            head, own = heading.text if paths else None, frozenset(heading.marks) - marks
        if (
            head
            and outer(line.path) not in {*paths, scene.home.path}
            and len(own.intersection(line.marks)) > len(own) * SHARED
        ):
            found[index] = head
        elif scene.prose[index]:
            head = None
            marks.update(line.marks)
            paths.add(outer(line.path))
    return found


@lru_cache(maxsize=8)
def headings_of(scene: Scene) -> tuple[Block | None, ...]:
    """For each line the heading of a block of other stories that it is, or that was left out right before it."""
    return tuple(heading_at(scene, index) for index in range(len(scene.lines)))


def heading_at(scene: Scene, index: int) -> Block | None:
    """The heading of a block of other stories: the line itself, or the last one left out before it."""
    for block in (scene.lines[index], *reversed(scene.gaps[index])):
        if opens(block, RELATED):
            return block
    return None


def under_left_out(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """A line behind the story, or a link, under a heading of other stories that extraction left out."""
    del article, context
    if not (line.behind or (is_link(line.shape) and not line.shape.is_prose)):
        return ()
    head = left_out_above(line) or (cue_above(line) if is_link(line.shape) else None)
    if head is None:
        return ()
    terms = (f"block: under the left-out heading “{head.text[:40]}”", f"path: {BEHIND}" if line.behind else LINK)
    return (Opinion(0, len(line.text), Kind.RELATED, SURE if line.behind else STRONG, terms),)


def left_out_above(line: Line) -> Block | None:
    """The nearest left-out heading of a block above a line, with no prose of the story between."""
    scene = line.scene
    for index in range(line.index, max(-1, line.index - REACH), -1):
        heading = headings_of(scene)[index] if scene.gaps[index] else None
        if heading is not None and not heading.chosen:
            return heading
        if index == 0 or (scene.prose[index - 1] and (scene.home is None or scene.home.holds(scene.lines[index - 1]))):
            return None
    return None


def cue_above(line: Line) -> Block | None:
    """“Read more” that leads nowhere itself, left out right above a run of links to which the line belongs."""
    for index in range(line.index, max(-1, line.index - REACH), -1):
        gap = line.scene.gaps[index]  # a line with a link has a page around it
        if gap:
            return gap[-1] if not gap[-1].links and opens(gap[-1], SEE_ALSO) else None
        if index == 0 or line.shapes[index - 1].link_share < LINKED:
            return None
    return None


def opens(block: Block, table: Table) -> bool:
    """A short block that is a phrase of the table and nothing else. Its first word is looked at before its shape."""
    if not is_short(block) or key_of(straighten(block.text)) not in table.keys:
        return False
    return heads_block(shape_of(block), table)


def is_short(block: Block) -> bool:
    """Short enough for a heading or a field."""
    return len(block.text) <= HEAD_CHARACTERS


def after_form(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """Behind a form for comments that extraction left out: readers' words, and what goes with them."""
    del article, context
    if not line.behind or (form := form_of(line.scene)) is None or line.index < form[0]:
        return ()
    terms = (f"block: behind the left-out form “{form[1][:40]}”", f"path: {BEHIND}")
    return (Opinion(0, len(line.text), Kind.COMMENT, SURE, terms),)


@lru_cache(maxsize=8)
def form_of(scene: Scene) -> tuple[int, str] | None:
    """The first line behind a left-out form for comments, and the words by which it is known."""
    last = scene.home.last if scene.home else 0
    found = dict[str, int]()
    for index in range(last + 1, len(scene.gaps)):
        for words in fields(scene.gaps[index]):
            found.setdefault(words, index)
    first = min(found, key=lambda words: found[words], default=None)
    return (found[first], first) if first is not None and len(found) >= FORM_LEAST else None


def fields(gap: tuple[Block, ...]) -> Iterator[str]:
    """Fields and words of a form among left-out blocks."""
    for block in gap:
        if opens(block, FORM):
            yield block.text.strip(" *:").casefold()


def linked_card(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """Headlines of other stories behind the story, each a link to a page of the site, and the words under them."""
    del context
    if not line.behind or is_row(line.shape):
        return ()
    terms, weight = [f"path: {BEHIND}"], SURE
    if is_linked_headline(line.shape, article):
        terms.append("link: all of it leads to another page of the site")
    elif (head := headline_above(line, article)) is not None:
        terms.append(f"block: under the linked headline “{head.block.text[:40]}”")
    elif in_other_article(line):
        terms, weight = ["path: behind the story, in an article element of its own"], STRONG
    else:
        return ()
    return (Opinion(0, len(line.text), Kind.RELATED, weight, tuple(terms)),)


def is_linked_headline(shape: Shape, article: Article) -> bool:
    """A headline that is a link to another page of the site."""
    return shape.words >= LEAST_HEADLINE and leads_elsewhere(shape, article)


def headline_above(line: Line, article: Article) -> Shape | None:
    """The linked headline of the card in which the line stands: both share a class that the story does not have."""
    home = line.scene.home.marks if line.scene.home else ()
    own = {mark for mark in line.shape.block.marks if mark not in home}
    for shape in line.shapes[max(0, line.index - CARD_LINES) : line.index]:
        if is_linked_headline(shape, article) and own.intersection(shape.block.marks):
            return shape
    return None


def in_other_article(line: Line) -> bool:
    """An article element stands around the line and not around the story."""
    home = line.scene.home
    if home is None:
        return False
    own, story = line.shape.block.path.split("/"), home.path.split("/")
    shared = next((depth for depth, pair in enumerate(zip(own, story, strict=False)) if pair[0] != pair[1]), len(story))
    return "article" in own[shared:]


def author_card(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """Who the author is, behind the story and under a name or post that extraction left out."""
    del context
    if not line.behind or line.shape.words > BIO_WORDS or is_heading(line.shape) or is_row(line.shape):
        return ()
    for block in line.left_out_before[-CARD_LINES:]:
        if names_author(block, line, article):
            terms = (f"block: under the left-out name “{block.text[:40]}”", f"path: {BEHIND}")
            return (Opinion(0, len(line.text), Kind.AUTHOR_BIO, SURE, terms),)
    return ()


def names_author(block: Block, line: Line, article: Article) -> bool:
    """A left-out block is the author's name, or another name that the line says something about."""
    if not is_short(block) or not is_names(block.text, at_most=NAME_WORDS):
        return False
    if article.publisher and block.text.casefold() in article.publisher.casefold():
        return False
    last = surname(block.text)
    return (article.byline is not None and last in article.byline.casefold()) or (
        " " in block.text and block.text.casefold() in line.shape.folded
    )
