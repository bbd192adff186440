"""What an article is about and where in its outlet it stands: tags and sections, as markup and lines name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cleaning.headline import is_outlet
from cleaning.heads import Heads
from cleaning.jsonld import LinkedData
from cleaning.repair import tidy

MAX_TAGS, MAX_SECTIONS = 40, 10
LONGEST, MOST_WORDS = 60, 7
"""Tags and sections that are kept; characters and words of one."""

TAG_NAMES = ("article:tag", "og:article:tag", "news_keywords", "parsely-tags", "sailthru.tags", "keywords", "tags")
SECTION_NAMES = ("article:section", "og:article:section", "article:subsection", "parsely-section", "section")
PARTED = re.compile(r"\s*[,;|\uff0c\u3001]\s*")
NO_TAG = re.compile(r"^[\da-f-]{20,}$|^[\w\s]+:\s|^\W*$|^\d+$|[<>{}=]|https?:")
"""An identifier, "Category: x", signs alone, a number, markup, an address."""


def tags_of(heads: Heads, data: LinkedData, outlets: Sequence[str]) -> tuple[str, ...]:
    """The subjects that the first statement with any names."""
    statements = (data.texts("keywords"), *(heads.all(name) for name in TAG_NAMES))
    named = (found for texts in statements if (found := several(texts, MAX_TAGS)))
    return tuple(tag for tag in next(named, ()) if not is_outlet(tag, outlets))


def sections_of(heads: Heads, data: LinkedData) -> tuple[str, ...]:
    """Sections, as all of the page's statements name them."""
    stated = (*data.texts("articleSection"), *(value for name in SECTION_NAMES for value in heads.all(name)))
    return several(stated, MAX_SECTIONS)


def several(texts: Iterable[str], at_most: int) -> tuple[str, ...]:
    """Entries of lists, each once whatever its case, in order.

    >>> several(["rain, Vela", "Rain", "3f2504e0-4f89-11d3-9a0c"], 9)
    ('rain', 'Vela')
    """
    found: dict[str, str] = {}
    for entry in (part.strip(" #\"'") for text in texts for part in PARTED.split(tidy(text))):
        if entry and len(entry) <= LONGEST and len(entry.split()) <= MOST_WORDS and not NO_TAG.search(entry):
            found.setdefault(entry.casefold(), entry)
    return tuple(found.values())[:at_most]
