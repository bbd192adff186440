"""Halves of a development set: rows of one key stay together, and files are packed where their name says so."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import pytest

from bench.split import main, read


def test_halves_keep_what_belongs_together_and_are_packed_as_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"id": str(n), "url": f"https://paper{n % 9}.example/{n}"} for n in range(36)]
    data, tuned, held = tmp_path / "all.jsonl", tmp_path / "tuned.jsonl.gz", tmp_path / "held.jsonl"
    data.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["split", *map(str, (data, tuned, held)), "--by", "domain"])
    main()
    with gzip.open(tuned, "rt", encoding="utf-8") as file:
        first = [json.loads(line) for line in file]
    second = [json.loads(line) for line in held.read_text(encoding="utf-8").splitlines()]
    assert [json.loads(line) for line in read(tuned)] == first
    assert sorted([*first, *second], key=lambda row: int(row["id"])) == rows
    domains = [{row["url"].split("/")[2] for row in half} for half in (first, second)]
    assert domains[0]
    assert domains[1]
    assert not domains[0] & domains[1]
    assert capsys.readouterr().out == f"tuned {len(first)}  held {len(second)}\n"
