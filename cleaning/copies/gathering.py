"""Texts one after the other into clusters: what `copydesk cluster` does, without files.

A cluster bears the number of its earliest text, its representative. Only faces of clusters are kept and looked for, so
that a thousand copies of one text cost what a few do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cleaning.copies.clusters import FACES, Edge, Face, joining, shows_more
from cleaning.copies.fingerprint import Fingerprint
from cleaning.copies.index import Index
from cleaning.copies.likeness import likeness
from cleaning.copies.values import Relation

MOST_RELATED = 3
"""Other clusters that a text is remembered to be related to, the likest."""


@dataclass(frozen=True, slots=True)
class Membership:
    """Where one text belongs.

    Attributes:
        cluster: number of the text that stands for it.
        relation: COPY of what came earlier, RELATED to another cluster and alone, None = the first of its cluster.
        score: chance 0..1 that it is a copy of the likest face it was compared with; None where relation is.
        related_to: number of the text that stands for the other cluster.
    """

    cluster: int
    relation: Relation | None = None
    score: float | None = None
    related_to: int | None = None


class Gathering:
    """The clusters so far. Texts are numbered from 0 in the order in which they are added."""

    def __init__(self) -> None:
        self._index = Index()
        self._faces: dict[int, list[Face[int]]] = {}
        self._same: dict[bytes, int] = {}
        self._cluster: list[int] = []
        self._merged_into: dict[int, int] = {}
        self._score: list[float | None] = []
        self._related: list[tuple[int, int, float]] = []

    def add(self, text: Fingerprint, day: int | None = None) -> int:
        """One more text, into the cluster that is its own; its number.

        Args:
            text: its fingerprint.
            day: of publication, any count of days; None = unknown.
        """
        number = len(self._cluster)
        known = self._same.setdefault(text.digest, number) if text.words else number
        if known != number:
            self._put(self.cluster_of(known), 1.0)
            return number
        likely = dict.fromkeys(map(self.cluster_of, self._index.candidates(text, day)))
        found = joining(text, {cluster: self._faces[cluster] for cluster in likely})
        if found.cluster is None:
            self._put(number, None)
            self._show(number, number, text, day)
        else:
            cluster = self._merge((found.cluster, *found.merged))
            own = {found.cluster, *found.merged}
            self._put(cluster, max(edge.likeness.score for edge in found.edges if edge.cluster in own))
            if shows_more(text, self._faces[cluster]):
                self._show(number, cluster, text, day)
        self._related += related_in(number, found.edges)
        return number

    def cluster_of(self, number: int) -> int:
        """The cluster that a text is in now."""
        cluster = self._cluster[number]
        while cluster in self._merged_into:
            cluster = self._merged_into[cluster]
        return cluster

    def faces_of(self, cluster: int) -> Sequence[Face[int]]:
        """What stands for a cluster, its representative first."""
        return self._faces[cluster]

    def memberships(self) -> Iterator[Membership]:
        """Where each text belongs, in order."""
        of = [self.cluster_of(number) for number in range(len(self._cluster))]
        sizes = Counter(of)
        relatives = relatives_of((of[a], of[b], score) for a, b, score in self._related)
        for number, cluster in enumerate(of):
            if cluster != number:
                yield Membership(cluster, Relation.COPY, self._score[number])
                continue
            others = [
                (score, -other)
                for other, score in relatives.get(cluster, {}).items()
                if cluster > other or sizes[other] > 1
            ]
            if sizes[cluster] == 1 and others:
                score, other = max(others)
                yield Membership(cluster, Relation.RELATED, score, -other)
            else:
                yield Membership(cluster)

    def _put(self, cluster: int, score: float | None) -> None:
        self._cluster.append(cluster)
        self._score.append(score)

    def _show(self, number: int, cluster: int, text: Fingerprint, day: int | None) -> None:
        self._faces.setdefault(cluster, []).append(Face(number, text))
        self._index.add(number, text, day)

    def _merge(self, clusters: Sequence[int]) -> int:
        """Make one cluster of several; it is the earliest that stays."""
        first, *others = sorted(clusters)
        for other in others:
            ours, theirs = self._faces[first], self._faces.pop(other)
            self._merged_into[other] = first
            self._score[other] = max(likeness(theirs[0].fingerprint, face.fingerprint).score for face in ours)
            self._faces[first] = [*ours, *theirs][:FACES]
        return first


def related_in(number: int, edges: Iterable[Edge[int, int]]) -> list[tuple[int, int, float]]:
    """The text, another of the same event, and the chance that they are copies: for the likest others."""
    found = [(number, edge.key, edge.likeness.score) for edge in edges if edge.likeness.relation is Relation.RELATED]
    return found[:MOST_RELATED]


def relatives_of(pairs: Iterable[tuple[int, int, float]]) -> dict[int, dict[int, float]]:
    """For each cluster the others that tell of its event, with the best score."""
    found: dict[int, dict[int, float]] = {}
    for one, other, score in pairs:
        if one == other:
            continue
        for a, b in ((one, other), (other, one)):
            beside = found.setdefault(a, {})
            beside[b] = max(score, beside.get(b, 0.0))
    return found
