"""What changed between two cleanings of one article: lines that came, went or fared differently, and metadata."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from cleaning.values import CleanedArticle, JudgedLine

METADATA = (
    *("title", "byline", "agency", "dateline", "published", "updated", "language", "canonical_url", "description"),
    *("tags", "sections", "syndicated_from"),
)
CREDITS = ("writers", "reporters", "editors", "copyright", "corrections")


@dataclass(frozen=True, slots=True)
class Change:
    """A line of either cleaning.

    Attributes:
        number: the line's index in the cleaning that has it, the later one where both do.
        before: the line in the first cleaning; None when it came.
        after: the line in the second; None when it went.
    """

    number: int
    before: JudgedLine | None
    after: JudgedLine | None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said of the whole article that changed; "-" where nothing was said."""

    name: str
    before: str
    after: str


def changes(first: CleanedArticle, second: CleanedArticle) -> tuple[Change, ...]:
    """The lines that differ, in the order of the text."""
    return tuple(line_changes(first.lines, second.lines))


MOST_PAIRS = 25_000_000
"""Pairs of lines that are looked at; of longer texts all between what both begin and end with counts as exchanged."""

Opcode = tuple[str, int, int, int, int]
"""What difflib says: how, then a run of the first and one of the second."""


def line_changes(first: tuple[JudgedLine, ...], second: tuple[JudgedLine, ...]) -> Iterator[Change]:
    """Lines aligned by what was extracted; of equal texts only those that were judged differently."""
    for how, start, end, other_start, other_end in opcodes([x.text for x in first], [x.text for x in second]):
        if how == "equal":
            pairs = zip(range(start, end), range(other_start, other_end), strict=True)
            yield from (Change(j, first[i], second[j]) for i, j in pairs if fate(first[i]) != fate(second[j]))
        else:
            yield from (Change(i, first[i], None) for i in range(start, end))
            yield from (Change(j, None, second[j]) for j in range(other_start, other_end))


def opcodes(one: Sequence[str], two: Sequence[str]) -> Iterator[Opcode]:
    """How one list of texts becomes the other; what both begin and end with is not looked at twice.

    >>> list(opcodes(["a", "b", "c"], ["a", "x", "c"]))
    [('equal', 0, 1, 0, 1), ('replace', 1, 2, 1, 2), ('equal', 2, 3, 2, 3)]
    """
    head = agreeing(one, two)
    tail = agreeing(one[head:][::-1], two[head:][::-1])
    ours, theirs = one[head : len(one) - tail], two[head : len(two) - tail]
    yield "equal", 0, head, 0, head
    if len(ours) * len(theirs) > MOST_PAIRS:
        yield "replace", head, head + len(ours), head, head + len(theirs)
    else:
        for how, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
            yield how, head + i, head + j, head + k, head + m
    yield "equal", head + len(ours), len(one), head + len(theirs), len(two)


def agreeing(one: Sequence[str], two: Sequence[str]) -> int:
    """How many texts both begin with.

    >>> agreeing(["a", "b"], ["a", "c"])
    1
    """
    pairs = enumerate(zip(one, two, strict=False))
    return next((number for number, (ours, theirs) in pairs if ours != theirs), min(len(one), len(two)))


def fate(line: JudgedLine) -> tuple[object, ...]:
    """What became of a line, as far as a reader of the clean text notices, and why."""
    return line.kind, tuple((cut.start, cut.end, cut.rule) for cut in line.cuts)


def remarks(first: CleanedArticle, second: CleanedArticle) -> tuple[Remark, ...]:
    """Metadata, judgement and versions that differ."""
    before, after = told(first), told(second)
    return tuple(Remark(name, before[name], after[name]) for name in before if before[name] != after[name])


def in_words(value: object) -> object:
    """Several values as one text; none as nothing said."""
    return (", ".join(value) or None) if isinstance(value, tuple) else value


def told(cleaned: CleanedArticle) -> dict[str, str]:
    """What is said of the whole article."""
    garble, made_by = cleaned.garble, cleaned.versions
    facts: dict[str, object] = {
        **{name: in_words(getattr(cleaned.known, name)) for name in METADATA},
        **{name: in_words(getattr(cleaned.credits, name)) for name in CREDITS},
    }
    facts |= {
        "garble score": garble.score,
        "flagged": garble.flagged,
        "looks like": garble.looks_like,
        "findings": len(garble.findings),
        "extraction": made_by.extract,
        "rules": made_by.rules,
        "model": made_by.model,
        "context": made_by.context,
    }
    return {name: "-" if value is None else str(value) for name, value in facts.items()}
