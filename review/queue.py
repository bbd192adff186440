"""The queue: which articles wait, and what is known of each in one line."""

from __future__ import annotations

from review.view import Ask
from storage.desk_records import QueuePage
from storage.queries import FlagQuery
from storage.store import Store


def queue(store: Store, ask: Ask) -> QueuePage:  # noqa: ARG001 - filters follow
    """The list."""
    return QueuePage(store.flags(FlagQuery()), None)
