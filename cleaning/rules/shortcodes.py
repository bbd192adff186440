"""Codes that a publishing system should have replaced by a form, a box or a gallery, left in the text as they are."""

from __future__ import annotations

import re

from cleaning.lines import Line
from cleaning.rules.phrases import CODE, Found
from cleaning.values import Article
from cleaning.verdict import SURE

CODES = re.compile(r"(?:\[/?[A-Za-z][\w-]{1,40}(?:\s[^\[\]]{0,400})?\]\s?){1,4}")
"""One or several in brackets, each a name and what is set for it. What is set is not taken apart here: a page may hold
hundreds of such pairs, and there is only one way to read this."""

SET = re.compile(
    r"\s[\w-]{1,40}=|\[/?[A-Za-z-]+_"
    r"|\[/?(?:gallery|embed|contact-form|newsletter|products|playlist|audio|video|wp-|mc4wp)\b"
)
"""What such a code has and a remark of the story in brackets has not: "[laughter]"."""


def shortcode(line: Line, article: Article) -> Found:
    """Nothing but such codes on a line that is no code of the story's."""
    del article
    text = line.text.strip()
    if text[:1] != "[" or line.shape.block.tag in CODE or not CODES.fullmatch(text) or not SET.search(text):
        return None
    return SURE, ("shape: a code of the publishing system",)
