"""What is known of the copies beside their text: origin, date, other copies."""

from __future__ import annotations

from cleaning.copies.leans.case import Case, Lean, against, within

ORIGINAL, AGENCY, EARLIER = 1.5, 0.4, 0.4
"""A page that is the original by its own word; a copy that names its agency; one that was published a day earlier."""

SUPPORT, MOST_SUPPORT = 1.1, 3.3
"""Another, independent copy; copies of one garbled text are not independent, so that many count no more than three."""


def origin(case: Case) -> Lean | None:
    """A copy that says of itself that it is the original, or at least where it comes from."""
    ours, theirs = case.a.copy.origin, case.b.copy.origin
    odds = ORIGINAL * (ours.is_own - theirs.is_own)
    if odds:
        return Lean(odds, f"{against(-odds)} is the original by its own page")
    odds = AGENCY * ((ours.agency is not None) - (theirs.agency is not None))
    return Lean(odds, f"{against(-odds)} names the agency that supplied it") if odds else None


def earlier(case: Case) -> Lean | None:
    """The one that was published on an earlier day."""
    ours, theirs = case.a.copy.published, case.b.copy.published
    if not (ours and theirs) or ours[:10] == theirs[:10]:
        return None
    odds = EARLIER if ours < theirs else -EARLIER
    return Lean(odds, f"{against(-odds)} was published first")


def majority(case: Case) -> Lean | None:
    """Other copies that side with either."""
    ours, theirs = case.support
    odds = within(MOST_SUPPORT, SUPPORT * (ours - theirs))
    return Lean(odds, f"{ours} other copies side with A and {theirs} with B") if odds else None
