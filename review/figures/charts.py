"""Figures as shapes: what a template draws as SVG, with table and sentence. Pure; units are those of the box."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from review.figures.scales import date_ticks, log_ticks, nice_ticks, percent, short, thinned

WIDTH, HEIGHT = 420.0, 190.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 8.0, 18.0, 24.0
"""The box and its margins. Text in it is 12 high: on a phone, where the box is 300 pixels wide, that is still read."""

SPARK_WIDTH, SPARK_HEIGHT = 180.0, 26.0
GAP = 0.16
"""Of a column's room, left empty."""

LEAST_HEIGHT = 1.0
"""Of a bar that stands for 0: nothing drawn means that there was nothing to measure."""

UNEVEN = 60
"""Times the middle bar that the highest may be before the axis is drawn by powers of ten."""


@dataclass(frozen=True, slots=True)
class Value:
    """One column.

    Attributes:
        label: what it stands for.
        amount: None = there was nothing to measure.
        told: label and amount in words, shown when one points at the bar.
        is_beyond: hatched: it lies where the mark says.
        is_faint: an outline: it rests on too little.
    """

    label: str
    amount: float | None
    told: str
    is_beyond: bool = False
    is_faint: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle; `look` = "", "beyond" (hatched) or "faint" (an outline)."""

    x: float
    y: float
    width: float
    height: float
    told: str
    look: str


@dataclass(frozen=True, slots=True)
class Label:
    """A text at a tick; `at` counts from the left or from the top."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """An upright line with words: where a threshold lies; `is_left`: the words stand left of it."""

    x: float
    text: str
    is_left: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the chart's table; `query` = query string of the queue with just these articles, "" = no link."""

    cells: tuple[str, ...]
    query: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The table of a chart."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that is drawn of one chart.

    Attributes:
        key: of its elements' ids; letters and hyphens.
        summary: what it shows, in one sentence.
        levels: labels up the side; `along` those below.
        note: how to read it, where that does not go without saying.
    """

    key: str
    title: str
    summary: str
    bars: tuple[Bar, ...]
    levels: tuple[Label, ...]
    along: tuple[Label, ...]
    sheet: Sheet
    mark: Mark | None = None
    note: str = ""
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = WIDTH - RIGHT
    base: float = HEIGHT - BOTTOM


@dataclass(frozen=True, slots=True)
class Words:
    """What a chart says beside its bars."""

    key: str
    title: str
    summary: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Spark:
    """A chart without axes, in a row of a table; its words are the row's."""

    bars: tuple[Bar, ...]
    width: float = SPARK_WIDTH
    height: float = SPARK_HEIGHT


def over_time(
    words: Words, values: Sequence[Value], span: tuple[date, date], sheet: Sheet, *, shares: bool = False
) -> Chart:
    """Columns from the first day to the last; counts, or shares of 1."""
    top = max((value.amount for value in values if value.amount is not None), default=0.0)
    ticks = nice_ticks(top) if shares else nice_ticks(top, least_step=1)
    first, last = span
    days = (last - first).days + 1
    along = tuple(
        Label(round(LEFT + (day - first).days / days * (WIDTH - LEFT - RIGHT), 2), text)
        for day, text in date_ticks(first, last)
    )
    levels = tuple(Label(height_at(tick, ticks[-1]), (percent if shares else short)(tick)) for tick in ticks)
    bars = bars_of([(value, height_at(value.amount or 0, ticks[-1])) for value in values])
    return Chart(words.key, words.title, words.summary, bars, levels, along if values else (), sheet, None, words.note)


def histogram(words: Words, values: Sequence[Value], mark: tuple[float, str], sheet: Sheet) -> Chart:
    """Equal bins from 0 to 1 and the threshold; by powers of ten where one bin would hide all others."""
    amounts = [value.amount or 0.0 for value in values]
    is_uneven = is_log(amounts)
    ticks = log_ticks(max(amounts, default=0)) if is_uneven else nice_ticks(max(amounts, default=0), least_step=1)
    at = log_height_at if is_uneven else height_at
    levels = tuple(Label(at(tick, ticks[-1]), short(tick)) for tick in (thinned(ticks) if is_uneven else ticks))
    bars = bars_of([(value, at(value.amount or 0, ticks[-1])) for value in values])
    along = tuple(Label(round(x_at(part / 4), 2), f"{part / 4:g}".removeprefix("0") or "0") for part in range(5))
    where, text = mark
    line = Mark(round(x_at(where), 2), text, is_left=where > 1 / 2)
    note = " ".join(
        filter(None, (words.note, "Each line of the scale is ten times the one below." if is_uneven else ""))
    )
    return Chart(words.key, words.title, words.summary, bars, levels, along, sheet, line, note)


def is_log(amounts: Sequence[float]) -> bool:
    """Some bin would not be seen beside the highest."""
    some = sorted(amount for amount in amounts if amount)
    return len(some) > 1 and some[-1] > UNEVEN * some[len(some) // 2]


def spark(values: Sequence[Value], top: float) -> Spark:
    """A small chart whose full height is `top`, so that those below one another can be compared."""
    made = []
    for number, value in enumerate(values):
        if value.amount is not None:
            height = max(LEAST_HEIGHT, SPARK_HEIGHT * min(1.0, value.amount / top)) if top else LEAST_HEIGHT
            x, width = room_of(number, len(values), 0.0, SPARK_WIDTH)
            made.append(Bar(x, round(SPARK_HEIGHT - height, 2), width, round(height, 2), value.told, look_of(value)))
    return Spark(tuple(made))


def bars_of(placed: Sequence[tuple[Value, float]]) -> tuple[Bar, ...]:
    """A bar for each value that was measured, between its height and the base."""
    bars = []
    for number, (value, y) in enumerate(placed):
        if value.amount is not None:
            x, width = room_of(number, len(placed), LEFT, WIDTH - RIGHT)
            top = min(y, HEIGHT - BOTTOM - LEAST_HEIGHT)
            bars.append(Bar(x, top, width, round(HEIGHT - BOTTOM - top, 2), value.told, look_of(value)))
    return tuple(bars)


def look_of(value: Value) -> str:
    """How the bar is drawn."""
    return "beyond" if value.is_beyond else "faint" if value.is_faint else ""


def room_of(number: int, of: int, left: float, right: float) -> tuple[float, float]:
    """Left edge and width of one bar among so many."""
    room = (right - left) / max(1, of)
    return round(left + room * (number + GAP / 2), 2), round(room * (1 - GAP), 2)


def x_at(share: float) -> float:
    """Where a share of the axis lies."""
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def height_at(amount: float, top: float) -> float:
    """Where an amount lies, counted from above."""
    return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * min(1.0, amount / top if top else 0.0), 2)


def log_height_at(amount: float, top: float) -> float:
    """The same by powers of ten; 0 lies on the base."""
    return height_at(math.log10(1 + amount), math.log10(1 + top))
