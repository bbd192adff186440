"""What site memory does: pages of many sites stored, cleaned without a profile and with their site's.

    python -m bench.sites DATA.jsonl[.gz] --db sqlite:////tmp/sites.db [--least N] [--ids FILE] [--total]
        [--out-with F] [--out-without F]

DATA holds {"id", "url", "html", "gold"} rows, several of one host; `examples` stands for the pages of the bundled
example sites. They go through the real store: stored, cleaned as in a first crawl, profiles frozen from everything, and
cleaned again. The predictions are {"id", "text"} rows. Figures:

    F1          of words in fours, mean precision and recall over pages, as the article-extraction benchmark
    litter left lines kept that the gold does not have
    body lost   lines that the gold has and site memory cut

`--least` is the number of articles from which a site has a profile at all (in life 10, and 20 for all habits).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.split import read
from cleaning.addresses import host_of
from cleaning.habits import FIXED_ARTICLES
from cleaning.pages import page_from_bytes, page_from_html
from cleaning.values import CleanedArticle, Failure, Page
from engine.attempt import attempt, empty_context
from examples.outlets import outlets
from examples.render import article, unmarked
from storage import profiles
from storage.store import Store, open_store

WORD = re.compile(r"\w+")
FOUR = 4


@dataclass(frozen=True, slots=True)
class Sample:
    """One page with its gold text; None where there is none."""

    name: str
    page: Page
    gold: str | None


@dataclass(slots=True)
class Score:
    """Sums over pages: precision and recall without and with site memory, lines."""

    pages: int = 0
    without: list[tuple[float, float]] = field(default_factory=list)
    known: list[tuple[float, float]] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)

    def add(self, other: Score) -> None:
        """Add another score's pages to this one's."""
        self.pages += other.pages
        self.without += other.without
        self.known += other.known
        self.left.update(other.left)


def samples(data: str, ids: Path | None) -> Iterator[Sample]:
    """Pages of a file, or of the example sites."""
    if data == "examples":
        for outlet in outlets():
            for page in outlet.pages:
                body = unmarked(article(outlet, page)).encode(outlet.encoding)
                yield Sample(str(page.url), page_from_bytes(body, url=page.url), None)
        return
    wanted = None if ids is None else set(ids.read_text(encoding="utf-8").split())
    for line in read(Path(data)):
        row: dict[str, Any] = json.loads(line)
        if wanted is None or str(row["id"]) in wanted:
            sign = "&" if "?" in row["url"] else "?"  # some sets give all pages of a site one address
            address = f"{row['url']}{sign}page={row['id']}"
            yield Sample(str(row["id"]), page_from_html(row["html"], address), row["gold"])


def clean_all(store: Store, given: Iterable[Sample], least: int) -> Iterator[tuple[str, Sample, Any, Any]]:
    """(site, page, cleaned without, cleaned with) of every page that could be cleaned."""
    known: list[tuple[str, Sample, CleanedArticle, int]] = []
    for one in given:
        site = host_of(one.page.url or "")
        fetch_id = store.add_page(one.page, site, None)
        result = attempt(one.page, empty_context)
        if not isinstance(result, Failure):
            store.add_cleaning(fetch_id, result, None)
            known.append((site, one, result, fetch_id))
    sites = store.database.read(lambda c: profiles.site_ids(c, None))
    for site_id in sites:
        store.database.write(lambda c: profiles.freeze(c, site_id, store.now(), least))  # noqa: B023 - run at once
    for site, one, before, fetch_id in known:
        after = attempt(one.page, store.context)
        assert isinstance(after, CleanedArticle)
        store.add_cleaning(fetch_id, after, None)
        yield site, one, before, after


def fours(text: str) -> Counter[tuple[str, ...]]:
    """Every four words in a row; all of them where there are fewer."""
    words = WORD.findall(text)
    return Counter(tuple(words[place : place + FOUR]) for place in range(max(1, len(words) - FOUR + 1)))


def measure(gold: str, text: str) -> tuple[float, float]:
    """Precision and recall."""
    wanted, found = fours(gold), fours(text)
    shared = (wanted & found).total()
    return shared / max(1, found.total()), shared / max(1, wanted.total())


def plain(text: str) -> str:
    """Letters and digits only, for finding a line in the gold."""
    return "".join(WORD.findall(text))


def score(one: Sample, before: CleanedArticle, after: CleanedArticle) -> Score:
    """What became of one page."""
    gold = one.gold or ""
    whole, made = plain(gold), Score(1)
    made.without.append(measure(gold, before.text))
    made.known.append(measure(gold, after.text))
    for was, now in zip(before.lines, after.lines, strict=True):
        is_body = plain(was.text) in whole
        made.left["litter without"] += bool(was.clean) and not is_body
        made.left["litter with"] += bool(now.clean) and not is_body
        made.left["body lost"] += is_body and bool(was.clean) and not now.clean
    return made


def f1(pages: Sequence[tuple[float, float]]) -> float:
    """The mean precision and recall as one."""
    precision, recall = (sum(part) / max(1, len(pages)) for part in zip(*pages, strict=True)) if pages else (0.0, 0.0)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def print_row(name: str, made: Score) -> None:
    """One line of the table."""
    left = made.left
    print(
        f"{name:<26} {made.pages:>5} {f1(made.without):>8.4f} {f1(made.known):>8.4f}"
        f" {left['litter without']:>8} {left['litter with']:>8} {left['body lost']:>6}"
    )


def print_cuts(site: str, before: CleanedArticle, after: CleanedArticle) -> None:
    """Lines of a page without gold that site memory cut."""
    for was, now in zip(before.lines, after.lines, strict=True):
        if was.clean != now.clean:
            print(f"{site}: {was.text[:90]!r} ({'; '.join(now.cuts[0].terms) if now.cuts else ''})")


def main() -> None:
    """Store, clean twice, print, write."""
    options = arguments()
    by_site: defaultdict[str, Score] = defaultdict(Score)
    rows: dict[Path, list[str]] = {file: [] for file in (options.out_with, options.out_without) if file}
    with open_store(options.db) as store:
        for site, one, before, after in clean_all(store, samples(options.data, options.ids), options.least):
            for file, made in ((options.out_with, after), (options.out_without, before)):
                if file:
                    rows[file].append(json.dumps({"id": one.name, "text": made.text}, ensure_ascii=False))
            if one.gold is None:
                print_cuts(site, before, after)
            else:
                by_site[site].add(score(one, before, after))
    for file, lines in rows.items():
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if by_site:
        show(by_site, total_only=options.total)


def show(by_site: dict[str, Score], *, total_only: bool) -> None:
    """The table."""
    print(f"{'site':<26} {'pages':>5} {'F1':>8} {'with':>8} {'litter':>8} {'with':>8} {'lost':>6}")
    whole = Score()
    for site, made in sorted(by_site.items(), key=lambda item: -item[1].pages):
        whole.add(made)
        if not total_only:
            print_row(site, made)
    print_row("all", whole)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", help="a file, or the word examples")
    parser.add_argument("--db", required=True, help="address of an empty database")
    parser.add_argument("--least", type=int, default=FIXED_ARTICLES)
    parser.add_argument("--ids", type=Path, help="only the rows of this file's ids")
    parser.add_argument("--total", action="store_true", help="no figures by site")
    parser.add_argument("--out-with", type=Path)
    parser.add_argument("--out-without", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
