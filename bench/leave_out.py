"""What each rule and each family of evidence is worth: the same pages judged again without it.

    python -m bench.leave_out PAGES.jsonl[.gz] [--devset LINES.jsonl]

PAGES holds {"id", "html", "gold", "url"?} rows. Each page is extracted once and each rule asked once about a line in
its place; then only the pages that a rule had a say about are decided again without it, closing lines looked at anew
as `clean` does. Columns: change of F1 in points (runs of four words, mean precision and recall over pages), true lines
that come back, litter lines that are left. A family of evidence is what stands before the colon of a term; without it
every opinion that rests on such a term is silent. With --devset, {"lines": [{"text", "kind"}]} rows are judged as plain
text and their body lines and litter lines counted as well.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.split import read
from cleaning.clean import outcomes
from cleaning.extract import extract
from cleaning.lines import Line, Place, lines_of
from cleaning.pages import page_from_html, page_from_lines
from cleaning.rules import RULES
from cleaning.values import Article, Context, CopydeskError, JudgedLine, Kind, Page
from cleaning.verdict import Heard, judge_line

WORD = re.compile(r"\w+")
RUN, SHORT_RUN = 4, 3
"""Words of a run for F1, and for finding a line in the gold text."""

FOUND = 0.5
"""Share of a line's runs that the gold text holds from which the line is true."""

Silent = Callable[[Heard], bool]
"""Whether an opinion is left out."""


Spot = tuple[int, Place, int, tuple[Kind, ...]]
"""A line in its place: its number, where it stands, how much prose follows, what goes beside it. Closing lines are
looked at in several."""


@dataclass(frozen=True, slots=True)
class Story:
    """One page.

    Attributes:
        article: as extracted.
        lines: in their places.
        true: of each line, whether it belongs to the story; None where the data do not say.
        gold: runs of words that its gold text holds; of labelled lines those of the body.
        said: what the rules said about lines in places, as far as somebody asked.
    """

    article: Article
    lines: tuple[Line, ...]
    true: tuple[bool | None, ...]
    gold: Counter[tuple[str, ...]]
    said: dict[Spot, tuple[Heard, ...]] = field(default_factory=dict)

    def heard(self, line: Line) -> tuple[Heard, ...]:
        """What every rule says about a line in its place."""
        spot = (line.index, line.place, line.prose_left, line.flanks)
        if spot not in self.said:
            self.said[spot] = heard_of(line, self.article)
        return self.said[spot]

    def clean(self, silent: Silent) -> list[str]:
        """What is left of its lines when some opinions are silent."""

        def judge(line: Line) -> JudgedLine:
            return judge_line(line, tuple(pair for pair in self.heard(line) if not silent(pair)))

        return [judged.clean for judged in outcomes(self.lines, judge)]

    def holds(self, silent: Silent) -> bool:
        """Some opinion that was heard about one of its lines is left out."""
        return any(silent(pair) for heard in self.said.values() for pair in heard)


@dataclass(frozen=True, slots=True)
class Figures:
    """What came out: precision and recall of a page, true lines kept, litter lines left."""

    precision: float
    recall: float
    kept: int
    litter: int


def runs(words: list[str], size: int) -> Counter[tuple[str, ...]]:
    """Every run of so many words with how often it stands; a shorter text is one run."""
    return Counter(tuple(words[place : place + size]) for place in range(max(1, len(words) - size + 1)))


def heard_of(line: Line, article: Article) -> tuple[Heard, ...]:
    """What every rule says about a line."""
    return tuple((rule.name, opinion) for rule in RULES for opinion in rule.judge(line, article, Context.empty()))


def story_of(page: Page, is_true: Callable[[str], bool | None], gold: str) -> Story:
    """One page with all opinions."""
    article = extract(page)
    lines = lines_of(article)
    return Story(article, lines, tuple(is_true(line.text) for line in lines), runs(WORD.findall(gold), RUN))


def from_page(row: dict[str, Any]) -> Story:
    """A page with its gold text."""
    gold = row["gold"] or ""
    known = set(runs(WORD.findall(gold.lower()), SHORT_RUN))
    flat = f" {' '.join(WORD.findall(gold.lower()))} "

    def is_true(text: str) -> bool | None:
        words = WORD.findall(text.lower())
        if len(words) < SHORT_RUN:
            return f" {' '.join(words)} " in flat if words else None
        own = runs(words, SHORT_RUN)
        return sum(run in known for run in own) >= FOUND * len(own)

    return story_of(page_from_html(row["html"], row.get("url")), is_true, gold)


def from_lines(row: dict[str, Any]) -> Story:
    """Labelled lines as plain text."""
    kinds = {line["text"]: line["kind"] for line in row["lines"]}
    page = page_from_lines([line["text"] for line in row["lines"]], row.get("url"), row.get("title"))
    body = "\n".join(line["text"] for line in row["lines"] if line["kind"] == "body")
    return story_of(page, lambda text: kinds[text] == "body" if text in kinds else None, body)


def stories(path: Path, make: Callable[[dict[str, Any]], Story]) -> Iterator[Story]:
    """Every row that can be extracted."""
    for row in read(path):
        try:
            yield make(json.loads(row))
        except CopydeskError:
            continue


def measure(story: Story, silent: Silent) -> Figures:
    """A story's figures when some opinions are silent."""
    clean = story.clean(silent)
    own = runs(WORD.findall("\n\n".join(clean)), RUN)
    shared = (own & story.gold).total()
    kept = sum(true is True and bool(text) for true, text in zip(story.true, clean, strict=True))
    litter = sum(true is False and bool(text) for true, text in zip(story.true, clean, strict=True))
    return Figures(shared / own.total(), shared / max(1, story.gold.total()), kept, litter)


def total(figures: Iterable[Figures]) -> tuple[float, int, int]:
    """F1 of mean precision and mean recall, true lines kept, litter lines left."""
    rows = list(figures)
    precision, recall = (
        sum(values) / len(rows) for values in zip(*((f.precision, f.recall) for f in rows), strict=True)
    )
    f1 = 2 * precision * recall / (precision + recall)
    return f1, sum(f.kept for f in rows), sum(f.litter for f in rows)


def names(found: Iterable[Story]) -> list[tuple[str, Silent]]:
    """Every row of RULES, then every family of evidence that was heard, most frequent first."""
    families = Counter(
        term.partition(":")[0]
        for story in found
        for heard in story.said.values()
        for _, opinion in heard
        for term in opinion.terms
    )
    by_rule = [(rule.name, silent_rule(rule.name)) for rule in RULES]
    return [*by_rule, *((f"[{name}]", silent_family(name)) for name, _ in families.most_common())]


def silent_rule(name: str) -> Silent:
    """One rule is left out."""
    return lambda pair: pair[0] == name


def silent_family(name: str) -> Silent:
    """Every opinion that rests on a term of one family is left out."""
    return lambda pair: any(term.partition(":")[0] == name for term in pair[1].terms)


def table(title: str, found: list[Story]) -> Iterator[str]:
    """The table of one set."""
    whole = [measure(story, lambda _: False) for story in found]
    f1, kept, litter = total(whole)
    yield f"{title}: {len(found)} pages, F1 {f1:.4f}, true lines kept {kept:,}, litter lines left {litter:,}"
    yield f"{'left out':20} {'F1':>8} {'true lines':>11} {'litter lines':>13}"
    for name, silent in names(found):
        without = [
            measure(story, silent) if story.holds(silent) else figures
            for story, figures in zip(found, whole, strict=True)
        ]
        other, back, left = total(without)
        yield f"{name:20} {100 * (other - f1):+8.3f} {back - kept:+11,} {left - litter:+13,}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--devset", type=Path)
    options = parser.parse_args()
    print(*table(options.pages.name, list(stories(options.pages, from_page))), sep="\n")
    if options.devset:
        print("", *table(options.devset.name, list(stories(options.devset, from_lines))), sep="\n")


if __name__ == "__main__":
    main()
