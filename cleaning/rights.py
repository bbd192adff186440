"""What a page states about its use, and marks in its markup that bear on the page as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from cleaning.addresses import join
from cleaning.heads import Heads
from cleaning.jsonld import LinkedData
from cleaning.repair import tidy
from cleaning.values import Page, PageMark, Right

MAX_VALUE = 500
MAX_STATEMENTS = 40

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

TRANSLATORS = re.compile(
    r"gtranslate|weglot|translatepress|trp-language|goog-te-|google_translate_element|translated-(?:ltr|rtl)|transposh"
    r"|linguise|conveythis|localizejs|bablic|gtx-trans|skiptranslate",
    re.IGNORECASE,
)
"""Names by which plug-ins that translate a page by machine are known in its markup."""

INHERITED = re.compile(r"vertical-align:\s*inherit", re.IGNORECASE)
"""Google's translator wraps every sentence in such font elements; a page saved from it keeps them."""

MAX_ELEMENTS = 20_000


def rights_of(page: Page, tree: HtmlElement, heads: Heads, data: LinkedData, base: str) -> tuple[Right, ...]:
    """Statements about use, each as stated: header, meta, link, JSON-LD."""
    found = [Right("header", key, value) for key, value in page.headers if key in HEADERS]
    found += [Right("header", "license", url) for url in LICENSE_HEADER.findall(page.header("link") or "")]
    found += [Right("meta", key, value) for key, value in heads.metas if key in METAS]
    found += [Right("link", "license", join(base, href)) for key, href in heads.links if key == "license"]
    anchors = (a for a in tree.iter("a") if "license" in (a.get("rel") or "").lower().split())
    found += [Right("link", "license", join(base, a.get("href") or "")) for a in islice(anchors, MAX_STATEMENTS)]
    found += [Right("json-ld", name.lower(), value) for name in PROPERTIES for value in data.texts(name)]
    cut = (Right(right.source, right.name, tidy(right.value[: MAX_VALUE * 2])[:MAX_VALUE]) for right in found)
    return tuple(islice(dict.fromkeys(right for right in cut if right.value), MAX_STATEMENTS))


def marks_of(tree: HtmlElement, heads: Heads, data: LinkedData) -> tuple[PageMark, ...]:
    """Evidence about the page as a whole, without repeats."""
    marks = dict.fromkeys(
        (name, tidy(value[: MAX_VALUE * 2])[:MAX_VALUE]) for name, value in raw_marks(tree, heads, data)
    )
    return tuple(PageMark(name, value) for name, value in islice(marks, MAX_STATEMENTS) if value)


def raw_marks(tree: HtmlElement, heads: Heads, data: LinkedData) -> Iterator[tuple[str, str]]:
    """Name and value of every mark."""
    root = tree.getroottree().getroot()
    for lang in (root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), root.get("xml:lang")):
        yield "lang", lang or ""
    yield "lang", heads.get("content-language", "og:locale") or data.text("inLanguage") or ""
    yield "type", heads.get("og:type") or ""
    yield from (("type", kind) for kind in data.texts("@type"))
    if str(data.article.get("isAccessibleForFree")).lower() == "false":
        yield "paywall", "isAccessibleForFree: false"
    if (tier := heads.get("article:content_tier", "content_tier")) and tier.lower() not in ("free", "metered"):
        yield "paywall", f"content_tier: {tier}"
    yield "generator", heads.get("generator") or ""
    yield from (("translator", mark) for mark in translators(tree))


def translators(tree: HtmlElement) -> Iterator[str]:
    """Marks of translation plug-ins, as found in classes, ids and addresses."""
    seen: set[str] = set()
    for element in islice(
        tree.iter("html", "body", "div", "script", "link", "a", "li", "font", "span", "iframe"), MAX_ELEMENTS
    ):
        for name in ("class", "id", "src", "href", "style"):
            value = element.get(name)
            if not value:
                continue
            found = TRANSLATORS.search(value[:MAX_VALUE])
            mark = found.group().lower() if found else None
            if name == "style" and element.tag == "font" and INHERITED.search(value[:MAX_VALUE]):
                mark = "font vertical-align: inherit"
            if mark and mark not in seen:
                seen.add(mark)
                yield mark
