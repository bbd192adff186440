"""An article's title, without the outlet's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from cleaning.addresses import Addresses, host_of, site_of
from cleaning.blocks import read_blocks
from cleaning.metadata.heads import Heads
from cleaning.metadata.jsonld import LinkedData
from cleaning.repair import tidy

MAX_TITLE = 500
MAX_HEADINGS = 20
SHORTEST = 8
"""Characters that must be left of a title when something is taken off it."""

MAX_BRANCH, LONGEST_NAME, LEAST_WORDS, ALIKE = 5, 3, 4, 0.7
"""Words of an outlet's branch; of a name that opens with its domain's; of a headline that can be told again in others,
and the share of them."""

SEPARATOR = re.compile(r"\s+[|–—·»«•:-]+\s+|\s*\|\s*|\s+::\s+|\s+/\s+")
WORD = re.compile(r"[\w'’-]*\w")
CUT_OFF = ("...", "…")


def title_of(tree: HtmlElement, heads: Heads, data: LinkedData, outlets: Sequence[str]) -> str | None:
    """The headline: as the page shows it where it agrees with what the page states, else as stated."""
    headings = [shown_in(heading)[:MAX_TITLE] for heading in islice(tree.iter("h1"), MAX_HEADINGS)]
    raw = list(dict.fromkeys(stated_titles(tree, heads, data)))
    outlets = (*outlets, *(text for text in headings if stands_beside(text, raw)))
    shown = [without_outlet(text, outlets, ()) for text in headings if text and not is_outlet(text, outlets)]
    stated = [text for title in raw if (text := without_outlet(title, outlets, [*shown, *raw]))]
    for agree in (same_start, same_words):
        for text in stated:
            if agreeing := next((heading for heading in shown if agree(heading, text)), None):
                return text if is_glued(agreeing, text) else agreeing
    return next(iter((*stated, *shown)), None)


def stands_beside(heading: str, stated: Sequence[str]) -> bool:
    """One statement is another with this heading before or behind it: the heading is the site's, or a kicker.

    >>> stands_beside("Harbour Post", ["Rain in Vela", "Harbour Post: Rain in Vela"])
    True
    >>> stands_beside("Rain in Vela", ["Rain in Vela", "Rain in Vela | News"])
    False
    """
    name, titles = letters(heading), [letters(title) for title in stated]
    joint = {one + name for one in titles if one and one != name} | {
        name + one for one in titles if one and one != name
    }
    return bool(name) and name not in titles and not joint.isdisjoint(titles)


def shown_in(heading: HtmlElement) -> str:
    """A heading's text; what stands in blocks of its own inside it, or behind a line break, is set apart by a space."""
    return " ".join(block.text for block in read_blocks(heading, Addresses()))


def stated_titles(tree: HtmlElement, heads: Heads, data: LinkedData) -> Iterator[str]:
    """What the page states, most reliable first."""
    yield from (text for text in (heads.get("og:title"), data.text("headline"), heads.get("twitter:title")) if text)
    yield tidy((tree.findtext(".//title") or "")[:MAX_TITLE])
    yield data.text("name") or ""


def without_outlet(title: str, outlets: Sequence[str], headings: Sequence[str]) -> str:
    """The title without the outlet's name before or behind it, or with nothing but the heading that it begins with.

    >>> without_outlet("Rain in Vela - The Harbour Post", ["The Harbour Post"], [])
    'Rain in Vela'
    >>> without_outlet("Rain in Vela | Weather | Post", [], ["Rain in Vela"])
    'Rain in Vela'
    >>> without_outlet("Rain - a chronicle", [], [])
    'Rain - a chronicle'
    """
    for heading in headings:
        if len(heading) >= SHORTEST and title.startswith(heading) and SEPARATOR.match(title, len(heading)):
            return without_outlet(heading, outlets, ())
    gaps = list(SEPARATOR.finditer(title))
    if gaps and is_outlet(title[: gaps[0].start()], outlets) and len(title) - gaps[0].end() >= SHORTEST:
        return without_outlet(title[gaps[0].end() :], outlets, ())
    for gap in reversed(gaps):
        behind = title[gap.end() :]
        branch = ("|" in gap[0] and is_branch(behind, outlets)) or (gap is gaps[-1] and names_outlet(behind, outlets))
        if gap.start() >= SHORTEST and (is_outlet(behind, outlets) or branch):
            return without_outlet(title[: gap.start()], outlets, ())
    return title


def outlets_of(heads: Heads, publisher: str | None, url: str | None) -> tuple[str, ...]:
    """Names by which the outlet may call itself in a title: stated ones, and its domain with and without the ending."""
    domain = site_of(host_of(url)) if url else ""
    names = (publisher, heads.get("og:site_name"), heads.get("application-name"), domain, domain.partition(".")[0])
    return tuple(dict.fromkeys(name for name in names if name))


def is_outlet(text: str, outlets: Sequence[str]) -> bool:
    """The text is one of the outlet's names, whatever its spaces, marks and case.

    >>> is_outlet("Harbour Post", ["harbourpost.example", "The Harbour Post"])
    True
    """
    name = letters(text)
    return bool(name) and any(name == letters(outlet) for outlet in outlets)


def is_glued(shown: str, stated: str) -> bool:
    """The same letters in fewer words: only the page's style sheet parts a kicker from its headline.

    >>> is_glued("WeatherRain over Vela", "Weather: Rain over Vela"), is_glued("Rain over Vela", "Rain over Vela")
    (True, False)
    """
    return letters(shown) == letters(stated) and len(WORD.findall(shown)) < len(WORD.findall(stated))


def is_branch(text: str, outlets: Sequence[str]) -> bool:
    """A few words that hold a name of the outlet: "Harbour Post Sport", "News from the Harbour Post".

    >>> is_branch("Harbour Post Sport", ["The Harbour Post"]), is_branch("Harbour news", ["The Harbour Post"])
    (True, False)
    """
    if len(text.split()) > MAX_BRANCH:
        return False
    words = f" {text.casefold()} "
    return any(f" {outlet.casefold().removeprefix('the ')} " in words for outlet in outlets)


def names_outlet(text: str, outlets: Sequence[str]) -> bool:
    """Capitalised words that open with a name of the outlet: "Vale Gazette" of vale.example.

    >>> names_outlet("Vale Gazette", ["vale"]), names_outlet("Vale walks again", ["vale"])
    (True, False)
    """
    words = text.split()
    opens = bool(words) and is_outlet(words[0], outlets)
    return opens and len(words) <= LONGEST_NAME and all(word[0].isupper() for word in words)


def letters(text: str) -> str:
    """Letters and digits alone, without an article before them."""
    return re.sub(r"^the|[\W_]+", "", re.sub(r"[\W_]+", "", text.casefold()))


def same_words(shown: str, stated: str) -> bool:
    """Two wordings of one headline: most of the shorter one's words stand in the other.

    >>> same_words("Rain closes the quay", "In Vela rain closes quay"), same_words("Rain", "Rain in Vela")
    (True, False)
    """
    one, other = (set(re.findall(r"\w+", text.casefold())) for text in (shown, stated))
    fewer = min(len(one), len(other))
    return fewer >= LEAST_WORDS and len(one & other) >= ALIKE * fewer


def same_start(shown: str, stated: str) -> bool:
    """Two readings of one headline: they begin alike, or one was cut off."""
    one, other = letters(shown), letters(stated.rstrip("…."))
    return len(min(one, other, key=len)) >= SHORTEST and (one.startswith(other) or other.startswith(one))
