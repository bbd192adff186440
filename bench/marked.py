"""What becomes of invented pages whose every text says what it is: stories stay whole, litter goes, kinds are told.

    python -m bench.marked [PAGES ...] [--misses] [--rows OUT.jsonl]

PAGES are HTML files with marks (`training/marked.py`), those of `training/unread_pages` without any. A line of the
story stays if its words stand in a row in what is left; litter of three words and less, or of words of the story,
stays only as a line of its own. With --misses each line that came out wrong; with --rows pages and stories as JSON
lines, for other tools. Whoever mends a rule by a page has to write others.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cleaning.clean import clean
from cleaning.extract import extract
from cleaning.pages import page_from_bytes
from cleaning.values import Context, CopydeskError, JudgedLine
from training.marked import EITHER, STORY, MarkedPage, Told, Words, marked_page, row_of, words_of

PAGES = Path(__file__).parent.parent / "training" / "unread_pages"

FEW = 3
"""Words of a line that may stand in another one by chance."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What became of one page.

    Attributes:
        lost: lines of the story.
        left: litter that says what it is.
        strange: lines of the result that no mark knows.
        gone: kinds of litter that is not in the result: as the page says, and as the cut does; None where none held it.
    """

    page: MarkedPage
    lost: tuple[Told, ...]
    left: tuple[Told, ...]
    strange: tuple[str, ...]
    gone: tuple[tuple[str, str | None], ...]


def stands_in(words: Words, line: Words) -> bool:
    """In a row.

    >>> stands_in(("b", "c"), ("a", "b", "c", "d")), stands_in(("b", "d"), ("a", "b", "c", "d"))
    (True, False)
    """
    return f" {' '.join(words)} " in f" {' '.join(line)} "


def scored(page: MarkedPage) -> Scored:
    """Cleans a page and looks for each line that it tells.

    Raises:
        CopydeskError: the page has no text.
    """
    lines = clean(extract(page_from_bytes(page.body, page.url)), Context.empty()).lines
    stays = [words for line in lines for piece in line.clean.splitlines() if (words := words_of(piece))]
    known = [words_of(told.text) for told in page.lines]
    lost, left, gone = [], [], []
    letters = "".join("".join(line) for line in stays)
    for told in page.lines:
        words = words_of(told.text)
        there = any(stands_in(words, line) for line in stays) or (len(words) > FEW and "".join(words) in letters)
        own = not any(stands_in(words, words_of(other.text)) for other in page.lines if other.kind in STORY)
        alone = words in stays or (len(words) > FEW and there and own)
        if not words or told.kind in EITHER:
            continue
        if told.kind in STORY:
            lost += [] if there else [told]
        elif alone and not any(other.kind in STORY and words_of(other.text) == words for other in page.lines):
            left.append(told)
        else:
            gone.append((told.kind, kind_of(words, lines)))
    strange = [
        " ".join(line) for line in stays if not any(stands_in(a, line) or stands_in(line, a) for a in known if a)
    ]
    return Scored(page, tuple(lost), tuple(left), tuple(strange), tuple(gone))


def kind_of(words: Words, lines: Sequence[JudgedLine]) -> str | None:
    """As what a line was cut, None where extraction left it out."""
    for line in lines:
        if not line.clean and words_of(line.text) == words:
            return str(line.kind)
    cuts = ((cut.kind, words_of(line.text[cut.start : cut.end])) for line in lines for cut in line.cuts)
    return next((str(kind) for kind, cut in cuts if len(words) > FEW and stands_in(words, cut)), None)


def report(results: Sequence[Scored]) -> Iterator[str]:
    """A line for each kind and some for all."""
    left = Counter(told.kind for result in results for told in result.left)
    gone = Counter(kind for result in results for kind, _ in result.gone)
    cut = Counter(kind for result in results for kind, said in result.gone if said is not None)
    right = Counter(kind for result in results for kind, said in result.gone if kind == said)
    for kind in sorted(left.keys() | gone.keys()):
        there = left[kind] + gone[kind]
        yield f"{kind:16} {gone[kind]:5} of {there:5} gone   kind right {right[kind]:4} of {cut[kind]:4}"
    story = sum(told.kind in STORY for result in results for told in result.page.lines if words_of(told.text))
    lost = sum(len(result.lost) for result in results)
    yield f"{len(results)} pages"
    yield f"lines of stories kept {story - lost:,} of {story:,} ({(story - lost) / max(1, story):.3f})"
    there = sum(gone.values()) + sum(left.values())
    yield f"litter gone {sum(gone.values()):,} of {there:,} ({sum(gone.values()) / max(1, there):.3f})"
    yield f"kind right {right.total():,} of {cut.total():,} ({right.total() / max(1, cut.total()):.3f})"
    yield f"lines from elsewhere on the page {sum(len(result.strange) for result in results):,}"


def misses(result: Scored) -> Iterator[str]:
    """What came out wrong on a page."""
    yield from (f"{result.page.name} lost {told.kind}: {told.text}" for told in result.lost)
    yield from (f"{result.page.name} left {told.kind}: {told.text}" for told in result.left)
    yield from (f"{result.page.name} strange: {line}" for line in result.strange)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", type=Path)
    parser.add_argument("--misses", action="store_true", help="each line that came out wrong")
    parser.add_argument("--rows", type=Path, metavar="OUT.jsonl", help="pages and stories for other tools")
    options = parser.parse_args()
    pages = [marked_page(path) for path in sorted(options.pages or PAGES.glob("*.html"))]
    if options.rows:
        options.rows.write_text("".join(json.dumps(row_of(page)) + "\n" for page in pages), "utf-8")
    results = []
    for page in pages:
        try:
            results.append(scored(page))
        except CopydeskError as error:
            print(f"{page.name}: {error}")
            results.append(Scored(page, tuple(told for told in page.lines if told.kind in STORY), (), (), ()))
    if options.misses:
        print(*(row for result in results for row in misses(result)), sep="\n")
    print(*report(results), sep="\n")


if __name__ == "__main__":
    main()
