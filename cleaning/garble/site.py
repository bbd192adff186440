"""What the site's other articles say, as a finding: see `cleaning/rates.py`."""

from __future__ import annotations

from cleaning.garble.signal import Reading
from cleaning.rates import says_something, score_of
from cleaning.values import Finding, Where


def site_rate(reading: Reading) -> tuple[Finding, ...]:
    """Many of the site's other articles were flagged for what they are themselves."""
    rate = reading.context.rate
    if rate is None or not says_something(rate):
        return ()
    reason = f"{rate.flagged} of {rate.judged} other articles of this site were flagged"
    return (Finding("site_rate", Where.SITE, None, 0, 0, score_of(rate), reason, f"{rate.flagged} of {rate.judged}"),)
