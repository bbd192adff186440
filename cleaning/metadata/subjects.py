"""What an article is about and where in its outlet it stands: tags and sections, as markup and lines name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cleaning.metadata.headline import is_outlet
from cleaning.metadata.heads import Heads
from cleaning.metadata.jsonld import LinkedData
from cleaning.repair import tidy

MAX_TAGS, MAX_SECTIONS = 40, 10
LONGEST, MOST_WORDS = 60, 7
"""Tags and sections that are kept; characters and words of one."""

TAG_NAMES = ("article:tag", "og:article:tag", "news_keywords", "parsely-tags", "sailthru.tags", "keywords", "tags")
SECTION_NAMES = ("article:section", "og:article:section", "article:subsection", "parsely-section", "section")
PARTED = re.compile(r"\s*[,;|\uff0c\u3001]\s*")
NO_TAG = re.compile(
    r"""
    ^[\da-f-]{20,}$ | ^[\w\s-]+:. | ^\W*$ | ^\d+$  # an identifier, "Category: x", signs, a number
    | [<>{}=_] | https?:                             # markup, an address
    | ^(?:uncategori[sz]ed|tags?|home|homepage|startseite|accueil|inicio|articles?|all|default|none|template.*)$
    """,
    re.IGNORECASE | re.VERBOSE,
)
CODE = re.compile(r"[A-Z\d.]{2,8}")
MOST_CODES, FEW = 0.5, 2
"""Share of entries that are codes of a newsroom, beyond which all of the list is; entries too few to tell."""


def tags_of(heads: Heads, data: LinkedData, outlets: Sequence[str]) -> tuple[str, ...]:
    """The subjects that the first statement with any names."""
    statements = (data.texts("keywords"), *(heads.all(name) for name in TAG_NAMES))
    named = (found for texts in statements if (found := several(texts, MAX_TAGS)))
    return tuple(tag for tag in next(named, ()) if not is_outlet(tag, outlets))


def sections_of(heads: Heads, data: LinkedData) -> tuple[str, ...]:
    """Sections, as all of the page's statements name them."""
    statements = (data.texts("articleSection"), *(heads.all(name) for name in SECTION_NAMES))
    return several([section for texts in statements for section in several(texts, MAX_SECTIONS)], MAX_SECTIONS)


def several(texts: Iterable[str], at_most: int) -> tuple[str, ...]:
    """Entries of a list, or of one text with commas, each once whatever its case; none where most are codes.

    >>> several(["Rain, hail", "Vela", "vela"], 9), several(["rain, Vela, rain"], 9), several(["CEN, COM, US"], 9)
    (('Rain, hail', 'Vela'), ('rain', 'Vela'), ())
    """
    found: dict[str, str] = {}
    listed = [tidy(text) for text in texts]
    parts = listed if len(listed) > 1 else [part for text in listed for part in PARTED.split(text)]
    for entry in (part.strip(" #\"'") for part in parts):
        if entry and len(entry) <= LONGEST and len(entry.split()) <= MOST_WORDS and not NO_TAG.search(entry):
            found.setdefault(entry.casefold(), entry)
    codes = sum(CODE.fullmatch(entry) is not None for entry in found.values())
    if len(found) > FEW and codes > MOST_CODES * len(found):
        return ()
    return tuple(found.values())[:at_most]
