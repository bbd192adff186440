r"""Articles in the notation of `tests/cases`: what `tests/casefile.py` reads is written here, and nothing else.

Text of a page can look like the notation itself: a line that is only ".", a dash that opens speech, a bracket. There a
backslash makes the next character plain. What no row can hold (line breaks, control characters, characters that change
the order in which others are shown) is refused by name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from enum import IntEnum

from cleaning.values import Block, CopydeskError, Link

SITE = "https://tidings.example/"
"""Where every case stands; links within the article's own site lead there."""

PLACE_START = "html/body/"
SIGNS = {"h2": "## ", "li": "- ", "blockquote": "> "}
TAGS = {"h1": "h2", "h2": "h2", "h3": "h2", "h4": "h2", "h5": "h2", "h6": "h2", "li": "li", "blockquote": "blockquote"}
OPENS = re.compile(r"[#~<?{]|[->] |\.$")
LINKED = re.compile(r"\[[^\]]+\]\(\S+?\)")
ELEMENT = re.compile(r"[\w/]+")
MARK = re.compile(r"[\w-]+")
DOUBT = re.compile(r"[^:\\]+")
OVERRIDES = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
SHIELDS = range(0x10F800, 0x10F880)
"""Characters of private use that the reader puts for escaped ones."""

MOST_CHARACTERS = 5_000
"""Of one line: a case is for people to read."""


class NotationError(CopydeskError):
    """A text that no case can hold; the message says why."""


class Detail(IntEnum):
    """How much of the markup is written: as little as shows the error."""

    WORDS = 0
    LINKS = 1  # also tags, odds, author, description
    PLACES = 2  # also elements, what was left out, what is known of the site


def plain(text: str) -> str:
    r"""A text as a row that means nothing else.

    Raises:
        NotationError: no row can hold it.

    >>> plain("- Oui, dit-elle."), plain("."), plain("a [b](c)")
    ('\\- Oui, dit-elle.', '\\.', 'a \\[b](c)')
    """
    check(text)
    row = text.replace("\\", "\\\\")
    if LINKED.search(row):
        row = row.replace("[", "\\[")
    return edged(row)


def edged(row: str) -> str:
    """The row with its first and last character plain where they would mean something or get lost."""
    if OPENS.match(row) or row[:1].isspace():
        row = shielded(row[0]) + row[1:]
    return row[:-1] + shielded(row[-1]) if row[-1:].isspace() else row


def shielded(character: str) -> str:
    """One character behind a backslash; beyond ASCII there is nothing to shield."""
    return f"\\{character}" if character.isascii() else character


def check(text: str) -> None:
    """Raise NotationError where no row can hold the text."""
    if not text.strip():
        raise NotationError("it is empty")
    if len(text) > MOST_CHARACTERS:
        raise NotationError(f"it is {len(text):,} characters long; a case holds lines of {MOST_CHARACTERS:,} at most")
    odd = next((c for c in text if is_odd(c)), None)
    if odd is not None:
        name = unicodedata.name(odd, "a control character" if ord(odd) not in SHIELDS else "private use").lower()
        raise NotationError(
            f"it holds U+{ord(odd):04X} ({name}), which no row can hold or which would mislead a reader"
        )


def holds(text: str) -> bool:
    r"""Can a row hold the text?

    >>> holds("Rain fell."), holds("Rain\nfell."), holds("x" * 6_000)
    (True, False, False)
    """
    try:
        check(text)
    except NotationError:
        return False
    return True


def is_odd(character: str) -> bool:
    """A character that ends a line, cannot be encoded, is not seen, or changes the order of others."""
    return (
        unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        or unicodedata.bidirectional(character) in OVERRIDES
        or ord(character) in SHIELDS
    )


def headline(text: str) -> str:
    r"""Text as a title of a case, whatever a site is called.

    >>> headline("in the wild:\n<b>.example")
    'in the wild: <b>.example'
    """
    return "".join("\ufffd" if is_odd(c) else c for c in " ".join(text.split()))


def as_read(block: Block, detail: Detail) -> Block:
    """The block as the notation can hold it."""
    if detail is Detail.WORDS:
        return Block(block.text, chosen=block.chosen)
    tag = TAGS.get(block.tag, "")
    read = Block(block.text, tag=tag, links=tuple(map(moved, writable(block))), chosen=block.chosen)
    if detail is Detail.PLACES and (element := element_of(block)):
        marks = tuple(mark for mark in block.marks if MARK.fullmatch(mark))
        read = replace(read, path=f"{PLACE_START}{element}/{tag or 'p'}", marks=marks)
    if block.chosen and block.belongs is not None and (doubt := doubt_of(block)):
        read = replace(read, belongs=round(block.belongs, 2), doubts=(doubt,))
    return read


def writable(block: Block) -> list[Link]:
    """The block's links that stand in order and have words."""
    kept: list[Link] = []
    for link in sorted(block.links, key=lambda link: link.start):
        if (kept[-1].end if kept else 0) <= link.start < link.end <= len(block.text):
            kept.append(link)
    return kept


def moved(link: Link) -> Link:
    """The link with an address that a row can hold, on the case's own site where it is on the article's."""
    target = "".join(
        c if c.isprintable() and not c.isspace() and c not in "()\\" else f"%{ord(c):02X}" for c in link.target
    )
    if link.same_site:
        target = SITE + target.partition("://")[2].partition("/")[2]
    return replace(link, target=target or "%20", same_site=target.startswith(SITE))


def element_of(block: Block) -> str | None:
    """What stands between the body and the block's own tag, as the notation names it; None where that is nothing."""
    inner = block.path.removeprefix(PLACE_START)
    element = inner.rpartition("/")[0] if inner != block.path else ""
    return element if ELEMENT.fullmatch(element) else None


def doubt_of(block: Block) -> str | None:
    """The first doubt, as far as a row can hold it."""
    doubt = block.doubts[0].partition(":")[0].strip() if block.doubts else ""
    return doubt if DOUBT.fullmatch(doubt) and not any(map(is_odd, doubt)) else None


def row_of(block: Block) -> str:
    """The row of a block that `as_read` gave.

    Raises:
        NotationError: no row can hold its text.
    """
    check(block.text)
    element = block.path.removeprefix(PLACE_START).rpartition("/")[0]
    return "".join(
        (
            "" if block.chosen else "~ ",
            f"<{'.'.join((element, *block.marks))}> " if element else "",
            f"?{block.belongs} {block.doubts[0]}: " if block.belongs is not None else "",
            SIGNS.get(block.tag, ""),
            text_of(block),
        )
    )


def text_of(block: Block) -> str:
    """The block's text with its links."""
    if not block.links:
        return plain(block.text)
    parts, position = [], 0
    for link in block.links:
        parts.append(brackets(block.text[position : link.start]))
        parts.append(f"[{brackets(block.text[link.start : link.end])}]({link.target})")
        position = link.end
    parts.append(brackets(block.text[position:]))
    return edged("".join(parts))


def brackets(text: str) -> str:
    """Text beside or inside a link."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
