"""What is told about a site's memory; a value like those of `records.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ProfileRecord:
    """A frozen profile: the id of the contexts that hold it, and how many articles it counts."""

    version: int
    context: str
    articles: int
    made_at: datetime
