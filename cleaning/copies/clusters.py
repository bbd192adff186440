"""Which cluster a text joins: one story's copies, held together by what stands for them and never by a chain.

A cluster shows a few FACES, its representative first. A text joins where the representative is its copy, or is related
and the faces are copies on average; that it resembles one member is not enough. Two clusters become one when the same
holds between them. What is looked for is bounded by the faces, whatever the size of a cluster.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from cleaning.copies.fingerprint import Fingerprint
from cleaning.copies.likeness import COPY, likeness
from cleaning.copies.values import Likeness, Relation

K = TypeVar("K", bound=Hashable)
C = TypeVar("C", bound=Hashable)

FIRST, FACES = 6, 8
"""Members of a cluster that are compared and looked for: the first ones, and more where they differ from those. In a
story of few copies every pair is compared, so that nothing hangs on which came first."""

SAME = 0.999
"""A member that is so like another face shows nothing new."""


@dataclass(frozen=True, slots=True)
class Face(Generic[K]):
    """A member that stands for its cluster."""

    key: K
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True)
class Edge(Generic[K, C]):
    """What a text and a member of a cluster are to each other."""

    key: K
    cluster: C
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Joining(Generic[K, C]):
    """Where a text belongs.

    Attributes:
        cluster: that it joins; None = one of its own.
        merged: other clusters that turn out to be the same story.
        edges: to every face that is a copy or related, likest first.
    """

    cluster: C | None
    merged: tuple[C, ...]
    edges: tuple[Edge[K, C], ...]


def joining(text: Fingerprint, clusters: Mapping[C, Sequence[Face[K]]]) -> Joining[K, C]:
    """Where the text belongs, among the clusters that could be its own; faces in order, representatives first."""
    edges = {
        cluster: [Edge(face.key, cluster, likeness(text, face.fingerprint)) for face in faces]
        for cluster, faces in clusters.items()
    }
    own = sorted((c for c in edges if is_joined(edges[c])), key=lambda c: -linkage(edges[c]))
    kept = [e for found in edges.values() for e in found if e.likeness.relation is not Relation.UNRELATED]
    best = own[0] if own else None
    merged = tuple(c for c in own[1:] if best is not None and is_one(clusters[best], clusters[c]))
    return Joining(best, merged, tuple(sorted(kept, key=lambda e: -e.likeness.score)))


def is_joined(edges: Sequence[Edge[K, C]]) -> bool:
    """The representative is a copy; or it is related, and the faces are copies on average.

    A round-up of two stories is a face of one of them: what resembles it alone is of the other.
    """
    if not edges or edges[0].likeness.score >= COPY:
        return bool(edges)
    return edges[0].likeness.relation is Relation.RELATED and linkage(edges) >= COPY


def linkage(edges: Sequence[Edge[K, C]]) -> float:
    """Mean chance that the text is a copy of a face."""
    return sum(edge.likeness.score for edge in edges) / len(edges)


def is_one(one: Sequence[Face[K]], other: Sequence[Face[K]]) -> bool:
    """Two clusters are one story: their representatives are copies; or they are related, and the faces are copies."""
    found = [[likeness(a.fingerprint, b.fingerprint) for b in other] for a in one]
    if found[0][0].relation is not Relation.RELATED:
        return found[0][0].relation is Relation.COPY
    return sum(each.score for row in found for each in row) / (len(one) * len(other)) >= COPY


def shows_more(text: Fingerprint, faces: Sequence[Face[K]]) -> bool:
    """The text makes a face of its own: there is room, or a place that is kept for what differs from all others."""
    if len(faces) < FIRST:
        return True
    return len(faces) < FACES and all(likeness(text, face.fingerprint).score < SAME for face in faces)
