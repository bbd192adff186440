"""Codes that a publishing system should have replaced by a form, a box or a gallery, left in the text as they are."""

from __future__ import annotations

import re

from cleaning.lines import Line
from cleaning.rules.phrases import CODE, Found
from cleaning.values import Article
from cleaning.verdict import SURE

CODES = re.compile(
    r"(?:\[/?[A-Za-z][\w-]{1,40} (?:\s[\w-]{1,40}\s?=\s?[^\]\[]{1,120}){0,9} \s?/?\]\s?){1,4}", re.VERBOSE
)
"""One or several in brackets, each a name and what is set for it."""

SET = re.compile(r"[=_]|\[/?(?:gallery|embed|contact-form|newsletter|products|playlist|audio|video|wp-|mc4wp)\b")
"""What such a code has and a remark of the story in brackets has not: "[laughter]"."""


def shortcode(line: Line, article: Article) -> Found:
    """Nothing but such codes on a line that is no code of the story's."""
    del article
    text = line.text.strip()
    if text[:1] != "[" or line.shape.block.tag in CODE or not CODES.fullmatch(text) or not SET.search(text):
        return None
    return SURE, ("shape: a code of the publishing system",)
