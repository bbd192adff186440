"""Text from a page made visible: what could move a cursor or turn the order of words becomes a picture of itself."""

from __future__ import annotations

import unicodedata

SPACE = 0x20
CONTROL_PICTURES = 0x2400
UNSEEN = {"Cc", "Cs", "Zl", "Zp"}
"""Categories: control characters, halves of surrogate pairs, separators that some terminals take for a line feed."""

OVERRIDES = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
"""Bidirectional classes of the characters that change the order in which others are shown."""


def safe(text: str) -> str:
    r"""Text from a page as a terminal or a web page may show it, character for character, so that offsets stay true.

    Control characters could move the cursor or change the terminal's title, directional overrides could show words in
    an order in which they do not stand; each becomes a picture of itself.

    >>> safe("\x1b[2Jrain\u202e")
    '␛[2Jrain�'
    """
    return text if text.isprintable() else "".join(map(visible, text))


def visible(character: str) -> str:
    """One character, or what stands for it."""
    if character in "\n\t":
        return character
    if ord(character) < SPACE:
        return chr(CONTROL_PICTURES + ord(character))
    unseen = unicodedata.category(character) in UNSEEN or unicodedata.bidirectional(character) in OVERRIDES
    return "\ufffd" if unseen else character
