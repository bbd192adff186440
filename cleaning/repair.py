"""Repairs that come before a line gets its number: white space, characters nobody sees, entities, wrong decoding."""

from __future__ import annotations

import html
import re

import ftfy
from ftfy.badness import is_bad

INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
"""Controls, soft hyphen, zero-width space, direction marks. The zero-width joiners stay: Persian and Hindi spell with
them."""

STOP = re.compile(r"[.!?:…。！？।॥؟۔։][\"'”’»›)\]]*$")
LETTERS = re.compile(r"\W+|_+")
SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
"""Those of ASCII that LETTERS takes out: they go many times as fast byte by byte."""

UNCOUNTED = "\u200c\u200d\u2424"
"""trafilatura 2.3.1 drops the joiners, and uses U+2424 for itself."""

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")


def visible(text: str) -> str:
    """The text without characters nobody sees, and with entities that were escaped twice read once more.

    >>> visible("AT&amp;T\u200b")
    'AT&T'
    """
    if "&" in text:
        text = ENTITY.sub(lambda match: html.unescape(match.group()), text)
    return text if text.isascii() and text.isprintable() else INVISIBLE.sub("", text)


def is_plain(text: str) -> bool:
    """Nothing in the text is for `visible` to change; white space aside, which it leaves alone."""
    return text.isascii() and text.isprintable() and "&" not in text


def tidy(text: str) -> str:
    r"""The text on one line with single spaces; no-break and other spaces are spaces, and no character is recomposed.

    >>> tidy("See also\u00a0 J.K.\n Quill ")
    'See also J.K. Quill'
    """
    return " ".join(visible(text).split())


def unseen(letter: str) -> bool:
    """The character does not count when two readings of a text are compared."""
    return letter.isspace() or letter in UNCOUNTED


def compact(text: str) -> str:
    """The text as two tools must agree on it: no white space, nothing invisible.

    >>> compact("See also\u00a0 X") == compact("See al\u00adso X")
    True
    """
    packed = "".join(text.split())
    if is_plain(packed):
        return packed
    packed = "".join(visible(text).split())
    for sign in UNCOUNTED:
        packed = packed.replace(sign, "")
    return packed


def letters_of(text: str) -> str:
    """Letters and figures alone, in lower case: quotation marks and spaces differ where a text is said twice.

    >>> letters_of("“It rained”, she  said.")
    'itrainedshesaid'
    """
    if text.isascii():
        return text.lower().encode().translate(None, SIGNS).decode()
    return LETTERS.sub("", text.lower())


def ends_like_sentence(text: str) -> bool:
    """Closes with a full stop or colon of any script, quotation marks and brackets allowed behind it.

    >>> ends_like_sentence("“It rained.”"), ends_like_sentence("Rain in the north")
    (True, False)
    """
    return STOP.search(text[-12:]) is not None


def mend(text: str) -> str:
    """The text with mojibake undone. Quotation marks, ligatures and composition stay as written (ftfy.fix_encoding).

    >>> mend("doesnâ€™t"), mend("doesn’t")
    ('doesn’t', 'doesn’t')
    """
    if text.isascii() or not is_bad(text):
        return text
    return ftfy.fix_encoding(text)
