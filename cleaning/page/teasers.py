"""Teasers: short texts that each stand under the linked headline of another page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cleaning.values import Block, Link

MOSTLY_LINK = 0.8
"""Share of a block that is one link to make it a linked headline."""

LEAST_CHARACTERS, LEAST_UNSPACED, MOST_CHARACTERS = 15, 7, 220
"""Length of a linked headline; shorter links are names of sections and people, unless they are headings."""

HEADINGS = frozenset({"h2", "h3", "h4"})

UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
PATH = re.compile(r"https?://[^/?#]+/[^#]{3,}|/?[^/?#:]+[^#:]{3,}")
"""An address with a path, absolute or not."""


def leads_on(block: Block) -> bool:
    """The block is, or opens with, the linked headline of another page of the site."""
    links = block.links
    if not links or links[0].start > 0 or not is_page(links[0]):
        return False
    length = links[0].end - links[0].start
    least = LEAST_UNSPACED if block.tag in HEADINGS or UNSPACED.match(block.text) else LEAST_CHARACTERS
    return least <= length <= MOST_CHARACTERS


def is_headline(block: Block) -> bool:
    """A block that is nothing but the linked headline."""
    return leads_on(block) and block.links[0].end >= MOSTLY_LINK * len(block.text)


def is_page(link: Link) -> bool:
    """The link leads to a page of the same site, not to a place on this one."""
    return link.same_site and PATH.match(link.target) is not None


def headlines_of(blocks: Iterable[Block]) -> list[bool]:
    """For each block: it is a linked headline."""
    return [bool(block.links) and is_headline(block) for block in blocks]


def teased(blocks: Sequence[Block], headlines: Sequence[bool]) -> list[bool]:
    """For each chosen block: it is a linked headline or the first chosen text below one.

    A headline that opens a paragraph of its own makes that paragraph a teaser as well.
    """
    found, waiting = list[bool](), False
    for block, headline in zip(blocks, headlines, strict=True):
        if block.chosen:
            found.append(headline or waiting or leads_on(block))
            waiting = headline
        elif headline:
            waiting = True
        elif block.tag == "h1":
            waiting = False
    return found
