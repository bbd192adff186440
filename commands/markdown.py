"""A cleaned article as Markdown: headline, what is known about it, and what is left of its lines."""

from __future__ import annotations

import re

from cleaning.values import Article, CleanedArticle
from review.words import is_doubtful, page_in_words

INLINE = re.compile(r"([\\`*_\[\]<])")
LEADING = re.compile(r"^([#>+=-]|\d+[.)])(?=\s|[-=]|$)")
HEADINGS = {"h1": "## ", "h2": "## ", "h3": "### ", "h4": "#### ", "h5": "##### ", "h6": "###### "}
"""The headline is the only first-level heading; a crosshead that a page marks as one stands below it."""

PREFIXES = {**HEADINGS, "li": "- ", "blockquote": "> "}


def markdown_of(cleaned: CleanedArticle) -> str:
    """The article as a Markdown document that ends with a line feed."""
    article = cleaned.article
    pieces = [f"# {escaped(article.title)}"] if article.title else []
    pieces += [piece for piece in (about(cleaned.known), flag_note(cleaned), page_note(cleaned)) if piece]
    return "\n\n".join([*pieces, *paragraphs(cleaned)]) + "\n"


def about(article: Article) -> str:
    """Who, where, when, whence: one line, the address on its own."""
    who = f"By {article.byline}" if article.byline else None
    known = [escaped(part) for part in (who, article.agency, article.dateline, article.published) if part]
    address = article.canonical_url or article.url
    lines = [" · ".join(known), f"<{address}>" if address and not re.search(r"[<>\s]", address) else ""]
    return "  \n".join(line for line in lines if line)


def flag_note(cleaned: CleanedArticle) -> str:
    """A note where the text is flagged."""
    garble = cleaned.garble
    if not garble.flagged:
        return ""
    score = "no score" if garble.score is None else f"score {garble.score:.2f}"
    looks = f", looks like {garble.looks_like}" if garble.looks_like else ""
    return f"> **Flagged as garbled** ({score}{looks}): {len(garble.findings)} findings."


def page_note(cleaned: CleanedArticle) -> str:
    """A note where the page is doubtful or no article."""
    return f"> **Doubtful page**: {escaped(page_in_words(cleaned.page))}." if is_doubtful(cleaned.page) else ""


def paragraphs(cleaned: CleanedArticle) -> list[str]:
    """What is left of every line, with the mark of its element; items of a list stand together."""
    pieces: list[str] = []
    was_item = False
    for line, block in zip(cleaned.lines, cleaned.article.lines, strict=True):
        if not line.clean:
            continue
        piece = PREFIXES.get(block.tag, "") + escaped(line.clean)
        is_item = block.tag == "li"
        if is_item and was_item:
            pieces[-1] += f"\n{piece}"
        else:
            pieces.append(piece)
        was_item = is_item
    return pieces


def escaped(text: str) -> str:
    r"""Text whose every character means itself.

    >>> escaped("1. *Rain*"), escaped("- no"), escaped("Up -3 % in 2024.")
    ('1\\. \\*Rain\\*', '\\- no', 'Up -3 % in 2024.')
    """
    return LEADING.sub(leading, INLINE.sub(r"\\\1", text))


def leading(match: re.Match[str]) -> str:
    """The start of a line that Markdown would take for a list, heading or quotation."""
    mark = match[1]
    return f"{mark[:-1]}\\{mark[-1]}"
