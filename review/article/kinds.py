"""Kinds that an operator can say a line should be cut as, in the order in which they are offered."""

from __future__ import annotations

from cleaning.values import KEPT, Kind

USUAL = (
    *(Kind.SEE_ALSO, Kind.RELATED, Kind.CAPTION, Kind.NEWSLETTER, Kind.SHARE, Kind.AD, Kind.BYLINE),
    *(Kind.WIRE_CREDIT, Kind.AUTHOR_BIO, Kind.STORY_CONTINUES),
)
"""Kinds of lines that should be cut, those first that operators need most."""

CUTTABLE = (*USUAL, *(kind for kind in Kind if kind not in KEPT and kind not in USUAL))
"""All kinds that a line can be cut as, in the order in which they are offered."""
