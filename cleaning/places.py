"""Where a block stands: the element around it, the path to that one, and the marks of both."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from cleaning.shown import marks_of
from cleaning.value import value

MAX_MARKS = 60
"""Class words and ids that are kept of a block, nearest first."""


@value(frozen=True, slots=True)
class Place:
    """Where a block stands: what all blocks of one element share."""

    tag: str
    path: str
    marks: tuple[str, ...]

    def inside(self, element: HtmlElement, step: str) -> Place:
        """Place of an element in this one, `step` being its part of the path."""
        tag = str(element.tag)
        words = marks_of(element)
        marks = (*words, *self.marks)[:MAX_MARKS] if words else self.marks
        return Place(tag, f"{self.path}/{step}" if self.path else step, marks)


ROOT = Place("", "", ())


@dataclass(slots=True)
class Spot:
    """An open element that stands by itself. Its place is worked out once a block is found in it.

    Attributes:
        element: the element.
        outer: the one around it; None for the root.
        step: its part of the path, where that is more than its name.
        known: its place, once it was asked for.
    """

    element: HtmlElement
    outer: Spot | None
    step: str = ""
    known: Place | None = None

    @property
    def place(self) -> Place:
        """Where its blocks stand."""
        if self.known is None:
            self.known = (self.outer.place if self.outer else ROOT).inside(
                self.element, self.step or str(self.element.tag)
            )
        return self.known
