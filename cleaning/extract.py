"""Page in, Article out: decode, parse once, ask trafilatura, align its answer with our own blocks, read metadata."""

from __future__ import annotations

from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.settings import Document

from cleaning import language
from cleaning.decode import Decoded, decode
from cleaning.values import Article, Block, ExtractionError, Page


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
    lines = [" ".join(line.split()) for line in decoded.text.splitlines()]
    blocks = tuple(Block(line) for line in lines if line)
    if not blocks:
        raise ExtractionError("no text")
    return Article(
        page.url, title=page.title, language=language.detect(" ".join(b.text for b in blocks)), blocks=blocks
    )


def from_html(page: Page, decoded: Decoded) -> Article:
    """The article of a page of markup."""
    try:
        tree = html.document_fromstring(
            decoded.text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8")
        )
    except etree.LxmlError as error:
        raise ExtractionError("not readable as markup") from error
    document = bare_extraction(tree, url=page.url, include_comments=False)
    lines = (document.text or "").splitlines() if isinstance(document, Document) else []
    blocks = tuple(Block(line.strip(), aligned=False) for line in lines if line.strip())
    if not blocks:
        raise ExtractionError("no article found on the page")
    title = page.title or tree.findtext(".//title")
    return Article(
        page.url,
        title=" ".join(title.split()) if title else None,
        language=language.detect(" ".join(block.text for block in blocks)),
        blocks=blocks,
        encoding=decoded.encoding,
    )
