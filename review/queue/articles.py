"""The queue: which articles wait, what is known of each in one line, and the filters beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cleaning.copies.values import COPIES, LIKE
from cleaning.values import DOUBTFUL, GarbleStatus
from review.queue.filters import (
    BY_NAME,
    FILTERS,
    SCOPES,
    UNKNOWN,
    Filter,
    Scope,
    active,
    encoded,
    fields_of,
    place_of,
    query_of,
    scope_of,
    with_value,
    without,
)
from review.view import Ask
from storage.copy_records import Word
from storage.desk_records import Facets, Glimpse, SavedFilter, Tick
from storage.queries import FlagQuery
from storage.records import ArticleSummary
from storage.store import Store

PAGE = 50
MOST = 200
"""Articles of a part of the list, where nothing else is said and at most."""
COUNTED_AT_ONCE = 200_000_000
"""Bytes of a database above which counts are asked for when the list stands already."""
NAMED = 3
"""Copies that a reason names at most."""


@dataclass(frozen=True, slots=True)
class Row:
    """An article in the list.

    Attributes:
        figure: by which the list is ordered.
        glimpse: surest finding, signs, copies.
        reason: what speaks against it most, in words; `quote` is what it points at, `others` how many more signs
            there are.
        copies_say: that it drifted from copies, and from which; "" where they say nothing.
    """

    article: ArticleSummary
    figure: float | None
    glimpse: Glimpse
    reason: str
    quote: str
    others: int
    copies_say: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter.

    Attributes:
        value: as the address has it; `says` in words.
        articles: how many it leaves, the other filters standing; None = not counted.
        to: query string of the list with this value chosen, or, where it is chosen, without it.
    """

    value: str
    says: str
    articles: int | None
    chosen: bool
    to: str


@dataclass(frozen=True, slots=True)
class Group:
    """A filter with its values."""

    name: str
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set: what it says, and the query string of the list without it."""

    title: str
    says: str
    to: str


@dataclass(frozen=True, slots=True)
class Counted:
    """The filters with their counts.

    Attributes:
        total: articles that all filters together leave; None = not counted.
        query: of the list that they belong to.
    """

    total: int | None
    groups: tuple[Group, ...]
    query: str


@dataclass(frozen=True, slots=True)
class Queue:
    """A part of the list.

    Attributes:
        scope: "waiting", "flagged", "doubtful", "drifted" or "all".
        fields: the same as `query`, one by one; `words`, `since` and `until` are those of its forms.
        head: name of the figure that it is ordered by.
        query: query string of this list; `here` says as well where in it one is.
        reverse: query string of the list the other way round; `reversed` says which way this is.
        more: query string of the next part; None at the end. `first`: of the first part; None when this is it.
        capped: more texts hold the words than were looked at: the newest were.
        newest: id of the newest decision when the list was made: what was decided later is a conflict.
        at: the article that one comes back from.
        counted: None = to be asked for at /facets.
        empty: why there is nothing, and what to do; "" where there is something.
    """

    scope: str
    head: str
    rows: tuple[Row, ...]
    query: str
    fields: tuple[tuple[str, str], ...]
    words: str
    since: str
    until: str
    here: str
    reverse: str
    reversed: bool
    more: str | None
    first: str | None
    capped: bool
    newest: int
    at: int | None
    chips: tuple[Chip, ...]
    counted: Counted | None
    saved: tuple[SavedFilter, ...]
    empty: str


def queue(store: Store, ask: Ask) -> Queue:
    """The list, from where one is in it."""
    scope, query, fields = scope_of(ask), query_of(ask), fields_of(ask)
    after = place_of(ask)
    limit = min(max(ask.whole("limit") or PAGE, 1), MOST)
    found = store.queue(replace(query, limit=limit, after=after))
    glimpses = store.glimpses(found.articles)
    said = store.words(one.id for one in found.articles if COPIES in one.evidence)
    rows = tuple(
        row_of_list((one, getattr(one, scope.figure), glimpse), said.get(one.id), scope)
        for one, glimpse in zip(found.articles, glimpses.articles, strict=True)
    )
    return Queue(
        scope=scope.name,
        head=scope.head,
        rows=rows,
        query=encoded(fields),
        fields=tuple(fields),
        words=ask.text("q"),
        since=ask.text("since"),
        until=ask.text("until"),
        here=encoded([*fields, *([("after", ask.text("after"))] if after else [])]),
        reverse=encoded(turned(fields)),
        reversed=query.reverse,
        more=encoded([*fields, ("after", f"{found.after[0]!r}:{found.after[1]}")]) if found.after else None,
        first=encoded(fields) if after else None,
        capped=found.capped,
        newest=glimpses.newest,
        at=ask.whole("at"),
        chips=chips(ask),
        counted=counted_at_once(store, ask),
        saved=store.filters(),
        empty="" if rows else why_empty(store, ask, scope),
    )


def turned(fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The list the other way round."""
    straight = without(fields, "order")
    return straight if len(straight) < len(fields) else [*fields, ("order", "reverse")]


def row_of_list(shown: tuple[ArticleSummary, float | None, Glimpse], word: Word | None, scope: Scope) -> Row:
    """An article with what speaks against it most: its page where that is doubted, its copies, its surest finding."""
    article, _, glimpse = shown
    signs = len(glimpse.signs)
    if scope.figure == "confidence" and glimpse.page_terms:
        return Row(*shown, reason=glimpse.page_terms[0], quote="", others=len(glimpse.page_terms) - 1)
    copies_say = against(word) if word is not None and word.against else ""
    if glimpse.signal is not None:
        return Row(*shown, reason=glimpse.reason, quote=glimpse.text, others=signs - 1, copies_say=copies_say)
    return Row(*shown, reason=copies_say or SILENT.get(article.garble, ""), quote="", others=0)


SILENT = {
    GarbleStatus.JUDGED: "nothing was found",
    GarbleStatus.TOO_SHORT: "too short for a score",
    GarbleStatus.LANGUAGE_LIMITED: "no score in this language",
    GarbleStatus.OFF: "not judged",
}
"""What is said of an article without findings."""


def against(word: Word) -> str:
    """That copies speak against it, and which."""
    named = ", ".join(map(str, word.against[:NAMED]))
    more = f" and {len(word.against) - NAMED} more" if len(word.against) > NAMED else ""
    return f"{LIKE} ({named}{more})"


def chips(ask: Ask) -> tuple[Chip, ...]:
    """The filters that are set, each with the way to the list without it."""
    fields = fields_of(ask)
    return tuple(
        Chip(BY_NAME[name].title, BY_NAME[name].say(value), encoded(without(fields, name, value)))
        for name, values in active(ask).items()
        for value in (values if BY_NAME[name].many else values[-1:])
    )


def counted_at_once(store: Store, ask: Ask) -> Counted | None:
    """The counts where they take no time, or where they are asked for; None where the list should not wait for them."""
    return facets(store, ask) if ask.text("counts") or store.size() < COUNTED_AT_ONCE else None


def facets(store: Store, ask: Ask) -> Counted:
    """The filters with their counts."""
    found = store.facets(query_of(ask))
    return Counted(found.total, tuple(groups(ask, found)), encoded(fields_of(ask)))


def groups(ask: Ask, found: Facets) -> list[Group]:
    """Each filter that has counts."""
    chosen = active(ask)
    rows = [(row, getattr(found, row.facet)) for row in FILTERS if row.facet]
    return [
        Group(row.name, row.title, tuple(choices(ask, row, ticks, chosen.get(row.name, ())))) for row, ticks in rows
    ]


def choices(ask: Ask, row: Filter, ticks: tuple[Tick, ...], chosen: tuple[str, ...]) -> list[Choice]:
    """The filter's values; what is chosen stays among them when nothing has it any more."""
    fields = fields_of(ask)
    counts = {tick.value or UNKNOWN: tick.articles for tick in ticks}
    counts |= {value: 0 for value in chosen if value not in counts}
    return [
        Choice(
            value,
            row.say(value),
            articles,
            value in chosen,
            encoded(without(fields, row.name, value) if value in chosen else with_value(fields, row, value)),
        )
        for value, articles in counts.items()
    ]


def why_empty(store: Store, ask: Ask, scope: Scope) -> str:
    """Why nothing is listed, and what to do about it."""
    if ask.text("after"):
        return "The list ends here: the articles that stood here were decided or changed. Go back to its first part."
    if not store.flags(FlagQuery(everything=True, limit=1)):
        return "Nothing is stored yet. Run `copydesk crawl`, then load this page again."
    if active(ask):
        return "No article fits all of these filters. Take one away above, or look in another list."
    return EMPTY[scope.name]


EMPTY = {
    "waiting": "Everything that is flagged has been decided. Doubtful and drifted articles have lists of their own.",
    "flagged": "Nothing is flagged. The list of all articles shows what was judged, the highest score first.",
    "doubtful": f"No page is doubtful: all have a confidence of {DOUBTFUL} and more.",
    "drifted": "No article drifted from a known copy. `copydesk status` says how many stories have copies.",
    "all": "No article was cleaned yet. Run `copydesk crawl`, then load this page again.",
}
LISTS = tuple((scope.name, scope.title) for scope in SCOPES)
"""The lists by name, for links."""
