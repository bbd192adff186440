"""Which part of an article a stored word is about, and the word's target from the part that an operator saw.

A part is known by its own text, so that it is found again after a cleaning that gave it another number. Lines of one
text are one thing: what is said of one holds for all. Of left-out blocks with one text a single one belongs in. An
export that follows operators reads their words in the same way (`export/decided.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cleaning.values import Block, Finding, JudgedLine
from storage.decisions import part_key, words_on_parts
from storage.records import DecisionRecord, Subject, Target

Said = dict[int, DecisionRecord]
"""Standing words by number of the part."""


def on_lines(decisions: Sequence[DecisionRecord], lines: Sequence[JudgedLine]) -> Said:
    """Standing words on lines, by the line's number."""
    return on_parts(decisions, Subject.LINE, len(lines), lambda number: line_target(lines[number], number))


def on_blocks(decisions: Sequence[DecisionRecord], blocks: Sequence[Block]) -> Said:
    """Standing words on blocks that were left out, by the block's number among all: the one nearest to where it was."""
    found = on_parts(decisions, Subject.BLOCK, len(blocks), lambda number: block_target(blocks[number], number))
    nearest: dict[int, int] = {}
    for number in sorted(found, key=lambda number: abs(number - stood(found[number]))):
        if not blocks[number].chosen:
            nearest.setdefault(found[number].id, number)
    return {number: found[number] for number in nearest.values()}


def stood(word: DecisionRecord) -> int:
    """Number of the part that an operator saw when they said it."""
    return (word.target.line or 0) if word.target else 0


def on_findings(decisions: Sequence[DecisionRecord], findings: Sequence[Finding]) -> Said:
    """Standing words on findings, by the finding's number."""
    return on_parts(decisions, Subject.FINDING, len(findings), lambda number: finding_target(findings[number]))


def on_parts(
    decisions: Sequence[DecisionRecord], subject: Subject, parts: int, target: Callable[[int], Target]
) -> Said:
    """Standing words on parts of one sort; without any, no part is looked at."""
    about = [one for one in decisions if one.target is not None and one.target.subject is subject]
    words = words_on_parts(about)
    if not words:
        return {}
    keyed = ((number, part_key(target(number))) for number in range(parts))
    return {number: words[key] for number, key in keyed if key in words}


def line_target(line: JudgedLine, number: int, kind: str = "") -> Target:
    """The target of a word on a line.

    Args:
        line: as the operator saw it.
        number: its place among the lines.
        kind: of a line that should be cut, what it is; "" takes the kind that it was cut as.
    """
    rules = dict.fromkeys(cut.rule for cut in line.cuts)
    taken_for = line.cuts[0].kind.value if line.cuts else ""
    return Target(Subject.LINE, line.text, ", ".join(rules), kind or taken_for, number)


def block_target(block: Block, number: int) -> Target:
    """The target of a word on a block that was left out; its number counts all blocks of the page."""
    return Target(Subject.BLOCK, block.text, line=number)


def finding_target(finding: Finding) -> Target:
    """The target of a word on a finding."""
    return Target(
        Subject.FINDING, finding.text, finding.signal, line=finding.line, start=finding.start, end=finding.end
    )
