"""Where an article stands in the list that an operator works through: the one before, the one behind, the way back."""

from __future__ import annotations

from dataclasses import dataclass

from storage.store import Store


@dataclass(frozen=True, slots=True)
class Position:
    """An article's place in the list that it was opened from.

    Attributes:
        queue: the list's query string, "" = as it comes without one.
        before, after: ids of its neighbours; None at the list's ends.
    """

    queue: str
    before: int | None
    after: int | None


def position_of(store: Store, queue: str, article_id: int) -> Position:  # noqa: ARG001 - the store's part follows
    """The place of an article in a list, also of one that has left it."""
    return Position(queue, None, None)
