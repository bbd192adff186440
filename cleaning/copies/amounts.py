"""Numbers of a copy with what they count, and whether two of them are one: written otherwise, rounded, or converted."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from cleaning.copies.clock import HALVES, ZONES, may_be_one, minutes_of, zone_of
from cleaning.copies.sentences import Text
from cleaning.copies.style import NUMBER_WORDS
from cleaning.garble.conversions import Unit, comparable, units

SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "millions": 1e6, "mln": 1e6, "mn": 1e6, "billion": 1e9}
SCALES |= {"billions": 1e9, "bln": 1e9, "bn": 1e9, "trillion": 1e12, "trillions": 1e12, "tln": 1e12, "tn": 1e12}
SHORT = {"k": 1e3, "m": 1e6, "b": 1e9, "mn": 1e6, "bn": 1e9, "tn": 1e12}
"""Read only behind a currency's sign: "5m" may be metres."""

HEDGES = frozenset(
    ["about", "around", "some", "nearly", "almost", "roughly", "approximately", "over", "under", "least", "than", "up"]
)
"""Words before a number that was rounded."""

MONTHS = frozenset({"january", "february", "march", "april", "may", "june", "july", "august", "september"})
MONTHS |= {"october", "november", "december"}
DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z|\d+(?:\.\d+)?\Z")
ROUGH = 0.06
"""Part of a value by which rounding with "about" may miss it."""

SLACK = {"money": 1.35}
OTHER_SLACK = 1.08
DEGREES_SLACK = 2.0
FAHRENHEIT, FREEZING = 1.8, 32.0


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what it counts.

    Attributes:
        first, last: numbers of its first and last word.
        value: of figures and the words of size behind them.
        unit: "percent", a unit's name as in units.txt, "time", "date", "year", or "" for a plain count.
        units: what the unit may be.
        step: what the last written digit counts: 100 for 500 and 7,300, 0.1 for 2.5.
        is_rough: a word before it says that it was rounded.
        text: the figures as written.
        zone: of a time of day, as far as named; its value is then minutes since midnight.
    """

    first: int
    last: int
    value: float
    unit: str
    units: tuple[Unit, ...]
    step: float
    is_rough: bool
    text: str
    zone: str = ""


def amounts_of(copy: Text) -> tuple[Amount, ...]:
    """Every amount of a copy, in order."""
    found, index = list[Amount](), 0
    keys = copy.keys
    while index < len(keys):
        if FIGURES.match(keys[index]) and (amount := amount_at(copy, index)) is not None:
            found.append(amount)
            index = amount.last
        index += 1
    return tuple(found)


def amount_at(copy: Text, index: int) -> Amount | None:
    """The amount that begins with a word of figures."""
    keys, line = copy.keys, copy.lines[index]
    text = keys[index]
    value, step = value_of(text)
    first = last = index

    def at(place: int) -> str:
        return keys[place] if 0 <= place < len(keys) and copy.lines[place] == line else ""

    is_word = copy.written[index].casefold() in NUMBER_WORDS
    if is_word and value >= 20 and value % 10 == 0 and len(at(index + 1)) == 1 and at(index + 1).isdigit():  # noqa: PLR2004
        last, value, step = index + 1, value + float(at(index + 1)), 1.0
    sign = at(index - 1) if (index and copy.written[index - 1] in SIGNS) or at(index - 1) in SIGN_KEYS else ""
    while at(last + 1) in SCALES and (len(at(last + 1)) > 2 or sign or copy.gap(last) == ""):  # noqa: PLR2004
        last, value, step = last + 1, value * SCALES[at(last + 1)], step * SCALES[at(last + 1)]
    if sign and at(last + 1) in SHORT and copy.gap(last) == "" and last == index:
        last, value, step = last + 1, value * SHORT[at(last + 1)], step * SHORT[at(last + 1)]
    unit, last = unit_at(copy, index, last, at)
    if unit == "time":
        behind = [at(place) for place in range(last + 1, last + 5)]
        minutes = minutes_of(text, behind)
        if minutes is None:
            return None
        return Amount(first, last, minutes, unit, (), step=1.0, is_rough=False, text=text, zone=zone_of(behind))
    is_rough = not HEDGES.isdisjoint((at(index - 1), at(index - 2)))
    if sign:
        first = index - 1
        unit = copy.written[index - 1] if unit in {"", "dollar"} else unit
    return Amount(first, last, value, unit, named(unit), step, is_rough, text)


SIGNS = frozenset({"$", "US$", "A$", "C$", "S$", "NZ$", "HK$", "€", "£", "¥", "₹"})
SIGN_KEYS = frozenset({"eur", "usd", "gbp"})


def unit_at(text: Text, index: int, last: int, at: Callable[[int], str]) -> tuple[str, int]:
    """The unit behind an amount, or what else it is, and its last word."""
    key, after, before = at(last + 1), at(last + 2), at(index - 1)
    pair = (key, after)
    if key in PERCENT or pair == ("per", "cent"):
        return "percent", last + 1 + (key == "per")
    if (degrees := DEGREES.get(key) or DEGREES.get(after if key in {"degrees", "°"} else "")) is not None:
        return degrees, last + 1 + (key in {"degrees", "°"})
    joined = f"{text.written[last + 1]}-{after}" if key and after else ""
    if joined.casefold() in units() or joined in units():
        return joined.casefold(), last + 2
    if (key in units() and not key.endswith("$") and text.written[last + 1] not in SIGNS) or key in CANONICAL:
        return key, last + 1
    return kind_of(text.keys[index], pair, before), last


def kind_of(figures: str, behind: tuple[str, str], before: str) -> str:
    """What figures without a unit are by the words around them: a time, a day of a month, a year, or a count."""
    if behind[0] in ZONES | HALVES or behind in {("a", "m"), ("p", "m")}:
        return "time"
    if behind[0] in MONTHS or before in MONTHS:
        return "date"
    return "year" if YEAR.match(figures) else ""


PERCENT = frozenset({"%", "percent"})
DEGREES = {
    "°c": "celsius",
    "celsius": "celsius",
    "centigrade": "celsius",
    "°f": "fahrenheit",
    "fahrenheit": "fahrenheit",
}
FIGURES = re.compile(r"[0-9](?:[0-9.,:]{0,16}[0-9])?\Z")
"""What is read as a number: longer ones are none, and other scripts have their own."""

YEAR = re.compile(r"(?:1[89]|20)\d\d\Z")
CANONICAL = {"meter": "metre", "pound": "pounds", "percent": "percent", "ton": "ton"}


@functools.lru_cache(maxsize=512)
def named(unit: str) -> tuple[Unit, ...]:
    """What a unit may be."""
    known = units()
    return known.get(unit) or known.get(unit.casefold()) or known.get(CANONICAL.get(unit, ""), ())


@functools.lru_cache(maxsize=4096)
def value_of(text: str) -> tuple[float, float]:
    """Value of figures, and what the last written digit counts; of what is no number both are a value of its own.

    >>> value_of("1,500"), value_of("2.5"), value_of("12:30")
    ((1500.0, 100.0), (2.5, 0.1), (12.3, 0.01))
    """
    digits = text.replace(",", "") if DIGITS.match(text) else text.replace(":", ".").replace(",", ".")
    whole, _, part = digits.partition(".")
    part = part.replace(".", "")
    digits = f"{whole}.{part}" if part else whole
    if part:
        return float(digits), 10.0 ** -len(part)
    return float(digits or 0), 10.0 ** (len(digits) - len(digits.rstrip("0") or "0"))


def is_same(one: Amount, two: Amount) -> bool:
    """Do two amounts tell the same?"""
    if is_near(one, two):
        return agree(one, two)
    return is_converted(one, two)


def agree(one: Amount, two: Amount) -> bool:
    """Do two amounts of one value count the same, as far as said?"""
    if not (one.unit and two.unit) or one.unit == two.unit or {one.unit, two.unit} <= DAYS:
        return True
    if not (one.units and two.units):
        return True
    return bool(set(one.units) & set(two.units)) or ("$" in one.unit + two.unit and is_dollar(one) and is_dollar(two))


DAYS = frozenset({"date", "year", "time", ""})


def is_dollar(amount: Amount) -> bool:
    """Is it an amount of some dollars?"""
    return "$" in amount.unit or amount.unit == "dollar"


def is_near(one: Amount, two: Amount) -> bool:
    """Are two values the same, or one of them the other rounded?"""
    if one.value == two.value:
        return True
    if {one.unit, two.unit} & {"time", "date", "year"}:
        return False
    rough, fine = (one, two) if one.step >= two.step else (two, one)
    off = abs(rough.value - fine.value)
    if rough.step > fine.step and off <= rough.step / 2 and (rough.is_rough or rough.step < 1 or "." in fine.text):
        return True
    return (one.is_rough or two.is_rough) and off <= ROUGH * max(one.value, two.value)


def is_converted(one: Amount, two: Amount) -> bool:
    """Do two amounts in different units measure the same?"""
    if one.unit == "time" and two.unit == "time":
        return may_be_one(one.value, two.value, (one.zone, two.zone))
    return any(fits(ours, theirs, one, two) for ours in one.units for theirs in two.units if comparable(ours, theirs))


def degrees_agree(celsius: Amount, fahrenheit: Amount) -> bool:
    """Is one the other, as a temperature or a difference of temperatures, whatever the signs?"""
    value = celsius.value * FAHRENHEIT
    readings = (value + FREEZING, FREEZING - value, value - FREEZING, value)
    return min(abs(reading - fahrenheit.value) for reading in readings) <= DEGREES_SLACK + celsius.step


def fits(ours: Unit, theirs: Unit, one: Amount, two: Amount) -> bool:
    """Are the amounts the same in these units, as far as rounding and rates say?"""
    if ours.dimension != theirs.dimension:
        celsius, fahrenheit = (one, two) if ours.dimension == "celsius" else (two, one)
        return degrees_agree(celsius, fahrenheit)
    slack = SLACK.get(ours.dimension, OTHER_SLACK)
    if ours.dimension == "money":
        least, most = one.value / ours.most, one.value / ours.least
        other_least, other_most = two.value / theirs.most, two.value / theirs.least
    else:
        least, most = (one.value - one.step / 2) * ours.least, (one.value + one.step / 2) * ours.most
        other_least, other_most = (two.value - two.step / 2) * theirs.least, (two.value + two.step / 2) * theirs.most
    return least <= other_most * slack and other_least <= most * slack
