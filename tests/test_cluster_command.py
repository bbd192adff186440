from __future__ import annotations

import gzip
import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cleaning.copies.fingerprint import Fingerprint, fingerprint
from cleaning.values import Failure
from commands.texts import Text, text_in
from copydesk import app
from engine import fingerprints as engine_fingerprints
from engine.fingerprints import FEW, fingerprints
from tests import copy_samples as samples

Row = dict[str, Any]


def packed(*lines: bytes | Row) -> bytes:
    return b"".join((json.dumps(line).encode() if isinstance(line, dict) else line) + b"\n" for line in lines)


def run(*arguments: str | Path, given: bytes = b"") -> tuple[int, list[Row], str]:
    result = CliRunner().invoke(app, ["cluster", *map(str, arguments), "--workers", "1"], input=given)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()], result.stderr


def clustered(*rows: bytes | Row) -> list[Row]:
    code, found, _ = run("-", "-", given=packed(*rows))
    assert code == 0
    return found


def test_every_record_gets_its_row_in_order() -> None:
    code, rows, said = run(
        "-",
        "-",
        given=packed(
            {"id": "a", "text": samples.STORY, "url": "https://a.example", "more": [1]},
            {"id": "b", "text": samples.OTHER, "language": "en-GB", "published": "2031-03-04T10:00:00Z"},
            b"{broken",
            {"id": "c", "text": samples.SPUN, "language": None, "published": "yesterday", "title": "Ramp"},
            {"id": "a", "text": samples.STORY},
            {"id": 7, "text": samples.SAME_EVENT},
            {"id": "d", "lines": ["no text"]},
            {"text": samples.STORY},
            {"id": "\ud800", "text": "\ud800"},
        ),
    )
    assert code == 0
    assert [row["id"] for row in rows] == ["a", "b", None, "c", "a", 7, "d", None, "\ud800"]
    assert [row.get("cluster") for row in rows] == ["a", "b", None, "a", None, 7, None, None, "\ud800"]
    assert [row.get("relation") for row in rows if "error" not in row] == [None, None, "copy", "related", None]
    assert rows[0] == {"id": "a", "cluster": "a", "relation": None, "score": None}
    assert rows[5]["related_to"] == "a"
    assert [row["record"] for row in rows if "error" in row] == [3, 5, 7, 8]
    assert rows[4]["error"] == {"stage": "read", "reason": "this id stands in an earlier record"}
    assert "9 records: 4 clusters, 1 copies, 1 related; 4 failed (read 4)" in said


def test_files_are_compressed_by_their_names(tmp_path: Path) -> None:
    source, out = tmp_path / "in.gz", tmp_path / "out.jsonl.gz"
    source.write_bytes(gzip.compress(packed({"id": 1, "text": "Rain fell."}, {"id": 2, "text": "rain fell"})))
    assert run(source, out)[0] == 0
    assert [json.loads(row)["cluster"] for row in gzip.decompress(out.read_bytes()).splitlines()] == [1, 1]


def test_days_far_apart_are_two_stories_unless_the_words_are_the_same() -> None:
    first = {"id": "a", "text": samples.STORY, "published": "2031-03-04"}
    assert [
        row["cluster"]
        for row in clustered(
            first,
            {"id": "b", "text": samples.EDITED, "published": "2032-03-04"},
            {"id": "c", "text": samples.STORY, "published": "2033-03-04"},
        )
    ] == ["a", "b", "a"]


def test_strict_and_nothing_that_succeeds() -> None:
    given = packed({"id": 1, "text": "Rain."}, b"{")
    assert run("-", "-", given=given)[0] == 0
    assert run("-", "-", "--strict", given=given)[0] == 1
    assert run("-", "-", given=b"{\n")[0] == 1
    assert run("-", "-")[0] == 0


def test_input_that_breaks_off_is_a_failure_and_what_it_held_is_written(tmp_path: Path) -> None:
    given = gzip.compress(packed({"id": 1, "text": "Rain."}, {"id": 2, "text": "x" * 99}))[:-20]
    code, _, said = run("-", tmp_path / "out", given=given)
    assert code == 1
    assert "breaks off" in said
    assert (tmp_path / "out").read_bytes()


def test_the_input_is_never_overwritten(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(packed({"id": 1, "text": "Rain."}))
    code, _, said = run(source, source)
    assert code == 1
    assert "is the input itself" in said


def test_called_wrongly() -> None:
    assert run("-")[0] == 2
    assert run("missing.jsonl", "-")[0] == 1


def test_hints_that_cannot_be_read_are_none() -> None:
    assert text_in({"id": 1, "text": "a", "language": 7, "published": 1777777777}) == Text("a")
    assert text_in({"id": 1, "text": "a", "language": "English", "published": "soon"}) == Text("a")


def test_workers_give_the_same_in_order() -> None:
    texts = [f"{samples.SPORT} {number}" for number in range(FEW + 3)]
    asked = [(number, (text, "en") if number % 50 else None) for number, text in enumerate(texts)]
    assert list(fingerprints(asked, 2)) == list(fingerprints(asked, 1))


def test_what_breaks_a_fingerprint_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str, language: str | None) -> Fingerprint:
        if "cod" in text:
            raise ValueError("no cod")
        return fingerprint(text, language)

    monkeypatch.setattr(engine_fingerprints, "fingerprint", broken)
    made = [made for _, made in fingerprints([(1, ("salted cod", "en")), (2, ("rain", "en"))], 1)]
    assert made == [Failure(made[0].stage, "ValueError: no cod") if isinstance(made[0], Failure) else None, made[1]]
    assert isinstance(made[1], Fingerprint)


def test_input_is_read_as_it_is_needed() -> None:
    taken = itertools.count()
    endless = ((number, ("Rain fell.", "en")) for number in taken)
    assert next(fingerprints(endless, 1))[0] == 0
    assert next(taken) <= FEW + 1
