"""Every page of the desk and everything that can be done on it, as two tables."""

from __future__ import annotations

from review.keys import QUEUE_KEYS
from review.queue import queue
from review.view import Action, View

VIEWS: tuple[View, ...] = (
    View("/", "queue", queue, "queue.html", "Articles by severity", title="Queue", nav="Queue", keys=QUEUE_KEYS),
)
"""Pages, in the order of the documentation."""

ACTIONS: tuple[Action, ...] = ()
"""What changes something."""
