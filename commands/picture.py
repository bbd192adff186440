"""An article as `explain` draws it: head, lines with their reasons, what was cut by kind, garbling, versions.

Text from the page is data: it is never read as rich's markup, and goes through `safe`, which keeps its offsets.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.rule import Rule as Ruler
from rich.table import Table
from rich.text import Text

from cleaning.values import (
    Article,
    Block,
    CleanedArticle,
    Cut,
    Finding,
    Garble,
    GarbleStatus,
    JudgedLine,
    Kind,
    Outcome,
)
from review.visible import safe
from review.words import evidence, is_doubtful, page_in_words, reason_of

SIGNS = {Outcome.KEPT: " ", Outcome.TRIMMED: "~", Outcome.DROPPED: "-"}
STYLES = {Outcome.KEPT: "", Outcome.TRIMMED: "yellow", Outcome.DROPPED: "red"}
LEFT_OUT = "·"
CUT, FOUND, NOTE, QUIET = "red strike", "black on yellow", "cyan", "dim"
WORTH_SAYING = 0.2
"""A kept line whose chance of being litter is at least this says why; it is .12 before anything is known."""

BAR = 20

SHOWN, LONG_BLOCK = 3, 120
"""Blocks left out that are shown at either end of a long run of them; characters from which one is no menu's."""


@dataclass(frozen=True, slots=True)
class Look:
    """How spans are marked: by colour, or by brackets where there is none."""

    in_colour: bool

    def cut(self, text: str) -> Text:
        """A span that goes."""
        return Text(text, CUT) if self.in_colour else Text(f"[-{text}-]")

    def found(self, text: str) -> Text:
        """A span that looks garbled."""
        return Text(text, FOUND) if self.in_colour else Text(f"[?{text}?]")

    def cut_and_found(self, text: str) -> Text:
        """Both."""
        return Text(text, f"{FOUND} strike") if self.in_colour else Text(f"[-[?{text}?]-]")


def draw(cleaned: CleanedArticle, look: Look, *, everything: bool) -> Iterator[RenderableType]:
    """The whole picture, piece by piece from top to bottom."""
    yield head(cleaned.known, look, cleaned.garble)
    yield ""
    yield lines_table(cleaned, look, everything=everything)
    yield ""
    yield from foot(cleaned, look)


def head(article: Article, look: Look, garble: Garble) -> Text:
    """Headline and what is known about the article."""
    title = marked(article.title, (), on_title(garble), look) if article.title else Text("(no headline)", QUIET)
    title.stylize("bold")
    byline = f"By {article.byline}" if article.byline else None
    known = (byline, article.agency, article.dateline, article.published, article.language, article.encoding)
    about = " · ".join(safe(part) for part in known if part)
    address = safe(article.canonical_url or article.url or "")
    return Text("\n").join([title, *(Text(line, QUIET) for line in (about, address) if line)])


def on_title(garble: Garble) -> tuple[Finding, ...]:
    """What was found in the headline."""
    return tuple(finding for finding in garble.findings if finding.where.value == "title")


def lines_table(cleaned: CleanedArticle, look: Look, *, everything: bool) -> Table:
    """Every line with its number, sign, text and reasons; with `everything` the blocks left out in their places."""
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style=QUIET, no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    table.expand = True
    number = 0
    for chosen, run in itertools.groupby(cleaned.article.blocks, lambda block: block.chosen):
        if chosen:
            for _ in run:
                add_line(table, number, cleaned, look)
                number += 1
        elif everything:
            for note in left_out_run(list(run)):
                table.add_row("", Text(LEFT_OUT, QUIET), note)
    return table


def left_out_run(blocks: list[Block]) -> Iterator[Text]:
    """Blocks left out in a row: all of a few, the ends of a long run, and of its middle how many there are.

    What trafilatura took, and what is as long as a paragraph, is always shown: it may be a part of the story.
    """
    folded = 0
    for place, block in enumerate(blocks):
        is_near = place < SHOWN or place >= len(blocks) - SHOWN or len(blocks) <= 2 * SHOWN + 1
        if is_near or block.extracted or len(block.text) >= LONG_BLOCK:
            if folded:
                yield Text(f"… {folded} blocks left out", QUIET)
            folded = 0
            yield left_out(block)
        else:
            folded += 1


def add_line(table: Table, number: int, cleaned: CleanedArticle, look: Look) -> None:
    """One line, its reasons below it."""
    line, block = cleaned.lines[number], cleaned.article.lines[number]
    findings = tuple(f for f in cleaned.garble.findings if f.line == number)
    style = STYLES[line.outcome]
    table.add_row(str(number), Text(SIGNS[line.outcome], style), marked(line.text, line.cuts, findings, look))
    for note in (*notes_on_cuts(line), *notes_on_kept(line, block), *notes_on_findings(findings)):
        table.add_row("", "", note)


def marked(text: str, cuts: tuple[Cut, ...], findings: tuple[Finding, ...], look: Look) -> Text:
    """The text with its cuts and suspect spans marked, whichever way they overlap."""
    shown = safe(text)
    spans = [(cut.start, cut.end) for cut in cuts], [(found.start, found.end) for found in findings]
    borders = sorted({0, len(text), *(min(place, len(text)) for group in spans for span in group for place in span)})
    pieces = []
    for start, end in itertools.pairwise(borders):
        is_cut, is_found = (any(first <= start and end <= last for first, last in group) for group in spans)
        piece = shown[start:end]
        if is_cut and is_found:
            pieces.append(look.cut_and_found(piece))
        elif is_cut or is_found:
            pieces.append(look.cut(piece) if is_cut else look.found(piece))
        else:
            pieces.append(Text(piece))
    return Text.assemble(*pieces)


def notes_on_cuts(line: JudgedLine) -> Iterator[Text]:
    """Why something went: kind, chance, rule; the rule's reason; the evidence."""
    for cut in line.cuts:
        note = Text.assemble(("└ ", QUIET))
        note.append(cut.kind.value, STYLES[line.outcome])
        note.append(safe(f" {chance(line.litter)} rule {cut.rule}: {reason_of(cut.rule)}"), NOTE)
        if cut.terms:
            note.append(f" [{safe(evidence(cut.terms))}]", QUIET)
        yield note


def notes_on_kept(line: JudgedLine, block: Block) -> Iterator[Text]:
    """Why a line stays that something speaks against; what it is when it is no plain body; what is not known of it."""
    if line.kind is not Kind.BODY and line.outcome is Outcome.KEPT:
        yield Text(f"└ {line.kind.value}, stays", QUIET)
    if line.outcome is Outcome.KEPT and (line.litter or 0) >= WORTH_SAYING:
        why = f": {safe(evidence(line.terms).removeprefix('suspect: '))}" if line.terms else ""
        yield Text(f"└ kept at {chance(line.litter)}{why}", QUIET)
    if not block.aligned:
        yield Text("└ not found in the page's own tree: tag, place and links are unknown", QUIET)


def notes_on_findings(findings: tuple[Finding, ...]) -> Iterator[Text]:
    """What looks garbled, and why."""
    for found in findings:
        note = Text.assemble(("└ ", QUIET))
        note.append("garbled?", "yellow")
        note.append(safe(f" {chance(found.score)} {found.signal}: {found.reason}"), NOTE)
        note.append(f" [{safe(found.text)}]", QUIET)
        yield note


def left_out(block: Block) -> Text:
    """A block that is no part of the article, with where it stands and how its elements are marked."""
    vote = "trafilatura took it" if block.extracted else ""
    where = " ".join(part for part in (block.path, *(f".{mark}" for mark in block.marks[:4]), vote) if part)
    return Text.assemble((safe(block.text), QUIET), "\n" if where else "", (f"  {safe(where)}", "dim italic"))


def chance(value: float | None) -> str:
    """A chance in two digits.

    >>> chance(0.924), chance(None)
    ('.92', '?')
    """
    return "?" if value is None else f"{value:.2f}".removeprefix("0")


def foot(cleaned: CleanedArticle, look: Look) -> Iterator[RenderableType]:
    """Counts, garbling, the page, versions, and how to read the marks."""
    yield Ruler("lines", style=QUIET, align="left")
    yield counts(cleaned)
    yield Ruler("garbling", style=QUIET, align="left")
    yield garbling(cleaned.garble)
    yield Ruler("page", style=QUIET, align="left")
    yield Text(safe(page_in_words(cleaned.page)), "yellow" if is_doubtful(cleaned.page) else "")
    yield Ruler("made by", style=QUIET, align="left")
    v = cleaned.versions
    made = f"copydesk {v.copydesk} · extract {v.extract} · rules {v.rules} · model {v.model} · context {v.context}"
    yield Text(made, QUIET)
    yield legend(look)


def counts(cleaned: CleanedArticle) -> RenderableType:
    """How many lines fared how, and what was cut by kind."""
    outcomes = Counter(line.outcome for line in cleaned.lines)
    before, after = sum(len(line.text) for line in cleaned.lines), sum(len(line.clean) for line in cleaned.lines)
    told = ", ".join(f"{outcomes[outcome]} {outcome.value}" for outcome in Outcome)
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column()
    table.add_row(str(len(cleaned.lines)), f"lines: {told}")
    table.add_row(f"{before - after:,}", f"of {before:,} characters cut")
    cuts = Counter(cut.kind.value for line in cleaned.lines for cut in line.cuts)
    for kind, count in cuts.most_common():
        table.add_row(str(count), Text(kind, "red"))
    return table


def garbling(garble: Garble) -> RenderableType:
    """The article's score as a bar, what was found, most frequent first, and the log odds that each kind adds."""
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    for signal, count in Counter(finding.signal for finding in garble.findings).most_common():
        strongest = max((f for f in garble.findings if f.signal == signal), key=lambda f: f.score)
        said = Text.assemble((signal, "yellow"), f": {safe(strongest.reason)} ", (f"[{safe(strongest.text)}]", QUIET))
        table.add_row(str(count), said)
    for row in garble.evidence:
        table.add_row(f"{row.log_odds:+.1f}", Text.assemble((safe(row.kind), "yellow"), f": {safe(row.reason)}"))
    return Group(score_line(garble), table) if garble.findings or garble.evidence else score_line(garble)


def score_line(garble: Garble) -> Text:
    """The score as a bar and in words."""
    if garble.status is not GarbleStatus.JUDGED or garble.score is None:
        text = Text(f"not judged: {garble.status.value.replace('_', ' ')}")
        return text.append(", FLAGGED by what the page says", "bold yellow") if garble.flagged else text
    filled = round(garble.score * BAR)
    text = Text.assemble(("█" * filled, "yellow"), ("░" * (BAR - filled), QUIET), f" {chance(garble.score)} ")
    text.append("FLAGGED" if garble.flagged else "not flagged", "bold yellow" if garble.flagged else "green")
    text.append(" only with what is known of its site" if garble.lifted else "")
    return text.append(f", looks like {safe(garble.looks_like)}" if garble.looks_like else "")


def legend(look: Look) -> Text:
    """How to read the signs."""
    text = Text("\n- dropped  ~ trimmed  · left out   ", QUIET)
    return text.append_text(look.cut("cut")).append("  ").append_text(look.found("looks garbled"))
