"""`value`, which makes the dataclasses that a page has hundreds of."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:

    def value(*, frozen: bool, slots: bool):  # noqa: ANN201 - mypy reads the line above
        """A dataclass that mypy holds frozen; Python does not look again.

        A frozen one takes eight times as long to make, since every field is set by a call: a thirtieth of the time of
        a page.
        """
        return dataclasses.dataclass(slots=slots, unsafe_hash=frozen)


__all__ = ["value"]
