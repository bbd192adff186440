"""Quotations that were reworded: other words in the same speaker's mouth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cleaning.copies.differences.view import Found, View, spread, texts
from cleaning.copies.pairing import Block, is_content
from cleaning.copies.style import free

SURE, SMALL, SHORT = 0.95, 0.5, 0.6
FEW = 4
"""Words of a quotation below which it is rather a title or a term."""

CUT_MARKS = ("…", "..", "[", "(", '"', "”", "“", "»", "«")
"""Between two words of a quotation these say that something was left out."""

Changes = dict[tuple[int, int], tuple[list[int], list[int]]]


def reworded_quotes(view: View) -> Iterator[Found]:
    """Every quotation that stands in both with other words inside."""
    for (mine, other), (ours, theirs) in sorted(changes(view).items()):
        words = [n for n in view.pair.a if view.a.quotes[n] == mine]
        others = [n for n in view.pair.b if view.b.quotes[n] == other]
        heavy = [view.a.keys[n] for n in ours if n in view.left_a] + [
            view.b.keys[n] for n in theirs if n in view.left_b
        ]
        score = SURE if sum(map(is_content, heavy)) or len(heavy) > 2 else SMALL  # noqa: PLR2004
        if min(len(words), len(others)) < FEW:
            score = min(score, SHORT)
        a, b = spread(ours or words), spread(theirs or others)
        yield Found(a, b, score, f"“{texts(view.a, a)}” and “{texts(view.b, b)}” inside quotation marks")


def changes(view: View) -> Changes:
    """Changed words by quotation of A and of B."""
    found: Changes = defaultdict(lambda: ([], []))
    for block in view.blocks:
        ours = [n for n in block.a if view.a.quotes[n]]
        theirs = [n for n in block.b if view.b.quotes[n]]
        if ours and theirs:
            key = view.a.quotes[ours[0]], view.b.quotes[theirs[0]]
            found[key][0].extend(ours)
            found[key][1].extend(theirs)
        elif (ours and not block.b) or (theirs and not block.a):
            add_one_sided(view, block, found)
    return {key: sides for key, sides in found.items() if sides[0] or sides[1]}


def add_one_sided(view: View, block: Block, found: Changes) -> None:
    """Words that were put into, or lost from, the middle of a quotation without a mark that says so."""
    words = block.a or block.b
    near, far = (view.a, view.b) if block.a else (view.b, view.a)
    same = view.same if block.a else {m: n for n, m in view.same.items()}
    before, after = same.get(words[0] - 1), same.get(words[-1] + 1)
    if before is None or after is None or after != before + 1:
        return
    quotes = {near.quotes[n] for n in (words[0] - 1, *words, words[-1] + 1)}
    if len(quotes) > 1 or 0 in quotes or far.quotes[before] != far.quotes[after] or not far.quotes[before]:
        return
    gaps = far.gap(before) + near.gap(words[0] - 1) + near.gap(words[-1])
    if any(mark in gaps for mark in CUT_MARKS) or all(near.keys[n] in free() for n in words):
        return
    key = (near.quotes[words[0]], far.quotes[before])
    if block.a:
        found[key][0].extend(words)
        found[key][1].extend((before, after))
    else:
        found[key[::-1]][1].extend(words)
        found[key[::-1]][0].extend((before, after))
