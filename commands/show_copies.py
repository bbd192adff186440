"""The copies of an article on a terminal or in a pipe: siblings, where it drifted, assessments, history."""

from __future__ import annotations

import re
from collections.abc import Iterator

import typer

from cleaning.copies.values import HONEST, Difference
from commands.copy_rows import garbled_of
from commands.sheet import Heading, figure, minute, one_line, show_sheet, words
from review.visible import safe
from review.words import drift_in_words, percent
from storage.copy_records import AssessmentRecord, CopiesRecord, CopyRecord

SHOWN = 20
"""Differences of one copy that are shown, the surest; `compare` shows all."""

EVENTS = 10
LETTER, HERE = re.compile(r"\b[AB]\b"), {"A": "this", "B": "the other"}
"""How reasons name the two copies, and how they read beside the article at hand."""

SIDES = {"this": "this one drifted", "other": "the other drifted", None: "cannot tell"}


def copy_facts(known: CopiesRecord) -> Iterator[tuple[str, str | None]]:
    """What copies say of the article as (name, value), for the lines above its text."""
    current = next((one for one in known.assessments if one.id == known.current), None)
    yield "with copies", None if current is None else assessment_in_words(current)
    yield "story", story_in_words(known)
    yield "origin", origin_in_words(known)


def assessment_in_words(one: AssessmentRecord) -> str:
    """Score and flag by text and copies, and what copies add."""
    looks = f", looks like {one.looks_like}" if one.looks_like else ""
    score = "no score" if one.score is None else percent(one.score)
    added = next((f" ({row.log_odds:+.1f}: {row.reason})" for row in one.evidence if row.name == "drift"), "")
    return f"{score}, {'flagged' if one.flagged else 'not flagged'}{looks}; drift {one.drift:.2f}{added}"


def story_in_words(known: CopiesRecord) -> str | None:
    """The cluster, and what stands for it."""
    if known.cluster is None:
        return "its copies are still to be looked for: `copydesk reclean`" if known.is_due else None
    one = known.cluster
    is_this = one.representative_id == known.article_id
    stands = "this one stands for it" if is_this else f"{one.representative_id} stands for it"
    came = f"; came into it: {', '.join(map(str, one.merged))}" if one.merged else ""
    return f"{one.id}, {one.members:,} copies; {stands}: {one.reason}{came}"


def origin_in_words(known: CopiesRecord) -> str | None:
    """Where the story stood first, with what says so."""
    named = ", ".join(part for part in (known.origin.agency, known.origin.outlet) if part)
    return f"{named} ({'; '.join(known.origin.said)})" if named else None


def show_copies(known: CopiesRecord) -> None:
    """Siblings, related articles, what drifted, and how the cluster came to be."""
    total = known.cluster.members - 1 if known.cluster else 0
    more = f", {total:,} in all" if total > len(known.copies) else ""
    show_articles(f"Copies{more}", known.copies)
    show_articles("The same event", known.related)
    for one in known.drifts:
        show_drift(one)
    show_assessments(known.assessments, known.current)
    show_events(known)


def show_articles(title: str, copies: tuple[CopyRecord, ...]) -> None:
    """Other articles beside the one at hand."""
    headings = (
        figure("id"),
        figure("alike"),
        figure("drift"),
        Heading("garbled"),
        figure("score"),
        Heading("site"),
        Heading("date"),
        words("title"),
    )
    rows = [
        (
            str(one.id),
            percent(one.likeness.score if one.likeness else None),
            "-" if one.drift is None else f"{one.drift.score:.2f}",
            side_in_words(one),
            percent(one.score) + (" flagged" if one.flagged else ""),
            one.site,
            (one.published or "-")[:10],
            one.title or one.url,
        )
        for one in copies
    ]
    show_sheet(title, headings, rows)


def side_in_words(one: CopyRecord) -> str:
    """Which of the two drifted, where anything did."""
    if one.drift is None or one.drift.score <= HONEST:
        return "-"
    return SIDES[garbled_of(one.drift)]


def show_drift(one: CopyRecord) -> None:
    """What this article and a copy of it tell differently."""
    if one.drift is None or not one.drift.differences:
        return
    drift, said = one.drift, side_in_words(one)
    told = f"Drift from {one.id}: {drift.score:.2f}, {drift_in_words(drift.score)}"
    typer.echo(told + (f"; {said}" if said != "-" else ""))
    for reason in drift.why:
        typer.echo(f"  {one_line(LETTER.sub(lambda found: HERE[found[0]], reason))}")
    surest = sorted(drift.differences, key=lambda found: -found.score)[:SHOWN]
    rows = [difference_cells(found) for found in drift.differences if found in surest]
    headings = (Heading("what"), figure("score"), Heading("place"), words("here"), words("there"), words("why"))
    left = len(drift.differences) - len(rows)
    show_sheet(f"  {len(rows)} differences" + (f", {left} more" if left else ""), headings, rows)


def difference_cells(found: Difference) -> tuple[str, ...]:
    """One difference as cells of a table."""
    from commands.compare_picture import place

    return (found.kind, percent(found.score), place(found.a), safe(found.a.text), safe(found.b.text), found.reason)


def show_assessments(assessments: tuple[AssessmentRecord, ...], current: int | None) -> None:
    """What text and copies said together at each time, newest first."""
    headings = (
        figure("assessment"),
        figure("of cleaning"),
        Heading("made"),
        figure("drift"),
        figure("score"),
        words("what speaks"),
    )
    rows = [
        (
            f"{one.number}{'' if one.id == current else ' (past)'}",
            str(one.cleaning_id),
            minute(one.made_at),
            f"{one.drift:.2f}",
            percent(one.score) + (" flagged" if one.flagged else ""),
            "; ".join(f"{row.log_odds:+.1f} {row.name}" for row in one.evidence) or "-",
        )
        for one in assessments
    ]
    show_sheet("Assessments", headings, rows)


def show_events(known: CopiesRecord) -> None:
    """How the cluster came to be, newest first."""
    events = known.cluster.events[:EVENTS] if known.cluster else ()
    headings = (Heading("at"), Heading("event"), figure("article"), words("why"))
    rows = [(minute(one.at), one.event, str(one.article_id or "-"), one.reason) for one in events]
    show_sheet("The story's history", headings, rows)
