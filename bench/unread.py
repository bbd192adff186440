"""What becomes of invented articles from which nothing was learned: litter goes, lines of stories stay, kinds are told.

    python -m bench.unread [ARTICLES.txt] [--sparse 8]

ARTICLES has rows "kind | place | text" under [sections], one an article, as `training/lines.txt`; without it
`training/unread.txt` is taken. Each section is judged as one text without markup; with --sparse N that many times, each
time with every N-th line of its litter only, as an extraction leaves it. Whoever mends a rule by what stands in the
file has to write another.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from cleaning.clean import judge_lines
from cleaning.extract import extract
from cleaning.pages import page_from_lines
from cleaning.values import Context, JudgedLine
from training.lines import BODY, Row, rows_of

UNREAD = Path(__file__).parent.parent / "training" / "unread.txt"


def judged(rows: Sequence[Row]) -> tuple[JudgedLine, ...]:
    """What becomes of the lines of one article."""
    return judge_lines(extract(page_from_lines([row.text for row in rows])), Context.empty())


def sparse(rows: Sequence[Row], times: int) -> list[list[Row]]:
    """An article so many times: all lines of its story, and each line of litter in one of them.

    >>> rows = [Row(n, "", kind, "in", "") for n, kind in enumerate(["share", "body", "ad"])]
    >>> [[row.kind for row in some] for some in sparse(rows, 2)]
    [['share', 'body', 'ad'], ['body']]
    """
    return [
        [row for number, row in enumerate(rows) if row.kind == BODY or number % times == part] for part in range(times)
    ]


def share(part: int, whole: int) -> str:
    """A count of a whole.

    >>> share(3, 4)
    '3 of 4 (0.750)'
    """
    return f"{part:,} of {whole:,} ({part / max(1, whole):.3f})"


def main() -> None:
    """Prints a line for each kind of litter, and three for all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=Path, default=UNREAD)
    parser.add_argument(
        "--sparse", type=int, default=1, metavar="N", help="each article N times, with an N-th of litter"
    )
    options = parser.parse_args()
    sections = (list(rows) for _, rows in groupby(rows_of(options.articles), lambda row: row.group))
    articles = [some for rows in sections for some in sparse(rows, options.sparse)]
    there, gone, right, kept = Counter[str](), Counter[str](), Counter[str](), 0
    for rows in articles:
        for row, line in zip(rows, judged(rows), strict=True):
            there[row.kind] += 1
            gone[row.kind] += not line.clean
            right[row.kind] += not line.clean and line.kind == row.kind
            kept += row.kind == BODY and line.clean == line.text
    litter = sorted(there.keys() - {BODY})
    for kind in litter:
        print(f"{kind:16} {share(gone[kind], there[kind]):22} kind right {share(right[kind], gone[kind])}")
    print(f"{len(articles)} articles")
    print(f"litter gone      {share(sum(gone[kind] for kind in litter), sum(there[kind] for kind in litter))}")
    print(f"kind right       {share(sum(right[kind] for kind in litter), sum(gone[kind] for kind in litter))}")
    print(f"stories' lines kept whole {share(kept, there[BODY])}")


if __name__ == "__main__":
    main()
