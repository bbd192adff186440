"""What copies say of an article, in short: for its page, whose siblings have a page of their own."""

from __future__ import annotations

from dataclasses import dataclass

from cleaning.copies.values import COPIES
from cleaning.values import Evidence
from review.words import drift_in_words
from storage.store import Store

MOST = 5


@dataclass(frozen=True, slots=True)
class StoryPart:
    """The article among its copies.

    Attributes:
        cluster: id of the story; None = no copy is known.
        members: copies that are known, this one too.
        is_representative: it stands for the story; `reason` says why whatever stands for it does.
        score, flagged, looks_like: by text and copies together; of no assessment None and False.
        drift: how far it is from the copy that says most, 0..1; None = nothing was assessed.
        said: the same in words.
        added: what copies add to the score; None = nothing.
        against: copies that say that it is the garbled one, the surest first.
    """

    cluster: int | None
    members: int
    is_representative: bool
    reason: str
    score: float | None
    flagged: bool
    looks_like: str | None
    drift: float | None
    said: str
    added: Evidence | None
    against: tuple[int, ...]


def story_part(store: Store, article_id: int) -> StoryPart | None:
    """The article among its copies; None where nothing is known of any."""
    cluster = store.story(article_id)
    word = store.words([article_id]).get(article_id)
    if cluster is None and word is None:
        return None
    made = word.assessment if word else None
    return StoryPart(
        cluster=cluster.id if cluster else None,
        members=cluster.members if cluster else 1,
        is_representative=cluster is not None and cluster.representative_id == article_id,
        reason=cluster.reason if cluster else "",
        score=made.score if made else None,
        flagged=made.flagged if made else False,
        looks_like=made.looks_like if made else None,
        drift=made.drift if made else None,
        said=drift_in_words(made.drift) if made else "",
        added=next((one for one in made.evidence if one.kind == COPIES), None) if made else None,
        against=word.against[:MOST] if word else (),
    )
