"""How much of the clean text is right: the F1 expected of it, 0..1."""

from __future__ import annotations

from cleaning.page.sight import Sight


def confidence_of(_sight: Sight) -> float | None:
    """Not predicted yet."""
    return None
