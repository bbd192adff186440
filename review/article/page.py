"""What the article's page holds: the value that its template shows and that the API gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cleaning.values import Evidence, GarbleStatus, Right
from review.article.facts import Fact
from review.article.journal import JournalPart
from review.article.parts import BlockPart, FindingPart, LinePart
from review.article.pieces import Piece
from review.article.story import StoryPart
from review.queue.places import Position
from storage.records import CleaningRecord, FailureRecord, FetchRecord


@dataclass(frozen=True, slots=True)
class Jump:
    """A finding in the strip above the text: its number among all, and the part of the lines in which it stands."""

    number: int
    line: int
    part: int
    strength: str
    signal: str
    reason: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgement on the text by itself.

    Attributes:
        said: in words.
        threshold: score from which an English text is flagged.
        total: log odds of all evidence together.
    """

    status: GarbleStatus
    score: float | None
    threshold: float
    flagged: bool
    looks_like: str | None
    said: str
    evidence: tuple[Evidence, ...]
    total: float


@dataclass(frozen=True, slots=True)
class RowPart:
    """A line or a block that was left out: one of the two."""

    line: LinePart | None = None
    block: BlockPart | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Rows that follow each other, shown or folded together."""

    rows: tuple[RowPart, ...]
    is_folded: bool


@dataclass(frozen=True, slots=True)
class Text:
    """The lines that are shown.

    Attributes:
        part, parts: from 1.
        lines: how many the article has; `left_out` blocks of the page are no part of it.
        hidden: lines that "only what is marked" leaves out.
    """

    runs: tuple[Run, ...]
    part: int
    parts: int
    lines: int
    left_out: int
    hidden: int


@dataclass(frozen=True, slots=True)
class Looks:
    """How the page is looked at: what its own links keep.

    Attributes:
        queue: the list's query string.
        cleaning: number of an older cleaning; None = the newest.
        only: only lines on which something is to be seen.
        blocks: with what extraction left out.
    """

    queue: str
    cleaning: int | None
    only: bool
    blocks: bool


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One article as an operator reads it.

    Attributes:
        title: with its findings marked.
        language: ISO 639-1; "" where it is not known.
        kind_of_page: kind and confidence with what speaks against it, in words.
        whole: findings without a place in a line.
        jumps: findings in lines, in order.
        seen: id of the newest decision: what a decision made here rests on.
        verdict: the standing one, in its own words; None = nobody judged it.
        cleanings: newest first; `cleaning` is the one that is shown.
        kinds: that a line can be cut as, the usual ones first.
    """

    id: int
    site: str
    url: str
    title: tuple[Piece, ...]
    language: str
    plain_title: str
    facts: tuple[Fact, ...]
    judged: Judged
    story: StoryPart | None
    is_article: bool | None
    kind_of_page: str
    rights: tuple[Right, ...]
    whole: tuple[FindingPart, ...]
    jumps: tuple[Jump, ...]
    text: Text
    journal: JournalPart
    seen: int
    cleaning: CleaningRecord
    cleanings: tuple[CleaningRecord, ...]
    fetches: tuple[FetchRecord, ...]
    failures: tuple[FailureRecord, ...]
    updated_at: datetime
    position: Position
    looks: Looks
    kinds: tuple[str, ...]
    may_decide: bool
