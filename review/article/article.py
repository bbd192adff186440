"""The article's page: everything that is known of it, raw beside clean, and what operators said."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from cleaning.copies.assess import usual_threshold
from cleaning.values import CleanedArticle, Finding, Where
from review.article import parts
from review.article.asked import found_article
from review.article.decided import Said, on_blocks, on_findings, on_lines
from review.article.facts import facts_of
from review.article.journal import journal_part
from review.article.kinds import CUTTABLE
from review.article.page import ArticlePage, Judged, Jump, Looks, RowPart, Run, Text
from review.article.parts import Room, block_part, finding_part, line_part
from review.article.passages import PART, Shown, Spot, shown, spots_of
from review.article.pieces import LONGEST, Piece, pieces, strength
from review.article.story import story_part
from review.queue.places import position_of
from review.view import Ask, NotFoundError
from review.words import garble_in_words, page_in_words
from storage.records import ArticleRecord, CleaningRecord, DecisionRecord
from storage.store import Store

MOST_JUMPS = 200
"""Findings that the strip above the text links to."""

MOST_CHARACTERS, MOST_NOTES = 300_000, 600
"""Of one part of the lines: characters that are shown, cuts and findings that are told."""

MOST_RIGHTS = 40
LONGEST_TITLE, LONGEST_HINT = 600, 200


@dataclass(frozen=True, slots=True)
class Seen:
    """A cleaning with the standing words on its parts."""

    cleaned: CleanedArticle
    lines: Said
    findings: Said
    blocks: Said

    @property
    def touched(self) -> frozenset[int]:
        """Numbers of the lines on which there is something to see."""
        marked = [n for n, line in enumerate(self.cleaned.lines) if line.cuts or line.terms or line.kind != "body"]
        found = [one.line for one in self.cleaned.garble.findings if one.line is not None]
        return frozenset((*marked, *found, *self.lines))


def article(store: Store, ask: Ask) -> ArticlePage:
    """The article in the form asked for; NotFoundError where there is none."""
    record = found_article(store, ask.path["article"])
    looks = looks_of(ask)
    version = version_of(record, looks.cleaning)
    cleaned = cleaned_of(store, record, version)
    seen = seen_of(cleaned, record.decisions)
    return page_of(store, ask, record, (version, looks, seen))


def page_of(store: Store, ask: Ask, record: ArticleRecord, found: tuple[CleaningRecord, Looks, Seen]) -> ArticlePage:
    """The page put together from what was read."""
    version, looks, seen = found
    cleaned, summary = seen.cleaned, record.summary
    spots = spots_of(
        cleaned.article.blocks, seen.touched, len(cleaned.lines), with_blocks=seen.blocks if looks.blocks else None
    )
    part = shown(spots, int(ask.number("part") or 1), only_touched=looks.only)
    journal = journal_part(record)
    return ArticlePage(
        id=summary.id,
        site=summary.site,
        url=summary.url,
        title=title_of(cleaned),
        language=language_of(cleaned),
        plain_title=(cleaned.article.title or "")[:300],
        facts=facts_of(cleaned),
        judged=judged_of(cleaned),
        story=story_part(store, summary.id),
        is_article=cleaned.page.is_article,
        kind_of_page=page_in_words(cleaned.page),
        rights=cleaned.article.rights[:MOST_RIGHTS],
        whole=tuple(
            finding_part(number, one, seen.findings.get(number))
            for number, one in enumerate(cleaned.garble.findings)
            if one.line is None or one.line >= len(cleaned.lines)
        ),
        jumps=jumps_of(cleaned.garble.findings, spots, only=looks.only),
        text=text_of(seen, part),
        journal=journal,
        seen=journal.seen,
        cleaning=version,
        cleanings=record.cleanings,
        fetches=record.fetches,
        failures=store.failures_of(summary.id),
        updated_at=summary.updated_at,
        position=position_of(store, looks.queue, summary.id),
        looks=looks,
        kinds=tuple(kind.value for kind in CUTTABLE),
        may_decide=ask.may_decide,
    )


def looks_of(ask: Ask) -> Looks:
    """How the page was asked for."""
    number = ask.number("cleaning")
    return Looks(
        queue=ask.text("from"),
        cleaning=None if number is None else int(number),
        only=ask.text("only") == "1",
        blocks=ask.text("blocks") == "1",
    )


def version_of(record: ArticleRecord, number: int | None) -> CleaningRecord:
    """The article's cleaning of this number, the newest without one."""
    if number is None:
        return record.cleanings[0]
    found = next((one for one in record.cleanings if one.number == number), None)
    if found is None:
        raise NotFoundError(f"article {record.summary.id} has no cleaning {number}")
    return found


def cleaned_of(store: Store, record: ArticleRecord, version: CleaningRecord) -> CleanedArticle:
    """What the cleaning made."""
    cleaned = record.cleaned if version == record.cleanings[0] else store.cleaned(version.id)
    if cleaned is None:
        raise NotFoundError(f"cleaning {version.id} is gone from the database")
    return cleaned


def seen_of(cleaned: CleanedArticle, decisions: Sequence[DecisionRecord]) -> Seen:
    """The cleaning with the words that stand on its parts."""
    return Seen(
        cleaned,
        on_lines(decisions, cleaned.lines),
        on_findings(decisions, cleaned.garble.findings),
        on_blocks(decisions, cleaned.article.blocks),
    )


def language_of(cleaned: CleanedArticle) -> str:
    """The text's language as a page may declare it; "" where it is not known."""
    found = cleaned.article.language or ""
    return found if re.fullmatch("[a-z]{2}", found) else ""


def title_of(cleaned: CleanedArticle) -> tuple[Piece, ...]:
    """The headline with its findings marked."""
    found = [(number, one) for number, one in enumerate(cleaned.garble.findings) if one.where is Where.TITLE]
    return pieces(cleaned.article.title or "", (), found, LONGEST_TITLE)


def judged_of(cleaned: CleanedArticle) -> Judged:
    """The judgement with what it is made of."""
    garble = cleaned.garble
    return Judged(
        status=garble.status,
        score=garble.score,
        threshold=usual_threshold(),
        flagged=garble.flagged,
        looks_like=garble.looks_like,
        said=garble_in_words(garble),
        evidence=garble.evidence,
        total=round(sum(one.log_odds for one in garble.evidence), 2),
    )


def jumps_of(findings: Sequence[Finding], spots: Sequence[Spot], *, only: bool) -> tuple[Jump, ...]:
    """The first findings in lines, each with the part that its line is shown in."""
    wanted = [one for one in spots if one.is_touched or not only]
    places = {one.number: place // PART + 1 for place, one in enumerate(wanted) if one.is_line}
    found = (
        (number, one, one.line) for number, one in enumerate(findings) if one.line is not None and one.line in places
    )
    return tuple(
        Jump(number, line, places[line], strength(max(0.0, one.score)), one.signal, one.reason[:LONGEST_HINT])
        for number, one, line in itertools.islice(found, MOST_JUMPS)
    )


def text_of(seen: Seen, part: Shown) -> Text:
    """The rows of one part, which share what room there is."""
    lines = [spot.number for passage in part.passages for spot in passage.spots if spot.is_line]
    size = sum(min(LONGEST, len(seen.cleaned.lines[number].text)) for number in lines)
    rows = Rows(seen, LONGEST if size <= MOST_CHARACTERS else MOST_CHARACTERS // PART)
    runs = tuple(Run(tuple(map(rows.row, passage.spots)), passage.is_folded) for passage in part.passages)
    whole = len(seen.cleaned.lines)
    return Text(runs, part.part, part.parts, whole, len(seen.cleaned.article.blocks) - whole, part.hidden)


class Rows:
    """Makes the rows of one part; what the first ones take of the notes is not left for the others."""

    def __init__(self, seen: Seen, characters: int) -> None:
        self.seen = seen
        self.characters = characters
        self.notes = MOST_NOTES
        self.findings: dict[int, list[tuple[int, Finding]]] = defaultdict(list)
        for number, one in enumerate(seen.cleaned.garble.findings):
            if one.line is not None:
                self.findings[one.line].append((number, one))

    def row(self, spot: Spot) -> RowPart:
        """One row."""
        seen, number = self.seen, spot.number
        if not spot.is_line:
            return RowPart(block=block_part(number, seen.cleaned.article.blocks[number], seen.blocks.get(number)))
        room = Room(self.characters, max(0, min(parts.MOST_NOTES, self.notes)))
        said = (seen.lines.get(number), seen.findings)
        line = line_part(number, seen.cleaned.lines[number], self.findings.get(number, ()), said, room)
        self.notes -= len(line.cuts) + len(line.findings)
        return RowPart(line=line)
