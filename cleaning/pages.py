"""Pages from what a person has in hand: markup, bytes, a text, or lines."""

from __future__ import annotations

from collections.abc import Sequence

from cleaning.values import Page

HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"


def page_from_bytes(body: bytes, url: str | None = None, title: str | None = None) -> Page:
    """A page as received, with nothing said about its encoding: the page's own declaration decides.

    >>> page_from_bytes(b"<p>Rain</p>").headers
    ()
    """
    return Page(url, url, None, (), body, title=title)


def page_from_html(html: str, url: str | None = None, title: str | None = None) -> Page:
    """A page from decoded markup. Its header says utf-8, which wins over any charset the markup declares.

    >>> page_from_html("<p>Rain</p>").header("content-type")
    'text/html; charset=utf-8'
    """
    return Page(url, url, None, (("content-type", HTML),), as_utf8(html), title=title)


def page_from_text(text: str, url: str | None = None, title: str | None = None) -> Page:
    """A page from plain text: one non-empty line of it is one line of the article."""
    return Page(url, url, None, (("content-type", TEXT),), as_utf8(text), title=title)


def page_from_lines(lines: Sequence[str], url: str | None = None, title: str | None = None) -> Page:
    r"""A page from lines that are known to be lines: a line break inside one of them becomes a space.

    >>> page_from_lines(["Rain\nfell.", "It stopped."]).body
    b'Rain fell.\nIt stopped.'
    """
    return page_from_text("\n".join(" ".join(line.splitlines()) for line in lines), url, title)


def as_utf8(text: str) -> bytes:
    r"""The text's bytes; a half of a surrogate pair, which no encoding can hold, becomes a question mark.

    >>> as_utf8("a\ud800b")
    b'a?b'
    """
    return text.encode("utf-8", "replace")
