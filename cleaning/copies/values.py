"""The values of comparing: a copy of a story, how two copies are related, and what drifted between them.

Offsets count code points of one line's text, end exclusive, as everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from cleaning.values import Garble, GarbleStatus

TITLE = -1
"""Number of the line that is the headline."""

HONEST = 0.2
"""Drift up to which two copies may differ by honest editing alone. Copies that agree say nothing: they may be copies of
one garbled text."""

COPIES, LIKE = "copies", "drifted from a known copy"
"""Kind of evidence that copies give, and what a text looks like that is flagged for it."""


class Relation(StrEnum):
    """How two texts are related."""

    COPY = "copy"  # one text: the same, trimmed, edited, translated or spun
    RELATED = "related"  # one event, told by another writer
    UNRELATED = "unrelated"


class Side(StrEnum):
    """One of two copies."""

    A = "a"
    B = "b"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a story stood first, as far as its page, its lines and its copies say.

    Attributes:
        agency: wire service that supplied it.
        outlet: name or host of the outlet that published it first; None where nothing says so.
        is_own: the page says of itself that it is the original: the agency's own site, or the address that others name.
        said: what says so, in words: "credit: Editing by Marcus Thorne", "canonical: vela.example".
    """

    agency: str | None = None
    outlet: str | None = None
    is_own: bool = False
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """One article made ready to be compared.

    Attributes:
        lines: by number of line, as long as the lines that were extracted; what was cut is blank, so that offsets hold.
        title: headline.
        language: ISO 639-1.
        published: ISO 8601 with offset, or a date alone.
        garble: what its own text says.
        origin: where it stood first.
    """

    lines: tuple[str, ...]
    title: str | None = None
    language: str | None = None
    published: str | None = None
    garble: Garble = field(default_factory=lambda: Garble(GarbleStatus.OFF))
    origin: Origin = Origin()

    @property
    def text(self) -> str:
        """The lines that are not blank, joined by blank lines."""
        return "\n\n".join(line.strip() for line in self.lines if line.strip())


@dataclass(frozen=True, slots=True)
class Place:
    """A span of one copy: number of the line (TITLE = the headline), offsets, and the words."""

    line: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that two copies tell differently, beyond house style.

    Attributes:
        kind: a row of DIFFERENCES: "quote", "name", "number", "unit", "negation", "role", "wording".
        a, b: both spans.
        score: how sure it is that this is drift and no editor's choice, 0..1.
        reason: a sentence for an operator.
    """

    kind: str
    a: Place
    b: Place
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Drift:
    """How far two copies of one story are apart.

    Attributes:
        score: 0 = word for word or edited honestly, 1 = told anew throughout.
        garbled: the copy that the other is a witness against; None = cannot tell, or nothing drifted.
        lean: natural log odds that B is the garbled one; negative = A. What `garbled` was read off.
        why: what speaks for either side, in words.
        aligned: share of the shorter copy's words that stand in sentences with a counterpart.
        differences: in the order of A.
    """

    score: float
    garbled: Side | None = None
    lean: float = 0.0
    why: tuple[str, ...] = ()
    aligned: float = 0.0
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """Whether two texts are one story.

    Attributes:
        relation: what they are to each other.
        score: chance 0..1 that one is a copy of the other.
        method: what found it: "same text", "shingles", "characters and terms".
        shared: evidence in words.
    """

    relation: Relation
    score: float
    method: str = ""
    shared: tuple[str, ...] = ()
