"""Values as stored: packed JSON for what is kept whole, and back. Reading knows every format that was ever written."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

import zstandard

from cleaning.values import (
    Article,
    Block,
    CleanedArticle,
    Credits,
    Cut,
    Evidence,
    Finding,
    JudgedLine,
    Kind,
    Link,
    PageJudgement,
    PageMark,
    Right,
)

T = TypeVar("T")

FORMAT = 1
LEVEL = 3
"""zstd's level: a ratio of 5 on pages at 0.4 ms each; higher levels win little on texts this small."""

VALUES: tuple[type[Any], ...] = (Article, Block, Link, Right, PageMark)
"""Classes inside a packed extraction."""

KINDS = {kind.value: kind for kind in Kind}

PARTS: Mapping[tuple[type[Any], str], type[Any]] = {
    (Article, "blocks"): Block,
    (Article, "rights"): Right,
    (Article, "marks"): PageMark,
    (Block, "links"): Link,
}
"""Attributes that hold tuples of values."""


def names_of(cls: type[Any]) -> tuple[str, ...]:
    """Attributes of a dataclass in order."""
    names: tuple[str, ...] = cls.__match_args__
    return names


GETTERS: Mapping[type[Any], Callable[[Any], Any]] = {
    cls: attrgetter(*names_of(cls)) for cls in (*VALUES, Cut, Finding, Evidence, PageJudgement)
}


def compress(data: bytes) -> bytes:
    """The bytes as zstd at our level."""
    return zstandard.ZstdCompressor(level=LEVEL).compress(data)


def decompress(packed: bytes) -> bytes:
    """What `compress` was given."""
    return zstandard.ZstdDecompressor().decompress(packed)


def digest(data: bytes) -> bytes:
    """Sixteen bytes that tell one content from another."""
    return hashlib.sha256(data).digest()[:16]


def as_row(value: object) -> tuple[Any, ...]:
    """A value's attributes in the order of `names_of`: how JSON's encoder sees our values."""
    row: tuple[Any, ...] = GETTERS[type(value)](value)
    return row


ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False, default=as_row)


def dump(value: object) -> bytes:
    """Compact JSON as UTF-8, our values as lists; lone surrogates pass, NUL is escaped by JSON itself."""
    return ENCODER.encode(value).encode("utf-8", "surrogatepass")


def load(data: bytes) -> Any:  # noqa: ANN401 - JSON can be anything
    """What `dump` was given, with lists where tuples were."""
    return json.loads(data.decode("utf-8", "surrogatepass"))


Names = tuple[tuple[str, tuple[str, ...]], ...]
"""(class, its attributes) as they were when something was stored."""

Plans = Mapping[type[Any], "Plan"]


@dataclass(frozen=True, slots=True)
class Plan:
    """How rows of one class become values.

    Attributes:
        columns: for each place in the row, the attribute (None: no longer known) and the class of its parts.
        is_today: the row has exactly today's attributes, in order.
    """

    columns: tuple[tuple[str | None, type[Any] | None], ...]
    is_today: bool


@functools.lru_cache(maxsize=16)
def plans_for(names: Names) -> Plans:
    """Plans for all classes. There are as many different ones as releases that changed a value."""
    stored = dict(names)
    return {cls: plan_for(cls, stored[cls.__name__]) for cls in VALUES if cls.__name__ in stored}


def plan_for(cls: type[Any], stored: tuple[str, ...]) -> Plan:
    """Attributes that were not known when something was stored get their default, unknown ones are left."""
    today = names_of(cls)
    columns = tuple((name if name in today else None, PARTS.get((cls, name))) for name in stored)
    return Plan(columns, is_today=stored == today)


def as_value(cls: type[T], row: Sequence[Any], plans: Plans) -> T:
    """The value again."""
    plan = plans[cls]
    pairs = zip(plan.columns, row, strict=True)
    if plan.is_today:
        return cls(*[value if type(value) is not list else as_parts(part, value, plans) for (_, part), value in pairs])
    known = {name: value if type(value) is not list else as_parts(part, value, plans) for (name, part), value in pairs}
    return cls(**{name: value for name, value in known.items() if name is not None})


def as_parts(part: type[Any] | None, rows: Sequence[Any], plans: Plans) -> tuple[Any, ...]:
    """A tuple again: of values, or of plain things."""
    return tuple(rows) if part is None else tuple([as_value(part, row, plans) for row in rows])


def dump_article(article: Article) -> bytes:
    """The extraction as JSON: attributes' names once, values as lists."""
    names = {cls.__name__: names_of(cls) for cls in VALUES}
    return dump({"format": FORMAT, "names": names, "article": article})


def load_article(packed: bytes) -> Article:
    """The extraction as it was."""
    stored = load(decompress(packed))
    names = tuple((name, tuple(attributes)) for name, attributes in stored["names"].items())
    return as_value(Article, stored["article"], plans_for(names))


def dump_lines(cleaned: CleanedArticle) -> bytes:
    """Kind, litter and weak terms of every line; its text only where it is not the extraction's own."""
    lines: dict[str, Any] = {
        "format": FORMAT,
        "lines": [
            [line.kind, line.litter, line.terms] if line.terms else [line.kind, line.litter] for line in cleaned.lines
        ],
    }
    if [line.text for line in cleaned.lines] != [block.text for block in cleaned.article.lines]:
        lines["texts"] = [line.text for line in cleaned.lines]
    if cleaned.credits != Credits():
        values = ((name, getattr(cleaned.credits, name)) for name in names_of(Credits))
        lines["credits"] = {name: value for name, value in values if value not in (None, ())}
    if cleaned.garble.lifted:
        lines["lifted"] = True
    if cleaned.garble.evidence:
        lines["evidence"] = cleaned.garble.evidence
    return dump(lines)


def load_told(packed: bytes) -> tuple[Credits, bool, tuple[Evidence, ...]]:
    """What the lines told, was the flag lifted, what the score is made of; nothing of what was stored before."""
    content = load(decompress(packed))
    stored: dict[str, Any] = content.get("credits", {})
    known: dict[str, Any] = {name: value for name, value in stored.items() if name in names_of(Credits)}
    parts: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in known.items()}
    evidence = tuple(Evidence(*row) for row in content.get("evidence", ()))
    return Credits(**parts), bool(content.get("lifted")), evidence


def load_lines(packed: bytes, article: Article, cuts: Mapping[int, tuple[Cut, ...]]) -> tuple[JudgedLine, ...]:
    """The judged lines as they were; `cuts` by number of line."""
    stored = load(decompress(packed))
    texts = stored["texts"] if "texts" in stored else [block.text for block in article.lines]
    return tuple(
        JudgedLine(line_text, KINDS[kind], litter, cuts.get(number, ()), tuple(terms[0]) if terms else ())
        for number, (line_text, (kind, litter, *terms)) in enumerate(zip(texts, stored["lines"], strict=True))
    )


def outcome_digest(cleaned: CleanedArticle, lines: bytes) -> bytes:
    """Tells one outcome from another: lines, cuts, findings, judgements; not what made them."""
    garble = cleaned.garble
    cuts = [line.cuts for line in cleaned.lines]
    judgement = (garble.status, garble.score, garble.flagged, garble.looks_like, cleaned.page)
    return digest(lines + dump([cuts, judgement, garble.findings]))
