"""Every filter of the queue, as a table: from the fields of an address to a question, to words, and back."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from cleaning.values import DOUBTFUL
from review.show import words
from review.view import Ask, BadRequestError, Parameter
from storage.evidence_kinds import EVIDENCE
from storage.queries import FlagQuery
from storage.records import VERDICTS, Event

Values = tuple[str, ...]
UNKNOWN = "-"
"""The value of a filter that asks for what is not known; an empty field asks for nothing."""

TENTH = 0.1
LONGEST = 500
"""Characters of a field that are taken."""
PLACE = re.compile(r"(-?\d{1,3}(?:\.\d{1,20})?(?:e-\d{1,3})?):(\d{1,18})", re.ASCII)
"""A figure and an id."""
MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Filter:
    """One row of FILTERS.

    Attributes:
        name: of its field in the address.
        title: over its values.
        facet: attribute of storage's Facets with the counts of its values; "" = it has none.
        narrow: the question with this filter set; BadRequestError for values that it does not know.
        say: a value in words.
        many: several values may be asked for, an article needs one of them.
    """

    name: str
    title: str
    facet: str
    narrow: Callable[[FlagQuery, Values], FlagQuery]
    say: Callable[[str], str] = str
    meaning: str = ""
    many: bool = False


def one(values: Values) -> str:
    """The last of the values, as far as it is taken."""
    return values[-1].strip()[:LONGEST]


def named(values: Values) -> str:
    """A name, where UNKNOWN stands for none."""
    value = one(values)
    return "" if value == UNKNOWN else value


def tenth(field: str, values: Values) -> tuple[float, float | None]:
    """From where to where a tenth goes; the last one has no end, because 1 belongs to it."""
    try:
        least = float(one(values))
    except ValueError:
        least = -1.0
    if not 0 <= least <= 1:
        raise BadRequestError(f"{field}: give a share from 0 to 1, not {one(values)[:40]!r}")
    most = round(least + TENTH, 4)
    return least, None if most >= 1 else most


def by_score(query: FlagQuery, values: Values) -> FlagQuery:
    """Scores of one tenth; UNKNOWN: without a score."""
    if one(values) == UNKNOWN:
        return replace(query, unscored=True)
    least, most = tenth("score", values)
    return replace(query, least=least, maximum=most)


def by_confidence(query: FlagQuery, values: Values) -> FlagQuery:
    """Confidences of one tenth."""
    least, most = tenth("sure", values)
    return replace(query, least_sure=least, most_sure=most)


def by_evidence(query: FlagQuery, values: Values) -> FlagQuery:
    """Any of these kinds."""
    for value in values:
        if value not in EVIDENCE:
            raise BadRequestError(f"evidence: there is {', '.join(EVIDENCE)}, not {value[:40]!r}")
    return replace(query, evidence=tuple(dict.fromkeys(values)))


def by_verdict(query: FlagQuery, values: Values) -> FlagQuery:
    """One standing word, also where the list is of what waits for one; UNKNOWN: undecided."""
    if one(values) == UNKNOWN:
        return replace(query, undecided=True)
    if one(values) not in VERDICTS:
        raise BadRequestError(f"verdict: there is {', '.join(VERDICTS)} and {UNKNOWN}, not {one(values)[:40]!r}")
    return replace(query, verdict=Event(one(values)), undecided=False)


def by_month(query: FlagQuery, values: Values) -> FlagQuery:
    """All days of a month."""
    found = MONTH.fullmatch(one(values))
    try:
        year, month = (int(part) for part in found.groups()) if found else (0, 0)
        first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    except (ValueError, calendar.IllegalMonthError):
        raise BadRequestError(f"month: write 2026-11, not {one(values)[:40]!r}") from None
    return replace(query, since=first, until=last)


def day(field: str, values: Values) -> date:
    """A day."""
    try:
        return date.fromisoformat(one(values))
    except ValueError:
        raise BadRequestError(f"{field}: write a day as 2026-11-30, not {one(values)[:40]!r}") from None


def by_cluster(query: FlagQuery, values: Values) -> FlagQuery:
    """Copies of one story."""
    if not one(values).isascii() or not one(values).isdigit() or len(one(values)) > len(str(2**62)):
        raise BadRequestError(f"cluster: give its number, not {one(values)[:40]!r}")
    return replace(query, cluster=int(one(values)))


def say_tenth(value: str) -> str:
    """A tenth as the desk writes it.

    >>> say_tenth("0.9"), say_tenth("0.0"), say_tenth("-")
    ('.9 to 1', '0 to .1', 'no score')
    """
    if value == UNKNOWN:
        return "no score"
    least = float(value)
    most = round(least + TENTH, 1)
    return f"{least:.1f} to {most:.1f}".replace("0.0", "0").replace("0.", ".").replace("1.0", "1")


def say_verdict(value: str) -> str:
    """A verdict in words."""
    return "undecided" if value == UNKNOWN else words(value)


def say_name(value: str) -> str:
    """A name, or that it is not known."""
    return "not known" if value == UNKNOWN else value


def say_look(value: str) -> str:
    """What an article looks like."""
    return "nothing special" if value == UNKNOWN else value


FILTERS: tuple[Filter, ...] = (
    Filter("verdict", "Verdict", "verdict", by_verdict, say_verdict, "standing verdict; - = undecided"),
    Filter("score", "Score", "severity", by_score, say_tenth, "a tenth of the garble score, 0.9; - = without one"),
    Filter("evidence", "Evidence", "evidence", by_evidence, str, "kinds of evidence, any of them", many=True),
    Filter(
        "looks", "Looks like", "looks_like", lambda q, v: replace(q, looks_like=named(v)), say_look, "what it resembles"
    ),
    Filter("site", "Site", "site", lambda q, v: replace(q, site=one(v)), str, "host"),
    Filter("language", "Language", "language", lambda q, v: replace(q, language=named(v)), say_name, "ISO 639-1 code"),
    Filter("month", "Month", "month", by_month, str, "of publication: 2026-11"),
    Filter("since", "Since", "", lambda q, v: replace(q, since=day("since", v)), str, "first day of publication"),
    Filter("until", "Until", "", lambda q, v: replace(q, until=day("until", v)), str, "last day of publication"),
    Filter("sure", "Confidence", "confidence", by_confidence, say_tenth, "a tenth of the text's confidence"),
    Filter("cluster", "Story", "", by_cluster, str, "number of a story: its copies"),
    Filter("q", "Words", "", lambda q, v: replace(q, words=one(v)), str, 'in title or text; "in this order"'),
)
"""In the order in which they stand beside the list."""

BY_NAME: Mapping[str, Filter] = {row.name: row for row in FILTERS}


@dataclass(frozen=True, slots=True)
class Scope:
    """A list: what is in it, and by which figure it is ordered.

    Attributes:
        figure: attribute of ArticleSummary that it is ordered by; `head` is its name over the column.
    """

    name: str
    title: str
    query: FlagQuery
    figure: str
    head: str


SCOPES: tuple[Scope, ...] = (
    Scope("waiting", "To decide", FlagQuery(undecided=True), "score", "Score"),
    Scope("flagged", "Flagged", FlagQuery(), "score", "Score"),
    Scope("doubtful", "Doubtful", FlagQuery(doubtful=DOUBTFUL), "confidence", "Confidence"),
    Scope("drifted", "Drifted", FlagQuery(drifted=True), "drift", "Drift"),
    Scope("all", "All", FlagQuery(everything=True), "score", "Score"),
)

KEPT = ("scope", *BY_NAME, "order")
"""Fields that make a list what it is; `after` and `at` say where in it one is."""

PARAMETERS = (
    Parameter("scope", f"which list: {', '.join(scope.name for scope in SCOPES)}"),
    *(Parameter(row.name, row.meaning, many=row.many) for row in FILTERS),
    Parameter("order", "reverse = the other way round"),
)


def scope_of(ask: Ask) -> Scope:
    """Which list is asked for."""
    name = ask.text("scope") or SCOPES[0].name
    found = next((scope for scope in SCOPES if scope.name == name), None)
    if found is None:
        raise BadRequestError(f"scope: there is {', '.join(scope.name for scope in SCOPES)}, not {name[:40]!r}")
    return found


def active(ask: Ask) -> dict[str, Values]:
    """The filters that are set, with their values."""
    return {
        row.name: tuple(value[:LONGEST] for value in ask.query.get(row.name, ()) if value.strip())
        for row in FILTERS
        if any(value.strip() for value in ask.query.get(row.name, ()))
    }


def query_of(ask: Ask) -> FlagQuery:
    """The whole question, without where in the list one is; BadRequestError says which field is wrong."""
    query = scope_of(ask).query
    for name, values in active(ask).items():
        query = BY_NAME[name].narrow(query, values)
    return replace(query, reverse=ask.text("order") == "reverse")


def fields_of(ask: Ask) -> list[tuple[str, str]]:
    """The same as fields of an address."""
    found = [("scope", scope_of(ask).name)] if scope_of(ask) is not SCOPES[0] else []
    found += [(name, value) for name, values in active(ask).items() for value in values]
    return [*found, ("order", "reverse")] if ask.text("order") == "reverse" else found


def encoded(fields: Iterable[tuple[str, str]]) -> str:
    """Fields as a query string."""
    return urlencode(list(fields))


def with_value(fields: list[tuple[str, str]], row: Filter, value: str) -> list[tuple[str, str]]:
    """The fields with this filter set to the value, beside its others where it may have many."""
    others = [(name, other) for name, other in fields if name != row.name or (row.many and other != value)]
    return [*others, (row.name, value)]


def without(fields: list[tuple[str, str]], name: str, value: str | None = None) -> list[tuple[str, str]]:
    """The fields without this one, or without this value of it."""
    return [(one_, other) for one_, other in fields if one_ != name or value not in {None, other}]


def place_of(ask: Ask) -> tuple[float, int] | None:
    """Where in the list one is: "0.93:17"."""
    given = ask.text("after")
    if not given:
        return None
    found = PLACE.fullmatch(given)
    if found is None:
        raise BadRequestError(f"after: it is given by the page before, not {given[:40]!r}")
    return float(found[1]), int(found[2])
