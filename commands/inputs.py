"""The pages that `clean`, `explain` and `compare` are given: read from files or standard input, cleaned in a worker."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from cleaning.pages import page_from_bytes
from cleaning.values import CleanedArticle, CopydeskError, Failure, Page
from review.words import reasons

if TYPE_CHECKING:
    from cleaning.clean import Options

MARKUP_START = re.compile(
    rb"\s*<(?:!doctype|!--|\?xml|(?:html|head|body|title|meta|link|script|style|main|article|section|header|figure|img"
    rb"|div|p|h[1-6]|ul|ol|table|blockquote|pre|span|a|b|i|em|strong|br)[\s/>])",
    re.IGNORECASE,
)
BLOCK_TAG = re.compile(
    rb"</?(?:html|head|body|div|p|article|section|table|ul|li|h[1-6]|br|meta)\b[^<>]*>", re.IGNORECASE
)
BLOCK_TAGS = 3
"""A text that speaks of markup may name a tag or two; a piece of a page has more of them."""

SNIFFED_BYTES = 64_000
PLAIN = ("content-type", "text/plain")


class Markup(StrEnum):
    """How an input is read."""

    HTML = "html"
    TEXT = "text"


Source = Annotated[str, typer.Argument(metavar="INPUT", help="A file, or - for standard input.", show_default=False)]
Url = Annotated[str | None, typer.Option("--url", metavar="URL", help="Address of the page: links and dates need it.")]
Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Headline, where the page has none.")]
As = Annotated[Markup | None, typer.Option("--as", help="How to read the input; guessed when not given.")]


def clean_one(source: str, page: Page, options: Options | None = None, *, with_reasons: bool = True) -> CleanedArticle:
    """The page cleaned in a worker, which can be killed when the page hangs it. An alarm could not stop C code.

    Args:
        source: what the page was read from, for messages.
        page: the page.
        options: switches of cleaning; None for the usual ones.
        with_reasons: the reasons of rules will be shown, so that they are worth importing meanwhile.

    Raises:
        CopydeskError: it could not be cleaned.
    """
    return clean_all([(source, page)], options, with_reasons=with_reasons)[0]


def clean_all(
    items: Sequence[tuple[str, Page]], options: Options | None = None, *, with_reasons: bool = True
) -> list[CleanedArticle]:
    """The same for several pages, one after the other in one worker; the first that cannot be cleaned ends it."""
    from engine.pool import Engine, Limits

    with Engine(limits=Limits(workers=1), options=options) as engine:
        cleanings = [engine.submit(page) for _, page in items]
        if with_reasons:
            reasons()  # imports the rules while the worker does the same
        return [good(source, cleaning.result()) for (source, _), cleaning in zip(items, cleanings, strict=True)]


def good(source: str, result: CleanedArticle | Failure) -> CleanedArticle:
    """The result, or a CopydeskError that says what could not be done."""
    if isinstance(result, Failure):
        raise CopydeskError(f"cannot {verb(result)} {named(source)}: {result.reason}")
    return result


def verb(failure: Failure) -> str:
    """The stage at which it failed, as something that could not be done.

    >>> from cleaning.values import Stage
    >>> verb(Failure(Stage.DECODE, "empty body"))
    'read'
    """
    return {"decode": "read", "extract": "find an article in"}.get(failure.stage.value, failure.stage.value)


def read_page(source: str, markup: Markup | None = None, url: str | None = None, title: str | None = None) -> Page:
    """The input as a page.

    Raises:
        CopydeskError: it cannot be read.
    """
    body = read_body(source)
    page = page_from_bytes(body, url, title)
    is_text = markup is Markup.TEXT or (markup is None and not looks_like_markup(body))
    return replace(page, headers=(PLAIN,)) if is_text else page


def read_body(source: str) -> bytes:
    """The bytes of a file, or of standard input for "-"."""
    from cleaning.decode import MAX_BYTES

    try:
        if source == "-":
            body = read_at_most(sys.stdin.buffer, MAX_BYTES)
        else:
            with Path(source).open("rb") as file:
                body = read_at_most(file, MAX_BYTES)
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise CopydeskError(f"cannot read {source}: {getattr(error, 'strerror', None) or error}") from error
    if len(body) > MAX_BYTES:
        raise CopydeskError(f"cannot read {named(source)}: larger than {MAX_BYTES // 1_000_000} MB, no article is")
    if not body.strip():
        raise CopydeskError(f"cannot read {named(source)}: it is empty")
    return body


def read_at_most(file: BinaryIO, limit: int) -> bytes:
    """The content up to one byte more than the limit, by which one knows that there is more."""
    return file.read(limit + 1)


def looks_like_markup(body: bytes) -> bool:
    """Whether the bytes are a page or a piece of one rather than text.

    >>> looks_like_markup(b"<p>Rain fell.</p>"), looks_like_markup(b"The tag <p> opens a paragraph.")
    (True, False)
    """
    start = body[:SNIFFED_BYTES].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").removeprefix(b"\xff\xfe")
    start = start.removeprefix(b"\xfe\xff")  # markup is ASCII, also where two bytes make a character
    return MARKUP_START.match(start) is not None or len(BLOCK_TAG.findall(start)) >= BLOCK_TAGS


def named(source: str) -> str:
    """The input as a person calls it."""
    return "standard input" if source == "-" else source
