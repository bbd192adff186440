"""Words exchanged for others: a few are an editor's right, many all over the text are drift."""

from __future__ import annotations

from collections.abc import Iterator

from cleaning.copies.differences.view import Exchange, Found, View, spread, texts

TIGHT, LOOSE = 0.5, 0.3
MOST_WORDS = 3
"""Words of a side above which a phrase was told anew rather than exchanged."""


def exchanged_words(view: View) -> Iterator[Found]:
    """Every word of content in place of another."""
    for exchange in view.exchanges:
        if max(len(exchange.a), len(exchange.b)) <= MOST_WORDS and not in_quotation_once(view, exchange):
            a, b = spread(exchange.a), spread(exchange.b)
            score = TIGHT if exchange.is_tight else LOOSE
            yield Found(a, b, score, f"“{texts(view.b, b)}” in place of “{texts(view.a, a)}”")


def in_quotation_once(view: View, exchange: Exchange) -> bool:
    """Does it stand in a quotation on one side only: told indirectly?"""
    return any(view.a.quotes[n] for n in exchange.a) != any(view.b.quotes[m] for m in exchange.b)
