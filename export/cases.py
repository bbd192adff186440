"""Operators' words on lines as a case of `tests/cases`: what must stay, what must go, and the neighbours it needs.

A case holds as little of the article as shows the error: excerpts of growing size, with more and more of the markup,
are judged by today's rules until one comes out as the stored cleaning did. Then it fails for the reason that the
operator named and for no other, and passes once the rules are better.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cleaning.clean import judge_lines
from cleaning.rules import RULES
from cleaning.values import Context
from export.decided import OPERATOR, Decided
from export.given import Given, given
from export.notation import Detail, NotationError, headline, holds, plain
from storage.records import DecisionRecord, Event

MOST_LINES = 60
"""Blocks of a case: more than that nobody reads."""

SIZES = (1, 2, 4, MOST_LINES)
"""Neighbours on either side of a line that somebody spoke about, fewest first."""

KNOWN_FAILURES = "known-failures.md"


class State(StrEnum):
    """What today's rules and signals make of a case."""

    FAILS = "fails"
    PASSES = "passes"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Case:
    """One case as it is written.

    Attributes:
        file: where it belongs below tests/cases: what fails today is a known failure until it is mended.
        title: "in the wild: site, day".
        text: title . lines in . lines expected . with a blank line behind it.
        state: what today's code makes of it.
        notes: for whoever takes it in.
    """

    file: str
    title: str
    text: str
    state: State
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """What cannot be a case, and why."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Trial:
    """An excerpt with what was expected and what came.

    Attributes:
        spoken: its lines that somebody spoke about; lines count within the excerpt here.
        wanted, before, now: each line's clean text as operators want it, as stored, as today's rules leave it.
    """

    given: Given
    spoken: tuple[int, ...]
    wanted: tuple[str, ...]
    before: tuple[str, ...]
    now: tuple[str, ...]

    @property
    def wrong(self) -> tuple[int, ...]:
        """Lines that come out otherwise than operators want, or than they were left alone."""
        return tuple(n for n, (now, want) in enumerate(zip(self.now, self.wanted, strict=True)) if now != want)

    @property
    def state(self) -> State:
        """Fails when just those lines are wrong that somebody spoke about, and as they were wrong when stored."""
        if not self.wrong:
            return State.PASSES
        as_stored = all(n in self.spoken and self.now[n] == self.before[n] for n in self.wrong)
        return State.FAILS if as_stored else State.DIFFERS


def title_of(site: str, day: str) -> str:
    """What a case from a stored article is called.

    >>> title_of("harbour.example", "2026-05-03")
    'in the wild: harbour.example, 2026-05-03'
    """
    return headline(f"in the wild: {site}, {day}")


def line_case(decided: Decided, title: str, context: Context) -> Case | Refused | None:
    """All words on an article's lines as one case; None where nobody spoke about any."""
    if not decided.words:
        return None
    try:
        trial = best(trials(decided, context))
        text = written(title, trial.given.rows, [plain(line) for line in trial.wanted if line])
    except NotationError as error:
        return Refused("its lines", str(error))
    state = trial.state
    return Case(file_of(decided, state), title, text, state, tuple(notes_of(decided, trial)))


def trials(decided: Decided, context: Context) -> Iterator[Trial]:
    """The excerpts, smallest first; the same excerpt once."""
    seen = set[tuple[Detail, tuple[int, ...]]]()
    for detail in Detail:
        for size in SIZES:
            numbers = excerpt(decided, size, with_left_out=detail is Detail.PLACES)
            if (detail, numbers) not in seen:
                seen.add((detail, numbers))
                yield trial_of(decided, numbers, context, detail)


def best(tried: Iterator[Trial]) -> Trial:
    """The first that fails as it should; else the first that passes; else the one with the fewest other errors."""
    others: list[Trial] = []
    for trial in tried:
        if trial.state is State.FAILS:
            return trial
        others.append(trial)
    passing = next((trial for trial in others if trial.state is State.PASSES), None)
    return passing or min(others, key=lambda trial: len(set(trial.wrong) - set(trial.spoken)))


def excerpt(decided: Decided, size: int, *, with_left_out: bool) -> tuple[int, ...]:
    """Numbers of blocks: the lines that somebody spoke about and so many lines on either side, MOST_LINES at most.

    Of the others those are left out that no row can hold.
    """
    blocks = decided.cleaned.article.blocks
    lines = [number for number, block in enumerate(blocks) if block.chosen]
    near = {n for word in decided.words for n in range(word - size, word + size + 1) if 0 <= n < len(lines)}
    by_distance = sorted(near, key=lambda n: (min(abs(n - word) for word in decided.words), n))
    kept = {lines[n] for n in by_distance[:MOST_LINES] if n in decided.words or holds(blocks[lines[n]].text)}
    if with_left_out:
        span = range(max(0, min(kept) - size), min(len(blocks), max(kept) + size + 1))
        beside = [n for n in span if not blocks[n].chosen and holds(blocks[n].text)]
        kept |= set(beside[: max(0, MOST_LINES - len(kept))])
    return tuple(sorted(kept))


def trial_of(decided: Decided, numbers: Sequence[int], context: Context, detail: Detail) -> Trial:
    """One excerpt, judged by today's rules.

    Raises:
        NotationError: it cannot be written.
    """
    blocks = decided.cleaned.article.blocks
    line_of = {number: line for line, number in enumerate(n for n, block in enumerate(blocks) if block.chosen)}
    lines = [line_of[number] for number in numbers if number in line_of]
    case = given(decided.cleaned.article, numbers, context, detail)
    now = tuple(line.clean for line in judge_lines(case.article, case.context))
    return Trial(
        case,
        tuple(place for place, line in enumerate(lines) if line in decided.words),
        tuple(decided.cleaned.lines[line].clean for line in lines),
        tuple(decided.before[line].clean for line in lines),
        now,
    )


def written(title: str, rows: Sequence[str], expected: Sequence[str]) -> str:
    """The case as it stands in a file."""
    return "\n".join((title, ".", *rows, ".", *expected, ".", "", ""))


def file_of(decided: Decided, state: State) -> str:
    """Where the case belongs: to the rule that it is about, once it passes."""
    if state is not State.PASSES:
        return KNOWN_FAILURES
    return f"rules/{next(iter(rules_of(decided)), 'sentence')}.md"


def rules_of(decided: Decided) -> list[str]:
    """Rules of today that the words are about: those that cut, and the first of the kind that an operator named."""
    names: list[str] = []
    for line, word in decided.words.items():
        names += about(decided, line, word)
    return [name for name in dict.fromkeys(names) if name in {rule.name for rule in RULES}]


def about(decided: Decided, line: int, word: DecisionRecord) -> list[str]:
    """Rules that one word is about."""
    if word.event is Event.SHOULD_BE_CUT:
        kind = decided.cleaned.lines[line].kind
        return [rule.name for rule in RULES if rule.kind is kind][:1]
    named = word.target.name.split(", ") if word.target else []
    return [*named, *(cut.rule for cut in decided.before[line].cuts if cut.rule != OPERATOR)]


NOTES = {
    State.FAILS: "Fails today for the reason that the operator named: a known failure until a rule is mended.",
    State.PASSES: "Passes today: take it in so that it stays so.",
    State.DIFFERS: "Comes out otherwise than stored: {lines}. It rests on something that a case cannot hold, or that "
    "has changed since.",
}


def notes_of(decided: Decided, trial: Trial) -> Iterator[str]:
    """What whoever takes the case in should know."""
    others = [n for n in trial.wrong if n not in trial.spoken or trial.now[n] != trial.before[n]]
    shown = ", ".join(f"“{trial.given.article.lines[n].text[:40]}”" for n in others[:3])
    yield NOTES[trial.state].format(lines=shown)
    if names := rules_of(decided):
        yield f"About: {', '.join(names)}."
    if any(word.event is Event.BELONGS_IN for word in decided.words.values()):
        yield (
            "Blocks that belong in stand as lines that must stay. That extraction finds them is held by the page "
            "itself: `copydesk export pages.jsonl --as litter`."
        )
    if decided.lost:
        yield f"{len(decided.lost)} of the words are about text that this cleaning does not have; they are not in it."
