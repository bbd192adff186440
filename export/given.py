"""What a case gives: blocks of an article as rows, the heads above them, and the article that is read from these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cleaning.habits import count_in, fingerprint, line_key, opening_of
from cleaning.values import Article, Block, Context, Habit, Link, SiteProfile
from export.notation import (
    MOST_CHARACTERS,
    PLACE_START,
    SITE,
    Detail,
    NotationError,
    as_read,
    headline,
    is_odd,
    moved,
    row_of,
)

MOST_HABITS = 10
"""Lines and openings of a site that a case tells."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a case gives: the article, what is known from elsewhere, and the rows that say so."""

    article: Article
    context: Context
    rows: tuple[str, ...]


def given(article: Article, numbers: Sequence[int], context: Context, detail: Detail) -> Given:
    """These blocks of the article as a case gives them, with the heads that belong to them.

    Raises:
        NotationError: a text that no row can hold; the message says which.
    """
    blocks = tuple(as_read(article.blocks[number], detail) for number in numbers)
    rows = [*heads_of(article, detail)]
    known = known_of(blocks, context) if detail is Detail.PLACES else Context.empty()
    rows += known_rows(blocks, known)
    for block in blocks:
        try:
            rows.append(row_of(block))
        except NotationError as error:
            raise NotationError(f"“{headline(block.text[:40])}”: {error}") from None
    read = Article(
        SITE + "story",
        title=said(article.title),
        language=foreign(article),
        byline=said(article.byline) if detail else None,
        description=said(article.description) if detail else None,
        blocks=in_places(blocks),
    )
    return Given(read, known, tuple(rows))


def said(text: str | None) -> str | None:
    """Words of a head in one line; None for nothing, and for what no row can hold."""
    words = " ".join((text or "").split())
    return words if words and len(words) <= MOST_CHARACTERS and not any(map(is_odd, words)) else None


def foreign(article: Article) -> str | None:
    """Its language where it is not English."""
    return None if article.language == "en" else said(article.language)


def heads_of(article: Article, detail: Detail) -> list[str]:
    """Title, language where it is not English, author and description."""
    heads = [("#", article.title), ("#lang", foreign(article))]
    if detail:
        heads += [("#by", article.byline), ("#about", article.description)]
    return [f"{sign} {escaped(words)}" for sign, text in heads if (words := said(text))]


def escaped(words: str) -> str:
    """Words of a head: only the backslash means something there."""
    return words.replace("\\", "\\\\")


def in_places(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Rows without an element stand in the story's when others have one, as the reader has it."""
    if not any(block.path for block in blocks):
        return blocks
    start = f"{PLACE_START}article/"
    return tuple(block if block.path else replace(block, path=start + (block.tag or "p")) for block in blocks)


def known_of(blocks: Sequence[Block], context: Context) -> Context:
    """What is known of the site, as far as it bears on these blocks and a case can say it."""
    targets = {link.target for block in blocks for link in block.links}
    titles = tuple((moved_address(url), words) for url, title in context.titles if (words := said(title)))
    titles = tuple((url, title) for url, title in titles if url in targets)
    if context.site is None:
        return Context(titles=titles)
    lines = [(line_key(block.text), block.text) for block in blocks]
    openings = [(fingerprint(words), words) for block in blocks if (words := opening_of(block.text))]
    site = SiteProfile(
        "tidings.example",
        1,
        context.site.articles,
        repeated(lines, context.site.lines),
        repeated(openings, context.site.openings),
    )
    return Context(site=site, titles=titles)


def moved_address(url: str) -> str:
    """An address of the article's own site, on the case's."""
    return moved(Link(0, 1, url, same_site=True)).target


def repeated(keys: Sequence[tuple[int, str]], habits: tuple[Habit, ...]) -> tuple[Habit, ...]:
    """Those of a site's habits that stand here."""
    found = {key: count for key, words in keys if said(words) == words and (count := count_in(habits, key))}
    return tuple(sorted(found.items())[:MOST_HABITS])


def known_rows(blocks: Sequence[Block], context: Context) -> list[str]:
    """The heads that say what is known from elsewhere."""
    rows = [f"#known {url} {escaped(title)}" for url, title in context.titles]
    if context.site is None:
        return rows
    rows.append(f"#site {context.site.articles}")
    lines = dict(context.site.lines)
    openings = dict(context.site.openings)
    for text in dict.fromkeys(block.text for block in blocks):
        if count := lines.pop(line_key(text), 0):
            rows.append(f"#line {count} {escaped(text)}")
        if (words := opening_of(text)) and (count := openings.pop(fingerprint(words), 0)):
            rows.append(f"#opening {count} {escaped(words)}")
    return rows
