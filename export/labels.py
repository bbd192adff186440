"""What operators said as rows to learn from: texts with a label, and pages with their gold text.

`copydesk train` reads both kinds. Only what an operator settled becomes a label: a bulk verdict was given without
looking at lines, so it labels a text and never its gold.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cleaning.decode import decode
from cleaning.garble.model import SPUN, TRANSLATED
from cleaning.values import DecodeError, Page
from export.decided import decided
from storage.records import VERDICTS, ArticleRecord, DecisionRecord, Event, Subject

GARBLED, GENUINE = "garbled", "genuine"
LABELS = {Event.GARBLED: GARBLED, Event.FINE: GENUINE}
ENGINES = {TRANSLATED: "desk_translated", SPUN: "desk_spun"}
"""What made a garbled text, as far as the desk can say; training learns looks from these, of "desk" nothing."""

LOOKED = frozenset({Event.FINE, Event.NEEDS_CLEANING, Event.GARBLED})
"""Verdicts of somebody who may have gone through the lines; whether they did is told by their words on them."""

MARKUP = ("text/html", "application/xhtml")
SET = "desk"

Label = dict[str, Any]


def verdict_of(decisions: Sequence[DecisionRecord]) -> DecisionRecord | None:
    """The standing verdict."""
    return max((one for one in decisions if one.stands and one.event in VERDICTS), key=lambda o: o.id, default=None)


def has_words(decisions: Sequence[DecisionRecord]) -> bool:
    """Something stands on a line or a block."""
    parts = (one.target.subject for one in decisions if one.stands and one.target)
    return any(subject in {Subject.LINE, Subject.BLOCK} for subject in parts)


def garble_label(record: ArticleRecord, story: int | None) -> Label | None:
    """A text called garbled or fine, for `copydesk train garble`; None for any other.

    `source_id` is shared by all copies of one story, so that none is judged by what was learned from another.
    """
    verdict = verdict_of(record.decisions)
    if verdict is None or verdict.event not in LABELS:
        return None
    label = LABELS[verdict.event]
    text = gold_of(record)
    if not text:
        return None
    engine = {"engine": ENGINES.get(record.summary.looks_like or "", SET)} if label == GARBLED else {}
    return {
        "id": f"desk-{record.summary.id}",
        "source_id": f"desk-story-{story}" if story is not None else f"desk-{record.summary.id}",
        "source": record.summary.site,
        "url": record.summary.url,
        "lang": record.summary.language or "",
        "label": label,
        **engine,
        "text": text,
    }


def litter_label(record: ArticleRecord, page: Page | None) -> Label | None:
    """A page with its gold text, for `copydesk train litter` and `confidence`; None where nobody settled it.

    Settled is what one operator called fine on its own page, or a story of which lines or blocks were spoken about.
    """
    if page is None or not is_settled(record.decisions):
        return None
    html, gold = markup_of(page), gold_of(record)
    if not html or not gold:
        return None
    return {
        "id": f"desk-{record.summary.id}",
        "url": record.summary.url,
        "lang": record.summary.language or "",
        "set": SET,
        "html": html,
        "gold": gold,
    }


def is_settled(decisions: Sequence[DecisionRecord]) -> bool:
    """An operator went through the lines."""
    verdict = verdict_of(decisions)
    if verdict is None or verdict.event not in LOOKED:
        return False
    return has_words(decisions) or (verdict.event is Event.FINE and verdict.batch is None)


def gold_of(record: ArticleRecord) -> str:
    """The clean text as operators decided it, one paragraph a line."""
    lines = decided(record.cleaned, record.decisions).cleaned.lines
    return "\n".join(line for line in (" ".join(one.clean.split()) for one in lines) if line)


def markup_of(page: Page) -> str | None:
    """The page's markup; None where it is none, or cannot be read."""
    kind = (page.header("content-type") or MARKUP[0]).lower()
    if not kind.startswith(MARKUP):
        return None
    try:
        return decode(page).text
    except DecodeError:
        return None
