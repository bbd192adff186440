"""Pointers to other stories: one with cue words, a block of them, a headline alone between paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaning.lines import Line, Place, Shape
from cleaning.pieces import Piece
from cleaning.rules.evidence import (
    LINKED,
    beside_bars,
    in_tail,
    is_heading,
    is_headline,
    is_names,
    is_row,
    leads_elsewhere,
    links_lead_elsewhere,
    word_lists,
)
from cleaning.rules.phrases import SPEECH, TALLY, Found, is_single
from cleaning.rules.tables import Phrase, Table, read_table
from cleaning.values import Article, Context, Kind, Opinion
from cleaning.verdict import STRONG, SURE, WEAK
from cleaning.wording import count_words, ends_sentence, is_caseless

SEE_ALSO = read_table("see_also")
RELATED = read_table("related")

CUE_KEYS = frozenset(SEE_ALSO.by_key) | frozenset(RELATED.by_key)

SEPARATOR = re.compile(r"\s*(?:[:：|｜•»>→▶►▸▪❯⏩👉】》–—]|-\s|\s\s|\*)[\s:：|｜•»>→▶►▸▪❯⏩👉】》*–—-]*")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+\s*")
COLONS = frozenset(":：")
"""Signs that part a cue from its headline where the phrase of the table ends with one."""

ASKING = frozenset("?!…？！;")
HEADLINE_WORDS = 40
HEADLINE_CHARACTERS = 480
HEADING_WORDS = 12
BLOCK_REACH = 20
"""Words of the longest heading; lines that a block of related stories may be long."""

ITEM = 0.95 * SURE
"""Weight of an item of a block: a little less than of what says by itself what it is."""

FAR = 0.2
"""Share of a line's content words that the rest of the story uses too, up to which the line is about something else."""

RELATED_WORDS = word_lists("words")["pointing"]
REFERENCES = word_lists("words")["reference"]
SHORT_HEADLINE, LONG_HEADLINE = 4, 25
"""Words from which a headline needs no sign before it, and up to which it may close with a full stop."""

LINK_GAP, LINK_LEAST = 4, 12
"""Characters between a cue and the link behind it; characters of a link that is a headline."""

TITLE_CASE = 0.8
BARE_LEAST, BARE_LONG, KNOWN_LEAST = 5, 7, 3
"""Share of capitals of title case; words from which a headline alone is no crosshead; words of a known title."""

TOLD_LEAST, CROSSHEAD_MOST = 6, 5
"""Words of a short paragraph, and of a crosshead, beside which a headline stands alone."""

CAPITALS = re.compile(r"\W{0,3}([^\W\d_][^|:]{2,40}?)\s?[|:]\s*(?=\S)")
"""What may be a label before a headline. Of 14 in capitals with a link behind them, tuned pages, none is a story's."""

HALF, THIRD, SEVERAL = 0.5, 0.33, 3
SIGNED_PARTS, SIGNED_NAMES = 3, 4
"""Parts of the name under a letter, and words of the first."""


def see_also(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """A cue and a headline, in a line, a part between breaks, or behind the last sentence; or a cue alone."""
    del article, context
    return tuple(opinion for piece in line.pieces for opinion in pointer(line, piece))


def headed_in_capitals(line: Line, article: Article) -> Found:
    """A label in capitals, in whatever language, a sign, and all the rest a link to another page of the site."""
    found = CAPITALS.match(line.text)
    links = line.shape.block.links
    if found is None or not found[1].isupper() or not links or is_row(line.shape) or not is_headline(line.shape):
        return None
    if (
        not links_lead_elsewhere(line.shape, article)
        or links[0].start > found.end()
        or links[-1].end < len(line.text.rstrip())
    ):
        return None
    return SURE, ("shape: a label in capitals", "link: all the rest leads to another page of the site")


def pointer(line: Line, piece: Piece) -> Iterator[Opinion]:
    """What one part of a line has of a pointer."""
    matched = SEE_ALSO.match(piece)
    if matched is None or len(piece.text) > HEADLINE_CHARACTERS or (piece.whole and heads_block(line.shape, RELATED)):
        return
    row, end = matched
    cue = piece.text[piece.lead : end].strip()
    kind = Kind.RELATED if cue.split()[0].casefold() in RELATED_WORDS else Kind.SEE_ALSO
    found = judge_pointer(line, piece, row, end)
    if found is not None:
        size, weight, terms = found
        yield Opinion(piece.start, piece.start + size, kind, weight, (f"cue: {cue}", *terms))


def judge_pointer(line: Line, piece: Piece, row: Phrase, end: int) -> tuple[int, float, tuple[str, ...]] | None:
    """How far the pointer reaches in its part, its weight, and what speaks for it."""
    rest, size = piece.text[end:], len(piece.text)
    cue = piece.text[piece.lead : end].strip()
    several = "-" in cue or not is_single(cue)
    sign = SEPARATOR.match(rest)
    parted = sign is not None or cue[-1] in COLONS
    if (row.section == "opens" and not parted) or not (several or piece.whole):
        return None
    if TALLY.fullmatch(rest):
        return size, SURE if several else STRONG, ("shape: nothing else",)
    if (linked := link_after(line, piece, end)) is not None:
        return linked, SURE, ("link: the headline is a link",)
    headline = rest[sign.end() :] if sign else rest.lstrip()
    if not (several or parted) or not is_pointed_at(headline, parted=parted, several=several):
        return None
    if parted:
        far = line.topic is None or line.topic <= HALF
        return size, SURE if several or far else STRONG, ("shape: a headline behind a sign",)
    return size, STRONG + WEAK if is_heading(line.shape) else SURE, ("shape: a headline without a full stop",)


def is_pointed_at(headline: str, *, parted: bool, several: bool) -> bool:
    """Reads like a headline: opens with a capital, a figure or a quotation mark, and does not close like a sentence."""
    if ADDRESS.fullmatch(headline):
        return parted
    words, count = headline.split(), count_words(headline)
    if not words or not 1 < max(count, len(words)) <= HEADLINE_WORDS:
        return False
    opens = not words[0][0].islower() or (parted and several)
    if ends_sentence(headline) and headline.rstrip(" \"')]」』）")[-1:] not in ASKING:
        return parted and several and opens and count <= LONG_HEADLINE and SPEECH.search(headline) is None
    reference = words[0].casefold().strip("\"'") in REFERENCES or is_caseless(words[0][0])
    return opens and (parted or (not reference and count >= SHORT_HEADLINE))


def link_after(line: Line, piece: Piece, end: int) -> int | None:
    """Where the link ends that opens behind the cue or holds it; None without one, and for a word in a sentence."""
    for link in line.shape.block.links:
        start, stop = link.start - piece.start, link.end - piece.start
        if start > end + LINK_GAP or stop > len(piece.text) or stop - end <= LINK_LEAST:
            continue
        after = piece.text[stop:]
        if TALLY.fullmatch(after):
            return len(piece.text)
        rest = after.lstrip(" .\"')]")
        if rest[:1].isupper() and rest != after:
            return stop + len(after) - len(rest)
    return None


def related(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """The heading of a block of other stories, and the items under it."""
    del article, context
    if line.shape.words > HEADLINE_WORDS:
        return ()
    if heads_block(line.shape, RELATED):
        return (Opinion(0, len(line.text), Kind.RELATED, SURE, (f"cue: {line.text[:60]}",)),)
    found = under_heading(line)
    if found is None:
        return ()
    heading, items = found
    kind = Kind.RELATED if items > 1 else Kind.BARE_HEADLINE
    return (Opinion(0, len(line.text), kind, ITEM, (f"block: under “{heading.block.text[:40]}”",)),)


def heads_block(shape: Shape, table: Table) -> bool:
    """A line that says nothing but that other stories follow."""
    if shape.piece.key not in table.by_key or shape.words > HEADING_WORDS:
        return False
    matched = table.match(shape.piece)
    return matched is not None and TALLY.fullmatch(shape.piece.text[matched[1] :]) is not None


def under_heading(line: Line) -> tuple[Shape, int] | None:
    """The heading above a run of headlines that the line belongs to, and how many there are."""
    if not is_item(line.shape):
        return None
    for index in range(line.index - 1, max(-1, line.index - BLOCK_REACH), -1):
        shape = line.shapes[index]
        if is_cue(shape):
            return shape, run_from(line.shapes, index + 1)
        if shape.is_prose or not is_headline(shape):
            return None
    return None


def is_cue(shape: Shape) -> bool:
    """The heading of a block, or a cue alone on its line with a colon behind it."""
    if shape.piece.key not in CUE_KEYS:
        return False
    if heads_block(shape, RELATED):
        return True
    return shape.block.text.rstrip().endswith(":") and heads_block(shape, SEE_ALSO)


def run_from(shapes: tuple[Shape, ...], start: int) -> int:
    """How many headlines stand in a row from here."""
    count = 0
    for shape in shapes[start : start + BLOCK_REACH]:
        if not is_item(shape):
            break
        count += 1
    return count


def is_item(shape: Shape) -> bool:
    """Could be the headline of another story in a list of them."""
    return is_headline(shape) and not shape.is_prose and not is_cue(shape)


def bare_headline(line: Line, article: Article) -> Found:
    """A headline alone between two paragraphs: its shape, and that it is about something else or is a link."""
    shape = line.shape
    if is_heading(shape) or is_row(shape) or not is_headline(shape) or is_broken_off(line) or shape.words < BARE_LEAST:
        return None
    if ("|" in line.text and beside_bars(line)) or is_signature(line.text) or is_tally(shape):
        return None
    if not stands_alone(line):
        return None
    terms = list(headline_terms(line, article))
    return (WEAK * len(terms), tuple(terms)) if terms else None


def stands_alone(line: Line) -> bool:
    """Between two paragraphs, or a paragraph and a heading or a list, or behind the last paragraph."""
    before, after = line.previous, line.following
    if before is None:
        return False
    if before.is_prose and line.place is Place.CLOSING and in_tail(line):
        return True
    if after is None or not (before.is_prose or after.is_prose):
        return False
    return parts_it(before) and (parts_it(after) or heads_prose(line.index + 1, line.shapes))


def parts_it(side: Shape) -> bool:
    """A line beside which a headline is nobody's neighbour."""
    told = side.ends_sentence and side.words >= TOLD_LEAST
    return side.is_prose or told or is_heading(side) or is_row(side)


def heads_prose(index: int, shapes: Sequence[Shape]) -> bool:
    """A few words over a paragraph, which the markup does not call a heading."""
    shape = shapes[index]
    few = shape.words <= CROSSHEAD_MOST and not shape.ends_sentence
    return few and index + 1 < len(shapes) and shapes[index + 1].is_prose


def is_signature(text: str) -> bool:
    """A name, what its bearer is, and where: "Ada Brown, treasurer, Friends of the Lake"."""
    parts = text.split(", ")
    return len(parts) >= SIGNED_PARTS and is_names(parts[0], at_most=SIGNED_NAMES) and is_names(parts[-1])


def is_tally(shape: Shape) -> bool:
    """Figures stand in half of its words, or in a third where there are several: scores, moves of chess, portions."""
    figures = sum(any(map(str.isdigit, token)) for token in shape.tokens)
    return figures >= (THIRD if figures >= SEVERAL else HALF) * max(1, len(shape.tokens))


def is_broken_off(line: Line) -> bool:
    """Ends like the first half of a sentence, asks like prose does, or holds a whole sentence and more."""
    text = line.text.rstrip()
    is_open = text[-1:] in "?!…;" or len(line.pieces) > 1
    return (is_open and line.shape.link_share < LINKED) or text[-1:] in ":,-–—"


def headline_terms(line: Line, article: Article) -> Iterator[str]:
    """What speaks for a headline of another story, one term each."""
    shape = line.shape
    if not shape.block.text.isupper() and (shape.capitals >= TITLE_CASE or shape.words >= BARE_LONG):
        yield "shape: a headline between paragraphs"
    if line.topic is not None and line.topic <= FAR:
        yield f"topic: {line.topic:.0%} of its words are the story's"
    if leads_elsewhere(shape, article):
        yield "link: all of it leads to another page of the site"


def known_title(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """The title of another stored article, behind a link of this line."""
    del article
    if not context.titles or not line.shape.block.links:
        return ()
    titles = {address: title.casefold() for address, title in context.titles}
    for link in line.shape.block.links:
        text = line.text[link.start : link.end]
        if len(text.split()) >= KNOWN_LEAST and titles.get(link.target) == text.casefold():
            return (Opinion(link.start, link.end, Kind.BARE_HEADLINE, STRONG, (f"title: of {link.target}",)),)
    return ()
