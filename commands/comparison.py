"""Two copies compared, as other programs read it: format 1 of DESIGN.md, held by `compare.schema.json`.

Every key is always present. Keys may be added; what a key means never changes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from typing import Any

from cleaning.copies.values import TITLE, Copy, Difference, Drift, Likeness, Origin, Place, Relation

FORMAT = 1

Row = dict[str, Any]
"""A JSON object."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two copies, what they are to each other, and what drifted.

    Attributes:
        drift: of texts that are no copies and not related nothing is compared; then it is all zero.
    """

    a: Copy
    b: Copy
    likeness: Likeness
    drift: Drift


def compared(a: Copy, b: Copy) -> Comparison:
    """The two copies beside each other."""
    from cleaning.copies.drift import drift_between
    from cleaning.copies.fingerprint import fingerprint
    from cleaning.copies.likeness import likeness

    found = likeness(fingerprint(a.text, a.language), fingerprint(b.text, b.language))
    drift = Drift(0.0) if found.relation is Relation.UNRELATED else drift_between(a, b)
    return Comparison(a, b, found, drift)


def comparison_row(found: Comparison) -> Row:
    """The comparison as a JSON object."""
    drift = found.drift
    return {
        "format": FORMAT,
        "relation": found.likeness.relation.value,
        "score": found.likeness.score,
        "drift": drift.score,
        "garbled": drift.garbled and drift.garbled.value,
        "findings": [difference_row(one) for one in drift.differences],
        "shared": list(found.likeness.shared),
        "why": list(drift.why),
        "aligned": drift.aligned,
        "origin": origin_row(origin_between(found)),
    }


def origin_between(found: Comparison) -> Origin:
    """Where the story stood first, by either copy; of two stories there is no one origin."""
    from cleaning.copies.origin import origin_among

    if found.likeness.relation is not Relation.COPY:
        return Origin()
    first, second = (found.a, "b"), (found.b, "a")
    if found.b.origin.is_own and not found.a.origin.is_own:
        first, second = (found.b, "a"), (found.a, "b")
    return origin_among(first[0].origin, [(first[1], second[0].origin)])


def difference_row(one: Difference) -> Row:
    """One difference with both spans."""
    return {
        "difference": one.kind,
        "a": one.a.text,
        "b": one.b.text,
        "score": one.score,
        "reason": one.reason,
        "a_span": span_row(one.a),
        "b_span": span_row(one.b),
    }


def span_row(place: Place) -> Row:
    """Where a span stands; offsets count code points of the line as extracted, or of the headline."""
    is_title = place.line == TITLE
    return {
        "where": "title" if is_title else "body",
        "line": None if is_title else place.line,
        "start": place.start,
        "end": place.end,
    }


def origin_row(origin: Origin) -> Row:
    """Where a story stood first, with what says so."""
    return {"agency": origin.agency, "outlet": origin.outlet, "is_own": origin.is_own, "said": list(origin.said)}


def schema() -> Row:
    """The JSON Schema of a comparison."""
    text = (resources.files("commands") / "compare.schema.json").read_text(encoding="utf-8")
    loaded: Row = json.loads(text)
    return loaded
