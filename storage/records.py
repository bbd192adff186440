"""The frozen values that a Store gives and takes. Rows of the database never leave this package, these do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cleaning.values import CleanedArticle, GarbleStatus, Stage, Versions
from storage.site_records import ProfileRecord


class Event(StrEnum):
    """What an operator said. Nothing is ever deleted: UNDO takes a standing word back, and is a word of its own."""

    GARBLED = "garbled"
    FINE = "fine"
    NEEDS_CLEANING = "needs_cleaning"
    NOT_AN_ARTICLE = "not_an_article"
    NOTE = "note"
    WRONGLY_CUT = "wrongly_cut"
    SHOULD_BE_CUT = "should_be_cut"
    BELONGS_IN = "belongs_in"
    RIGHT = "right"
    WRONG = "wrong"
    UNDO = "undo"


VERDICTS = (Event.GARBLED, Event.FINE, Event.NEEDS_CLEANING, Event.NOT_AN_ARTICLE)
"""What may be said of an article as a whole; the latest that stands is its verdict."""


class Subject(StrEnum):
    """What a word is about."""

    ARTICLE = "article"
    LINE = "line"
    BLOCK = "block"
    FINDING = "finding"


WORDS: dict[Subject, tuple[Event, ...]] = {
    Subject.ARTICLE: (*VERDICTS, Event.NOTE),
    Subject.LINE: (Event.WRONGLY_CUT, Event.SHOULD_BE_CUT),
    Subject.BLOCK: (Event.BELONGS_IN,),
    Subject.FINDING: (Event.RIGHT, Event.WRONG),
}
"""What may be said of what. Of one thing the latest word that stands counts; notes all stand."""


@dataclass(frozen=True, slots=True)
class Target:
    """The part of an article that a word is about, known by its own text, so that it is found again after a cleaning.

    Attributes:
        text: of the whole line, of the block that extraction left out, or of the words that a finding points at.
        name: the signal of a finding; the rules that cut a line, joined by ", "; "" where nothing was cut.
        kind: of a line that should be cut, what it is; else the kind that it was taken for, or "".
        line: its number in the cleaning that the operator saw; of a block its number among all blocks.
        start, end: the span that a finding points at.
    """

    subject: Subject
    text: str
    name: str = ""
    kind: str = ""
    line: int | None = None
    start: int | None = None
    end: int | None = None


class RunStatus(StrEnum):
    """How a run stands. A run that was killed stays "running": nobody was left to end it."""

    RUNNING = "running"
    DONE = "done"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Decision:
    """An operator's word.

    Attributes:
        event: the word, or UNDO.
        note: free words.
        who: the operator's name, "" where nobody said.
        target: the part of the article it is about; None = the article as a whole.
    """

    event: Event
    note: str = ""
    who: str = ""
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """A stored decision, with the cleaning that the operator had before them.

    Attributes:
        undoes: of an UNDO the decision that it takes back; None = the latest that stood then (as the command does).
        batch: the first decision of the bulk that it is part of; None = it was given alone.
        stands: nothing took it back, and no later word on the same thing replaced it.
    """

    id: int
    event: Event
    note: str
    who: str
    at: datetime
    cleaning_id: int | None
    target: Target | None = None
    undoes: int | None = None
    batch: int | None = None
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a cleaning that was handed in.

    Attributes:
        is_new_article: nothing was known of this address before.
        is_new_version: the article's extraction differs from the last one.
        is_confirmed: the outcome equals the last one, which is now confirmed under today's versions; or a later fetch
            of the article was cleaned already and this one changes nothing.
    """

    article_id: int
    cleaning_id: int
    is_new_article: bool
    is_new_version: bool
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run of a command that stores things."""

    id: int
    command: str
    note: str
    started_at: datetime
    ended_at: datetime | None
    status: RunStatus
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class FailureRecord:
    """A failure as it happened; `resolved_at` is set once the same address succeeds."""

    id: int
    run_id: int | None
    site: str
    url: str
    stage: Stage
    reason: str
    at: datetime
    resolved_at: datetime | None
    fetch_id: int | None


@dataclass(frozen=True, slots=True)
class LeaseRecord:
    """Who works on a site, and until when nobody else does."""

    site: str
    owner: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SiteStatus:
    """Health of one site.

    Attributes:
        pages: stored fetches, each one address with one body.
        pending: fetches that wait for cleaning.
        failed: fetches whose cleaning failed as often as we try.
        articles: addresses that were cleaned; `not_articles` of them are surely something else, `doubtful` (these
            included) want an operator's eye.
        cuts: (kind, lines of the newest cleanings that lost something of this kind), most first.
        failures: (stage, failures not resolved), most first.
        profile: the site's newest profile; None before its first one.
    """

    site: str
    pages: int
    articles: int
    flagged: int
    pending: int
    failed: int
    cuts: tuple[tuple[str, int], ...]
    failures: tuple[tuple[str, int], ...]
    last_fetch: datetime | None
    lease: LeaseRecord | None
    profile: ProfileRecord | None = None
    not_articles: int = 0
    doubtful: int = 0


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """What a list shows of an article: its newest cleaning in figures.

    Attributes:
        lines: lines of the main text; `cut_lines` of them were trimmed or dropped.
        score: garble score, None where not judged.
        verdict: the operator's standing word.
        drift: of one that its copies speak against; None for others.
        cluster_id: the story that it is a copy of, where other copies are known.
        evidence: kinds of evidence that its findings and copies give, names of EVIDENCE.
    """

    id: int
    site: str
    url: str
    title: str | None
    published: str | None
    language: str | None
    score: float | None
    flagged: bool
    garble: GarbleStatus
    looks_like: str | None
    lines: int
    cut_lines: int
    findings: int
    cleaning_id: int
    fetch_id: int
    verdict: Event | None
    updated_at: datetime
    is_article: bool | None = None
    page_kind: str | None = None
    confidence: float | None = None
    drift: float | None = None
    cluster_id: int | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtractionRecord:
    """One version of what was extracted; `number` counts from 1 within the article."""

    id: int
    number: int
    fetch_id: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class CleaningRecord:
    """One cleaning: made by `versions`, last found equal under `confirmed`."""

    id: int
    number: int
    extraction_id: int
    run_id: int | None
    made_at: datetime
    versions: Versions
    confirmed_at: datetime
    confirmed: Versions
    score: float | None
    flagged: bool


@dataclass(frozen=True, slots=True)
class FetchRecord:
    """One answer of a site: an address with one body. `seen_at` moves when the same bytes come again.

    Attributes:
        body: sha256 of the bytes, hexadecimal.
        size: bytes.
        state: "pending", "done" or "failed".
        attempts: cleanings of it that failed.
    """

    id: int
    requested_url: str
    url: str
    status: int | None
    body: str
    size: int
    fetched_at: datetime
    seen_at: datetime
    state: str
    attempts: int
    run_id: int | None


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """Everything stored about one article, and all profiles of its site; histories newest first."""

    summary: ArticleSummary
    cleaned: CleanedArticle
    extractions: tuple[ExtractionRecord, ...]
    cleanings: tuple[CleaningRecord, ...]
    fetches: tuple[FetchRecord, ...]
    decisions: tuple[DecisionRecord, ...]
    profiles: tuple[ProfileRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One article for a dataset, with everything needed to trace it to its page.

    Attributes:
        body: sha256 of the page's bytes, hexadecimal.
        extraction: the extraction's number within the article, from 1.
        score, flagged, looks_like: by the newest assessment; by the text alone where there is none.
        is_representative: of its cluster; None without one.
        drift, drifted: of the newest assessment; None where no copy was compared, or copies cannot tell.
        decisions: operators' words on lines and blocks that `cleaned` follows; None = nobody asked it to.
    """

    article_id: int
    extraction_id: int
    extraction: int
    cleaning_id: int
    fetch_id: int
    site: str
    url: str
    requested_url: str
    status: int | None
    fetched_at: datetime
    body: str
    verdict: Event | None
    cleaned: CleanedArticle
    score: float | None
    flagged: bool
    looks_like: str | None
    cluster_id: int | None = None
    is_representative: bool | None = None
    assessment_id: int | None = None
    drift: float | None = None
    drifted: bool | None = None
    decisions: int | None = None
