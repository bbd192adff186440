"""trafilatura's vote, cast on our own blocks: its lines in page order with our evidence, and what it left out."""

from __future__ import annotations

import bisect
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cleaning.align import Ground, Match, Span, Voted, align, voted
from cleaning.blocks import part
from cleaning.repair import UNCOUNTED, unseen
from cleaning.rows import key_of
from cleaning.value import value
from cleaning.values import Block

WORD = re.compile(r"\w")
WORDS = re.compile(r"\w+")

UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Thai, Lao, Burmese, Khmer, kana, Han: a line may end between any two letters."""


ALL_BUT_MARKS = 0.9
"""Share of a line's letters that must stand in its block before the line's wording is taken for the block's."""


@value(frozen=True, slots=True)
class Claim:
    """A span of one block's letters that belongs to one line."""

    start: int
    end: int
    line: int


Placed = tuple[tuple[int, int, int], Block]
"""A block with its place on the page: letters before it, 0 for a line that was not found there, and its own number."""


def cast_vote(lines: Sequence[str], blocks: Sequence[Block]) -> list[Block]:
    """All blocks in page order: those that the lines claim are extracted and chosen, lines not found stand alone."""
    wanted = voted(lines)
    matches, ground = align(wanted, blocks)
    claims = claims_of(matches, ground)
    placed = [*strays(wanted, matches)]
    for number, block in enumerate(blocks):
        start, found = ground.starts[number], claims.get(number)
        if not found:  # most of a page
            placed.append(((start, 1, number), block))
            continue
        parts = divided(block, found, wording(found, wanted, matches, (block.text, ground.block(number))))
        placed += [((start + offset, 1, number), piece) for offset, piece in parts]
    return [block for _, block in sorted(placed, key=lambda item: item[0])]


def claims_of(matches: Sequence[Match], ground: Ground) -> dict[int, list[Claim]]:
    """What the lines claim of each block, in order; a second claim to letters that are taken is void.

    trafilatura 2.3.1 sometimes puts a paragraph out twice; the page has it once.
    """
    claims = defaultdict[int, list[Claim]](list)
    for line, match in enumerate(matches):
        for start, end in match.spans:
            number = bisect.bisect_right(ground.starts, start) - 1
            while number < len(ground.starts) - 1 and ground.starts[number] < end:
                low, high = ground.block(number)
                stake(claims[number], Claim(max(start, low) - low, min(end, high) - low, line))
                number += 1
    return claims


def stake(claims: list[Claim], claim: Claim) -> None:
    """Adds a claim in its place among the claims to one block, unless some of its letters are taken.

    >>> claims = [Claim(0, 5, 0)]
    >>> stake(claims, Claim(4, 9, 1)), stake(claims, Claim(5, 9, 2)), len(claims)
    (None, None, 2)
    """
    index = bisect.bisect_left(claims, claim.start, key=lambda other: other.start)
    is_free_before = index == 0 or claims[index - 1].end <= claim.start
    is_free_after = index == len(claims) or claim.end <= claims[index].start
    if is_free_before and is_free_after:
        claims.insert(index, claim)


def strays(lines: Sequence[Voted], matches: Sequence[Match]) -> Iterator[Placed]:
    """Lines that were not found in our tree, each behind the line before it."""
    place = 0
    for number, (line, match) in enumerate(zip(lines, matches, strict=True)):
        if match.spans:
            place = match.spans[-1][1]
        else:
            yield (place, 0, number), Block(line.text, aligned=False)


def wording(
    claims: list[Claim], lines: Sequence[Voted], matches: Sequence[Match], block: tuple[str, Span]
) -> str | None:
    """Trafilatura's text of a block inside which it left something out or altered it; None for every other block."""
    owners = {claim.line for claim in claims}
    if len(owners) != 1 or not matches[line := owners.pop()].changed:
        return None
    (text, (low, high)), spans = block, matches[line].spans
    is_found = sum(end - start for start, end in spans) >= ALL_BUT_MARKS * len(lines[line].key)
    is_ours = is_found or is_shortened(lines[line].text, text)
    return lines[line].text if is_ours and low <= spans[0][0] and spans[-1][1] <= high else None


def is_shortened(line: str, text: str) -> bool:
    """All words of a line stand in a text, in order.

    >>> is_shortened("rain fell", "rain, they say, fell"), is_shortened("rain fell", "rain")
    (True, False)
    """
    words = iter(WORDS.findall(text))
    return all(word in words for word in WORDS.findall(line))


def divided(block: Block, claims: list[Claim], wording: str | None) -> list[tuple[int, Block]]:
    """The block as the parts that lines claim and those that nobody does, each with the letters before it.

    Args:
        block: one of ours.
        claims: on its letters.
        wording: what trafilatura made of it, where it left something out of its middle.
    """
    if not claims:
        return [(0, block)]
    if block.tag == "tr":  # a row is never divided
        is_line = sum(claim.end - claim.start for claim in claims) * 2 >= len(key_of(block))
        return [(0, replace(block, extracted=is_line, chosen=is_line))]
    if wording:
        return [(0, reworded(block, wording))]
    if claims[0].start == 0 and claims[0].end == letters_of(block.text):  # one line, word for word: nearly all are
        return [(0, replace(block, extracted=True, chosen=True))]
    places = [index for index, letter in enumerate(block.text) if not unseen(letter)]
    if claims[-1].end > len(places):  # letters that stand for several, an entity escaped three times
        return [(0, replace(block, extracted=True, chosen=True))]
    ranges = ranges_of(block, claims, places)
    borders = [0, *(border for pair in ranges for border in pair), len(places)]
    parts = []
    for index, (start, end) in enumerate(itertools.pairwise(borders)):
        if start < end:
            is_line = index % 2 == 1
            piece = part(block, places[start], places[end - 1] + 1)
            parts.append((start, replace(piece, extracted=is_line, chosen=is_line)))
    return parts


def letters_of(text: str) -> int:
    """How many letters a text has that count; -1 when one at its edge does not.

    >>> letters_of("See also"), letters_of("See also ")
    (7, -1)
    """
    if unseen(text[0]) or unseen(text[-1]):
        return -1
    return len("".join(text.split())) - sum(text.count(sign) for sign in UNCOUNTED)


def ranges_of(block: Block, claims: list[Claim], places: Sequence[int]) -> list[tuple[int, int]]:
    """The claims as ranges of letters, joined where only marks or nothing lies between them, widened over such edges.

    Two lines that no line break divides in our tree are one, and what was left out within a line comes back with it.
    """
    ranges: list[tuple[int, int]] = []
    line = -1
    for claim in claims:
        start, end = ranges[-1] if ranges else (0, 0)
        if ranges and (claim.line == line or is_seam(block, places, end, claim.start)):
            ranges[-1] = (start, claim.end)
        else:
            ranges.append((claim.start, claim.end))
        line = claim.line
    ranges = whole_words(block, places, ranges)
    (first, first_end), (last, last_end) = ranges[0], ranges[-1]
    if not has_word(block, places, 0, first):
        ranges[0] = (0, first_end)
        last = 0 if len(ranges) == 1 else last
    if not has_word(block, places, last_end, len(places)):
        ranges[-1] = (last, len(places))
    return ranges


def whole_words(block: Block, places: Sequence[int], ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges widened to the borders of words: a line that differs from its block is found letter by letter.

    A word in which two ranges meet goes to the first.
    """
    widened, low = list[tuple[int, int]](), 0
    for (start, end), (following, _) in itertools.zip_longest(ranges, ranges[1:], fillvalue=(len(places), 0)):
        first, last = max(start, low), end
        while first > low and is_inside(block.text, places, first):
            first -= 1
        while last < max(following, end) and is_inside(block.text, places, last):
            last += 1
        if first < last:
            widened.append((first, last))
        low = last
    return widened


def is_inside(text: str, places: Sequence[int], border: int) -> bool:
    """A word goes on from one letter to the next; letters of scripts that write no spaces are words of their own."""
    if not 0 < border < len(places) or places[border] != places[border - 1] + 1:
        return False
    pair = text[places[border - 1]] + text[places[border]]
    return pair.isalnum() and not UNSPACED.search(pair)


def is_seam(block: Block, places: Sequence[int], end: int, start: int) -> bool:
    """Nothing but marks lies between two letters, and no line break."""
    low, high = places[end - 1], places[start]
    following = bisect.bisect_right(block.breaks, low)
    is_broken = following < len(block.breaks) and block.breaks[following] < high
    return not is_broken and not has_word(block, places, end, start)


def has_word(block: Block, places: Sequence[int], start: int, end: int) -> bool:
    """A word stands between two letters."""
    return start < end and WORD.search(block.text, places[start], places[end - 1] + 1) is not None


def reworded(block: Block, text: str) -> Block:
    """The block with trafilatura's text; links whose words are still there are kept, line breaks are not known."""
    links, position = [], 0
    for link in block.links:
        anchor = block.text[link.start : link.end]
        if (place := text.find(anchor, position)) >= 0:
            position = place + len(anchor)
            links.append(replace(link, start=place, end=position))
    return replace(block, text=text, links=tuple(links), breaks=(), extracted=True, chosen=True)
