r"""Reads cases that people write and review: title . lines in . lines expected .

A line of a case is a line of an article. `# Headline` gives the article its title, `#lang pl` its language, `#by Name`
its author, `#about Words` its description, and
`#known URL Title` a stored article. `#site 40` gives it a profile of so many articles, of which `#line 34 Words` have
the line, `#opening 34 See also` lines that open so, and `#place 34 teaser` lines of this class. `## `, `- ` and `> `
mark a line as heading, list item and quotation, `{class}` gives it a mark, and `[words](url)` is a link. Where a row
opens with `<aside.related>`, it stands in that element of that class, and rows without one in the story's; `~ ` marks a
block that extraction left out. `?-2.5 its row: ` gives a line the odds and the doubt of the learned judge. A backslash
makes the next character plain: `\- Oui, dit-elle.` is no list item, `\.` ends no part. `export/notation.py` writes what
is read here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cleaning.habits import fingerprint, line_key, path_key
from cleaning.values import Article, Block, Context, Habit, Link, SiteProfile

TAGS = {"## ": "h2", "- ": "li", "> ": "blockquote"}
MARK = re.compile(r"\{([\w -]+)\} ")
LINK = re.compile(r"\[([^\]]+)\]\((\S+?)\)")
DOUBT = re.compile(r"\?(-?[\d.]+) ([^:]+): ")
ELEMENT = re.compile(r"<([\w/-]+)((?:\.[\w-]+)*)> ")
ESCAPED = re.compile(r"\\([\x20-\x7e])")
SHIELD = 0x10F800
"""Of private use: from here on stand, while a row is read, the characters that a backslash made plain."""
SITE = "https://tidings.example/"
PLACE = "html/body/div/p"


@dataclass(frozen=True, slots=True)
class Case:
    """One case: where it stands, the article and what is known from elsewhere, the lines expected."""

    name: str
    article: Article
    context: Context
    expected: tuple[str, ...]

    @property
    def changes(self) -> bool:
        return self.expected != tuple(block.text for block in self.article.lines)


def cases(path: Path) -> Iterator[Case]:
    parts = re.split(r"^\.\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for start in range(0, len(parts) - 1, 3):
        title, given, expected = parts[start : start + 3]
        rows = shielded(given).splitlines()
        heads = [row for row in rows if row.startswith("#") and not row.startswith("## ")]
        blocks = in_places([block_of(row) for row in rows if row.strip() and row not in heads])
        wanted = tuple(block_of(row).text for row in shielded(expected).splitlines() if row.strip())
        yield Case(f"{path.stem}: {title.strip()}", article_of(heads, blocks), context_of(heads), wanted)


def shielded(rows: str) -> str:
    return ESCAPED.sub(lambda found: chr(SHIELD + ord(found[1])), rows)


def plain(text: str) -> str:
    return "".join(chr(ord(c) - SHIELD) if SHIELD <= ord(c) < SHIELD + 0x80 else c for c in text)


def article_of(heads: list[str], blocks: tuple[Block, ...]) -> Article:
    said = {row.split()[0]: plain(row.split(maxsplit=1)[1]) for row in heads}
    return Article(
        SITE + "story",
        title=said.get("#"),
        language=said.get("#lang"),
        byline=said.get("#by"),
        description=said.get("#about"),
        blocks=blocks,
    )


def context_of(heads: list[str]) -> Context:
    known = [row.split(maxsplit=2)[1:] for row in heads if row.startswith("#known ")]
    return Context(site=profile_of(heads), titles=tuple((address, plain(title)) for address, title in known))


def profile_of(heads: list[str]) -> SiteProfile | None:
    articles = next((int(row.split()[1]) for row in heads if row.startswith("#site ")), None)
    if articles is None:
        return None

    def habits(sign: str, key_of: Callable[[str], int]) -> tuple[Habit, ...]:
        rows = [row.split(maxsplit=2) for row in heads if row.startswith(f"#{sign} ")]
        return tuple(sorted((key_of(plain(words)), int(count)) for _, count, words in rows))

    openings = habits("opening", lambda words: fingerprint(words.casefold()))
    places = habits("place", lambda mark: path_key(Block("x", path=PLACE, marks=(mark,))))
    return SiteProfile("tidings.example", 1, articles, habits("line", line_key), openings, places)


def in_places(blocks: list[Block]) -> tuple[Block, ...]:
    """Rows without an element stand in the story's when others have one."""
    if not any(block.path for block in blocks):
        return tuple(blocks)
    return tuple(
        block if block.path else replace(block, path=f"html/body/article/{block.tag or 'p'}") for block in blocks
    )


def block_of(row: str) -> Block:
    chosen, row = not row.startswith("~ "), row.removeprefix("~ ")
    if found := ELEMENT.match(row):
        block = block_of(row[found.end() :])
        marks = (*block.marks, *found[2].split(".")[1:])
        return replace(block, path=f"html/body/{found[1]}/{block.tag or 'p'}", marks=marks, chosen=chosen)
    if found := DOUBT.match(row):
        return replace(line_of(row[found.end() :]), belongs=float(found[1]), doubts=(found[2],))
    return replace(line_of(row), chosen=chosen)


def line_of(row: str) -> Block:
    tag, marks = "", tuple[str, ...]()
    for sign, name in TAGS.items():
        if row.startswith(sign):
            tag, row = name, row.removeprefix(sign)
    if found := MARK.match(row):
        marks, row = tuple(found[1].split()), row[found.end() :]
    text, links, position = "", list[Link](), 0
    for found in LINK.finditer(row):
        text += row[position : found.start()]
        links.append(Link(len(text), len(text) + len(found[1]), found[2], found[2].startswith(SITE)))
        text += found[1]
        position = found.end()
    path = PLACE if marks else ""
    return Block(plain(text + row[position:]), tag=tag, path=path, marks=marks, links=tuple(links))
