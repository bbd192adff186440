"""The rows of site memory: what is counted of each article, and the profiles frozen from it. See `tables.py`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Base, RowId


class HabitRow(Base):
    """What is counted of one article for its site's profile, as habits.pack made it. Replaced, never added up.

    Of a large site only the articles with the smallest keys are kept: a sample that no order of arrival changes.
    """

    __tablename__ = "habits"

    site_id: Mapped[RowId] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    key: Mapped[bytes] = mapped_column(primary_key=True)  # the article's
    packed: Mapped[bytes]
    flagged: Mapped[bool | None]  # for what the article is itself; NULL: it was not judged


class ProfileRow(Base):
    """What repeats on a site, frozen: a row is never changed, the next profile is the next version."""

    __tablename__ = "profiles"

    site_id: Mapped[RowId] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    context: Mapped[str]  # id of the contexts that hold it
    articles: Mapped[int]  # counted for it
    packed: Mapped[bytes]
    made_at: Mapped[datetime]
