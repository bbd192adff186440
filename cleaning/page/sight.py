"""What can be seen of a page as a whole, noted once: words, prose, links, teasers, pictures, what it says of itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cleaning.page.teasers import headlines_of, is_page, teased
from cleaning.page.wording import said, shape_of, table
from cleaning.value import value
from cleaning.values import Article, Block, JudgedLine, Kind
from cleaning.wording import count_words, ends_sentence, fold

PROSE_WORDS = 12
"""Words of a line that ends like a sentence from which it is a paragraph."""

SHORT = 250
"""Words up to which a page's wording is read: a longer text speaks for itself, whatever words it uses."""

BRIEF = 1_500
"""Characters of a page's text that are searched for wording."""

EDGE_CHARACTERS = 40
BROKEN = ("\u2026", "...")
ARROWS = " »>→…."
CUT_OFF = re.compile(r"(?:\u2026|\.\.\.|\[\u2026\]|\[\.\.\.\])[\"'”’»)\]]*\s*\Z")
TIMED = re.compile(r"\W{0,6}(?:[01]?\d|2[0-3])\s?[.:h]\s?[0-5]\d\b")
COUNTER = re.compile(r"\W{0,2}\d{1,3}\s?(?:/|of|von|de|di|sur|van|z|из|από|af|av)\s?\d{1,3}\b", re.IGNORECASE)
WALL_MARKS = re.compile(r"paywall|regwall|reg-wall|piano-|subscribe-wall|subscription-wall|premium-teaser|metered")
PICTURE_MARKS = re.compile(r"caption|gallery|slide|carousel|lightbox")
LISTING_MARKS = frozenset({"archive", "category", "tag", "author", "search-results", "blog", "home", "search"})
OUTER = 6
"""Outermost marks of a block among which the classes of <body> are looked for."""


@value(frozen=True, slots=True)
class Text:
    """One kept line: its words, and what it looks like."""

    block: Block
    text: str
    words: int
    is_prose: bool
    is_teaser: bool
    litter: float


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen of a page.

    Attributes:
        article: the page as extracted.
        texts: kept lines, trimmed ones as they are left.
        has_markup: the page is not a plain text.
        words: of the kept lines.
        prose: words of the kept paragraphs.
        run: most words of paragraphs that follow one another with no teaser between them.
        teasers: kept lines that are teasers; `teased` their share of the words.
        cards, carded: the same of all lines, those that were cut included.
        headlines: linked headlines on the whole page.
        cut: words cut from the lines, by kind.
        pictures: captions and other text in galleries; `counters` of them numbered "1 of 9".
        cut_off: kept lines that break off or end in "read more".
        timed: kept lines that open with a time of day.
        wall: words and marks of a wall, around or in the text.
        shape: what the address says.
        types: what the page calls itself, lower-case.
        front: headline and first lines, folded; "" for a long text.
        whole: all of a short text and of what was cut from it, folded; "" for a long one.
        classes: classes of <body> that are names of listings, or "error404".
        described: words of the page's own description; `stated` words of the text in its JSON-LD; 0 where none.
        repeats_description: the text is no more than the description.
    """

    article: Article
    texts: tuple[Text, ...]
    has_markup: bool
    words: int
    prose: int
    run: int
    teasers: int
    teased: float
    cards: int
    carded: float
    headlines: int
    cut: Counter[Kind]
    pictures: int
    counters: int
    cut_off: int
    timed: int
    wall: tuple[str, ...]
    shape: str | None
    types: frozenset[str]
    front: str
    whole: str
    classes: frozenset[str]
    described: int
    stated: int
    repeats_description: bool

    @property
    def brevity(self) -> float:
        """How short the text is: 1 up to 60 words, 0 from 200."""
        return min(1.0, max(0.0, (200 - self.words) / 140))


def sight_of(article: Article, lines: tuple[JudgedLine, ...]) -> Sight:
    """Look at a page whose lines were judged."""
    heads = headlines_of(article.blocks)
    flags = teased(article.blocks, heads)
    texts = tuple(texts_of(article, lines, flags))
    words = sum(text.words for text in texts)
    short = words <= SHORT
    cut = cut_words(lines)
    whole = fold("\n".join(line.text for line in lines)[:BRIEF]) if short else ""
    teasers = [text for text in texts if text.is_teaser]
    notes = {mark.name: mark.value for mark in reversed(article.marks)}
    described = notes.get("description", "")
    return Sight(
        article=article,
        texts=texts,
        has_markup=any(block.path for block in article.blocks),
        words=words,
        prose=sum(text.words for text in texts if text.is_prose),
        run=longest_run(texts),
        teasers=len(teasers),
        teased=sum(text.words for text in teasers) / words if words else 0.0,
        cards=sum(flags),
        carded=card_share(article.lines, flags),
        headlines=sum(heads),
        cut=cut,
        pictures=pictures_of(article.blocks),
        counters=counters_of(article.blocks),
        cut_off=sum(is_cut_off(text.text) for text in texts),
        timed=sum(TIMED.match(text.text) is not None for text in texts),
        wall=walls(article, whole) if short else (),
        shape=shape_of(article.url) or shape_of(article.canonical_url),
        types=frozenset(mark.value.lower() for mark in article.marks if mark.name == "type"),
        front=front_of(article, texts) if short else "",
        whole=whole,
        classes=classes_of(article.blocks),
        described=count_words(described) if described else 0,
        stated=int(notes.get("articleBody", "0")),
        repeats_description=repeats(described, texts),
    )


def counters_of(blocks: Sequence[Block]) -> int:
    """How many blocks count pictures, as in "3 of 12"."""
    return sum(COUNTER.match(b.text) is not None for b in blocks if b.text[:2].strip("( ")[:1].isdigit())


def front_of(article: Article, texts: Sequence[Text]) -> str:
    """What a page says first: headline, headings and first two lines, folded; lines that were cut if none stays."""
    lines = [text.text for text in texts] or [block.text for block in article.lines]
    return fold(" \n ".join([article.title or "", *heads_of(article.blocks), *lines[:2]])[:BRIEF])


def texts_of(article: Article, lines: tuple[JudgedLine, ...], teasers: list[bool]) -> Iterable[Text]:
    """Kept lines with what they look like."""
    for block, line, is_teaser in zip(article.lines, lines, teasers, strict=True):
        if text := line.clean.strip():
            words = count_words(text)
            is_prose = words >= PROSE_WORDS and ends_sentence(text)
            yield Text(block, text, words, is_prose, is_teaser or points_on(block), line.litter or 0.0)


def card_share(lines: tuple[Block, ...], teasers: list[bool]) -> float:
    """Share of the characters in teasers."""
    held = sum(len(block.text) for block, is_teaser in zip(lines, teasers, strict=True) if is_teaser)
    return held / max(1, sum(len(block.text) for block in lines))


def cut_words(lines: Iterable[JudgedLine]) -> Counter[Kind]:
    """Words cut by kind."""
    found = Counter[Kind]()
    for line in lines:
        for cut in line.cuts:
            found[cut.kind] += len(line.text[cut.start : cut.end].split())
    return found


def longest_run(texts: Iterable[Text]) -> int:
    """Words of paragraphs between two teasers, most."""
    best = run = 0
    for text in texts:
        if text.is_teaser:
            run = 0
        if text.is_prose:
            run += text.words
            best = max(best, run)
    return best


def pictures_of(blocks: Iterable[Block]) -> int:
    """How many texts belong to pictures; marks are shared by many blocks, each set of them is looked at once."""
    nearest = Counter("figcaption" if block.tag == "figcaption" else " ".join(block.marks[:3]) for block in blocks)
    return sum(number for marks, number in nearest.items() if PICTURE_MARKS.search(marks))


def is_cut_off(text: str) -> bool:
    """The line breaks off, or ends by pointing to the rest."""
    end = text[-EDGE_CHARACTERS:]
    return CUT_OFF.search(end) is not None or is_more(end)


def points_on(block: Block) -> bool:
    """The block breaks off and ends in a link to another page of the site, as a teaser below an unlinked headline."""
    if not block.links or block.links[-1].end < len(block.text.rstrip(ARROWS)) or not is_page(block.links[-1]):
        return False
    is_broken = block.text[: block.links[-1].start].rstrip(" [](").endswith(BROKEN)
    return is_broken and is_more(block.text[-EDGE_CHARACTERS:])


def is_more(end: str) -> bool:
    """The end of a line points to the rest."""
    return fold(end).rstrip(ARROWS).endswith(table("wording")["more"])


def heads_of(blocks: Iterable[Block]) -> list[str]:
    """Headlines of the first rank."""
    return [block.text for block in blocks if block.tag == "h1"][:2]


def walls(article: Article, whole: str) -> tuple[str, ...]:
    """What speaks of a wall: words in the text, in what was cut and in what stands below it; marks of elements."""
    last = max((number for number, block in enumerate(article.blocks) if block.chosen), default=0)
    below = [block for block in article.blocks[last + 1 : last + 12] if not block.chosen]
    words = said("wall", f"{whole} {fold(' '.join(block.text for block in below)[:BRIEF])}")
    nearest = {" ".join(block.marks[:4]) for block in article.blocks}
    marks = {found[0] for mark in nearest if (found := WALL_MARKS.search(mark))}
    return (*words[:3], *sorted(marks))


def classes_of(blocks: tuple[Block, ...]) -> frozenset[str]:
    """Classes of <body>, as far as they name a kind of page."""
    outermost = {mark for block in (*blocks[:1], *blocks[-1:]) for mark in block.marks[-OUTER:]}
    return frozenset(outermost & LISTING_MARKS | {mark for mark in outermost if mark == "error404"})


def repeats(described: str, texts: tuple[Text, ...]) -> bool:
    """The text is no longer than the description, and opens as it does."""
    if not described or not texts:
        return False
    said_there, said_here = fold(described).rstrip(" .…"), fold(" ".join(text.text for text in texts[:3]))
    return said_here.startswith(said_there[:60]) and len(said_here) <= len(said_there) * 1.3 and len(texts) <= 3  # noqa: PLR2004
