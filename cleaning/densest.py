"""Where a page's text stands thickest, asked before trafilatura's choice is believed.

A page is a row of blocks; a paragraph adds its words, a link or a label takes some away, and the stretch with the
greatest sum is where a story would stand (maximum subsequence segmentation: Pasternack and Roth, WWW 2009). It is too
greedy to be the main text itself: comments and other stories are thick too. But where trafilatura's text holds little
of it, trafilatura may have looked elsewhere.

On the tuned pages of the development sets (567) little of it is held on 22. Of these, trafilatura's wider search finds
twice the words on two: precision and recall .96/.16 become .93/.99, and .70/.32 become .69/.72.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from cleaning.choose import HEADING, PROSE_WORDS, is_linked
from cleaning.repair import compact, ends_like_sentence
from cleaning.values import Block
from cleaning.wording import count_words

MOST = 80
"""Words of one block that count: a single wall of text is no article."""

LINKED, LABEL = -6.0, -4.0
"""What a linked block, and a short one, take away."""

LEAST_WORDS = 100
"""Words of prose that a stretch needs before it says anything."""

HEAD = 60
"""Letters by which a paragraph is looked for in a text."""

FEW = 0.5
"""Share of the stretch's prose below which a text holds little of it."""

WIDER = 2
"""So many times the words must another search find to be believed in its place."""

LEAST_BLOCKS = 5
"""Paragraphs of a stretch between chosen blocks from which it is chosen: by cross-validation wcxb gains .0004 of F1."""

NOTHING = 50
"""Words below which a search found nothing. A short text elsewhere is believed: it is the story, and what is thicker
are other stories (five of seven tuned pages)."""

BESIDE = frozenset({"footer", "nav"})
"""Elements in which no story stands. A form may be around a whole page, and a page of odd markup in an aside."""

READERS = ("comment", "disqus", "repl")
"""How the marks of readers' words begin, which are thick under a short story."""

WHOLE = 0.5
"""Share of the page's blocks from which a mark is the whole page's, as in `<body class="comments-open">`."""


def densest(blocks: Sequence[Block]) -> list[Block]:
    """The stretch of blocks in which text stands thickest, without its links.

    >>> menu, story = Block("Home"), Block("The ferry was late again, and the few who waited for it did not mind much.")
    >>> [block.text[:9] for block in densest([menu, menu, story, menu, story, menu])]
    ['The ferry', 'Home', 'The ferry']
    """
    best, total, start, stretch = 0.0, 0.0, 0, (0, 0)
    for number, block in enumerate(blocks):
        if total <= 0:
            total, start = 0.0, number
        total += thickness(block)
        if total > best:
            best, stretch = total, (start, number + 1)
    return [block for block in blocks[slice(*stretch)] if not is_linked(block)]


def thickness(block: Block) -> float:
    """What a block adds to a stretch."""
    if is_linked(block):
        return LINKED
    words = count_words(block.text) if len(block.text) >= 2 * PROSE_WORDS else 0  # no script has shorter words
    if words < PROSE_WORDS:
        return LABEL
    return min(words, MOST) if ends_like_sentence(block.text) else min(words, MOST / 2) / 2


def without_readers(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without footers, menus and readers' words."""
    found = Counter(mark for block in blocks for mark in block.marks if mark.startswith(READERS))
    readers = {mark for mark, count in found.items() if count < WHOLE * len(blocks)}
    return [b for b in blocks if BESIDE.isdisjoint(b.path.split("/")) and readers.isdisjoint(b.marks)]


def share_held(lines: Sequence[str], stretch: Sequence[Block]) -> float:
    """Share of the stretch's prose, by words, that stands in the lines; 1 where there is too little prose to say.

    >>> share_held(["Rain."], [Block("Rain.")])
    1.0
    """
    prose = [(block.text, words) for block in stretch if (words := count_words(block.text)) >= PROSE_WORDS]
    total = sum(words for _, words in prose)
    if total < LEAST_WORDS:
        return 1.0
    text, held, place = compact(" ".join(lines)), 0, 0
    for paragraph, words in prose:
        head = compact(paragraph[: 4 * HEAD])[:HEAD]
        at = text.find(head, place)  # paragraphs mostly come in the same order: what stands before is searched last
        at = at if at >= 0 else text.find(head, 0, place + len(head))
        if at >= 0:
            held, place = held + words, at
    return held / total


def with_middle(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the paragraphs and headings of a long stretch between chosen ones: sections, slides, cards.

    What is thicker and goes on behind the last chosen block are comments or other stories as often.
    """
    chosen = [number for number, block in enumerate(blocks) if block.chosen]
    held = [block.text for block in blocks if block.chosen]
    stretch = densest(without_readers(blocks))
    prose = [block for block in stretch if count_words(block.text) >= PROSE_WORDS]
    if len(prose) < LEAST_BLOCKS or not chosen or share_held(held, stretch) >= FEW:
        return list(blocks)
    own = set(map(id, stretch))
    numbers = [number for number, block in enumerate(blocks) if id(block) in own]
    if numbers[0] < chosen[0] or numbers[-1] > chosen[-1]:
        return list(blocks)
    wanted = set(map(id, prose)) | {id(block) for block in stretch if HEADING.fullmatch(block.tag)}
    return [replace(block, chosen=True) if id(block) in wanted else block for block in blocks]


def is_wider(other: Sequence[str], lines: Sequence[str]) -> bool:
    """Another search found far more words."""
    return sum(map(count_words, other)) >= WIDER * max(1, sum(map(count_words, lines)))


def is_nothing(lines: Sequence[str], stretch: Sequence[Block]) -> bool:
    """A search found next to nothing, and none of it in a stretch that could be an article."""
    return sum(map(count_words, lines)) < NOTHING and share_held(lines, stretch) == 0
