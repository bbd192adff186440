"""Blocks against the gold text of their page: which belong, which are unknown, and how well a text agrees with it."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from cleaning.values import Block
from cleaning.wording import UNSPACED

WORD = re.compile(r"\w+")
RUN = 3
SHINGLE = 4
"""Words in a row by which a block is found in the gold, and by which two texts are compared."""

LONG = 6
"""Words from which a block is judged by its runs; a shorter one must stand near a supported block in the gold too."""

FOUND, PARTLY = 0.5, 0.25
"""Share of its runs from which a block belongs, and up to which it does not; between them it is left out."""

NEAR = 6
"""Blocks within which a short block's neighbour in the gold is looked for."""

BEFORE, BEHIND = 250, 1_500
"""Characters of the gold around that neighbour in which the short block must stand."""


def words_of(text: str) -> list[str]:
    """Lower-case words; characters of scripts without spaces count one each."""
    return [part for word in WORD.findall(text.lower()) for part in (word if UNSPACED.search(word) else (word,))]


def runs_of(words: Sequence[str], size: int = RUN) -> list[tuple[str, ...]]:
    """Every so many words in a row."""
    return [tuple(words[start : start + size]) for start in range(len(words) - size + 1)]


@dataclass(frozen=True, slots=True)
class Gold:
    """A text that blocks are looked for in.

    Attributes:
        flat: its words with one space between, one at either end.
        runs: its words RUN in a row.
        lines: its lines as words.
    """

    flat: str
    runs: frozenset[tuple[str, ...]]
    lines: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, text: str) -> Gold:
        """From the text itself."""
        words = words_of(text)
        lines = frozenset(tuple(words_of(line)) for line in text.splitlines())
        return cls(f" {' '.join(words)} ", frozenset(runs_of(words)), lines)

    def share(self, words: Sequence[str]) -> float:
        """Share of the runs of some words that the text has; for fewer words than a run, whether it has them."""
        runs = runs_of(words)
        return sum(run in self.runs for run in runs) / len(runs) if runs else float(phrase(words) in self.flat)


def phrase(words: Sequence[str]) -> str:
    """The words as they stand in `Gold.flat`."""
    return f" {' '.join(words)} "


def labels_of(blocks: Sequence[Block], gold: str, optional: Sequence[str], title: str | None) -> list[bool | None]:
    """For each block whether it belongs; None where nobody can say: optional text, the headline, second copies."""
    main, spare, headline = Gold.of(gold), Gold.of("\n".join(optional)), words_of(title or "")
    words = [words_of(block.text) for block in blocks]
    found = [None if not own or is_headline(own, headline) else by_runs(own, main) for own in words]
    anchors = [number for number, label in enumerate(found) if label]
    places = {number: main.flat.find(phrase(words[number][:LONG])) for number in anchors}
    for number, own in enumerate(words):
        if own and len(own) < LONG and own != headline:
            near = [places[other] for other in beside(number, anchors) if abs(other - number) <= NEAR]
            found[number] = by_place(own, main, near)
        if found[number] is False and spare.share(own) >= FOUND:
            found[number] = None
    return without_copies(found, words, blocks)


def is_headline(words: Sequence[str], headline: Sequence[str]) -> bool:
    """Says what the headline says, and hardly more."""
    return words == headline or (len(words) <= len(headline) + 2 and Gold.of(" ".join(headline)).share(words) >= FOUND)


def by_runs(words: Sequence[str], gold: Gold) -> bool | None:
    """A longer block by the share of its runs that the gold has; None for a shorter one."""
    if len(words) < LONG:
        return None
    share = gold.share(words)
    return True if share >= FOUND else None if share > PARTLY else False


def by_place(words: Sequence[str], gold: Gold, near: Sequence[int]) -> bool | None:
    """A short block by its exact words near those of its neighbours."""
    text = phrase(words)
    if text not in gold.flat:
        return False
    is_near = any(gold.flat.find(text, max(0, place - BEFORE), place + BEHIND) >= 0 for place in near if place >= 0)
    is_line = tuple(words) in gold.lines
    if is_near and (is_line or len(words) >= RUN):
        return True
    return None if is_near or is_line else False


def beside(number: int, anchors: Sequence[int]) -> Sequence[int]:
    """The anchors on either side."""
    place = bisect(anchors, number)
    return anchors[max(0, place - 1) : place + 1]


def without_copies(
    found: list[bool | None], words: Sequence[Sequence[str]], blocks: Sequence[Block]
) -> list[bool | None]:
    """Of blocks that say the same and belong, only one does: the first that trafilatura chose, or the first."""
    copies = defaultdict[tuple[str, ...], list[int]](list)
    for number, label in enumerate(found):
        if label:
            copies[tuple(words[number])].append(number)
    for numbers in copies.values():
        kept = next((number for number in numbers if blocks[number].extracted), numbers[0])
        for number in numbers:
            if number != kept:
                found[number] = None
    return found


Parts = tuple[float, float, float]
"""Shares of what two texts have in common, of what only the second has, of what only the first has: 1 in all."""


def compare(gold: str, text: str, optional: Sequence[str]) -> Parts:
    """How a text agrees with its gold, by runs of SHINGLE words; lines that are optional are left out before."""
    main, spare = Gold.of(gold), Gold.of("\n".join(optional))
    kept = [line for line in text.splitlines() if not is_spare(words_of(line), main, spare)]
    wanted, given = shingles(gold), shingles("\n".join(kept))
    common = sum((wanted & given).values())
    size = sum(wanted.values()) + sum(given.values()) - common
    return (
        (common / size, (sum(given.values()) - common) / size, (sum(wanted.values()) - common) / size)
        if size
        else (0, 0, 0)
    )


def is_spare(words: Sequence[str], main: Gold, spare: Gold) -> bool:
    """Stands in the optional text and not in the gold."""
    return bool(words) and bool(spare.runs) and main.share(words) < FOUND <= spare.share(words)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Words SHINGLE in a row, counted; a shorter text is one."""
    words = WORD.findall(text)
    return Counter(tuple(words[start : start + SHINGLE]) for start in range(max(1, len(words) - SHINGLE + 1)) if words)


def score(parts: Sequence[Parts]) -> tuple[float, float, float]:
    """F1, precision and recall over pages, as the article-extraction-benchmark has them: means first, then F1.

    >>> score([(1.0, 0.0, 0.0), (0.5, 0.5, 0.0)])
    (0.8571428571428571, 0.75, 1.0)
    """
    precisions = [common / (common + more) for common, more, _ in parts if common + more]
    recalls = [common / (common + less) for common, _, less in parts if common + less]
    precision = sum(precisions) / max(1, len(precisions))
    recall = sum(recalls) / max(1, len(recalls))
    total = precision + recall
    return (2 * precision * recall / total if total else 0.0), precision, recall
