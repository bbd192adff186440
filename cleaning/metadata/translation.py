"""Marks that machines leave in the markup of what they have translated, and what a plug-in's settings say of it.

Each is public: Google's markup for results of its API (cloud.google.com/translate/markup), the elements and attributes
that translators of browsers add, and the settings that plug-ins write into their pages for their own scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

MAX_SETTINGS = 20_000
"""Characters of a script up to which it may hold nothing but a plug-in's settings."""

MAX_SCRIPTS = 300
MAX_FONTS = 5_000

FROM = "-x-mtfrom-"
"""In a lang attribute: "en-x-mtfrom-ru" is English that Google's API made of Russian."""

LANGUAGES = XPath(f"descendant::*/@lang[contains(., '{FROM}')]", smart_strings=False)

INHERIT = re.compile(r"vertical-align:\s*inherit", re.IGNORECASE)
EDGE = "_msttexthash"
"""Attribute that Microsoft's translator gives the elements it has translated."""

CODE = r'["\']?\s*[:=]\s*["\']([A-Za-z]{2,3})(?:[-_][A-Za-z]{2,4})?["\']'


@dataclass(frozen=True, slots=True)
class Settings:
    """How a plug-in's settings are known in a script, and which of them name languages.

    Attributes:
        tool: its name.
        sign: stands in the script's text or id.
        written: names the language in which the site is written; its one group is the code.
        shown: names the language of this page; None where they do not say.
    """

    tool: str
    sign: str
    written: re.Pattern[str]
    shown: re.Pattern[str] | None


SETTINGS = (
    Settings("GTranslate", "gtranslateSettings", re.compile("default_language" + CODE), None),
    Settings("Weglot", "weglot-data", re.compile("language_from" + CODE), re.compile("current_language" + CODE)),
    Settings(
        "TranslatePress",
        "trp_original_language",
        re.compile("trp_original_language" + CODE),
        re.compile("trp_current_language" + CODE),
    ),
    Settings("Linguise", "linguise", re.compile("default_language" + CODE), re.compile("current_language" + CODE)),
    Settings("Transposh", "t_jp", re.compile("olang" + CODE), re.compile(r"\blang" + CODE)),
)
UNKNOWN = "?"


def translation_marks(tree: HtmlElement, *, with_settings: bool) -> Iterator[tuple[str, str]]:
    """Names and values of the marks.

    "translated": the translator and what was seen, "Weglot: data-wg-translated"; "google_fonts": how many words stand
    in the elements of Google's translator; "plug-in": "Weglot fr en", the tool, the language in which its settings say
    that the site is written, and that of the page, "?" where they do not say. Settings are read `with_settings` alone:
    where the page names a plug-in elsewhere too, for most of a page's size is scripts.
    """
    yield from translated_root(tree.getroottree().getroot())
    for lang in cast("list[str]", LANGUAGES(tree))[:1]:
        yield "translated", f"Google's translation API: lang {lang.strip()[:40]}"
    if any(heading.get(EDGE) for heading in islice(tree.iter("title", "h1"), 5)):
        yield "translated", f"Microsoft's translator: {EDGE}"
    yield from translated_elements(tree)
    if with_settings:
        yield from settings_of(islice(tree.iter("script"), MAX_SCRIPTS))


def translated_root(root: HtmlElement) -> Iterator[tuple[str, str]]:
    """What the page's own element says."""
    for mark in ("translated-ltr", "translated-rtl"):
        if mark in (root.get("class") or "").split():
            yield "translated", f"Google Translate: class {mark}"
    if code := root.get("data-wg-translated"):
        yield "translated", f"Weglot: data-wg-translated {code[:10]}"


def translated_elements(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Elements that only translators make."""
    words, tools = 0, dict[str, None]()
    for element in islice(tree.iter("font", "ya-tr-span", "trp-gettext", "link"), MAX_FONTS):
        if element.tag == "font":
            words += words_in(element)
        elif element.tag != "link":
            tools["Yandex's translator" if element.tag == "ya-tr-span" else "TranslatePress"] = None
        elif "machine-translated-from" in (element.get("rel") or ""):
            tools["Google's translation API"] = None
    yield from (("translated", f"{tool}: its elements") for tool in tools)
    if words:
        yield "google_fonts", str(words)


def words_in(font: HtmlElement) -> int:
    """How many words an outer element of Google's pairs holds; 0 of any other font element."""
    child = next(iter(font), None)
    if child is None or child.tag != "font" or not is_inherited(font) or not is_inherited(child):
        return 0
    return len("".join(cast("Iterable[str]", font.itertext())).split())


def is_inherited(font: HtmlElement) -> bool:
    """A font element that changes nothing, as Google's translator wraps sentences in."""
    return bool(INHERIT.search((font.get("style") or "")[:100]))


def settings_of(scripts: Iterable[HtmlElement]) -> Iterator[tuple[str, str]]:
    """Languages that the settings of plug-ins name."""
    for script in scripts:
        text = None if script.get("src") else script.text
        if not text or len(text) > MAX_SETTINGS:
            continue
        head = script.get("id") or ""
        for row in SETTINGS:
            if (row.sign in text or row.sign in head) and (written := row.written.search(text)):
                shown = row.shown and row.shown.search(text)
                yield "plug-in", f"{row.tool} {written[1].lower()} {shown[1].lower() if shown else UNKNOWN}"
