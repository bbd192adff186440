"""Every page of the desk and everything that can be done on it, as two tables."""

from __future__ import annotations

from review.article_rows import ARTICLE_ACTIONS, ARTICLE_FILES, ARTICLE_VIEWS
from review.keys import QUEUE_KEYS
from review.queue import queue
from review.view import Action, File, View

VIEWS: tuple[View, ...] = (
    View("/", "queue", queue, "queue.html", "Articles by severity", title="Queue", nav="Queue", keys=QUEUE_KEYS),
    *ARTICLE_VIEWS,
)
"""Pages, in the order of the documentation."""

ACTIONS: tuple[Action, ...] = (*ARTICLE_ACTIONS,)
"""What changes something."""

FILES: tuple[File, ...] = (*ARTICLE_FILES,)
"""What is no page."""
