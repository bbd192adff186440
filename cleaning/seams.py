"""Two lines that were run together: "advertisementThe minister said"."""

from __future__ import annotations

import re

SEAM = re.compile(
    r"""
    (?: (?<=[a-z\d!?)\"'][a-z\d!?)\"']) | (?<=[A-Z]{3}) )          # a word, a figure, a mark; a word in capitals
    (?= (?:The|An?|In|On|At|It|He|She|They|We|But|And|As|After|Before|When|While|For|From|With|By|This|That|There
        |If|His|Her|Their|Mr|Mrs|Ms|Dr) \s [\w"'] )               # a word that opens a sentence, no space between
    """,
    re.VERBOSE,
)
CAMELS = re.compile(r"[^\W\d_][a-z]*[A-Z]\w*\Z")
"""A name with capitals inside."""

SEAM_REACH = 300
"""Characters from its start in which a line may be two that were run together."""


def seams_of(text: str) -> list[int]:
    """Where two lines were run together; a name with capitals inside is none.

    >>> seams_of("AdvertisementThe minister said so"), seams_of("Ask SewCanShe when you can")
    ([13], [])
    """
    found = [match.start() for match in SEAM.finditer(text, 0, SEAM_REACH)]
    return [place for place in found if text[:place].isupper() or not CAMELS.search(text, 0, place)]
