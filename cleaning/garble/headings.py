"""The article's title beside its address and the other headlines that the page states.

Programs that translate or respin a page often leave these as they were: they show another language, or the same
headline word for word with others of the same meaning. An editor's second headline is another sentence.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from urllib.parse import unquote, urlsplit

from cleaning.garble.page import on_page
from cleaning.garble.signal import Reading
from cleaning.tables import rows
from cleaning.values import Finding

FOREIGN, REWORDED, MAYBE = 0.5, 0.8, 0.4
"""Scores: words of another language, which a translator of flesh and blood leaves too; exchanged words that the text
has no more; exchanged words of which it still has some, as an editor's headline told twice may."""

FEWEST = 4
"""Words of an address or headline that can be compared."""

TELLING, SHARE = 2, 0.3
"""Different small words of one other language, and the share of all words that they make up."""

SWAPS, KEPT = 2, 0.4
"""Words exchanged in their places, and the share of words that stayed, in one headline told twice."""

STEM = 4
"""Letters that forms of one word share."""

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SLUG = re.compile(r"[^/]*[a-z]{2,}(?:[-_][a-z0-9]+){3,}[^/]*", re.IGNORECASE)
NOT_LATIN = re.compile(r"[^\W\d_a-zA-Z\u00c0-\u024f\u1e00-\u1eff]")


def address_words(reading: Reading) -> tuple[Finding, ...]:
    """The address tells the headline in another language, or with other words in the same places."""
    title, slug = reading.article.title, slug_of(reading.article.url)
    if not title or len(slug) < FEWEST:
        return ()
    if code := foreign(slug):
        said = f"the address is written in another language (“{code}”)"
        return (on_page("address_words", FOREIGN, said, " ".join(slug)[:200]),)
    return tuple(reworded("address_words", reading, title, " ".join(slug), "the address"))


def stated_headline(reading: Reading) -> tuple[Finding, ...]:
    """The page states the headline in another language, or with other words in the same places."""
    title = reading.article.title
    if not title:
        return ()
    for other in other_headlines(reading):
        if code := foreign_text(other):
            said = f"the page states a headline in another language (“{code}”)"
            return (on_page("stated_headline", FOREIGN, said, other[:200]),)
        if found := list(reworded("stated_headline", reading, title, other, "another headline of the page")):
            return tuple(found)
    return ()


def other_headlines(reading: Reading) -> Iterator[str]:
    """Headlines that the page states or shows beside the title."""
    yield from (mark.value for mark in reading.article.marks if mark.name == "headline")
    shown = (block.text for block in reading.article.blocks if block.tag == "h1" and len(block.text) < 300)  # noqa: PLR2004 - no headline is longer
    yield from (text for text in itertools.islice(shown, 3) if text != reading.article.title)


def slug_of(url: str | None) -> tuple[str, ...]:
    """Words of the longest part of the address that is made of words.

    >>> slug_of("https://news.example/2024/05/ferry-leaves-the-harbour-1234.html")
    ('ferry', 'leaves', 'the', 'harbour')
    """
    if not url:
        return ()
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return ()
    parts = [part for part in path.split("/") if SLUG.fullmatch(part)]
    best = max(parts, key=len, default="")
    words = re.split(r"[-_]", re.sub(r"\.\w{2,5}$", "", best).lower())
    return tuple(word for word in words if word.isalpha() or "'" in word)


@functools.cache
def listed() -> dict[str, frozenset[str]]:
    """Words of `slugs.txt` by language; a constant, read once."""
    return {
        code: frozenset(words.split()) for code, _, words in (row.partition(":") for row in rows("garble/slugs.txt"))
    }


@functools.cache
def small_words() -> dict[str, tuple[str, ...]]:
    """Languages other than English of each small word; a constant, made once."""
    others = {code: words for code, words in listed().items() if not code.startswith("en")}
    return {
        word: tuple(code for code in others if word in others[code]) for word in frozenset().union(*others.values())
    }


def foreign(words: Sequence[str]) -> str | None:
    """The language other than English that small words of an address or headline tell.

    >>> foreign("prezident podpisal zakon o nalogah na pribyl".split())
    'ru'
    >>> foreign("los angeles fire chief on leave".split()), foreign("a night at le mans with the team".split())
    (None, None)
    """
    if not (listed()["en"] | listed()["en headlines"]).isdisjoint(words):
        return None
    known = small_words()
    told: dict[str, set[str]] = {}
    for word in words:
        for code in known.get(word, ()):
            told.setdefault(code, set()).add(word)
    best = max(sorted(told), key=lambda code: len(told[code]), default=None)
    if best is None or len(told[best]) < max(TELLING, SHARE * len(words)):
        return None
    return best


def foreign_text(text: str) -> str | None:
    """The language, or script, of a headline that is not English."""
    words = [word.lower() for word in WORD.findall(text)]
    if len(words) < FEWEST:
        return None
    other = sum(len(word) for word in words if NOT_LATIN.search(word))
    if other > sum(map(len, words)) / 2:
        return "another script"
    return foreign(words)


def reworded(signal: str, reading: Reading, title: str, other: str, where: str) -> Iterator[Finding]:
    """A finding where the title is the other headline with words exchanged in their places."""
    swaps = swaps_of(words_in(other), words_in(title))
    if len(swaps) < SWAPS:
        return
    body = known_stems(reading)
    gone = [(before, after) for before, after in swaps if not any(stem(word) in body for word in before)]
    if gone:
        pairs = ", ".join(f"“{' '.join(before)}” / “{' '.join(after)}”" for before, after in swaps[:3])
        reason = f"{where} tells the headline with other words in the same places: {pairs}"
        yield on_page(signal, REWORDED if len(gone) >= SWAPS else MAYBE, reason, other[:200])


def words_in(text: str) -> list[str]:
    """Words without case, accents and apostrophes, as addresses write them.

    >>> words_in("Oisín won’t")
    ['oisin', 'wont']
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return [re.sub(r"['’]", "", word) for word in WORD.findall(plain)]


Swap = tuple[tuple[str, ...], tuple[str, ...]]


def swaps_of(before: Sequence[str], after: Sequence[str]) -> list[Swap]:
    """Words that stand in the places of others in one headline told twice; none in two different headlines.

    >>> swaps_of("man held after car crash in vela".split(), "gentleman held after vehicle crash in vela".split())
    [(('car',), ('vehicle',))]
    >>> swaps_of("ferry leaves at noon today".split(), "noon crossing for the ferry".split())
    []
    """
    if min(len(before), len(after)) < FEWEST:
        return []
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    kept = sum(j - i for tag, i, j, _, _ in codes if tag == "equal")
    if kept < KEPT * max(len(before), len(after)):
        return []
    swaps, loose = [], 0
    for tag, i, j, k, m in codes:
        if tag == "replace" and j - i <= 2 and m - k <= 2:  # noqa: PLR2004 - a word or a phrase of two
            swaps.append((tuple(before[i:j]), tuple(after[k:m])))
        elif tag != "equal":
            loose += max(j - i, m - k)
    return [swap for swap in swaps if is_exchange(*swap)] if loose <= 1 else []


def is_exchange(before: Sequence[str], after: Sequence[str]) -> bool:
    """Different words, not forms or spellings of one, none of them small."""
    small = listed()["en"]
    if any(len(word) < STEM - 1 or word in small for word in (*before, *after)):
        return False
    one, other = "".join(before), "".join(after)
    return one[: STEM - 1] != other[: STEM - 1] and one not in other and other not in one


def stem(word: str) -> str:
    """The letters that forms of a word share."""
    return word[: max(STEM, len(word) - 3)]


def known_stems(reading: Reading) -> frozenset[str]:
    """Stems of the article's words."""
    return frozenset(stem(word) for passage in reading.body for word in passage.words.folded)
