"""What may be asked of a Store: which articles to list, which to export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from storage.records import Event


@dataclass(frozen=True, slots=True)
class FlagQuery:
    """Which articles to list, highest score first.

    Attributes:
        site: host; None = all.
        language: ISO 639-1; None = all.
        minimum: None = the flagged ones; a number = every article that scored at least that, flagged or not.
        verdict: only those where this is the standing word.
        undecided: only those nobody has judged.
        doubtful: None = by garbling; a number = by confidence instead: every page below that, the least sure first.
        drifted: by what copies say instead: every article that is the garbled one, the furthest from them first.
        reverse: the other way round.
        after: (score, confidence or drift; id) of the last article seen: the list goes on behind it, cheaper than
            `offset`. The score is -1 of one without.
        unscored: only the flagged that have no score, because of their language or their length; they end every list
            of the flagged as well.
        maximum: only articles that scored below this; with `doubtful`, `drifted` or `minimum` as well.
        least: only articles that scored at least this; unlike `minimum` it leaves the list what it is.
        everything: every article that was cleaned, flagged or not, the highest score first.
        evidence: only those with findings of one of these kinds (names of EVIDENCE).
        looks_like: only those that look like this.
        cluster: only copies of this story.
        since, until: only those of these days, by publication (by fetch where that is not known), both included.
        least_sure, most_sure: only pages of this confidence, from .. to below.
        words: only those in whose title or text, as extracted, these words stand; "several words" in this order.
        found: extractions in which they stand: the store fills that in when it has looked them up, nobody else does.
    """

    site: str | None = None
    language: str | None = None
    minimum: float | None = None
    verdict: Event | None = None
    undecided: bool = False
    doubtful: float | None = None
    drifted: bool = False
    reverse: bool = False
    limit: int = 50
    offset: int = 0
    after: tuple[float, int] | None = None
    unscored: bool = False
    maximum: float | None = None
    least: float | None = None
    everything: bool = False
    evidence: tuple[str, ...] = ()
    looks_like: str | None = None
    cluster: int | None = None
    since: date | None = None
    until: date | None = None
    least_sure: float | None = None
    most_sure: float | None = None
    words: str = ""
    found: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class ExportQuery:
    """Which articles to export, in order of id.

    Attributes:
        flagged: True or False = only those; None = all.
        since: stored or changed at this time or later.
        verdict: only those where this is the standing word.
        articles_only: without what is surely no article, unless an operator called it fine.
        min_confidence: only pages whose clean text is expected to be at least so good.
        one_per_story: only representatives, and articles without a copy.
        after: only ids above this, to go on where an export ended.
        limit: at most so many.
    """

    site: str | None = None
    language: str | None = None
    flagged: bool | None = None
    since: datetime | None = None
    verdict: Event | None = None
    articles_only: bool = False
    min_confidence: float | None = None
    one_per_story: bool = False
    after: int = 0
    limit: int | None = None
