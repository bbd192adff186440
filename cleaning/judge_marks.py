"""What class words speak of: a table of the words that publishing systems use, by topic."""

from __future__ import annotations

import re
from collections.abc import Sequence

OPEN_LETTERS = 4
"""Letters from which a stem may open a longer class word."""

OWN_MARKS = 10
"""Class words of a block that are read, nearest first."""

CLASS_STEMS: dict[str, str] = {
    "other stories": """related relate recommend readmore read-more more promo teaser trending popular most
        latest suggest outbrain taboola recirc next prev similar links ad ads advert sponsor affiliate product shop
        price commerce buy""",
    "page furniture": """newsletter signup sign-up subscri paywall premium regist login form donat nav menu breadcrumb
        toc contents sidebar aside footer header widget banner modal popup cookie jump comment disqus discuss reply tag
        topic keyword categor label author byline bio contributor profile writer date time timestamp meta publish
        updated""",
    "sharing": "share sharing social follow sns",
    "pictures": "caption figure credit gallery image img photo media video slide player picture thumb",
    "summaries": "summary lead lede intro standfirst dek excerpt subtitle subhead description abstract deck",
    "quotations": "quote pull tweet twitter embed instagram blockquote",
    "lists and cards": "list item card grid col row tile",
    "boxes": "box info fact callout note highlight key",
}
"""What class words speak of: words, and beginnings of words from four letters."""


def class_pattern() -> re.Pattern[str]:
    """Finds the class words, each topic in a group of its own."""
    groups = []
    for stems in CLASS_STEMS.values():
        exact = [stem for stem in stems.split() if len(stem) < OPEN_LETTERS]
        opening = [stem for stem in stems.split() if len(stem) >= OPEN_LETTERS]
        parts = [rf"(?:{'|'.join(exact)})s?(?![a-z])"] if exact else []
        groups.append("(" + "|".join(parts + opening) + ")")
    return re.compile(r"(?<![a-z])(?:" + "|".join(groups) + ")")


CLASS_WORDS = class_pattern()
TOPICS = tuple(CLASS_STEMS)


def topics_in(marks: Sequence[str]) -> frozenset[str]:
    """Topics of some class words.

    >>> sorted(topics_in(("card-teaser", "col-6")))
    ['lists and cards', 'other stories']
    """
    found = CLASS_WORDS.finditer(" ".join(marks))
    return frozenset(TOPICS[match.lastindex - 1] for match in found if match.lastindex)
