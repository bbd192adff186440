"""Small invented pages and cleaned articles for the tests of storage, and any value at all."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import EnumType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from cleaning.values import (
    Article,
    Block,
    CleanedArticle,
    Cut,
    Finding,
    Garble,
    GarbleStatus,
    JudgedLine,
    Kind,
    Link,
    Page,
    PageJudgement,
    Versions,
    Where,
)

T = TypeVar("T")

NOON = datetime(2031, 5, 4, 12, 0, 0, 250_000, tzinfo=UTC)
VERSIONS = Versions("0.1.0", "extract-1", "rules-1", "model-1", "empty")
SITE = "harbour.example"
URL = "https://harbour.example/ferry"


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **amount: float) -> datetime:
        self.time += timedelta(**amount)
        return self.time


def page(url: str | None = URL, body: bytes = b"<p>The ferry sails again.</p>", **changes: Any) -> Page:
    made = Page(url, url, 200, (("content-type", "text/html"), ("etag", '"7"')), body, NOON, "The ferry")
    return replace(made, **changes)


def cleaned(
    url: str = URL,
    text: str = "The ferry sails again.",
    *,
    score: float | None = 0.8,
    versions: Versions = VERSIONS,
    language: str = "en",
) -> CleanedArticle:
    """Two lines: one kept in spite of a suspicion, one dropped as see_also; one finding. Flagged from .5 on."""
    see_also = "See also: Gulls return to the pier"
    blocks = (
        Block("Menu", tag="nav", path="html/body/nav", chosen=False, extracted=False),
        Block(
            text, tag="p", path="html/body/p", marks=("story", "text"), links=(Link(4, 9, "/ferry", same_site=True),)
        ),
        Block(see_also, tag="p", breaks=(3, 9)),
    )
    cut = Cut("see_also", Kind.SEE_ALSO, 0, len(see_also), ("cue: see also", "place: closing"))
    finding = Finding("collocation", Where.BODY, 0, 4, 9, 0.7, "Words that hardly ever stand together.", text[4:9])
    flagged = score is not None and score >= 0.5
    status = GarbleStatus.TOO_SHORT if score is None else GarbleStatus.JUDGED
    return CleanedArticle(
        article=Article(url, None, "Ferry sails", "Ada Quill", published="2031-05-04", language=language, blocks=blocks),
        lines=(
            JudgedLine(text, litter=0.6, terms=("cue: weak",)),
            JudgedLine(see_also, Kind.SEE_ALSO, 0.98, (cut,)),
        ),
        garble=Garble(status, score, flagged, "spun" if flagged else None, (finding,)),
        versions=versions,
        page=PageJudgement(is_article=True, kind="news", confidence=0.9),
    )


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


def any_of(hint: Any) -> st.SearchStrategy[Any]:
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
