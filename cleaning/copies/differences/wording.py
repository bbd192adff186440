"""Words exchanged for others: a few are an editor's right, many all over the text are drift."""

from __future__ import annotations

from collections.abc import Iterator

from cleaning.copies.differences.polarity import opposites
from cleaning.copies.differences.view import Exchange, Found, View, spread, texts

LISTED, TIGHT, LOOSE = 0.9, 0.5, 0.15
"""An exchange that machines are known to make; one word for one in its place; any other. Light edits of the tuning half
have no listed one, at most one tight one in a hundred words, and up to four others."""

ANEW, SAME = 0.45, 0.75
"""Share of a sentence's words that stand in both, up to which it was told anew, and from which it is the same."""

MOST_WORDS = 3
"""Words of a side above which a phrase was told anew rather than exchanged."""


def exchanged_words(view: View) -> Iterator[Found]:
    """Every word of content in place of another."""
    for exchange in view.exchanges:
        if max(len(exchange.a), len(exchange.b)) <= MOST_WORDS and not is_left_to_others(view, exchange):
            a, b = spread(exchange.a), spread(exchange.b)
            most = LISTED if is_listed(view, exchange) else TIGHT if exchange.is_tight else LOOSE
            score = LOOSE + (most - LOOSE) * sameness(view)
            yield Found(a, b, score, f"“{texts(view.b, b)}” in place of “{texts(view.a, a)}”")


def sameness(view: View) -> float:
    """How far the sentence around is the same, 0..1: an editor who exchanges words tells the rest anew as well."""
    share = len(view.pair.same) / min(len(view.pair.a), len(view.pair.b))
    return max(0.0, min(1.0, (share - ANEW) / (SAME - ANEW)))


def is_left_to_others(view: View, exchange: Exchange) -> bool:
    """Is it a quotation told indirectly, or an opposite, which `polarity` has where nothing denies it?"""
    known = opposites()
    if any(view.b.keys[m] in known.get(view.a.keys[n], ()) for n in exchange.a for m in exchange.b):
        return True
    return any(view.a.quotes[n] for n in exchange.a) != any(view.b.quotes[m] for m in exchange.b)


def is_listed(view: View, exchange: Exchange) -> bool:
    """Is it one word for one that machines are known to exchange, whichever way?"""
    if len(exchange.a) != 1 or len(exchange.b) != 1 or view.sides.model is None:
        return False
    one, two = view.a.written[exchange.a[0]].lower(), view.b.written[exchange.b[0]].lower()
    swaps = view.sides.model.swaps
    return one in swaps.get(two, ()) or two in swaps.get(one, ())
