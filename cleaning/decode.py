"""Bytes to text, as browsers do it: byte order mark, then header, then the page's own declaration."""

from __future__ import annotations

from dataclasses import dataclass

from w3lib.encoding import html_to_unicode

from cleaning.values import DecodeError, Page

MAX_BYTES = 20_000_000
"""trafilatura 2.3.1's own limit; a larger body is a film or a dump, not an article."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text and the name of the encoding it was read with."""

    text: str
    encoding: str


def decode(page: Page) -> Decoded:
    """The page's text.

    Raises:
        DecodeError: empty, binary, or larger than MAX_BYTES.
    """
    if not page.body.strip():
        raise DecodeError("empty body")
    if len(page.body) > MAX_BYTES:
        raise DecodeError(f"body of {len(page.body):,} bytes, limit is {MAX_BYTES:,}")
    encoding, text = html_to_unicode(page.header("content-type"), page.body)
    return Decoded(text, encoding)
