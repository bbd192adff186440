"""An article's versions: what was fetched, extracted and cleaned when, and what differs between any two cleanings."""

from __future__ import annotations

from dataclasses import dataclass

from cleaning.values import JudgedLine, Outcome
from review.article.article import cleaned_of, version_of
from review.article.asked import found_article
from review.article.journal import JournalPart, journal_part
from review.article.parts import CutPart, cut_parts
from review.article.pieces import Piece, pieces
from review.history.differences import Change, Remark, changes, remarks
from review.view import Ask
from storage.records import ArticleRecord, CleaningRecord, ExtractionRecord, FailureRecord, FetchRecord
from storage.site_records import ProfileRecord
from storage.store import Store

MOST_CHANGES = 300
MOST_ENTRIES = 1_000
MOST_VERSIONS = 200


@dataclass(frozen=True, slots=True)
class Fate:
    """A line as one of the two cleanings has it."""

    kind: str
    outcome: Outcome
    text: tuple[Piece, ...]
    cuts: tuple[CutPart, ...]


@dataclass(frozen=True, slots=True)
class ChangePart:
    """A line that differs; `before` or `after` is None where only one of the two has it."""

    number: int
    before: Fate | None
    after: Fate | None


@dataclass(frozen=True, slots=True)
class DifferencesPart:
    """What one cleaning changed against another.

    Attributes:
        a, b: their numbers.
        remarks: what is said of the whole article that differs.
        more: lines that differ and are not shown.
    """

    a: int
    b: int
    remarks: tuple[Remark, ...]
    changes: tuple[ChangePart, ...]
    more: int


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Everything that happened to an article, each list newest first.

    Attributes:
        extractions: `of_extraction` gives their numbers by id, for the cleanings.
        compared: None while there is one cleaning only.
    """

    id: int
    title: str
    site: str
    url: str
    cleanings: tuple[CleaningRecord, ...]
    extractions: tuple[ExtractionRecord, ...]
    fetches: tuple[FetchRecord, ...]
    failures: tuple[FailureRecord, ...]
    profiles: tuple[ProfileRecord, ...]
    journal: JournalPart
    compared: DifferencesPart | None
    queue: str

    def text_number(self, extraction_id: int) -> int | None:
        """Number of the extraction that a cleaning read."""
        return next((one.number for one in self.extractions if one.id == extraction_id), None)


def history(store: Store, ask: Ask) -> HistoryPage:
    """The article's history; NotFoundError where there is no such article or cleaning."""
    record = found_article(store, ask.path["article"])
    summary = record.summary
    return HistoryPage(
        id=summary.id,
        title=(summary.title or "")[:600],
        site=summary.site,
        url=summary.url,
        cleanings=record.cleanings[:MOST_VERSIONS],
        extractions=record.extractions[:MOST_VERSIONS],
        fetches=record.fetches[:MOST_VERSIONS],
        failures=store.failures_of(summary.id)[:MOST_VERSIONS],
        profiles=record.profiles[:MOST_VERSIONS],
        journal=journal_part(record, MOST_ENTRIES),
        compared=differences(store, record, wanted(record, ask)),
        queue=ask.text("from"),
    )


def wanted(record: ArticleRecord, ask: Ask) -> tuple[int, int] | None:
    """Numbers of the cleanings to compare: those asked for, else the newest two; None where there is only one."""
    newest = [one.number for one in record.cleanings[:2]]
    if len(newest) < len("ab"):
        return None
    a, b = (ask.number("a", newest[1]), ask.number("b", newest[0]))
    return int(a or newest[1]), int(b or newest[0])


def differences(store: Store, record: ArticleRecord, numbers: tuple[int, int] | None) -> DifferencesPart | None:
    """What the second cleaning changed against the first."""
    if numbers is None:
        return None
    first, second = (cleaned_of(store, record, version_of(record, number)) for number in numbers)
    found = changes(first, second)
    return DifferencesPart(
        a=numbers[0],
        b=numbers[1],
        remarks=tuple(bounded(one) for one in remarks(first, second)),
        changes=tuple(map(change_part, found[:MOST_CHANGES])),
        more=max(0, len(found) - MOST_CHANGES),
    )


def bounded(one: Remark) -> Remark:
    """A remark of a length that can be shown."""
    return Remark(one.name, one.before[:2_000], one.after[:2_000])


def change_part(one: Change) -> ChangePart:
    """A line that differs, as it is shown."""
    return ChangePart(one.number, fate_of(one.before), fate_of(one.after))


def fate_of(line: JudgedLine | None) -> Fate | None:
    """A line with its cuts."""
    if line is None:
        return None
    return Fate(line.kind.value, line.outcome, pieces(line.text, line.cuts, (), 2_000), cut_parts(line))
