"""Amounts whose conversion in brackets contradicts them: "5 million yen ($34 million)", "10 miles (4 km)"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from itertools import product

from cleaning.garble.signal import Passage, Reading, point
from cleaning.values import Finding

CONVERSION_SCORE, SAME_SCORE = 0.8, 0.6
MANY = "$"
"""The sign of many currencies: behind one amount another in brackets under the same sign has lost its own."""

SLACK = {"money": 1.3}
OTHER_SLACK = 1.15
"""Two values nearer than this are one; money gets more, because rates move and fees come off."""

DEGREES_SLACK = 3.0
"""Degrees Fahrenheit, and a tenth of the value: forecasts are rounded."""

RESULTS = re.compile(
    r"\b(?:profits?|loss(?:es)?|income|revenues?|sales|earnings|turnover|dividends?|margin|ebitda|cash|debt|costs?)\b",
    re.IGNORECASE,
)
MOST_ABOUT = 120
"""Within so many characters before an amount a word of RESULTS makes the one in brackets that of the year before."""

MOST_BEFORE = 40
"""Characters in which the first amount stands."""

TEMPERATURES = {"celsius", "fahrenheit"}
Interval = tuple[float, float]

SCALES = {"thousand": 1e3, "million": 1e6, "mln": 1e6, "billion": 1e9, "bln": 1e9, "trillion": 1e12, "tln": 1e12}
SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
"""Read only behind a currency's sign: "5m" may be metres."""

AMOUNT = rf"""
    (?<![\w.,/½¼¾-])
    (?: (?P<sign>(?:US|NZ|HK|[ACS])?\$|[€£¥₹]) [ ]? )?
    (?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d{{1,3}})?|\d{{1,9}}(?:\.\d{{1,3}})?)
    (?(sign) (?: [ ]?(?P<short>mn|bn|tn|[mbk])\b )? )
    (?: [ -](?P<scale>{"|".join(SCALES)})\b )?
    (?: [ -]? (?P<unit> degrees[ ][a-zA-Z]+
                      | (?:(?:sq|square|nautical|US)[ -])? [°a-zA-Z]{{1,12}} (?:/h|[ ](?:an|per)[ ]hour)? ) )?
"""
BEFORE = re.compile(AMOUNT + "$", re.VERBOSE)
AFTER = re.compile(AMOUNT + r"(?=[);,])", re.VERBOSE)
BRACKET = re.compile(
    r"[ ]\((?:(?:about|some|around|roughly|nearly|approximately|almost|over|just|more|less|than|under|or)[ ]){0,2}"
    r"(?:[\d.,]{1,12}(?:-|–|[ ]to[ ]))?(?=[^\w()]{0,2}(?:[A-Z]{1,2}\$)?\d)"
)
COMPOUND = re.compile(r"(?:\d['’′]|\b(?:feet|foot|ft|pounds|lbs?|stone|yards|miles|[x×]|by|plus))[ ,]*(?:and[ ])?$")
"""Before the first amount: "5 feet 11 inches (180 cm)" is one amount in two units."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of `units.txt`: what it measures, and the bounds of its size in the dimension's first unit."""

    dimension: str
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as written.

    Attributes:
        units: what its unit may be, first reading first.
        least, most: between them lies what the writer rounded.
        scale: million and the like; 1.0 where none is written.
    """

    units: tuple[Unit, ...]
    least: float
    most: float
    scale: float


def conversions(reading: Reading) -> tuple[Finding, ...]:
    """Every amount whose conversion is further off than rounding and rates explain."""
    return tuple(
        point(passage, span, "conversion", score, reason)
        for passage in reading.passages
        if " (" in passage.text
        for span, score, reason in contradictions(passage)
    )


def contradictions(passage: Passage) -> Iterator[tuple[tuple[int, int], float, str]]:
    """(span, score, reason) of amounts with conversions that cannot be the same, or into the same currency."""
    text = passage.text
    for bracket in BRACKET.finditer(text):
        before = BEFORE.search(text, max(0, bracket.start() - MOST_BEFORE), bracket.start())
        after = AFTER.match(text, bracket.end())
        if before and after and not COMPOUND.search(text, max(0, before.start() - MOST_BEFORE), before.start()):
            one, two = amount_of(before), amount_of(after)
            span = before.start(), after.end() + (text[after.end()] == ")")
            if contradict(one, two):
                yield span, CONVERSION_SCORE, "converted, and the sum is wrong"
            elif is_same_currency(before, after) and text[after.end()] == ")":
                yield span, SAME_SCORE, "converted into its own currency"


def is_same_currency(before: re.Match[str], after: re.Match[str]) -> bool:
    """Stands another amount of the same scale under the same "$", and are they no results of two years?"""
    if RESULTS.search(before.string, max(0, before.start() - MOST_ABOUT), before.start()):
        return False
    scale = before["scale"] or before["short"]
    if not scale or (after["scale"] or after["short"]) != scale or before["number"] == after["number"]:
        return False
    return before["sign"] == after["sign"] == MANY


def amount_of(match: re.Match[str]) -> Amount:
    """The amount that was matched."""
    name = (match["unit"] or "").replace(" ", "-")
    found = units().get(match["sign"] or name) or units().get(name.lower(), ())
    scale = SCALES.get(match["scale"] or "", 1.0) * SHORT.get(match["short"] or "", 1.0)
    digits = match["number"].replace(",", "")
    rounding = 10.0 ** (-len(digits.partition(".")[2]) if "." in digits else len(digits) - len(digits.rstrip("0"))) / 2
    return Amount(found, max(0.0, float(digits) - rounding), float(digits) + rounding, scale)


def contradict(one: Amount, two: Amount) -> bool:
    """Do two amounts measure the same in different units, and cannot be the same in any reading?"""
    pairs = [pair for pair in product(one.units, two.units) if comparable(*pair)]
    scales = {(one.scale, two.scale)}
    if 1 in (one.scale, two.scale):
        scales.add((max(one.scale, two.scale),) * 2)
    return bool(pairs) and all(
        apart(unit, other, scaled(one, scale), scaled(two, other_scale))
        for unit, other in pairs
        for scale, other_scale in scales
    )


def comparable(unit: Unit, other: Unit) -> bool:
    """Do two units measure the same, and differ?"""
    return unit != other and (unit.dimension == other.dimension or {unit.dimension, other.dimension} == TEMPERATURES)


def scaled(amount: Amount, scale: float) -> Interval:
    """Least and most of an amount with this scale (writers leave one of two out: "$3 million (£2)")."""
    return amount.least * scale, amount.most * scale


def apart(unit: Unit, other: Unit, one: Interval, two: Interval) -> bool:
    """Are two amounts in comparable units further apart than rounding and rates explain?"""
    if unit.dimension != other.dimension:
        return degrees_apart(one, two) if unit.dimension == "celsius" else degrees_apart(two, one)
    slack = SLACK.get(unit.dimension, OTHER_SLACK)
    (least, most), (other_least, other_most) = in_first_unit(unit, one), in_first_unit(other, two)
    return least > other_most * slack or other_least > most * slack


def in_first_unit(unit: Unit, amount: Interval) -> Interval:
    """Least and most in the dimension's first unit; of money what a dollar buys divides."""
    if unit.dimension == "money":
        return amount[0] / unit.most, amount[1] / unit.least
    return amount[0] * unit.least, amount[1] * unit.most


def degrees_apart(celsius: Interval, fahrenheit: Interval) -> bool:
    """Is neither the temperature nor a difference of temperatures converted, whatever the signs?"""
    value, given = sum(celsius) / 2, sum(fahrenheit) / 2
    slack = DEGREES_SLACK + given / 10
    return all(abs(abs(right) - given) > slack for right in (value * 1.8 + 32, 32 - value * 1.8, value * 1.8))


@functools.cache
def units() -> dict[str, tuple[Unit, ...]]:
    """Units by name and sign; a constant, read once."""
    text = resources.files("cleaning.garble").joinpath("units.txt").read_text(encoding="utf-8")
    found: dict[str, tuple[Unit, ...]] = {}
    for head, _, names in (row.partition(": ") for row in text.splitlines() if row and not row.startswith("#")):
        dimension, *factors = head.split()
        unit = Unit(dimension, float(factors[0]), float(factors[-1]))
        found |= {name: (*found.get(name, ()), unit) for name in names.split()}
    return found
