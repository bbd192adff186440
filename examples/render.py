"""Pages, front pages, feeds and sitemaps of an example outlet, as text. The marks for expected readings stay in."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from string import Template

from examples.outlets import ExamplePage, Outlet

MARK = re.compile(r"""\ data-(?:story|kind=(?:"\w+"|'\w+'))""", re.VERBOSE)
"""The marks that say what belongs to a story, with the space before them."""

TAG = re.compile(r"<[^>]*>")
PARAGRAPH = re.compile(r"(?<=>)[^<>]{70,}")
SUMMARY_CHARACTERS = 150
NEIGHBOURS = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a listing: an article, or one of the addresses that go wrong."""

    url: str
    title: str
    summary: str
    published: datetime


def unmarked(html: str) -> str:
    """The page as it is served.

    >>> unmarked('<p class="x" data-kind="ad">Boots</p>')
    '<p class="x">Boots</p>'
    """
    return MARK.sub("", html)


def entries(outlet: Outlet) -> tuple[Entry, ...]:
    """Everything that the outlet lists, articles first."""
    articles = [Entry(page.url, page.title, summary_of(page), page.published) for page in outlet.pages]
    newest = outlet.pages[0].published
    others = [Entry(one.url, one.listed, one.listed, newest) for one in outlet.answers if one.listed]
    return (*articles, *others)


def summary_of(page: ExamplePage) -> str:
    """The first words of the story, for teasers and descriptions."""
    found = PARAGRAPH.search(page.body)
    text = found.group() if found else page.title
    if len(text) <= SUMMARY_CHARACTERS:
        return text
    return text[:SUMMARY_CHARACTERS].rpartition(" ")[0] + " …"


def slug(text: str) -> str:
    """A name as a part of an address.

    >>> slug("Twin town")
    'twin-town'
    """
    return "-".join(text.lower().split())


def link(entry: Entry) -> str:
    """An entry of a list of links."""
    return f'<li><a href="{escape(entry.url)}">{escape(entry.title)}</a></li>'


def day(moment: datetime) -> str:
    """A date as readers see it."""
    return f"{moment:%B} {moment.day}, {moment:%Y}"


def article(outlet: Outlet, page: ExamplePage) -> str:
    """An article page."""
    return Template(outlet.theme("article.html")).substitute(_words(outlet, page), **_parts(outlet, page))


def _words(outlet: Outlet, page: ExamplePage) -> dict[str, str]:
    """What the page says about itself, escaped for HTML, and as JSON under `_json` names."""
    summary = summary_of(page)
    plain = {"title": page.title, "byline": page.byline, "section": page.section, "summary": summary, "url": page.url}
    as_json = {f"{key}_json": json.dumps(value, ensure_ascii=False) for key, value in plain.items()}
    return {
        **{key: escape(value) for key, value in plain.items()},
        **as_json,
        "canonical": page.canonical,
        "published": page.published.isoformat(),
        "date": day(page.published),
        "time": f"{page.published:%H:%M}",
        "section_slug": slug(page.section),
        "number": str(400 + outlet.pages.index(page)),
        "language": page.language or outlet.language,
    }


def _parts(outlet: Outlet, page: ExamplePage) -> dict[str, str]:
    """What is put into the page as HTML."""
    place = outlet.pages.index(page)
    listed = entries(outlet)[: len(outlet.pages)]
    others = [listed[(place + step) % len(listed)] for step in range(1, NEIGHBOURS + 1)]
    snippets = outlet.snippets
    return {
        "body": page.body.strip(),
        "style": outlet.theme("style.css"),
        "figure": Template(snippets["figure"]).substitute(caption=escape(page.image)) if page.image else "",
        "comments": _comments(outlet, page),
        "tags": ", ".join(f'<a href="/tag/{slug(tag)}/" rel="tag">{escape(tag)}</a>' for tag in page.tags),
        "others": "".join(map(link, others)),
        "neighbours": "".join(map(link, others[:2])),
    }


def _comments(outlet: Outlet, page: ExamplePage) -> str:
    if not page.comments:
        return ""
    return Template(outlet.snippets["comments"]).substitute(comments=page.comments.strip(), title=escape(page.title))


def front(outlet: Outlet, path: str) -> str:
    """A front page, or a section's when its path names one."""
    named = [page for page in outlet.pages if slug(page.section) in path.strip("/").split("/")]
    shown = [entry for entry in entries(outlet) if not named or entry.url in {page.url for page in named}]
    heading = named[0].section if named else "Latest"
    teaser = Template(outlet.snippets["teaser"])
    rows = [teaser.substitute(_teaser(entry)) for entry in shown]
    return Template(outlet.theme("front.html")).substitute(
        heading=heading, heading_json=json.dumps(heading), rows="\n".join(rows)
    )


def _teaser(entry: Entry) -> dict[str, str]:
    return {
        "url": escape(entry.url),
        "title": escape(entry.title),
        "summary": escape(entry.summary),
        "date": day(entry.published),
        "published": entry.published.isoformat(),
    }


def fronts(outlet: Outlet) -> tuple[str, ...]:
    """Paths of all front and section pages."""
    listed = {outlet.listing.format(slug(page.section)) for page in outlet.pages}
    return tuple(sorted({"/", *outlet.sections, *listed}))


def feed(outlet: Outlet) -> str:
    """The outlet's feed: RSS 2.0 or Atom, whichever its system has."""
    return rss(outlet) if outlet.feed["form"] == "rss" else atom(outlet)


def rss(outlet: Outlet) -> str:
    """RSS 2.0."""
    items = "\n".join(
        f"<item><title>{escape(one.title)}</title><link>{escape(one.url)}</link>"
        f"<pubDate>{format_datetime(one.published)}</pubDate><guid isPermaLink='true'>{escape(one.url)}</guid>"
        f"<description>{escape(one.summary)}</description></item>"
        for one in entries(outlet)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(outlet.name)}</title><link>{outlet.base}/</link><description>Latest</description>\n"
        f"{items}\n</channel></rss>\n"
    )


def atom(outlet: Outlet) -> str:
    """Atom 1.0."""
    items = "\n".join(
        f"<entry><id>{escape(one.url)}</id><title>{escape(one.title)}</title>"
        f'<link rel="alternate" type="text/html" href="{escape(one.url)}"/>'
        f"<published>{one.published.isoformat()}</published><updated>{one.published.isoformat()}</updated>"
        f"<summary>{escape(one.summary)}</summary></entry>"
        for one in entries(outlet)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>{outlet.base}/</id><title>{escape(outlet.name)}</title>"
        f"<updated>{outlet.pages[0].published.isoformat()}</updated>\n{items}\n</feed>\n"
    )


def sitemaps(outlet: Outlet) -> dict[str, bytes]:
    """Path -> bytes of an outlet's sitemap index and the two sitemaps that it names."""
    paths = outlet.sitemap
    if not paths:
        return {}
    listed = entries(outlet)
    half = len(outlet.pages) // 2
    index = "".join(f"<sitemap><loc>{outlet.base}{paths[key]}</loc></sitemap>" for key in ("news", "archive"))
    return {
        paths["index"]: _xml("sitemapindex", index).encode(),
        paths["news"]: _xml("urlset", "\n".join(_news(outlet, one) for one in listed[:half])).encode(),
        paths["archive"]: gzip.compress(_xml("urlset", "\n".join(map(_url, listed[half:]))).encode(), mtime=0),
    }


def _xml(root: str, inner: str) -> str:
    names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {names}>\n{inner}\n</{root}>\n'


def _news(outlet: Outlet, entry: Entry) -> str:
    return (
        f"<url><loc>{escape(entry.url)}</loc><news:news><news:publication><news:name>{outlet.name}</news:name>"
        f"<news:language>{outlet.language}</news:language></news:publication>"
        f"<news:publication_date>{entry.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(entry.title)}</news:title></news:news></url>"
    )


def _url(entry: Entry) -> str:
    return f"<url><loc>{escape(entry.url)}</loc><lastmod>{entry.published.isoformat()}</lastmod></url>"
