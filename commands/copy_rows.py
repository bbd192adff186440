"""What is stored about an article's copies as JSON objects: the keys of "store" in `show`, and of `flags`."""

from __future__ import annotations

from typing import Any

from cleaning.copies.values import Drift, Side
from commands.comparison import difference_row, origin_row
from commands.results import evidence_row
from commands.sheet import iso
from storage.copy_records import AssessmentRecord, ClusterRecord, CopiesRecord, CopyRecord, CopyTotals

Row = dict[str, Any]


def copies_rows(known: CopiesRecord) -> Row:
    """The keys that copies add to an article."""
    return {
        "cluster": known.cluster and cluster_row(known.cluster, known),
        "copies": [copy_row(one) for one in known.copies],
        "related": [copy_row(one) for one in known.related],
        "assessments": [assessment_row(one, current=known.current) for one in known.assessments],
        "drift": [drift_row(one) for one in known.drifts],
        "origin": origin_row(known.origin),
        "copies_due": known.is_due,
    }


def cluster_row(one: ClusterRecord, known: CopiesRecord) -> Row:
    """The cluster of the article at hand."""
    return {
        "cluster": one.id,
        "members": one.members,
        "representative": one.representative_id,
        "is_representative": one.representative_id == known.article_id,
        "reason": one.reason,
        "made": iso(one.made_at),
        "merged": list(one.merged),
        "events": [
            {
                "at": iso(event.at),
                "event": event.event,
                "article": event.article_id,
                "cluster": event.other_id,
                "reason": event.reason,
            }
            for event in one.events
        ],
    }


def copy_row(one: CopyRecord) -> Row:
    """Another article beside the one at hand; null where the two were never compared."""
    return {
        "article": one.id,
        "site": one.site,
        "url": one.url,
        "title": one.title,
        "published": one.published,
        "score": one.score,
        "flagged": one.flagged,
        "relation": one.likeness and one.likeness.relation.value,
        "likeness": one.likeness and one.likeness.score,
        "method": one.likeness and one.likeness.method,
        "shared": one.likeness and list(one.likeness.shared),
        "drift": one.drift and one.drift.score,
        "lean": one.drift and lean_of(one.drift),
        "garbled": one.drift and garbled_of(one.drift),
    }


def lean_of(drift: Drift) -> float:
    """Log odds that the article at hand is the garbled one."""
    return -drift.lean or 0.0


def garbled_of(drift: Drift) -> str | None:
    """Which of the two drifted, seen from the article at hand."""
    return drift.garbled and {Side.A: "this", Side.B: "other"}[drift.garbled]


def drift_row(one: CopyRecord) -> Row:
    """What the article at hand (a) and a copy of it (b) tell differently."""
    drift = one.drift or Drift(0.0)
    return {
        "article": one.id,
        "edge": one.edge_id,
        "drift": drift.score,
        "lean": lean_of(drift),
        "garbled": garbled_of(drift),
        "why": list(drift.why),
        "findings": [difference_row(found) for found in drift.differences],
    }


def assessment_row(one: AssessmentRecord, *, current: int | None) -> Row:
    """What text and copies say together."""
    return {
        "assessment": one.id,
        "number": one.number,
        "current": one.id == current,
        "cleaning": one.cleaning_id,
        "cluster": one.cluster_id,
        "version": one.version,
        "edges": list(one.edges),
        "drift": one.drift,
        "is_garbled": one.is_garbled,
        "score": one.score,
        "flagged": one.flagged,
        "looks_like": one.looks_like,
        "evidence": [evidence_row(evidence) for evidence in one.evidence],
        "made": iso(one.made_at),
    }


def totals_row(totals: CopyTotals) -> Row:
    """Copies in the whole database."""
    return {"stories": totals.stories, "articles": totals.articles, "due": totals.due, "drifted": totals.drifted}


def totals_in_words(totals: CopyTotals) -> str:
    """The same for people.

    >>> totals_in_words(CopyTotals(12, 40, 0, 3))
    '12 stories with copies, 40 articles in them, 3 of these drifted'
    """
    due = f"; {totals.due:,} due: `copydesk reclean` looks for their copies" if totals.due else ""
    stories = "1 story" if totals.stories == 1 else f"{totals.stories:,} stories"
    return f"{stories} with copies, {totals.articles:,} articles in them, {totals.drifted:,} of these drifted{due}"
