"""The five example outlets, as they stand in `examples/sites`: every word is our own writing, every name invented.

An outlet is a folder: `outlet.toml` (name, address, robots.txt, pages that go wrong), `theme/` (the markup of its
publishing system) and `stories/`, one file a page: the article's own HTML under a comment of TOML. Blocks that do not
belong to the story carry `data-kind="see_also"` and the like, and the element that holds the story carries
`data-story`; both marks are taken out before a page is served, and are what the expected readings are made from.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

SITES = Path(__file__).with_name("sites")
NAMES = ("brightpath", "worldpulse", "northline", "lagoon", "vale")
COMMENTS = "<!-- comments -->\n"


@dataclass(frozen=True, slots=True)
class ExamplePage:
    """One article page.

    Attributes:
        name: its file, without ending.
        url: where it is served.
        story: shared by all copies of one story.
        label: "genuine", "light_edit" (trimmed, re-headed, local spelling) or "garbled".
        image: caption of the picture above the story; "" for none.
        canonical: address that the page names as the original; mostly its own.
        body: HTML of the story, marks included.
        comments: HTML of readers' comments; "" for none.
        language: ISO 639-1 code, where it is not the outlet's own.
    """

    name: str
    title: str
    url: str
    story: str
    label: str
    section: str
    byline: str
    published: datetime
    image: str
    canonical: str
    tags: tuple[str, ...]
    body: str
    comments: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answers that is no article of ours: a redirect, an error, a page that is broken or dull.

    Attributes:
        to: path that a redirect leads to.
        file: in the theme, sent as it is.
        garbage: bytes of noise to send, after `begins`, as text/html.
        listed: headline under which feed, sitemap or front page list it; "" when they do not.
        forbidden: robots.txt forbids it.
    """

    url: str
    status: int
    to: str = ""
    file: str = ""
    garbage: int = 0
    begins: str = ""
    listed: str = ""
    forbidden: bool = False


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet.

    Attributes:
        key: its folder.
        host: its name on the web, in a domain that is reserved for examples.
        system: publishing system that its markup follows.
        encoding: of its bytes; `charset` is what its header says, which need not be the same.
        sections: paths of pages that lead to articles; `listing` is the pattern of further ones.
        include, exclude: patterns for sites.toml.
        snippets: HTML of parts that repeat: teaser, figure, comments.
    """

    key: str
    name: str
    host: str
    system: str
    language: str
    style: str
    sections: tuple[str, ...]
    listing: str
    robots: str
    snippets: Mapping[str, str]
    pages: tuple[ExamplePage, ...]
    answers: tuple[Answer, ...]
    feed: Mapping[str, str]
    sitemap: Mapping[str, str]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    encoding: str = "utf-8"
    charset: str = "utf-8"

    @property
    def base(self) -> str:
        """Address of the front page, without the last slash."""
        return f"http://{self.host}"

    def theme(self, name: str) -> str:
        """A file of the theme."""
        return (SITES / self.key / "theme" / name).read_text(encoding="utf-8")


@functools.cache
def outlets() -> tuple[Outlet, ...]:
    """All five, in the order in which they are shown."""
    return tuple(read_outlet(SITES / name) for name in NAMES)


def read_outlet(folder: Path) -> Outlet:
    """An outlet from its folder; newest page first."""
    table = tomllib.loads((folder / "outlet.toml").read_text(encoding="utf-8"))
    base = f"http://{table['host']}"
    answers = tuple(Answer(base + one.pop("path"), **one) for one in table.pop("answer", []))
    pages = [read_page(path, base) for path in sorted((folder / "stories").glob("*.html"))]
    pages.sort(key=lambda page: page.published, reverse=True)
    lists: dict[str, Any] = {key: tuple(table.pop(key, ())) for key in ("sections", "include", "exclude")}
    return Outlet(
        key=folder.name,
        pages=tuple(pages),
        answers=answers,
        feed=table.pop("feed", {}),
        sitemap=table.pop("sitemap", {}),
        **lists,
        **table,
    )


def read_page(path: Path, base: str) -> ExamplePage:
    """A page from its file: TOML in a comment, the story, and perhaps readers' comments."""
    head, _, rest = path.read_text(encoding="utf-8").removeprefix("<!--\n").partition("\n-->\n")
    body, _, comments = rest.partition(COMMENTS)
    table: dict[str, Any] = tomllib.loads(head)
    url = base + table.pop("path")
    optional = {"image": "", "canonical": url, "tags": ()}
    fields = {**optional, **table}
    return ExamplePage(
        name=path.stem, url=url, body=body, comments=comments, **{**fields, "tags": tuple(fields["tags"])}
    )
