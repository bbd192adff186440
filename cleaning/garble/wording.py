"""Words that newspapers hardly ever put where they stand, where another word of like meaning would fit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaning.garble.cells import NEUTRAL, Cells, Offer, pair_cell
from cleaning.garble.model import LOOKS, Model
from cleaning.garble.signal import Passage, Reading, point
from cleaning.garble.tokens import FUNCTION_WORDS
from cleaning.values import Finding

SIGNAL = "implausible_wording"

LEAST_SUM, SURE_SUM = 7.0, 9.0
"""Log odds of a place from which it is pointed at, and from which it scores most.

In 1,000 words 7.0 finds .01 places of web pages, .02 of genuine news and 2 of a crude translation; 6.0 finds .05
and 4, but what it adds on web pages are words of another trade ("slice", "demo"), which an editor would resent.
"""

LEAST_SCORE, MOST_SCORE = 0.5, 0.8

CODE = re.compile(r"\b[a-z]{3,20}[A-Z][a-z]|\w\(\)")
"""A name in a program ("indexOf", "trim()"): words beside it are names of the trade."""

LEAST_CELL, LEAST_FIT = 1.0, 3
"""Log odds that the substitute itself must add, and how well it must fit its place (levels of its pairs)."""


def implausible_wording(reading: Reading) -> tuple[Finding, ...]:
    """The places where the model is sure that a machine chose the word."""
    if reading.wording is None:
        return ()
    model = reading.wording.model
    return tuple(
        pointed(passage, cells, offer, total)
        for passage, cells in zip(reading.wording.passages, reading.wording.cells, strict=True)
        for offer, total in suspects(cells, model)
        if not CODE.search(passage.text)
    )


def suspects(cells: Cells, model: Model) -> Iterator[tuple[Offer, float]]:
    """Offers whose place adds up to enough, with the sum; of two words side by side the worse one."""
    last: tuple[Offer, float] | None = None
    for offer in cells.offers:
        total = total_of(cells, model, offer)
        if total < LEAST_SUM:
            continue
        if last and offer.place - last[0].place <= 1:
            last = max(last, (offer, total), key=lambda pair: pair[1])
            continue
        if last:
            yield last
        last = offer, total
    if last:
        yield last


def total_of(cells: Cells, model: Model, offer: Offer) -> float:
    """Log odds that a machine put this word, for the look that it suits best; 0 where that cannot be said."""
    name = cells.tokens.names[offer.place]
    if name in FUNCTION_WORDS or offer.best < LEAST_FIT or offer.own >= offer.best:
        return 0.0
    hashes, pairs = cells.keys
    keys = (hashes[offer.place], pairs[offer.place - 1], pairs[offer.place])
    beside = [pair_cell(model.news, cells, place) for place in (offer.place - 1, offer.place)]
    best = 0.0
    for look in range(len(LOOKS)):
        weights = model.cells[look]
        if weights[offer.cell] >= LEAST_CELL:
            lone = sum(weights[cell] for cell in beside if cell != NEUTRAL)
            best = max(best, weights[offer.cell] + lone + sum(model.weight(key, look) for key in keys))
    return best


def pointed(passage: Passage, cells: Cells, offer: Offer, total: float) -> Finding:
    """The finding: the word, with a neighbour that it does not go with."""
    first, last = span_of(cells, offer)
    places = cells.tokens.places
    span = passage.words.span(places[first], places[last])
    right = [*cells.tokens.names[first : offer.place], offer.word, *cells.tokens.names[offer.place + 1 : last + 1]]
    share = min(1.0, (total - LEAST_SUM) / (SURE_SUM - LEAST_SUM))
    what = "these words side by side" if first < last else "this word here"
    reason = f"newspapers hardly ever put {what}; they write “{' '.join(right)}”"
    return point(passage, span, SIGNAL, LEAST_SCORE + share * (MOST_SCORE - LEAST_SCORE), reason)


def span_of(cells: Cells, offer: Offer) -> tuple[int, int]:
    """First and last token: the word and the neighbour after it, else before it; no names, numbers or breaks."""
    names, places, word = cells.tokens.names, cells.tokens.places, offer.place
    for other in (word + 1, word - 1):
        if places[other] >= 0 and names[other].islower() and names[other] not in FUNCTION_WORDS:
            return min(word, other), max(word, other)
    return word, word
