"""What is told about the copies of an article; values like those of `records.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cleaning.copies.values import Drift, Likeness, Origin
from cleaning.values import Evidence


@dataclass(frozen=True, slots=True)
class EventRecord:
    """What happened to a cluster: "joined", "left", "merged", "represented"; `other_id` is a cluster that came in."""

    at: datetime
    event: str
    article_id: int | None
    other_id: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class ClusterRecord:
    """A story of which copies are known.

    Attributes:
        representative_id: the member that stands for it; `reason` says why.
        members: how many there are.
        merged: ids of clusters that became a part of this one.
        events: the newest ones, newest first.
    """

    id: int
    representative_id: int
    reason: str
    members: int
    made_at: datetime
    merged: tuple[int, ...]
    events: tuple[EventRecord, ...]


@dataclass(frozen=True, slots=True)
class CopyRecord:
    """Another article beside the one at hand.

    Attributes:
        likeness: as found when one of the two was looked at; None where these two never were compared.
        drift: the article at hand is A; None where the two texts were not compared. Its `differences` are left out
            except in `CopiesRecord.drifts`.
    """

    id: int
    site: str
    url: str
    title: str | None
    published: str | None
    score: float | None
    flagged: bool
    edge_id: int | None
    likeness: Likeness | None
    drift: Drift | None


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """An article's garbling by its own text and its copies, as it was at one time.

    Attributes:
        number: counts from 1 within the article.
        cleaning_id: the cleaning whose own score it adds to.
        version: of the code that compares.
        edges: ids of what it rests on.
        is_garbled: against its copies; None = they cannot tell, or nothing drifted.
    """

    id: int
    number: int
    article_id: int
    cleaning_id: int
    cluster_id: int | None
    version: str
    edges: tuple[int, ...]
    drift: float
    is_garbled: bool | None
    score: float | None
    flagged: bool
    looks_like: str | None
    evidence: tuple[Evidence, ...]
    made_at: datetime


@dataclass(frozen=True, slots=True)
class CopiesRecord:
    """Everything that is stored about the copies of an article.

    Attributes:
        is_due: they are still to be looked for.
        is_original: the story stood here first, by its own page or that of others.
        cluster: None where no copy is known.
        copies: other members of the cluster, the first ones, the representative before all.
        related: articles that tell of the same event in other words.
        assessments: newest first.
        current: id of the assessment that flags and exports go by; None where the text speaks alone.
        drifts: copies that were compared with today's text, with the differences; the furthest first.
        origin: where the story stood first, by the article and its copies.
    """

    article_id: int
    is_due: bool
    is_original: bool
    cluster: ClusterRecord | None
    copies: tuple[CopyRecord, ...]
    related: tuple[CopyRecord, ...]
    assessments: tuple[AssessmentRecord, ...]
    current: int | None
    drifts: tuple[CopyRecord, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Word:
    """What copies say of an article, for lists: the assessment that counts, and who speaks against the article.

    Attributes:
        against: ids of the copies that it drifted from, the surest first.
        own_score: by its text alone.
    """

    assessment: AssessmentRecord
    cluster_id: int | None
    against: tuple[int, ...]
    own_score: float | None


@dataclass(frozen=True, slots=True)
class CopyTotals:
    """Copies in the whole database.

    Attributes:
        stories: of which two copies or more are known; `articles` are in them.
        due: articles whose copies are still to be looked for.
        drifted: articles that are the garbled ones by what their copies say.
    """

    stories: int
    articles: int
    due: int
    drifted: int
