"""The parts of an article as its page shows them: lines, blocks that were left out, findings, words of operators."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cleaning.values import Block, Finding, JudgedLine, Outcome, Where
from review.article.pieces import LONGEST, Numbered, Piece, pieces, strength
from review.words import evidence, reason_of
from storage.records import DecisionRecord, Event

MOST_NOTES = 20
"""Cuts and findings of one line that are told beside it, each."""


@dataclass(frozen=True, slots=True)
class Word:
    """What an operator said of a part, and still stands.

    Attributes:
        id: of the decision, for taking it back.
        kind: of a line that should be cut, what it is.
    """

    id: int
    event: Event
    kind: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CutPart:
    """A cut in words.

    Attributes:
        text: what went, the first characters.
        evidence: what the rule saw.
    """

    rule: str
    kind: str
    text: str
    reason: str
    evidence: str


@dataclass(frozen=True, slots=True)
class FindingPart:
    """A finding with what was said of it.

    Attributes:
        number: its place among all findings of the cleaning, from 0; pages count from 1.
        strength: "weak", "middle" or "strong".
        said: None = nobody said anything.
    """

    number: int
    signal: str
    where: Where
    line: int | None
    text: str
    score: float
    strength: str
    reason: str
    said: Word | None


@dataclass(frozen=True, slots=True)
class LinePart:
    """A line raw and clean, with everything that was found, cut and decided.

    Attributes:
        number: its place among the lines, from 0.
        size: characters of the whole line.
        raw: as extracted, with its cuts and findings.
        clean: what is left, without marks.
        doubts: what speaks against a line that was kept, in words.
        suspected: the kind that a kept line is suspected of.
        findings: whose place is in this line; `more` cuts and findings are not told.
        said: the standing word on it.
    """

    number: int
    size: int
    kind: str
    outcome: Outcome
    litter: float | None
    raw: tuple[Piece, ...]
    clean: tuple[Piece, ...]
    cuts: tuple[CutPart, ...]
    doubts: str
    suspected: str
    findings: tuple[FindingPart, ...]
    more: int
    said: Word | None


@dataclass(frozen=True, slots=True)
class Room:
    """What a line may take on its page.

    Attributes:
        characters: of its text.
        notes: cuts, and findings, that are told beside it.
    """

    characters: int = LONGEST
    notes: int = MOST_NOTES


@dataclass(frozen=True, slots=True)
class BlockPart:
    """A block that extraction left out.

    Attributes:
        number: its place among all blocks of the page, from 0.
        text: the first characters.
        place: where it stands in the page's tree, in short.
        extracted: trafilatura would have taken it.
        belongs: chance that it belongs to the story, as the learned judge sees it; None where it was not asked.
    """

    number: int
    text: str
    size: int
    tag: str
    place: str
    extracted: bool
    belongs: float | None
    said: Word | None


def word_of(decision: DecisionRecord | None) -> Word | None:
    """A stored decision as a page shows it beside its part."""
    if decision is None:
        return None
    kind = decision.target.kind if decision.target else ""
    return Word(decision.id, decision.event, kind, decision.who, decision.at)


def finding_part(number: int, finding: Finding, decision: DecisionRecord | None) -> FindingPart:
    """One finding; a negative score of a damaged row counts as none."""
    return FindingPart(
        number=number,
        signal=finding.signal,
        where=finding.where,
        line=finding.line,
        text=finding.text[:LONGEST],
        score=finding.score,
        strength=strength(max(0.0, finding.score)),
        reason=finding.reason[:LONGEST],
        said=word_of(decision),
    )


def cut_parts(line: JudgedLine, most: int = MOST_NOTES) -> tuple[CutPart, ...]:
    """A line's first cuts in words, with what each took."""
    return tuple(
        CutPart(cut.rule, cut.kind.value, line.text[cut.start : cut.end][:80], reason_of(cut.rule), evidence(cut.terms))
        for cut in line.cuts[:most]
    )


def suspicion(terms: Sequence[str]) -> tuple[str, str]:
    """What a kept line is suspected of, and why in words.

    >>> suspicion(("suspect: ad, rule out_of_place", "cue: buy now"))
    ('ad', 'rule out_of_place; cue: buy now')
    >>> suspicion(())
    ('', '')
    """
    named = next((term.removeprefix("suspect: ") for term in terms if term.startswith("suspect: ")), "")
    kind, _, rule = named.partition(", ")
    others = [term for term in terms if not term.startswith("suspect: ")]
    return kind.replace(" ", "_"), evidence([rule, *others] if rule else others)


def line_part(
    number: int,
    line: JudgedLine,
    findings: Numbered,
    said: tuple[DecisionRecord | None, dict[int, DecisionRecord]],
    room: Room = Room(),
) -> LinePart:
    """One line.

    Args:
        number: its place among the lines.
        line: as it was judged.
        findings: whose place is in it, with their numbers among all.
        said: the standing word on the line, and those on findings by number.
        room: what it may take.
    """
    of_line, of_findings = said
    suspected, doubts = suspicion(line.terms)
    cuts = cut_parts(line, room.notes)
    told = tuple(finding_part(n, one, of_findings.get(n)) for n, one in findings[: room.notes])
    return LinePart(
        number=number,
        size=len(line.text),
        kind=line.kind.value,
        outcome=line.outcome,
        litter=line.litter,
        raw=pieces(line.text, line.cuts, findings, room.characters),
        clean=pieces(line.clean, (), (), room.characters),
        cuts=cuts,
        doubts=doubts,
        suspected=suspected,
        findings=told,
        more=len(line.cuts) + len(findings) - len(cuts) - len(told),
        said=word_of(of_line),
    )


def block_part(number: int, block: Block, decision: DecisionRecord | None) -> BlockPart:
    """One block that was left out."""
    place = "/".join(block.path.split("/")[-3:])
    return BlockPart(
        number=number,
        text=block.text[:600],
        size=len(block.text),
        tag=block.tag,
        place=" ".join([place, *block.marks[:2]])[:120],
        extracted=block.extracted,
        belongs=None if block.belongs is None else chance(block.belongs),
        said=word_of(decision),
    )


def chance(odds: float) -> float:
    """Natural log odds as a chance.

    >>> chance(0.0)
    0.5
    """
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), 3)
