"""What stands in the cells of an exported row: their types, and our values as lists and dictionaries of plain ones."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pyarrow as pa

from cleaning.values import CleanedArticle, Credits, Finding, JudgedLine, Outcome

SURROGATE = re.compile("[\ud800-\udfff]")

TEXT = pa.string()
COUNT = pa.int64()
SCORE = pa.float64()
FLAG = pa.bool_()
MOMENT = pa.timestamp("us", tz="UTC")
VERSIONS = pa.struct([(name, TEXT) for name in ("copydesk", "extract", "rules", "model", "context")])
CUT_LINES = pa.list_(pa.struct([("kind", TEXT), ("lines", COUNT)]))
RIGHTS = pa.list_(pa.struct([("source", TEXT), ("name", TEXT), ("value", TEXT)]))
CREDITS = pa.struct(
    [
        ("writers", pa.list_(TEXT)),
        ("reporters", pa.list_(TEXT)),
        ("editors", pa.list_(TEXT)),
        ("copyright", TEXT),
        ("corrections", pa.list_(TEXT)),
    ]
)
CUTS = pa.list_(pa.struct([("start", COUNT), ("end", COUNT), ("rule", TEXT), ("kind", TEXT)]))
LINES = pa.list_(
    pa.struct([("text", TEXT), ("clean", TEXT), ("outcome", TEXT), ("kind", TEXT), ("litter", SCORE), ("cuts", CUTS)])
)
FINDINGS = pa.list_(
    pa.struct(
        [
            ("signal", TEXT),
            ("where", TEXT),
            ("line", COUNT),
            ("start", COUNT),
            ("end", COUNT),
            ("text", TEXT),
            ("score", SCORE),
        ]
    )
)

TYPE_NAMES = {TEXT: "string", COUNT: "integer", SCORE: "number", FLAG: "true/false", MOMENT: "time (UTC)"}


def in_words(arrow: pa.DataType) -> str:
    """An Arrow type in a reader's words.

    >>> in_words(CUT_LINES)
    'list of (kind: string, lines: integer)'
    """
    if pa.types.is_list(arrow):
        return f"list of {in_words(arrow.value_type)}"
    if pa.types.is_struct(arrow):
        return f"({', '.join(f'{field.name}: {in_words(field.type)}' for field in arrow)})"
    return TYPE_NAMES[arrow]


def cut_lines(lines: tuple[JudgedLine, ...]) -> list[dict[str, Any]]:
    """How many lines lost something, by kind of what went; in order of kind."""
    counts = Counter(kind for line in lines for kind in {cut.kind.value for cut in line.cuts})
    return [{"kind": kind, "lines": counts[kind]} for kind in sorted(counts)]


def credited(credits_: Credits) -> dict[str, Any]:
    """Who did what, as the lines say."""
    values = ((field.name, getattr(credits_, field.name)) for field in CREDITS)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}


def count(cleaned: CleanedArticle, outcome: Outcome) -> int:
    """Number of lines with this outcome."""
    return sum(line.outcome is outcome for line in cleaned.lines)


def nested_line(line: JudgedLine) -> dict[str, Any]:
    """One line as extracted, what is left of it, and the spans that went."""
    return {
        "text": line.text,
        "clean": line.clean,
        "outcome": line.outcome.value,
        "kind": line.kind.value,
        "litter": line.litter,
        "cuts": [{"start": cut.start, "end": cut.end, "rule": cut.rule, "kind": cut.kind.value} for cut in line.cuts],
    }


def nested_finding(finding: Finding) -> dict[str, Any]:
    """One finding; its reason is looked up by the signal's name in docs/reasons.md."""
    return {
        "signal": finding.signal,
        "where": finding.where.value,
        "line": finding.line,
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "score": finding.score,
    }


def versions(cleaned: CleanedArticle) -> dict[str, str]:
    """What made the row's text, one id a part."""
    made_by = cleaned.versions
    return {name: getattr(made_by, name) for name in (field.name for field in VERSIONS)}


def encodable(value: Any) -> Any:  # noqa: ANN401 - any part of a row
    r"""The value with lone halves of surrogate pairs replaced, which no UTF-8 holds; offsets stay true.

    >>> encodable(["a\ud800b", 1, {"text": "c"}])
    ['a\ufffdb', 1, {'text': 'c'}]
    """
    match value:
        case str():
            return value if value.isascii() else SURROGATE.sub("\ufffd", value)
        case list():
            return [encodable(part) for part in value]
        case dict():
            return {name: encodable(part) for name, part in value.items()}
    return value
