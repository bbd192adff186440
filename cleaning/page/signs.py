"""SIGNS: what speaks for a page being a listing, a gallery, a wall, a stub, an error, a live blog - or a story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cleaning.page.sight import Sight
from cleaning.page.wording import said
from cleaning.values import Kind

STORY = "story"
"""Name under which stand the signs against every kind that is no article; their weights are negative."""

TOLD = "told"
"""Name of those against all of them but walls and stubs, which stand where a story should: they have its address, type
and writer."""

STORY_WORDS = 260
"""Words of paragraphs in a row from which nothing but a story is likely."""

TEASERS = 4
PICTURES = 5
COUNTERS = 3
TIMED = 4
BRIEF_WORDS = 250
GALLERY_PROSE = 30
"""Least numbers of teasers, captions, numbered captions, timed lines; most words of a page behind a wall; words of
prose a picture from which a page is an illustrated story."""

LEAST_TEASED = 0.3
"""Share of the words in teasers below which they are what stands between paragraphs."""

LIST_PLACES = frozenset({"home", "section", "listing"})
"""Addresses under which what was cut as a pointer counts as a teaser, and one teaser can be all there is."""

STATED_MORE = 2.5
"""How many times the words of the text a page's own JSON-LD must hold to show that much is withheld."""

LISTING_TYPES = frozenset({"collectionpage", "searchresultspage", "profilepage", "itemlist", "website", "blog"})
WEAK_TYPES = frozenset({"website", "blog", "itemlist"})
STORY_TYPES = ("article", "blogposting", "report", "recipe", "review")
GALLERY_TYPES = frozenset({"imagegallery", "mediagallery", "imageobject", "video.other"})

Seen = tuple[float, str] | None
"""How plain a sign is, 0..1, and what was seen, in words; None where it is not there."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign.

    Attributes:
        kind: that it speaks for.
        weight: log odds where it is plain.
        seen: looks for it.
    """

    kind: str
    weight: float
    seen: Callable[[Sight], Seen]


def plain(value: float, none: float, full: float) -> float:
    """A figure on a scale from nothing to plain, 0..1.

    >>> plain(5, 0, 10), plain(20, 0, 10)
    (0.5, 1.0)
    """
    return min(1.0, max(0.0, (value - none) / (full - none)))


def percent(share: float) -> str:
    """A share in words.

    >>> percent(0.734)
    '73 %'
    """
    return f"{share * 100:.0f} %"


def mostly_teasers(sight: Sight) -> Seen:
    """Most of what was kept stands under linked headlines of other pages."""
    number, share = sight.teasers, sight.teased
    if (sight.shape in LIST_PLACES or sight.classes) and sight.run < STORY_WORDS / 5:
        number, share = max(number, sight.cards), max(share, sight.carded)
    if share < LEAST_TEASED or (number < TEASERS and sight.shape != "listing") or not number:
        return None
    return plain(share, LEAST_TEASED, 0.75), f"{number} teasers, {percent(share)} of the words"


def listing_address(sight: Sight) -> Seen:
    """The address is that of a category, a tag, a writer, a search."""
    return (1.0, "the address of a list") if sight.shape == "listing" else None


def section_address(sight: Sight) -> Seen:
    """The address is the site's own or that of a section."""
    return (1.0, f"the address of a {sight.shape}") if sight.shape in {"home", "section"} else None


def listing_type(sight: Sight) -> Seen:
    """The page calls itself a collection."""
    found = sight.types & LISTING_TYPES
    if not found or any(kind.endswith(STORY_TYPES) for kind in sight.types):
        return None
    return (0.25 if found <= WEAK_TYPES else 1.0), f"calls itself {', '.join(sorted(found))}"


def listing_class(sight: Sight) -> Seen:
    """The theme marks the page as an archive."""
    found = sight.classes - {"error404"}
    return (1.0, f"marked {', '.join(sorted(found))}") if found else None


def broken_lines(sight: Sight) -> Seen:
    """Several lines break off."""
    return (plain(sight.cut_off, 1, 4), f"{sight.cut_off} lines break off") if sight.cut_off > 1 else None


def pictures_over_prose(sight: Sight) -> Seen:
    """Captions without a story between them."""
    if sight.pictures < PICTURES and sight.counters < COUNTERS:
        return None
    number = max(sight.pictures, sight.counters)
    return (1.0, f"{number} captions, {sight.prose} words of prose") if sight.prose < GALLERY_PROSE * 2 else None


def numbered_pictures(sight: Sight) -> Seen:
    """Captions are numbered "1 of 9" and so on."""
    return (1.0, f"{sight.counters} numbered pictures") if sight.counters >= COUNTERS else None


def gallery_name(sight: Sight) -> Seen:
    """Address, type or headline of a gallery, over little prose."""
    if sight.prose >= BRIEF_WORDS:
        return None
    found = [name for name in ("gallery",) if sight.shape == name]
    found += sorted(sight.types & GALLERY_TYPES)
    found += said("pictures", (sight.article.title or "").casefold())[:1]
    return (min(1.0, 0.6 * len(found)), f"named {', '.join(found)}") if found else None


def consent_words(sight: Sight) -> Seen:
    """The words of consent, in most of a short text."""
    found = said("consent", sight.whole) if sight.words <= BRIEF_WORDS else ()
    return (plain(len(found), 1, 4), f"says “{'”, “'.join(found[:3])}”") if len(found) > 1 else None


def consent_address(sight: Sight) -> Seen:
    """The address of a gate."""
    return (1.0, "the address of a consent page") if sight.shape == "consent" else None


def consent_buttons(sight: Sight) -> Seen:
    """Almost nothing else stands on the page."""
    few = len(sight.article.blocks) <= 25 and sight.has_markup  # noqa: PLR2004 - a wall has no menus
    return (1.0, "hardly anything else on the page") if few and said("consent", sight.whole) else None


def wall_words(sight: Sight) -> Seen:
    """A wall in or under a short text."""
    return (min(1.0, 0.5 + len(sight.wall) / 4), f"a wall: {', '.join(sight.wall)}") if sight.wall else None


def wall_stated(sight: Sight) -> Seen:
    """The page says that it is not free, and is short."""
    stated = any(mark.name == "paywall" for mark in sight.article.marks)
    return (sight.brevity, "says that it is not free") if stated and sight.brevity else None


def wall_cut(sight: Sight) -> Seen:
    """Lines were cut as parts of a wall."""
    words = sight.cut[Kind.PAYWALL]
    return (sight.brevity, f"{words} words of a wall cut") if words and sight.brevity else None


def withheld(sight: Sight) -> Seen:
    """The page's own data holds far more than the text."""
    if sight.stated <= STATED_MORE * sight.words or not sight.words:
        return None
    return 1.0, f"{sight.words} words of {sight.stated} that its data hold"


def broken_end(sight: Sight) -> Seen:
    """A short text breaks off, or points to the rest."""
    last = sight.texts[-2:] if sight.words <= BRIEF_WORDS and sight.texts else ()
    pointed = sight.cut[Kind.SEE_ALSO] + sight.cut[Kind.STORY_CONTINUES]
    broken = sight.cut_off and any(text.text.rstrip("\"'”’»)]").endswith(("…", "...")) for text in last)
    return (sight.brevity, "breaks off" + (" and points to the rest" if pointed else "")) if broken else None


def is_description(sight: Sight) -> Seen:
    """The text is no more than the page's own description."""
    return (sight.brevity, "no more than the page's description") if sight.repeats_description else None


def few_words(sight: Sight) -> Seen:
    """Hardly any text."""
    return (sight.brevity, f"{sight.words} words") if sight.brevity else None


def error_headline(sight: Sight) -> Seen:
    """The headline or the first lines say that there is no page, or ask to log in, or for scripts."""
    if sight.words > BRIEF_WORDS:
        return None
    found = [row for section in ("missing", "login", "script") for row in said(section, sight.front)]
    return (1.0, f"says “{found[0]}”") if found else None


def error_words(sight: Sight) -> Seen:
    """More of that in the text."""
    if sight.words > BRIEF_WORDS:
        return None
    found = [row for section in ("missing", "login", "script") for row in said(section, sight.whole)]
    return (plain(len(found), 0, 2), f"says “{'”, “'.join(found[:2])}”") if found else None


def error_place(sight: Sight) -> Seen:
    """The theme or the address says so."""
    if "error404" in sight.classes:
        return 1.0, "marked error404"
    return (1.0, "the address of a login") if sight.shape == "login" else None


def live_type(sight: Sight) -> Seen:
    """The page calls itself a live blog."""
    return (1.0, "calls itself a live blog") if "liveblogposting" in sight.types else None


def timed_lines(sight: Sight) -> Seen:
    """Lines open with times."""
    return (plain(sight.timed, 2, 8), f"{sight.timed} timed lines") if sight.timed >= TIMED else None


def live_name(sight: Sight) -> Seen:
    """Address or headline of a live blog."""
    title = (sight.article.title or "").casefold()
    found = ["its address"] if sight.shape == "live" else list(said("live", title)[:1])
    return (1.0, f"named live by {found[0]}") if found else None


def long_run(sight: Sight) -> Seen:
    """Paragraphs follow one another."""
    if sight.run < STORY_WORDS / 5:
        return None
    return plain(sight.run, STORY_WORDS / 5, STORY_WORDS), f"{sight.run} words of paragraphs in a row"


def story_type(sight: Sight) -> Seen:
    """The page calls itself an article."""
    found = [kind for kind in sorted(sight.types) if kind.endswith(STORY_TYPES)]
    strength = 1.0 if any(kind != "article" for kind in found) else 0.5
    return (strength, f"calls itself {found[0]}") if found else None


def story_address(sight: Sight) -> Seen:
    """The address holds a headline or a number."""
    return (1.0, "the address of a story") if sight.shape == "story" else None


def signed(sight: Sight) -> Seen:
    """A writer or a day is named."""
    known = [name for name in ("byline", "published", "agency", "dateline") if getattr(sight.article, name)]
    return (min(1.0, len(known) / 2), f"has {', '.join(known)}") if known else None


SIGNS = (
    Sign("listing", 3.0, mostly_teasers),
    Sign("listing", 2.0, listing_address),
    Sign("listing", 1.0, section_address),
    Sign("listing", 2.0, listing_type),
    Sign("listing", 1.5, listing_class),
    Sign("listing", 1.5, broken_lines),
    Sign("gallery", 2.0, pictures_over_prose),
    Sign("gallery", 1.5, numbered_pictures),
    Sign("gallery", 3.0, gallery_name),
    Sign("consent", 4.0, consent_words),
    Sign("consent", 1.5, consent_address),
    Sign("consent", 1.5, consent_buttons),
    Sign("paywall", 2.0, wall_words),
    Sign("paywall", 2.0, wall_stated),
    Sign("paywall", 1.5, wall_cut),
    Sign("paywall", 1.0, broken_end),
    Sign("paywall", 1.0, is_description),
    Sign("paywall", 1.5, withheld),
    Sign("stub", 2.5, broken_end),
    Sign("stub", 1.5, is_description),
    Sign("stub", 3.0, withheld),
    Sign("stub", 1.0, few_words),
    Sign("error", 3.0, error_headline),
    Sign("error", 1.5, error_words),
    Sign("error", 1.5, error_place),
    Sign("error", 1.0, few_words),
    Sign("live", 3.0, live_type),
    Sign("live", 1.5, timed_lines),
    Sign("live", 1.5, live_name),
    Sign(STORY, -4.0, long_run),
    Sign(TOLD, -1.0, story_type),
    Sign(TOLD, -0.5, story_address),
    Sign(TOLD, -0.5, signed),
)
"""Weights are judgement, checked on 568 stories of the development sets, none of which may be called anything else."""
