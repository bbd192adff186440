"""Decoded markup to a tree: lxml first, BeautifulSoup where lxml finds nothing."""

from __future__ import annotations

import re

from lxml import etree, html
from lxml.html import HtmlElement

from cleaning.repair import mend
from cleaning.values import ExtractionError

MAX_DEPTH = 200
"""Elements on the longest path that is left. libxml2 2.14 stops reading at 255 (2,047 with huge_tree),
and trafilatura 2.3.1 recurses along the depth."""

MAX_SECOND = 2_000_000
"""Characters up to which the second parser is asked: it takes about a second for a million."""

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
CONTROL_BYTES = bytes([*range(0x09), 0x0B, *range(0x0E, 0x20)])
SPACED = bytes.maketrans(b"\x0c", b" ")
MOJIBAKE = (
    re.compile(rb"\xc3[\x82-\xb4](?:\xc2|\xe2[\x80\x82\x84]|\xc5|\xc6\x92|\xcb)"),  # an accented letter, then a symbol
    re.compile(rb"\xc2[\x80-\x9f]"),  # controls that nobody writes
    re.compile(rb"\xd0(?:\xb2\xd0\x82|\xa0[\xc2\xe2]|\xa1[\xc2\xe2])"),  # the same, read as Cyrillic
)
ENTITIES = re.compile(rb"&(?:[aA]circ|Atilde|ETH|Ntilde|#19[45]|#226);")
"""Pairs of characters in UTF-8 without which there is no mojibake: a cheap look before ftfy takes each text apart. Each
begins with one byte, so that the search runs at the speed of memory. In markup they may be written as entities."""

ELEMENTS = etree.ElementDefaultClassLookup(
    element=html.HtmlElement, comment=html.HtmlComment, pi=html.HtmlProcessingInstruction, entity=html.HtmlEntity
)
"""One class for all elements. lxml.html looks up another one for each form and field in Python, on every touch."""

OF_HEAD = frozenset(["base", "basefont", "bgsound", "link", "meta", "noscript", "script", "style", "template", "title"])
"""Elements that may stand in the head; with every other the body begins, as in browsers."""

LONG_TAG_SIZE = 5_000
LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{LONG_TAG_SIZE},}}")
"""Tags that may have more attributes than anybody needs; most of them carry data."""

ATTRIBUTE = re.compile(r"""[\s/]+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")
MAX_ATTRIBUTES = 500
"""Attributes of one element that are read: libxml2 2.14 compares each with all before, 100,000 take minutes."""

FRAMES = re.compile(
    rb"</?(?!(?:html|head|title|meta|link|base|script|style|body|p|br|h[1-6]|li|tr)[\s/>])[a-zA-Z][^<>]*>"
)
"""Tags that are left out of a page nested so deeply that libxml2 drops its text."""

DEEP = "Excessive depth"


def parse(text: str) -> HtmlElement:
    """The tree of a page, mojibake mended in its texts.

    Raises:
        ExtractionError: neither parser finds an element with text in it.
    """
    body = as_bytes(with_short_tags(text))
    tree = by_lxml(body)
    if tree is None and len(text) <= MAX_SECOND:
        # str() of a soup is well-formed, whatever it was made from
        from bs4 import BeautifulSoup  # noqa: PLC0415 - few pages need it

        tree = by_lxml(str(BeautifulSoup(body.decode("utf-8"), "html.parser")).encode("utf-8"))
    if tree is None:
        raise ExtractionError("cannot be read as markup")
    etree.strip_elements(tree, "svg", with_tail=False)  # no text of the page, and a tenth of its elements
    empty_head(tree)
    if ENTITIES.search(body) or is_suspect(body):
        mend_tree(tree)
    return tree


def as_bytes(text: str) -> bytes:
    r"""The text in UTF-8 without what is no character of XML: libxml2 2.14 puts U+FFFD there, browsers show nothing.

    >>> as_bytes("a\x08\ud800b\x0cc\uffff")
    b'ab c'
    """
    body = text.encode("utf-8", "ignore").translate(SPACED, CONTROL_BYTES)
    if "\ufffe" in text or "\uffff" in text:
        return body.replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"")
    return body


def with_short_tags(text: str) -> str:
    """The text, in its long tags no more attributes than anybody needs.

    >>> len(with_short_tags(f"<p {'a=b ' * 5_000}>")) < 3_000, len(with_short_tags(f"<b>{'a=b ' * 5_000}</b>"))
    (True, 20007)
    """
    parts, end = list[str](), 0
    for start in long_tags(text):
        if tag := LONG_TAG.match(text, start):
            parts += [text[end:start], with_few_attributes(tag)]
            end = tag.end()
    return "".join([*parts, text[end:]]) if parts else text


def long_tags(text: str) -> list[int]:
    """Where LONG_TAG may match: half its length without a bracket is looked for first, at the speed of memory."""
    step, found = LONG_TAG_SIZE // 2, list[int]()
    for at in range(0, len(text) - step, step):
        if text.find("<", at, at + step) < 0 and text.find(">", at, at + step) < 0:
            start = text.rfind("<", max(0, at - step), at)
            inside = text[start + 1 : start + 1 + LONG_TAG_SIZE] if start >= 0 else ">"
            if "<" not in inside and ">" not in inside:
                found.append(start)
    return found


def with_few_attributes(tag: re.Match[str]) -> str:
    """A long tag without the attributes behind the first MAX_ATTRIBUTES.

    >>> len(LONG_TAG.sub(with_few_attributes, f"<p {'a=b ' * 5_000}>")) < 3_000
    True
    """
    text, count, end = tag.group(), 0, 0
    found = re.match(r"<[a-zA-Z][^\s/<>]*", text)
    while found:
        end = found.end()
        count += 1
        if count > MAX_ATTRIBUTES:
            return text[:end]
        found = ATTRIBUTE.match(text, end)
    return text


def by_lxml(body: bytes) -> HtmlElement | None:
    """The tree as lxml reads it; None where it finds nothing."""
    tree, is_deep = read(body, huge=False)
    if is_deep:
        tree, is_deep = read(body, huge=True)
        if is_deep:
            tree, _ = read(FRAMES.sub(b" ", body), huge=True)
        if tree is not None:
            flatten(tree)
    return tree


def read(body: bytes, *, huge: bool) -> tuple[HtmlElement | None, bool]:
    """The tree, and whether the parser stopped because elements were nested too deeply."""
    # encoding is named, so the page's own declaration is not read again
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=huge)
    parser.set_element_class_lookup(ELEMENTS)
    try:
        tree = html.document_fromstring(body, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None, False
    is_deep = any(DEEP in entry.message for entry in parser.error_log)
    return tree if isinstance(tree, HtmlElement) else None, is_deep


def empty_head(tree: HtmlElement) -> None:
    """Moves what is no part of a head into the body.

    libxml2 2.14 does not know the elements of HTML 5: on a page that leaves out the tags of head and body, which is
    allowed, it keeps a whole article in the head.
    """
    head, body = tree.find("head"), tree.find("body")
    first = next((n for n, child in enumerate(head) if child.tag not in OF_HEAD), None) if head is not None else None
    if head is None or first is None:
        return
    if body is None:
        body = etree.SubElement(tree, "body")
    moved = head[first:]
    if body.text and moved:
        moved[-1].tail = (moved[-1].tail or "") + body.text
        body.text = None
    body[:0] = moved


def flatten(tree: HtmlElement) -> None:
    """Dissolves elements far from the root that have much below them, so that no path is longer than MAX_DEPTH.

    What is near the leaves stays: paragraphs remain paragraphs, and texts stay where they were.
    """
    deep, depth, heights = [], 0, [0]
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            depth += 1
            heights.append(0)
            continue
        height = heights.pop()
        heights[-1] = max(heights[-1], height + 1)
        if depth > MAX_DEPTH // 2 and height >= MAX_DEPTH // 2:
            deep.append(element)
        depth -= 1
    for element in deep:
        element.drop_tag()


def is_read(element: HtmlElement) -> bool:
    """False for scripts and styles; what a page says in JSON-LD is read."""
    return element.tag not in ("script", "style") or "json" in (element.get("type") or "")


def is_suspect(text: bytes) -> bool:
    """There may be mojibake in a text."""
    return any(pair.search(text) for pair in MOJIBAKE)


def mend_tree(tree: HtmlElement) -> None:
    """Undoes mojibake in every text, and in what the head says."""
    for element in tree.iter():
        if element.text and not element.text.isascii() and is_read(element):
            element.text = mended(element.text)
        if element.tail and not element.tail.isascii():
            element.tail = mended(element.tail)
    for element in tree.iter("meta"):
        if (content := element.get("content")) and not content.isascii():
            element.set("content", mended(content))


def mended(text: str) -> str:
    r"""The text without mojibake, as lxml takes it: what is mended may turn out to be a control character.

    >>> mended("doesnâ€™t\x08")
    'doesn’t'
    """
    if not is_suspect(text.encode()):
        return text
    return CONTROLS.sub("", mend(text)).replace("\x0c", " ")
