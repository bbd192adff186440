"""The parts of an article as its page shows them: lines, blocks that were left out, findings, words of operators."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cleaning.values import Block, Cut, Finding, JudgedLine, Outcome, Where
from review.marks import Segment, Span, segments, shortened
from review.words import evidence, reason_of
from storage.records import DecisionRecord, Event

LONGEST = 4_000
"""Characters of a line that are shown whole; the rest of a longer one is a page of its own."""

MOST_FINDINGS = 60
"""Findings of one line that are shown beside it."""

STEPS = ((0.75, "strong"), (0.4, "middle"), (0.0, "weak"))
"""Score from which a finding is marked how."""


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
class Piece:
    """A run of a line's text of which the same is said throughout.

    Attributes:
        start: where it stands in the line.
        is_cut: it went.
        findings: numbers of the findings that point at it, `opens` those that begin here.
        strength: of the strongest of them; "" without.
        left_out: characters that are not shown here; the text is "" then.
    """

    text: str
    start: int
    is_cut: bool = False
    findings: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    strength: str = ""
    left_out: int = 0


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
        findings: whose place is in this line.
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
    said: Word | None


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


def strength(score: float) -> str:
    """How strongly a finding is marked.

    >>> strength(0.9), strength(0.5), strength(0.1)
    ('strong', 'middle', 'weak')
    """
    return next(name for least, name in STEPS if score >= least)


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


Numbered = Sequence[tuple[int, Finding]]
"""Findings with their numbers among all."""

CUT = "cut"


def pieces(text: str, cuts: Sequence[Cut], findings: Numbered, most: int = LONGEST) -> tuple[Piece, ...]:
    """A text with its cuts and findings, in the middle left out what is too long."""
    spans = [Span(cut.start, cut.end, CUT) for cut in cuts]
    spans += [Span(one.start, one.end, str(number)) for number, one in findings]
    scores = {str(number): one.score for number, one in findings}
    return tuple(piece(one, scores) for one in shortened(segments(text, spans), most))


def piece(one: Segment, scores: Mapping[str, float]) -> Piece:
    """A segment, its names read: cuts, and numbers of findings."""
    named = [name for name in one.names if name != CUT]
    return Piece(
        one.text,
        one.start,
        is_cut=CUT in one.names,
        findings=tuple(map(int, named)),
        opens=tuple(int(name) for name in one.opens if name != CUT),
        strength=strength(max(0.0, *(scores[name] for name in named))) if named else "",
        left_out=one.left_out,
    )


def cut_parts(line: JudgedLine) -> tuple[CutPart, ...]:
    """A line's cuts in words, with what each took."""
    return tuple(
        CutPart(cut.rule, cut.kind.value, line.text[cut.start : cut.end][:80], reason_of(cut.rule), evidence(cut.terms))
        for cut in line.cuts[:MOST_FINDINGS]
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
) -> LinePart:
    """One line.

    Args:
        number: its place among the lines.
        line: as it was judged.
        findings: whose place is in it, with their numbers among all.
        said: the standing word on the line, and those on findings by number.
    """
    of_line, of_findings = said
    suspected, doubts = suspicion(line.terms)
    return LinePart(
        number=number,
        size=len(line.text),
        kind=line.kind.value,
        outcome=line.outcome,
        litter=line.litter,
        raw=pieces(line.text, line.cuts, findings),
        clean=pieces(line.clean, (), ()),
        cuts=cut_parts(line),
        doubts=doubts,
        suspected=suspected,
        findings=tuple(finding_part(n, one, of_findings.get(n)) for n, one in findings[:MOST_FINDINGS]),
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
