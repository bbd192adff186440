"""Precision: how often rules, signals and the flag were right, by what operators said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from cleaning.garble import BY_NAME
from export.scores import ENOUGH, FlagFigures, RuleFigures, SignalFigures, at_least, figures
from review.view import Ask, BadRequestError, Parameter
from storage.store import Store

MOST_LEAST = 10**6


@dataclass(frozen=True, slots=True)
class Sort:
    """A column by which rows may be ordered.

    Attributes:
        name: in the address.
        title: head of the column.
        meaning: for the help beneath the table.
        value: of a row; None comes last.
        is_falling: the highest first when it is chosen.
    """

    name: str
    title: str
    meaning: str
    value: Callable[[Any], Any]
    is_falling: bool = True


RULE_SORTS = (
    Sort("rule", "rule", "", lambda row: row.rule, is_falling=False),
    Sort("kind", "kind", "", lambda row: row.kind, is_falling=False),
    Sort("cuts", "cuts", "that operators had before them who gave the article a verdict", lambda row: row.cuts),
    Sort("wrong", "wrong", "lines of which somebody said “wrongly cut”", lambda row: row.wrong),
    Sort(
        "missed",
        "missed",
        "lines that nothing cut and somebody said should be, of the rule's kind; rules of one kind share them",
        lambda row: row.missed,
    ),
    Sort("precision", "precision", "cuts that nobody called wrong", lambda row: row.precision.value),
    Sort("recall", "recall", "those, of all that should have been cut", lambda row: row.recall.value),
)
SIGNAL_SORTS = (
    Sort("signal", "signal", "", lambda row: row.signal, is_falling=False),
    Sort("findings", "findings", "in articles called garbled or fine", lambda row: row.findings),
    Sort("right", "right", "findings called right", lambda row: row.right),
    Sort("wrong", "wrong", "findings called wrong", lambda row: row.wrong),
    Sort("unjudged", "unjudged", "findings of which nobody said either", lambda row: row.unjudged),
    Sort(
        "garbled", "garbled", "articles in which it found something that were called garbled", lambda row: row.garbled
    ),
    Sort("fine", "fine", "the same, called fine", lambda row: row.fine),
    Sort("precision", "precision of findings", "right ones, of those judged", lambda row: row.precision.value),
    Sort("articles", "precision of articles", "garbled ones, of those where it fired", lambda row: row.articles.value),
    Sort("recall", "reach", "garbled articles in which it fired, of all called garbled", lambda row: row.recall.value),
)
PARAMETERS = (
    Parameter("rules", "column by which rules are ordered; - before it: the other way round"),
    Parameter("signals", "the same for signals"),
    Parameter("least", "only what was judged so often", "integer"),
)


@dataclass(frozen=True, slots=True)
class Order:
    """How a table is ordered: by this column, and from the other end."""

    name: str
    is_reversed: bool


@dataclass(frozen=True, slots=True)
class Head:
    """Head of a column: its words, the address that orders by it, and how it is ordered now ("" = it is not)."""

    title: str
    query: str
    order: str
    is_figure: bool


@dataclass(frozen=True, slots=True)
class Precision:
    """What the page shows.

    Attributes:
        flag: the flag against the verdict.
        rules, signals: in the order that was asked for.
        enough: judgements from which a share is worth reading.
        least: what was judged less often is left out.
    """

    flag: FlagFigures
    rules: tuple[RuleFigures, ...]
    signals: tuple[SignalFigures, ...]
    enough: int
    least: int
    rules_by: Order
    signals_by: Order

    @property
    def rule_heads(self) -> tuple[Head, ...]:
        """Heads of the table of rules."""
        return heads(self, RULE_SORTS, "rules", self.rules_by)

    @property
    def signal_heads(self) -> tuple[Head, ...]:
        """Heads of the table of signals."""
        return heads(self, SIGNAL_SORTS, "signals", self.signals_by)

    def articles_query(self, signal: str, verdict: str) -> str:
        """Query string of the queue: this verdict, and the signal's kind of evidence; "" where it has none."""
        row = BY_NAME.get(signal)
        return urlencode([("scope", "all"), ("verdict", verdict), ("evidence", row.evidence)]) if row else ""

    @property
    def meanings(self) -> tuple[tuple[str, str], ...]:
        """What the columns count."""
        return tuple((sort.title, sort.meaning) for sort in (*RULE_SORTS, *SIGNAL_SORTS) if sort.meaning)


def precision(store: Store, ask: Ask) -> Precision:
    """The figures; BadRequestError for a column that is none."""
    least = int(min(max(ask.number("least", 0) or 0, 0), MOST_LEAST))
    found = at_least(figures(store.scores()), least)
    rules_by, signals_by = order_of(ask, "rules", RULE_SORTS), order_of(ask, "signals", SIGNAL_SORTS)
    return Precision(
        found.flag,
        tuple(ordered(found.rules, RULE_SORTS, rules_by)),
        tuple(ordered(found.signals, SIGNAL_SORTS, signals_by)),
        ENOUGH,
        least,
        rules_by,
        signals_by,
    )


def order_of(ask: Ask, field: str, sorts: tuple[Sort, ...]) -> Order:
    """The order that is asked for; the first column without a word."""
    given = ask.text(field)
    name = given.removeprefix("-") or sorts[0].name
    if name not in {sort.name for sort in sorts}:
        raise BadRequestError(f"{field}: there is {', '.join(sort.name for sort in sorts)}, not {name[:40]!r}")
    return Order(name, is_reversed=given.startswith("-"))


def ordered(rows: tuple[Any, ...], sorts: tuple[Sort, ...], order: Order) -> list[Any]:
    """Rows by a column, those without a value last; equals stay as they were."""
    sort = next(sort for sort in sorts if sort.name == order.name)
    known = [row for row in rows if sort.value(row) is not None]
    unknown = [row for row in rows if sort.value(row) is None]
    return [*sorted(known, key=sort.value, reverse=sort.is_falling is not order.is_reversed), *unknown]


def heads(page: Precision, sorts: tuple[Sort, ...], field: str, order: Order) -> tuple[Head, ...]:
    """Heads whose links keep what else was chosen; the chosen one's turns it round."""
    made = []
    for sort in sorts:
        is_chosen = sort.name == order.name
        falling = sort.is_falling is not (is_chosen and order.is_reversed)
        turned = Order(sort.name, is_chosen and not order.is_reversed)
        changed = replace(page, rules_by=turned) if field == "rules" else replace(page, signals_by=turned)
        now = ("descending" if falling else "ascending") if is_chosen else ""
        made.append(Head(sort.title, query_of(changed), now, sort.is_falling))
    return tuple(made)


def query_of(page: Precision) -> str:
    """The query string of this page as it stands."""
    fields = [("rules", page.rules_by), ("signals", page.signals_by)]
    orders = [(name, ("-" if order.is_reversed else "") + order.name) for name, order in fields]
    return urlencode([*orders, *((("least", page.least),) if page.least else ())])
