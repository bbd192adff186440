"""What a careful reader makes of each example page: its lines with their kinds.

`python -m examples.expected` prints them as JSONL, one row a page. The lines are read off the marks in the pages' own
source (see `outlets.py`), so that a page and its expected reading cannot drift apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from lxml import html

from examples.outlets import ExamplePage, Outlet, outlets
from examples.render import article

INLINE = frozenset(
    (
        "a",
        "abbr",
        "b",
        "cite",
        "em",
        "font",
        "i",
        "label",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "td",
        "th",
        "button",
        "u",
        "amp-social-share",
    )
)
"""Elements that do not end a line. Cells are here because a row of a table is one line."""

SILENT = frozenset(("head", "script", "style", "noscript", "textarea", "iframe"))


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """One line of a page.

    Attributes:
        kind: a word of `cleaning.values.Kind`.
        in_story: it stands in the element that holds the story, where cutting is hardest; the rest is the page's frame.
    """

    text: str
    kind: str
    in_story: bool


@dataclass(frozen=True, slots=True)
class Expected:
    """The expected reading of one page."""

    id: str
    url: str
    outlet: str
    story: str
    label: str
    title: str
    lines: tuple[ExpectedLine, ...]


def expected() -> tuple[Expected, ...]:
    """The expected reading of every example page."""
    return tuple(reading(outlet, page) for outlet in outlets() for page in outlet.pages)


def reading(outlet: Outlet, page: ExamplePage) -> Expected:
    """The expected reading of one page."""
    return Expected(
        id=f"{outlet.key}/{page.name}",
        url=page.url,
        outlet=outlet.key,
        story=page.story,
        label=page.label,
        title=page.title,
        lines=lines_of(article(outlet, page)),
    )


def lines_of(source: str) -> tuple[ExpectedLine, ...]:
    """Lines of a marked page, in page order.

    >>> lines_of('<div data-story><p>It rained.</p><p data-kind="ad">Buy <b>boots</b></p></div>')[1]
    ExpectedLine(text='Buy boots', kind='ad', in_story=True)
    """
    lines: list[ExpectedLine] = []
    words: list[str] = []
    before: tuple[str, bool] | None = None
    for text, mark in (*_runs(html.document_fromstring(source), "body", in_story=False), ("", None)):
        if words and (mark != before or mark is None):
            line = " ".join("".join(words).split())
            if line and before:
                lines.append(ExpectedLine(line, *before))
            words = []
        words.append(text)
        before = mark or before
    return tuple(lines)


def _runs(node: html.HtmlElement, kind: str, *, in_story: bool) -> Iterator[tuple[str, tuple[str, bool] | None]]:
    """Pieces of text with their mark; (text, None) is the end of a line."""
    if not isinstance(node.tag, str) or node.tag in SILENT:
        return
    outer = (kind, in_story)
    kind, in_story = node.get("data-kind", kind), in_story or "data-story" in node.attrib
    ends_line = node.tag not in INLINE
    if ends_line:
        yield "", None
    is_next_cell = in_story and node.tag in {"td", "th"} and node.getprevious() is not None
    yield (" | " if is_next_cell else ""), (kind, in_story)
    yield node.text or "", (kind, in_story)
    for child in node:
        yield from _runs(child, kind, in_story=in_story)
        yield child.tail or "", (kind, in_story)
    if ends_line or (kind, in_story) != outer:
        yield "", None


def main() -> None:
    """Print every reading as a row of JSON."""
    for row in expected():
        table: dict[str, Any] = asdict(row)
        print(json.dumps(table, ensure_ascii=False))


if __name__ == "__main__":
    main()
