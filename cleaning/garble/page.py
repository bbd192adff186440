"""What the page itself says of machines: marks of translators in its markup, notices, the language it declares.

A translation plug-in on a page is no evidence: most offer a choice of languages above a text that people wrote. Only
what shows that this very text came out of one counts in full.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from cleaning.garble.signal import Reading
from cleaning.language import small_words
from cleaning.metadata.translation import FROM, UNKNOWN
from cleaning.values import Finding, Where

SURE, LIKELY, SHOWN = 0.95, 0.7, 0.1
"""Scores: the text is the machine's output; it is a plug-in's output, which somebody may have corrected; a plug-in is
there."""

EDITED = ("Weglot", "TranslatePress", "Transposh")
"""Plug-ins in which the site's people can correct the machine, or translate themselves."""

PROXIES = re.compile(
    r"""
    ^https?://(?:
        [^/]+\.translate\.goog
        |translate\.googleusercontent\.com|translate\.google\.[a-z.]+/translate
        |(?:translate\.yandex\.[a-z.]+|[^/]+\.translate\.yandex\.net|translated\.turbopages\.org)
        |(?:www\.)?(?:microsofttranslator\.com|translatetheweb\.com|translatoruser-int\.com)
    )(?:[/?]|$)
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Addresses at which translators show other people's pages."""

PARAMETER = re.compile(r"[?&]_x_tr_tl=", re.IGNORECASE)
"""How Google's translator tells its target language."""

FEW_WORDS, MOST_OF_IT = 30, 0.5
"""Words in Google's elements that are more than a stray phrase; share of the article's words that is most of it."""


def translated_page(reading: Reading) -> tuple[Finding, ...]:
    """The markup or the address says that this text came out of a translator."""
    article = reading.article
    found = [*by_address(article.url), *by_fonts(reading)]
    for mark in article.marks:
        if mark.name == "translated":
            tool = mark.value.partition(":")[0]
            score = LIKELY if tool in EDITED else SURE
            found.append((score, f"the markup is that of a text from {tool}", mark.value))
        elif mark.name == "lang" and FROM in mark.value.lower():
            found.append((SURE, "the page declares that its text is machine-translated", f"lang {mark.value}"))
        elif mark.name == "plug-in":
            found += by_settings(reading, mark.value)
    return tuple(on_page("translated_page", *one) for one in dict.fromkeys(found))


Seen = tuple[float, str, str]
"""Score, reason and what was seen."""


def by_address(url: str | None) -> list[Seen]:
    """A translator's own address."""
    if url and (PROXIES.search(url) or PARAMETER.search(url)):
        return [(SURE, "this is a translator's address", url[:200])]
    return []


def by_fonts(reading: Reading) -> list[Seen]:
    """Elements of Google's translator around the article's words, as far as their numbers say."""
    words = sum(int(mark.value) for mark in reading.article.marks if mark.name == "google_fonts")
    if words < FEW_WORDS:
        return []
    share = words / max(1, sum(len(passage.words) for passage in reading.body))
    score = SURE if share >= MOST_OF_IT else LIKELY
    return [(score, "Google Translate's elements stand around the words", f"{words} words in pairs of font elements")]


def by_settings(reading: Reading, settings: str) -> Iterator[Seen]:
    """A plug-in's settings say that the site is written in another language than this page."""
    tool, written, shown = settings.split(" ")
    language = reading.article.language
    if language is None or written in {language, UNKNOWN} or shown not in {language, UNKNOWN}:
        return
    if shown == UNKNOWN and language not in declared(reading):
        return  # settings that nobody looks at are wrong more often than not
    score = LIKELY if shown != UNKNOWN else LIKELY - 0.2
    yield score, f"{tool} translates this site from “{written}”, and this page is in “{language}”", settings


def translation_plugin(reading: Reading) -> tuple[Finding, ...]:
    """A translation plug-in is on the page; whether this text is its output nothing says."""
    tools = [mark.value for mark in reading.article.marks if mark.name == "translator"]
    if not tools or translated_page(reading):
        return ()
    return (on_page("translation_plugin", SHOWN, "a translation plug-in is on the page", ", ".join(tools)[:200]),)


def declared_language(reading: Reading) -> tuple[Finding, ...]:
    """All that the page declares is another language than that of the text."""
    language, codes = reading.article.language, declared(reading)
    if language is None or language not in surely_told() or not codes or same_language(language, codes):
        return ()
    said = ", ".join(sorted(codes))
    return (on_page("declared_language", 0.3, f"the page declares another language than “{language}”", f"lang {said}"),)


@functools.cache
def surely_told() -> frozenset[str]:
    """Languages that their small words tell; of others the detector's guess is no better than the declaration."""
    return frozenset(code for codes in small_words().values() for code in codes)


ALIKE = (frozenset({"no", "nb", "nn", "da"}), frozenset({"hr", "sr", "bs", "sh"}), frozenset({"id", "ms"}))
"""Languages that are declared, or taken, for one another."""


def same_language(language: str, codes: frozenset[str]) -> bool:
    """One of the codes is the language, or one that is taken for it."""
    return language in codes or any(language in group and group & codes for group in ALIKE)


def declared(reading: Reading) -> frozenset[str]:
    """Codes of the languages that the page declares; "x-default" and their like are none.

    Markup may name several, each of which then may be that of the text.
    """
    values = (mark.value for mark in reading.article.marks if mark.name == "lang")
    codes = (re.split(r"[-_]", code.strip().lower())[0] for value in values for code in value.split(","))
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha())  # noqa: PLR2004 - letters of a code


def on_page(signal: str, score: float, reason: str, seen: str) -> Finding:
    """A finding that points at the page as a whole."""
    return Finding(signal, Where.PAGE, None, 0, 0, score, reason, seen)
