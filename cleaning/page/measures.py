"""MEASURES: what speaks against an extraction, each a figure 0..1 with the words that a reader understands.

Every one of them lowers the confidence or, where the training finds no use for it, leaves it. Figures that were tried
and told nothing beyond these: number of words, share of prose, length of lines, share in the main container, linked
headlines, lists, what the page calls itself, words shared with the headline.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from cleaning.page.sight import Sight
from cleaning.values import Block
from cleaning.verdict import chance

LONG = 80
"""Characters from which a block that was left out and ends like a sentence is a paragraph."""

STOPS = tuple('.!?…。！？।؟۔"”»’')
MAIN = 3
"""Outermost marks by which containers are told apart, beside their paths."""

SAID_WORDS = 6
"""Words of a text in a page's own data from which it is one."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure.

    Attributes:
        name: in the model's file.
        value: the figure, 0..1.
        reason: what it says where it lowers the confidence.
    """

    name: str
    value: Callable[[Sight], float]
    reason: str


def ratio(part: float, whole: float) -> float:
    """A share, 0 where there is nothing."""
    return min(1.0, part / whole) if whole > 0 else 0.0


def brief(sight: Sight) -> float:
    """Very few words."""
    return sight.brevity


def teased_share(sight: Sight) -> float:
    """Share of the words in teasers."""
    return sight.teased


def linked_share(sight: Sight) -> float:
    """Share of the characters in links."""
    linked = sum(link.end - link.start for text in sight.texts for link in text.block.links)
    return ratio(linked, sum(len(text.block.text) for text in sight.texts))


def outside(sight: Sight) -> float:
    """Share of the words before the first and after the last paragraph of the main container."""
    held = Counter[str]()
    homes = [container(text.block) for text in sight.texts]
    for text, home in zip(sight.texts, homes, strict=True):
        held[home] += text.words if text.is_prose else 0
    if not held:
        return 0.0
    main = max(held, key=lambda home: held[home])
    within = [number for number, home in enumerate(homes) if home == main]
    return 1 - ratio(sum(text.words for text in sight.texts[within[0] : within[-1] + 1]), sight.words)


def doubt(sight: Sight) -> float:
    """Mean chance of litter, by words."""
    return ratio(sum(text.words * text.litter for text in sight.texts), sight.words)


def unlikely(sight: Sight) -> float:
    """Mean chance that a kept word does not belong to the story, as the learned judge of blocks sees it."""
    chances = ((text.words, chance(-(text.block.belongs or 0.0))) for text in sight.texts if text.block.belongs)
    return ratio(sum(words * share for words, share in chances), sight.words)


def likely_left(sight: Sight) -> float:
    """Text that was left out although the judge thinks that it belongs, as a share of all."""
    left = (block for block in sight.article.blocks if not block.chosen and (block.belongs or 0.0) > 0)
    lost = sum(len(block.text) for block in left)
    return ratio(lost, lost + sum(len(text.text) for text in sight.texts))


def repeated(sight: Sight) -> float:
    """Share of the lines that say what another one says."""
    return 1 - ratio(len({text.text for text in sight.texts}), len(sight.texts))


def container(block: Block) -> str:
    """Path of the element around a block, and the nearest mark."""
    return f"{block.path.rpartition('/')[0]} {' '.join(block.marks[-MAIN:])}"


def left_out(sight: Sight) -> float:
    """Paragraphs that were left out, as a share of all."""
    lost = sum(len(block.text) for block in sight.article.blocks if not block.chosen and is_paragraph(block))
    return ratio(lost, lost + sum(len(text.text) for text in sight.texts))


def left_out_within(sight: Sight) -> float:
    """Paragraphs that were left out between the first and the last kept line, or in a container of kept paragraphs."""
    blocks = sight.article.blocks
    chosen = [number for number, block in enumerate(blocks) if block.chosen]
    if not chosen:
        return 0.0
    homes = {block.path for block in blocks if block.chosen and is_paragraph(block)}
    lost = sum(
        len(block.text)
        for number, block in enumerate(blocks)
        if not block.chosen and is_paragraph(block) and (chosen[0] < number < chosen[-1] or block.path in homes)
    )
    return ratio(lost, lost + sum(len(text.text) for text in sight.texts))


def is_paragraph(block: Block) -> bool:
    """Long, closed like a sentence, and not mostly links."""
    if len(block.text) < LONG or not block.text.endswith(STOPS):
        return False
    return sum(link.end - link.start for link in block.links) < len(block.text) / 2


def won_back(sight: Sight) -> float:
    """Share of the words that trafilatura had left out."""
    return ratio(sum(text.words for text in sight.texts if not text.block.extracted), sight.words)


def unaligned(sight: Sight) -> float:
    """Share of the words that were not found in the page's own tree."""
    return ratio(sum(text.words for text in sight.texts if not text.block.aligned), sight.words)


def refused(sight: Sight) -> float:
    """Share of what trafilatura took that we left out."""
    lost = sum(len(block.text) for block in sight.article.blocks if block.extracted and not block.chosen)
    return ratio(lost, lost + sum(len(text.text) for text in sight.texts))


def cut_share(sight: Sight) -> float:
    """Share of the words that were cut."""
    cut = sum(sight.cut.values())
    return ratio(cut, cut + sight.words)


def short_lines(sight: Sight) -> float:
    """Share of the lines that are no paragraphs."""
    return ratio(sum(not text.is_prose for text in sight.texts), len(sight.texts))


def loose_end(sight: Sight) -> float:
    """The last line is no paragraph."""
    return float(bool(sight.texts) and not sight.texts[-1].is_prose)


def loose_start(sight: Sight) -> float:
    """The first line is no paragraph."""
    return float(bool(sight.texts) and not sight.texts[0].is_prose)


def undated(sight: Sight) -> float:
    """No day was found."""
    return float(not sight.article.published)


def strange_address(sight: Sight) -> float:
    """The address is not that of a story; a text without one has none to be strange."""
    return float(sight.shape not in {"story", "live"} and bool(sight.article.url))


def withheld(sight: Sight) -> float:
    """How far the text falls short of the one in the page's own data."""
    return max(0.0, 1 - sight.words / sight.stated) if sight.stated else 0.0


def exceeds(sight: Sight) -> float:
    """How far the text goes beyond the one in the page's own data."""
    return max(0.0, 1 - sight.stated / sight.words) if sight.stated > SAID_WORDS and sight.words else 0.0


def pictures(sight: Sight) -> float:
    """Captions, for each line kept."""
    return ratio(sight.pictures, sight.pictures + len(sight.texts))


MEASURES = (
    Measure("brief", brief, "few words"),
    Measure("teased_share", teased_share, "much stands under headlines of other pages"),
    Measure("linked_share", linked_share, "much of it is links"),
    Measure("outside", outside, "text of other places of the page precedes or follows it"),
    Measure("doubt", doubt, "kept lines may be litter"),
    Measure("unlikely", unlikely, "lines do not look like parts of the story"),
    Measure("likely_left", likely_left, "text that looks like a part of the story was left out"),
    Measure("repeated", repeated, "lines are repeated"),
    Measure("left_out", left_out, "paragraphs of the page were left out"),
    Measure("left_out_within", left_out_within, "paragraphs near it were left out"),
    Measure("won_back", won_back, "the two ways of reading the page differ"),
    Measure("unaligned", unaligned, "lines were not found in the page's own tree"),
    Measure("refused", refused, "the two ways of reading the page differ"),
    Measure("cut_share", cut_share, "much was cut"),
    Measure("short_lines", short_lines, "many lines are no paragraphs"),
    Measure("loose_end", loose_end, "it does not end with a paragraph"),
    Measure("loose_start", loose_start, "it does not begin with a paragraph"),
    Measure("undated", undated, "no day was found"),
    Measure("strange_address", strange_address, "the address is not that of a story"),
    Measure("withheld", withheld, "shorter than the text in the page's own data"),
    Measure("exceeds", exceeds, "longer than the text in the page's own data"),
    Measure("pictures", pictures, "many captions"),
)
"""Order and names are those of the model's file."""
