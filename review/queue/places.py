"""Where an article stands in the list that an operator works through: the one before, the one behind, the way back."""

from __future__ import annotations

from dataclasses import dataclass

from review.access.forms import fields_of
from review.queue.filters import query_of
from review.view import Ask
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


def position_of(store: Store, queue: str, article_id: int) -> Position:
    """The place of an article in a list, also of one that has left it; BadRequestError for a list that is none."""
    before, after = store.beside(query_of(Ask({}, fields_of(queue))), article_id)
    return Position(queue, before, after)
