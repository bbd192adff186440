"""One word on many articles: first what it would touch, then, if that is still so, the word; and taking it back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qs

from review.queue.articles import Chip, chips
from review.queue.filters import encoded, fields_of, query_of
from review.queue.recent import title_of
from review.show import count, words
from review.view import LONGEST_ID, AgainError, Ask, BadRequestError, Done
from storage.desk_records import Preview
from storage.errors import ConflictError
from storage.queries import FlagQuery
from storage.records import VERDICTS, Decision, Event
from storage.store import Store

MOST_CHOSEN = 1000
"""Articles that are chosen one by one; more are reached by a filter."""
LONGEST_NOTE = 5000
SHOWN_TITLE = 80


@dataclass(frozen=True, slots=True)
class Bulk:
    """What a bulk decision would touch, to be confirmed.

    Attributes:
        verdict: the word.
        preview: how many, with which standing verdicts, the first few.
        chosen: the articles that were chosen one by one; empty = all that match the query.
        query: query string of the list; `chips` are its filters in words.
    """

    verdict: Event
    preview: Preview
    chosen: tuple[int, ...]
    query: str
    chips: tuple[Chip, ...]


def preview(store: Store, ask: Ask) -> Bulk:
    """What would be touched."""
    listed, chosen = listed_by(ask), chosen_by(ask)
    query = everywhere(chosen, query_of(listed))
    return Bulk(verdict_of(ask), store.preview(query, chosen), chosen, encoded(fields_of(listed)), chips(listed))


def listed_by(ask: Ask) -> Ask:
    """The list that a form is about: its query string stands in the field `list`."""
    told = parse_qs(ask.text("list"), keep_blank_values=True)
    return replace(ask, query={name: tuple(values) for name, values in told.items()})


def chosen_by(ask: Ask) -> tuple[int, ...]:
    """The articles that were chosen one by one; none when all that match are."""
    if ask.text("all"):
        return ()
    values = [value for value in ask.query.get("article", ()) if value]
    if not values:
        raise BadRequestError("Select articles first, or choose all that match.")
    if len(values) > MOST_CHOSEN or not all(map(is_id, values)):
        raise BadRequestError(f"article: give up to {MOST_CHOSEN} ids")
    return tuple(dict.fromkeys(map(int, values)))


def is_id(value: str) -> bool:
    """Can it be an article's id?"""
    return value.isascii() and value.isdigit() and len(value) <= LONGEST_ID


def everywhere(chosen: tuple[int, ...], query: FlagQuery) -> FlagQuery:
    """Of articles chosen one by one it does not matter whether the list would still show them."""
    return FlagQuery(everything=True) if chosen else query


def verdict_of(ask: Ask) -> Event:
    """The word; BadRequestError where it is none for articles."""
    word = ask.text("verdict")
    if word not in VERDICTS:
        raise BadRequestError(f"verdict: there is {', '.join(VERDICTS)}, not {word[:40]!r}")
    return Event(word)


def decide_all(store: Store, ask: Ask) -> Done:
    """Say it of all of them, if they are still what the preview showed."""
    listed, chosen, verdict = listed_by(ask), chosen_by(ask), verdict_of(ask)
    fields = fields_of(listed)
    decision = Decision(verdict, ask.text("note")[:LONGEST_NOTE], ask.who)
    expected, newest = (given(ask, name) for name in ("expected", "newest"))
    if not expected:
        raise BadRequestError("expected: nothing matches, so there is nothing to decide")
    query = everywhere(chosen, query_of(listed))
    try:
        batch = store.decide_all(query, decision, article_ids=chosen, expected=expected, newest=newest)
    except ConflictError as error:
        again = [("list", encoded(fields)), ("verdict", verdict.value)]
        again += [("article", str(one)) for one in chosen] or [("all", "1")]
        raise AgainError(f"{error}. Nothing was decided.", f"/bulk?{encoded(again)}") from None
    message = f"{words(verdict.value).capitalize()}: {count(batch.articles)} articles"
    to = list_path(fields)
    return Done(message, to, batch.id, "undo_bulk", to)


def given(ask: Ask, name: str) -> int:
    """A number that the page before gave."""
    number = ask.whole(name)
    if number is None:
        raise BadRequestError(f"{name}: it is given by the page before")
    return number


def list_path(fields: list[tuple[str, str]]) -> str:
    """Path of the list."""
    return f"/?{encoded(fields)}" if fields else "/"


def undo_all(store: Store, ask: Ask) -> Done:
    """Take a bulk back, wherever its word still stands."""
    undone = store.undo_batch(given(ask, "batch"), ask.who)
    return Done(f"Taken back on {count(undone)} articles", ask.local("to"))


def decide(store: Store, ask: Ask) -> Done:
    """Say it of one article of the list, and go on with the list where one was."""
    listed, (article_id, *_) = listed_by(ask), chosen_by(ask)
    verdict = verdict_of(ask)
    try:
        record = store.judge(article_id, Decision(verdict, who=ask.who), given(ask, "newest"))
    except ConflictError as error:
        raise AgainError(f"{error}. Nothing was decided.", f"/articles/{article_id}") from None
    fields = fields_of(listed)
    after = [("after", listed.text("after"))] if listed.text("after") else []
    back = list_path([*fields, *after, ("at", str(article_id))])
    at = ask.text("at")
    to = list_path([*fields, *after, *([("at", at)] if at.isdigit() else [])])
    return Done(f"{words(verdict.value).capitalize()}: {short_title(store, article_id)}", to, record.id, back=back)


def short_title(store: Store, article_id: int) -> str:
    """What to call an article in one line."""
    title = title_of(store, article_id)
    return title if len(title) <= SHOWN_TITLE else f"{title[:SHOWN_TITLE]}…"


def undo(store: Store, ask: Ask) -> Done:
    """Take one decision back."""
    store.undo(given(ask, "decision"), ask.who)
    return Done("Taken back", ask.local("to"))


def save_filter(store: Store, ask: Ask) -> Done:
    """Keep the list under a name."""
    name = ask.text("name")[:100]
    if not name:
        raise BadRequestError("name: give the filter a name")
    listed = listed_by(ask)
    query_of(listed)  # a filter that cannot be asked is not kept
    fields = fields_of(listed)
    store.save_filter(name, encoded(fields), ask.who)
    return Done(f"Saved: {name}", list_path(fields))


def drop_filter(store: Store, ask: Ask) -> Done:
    """Forget a saved filter."""
    store.drop_filter(ask.path["filter"])
    return Done("The filter was deleted", ask.local("to"))
