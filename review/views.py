"""Every page of the desk and everything that can be done on it, as two tables."""

from __future__ import annotations

from review.view import Action, View

VIEWS: tuple[View, ...] = ()
"""Pages, in the order of the documentation."""

ACTIONS: tuple[Action, ...] = ()
"""What changes something."""
