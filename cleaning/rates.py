"""What the share of a site's articles that were flagged says of another article of that site.

One flagged article says little, twenty of one site say much. The share is counted from what the articles are themselves
(`Garble.lifted` are left out) and never holds the article at hand, so that no flag feeds on itself; and what it adds is
bounded.
"""

from __future__ import annotations

import math

from cleaning.values import SiteRate

PRIOR, STRENGTH = 0.1, 20
"""Share of garbled articles that is expected of a site of which nothing is known, and how many articles that belief
weighs: the rate is the mean of a beta distribution that begins so."""

FEWEST_JUDGED, FEWEST_FLAGGED = 9, 3
"""Other articles of the site that must have been judged, and flagged for what they are themselves."""

WEIGHT, BOUND = 1.875, 1.5
"""The row's weight in SIGNALS; most natural log odds that a site adds, whatever its rate. Their ratio, the highest
score, lies below what decides alone."""


def says_something(rate: SiteRate) -> bool:
    """Enough articles were judged and flagged, and more than anywhere."""
    return rate.judged >= FEWEST_JUDGED and rate.flagged >= FEWEST_FLAGGED and score_of(rate) > 0


def score_of(rate: SiteRate) -> float:
    """The score: weight times score are the log odds that the smoothed rate adds, up to BOUND.

    >>> score_of(SiteRate(20, 1)), score_of(SiteRate(20, 4)), score_of(SiteRate(20, 14))
    (0.0, 0.247, 0.8)
    """
    smoothed = (rate.flagged + PRIOR * STRENGTH) / (rate.judged + STRENGTH)
    odds = math.log(smoothed / (1 - smoothed)) - math.log(PRIOR / (1 - PRIOR))
    return round(max(0.0, min(odds, BOUND)) / WEIGHT, 3)
