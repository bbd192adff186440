"""What can be said of an article and its parts: verdicts, notes, lines, blocks, findings, and taking it back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlencode

from cleaning.values import CleanedArticle, Kind
from review.article.article import cleaned_of
from review.article.asked import found_article
from review.article.contested import contested
from review.article.decided import block_target, finding_target, line_target
from review.article.kinds import CUTTABLE
from review.queue.places import position_of
from review.view import Ask, BadRequestError, Done, NotFoundError
from storage.errors import ConflictError
from storage.records import (
    VERDICTS,
    WORDS,
    ArticleRecord,
    Decision,
    DecisionRecord,
    Event,
    Subject,
    Target,
)
from storage.store import Store

LONGEST_NOTE = 4_000


def verdict(store: Store, ask: Ask) -> Done:
    """Say what the article is, and go on with the next one of the list."""
    article_id, event = ask.path["article"], event_of(ask, VERDICTS)
    made = judge(store, ask, Decision(event, note_of(ask), ask.who))
    back = article_path(ask)
    after = None if ask.text("stay") == "1" else position_of(store, ask.text("from"), article_id).after
    if ask.text("stay") == "1":
        to = back
    elif after is None:
        to = "/" + (f"?{ask.text('from')}" if ask.text("from") else "")
    else:
        to = path_of(after, {"from": ask.text("from")})
    return Done(f"Article {article_id}: {in_words(event)}.", to, made.id, back=back)


def note(store: Store, ask: Ask) -> Done:
    """Leave a note beside the article."""
    text = note_of(ask)
    if not text:
        raise BadRequestError("A note needs words.")
    made = judge(store, ask, Decision(Event.NOTE, text, ask.who))
    return Done("Noted.", article_path(ask, "journal"), made.id, back=article_path(ask, "journal"))


def mark_line(store: Store, ask: Ask) -> Done:
    """Say that a line was wrongly cut, or should be cut and as what."""
    number, event = ask.path["line"], event_of(ask, WORDS[Subject.LINE])
    lines = seen_by(store, ask)[1].lines
    check(number, lines, "line")
    line = lines[number]
    if event is Event.WRONGLY_CUT and not line.cuts:
        raise BadRequestError(f"Nothing of line {number + 1} was cut.")
    if event is Event.SHOULD_BE_CUT and not line.clean:
        raise BadRequestError(f"All of line {number + 1} is cut already.")
    kind = kind_of(ask, number) if event is Event.SHOULD_BE_CUT else ""
    said = f"should be cut: {in_words(kind)}" if kind else "was wrongly cut"
    return marked(
        store, ask, (event, line_target(line, number, kind)), f"line-{number + 1}", f"Line {number + 1} {said}."
    )


def mark_block(store: Store, ask: Ask) -> Done:
    """Say that a block that extraction left out belongs to the story."""
    number = ask.path["block"]
    blocks = seen_by(store, ask)[1].article.blocks
    check(number, blocks, "block")
    if blocks[number].chosen:
        raise BadRequestError(f"Block {number + 1} is part of the text already.")
    said = (event_of(ask, WORDS[Subject.BLOCK]), block_target(blocks[number], number))
    return marked(store, ask, said, f"block-{number + 1}", "It belongs to the story.")


def mark_finding(store: Store, ask: Ask) -> Done:
    """Say that a finding is right or wrong."""
    number, event = ask.path["finding"], event_of(ask, WORDS[Subject.FINDING])
    findings = seen_by(store, ask)[1].garble.findings
    check(number, findings, "finding")
    said = (event, finding_target(findings[number]))
    return marked(store, ask, said, f"finding-{number + 1}", f"Finding {number + 1} is {event.value}.")


def take_back(store: Store, ask: Ask) -> Done:
    """Take a word back: its part is as if nobody had said anything, or as was said before."""
    record = found_article(store, ask.path["article"])
    wanted = next((one for one in record.decisions if one.id == ask.path["decision"]), None)
    if wanted is None:
        raise NotFoundError(f"article {record.summary.id} has no decision {ask.path['decision']}")
    try:
        store.undo(wanted.id, ask.who, seen_id(ask))
    except ConflictError:
        raise contested(store, ask, f"take back {in_words(wanted.event)}", "take_back") from None
    return Done(f"Taken back: {in_words(wanted.event)}.", article_path(ask, anchor_of(ask)))


def marked(store: Store, ask: Ask, said: tuple[Event, Target], anchor: str, message: str) -> Done:
    """Store a word on a part of the article, and come back to that part."""
    event, target = said
    made = judge(store, ask, Decision(event, note_of(ask), ask.who, target))
    to = article_path(ask, anchor)
    return Done(message, to, made.id, back=to)


def judge(store: Store, ask: Ask, decision: Decision) -> DecisionRecord:
    """Append the decision; where another operator said something since the page was made, an error that shows it."""
    try:
        return store.judge(ask.path["article"], decision, seen_id(ask))
    except ConflictError:
        raise contested(store, ask, said_of(decision), action_of(ask, decision)) from None


def said_of(decision: Decision) -> str:
    """The word with what it is about."""
    target = decision.target
    if target is None:
        return in_words(decision.event)
    kind = f" as {in_words(target.kind)}" if decision.event is Event.SHOULD_BE_CUT else ""
    return f"{target.subject.value} “{target.text[:60]}”: {in_words(decision.event)}{kind}"


def action_of(ask: Ask, decision: Decision) -> str:
    """Name of the route that a word came by."""
    part = next((name for name in ("line", "block", "finding") if name in ask.path), None)
    if part is not None:
        return f"mark_{part}"
    return "note" if decision.event is Event.NOTE else "verdict"


def seen_by(store: Store, ask: Ask) -> tuple[ArticleRecord, CleanedArticle]:
    """The article with the cleaning that the operator had before them, which need not be today's."""
    record = found_article(store, ask.path["article"])
    number = whole(ask, "version")
    wanted = record.cleanings[0].id if number is None else number
    version = next((one for one in record.cleanings if one.id == wanted), None)
    if version is None:
        raise NotFoundError(f"article {record.summary.id} has no cleaning with the id {wanted}")
    return record, cleaned_of(store, record, version)


def event_of(ask: Ask, words: Sequence[Event]) -> Event:
    """The word that was given, one of those that fit."""
    given = ask.text("event")
    found = next((one for one in words if one.value == given), None)
    if found is None:
        fitting = ", ".join(one.value for one in words)
        raise BadRequestError(f"event: {given[:40]!r} is none of {fitting}")
    return found


def kind_of(ask: Ask, line: int) -> str:
    """What the line is; each line of a page has a field of its own."""
    given = ask.text(f"kind-{line}") or ask.text("kind") or Kind.OTHER.value
    if given not in {kind.value for kind in CUTTABLE}:
        raise BadRequestError(f"kind: {given[:40]!r} is no kind of line that is cut")
    return given


def note_of(ask: Ask) -> str:
    """The note that was written."""
    text = ask.text("note")
    if len(text) > LONGEST_NOTE:
        raise BadRequestError(f"A note has at most {LONGEST_NOTE:,} characters, this one {len(text):,}.")
    return text


def seen_id(ask: Ask) -> int | None:
    """The newest decision that the operator had before them; None where the asker does not mind."""
    return whole(ask, "seen")


def whole(ask: Ask, name: str) -> int | None:
    """A field as a whole number."""
    given = ask.text(name)
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 19):  # noqa: PLR2004 - digits of a column
        raise BadRequestError(f"{name}: {given[:40]!r} is no whole number")
    return int(given)


def check(number: int, parts: Sequence[object], name: str) -> None:
    """Is there such a part?"""
    if number >= len(parts):
        raise NotFoundError(f"there is no {name} {number + 1}")


KEPT_FIELDS = ("from", "cleaning", "only", "blocks", "part")
"""Fields of the page's address that its forms carry, so that one comes back to the same view of it."""


def article_path(ask: Ask, anchor: str = "") -> str:
    """The page that the form stood on, with the same view of it."""
    return path_of(ask.path["article"], {name: ask.text(name) for name in KEPT_FIELDS}, anchor)


def path_of(article_id: int, fields: dict[str, str], anchor: str = "") -> str:
    """Path of an article's page."""
    query = urlencode({name: value for name, value in fields.items() if value})
    return f"/articles/{article_id}" + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")


ANCHOR = re.compile(r"(?:line|block|finding)-\d{1,9}|journal")


def anchor_of(ask: Ask) -> str:
    """Where on the page the button stood."""
    given = ask.text("anchor")
    return given if ANCHOR.fullmatch(given) else "journal"


def in_words(name: str) -> str:
    """A word or kind for people."""
    return name.replace("_", " ")
