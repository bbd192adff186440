"""Two lines that were run together: "advertisementThe minister said"."""

from __future__ import annotations

import re

OPENER = re.compile(
    r"""
    (?:The|An?|In|On|At|It|He|She|They|We|But|And|As|After|Before|When|While|For|From|With|By|This|That|There
      |If|His|Her|Their|Mr|Mrs|Ms|Dr) (?=\s[\w"'])
    """,
    re.VERBOSE,
)
"""A word that opens a sentence. It is looked for first: its capital is found at the speed of memory."""

BEFORE = re.compile(r"[a-z\d!?)\"']{2}\Z|[A-Z]{3}\Z")
"""What stands before it without a space: a word, a figure, a mark; a word in capitals."""

CAMELS = re.compile(r"[^\W\d_][a-z]*[A-Z]\w*\Z")
"""A name with capitals inside."""

SEAM_REACH = 300
"""Characters from its start in which a line may be two that were run together."""


def seams_of(text: str) -> list[int]:
    """Where two lines were run together; a name with capitals inside is none.

    >>> seams_of("AdvertisementThe minister said so"), seams_of("Ask SewCanShe when you can"), seams_of("FIFA said so")
    ([13], [], [])
    """
    openers = [match.start() for match in OPENER.finditer(text, 0, SEAM_REACH) if not goes_on(text, match)]
    found = [
        place
        for place in openers
        if place and text[place - 1] != " " and BEFORE.search(text[max(0, place - 3) : place])
    ]
    return [place for place in found if text[:place].isupper() or not CAMELS.search(text, 0, place)]


def goes_on(text: str, opener: re.Match[str]) -> bool:
    """The last letter of a word in capitals: "FIFA said"."""
    return opener[0] == "A" and text[opener.start() - 1 : opener.start()].isupper()
