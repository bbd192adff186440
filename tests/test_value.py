"""Values that only mypy holds frozen are otherwise like the others."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from cleaning.value import value


@value(frozen=True, slots=True)
class Mark:
    """Two fields, one with a default."""

    name: str
    places: tuple[int, ...] = ()


def test_a_value_is_compared_counted_and_replaced_by_what_it_holds() -> None:
    mark = Mark("ferry", (1, 2))
    assert mark == Mark("ferry", (1, 2)) != replace(mark, places=())
    assert len({mark, Mark("ferry", (1, 2)), Mark("ferry")}) == 2
    assert pickle.loads(pickle.dumps(mark)) == mark


def test_a_value_takes_no_other_field() -> None:
    with pytest.raises(AttributeError):
        setattr(Mark("ferry"), "place", 1)  # noqa: B010
