"""Page in, Article out: decode, parse once, ask trafilatura, cast its vote on our own blocks, read metadata."""

from __future__ import annotations

import logging

from lxml.etree import LxmlError
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document

from cleaning import language
from cleaning.addresses import Addresses
from cleaning.blocks import read_blocks
from cleaning.decode import Decoded, decode
from cleaning.markup import parse
from cleaning.repair import tidy
from cleaning.values import Article, Block, ExtractionError, Page
from cleaning.vote import cast_vote

# What it logs per page ("discarding data", "parsed tree length") we say ourselves, once and with the reason.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

TRAFILATURA_FAILS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    LxmlError,
)
"""What trafilatura 2.3.1, readability and justext under it have been seen to raise, or may raise, on broken trees."""


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
    """One non-empty input line is one line."""
    lines = [tidy(line) for line in decoded.text.splitlines()]
    blocks = tuple(Block(line) for line in lines if line)
    if not blocks:
        raise ExtractionError("no text")
    return Article(
        page.url, title=page.title, language=language.detect(" ".join(b.text for b in blocks)), blocks=blocks
    )


def from_html(page: Page, decoded: Decoded) -> Article:
    """The article of a page of markup."""
    tree = parse(decoded.text)
    blocks = tuple(cast_vote(main_text(tree, page.url), read_blocks(tree, Addresses.of(page.url))))
    if not any(block.chosen for block in blocks):
        raise ExtractionError("no article found on the page")
    title = page.title or tree.findtext(".//title")
    return Article(
        page.url,
        title=tidy(title) if title else None,
        language=language.detect(" ".join(block.text for block in blocks if block.chosen)),
        blocks=blocks,
        encoding=decoded.encoding,
    )


def main_text(tree: HtmlElement, url: str | None) -> list[str]:
    """Trafilatura's lines of main text; none where it finds no article.

    Of 2.3.1: comments are on by default; `deduplicate` keeps state between calls and is never set; links and formatting
    change which words are kept; a tree is copied and not changed.
    """
    try:
        document = bare_extraction(tree, url=url, include_comments=False, include_tables=True)
    except TRAFILATURA_FAILS as error:
        raise ExtractionError(f"trafilatura failed: {type(error).__name__}") from error
    return (document.text or "").splitlines() if isinstance(document, Document) else []
