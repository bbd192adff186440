"""What a page states about its use, and marks in its markup that bear on the page as a whole."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from itertools import islice
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from cleaning.addresses import join
from cleaning.metadata.heads import Heads
from cleaning.metadata.jsonld import LinkedData
from cleaning.metadata.translation import translation_marks
from cleaning.repair import tidy
from cleaning.values import Page, PageMark, Right

MAX_VALUE = 500
MAX_STATEMENTS = 40
MAX_TYPES = 12

HEADERS = ("x-robots-tag", "tdm-reservation", "tdm-policy")
METAS = (
    "robots",
    "googlebot",
    "tdm-reservation",
    "tdm-policy",
    "license",
    "copyright",
    "rights",
    "dc.rights",
    "dcterms.rights",
    "dcterms.license",
)
PROPERTIES = ("license", "copyrightNotice", "copyrightHolder", "acquireLicensePage", "usageInfo")
LICENSE_HEADER = re.compile(r"<([^>]{1,500})>\s*;[^,]*\brel=\"?license\b", re.IGNORECASE)

PLUG_INS = (
    "gtranslate",
    "weglot",
    "translatepress",
    "trp-language",
    "goog-te-",
    "google_translate_element",
    "translated-ltr",
    "translated-rtl",
    "skiptranslate",
    "gtx-trans",
    "transposh",
    "linguise",
    "conveythis",
    "localizejs",
    "bablic",
    "google-src-text",
    "immersive-translate",
)
"""Names by which plug-ins that translate a page by machine are known in its markup."""

TRANSLATORS = re.compile("|".join(PLUG_INS))
INHERITED = re.compile(r"vertical-align:\s*inherit", re.IGNORECASE)
"""Google's translator wraps every sentence in such font elements; a page saved from it keeps them."""

CALLED = tuple(
    XPath(path, smart_strings=False)
    for path in (
        *("descendant-or-self::*/@class", "descendant-or-self::*/@id"),
        *(".//script/@src", ".//iframe/@src", ".//a/@href", ".//link/@href"),
    )
)
"""What elements are called and lead to: all that is looked at for the names of plug-ins, gathered in C."""

LICENSING = XPath("descendant-or-self::a[@rel]")
CARRIERS = ("html", "body", "div", "script", "link", "a", "li", "font", "span", "iframe")
MAX_ELEMENTS = 20_000


def rights_of(page: Page, tree: HtmlElement, heads: Heads, data: LinkedData, base: str) -> tuple[Right, ...]:
    """Statements about use, each as stated: header, meta, link, JSON-LD."""
    found = [Right("header", key, value) for key, value in page.headers if key in HEADERS]
    found += [Right("header", "license", url) for url in LICENSE_HEADER.findall(page.header("link") or "")]
    found += [Right("meta", key, value) for key, value in heads.metas if key in METAS]
    found += [Right("link", "license", join(base, href)) for key, href in heads.links if key == "license"]
    anchors = (
        a for a in cast("list[HtmlElement]", LICENSING(tree)) if "license" in (a.get("rel") or "").lower().split()
    )
    found += [Right("link", "license", join(base, a.get("href") or "")) for a in islice(anchors, MAX_STATEMENTS)]
    found += [Right("json-ld", name.lower(), value) for name in PROPERTIES for value in data.texts(name)]
    cut = (Right(right.source, right.name, tidy(right.value[: MAX_VALUE * 2])[:MAX_VALUE]) for right in found)
    return tuple(islice(dict.fromkeys(right for right in cut if right.value), MAX_STATEMENTS))


def marks_of(tree: HtmlElement, heads: Heads, data: LinkedData) -> tuple[PageMark, ...]:
    """Evidence about the page as a whole, without repeats."""
    tools = translators(tree)
    found = [
        *raw_marks(tree, heads, data),
        *translation_marks(tree, with_settings=bool(tools)),
        *(("translator", tool) for tool in tools),
    ]
    marks = dict.fromkeys((name, tidy(value[: MAX_VALUE * 2])[:MAX_VALUE]) for name, value in found)
    return tuple(PageMark(name, value) for name, value in islice(marks, MAX_STATEMENTS) if value)


def raw_marks(tree: HtmlElement, heads: Heads, data: LinkedData) -> Iterator[tuple[str, str]]:
    """Name and value of what the page declares."""
    root = tree.getroottree().getroot()
    for lang in (root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), root.get("xml:lang")):
        yield "lang", lang or ""
    yield "lang", heads.get("content-language", "og:locale") or data.text("inLanguage") or ""
    yield "type", heads.get("og:type") or ""
    yield from (("type", kind) for kind in dict.fromkeys((*data.texts("@type"), *data.types[:MAX_TYPES])))
    yield "description", heads.get("og:description", "description") or data.text("description") or ""
    yield "articleBody", str(data.words("articleBody") or "")
    if str(data.article.get("isAccessibleForFree")).lower() == "false":
        yield "paywall", "isAccessibleForFree: false"
    if (tier := heads.get("article:content_tier", "content_tier")) and tier.lower() not in ("free", "metered"):
        yield "paywall", f"content_tier: {tier}"
    yield "generator", heads.get("generator") or ""


def translators(tree: HtmlElement) -> list[str]:
    """Marks of translation plug-ins, as found in classes, ids and addresses; words of the text do not count."""
    values = itertools.chain.from_iterable(cast("list[str]", path(tree)) for path in CALLED)
    called = "\n".join(set(values)).lower()
    is_named = any(name in called for name in PLUG_INS)
    marks = dict[str, None]()
    for element in islice(tree.iter(*(CARRIERS if is_named else ("font",))), MAX_ELEMENTS):
        for name in ("class", "id", "src", "href"):
            if (value := element.get(name)) and (found := TRANSLATORS.search(value[:MAX_VALUE].lower())):
                marks[found.group()] = None
        if element.tag == "font" and INHERITED.search((element.get("style") or "")[:MAX_VALUE]):
            marks["font vertical-align: inherit"] = None
    return list(marks)
