"""Any value at all of a class, for laws that hold of every one."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import EnumType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

T = TypeVar("T")

hostile_text = st.text(st.characters(exclude_categories=()), max_size=12) | st.sampled_from(
    ["\x00", "a\x00b", "\ud800", "\ud83d\ude00", "\ufdd0", "\ufdd0\\x41", "\\x00", "\\", "’", "\r\n", "%s {} :x ?"]
)
"""Text as the worst pages have it: NUL, lone surrogates, our own escape mark."""

PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: hostile_text,
    int: st.integers(0, 2**31 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    bytes: st.binary(max_size=30),
    datetime: st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis wants them so
}


def any_value(cls: type[T]) -> st.SearchStrategy[T]:
    """Any instance of a value class, made from its annotations: a field that is added later is in it at once."""
    assert is_dataclass(cls)
    hints = get_type_hints(cls)
    return st.builds(cls, **{field.name: any_of(hints[field.name]) for field in fields(cls)})


def any_of(hint: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - an annotation can be anything
    if hint in PLAIN:
        return PLAIN[hint]
    if get_origin(hint) is tuple:
        first, *rest = get_args(hint)
        if rest == [Ellipsis]:
            return st.lists(any_of(first), max_size=3).map(tuple)
        return st.tuples(any_of(first), *map(any_of, rest))
    if get_origin(hint) in {Union, types.UnionType}:
        return st.one_of(*(st.none() if part is type(None) else any_of(part) for part in get_args(hint)))
    if isinstance(hint, EnumType):
        return st.sampled_from(list(hint))
    return any_value(hint)
