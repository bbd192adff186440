"""Text from pages as the desk may show it: escaped, bounded, and unable to turn round what stands beside it."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from review.visible import OVERRIDES

MOST = 20_000
"""Characters of one text that are shown at most; the page says how many more there are."""

UNSEEN = {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"}
"""Categories without a shape of their own: control characters, halves of surrogate pairs, unassigned and private ones,
separators of lines."""

KEPT = "\n\t"


def shown(text: str | None, most: int = MOST) -> Markup:
    r"""The text in its own direction, with a visible mark where a character is unseen or turns others round.

    >>> shown("a<b \u202egnp.exe")
    Markup('<bdi>a&lt;b <span class="control" title="RIGHT-TO-LEFT OVERRIDE">U+202E</span>gnp.exe</bdi>')
    """
    whole = text or ""
    part = whole[:most]
    more = f" … {len(whole) - most:,} characters more" if len(whole) > most else ""
    inner = escape(part) if part.isprintable() else Markup().join(map(mark, part))
    rest = Markup('<span class="muted">{}</span>').format(more) if more else Markup()
    return Markup("<bdi>{}</bdi>{}").format(inner, rest)


def mark(character: str) -> Markup:
    """One character, or what stands for it."""
    if not is_control(character):
        return escape(character)
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "control character")
    return Markup('<span class="control" title="{}">{}</span>').format(name, code)


def is_control(character: str) -> bool:
    """Is it one that cannot be seen, or that changes the order of others?"""
    if character in KEPT:
        return False
    return unicodedata.category(character) in UNSEEN or unicodedata.bidirectional(character) in OVERRIDES


def outside(url: str | None) -> str | None:
    """The address if it may become a link: of the web, and nothing that a browser would run.

    >>> outside("javascript:alert(1)"), outside("https://news.example/a")
    (None, 'https://news.example/a')
    """
    if not url or len(url) > MOST or not url.isprintable():
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


def figure(value: float | None, digits: int = 2) -> str:
    """A share as the desk writes it, without the zero before the point.

    >>> figure(0.934), figure(1.0), figure(None)
    ('.93', '1.00', '-')
    """
    if value is None:
        return "-"
    return f"{value:.{digits}f}".removeprefix("0")


def day(written: str | None) -> str:
    """A date as a page wrote it in ISO 8601, without what is finer than a minute.

    >>> day("2025-03-11T14:00:00+00:00"), day("2025-03-11")
    ('2025-03-11 14:00', '2025-03-11')
    """
    return (written or "")[: len("2025-03-11T14:00")].replace("T", " ")


def count(number: int) -> str:
    """A number of things, in groups of three."""
    return f"{number:,}"


def words(name: str | None) -> str:
    """A name of ours in words.

    >>> words("not_an_article")
    'not an article'
    """
    return (name or "").replace("_", " ")
