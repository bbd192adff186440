"""What the review desk asks and gets: counts beside filters, bulk decisions, saved filters, users, figures by week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.records import ArticleSummary, DecisionRecord, Event


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A part of a list of articles.

    Attributes:
        articles: in the list's order.
        after: where the list goes on, as FlagQuery.after; None at its end.
        capped: the words that were searched for stand in more texts than were looked at: the newest were.
    """

    articles: tuple[ArticleSummary, ...]
    after: tuple[float, int] | None
    capped: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """One value of a filter with the number of articles that it leaves, the other filters standing.

    Attributes:
        value: as the query takes it; "" = unknown or none.
    """

    value: str
    articles: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts beside the filters: each as if its own filter were not set, so that one sees where one could go.

    Attributes:
        total: articles that all filters together leave.
        severity: by tenth of the garble score: "0.9" = from .9 on; "" = without score.
        confidence: the same by confidence.
        evidence: by kind of evidence (names of EVIDENCE), most first; an article counts in each of its kinds.
        month: of publication, "2026-11", newest first.
        site: most first, the first hundred.
    """

    total: int
    severity: tuple[Tick, ...]
    evidence: tuple[Tick, ...]
    looks_like: tuple[Tick, ...]
    site: tuple[Tick, ...]
    language: tuple[Tick, ...]
    month: tuple[Tick, ...]
    confidence: tuple[Tick, ...]
    verdict: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a bulk decision would touch.

    Attributes:
        articles: how many match.
        by_verdict: their standing verdicts, "" = none.
        examples: the first few.
        newest: id of the newest decision in the database: what is decided later makes the preview stale.
    """

    articles: int
    by_verdict: tuple[Tick, ...]
    examples: tuple[ArticleSummary, ...]
    newest: int


@dataclass(frozen=True, slots=True)
class Batch:
    """A bulk decision that was made: `id` takes it back as a whole."""

    id: int
    articles: int


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter under a name; `query` is the query string of the queue page."""

    id: int
    name: str
    query: str
    who: str
    at: datetime


class Role(StrEnum):
    """What a user may do: read, or decide as well."""

    READER = "reader"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may come to a desk that stands beyond one machine.

    Attributes:
        password: its hash; None = known to the proxy in front only.
        disabled_at: since when they may not come any more.
    """

    id: int
    name: str
    role: Role
    password: str | None
    made_at: datetime
    disabled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Week:
    """A site's figures of one week, by day of publication (of the fetch where that is not known).

    Attributes:
        week: its Monday, days since 1970.
        cuts: (kind, lines that lost something of this kind), most first.
        failures: by the week in which they happened.
    """

    week: int
    articles: int
    flagged: int
    lines: int
    cuts: tuple[tuple[str, int], ...]
    failures: int


@dataclass(frozen=True, slots=True)
class SiteWeeks:
    """A site's figures in the order of weeks; `site` None = of all sites together."""

    site: str | None
    weeks: tuple[Week, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """Scores of articles in equal bins from 0 to 1, those without a score apart."""

    bins: tuple[int, ...]
    without: int


@dataclass(frozen=True, slots=True)
class RuleScore:
    """What operators said of a rule's cuts, over articles that have a standing verdict.

    Attributes:
        cuts: that they had before them; `wrong` of them were said to be wrong.
        missed: lines said to be of this rule's kind that nothing cut.
    """

    rule: str
    kind: str
    cuts: int
    wrong: int
    missed: int


@dataclass(frozen=True, slots=True)
class SignalScore:
    """What operators said of a signal's findings.

    Attributes:
        findings: in articles with a standing verdict of garbled or fine; `garbled` and `fine` count the articles.
        right, wrong: findings of which that was said.
    """

    signal: str
    findings: int
    right: int
    wrong: int
    garbled: int
    fine: int


@dataclass(frozen=True, slots=True)
class Scores:
    """Precision and recall from decisions.

    Attributes:
        flagged_garbled, flagged_fine, missed_garbled, passed_fine: articles by flag and standing verdict.
    """

    rules: tuple[RuleScore, ...]
    signals: tuple[SignalScore, ...]
    flagged_garbled: int
    flagged_fine: int
    missed_garbled: int
    passed_fine: int


@dataclass(frozen=True, slots=True)
class Journal:
    """Decisions on an article as the desk needs them.

    Attributes:
        seen: id of its newest decision, 0 = none: what an operator who decides must have seen.
        verdict: the standing word.
        decisions: newest first.
    """

    article_id: int
    seen: int
    verdict: Event | None
    decisions: tuple[DecisionRecord, ...]


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What a list shows of an article beside its summary.

    Attributes:
        signal, reason, text: of its surest finding; None and "" where there is none.
        signs: (signal, findings), most first.
        page_terms: why its page is doubtful, the evidence in words.
        copies: other members of its cluster.
    """

    article_id: int
    signal: str | None
    reason: str
    text: str
    signs: tuple[tuple[str, int], ...]
    page_terms: tuple[str, ...]
    copies: int


@dataclass(frozen=True, slots=True)
class Glimpses:
    """Of several articles, in their order; `newest` is the id of the newest decision in the database."""

    articles: tuple[Glimpse, ...]
    newest: int
