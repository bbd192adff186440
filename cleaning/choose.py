"""Blocks won back: what trafilatura left out although it stands among what it kept, in the same container.

Each kind was measured on 295 pages of the development sets (words that the gold text holds : words that it does not):
items of lists 1,282 : 2, headings between two kept blocks 673 : 37, paragraphs between two kept blocks 582 : 0, texts
directly in the story's container beside a kept block 383 : 0. On all 1,145 pages items of lists of links right in the
story's container are 1,478 : 53, of lists of fewer than four 132 : 85. Wider nets, a level up or without kept
neighbours, bring in more litter than text and are cast before the first kept paragraph alone (`LEADING`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from cleaning.corrections import correction_cue
from cleaning.judge_marks import topics_in
from cleaning.repair import ends_like_sentence, letters_of
from cleaning.values import Block

PROSE_WORDS = 12
"""Words of a block that ends like a sentence from which its container is taken as one of the story's own."""

SHORT_WORDS = 4
"""Words that a short paragraph needs beside its full stop."""

MAX_LINKED = 0.3
"""Share of a block that may be link text."""

LIKELY, LIKELY_PROSE = 0.7, 0.0
"""Log odds from which the learned judge wins a block back, and from which a paragraph of prose: two in three, and even.
By cross-validation over domains the paragraphs between the two were 3,261 words of stories and 706 of others, the rest
1,171 and 1,457; paragraphs from -.35 on cost the news pages .001 of F1 and gain the others .0004."""

MOST_REGAINED = 0.5
"""Share of the chosen letters up to which the judge wins blocks back; where it would take more, page and judge disagree
about what the story is, and only paragraphs are taken (without the bound fundus_eval is .961, with nothing at all wcxb
.0005 less, two seeds)."""

LEAST_SAID = 20
"""Letters from which words that stand in a kept block stand there by no chance."""

CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)")
LONGEST_TIME = 40
"""Characters of a line that tells when an entry was written, with its day and zone."""

LISTED = 4
"""Items of a list of links right in the story's container from which it is a part of the story: a list of sources, of
courses, of contents. A shorter one leads to other stories as often."""

ELSEWHERE = frozenset({"other stories", "page furniture"})
"""What the classes of such a list may not speak of."""

NAMED = 2
"""Blocks behind such a time among which its entry begins: a name may stand between."""

TIMED_ENTRIES = 3
"""Times in like places from which they are the heads of a live blog's entries."""

LEADING, TRAILING, MOST_BEFORE, MOST_BEHIND = 3, 0, 1, 3
"""How deep in the story's container a paragraph before the first chosen one, or behind the last, may stand, and blocks
of other sorts in a row that may part it from the story: a box for subscribers, a form, a poll. On all 1,145 pages this
wins 107 words of stories before it, 174 behind it and none of anything else; behind four or five others stand 39
more of none, deeper behind it 152 of stories and 91 others."""

CORRECTED = 8
"""Blocks before the first chosen one and behind the last among which corrections are looked for: on all 1,145 pages
one is won back, and a text without its corrections says what was taken back."""

HEADING = re.compile(r"h[2-6]")


@dataclass(frozen=True, slots=True)
class Containers:
    """The elements in which prose of the main text stands.

    Attributes:
        marks: path of a container -> marks of the prose in it.
    """

    marks: dict[str, set[tuple[str, ...]]]

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> Containers:
        """Containers of the chosen prose."""
        marks = defaultdict[str, set[tuple[str, ...]]](set)
        for block in blocks:
            if block.chosen and block.aligned and is_prose(block):
                marks[outer(block.path)].add(block.marks)
        return cls(marks)

    def hold(self, block: Block) -> bool:
        """The block stands in one of them as prose does: same path, same marks."""
        return block.marks in self.marks.get(outer(block.path), ())

    def surround(self, block: Block, path: str) -> bool:
        """An element at this path, around the block, is one of them; the block may have marks of its own."""
        return any(block.marks[len(block.marks) - len(marks) :] == marks for marks in self.marks.get(path, ()))


def won_back(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with those chosen as well that were clearly lost; `extracted` stays what trafilatura said."""
    chosen = [number for number, block in enumerate(blocks) if block.chosen]
    containers = Containers.of(blocks)
    if not containers.marks:
        return list(blocks)
    found = with_likely(blocks, range(chosen[0] + 1, chosen[-1]))
    texts = {block.text for block in found if block.chosen}
    for wanted in (is_lost_text, is_lost_heading):
        for number in range(chosen[0] + 1, chosen[-1]):
            block = found[number]
            if not block.chosen and block.text not in texts and not is_linked(block):
                neighbours = found[number - 1].chosen + found[number + 1].chosen
                if wanted(block, containers, neighbours):
                    found[number] = replace(block, chosen=True)
    found = with_times(with_lists(found, range(chosen[0] + 1, chosen[-1])), range(chosen[0], chosen[-1]))
    found = with_edges(found, Containers.of(found), chosen[0], chosen[-1])
    return with_corrections(found, chosen[0], chosen[-1])


def with_likely(blocks: Sequence[Block], numbers: Iterable[int]) -> list[Block]:
    """The blocks with those that the judge wins back; not what a kept block says already, as a pull quote does."""
    wanted = [number for number in numbers if not blocks[number].chosen and is_likely(blocks[number])]
    size = sum(len(block.text) for block in blocks if block.chosen)
    texts = {block.text for block in blocks if block.chosen}
    said = "\n".join(letters_of(block.text) for block in blocks if block.chosen) if wanted else ""
    fresh = list[int]()
    for number in wanted:
        text, letters = blocks[number].text, letters_of(blocks[number].text)
        if text not in texts and (len(letters) < LEAST_SAID or letters not in said):
            texts.add(text)
            fresh.append(number)
    if sum(len(blocks[number].text) for number in fresh) > MOST_REGAINED * size:
        fresh = [number for number in fresh if is_prose(blocks[number])]
    found = list(blocks)
    for number in fresh:
        found[number] = replace(blocks[number], chosen=True)
    return found


def with_lists(blocks: list[Block], numbers: Sequence[int]) -> list[Block]:
    """The blocks with the links of longer lists right in the story's container, which trafilatura drops as menus."""
    if not any(is_link_item(blocks[number]) for number in numbers):
        return blocks
    path, marks = home_of(blocks)
    found, texts = list(blocks), {block.text for block in blocks if block.chosen}
    for (place, own), items in groupby(numbers, lambda number: (blocks[number].path, blocks[number].marks)):
        row = list(items)
        if len(row) < LISTED or outer(outer(place)) != path or own[max(0, len(own) - len(marks)) :] != marks:
            continue
        if not topics_in(own[: len(own) - len(marks)]) & ELSEWHERE:
            for number in row:
                if is_link_item(blocks[number]) and blocks[number].text not in texts:
                    found[number] = replace(blocks[number], chosen=True)
    return found


def is_link_item(block: Block) -> bool:
    """An item of a list that nobody chose and that leads elsewhere."""
    return block.tag == "li" and not block.chosen and is_linked(block)


def home_of(blocks: Iterable[Block]) -> tuple[str, tuple[str, ...]]:
    """Path and marks of the element in which most of the chosen letters stand."""
    letters = Counter[tuple[str, tuple[str, ...]]]()
    for block in blocks:
        if block.chosen and block.aligned:
            letters[outer(block.path), block.marks] += len(block.text)
    return letters.most_common(1)[0][0]


def with_times(blocks: list[Block], numbers: Iterable[int]) -> list[Block]:
    """The blocks with the times at the head of a live blog's entries, which trafilatura 2.3.1 drops."""
    places = defaultdict[str, list[int]](list)
    for number in numbers:
        block = blocks[number]
        opens = any(other.chosen and not is_linked(other) for other in blocks[number + 1 : number + 1 + NAMED])
        above = blocks[number - 1] if number else block
        is_teaser = HEADING.fullmatch(above.tag) is not None and is_linked(above)
        is_lost = opens and not block.chosen and not is_teaser
        if is_lost and len(block.text) <= LONGEST_TIME and CLOCK.search(block.text):
            places[block.path].append(number)
    heads = {number for place in places.values() if len(place) >= TIMED_ENTRIES for number in place}
    return [replace(block, chosen=True) if number in heads else block for number, block in enumerate(blocks)]


def with_edges(blocks: list[Block], containers: Containers, first: int, last: int) -> list[Block]:
    """The blocks with paragraphs right before the first and behind the last chosen one, under the headline.

    Behind it in the same place as others of the story, before it also in elements of their own within its container.
    """
    found, texts = list(blocks), {block.text for block in blocks if block.chosen}
    before, behind = range(first - 1, -1, -1), range(last + 1, len(blocks))
    for numbers, depth, most in ((before, LEADING, MOST_BEFORE), (behind, TRAILING, MOST_BEHIND)):
        strangers, headings = 0, list[int]()
        for number in numbers:
            block = blocks[number]
            if block.tag == "h1" or strangers > most:
                break
            if is_prose(block) and not is_linked(block) and block.text not in texts and is_at(block, containers, depth):
                found[number], strangers = replace(block, chosen=True), 0
                for heading in headings:
                    found[heading] = replace(blocks[heading], chosen=True)
                headings.clear()
            elif numbers is behind and is_crosshead(block, containers):
                headings.append(number)
            else:
                strangers += 1
                headings.clear()
    return found


def with_corrections(blocks: list[Block], first: int, last: int) -> list[Block]:
    """The blocks with corrections in the story, over it or under it, whatever element they stand in."""
    found, texts = list(blocks), {block.text for block in blocks if block.chosen}
    for number in range(max(0, first - CORRECTED), min(len(blocks), last + 1 + CORRECTED)):
        block = blocks[number]
        is_lost = not block.chosen and block.text not in texts and is_prose(block) and not is_linked(block)
        if is_lost and correction_cue(block.text):
            found[number] = replace(block, chosen=True)
    return found


def is_at(block: Block, containers: Containers, depth: int) -> bool:
    """A block stands as the story's prose does, or in its container with at most so many elements between."""
    if containers.hold(block):
        return True
    path = block.path
    for _ in range(depth):
        if containers.surround(block, path):
            return True
        path = outer(path)
    return False


def is_likely(block: Block) -> bool:
    """Nobody chose it, and the judge takes it for a part of the story; a headline stands over it."""
    if block.extracted or block.belongs is None or block.tag == "h1":
        return False
    return block.belongs >= (LIKELY_PROSE if is_prose(block) else LIKELY)


def is_lost_text(block: Block, containers: Containers, neighbours: int) -> bool:
    """An item of a list in the story, or a paragraph between kept ones; a short one needs only one kept neighbour.

    So does a paragraph without an element of its own, as in `<div><p>...</p>text<p>...</p></div>`.
    """
    if block.tag == "li":
        return containers.surround(block, outer(outer(block.path)))
    if is_prose(block):
        is_direct = neighbours > 0 and containers.surround(block, block.path)
        return is_direct or (neighbours > 1 and containers.surround(block, outer(block.path)))
    is_short = block.tag == "p" and len(block.text.split()) >= SHORT_WORDS and ends_like_sentence(block.text)
    return is_short and neighbours > 0 and containers.hold(block)


def is_lost_heading(block: Block, containers: Containers, neighbours: int) -> bool:
    """A crosshead between kept blocks."""
    return neighbours > 1 and is_crosshead(block, containers)


def is_crosshead(block: Block, containers: Containers) -> bool:
    """A heading in a container of the story."""
    return HEADING.fullmatch(block.tag) is not None and containers.surround(block, outer(block.path))


def is_prose(block: Block) -> bool:
    """Long enough, and closed like a sentence."""
    return ends_like_sentence(block.text) and len(block.text.split()) >= PROSE_WORDS


def is_linked(block: Block) -> bool:
    """Much of it leads elsewhere."""
    return bool(block.links) and sum(link.end - link.start for link in block.links) > MAX_LINKED * len(block.text)


def outer(path: str) -> str:
    """Path of the element around.

    >>> outer("html/body/p")
    'html/body'
    """
    return path.rpartition("/")[0]
