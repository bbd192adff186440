"""What operators' decisions say of rules and signals: how often a cut or a finding was right, and what was missed.

Counted over articles with a standing verdict, by the cleaning that the operator had before them when they gave it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, select

from cleaning.rules import RULES
from storage.copy_tables import AssessmentRow
from storage.decisions import decisions_of
from storage.desk_records import RuleScore, Scores, SignalScore
from storage.desk_tables import DecisionRow
from storage.history import CLEANED
from storage.reading import cleaned_of
from storage.records import VERDICTS, DecisionRecord, Event, Subject, Target
from storage.statements import IN_LIST, KEYS, AnySelect, rows_in
from storage.tables import CleaningRow, CutRow, FindingRow

RULE_KINDS = tuple((rule.name, rule.kind.value) for rule in RULES)

Cutting = tuple[str, str]
"""A rule and the kind that it cuts; rule "" = none of today's or of those that cut something."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An article with its standing verdict, its flag at that time, and the standing words about its parts.

    Attributes:
        cleaning_id: that the operator had before them.
    """

    verdict: Event | None
    cleaning_id: int | None
    flagged: bool
    words: tuple[DecisionRecord, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted, article by article."""

    cuts: Counter[Cutting] = field(default_factory=Counter)
    wrong: Counter[Cutting] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    said: Counter[tuple[str, Event]] = field(default_factory=Counter)
    articles: Counter[tuple[str, Event]] = field(default_factory=Counter)
    flags: Counter[tuple[bool, Event]] = field(default_factory=Counter)


def scores(connection: Connection) -> Scores:
    """Precision and recall of rules, signals and flags."""
    counts, last = Counts(), 0
    while ids := connection.execute(NEXT, {"after": last}).scalars().all():
        judged = judged_in(connection, ids)
        with_verdict = [one for one in judged if one.verdict is not None]
        count_flags(counts, with_verdict)
        count_cuts(connection, counts, with_verdict)
        count_findings(connection, counts, with_verdict)
        count_words(counts, judged)
        last = ids[-1]
    return Scores(
        rules=tuple(rule_scores(counts)),
        signals=tuple(signal_scores(counts)),
        flagged_garbled=counts.flags[True, Event.GARBLED],
        flagged_fine=counts.flags[True, Event.FINE],
        missed_garbled=counts.flags[False, Event.GARBLED],
        passed_fine=counts.flags[False, Event.FINE],
    )


def count_words(counts: Counts, judged: Iterable[Judged]) -> None:
    """What was said of findings, in articles with a verdict or without."""
    for one in judged:
        for word in one.words:
            if word.target is not None and word.target.subject is Subject.FINDING:
                counts.said[word.target.name, word.event] += 1


def judged_in(connection: Connection, article_ids: Sequence[int]) -> list[Judged]:
    """Those of the articles on which something stands."""
    found = decisions_of(connection, article_ids)
    standing = {number: [one for one in records if one.stands] for number, records in found.items()}
    verdicts = {number: one for number, records in standing.items() for one in records if one.event in VERDICTS}
    flagged = flags_then(connection, verdicts)
    return [
        Judged(
            verdict=verdicts[number].event if number in verdicts else None,
            cleaning_id=verdicts[number].cleaning_id if number in verdicts else None,
            flagged=flagged.get(number, False),
            words=tuple(one for one in records if one.target is not None),
        )
        for number, records in standing.items()
        if records
    ]


def flags_then(connection: Connection, verdicts: Mapping[int, DecisionRecord]) -> dict[int, bool]:
    """Was the article flagged when the verdict was given: by the newest assessment of that time, or by its text."""
    cleanings = {one.cleaning_id for one in verdicts.values() if one.cleaning_id is not None}
    own = {row.id: row.flagged for row in rows_in(connection, OWN_FLAGS, cleanings)}
    found = {number: bool(own.get(one.cleaning_id)) for number, one in verdicts.items()}
    for row in rows_in(connection, ASSESSMENTS, verdicts.keys()):
        one = verdicts[row.article_id]
        if row.cleaning_id == one.cleaning_id and row.made_at <= one.at:
            found[row.article_id] = row.flagged
    return found


def count_flags(counts: Counts, judged: Iterable[Judged]) -> None:
    """Articles by flag and verdict."""
    counts.flags.update((one.flagged, one.verdict) for one in judged if one.verdict is not None)


def count_cuts(connection: Connection, counts: Counts, judged: Iterable[Judged]) -> None:
    """Cuts that operators had before them, those they called wrong, and lines they missed a cut in."""
    by_cleaning = {one.cleaning_id: one for one in judged if one.cleaning_id is not None}
    wrong = wrong_lines(connection, by_cleaning)
    for row in rows_in(connection, CUTS, by_cleaning.keys()):
        counts.cuts[row.rule, row.kind] += 1
        counts.wrong[row.rule, row.kind] += row.rule in wrong.get((row.cleaning_id, row.line), ())
    counts.missed.update(
        word.target.kind
        for one in by_cleaning.values()
        for word in one.words
        if word.event is Event.SHOULD_BE_CUT and word.target is not None and not word.target.name
    )


def wrong_lines(connection: Connection, by_cleaning: Mapping[int, Judged]) -> dict[tuple[int, int], frozenset[str]]:
    """Rules whose cuts were called wrong, by cleaning and line: where the word was said, or where the line is now."""
    found: dict[tuple[int, int], frozenset[str]] = {}
    elsewhere: dict[int, list[Target]] = {}
    for cleaning_id, one in by_cleaning.items():
        for word in one.words:
            if word.event is not Event.WRONGLY_CUT or word.target is None:
                continue
            if word.cleaning_id == cleaning_id and word.target.line is not None:
                found[cleaning_id, word.target.line] = rules_in(word.target)
            else:
                elsewhere.setdefault(cleaning_id, []).append(word.target)
    found |= dict(lines_found_again(connection, elsewhere))
    return found


def lines_found_again(
    connection: Connection, targets: Mapping[int, Sequence[Target]]
) -> Iterator[tuple[tuple[int, int], frozenset[str]]]:
    """Lines of cleanings by their text."""
    for cleaning_id, cleaned in cleaned_of(connection, list(rows_in(connection, CLEANED_IN, targets.keys()))).items():
        for number, line in enumerate(cleaned.lines):
            for target in targets[cleaning_id]:
                if line.text[: len(target.text)] == target.text:
                    yield (cleaning_id, number), rules_in(target)


def rules_in(target: Target) -> frozenset[str]:
    """The rules that cut the line when something was said of it."""
    return frozenset(target.name.split(", "))


def count_findings(connection: Connection, counts: Counts, judged: Iterable[Judged]) -> None:
    """Findings in articles that are garbled or fine, and how many articles of each have some."""
    verdicts = {one.cleaning_id: one.verdict for one in judged if one.verdict in {Event.GARBLED, Event.FINE}}
    having: set[tuple[int, str]] = set()
    for row in rows_in(connection, FINDINGS, [one for one in verdicts if one is not None]):
        counts.findings[row.signal] += 1
        having.add((row.cleaning_id, row.signal))
    for cleaning_id, signal in having:
        verdict = verdicts[cleaning_id]
        if verdict is not None:
            counts.articles[signal, verdict] += 1


def rule_scores(counts: Counts) -> Iterator[RuleScore]:
    """Rules of which anything is known, by name; what was missed of a kind is told with each rule for it."""
    cutting = {*counts.cuts, *RULE_KINDS}
    known = {kind for _, kind in cutting}
    cutting |= {("", kind) for kind in counts.missed if kind not in known}
    for rule, kind in sorted(cutting):
        score = RuleScore(rule, kind, counts.cuts[rule, kind], counts.wrong[rule, kind], counts.missed[kind])
        if score.cuts or score.missed:
            yield score


def signal_scores(counts: Counts) -> Iterator[SignalScore]:
    """Signals of which anything is known, by name."""
    for signal in sorted({*counts.findings, *(name for name, _ in counts.said)}):
        yield SignalScore(
            signal=signal,
            findings=counts.findings[signal],
            right=counts.said[signal, Event.RIGHT],
            wrong=counts.said[signal, Event.WRONG],
            garbled=counts.articles[signal, Event.GARBLED],
            fine=counts.articles[signal, Event.FINE],
        )


NEXT: AnySelect = (
    select(DecisionRow.article_id)
    .where(DecisionRow.article_id > bindparam("after"))
    .group_by(DecisionRow.article_id)
    .order_by(DecisionRow.article_id)
    .limit(IN_LIST)
)
OWN_FLAGS: AnySelect = select(CleaningRow.id, CleaningRow.flagged).where(CleaningRow.id.in_(KEYS))
ASSESSMENTS: AnySelect = (
    select(AssessmentRow.article_id, AssessmentRow.cleaning_id, AssessmentRow.made_at, AssessmentRow.flagged)
    .where(AssessmentRow.article_id.in_(KEYS))
    .order_by(AssessmentRow.article_id, AssessmentRow.number)
)
CUTS: AnySelect = select(CutRow.cleaning_id, CutRow.line, CutRow.rule, CutRow.kind).where(CutRow.cleaning_id.in_(KEYS))
FINDINGS: AnySelect = select(FindingRow.cleaning_id, FindingRow.signal).where(FindingRow.cleaning_id.in_(KEYS))
CLEANED_IN = CLEANED.where(CleaningRow.id.in_(KEYS))
