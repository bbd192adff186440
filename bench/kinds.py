"""Listings and stubs told from articles: pages of stories as they are, and listings and stubs made from the same pages.

    python -m bench.kinds PAGES.jsonl[.gz] [--wrong]

PAGES holds {"id", "url", "html", "gold"} rows, all of them stories. In each page the element that holds the story is
emptied and filled anew, everything around it stays: with teasers of the twelve next stories in the manner of a common
publishing system (a listing, under the address of the site or of a section), or with the story's opening, broken off,
and a link to the rest (a stub). What says in the page's head that it is an article goes from a listing and stays in a
stub. A page from which nothing is extracted is told as well. --wrong names the stories that are called something else.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

import lxml.html
from lxml.html import HtmlElement

from bench.split import read
from cleaning.clean import Options, clean
from cleaning.extract import extract
from cleaning.markup import parse
from cleaning.pages import page_from_html
from cleaning.repair import letters_of
from cleaning.values import DOUBTFUL, Context, CopydeskError

TEASERS = 12
TEASER_WORDS, STUB_WORDS = 22, 45
PROSE_WORDS = 12
HEAD = 60
"""Letters by which a paragraph is looked for in the gold text."""

CARDS = (
    (
        '<article class="post hentry"><h2 class="entry-title"><a href="{url}">{title}</a></h2>'
        '<div class="entry-summary"><p>{text} [&hellip;]</p></div></article>'
    ),
    '<li class="item"><a href="{url}"><h3>{title}</h3></a><p>{text}.</p></li>',
    '<div class="teaser"><a class="teaser__link" href="{url}"><span>{title}</span></a><div>{text}&hellip;</div></div>',
    '<div class="row"><h3>{title}</h3><p>{text}&hellip; <a href="{url}">Read more</a></p></div>',
)
"""How systems print a teaser, the last with its headline unlinked."""

KINDS = ("article", "listing", "stub")
UNREAD = "nothing read"


@dataclass(frozen=True, slots=True)
class Story:
    """One row: its address, its markup, its gold text, the opening words of that."""

    key: str
    url: str
    html: str
    gold: str

    def opening(self, words: int) -> str:
        """The first words of the text."""
        return " ".join(self.gold.split()[:words]).rstrip(".,;:")


def stories(path: Path) -> Iterator[Story]:
    """Rows that have what is needed."""
    for line in read(path):
        row = json.loads(line)
        if row.get("url") and len((row.get("gold") or "").split()) > STUB_WORDS:
            yield Story(str(row["id"]), row["url"], row["html"], row["gold"])


def emptied(story: Story) -> tuple[HtmlElement, HtmlElement] | None:
    """The page's tree and in it the element that held the story, now empty; None where no element clearly does."""
    tree, gold = parse(story.html), letters_of(story.gold)
    found = [p for p in tree.iter("p") if is_of(p, gold)]
    held = Counter[HtmlElement]()
    for paragraph in found:
        if (parent := paragraph.getparent()) is not None:
            held[parent] += len(paragraph.text_content())
    if not held:
        return None
    home = held.most_common(1)[0][0]
    for paragraph in found:
        if (parent := paragraph.getparent()) is not None and parent is not home:
            parent.remove(paragraph)
    for child in list(home):
        home.remove(child)
    home.text = None
    return tree, home


def is_of(paragraph: HtmlElement, gold: str) -> bool:
    """A paragraph of the story."""
    text = paragraph.text_content()
    return len(text.split()) >= PROSE_WORDS and letters_of(text)[:HEAD] in gold


def listing(story: Story, number: int, others: Sequence[Story]) -> tuple[str, str] | None:
    """Address and markup of a listing on the same site."""
    if (found := emptied(story)) is None:
        return None
    tree, home = found
    for element in list(tree.iter("script", "meta", "title", "h1")):
        if element is not home and element.getparent() is not None:
            element.drop_tree()
    card = CARDS[number % len(CARDS)]
    teasers = [
        card.format(url=f"/{other.key}", title=escape(other.opening(8)), text=escape(other.opening(TEASER_WORDS)))
        for other in others
    ]
    for element in lxml.html.fragments_fromstring(f"<div>{''.join(teasers)}</div>"):
        home.append(element)
    site = urlsplit(story.url)
    return f"{site.scheme}://{site.netloc}/{'' if number % 2 else 'news/'}", lxml.html.tostring(
        tree, encoding="unicode"
    )


def stub(story: Story) -> tuple[str, str] | None:
    """Address and markup of the story's page when it holds the opening alone."""
    if (found := emptied(story)) is None:
        return None
    tree, home = found
    text = escape(story.opening(STUB_WORDS))
    for markup in (f"<p>{text}&hellip;</p>", f'<p><a href="{escape(story.url)}">Continue reading</a></p>'):
        home.append(lxml.html.fragment_fromstring(markup))
    return story.url, lxml.html.tostring(tree, encoding="unicode")


def told(url: str, html: str) -> tuple[str, bool]:
    """What the page is called, and whether somebody is asked to look at it: it is doubtful, or no article."""
    try:
        page = clean(extract(page_from_html(html, url)), Context.empty(), Options(garble=False)).page
    except CopydeskError:
        return UNREAD, True
    name = "article" if page.is_article else str(page.kind)
    return name, not page.is_article or (page.confidence or 0.0) < DOUBTFUL


def main() -> None:
    """Judge all pages, print what each kind is called, precision and recall."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    rows = list(stories(options.pages))
    calls = {kind: Counter[str]() for kind in KINDS}
    asked = Counter[str]()
    for number, story in enumerate(rows):
        others = [rows[(number + step) % len(rows)] for step in range(1, TEASERS + 1)]
        made = (
            ("article", (story.url, story.html)),
            ("listing", listing(story, number, others)),
            ("stub", stub(story)),
        )
        for kind, page in made:
            if page:
                call, is_asked = told(*page)
                calls[kind][call] += 1
                asked[kind] += is_asked
                if options.wrong and kind == "article" != call:
                    print(story.key, call)
    for line in report(calls, asked):
        print(line)


def report(calls: dict[str, Counter[str]], asked: Counter[str]) -> Iterator[str]:
    """Lines: what each kind is called; recall of what is no article, and precision at as many pages of each kind."""
    for kind, found in calls.items():
        names = ", ".join(f"{name} {count}" for name, count in found.most_common())
        doubtful = asked[kind] / max(1, found.total())
        yield f"{kind:8} {found.total():5}  no article {none_of(found):.3f}  or doubtful {doubtful:.3f}  {names}"
    recall = (none_of(calls["listing"]) + none_of(calls["stub"])) / 2
    precision = recall / max(1e-9, recall + none_of(calls["article"]))
    yield f"recall {recall:.3f}  precision {precision:.3f}"


def none_of(found: Counter[str]) -> float:
    """Share that is called no article."""
    return 1 - found["article"] / max(1, found.total())


if __name__ == "__main__":
    main()
