"""Split a development set in two halves by a key, so that one can be read and the other only scored.

    python -m bench.split DATA.jsonl[.gz] tuned.jsonl[.gz] held.jsonl[.gz] --by story|domain|source_id

A row's half depends on its key alone (parity of a hash), so all copies of a story, all pages of a domain and all
versions of a text stay together, and halves stay the same when rows are added.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from training.inputs import opened

Row = dict[str, Any]


def key_of(row: Row, by: str) -> str:
    """What the row is split by; rows without the key go by their id."""
    if by == "domain":
        return urlsplit(row.get("url") or "").hostname or str(row["id"])
    return str(row.get(by) or row["id"])


def is_held(key: str) -> bool:
    """True for the half that nobody reads."""
    return hashlib.sha256(key.encode()).digest()[0] % 2 == 1


def read(path: Path) -> Iterator[str]:
    """Lines of a plain or gzipped file."""
    with opened(path) as rows:
        yield from (row for row in rows if row.strip())


def main() -> None:
    """Write both halves and print their sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("tuned", type=Path)
    parser.add_argument("held", type=Path)
    parser.add_argument("--by", choices=("story", "domain", "source_id"), required=True)
    options = parser.parse_args()
    sizes = {False: 0, True: 0}
    with opened(options.tuned, "w") as tuned, opened(options.held, "w") as held:
        for row in read(options.data):
            half = is_held(key_of(json.loads(row), options.by))
            (held if half else tuned).write(row)
            sizes[half] += 1
    print(f"tuned {sizes[False]}  held {sizes[True]}")


if __name__ == "__main__":
    main()
