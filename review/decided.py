"""Which part of an article a stored word is about, and the word's target from the part that an operator saw.

A part is known by its own text, so that it is found again after a cleaning that gave it another number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from cleaning.values import Block, Finding, JudgedLine
from storage.records import DecisionRecord, Event, Subject, Target

Key = tuple[Hashable, ...]
"""What makes a part the same in two cleanings."""

Said = dict[int, DecisionRecord]
"""Standing words by number of the part."""


def standing(decisions: Iterable[DecisionRecord]) -> tuple[DecisionRecord, ...]:
    """The words that stand, in their order, without those that only take back."""
    return tuple(one for one in decisions if one.stands and one.event is not Event.UNDO)


def on_lines(decisions: Sequence[DecisionRecord], lines: Sequence[JudgedLine]) -> Said:
    """Standing words on lines, by the line's number."""
    return matched([(line.text,) for line in lines], about(decisions, Subject.LINE))


def on_blocks(decisions: Sequence[DecisionRecord], blocks: Sequence[Block]) -> Said:
    """Standing words on blocks that were left out, by the block's number."""
    return matched([(block.text,) for block in blocks], about(decisions, Subject.BLOCK))


def on_findings(decisions: Sequence[DecisionRecord], findings: Sequence[Finding]) -> Said:
    """Standing words on findings, by the finding's number."""
    keys = [(one.text, one.signal) for one in findings]
    words = list(about(decisions, Subject.FINDING))
    places = {(one.signal, one.text, one.line, one.start): number for number, one in enumerate(findings)}
    exact: Said = {}
    for target, word in words:
        number = places.get((target.name, target.text, target.line, target.start or 0))
        if number is not None:
            exact.setdefault(number, word)
    taken = {word.id for word in exact.values()}
    moved = [(target, word) for target, word in words if word.id not in taken]
    return matched(keys, moved, of_finding=True) | exact


def about(decisions: Sequence[DecisionRecord], subject: Subject) -> Iterable[tuple[Target, DecisionRecord]]:
    """The standing words on parts of one sort with their targets, newest first."""
    return [(one.target, one) for one in standing(decisions) if one.target and one.target.subject is subject]


def matched(keys: Sequence[Key], words: Iterable[tuple[Target, DecisionRecord]], *, of_finding: bool = False) -> Said:
    """The newest word on each part. Of several parts with one text it is about the nearest to where it was said."""
    numbers: dict[Key, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        numbers[key].append(number)
    found: Said = {}
    for target, word in words:
        key: Key = (target.text, target.name) if of_finding else (target.text,)
        free = numbers.get(key, [])
        if free:
            place = target.line or 0
            nearest = min(free, key=lambda number: abs(number - place))
            found.setdefault(nearest, word)
    return found


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
