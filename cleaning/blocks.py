"""Our own reading of a page: every block of text in page order, with the evidence that the markup gives for it."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from cleaning.addresses import Addresses
from cleaning.places import Place, Spot
from cleaning.repair import UNCOUNTED, is_plain, visible
from cleaning.rows import is_data, joined
from cleaning.unread import LISTS, Aside, holds_no_story, is_register
from cleaning.values import Block, Link

MAX_BLOCKS = 100_000
"""Blocks that are read of one page; what follows is left alone. A long live blog has a few thousand."""

MAX_BLOCK = 20_000
"""Characters of one block; a longer one goes on in the next, so that no rule meets a line of a megabyte."""

SILENT_NAMES = """
script style template head iframe object applet embed svg math canvas audio video map select datalist textarea
"""
SILENT = frozenset(SILENT_NAMES.split())
"""Elements whose content is no text of the page."""

INLINE_NAMES = """
a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd mark nobr q rp rt rtc ruby s samp small
span strike strong sub sup time tt u var wbr
"""
INLINE = frozenset(INLINE_NAMES.split())
"""Elements that flow inside a block; every other element, unknown ones included, stands by itself."""

CELLS = frozenset({"td", "th"})
NO_LINK = -1
BAR = 3
"""Letters of a bar between two links, spaces included: they are neither a link's nor the story's."""

Piece = tuple[str, int] | None
"""A text and the number of the link it belongs to; None is a line break."""


@dataclass(slots=True)
class Walk:
    """One pass over a tree; `markup` sees to it that no tree is too deep for recursion.

    Pieces of text are gathered until an element that stands by itself opens or closes; then they become a block. A
    link around several blocks goes on in each of them.

    Attributes:
        addresses: resolves link targets.
        hrefs: targets of all links met, as written; pieces count them from 0.
        pieces: of the block in the making.
        blocks: finished ones.
        rows: the rows of tables that are open, outermost first: for each of its cells the number of its first block.
        letters, linked, links, bars: characters of all texts met, of those in links, number of these, bars beside them.
        asides: elements that hold no story.
    """

    addresses: Addresses
    hrefs: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    rows: list[list[int]] = field(default_factory=list)
    letters: int = 0
    linked: int = 0
    links: int = 0
    bars: int = 0
    asides: list[Aside] = field(default_factory=list)

    def enter(self, spot: Spot, link: int) -> None:
        """An element that stands by itself, inside the link of this number."""
        if self.pieces:
            self.finish(spot.outer)
        if (tag := spot.element.tag) in CELLS or tag == "tr":
            spot.step = self.step(tag)
        letters, linked, links, bars = self.letters, self.linked, self.links, self.bars
        self.inner(spot.element, spot, link)
        if self.pieces:
            self.finish(spot)
        letters, linked, links = self.letters - letters, self.linked - linked, self.links - links
        if tag in LISTS and is_register(letters - BAR * (self.bars - bars), linked, links):
            self.asides.append(Aside(spot.element, 0))
        elif holds_no_story(tag, letters, linked, links):
            self.asides.append(Aside(spot.element, letters))
        if tag == "tr":
            self.close_row(self.rows.pop(), spot.place)

    def inner(self, element: HtmlElement, spot: Spot, link: int) -> None:
        """What an element holds: its text, its children, and the texts behind them."""
        if text := element.text:
            self.add(text, spot, link)
        for child in element:
            tag = child.tag
            if tag in INLINE:
                if tag == "span" and is_break(child):
                    self.pieces.append(None)
                self.inner(child, spot, self.opened(child, link) if tag == "a" else link)
            elif tag == "br":
                self.pieces.append(None)
                self.inner(child, spot, link)
            elif tag not in SILENT:
                self.enter(Spot(child, spot), link)
            if tail := child.tail:
                self.add(tail, spot, link)
            if len(self.blocks) >= MAX_BLOCKS:
                break

    def opened(self, element: HtmlElement, link: int) -> int:
        """Number of the link that an element opens, or of the one around it when it leads nowhere."""
        href = element.get("href")
        if not href:
            return link
        self.hrefs.append(href)
        return len(self.hrefs) - 1

    def step(self, tag: str) -> str:
        """Part of the path that an element adds: its name, and the number of a cell behind the first of its row."""
        if tag == "tr":
            self.rows.append([])
        elif tag in CELLS and self.rows:
            self.rows[-1].append(len(self.blocks))
            count = len(self.rows[-1])
            return f"{tag}[{count}]" if count > 1 else tag
        return tag

    def close_row(self, starts: list[int], place: Place) -> None:
        """The cells of a row of data become one block."""
        cells = [self.blocks[start:end] for start, end in itertools.pairwise([*starts, len(self.blocks)])]
        if is_data(cells):
            row = Block("", place.tag, place.path, place.marks, extracted=False, chosen=False)
            self.blocks[starts[0] :] = [joined(cells, row)]

    def add(self, text: str, spot: Spot, link: int) -> None:
        """One more text; white space before the first word of a block is none of it."""
        if "\n" in text and spot.element.tag == "pre":
            for line in text.split("\n"):
                self.pieces += [(line, link), None]
            self.pieces.pop()
        elif self.pieces or not text.isspace():
            self.pieces.append((text, link))

    def finish(self, spot: Spot | None) -> None:
        """What was gathered becomes blocks: one, or several where empty lines divide it."""
        if spot is None:
            return
        pieces, self.pieces = self.pieces, []
        for paragraph in paragraphs(pieces) if len(pieces) > 1 else (pieces,):
            text, breaks, spans = assemble(paragraph) if len(paragraph) > 1 else alone(paragraph[0])
            if text.strip(UNCOUNTED):
                links = tuple([self.link(*span) for span in spans])
                self.letters += len(text)
                if links:
                    self.links += len(links)
                    self.bars += text.count("|")
                    self.linked += sum([link.end - link.start for link in links])
                place = spot.place
                block = Block(text, place.tag, place.path, place.marks, links, breaks, extracted=False, chosen=False)
                self.blocks.extend(portions(block))

    def link(self, start: int, end: int, number: int) -> Link:
        """A link by its number."""
        target, same_site = self.addresses.resolve(self.hrefs[number])
        return Link(start, end, target, same_site)


def is_break(element: HtmlElement) -> bool:
    """An empty element that is called a line break and shown as one (seen on The Times of India)."""
    return not element.text and not len(element) and "br" in (element.get("class") or "").split()


def read_blocks(tree: HtmlElement, addresses: Addresses) -> list[Block]:
    """Every block of the tree in page order, all with `extracted` and `chosen` off: nobody has voted yet."""
    return read_tree(tree, addresses).blocks


def read_tree(tree: HtmlElement, addresses: Addresses) -> Walk:
    """One pass over a tree."""
    walk = Walk(addresses)
    walk.enter(Spot(tree, None), NO_LINK)
    del walk.blocks[MAX_BLOCKS:]
    return walk


def paragraphs(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces divided at empty lines, as in `<br><br>`; parts without text are left out.

    >>> paragraphs([("a", -1), None, ("b", -1), None, (" ", -1), None, ("c", -1)])
    [[('a', -1), None, ('b', -1)], [('c', -1)]]
    """
    parts: list[list[Piece]] = [[]]
    breaks = 0
    for piece in pieces:
        if piece is None:
            breaks += 1
        elif piece[0].isspace():
            if not breaks:
                parts[-1].append(piece)
        else:
            if breaks > 1:
                parts.append([])
            elif breaks:
                parts[-1].append(None)
            parts[-1].append(piece)
            breaks = 0
    return [part for part in parts if part]


def assemble(pieces: list[Piece]) -> tuple[str, tuple[int, ...], list[tuple[int, int, int]]]:
    """The pieces as one text with single spaces, offsets of its line breaks, and (start, end, number) of its links.

    >>> assemble([("See ", -1), ("the  map", 0), (".", -1), None, ("Bye", -1)])
    ('See the map. Bye', (12,), [(4, 11, 0)])
    """
    out: list[str] = []
    breaks: list[int] = []
    spans: list[tuple[int, int, int]] = []
    length, space = 0, False
    for piece in pieces:
        if piece is None:
            if length:
                breaks.append(length)
            space = True
            continue
        raw, link = piece
        text = " ".join(raw.split())
        if not is_plain(text):
            raw = visible(raw)
            text = " ".join(raw.split())
        if text:
            if length and (space or raw[0].isspace()):
                text = " " + text
            start = length + (text[0] == " ")
            length += len(text)
            out.append(text)
            if link != NO_LINK:
                joined = bool(spans) and spans[-1][2] == link
                spans[-1:] = [(spans[-1][0], length, link)] if joined else [*spans[-1:], (start, length, link)]
            space = raw[-1].isspace()
        else:
            space = space or bool(raw)
    return "".join(out), tuple(offset for offset in dict.fromkeys(breaks) if offset < length), spans


def alone(piece: Piece) -> tuple[str, tuple[int, ...], list[tuple[int, int, int]]]:
    """What `assemble` makes of a single piece, as most blocks are.

    >>> alone((" the  map", 0)), alone(None)
    (('the map', (), [(0, 7, 0)]), ('', (), []))
    """
    if piece is None:
        return "", (), []
    raw, link = piece
    text = " ".join(raw.split())
    if not is_plain(text):
        text = " ".join(visible(raw).split())
    return text, (), [(0, len(text), link)] if text and link != NO_LINK else []


def portions(block: Block) -> list[Block]:
    """The block, or, where it is longer than MAX_BLOCK, its portions, divided at spaces."""
    portions, start = [], 0
    while len(block.text) - start > MAX_BLOCK:
        end = block.text.rfind(" ", start, start + MAX_BLOCK)
        end = end if end > start else start + MAX_BLOCK
        portions.append(part(block, start, end))
        start = end
    return [*portions, part(block, start, len(block.text))] if portions else [block]


def part(block: Block, start: int, end: int) -> Block:
    """A span of a block as a block of its own, without white space at its edges.

    >>> part(Block("One two", links=(Link(4, 7, "/two", True),)), 3, 7).links
    (Link(start=0, end=3, target='/two', same_site=True),)
    """
    while start < end and block.text[start].isspace():
        start += 1
    while end > start and block.text[end - 1].isspace():
        end -= 1
    first = bisect_right(block.links, start, key=lambda link: link.end)
    last = bisect_left(block.links, end, key=lambda link: link.start)
    links = tuple(
        Link(max(link.start, start) - start, min(link.end, end) - start, link.target, link.same_site)
        for link in block.links[first:last]
    )
    offsets = block.breaks[bisect_right(block.breaks, start) : bisect_left(block.breaks, end)]
    breaks = tuple(offset - start for offset in offsets)
    return replace(block, text=block.text[start:end], links=links, breaks=breaks)
