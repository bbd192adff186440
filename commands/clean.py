"""`copydesk clean`."""

from __future__ import annotations


def clean() -> None:
    """Clean one page."""
