"""Page in, Article out: decode, parse once, ask trafilatura, cast its vote on our own blocks, read metadata."""

from __future__ import annotations

import logging
import re
from dataclasses import replace

from lxml.html import HtmlElement

from cleaning import language
from cleaning.addresses import Addresses
from cleaning.blocks import Walk, read_tree
from cleaning.choose import won_back
from cleaning.decode import Decoded, decode
from cleaning.densest import FEW, densest, is_nothing, is_wider, share_held, with_middle, without_readers
from cleaning.judge import JUDGE, Judge, judged
from cleaning.markup import parse
from cleaning.metadata import byline_beside, byline_of_text, credit_in, dateline_in, headline_of_text, read_metadata
from cleaning.metadata.jsonld import read_linked_data
from cleaning.repair import mend, tidy
from cleaning.repeats import without_repeats
from cleaning.rows import without_side_cells
from cleaning.search import ask, main_text
from cleaning.shown import shown
from cleaning.stated import witness
from cleaning.unread import take_out
from cleaning.values import Article, Block, ExtractionError, Page
from cleaning.vote import cast_vote
from cleaning.wording import count_words

# What it logs per page ("discarding data", "parsed tree length") we say ourselves, once and with the reason.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

LINE_END = re.compile(r"\r\n|\r|\n")
"""Ends of lines in a text file; rarer ones (a form feed, U+2028) are white space inside a line."""

LEAST_WORDS = 8
"""A page whose main text has fewer words tells nothing: a menu, a message that scripts are needed, a consent wall."""


def extract(page: Page) -> Article:
    """What the page tells.

    Raises:
        DecodeError: the bytes are no text.
        ExtractionError: there is nothing on the page that could be an article.
    """
    decoded = decode(page)
    if (page.header("content-type") or "").lower().startswith("text/plain"):
        return from_text(page, decoded)
    return from_html(page, decoded)


def from_text(page: Page, decoded: Decoded) -> Article:
    """One non-empty input line is one line; a headline at the top is read and stays among the lines."""
    lines = [line for raw in LINE_END.split(decoded.text) if (line := tidy(mend(raw)))]
    if not lines:
        raise ExtractionError("no text")
    dateline = dateline_in(lines)
    return Article(
        page.url,
        title=page.title or headline_of_text(lines),
        byline=byline_of_text(lines),
        agency=dateline.agency or credit_in(lines),
        dateline=dateline.place,
        language=language.detect("\n".join(lines)),
        blocks=tuple(Block(line) for line in lines),
    )


def from_html(page: Page, decoded: Decoded) -> Article:
    """The article of a page of markup."""
    tree = parse(decoded.text)
    addresses = Addresses.of(page.url, base_of(tree))
    data = read_linked_data(tree)
    metadata = read_metadata(page, tree, addresses.base, data)
    voted = shown(witness(vote_on(read_tree(tree, addresses), tree, page.url), data.body))
    blocks = settled(voted, metadata.title, JUDGE)
    lines = [block.text for block in blocks if block.chosen]
    if sum(map(count_words, lines)) < LEAST_WORDS:
        raise ExtractionError("no article found on the page")
    dateline = dateline_in(lines)
    return Article(
        page.url,
        canonical_url=metadata.canonical_url,
        title=metadata.title,
        byline=byline_beside(dateline.agency, metadata.byline, lines),
        agency=dateline.agency or metadata.agency or credit_in(lines),
        dateline=dateline.place,
        published=metadata.published,
        language=language.detect("\n".join(lines)),
        blocks=tuple(blocks),
        rights=metadata.rights,
        marks=metadata.marks,
        encoding=decoded.encoding,
        publisher=metadata.publisher,
        description=metadata.description,
        updated=metadata.updated,
        tags=metadata.tags,
        sections=metadata.sections,
        syndicated_from=metadata.syndicated_from,
    )


def voted_blocks(page: Page) -> tuple[str | None, list[Block]]:
    """Headline and blocks of a page of markup with trafilatura's vote: what the judge learns from.

    Raises:
        DecodeError: the bytes are no text.
        ExtractionError: trafilatura failed.
    """
    tree = parse(decode(page).text)
    addresses = Addresses.of(page.url, base_of(tree))
    data = read_linked_data(tree)
    title = read_metadata(page, tree, addresses.base, data).title
    return title, shown(witness(vote_on(read_tree(tree, addresses), tree, page.url), data.body))


def settled(voted: list[Block], title: str | None, judge: Judge | None) -> list[Block]:
    """The blocks as chosen in the end."""
    return without_repeats(won_back(without_side_cells(judged(voted, title, judge))))


def base_of(tree: HtmlElement) -> str | None:
    """The address against which the page's links are read, where its markup names one."""
    return next((href for element in tree.iter("base") if (href := element.get("href"))), None)


def vote_on(walk: Walk, tree: HtmlElement, url: str | None) -> list[Block]:
    """The blocks of a walk over the tree with trafilatura's vote; with its wider search's where the first went astray.

    Where neither finds the place in which the page's text stands, that place itself is chosen. The tree has lost what
    trafilatura need not read then.
    """
    blocks = walk.blocks
    stretch = densest(blocks)
    take_out(tree, walk.asides, walk.letters)
    lines = main_text(tree, url)
    if share_held(lines, stretch) < FEW:
        wider = ask(tree, url, favor_recall=True)
        lines = wider if is_wider(wider, lines) else lines
        if is_nothing(lines, stretch := densest(without_readers(blocks))):
            inside = set(map(id, stretch))
            return [replace(block, extracted=False, chosen=id(block) in inside) for block in blocks]
        return with_middle(cast_vote(lines, blocks))
    return cast_vote(lines, blocks)
