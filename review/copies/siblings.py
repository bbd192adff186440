"""An article among its copies: what stands for the story and why, the others, what copies say of this one."""

from __future__ import annotations

from dataclasses import dataclass

from cleaning.copies.values import HONEST, Origin, Side
from review.article.asked import found_article
from review.view import Ask, NotFoundError
from review.words import drift_in_words
from storage.copy_records import AssessmentRecord, ClusterRecord, CopiesRecord, CopyRecord
from storage.store import Store

MOST_SHARED = 12


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another article beside the one at hand.

    Attributes:
        alike: chance that the two are copies; None where they never were compared.
        shared: what that rests on.
        drift: how far the two are apart; None where their texts were not compared.
        drifted: "this", "the other", or "" where that cannot be told or nothing drifted.
        said: the drift in words.
        is_representative: it stands for the story.
    """

    id: int
    site: str
    url: str
    title: str
    published: str
    score: float | None
    flagged: bool
    alike: float | None
    shared: tuple[str, ...]
    drift: float | None
    drifted: str
    said: str
    is_representative: bool


@dataclass(frozen=True, slots=True)
class SiblingsPage:
    """The copies of an article.

    Attributes:
        cluster: None where no copy is known; with its newest events.
        is_due: copies are still to be looked for.
        is_original: the story stood here first, by its own page or that of others.
        copies: the first ones, the representative before all; `more` there are.
        related: articles that tell of the same event in other words.
        assessments: newest first; `current` is the id of the one that flags go by, None = the text speaks alone.
    """

    id: int
    title: str
    site: str
    url: str
    published: str
    score: float | None
    flagged: bool
    cluster: ClusterRecord | None
    is_due: bool
    is_original: bool
    is_representative: bool
    copies: tuple[Sibling, ...]
    more: int
    related: tuple[Sibling, ...]
    origin: Origin
    assessments: tuple[AssessmentRecord, ...]
    current: int | None
    queue: str


def siblings(store: Store, ask: Ask) -> SiblingsPage:
    """The article's copies; NotFoundError where there is no such article."""
    record = found_article(store, ask.path["article"])
    known = store.copies(record.summary.id)
    if known is None:
        raise NotFoundError(f"no article {record.summary.id} is stored here")
    summary, cluster = record.summary, known.cluster
    stands = cluster.representative_id if cluster else None
    return SiblingsPage(
        id=summary.id,
        title=(summary.title or "")[:600],
        site=summary.site,
        url=summary.url,
        published=(summary.published or "")[:40],
        score=summary.score,
        flagged=summary.flagged,
        cluster=cluster,
        is_due=known.is_due,
        is_original=known.is_original,
        is_representative=stands == summary.id,
        copies=tuple(sibling_of(one, stands) for one in known.copies),
        more=others_of(known),
        related=tuple(sibling_of(one, None) for one in known.related),
        origin=known.origin,
        assessments=known.assessments,
        current=known.current,
        queue=ask.text("from"),
    )


def others_of(known: CopiesRecord) -> int:
    """Copies that are not among the first ones."""
    return max(0, known.cluster.members - 1 - len(known.copies)) if known.cluster else 0


def sibling_of(one: CopyRecord, representative: int | None) -> Sibling:
    """Another article as the list shows it."""
    return Sibling(
        id=one.id,
        site=one.site,
        url=one.url,
        title=(one.title or "")[:600],
        published=(one.published or "")[:40],
        score=one.score,
        flagged=one.flagged,
        alike=one.likeness.score if one.likeness else None,
        shared=one.likeness.shared[:MOST_SHARED] if one.likeness else (),
        drift=one.drift.score if one.drift else None,
        drifted=drifted(one),
        said=drift_in_words(one.drift.score) if one.drift else "",
        is_representative=one.id == representative,
    )


def drifted(one: CopyRecord) -> str:
    """Which of the two is the garbled one, the article at hand being A."""
    if one.drift is None or one.drift.score <= HONEST or one.drift.garbled is None:
        return ""
    return "this" if one.drift.garbled is Side.A else "the other"
