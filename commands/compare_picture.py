"""Two copies as `compare` draws them: what they are to each other, how far they drifted, and every difference.

Text from a page is data: it is never read as rich's markup, and goes through `safe`, which keeps its offsets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from cleaning.copies.values import HONEST, TITLE, Copy, Difference, Drift, Likeness, Place, Relation, Side
from commands.comparison import Comparison, origin_between
from commands.picture import BAR, NOTE, QUIET, Look, chance
from review.visible import safe
from review.words import drift_in_words

AROUND = 60
"""Characters of its line that are shown before and behind a span."""

RELATIONS = {
    Relation.COPY: "copies of one story",
    Relation.RELATED: "the same event in other words, no copies",
    Relation.UNRELATED: "two different stories",
}
STYLES = {Relation.COPY: "bold green", Relation.RELATED: "bold cyan", Relation.UNRELATED: "bold"}


def draw(found: Comparison, names: tuple[str, str], look: Look, *, in_columns: bool) -> Iterator[RenderableType]:
    """The whole picture, piece by piece from top to bottom."""
    for side, name, copy in zip("AB", names, (found.a, found.b), strict=True):
        yield head(side, name, copy)
    yield ""
    yield relation(found.likeness)
    if found.likeness.relation is Relation.UNRELATED:
        return
    yield from drift(found.drift)
    yield from origin(found)
    if found.drift.differences:
        yield ""
        yield Text(f"{len(found.drift.differences)} differences: {kinds(found.drift)}", "bold")
        yield from (columns if in_columns else rows)(found, look)


def head(side: str, name: str, copy: Copy) -> Text:
    """One of the two: its letter, where it was read from, its headline and date."""
    told = " · ".join(safe(part) for part in (copy.title, copy.published, copy.language) if part)
    return Text.assemble((f"{side}  ", "bold"), " ".join(safe(name).split()), (f"  {told}" if told else "", QUIET))


def bar(score: float, style: str) -> Text:
    """A figure from 0 to 1 as a bar."""
    filled = round(score * BAR)
    return Text.assemble(("█" * filled, style), ("░" * (BAR - filled), QUIET), f" {chance(score)} ")


def relation(found: Likeness) -> Text:
    """What the two are to each other, and what that rests on."""
    text = Text("relation  ").append_text(bar(found.score, "green"))
    text.append(f"{found.relation.value}: {RELATIONS[found.relation]}", STYLES[found.relation])
    return text.append(f"\n          shared: {', '.join(found.shared) or 'nothing'}", QUIET)


def drift(found: Drift) -> Iterator[Text]:
    """How far they are apart, and which of them is the garbled one."""
    text = Text("drift     ").append_text(bar(found.score, "yellow"))
    text.append(drift_in_words(found.score))
    yield text.append(f"; {found.aligned:.0%} of the shorter text has a counterpart".replace("%", " %"), QUIET)
    if found.score > HONEST:
        yield side(found.garbled)
    for reason in found.why:
        yield Text.assemble(("          └ ", QUIET), (reason, NOTE))


def side(garbled: Side | None) -> Text:
    """The copy that drifted from the other."""
    if garbled is None:
        return Text("garbled   cannot tell which of the two")
    name = garbled.value.upper()
    return Text.assemble("garbled   ", (f"{name} drifted from a known copy", "bold yellow"))


def origin(found: Comparison) -> Iterator[Text]:
    """Where the story stood first, where anything says so."""
    known = origin_between(found)
    named = ", ".join(safe(part) for part in (known.agency, known.outlet) if part)
    if named:
        yield Text.assemble(f"origin    {named}", (f" ({safe('; '.join(known.said))})", QUIET))


def kinds(found: Drift) -> str:
    """How many differences there are of each kind."""
    counts = Counter(one.kind for one in found.differences)
    return ", ".join(f"{kind} {number}" for kind, number in counts.most_common())


def columns(found: Comparison, look: Look) -> Iterator[RenderableType]:
    """The differences side by side, those of one pair of lines together, their reasons below."""
    for _, group in groupby(found.drift.differences, key=lambda one: (one.a.line, one.b.line)):
        told = list(group)
        yield table_row(
            passage(found.a, [one.a for one in told], look), passage(found.b, [one.b for one in told], look)
        )
        for one in told:
            yield Text.assemble(("  └ ", QUIET), label(one), (f"  {safe(one.reason)}", NOTE))
        yield ""


def table_row(ours: Text, theirs: Text) -> Table:
    """Two passages side by side."""
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    table.add_row(ours, theirs)
    return table


def rows(found: Comparison, look: Look) -> Iterator[RenderableType]:
    """The differences below each other, for pipes."""
    for one in found.drift.differences:
        yield Text.assemble(label(one), f"  {place(one.a)} | {place(one.b)}")
        yield Text("  A ").append_text(passage(found.a, [one.a], look))
        yield Text("  B ").append_text(passage(found.b, [one.b], look))
        yield Text.assemble(("  └ ", QUIET), (safe(one.reason), NOTE))


def label(one: Difference) -> Text:
    """Kind and score of a difference."""
    return Text.assemble((one.kind, "yellow"), f" {chance(one.score)}")


def place(span: Place) -> str:
    """Where a span stands.

    >>> place(Place(3, 10, 14, "Rain")), place(Place(TITLE, 0, 4, "Rain"))
    ('line 3, 10-14', 'headline, 0-4')
    """
    return f"{'headline' if span.line == TITLE else f'line {span.line}'}, {span.start}-{span.end}"


def passage(copy: Copy, spans: Sequence[Place], look: Look) -> Text:
    """Spans of one line with the words around them, each marked."""
    number = spans[0].line
    line = safe((copy.title or "") if number == TITLE else copy.lines[number]).replace("\n", " ")
    ordered = sorted(spans, key=lambda span: span.start)
    first, last = max(0, ordered[0].start - AROUND), min(len(line), max(span.end for span in spans) + AROUND)
    text = Text(opening(line, first, ordered[0].start))
    done = ordered[0].start
    for span in ordered:
        if span.end > done:
            start = max(done, span.start)
            text.append(line[done:start]).append_text(look.found(line[start : span.end]))
            done = span.end
    return text.append(ending(line, done, last))


def opening(line: str, first: int, start: int) -> str:
    """What stands before a span, from a whole word on.

    >>> opening("Rain fell in the north", 2, 13)
    '…fell in '
    """
    before = line[first:start]
    return "…" + before.partition(" ")[2] if first else before.lstrip()


def ending(line: str, end: int, last: int) -> str:
    """What stands behind a span, up to a whole word.

    >>> ending("Rain fell in the north", 4, 15)
    ' fell in…'
    """
    behind = line[end:last]
    return behind.rpartition(" ")[0] + "…" if last < len(line) else behind.rstrip()
