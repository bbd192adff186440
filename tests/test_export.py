"""Datasets: the same bytes for the same database, every line traced to its page, nothing half written."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import zstandard
from typer.testing import CliRunner, Result

from copydesk import app
from export.card import Selection, Tally, card, column_table, shown
from export.columns import COLUMNS, columns
from export.write import WRITERS, ExportError, groups, write_dataset, writer_of
from storage.records import ExportRow
from storage.store import open_store
from tests.desk_samples import BODY, FERRY, GULLS, HOSTILE, LICENCE, MILL, fill
from tests.documents import ROOT

ENDINGS = sorted(WRITERS)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('export')}/desk.db"
    fill(url)
    return url


def export(db: str, out: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["export", str(out), *options, "--db", db])


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a file, whatever its format."""
    if path.suffix == ".parquet":
        found: list[dict[str, Any]] = pq.read_table(path).to_pylist()
        return found
    packed = path.read_bytes()
    if path.suffix == ".gz":
        packed = gzip.decompress(packed)
    if path.suffix == ".zst":
        packed = zstandard.ZstdDecompressor().decompressobj().decompress(packed)
    return [json.loads(line) for line in packed.decode().removesuffix("\n").split("\n")]


def ids(db: str, out: Path, *options: str) -> list[str]:
    done = export(db, out, *options)
    assert done.exit_code == 0, done.stderr
    return [row["url"] for row in read(out)]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("options", [[], ["--with-lines"]])
def test_every_format_holds_every_column_in_order(db: str, tmp_path: Path, ending: str, options: list[str]) -> None:
    out = tmp_path / f"news{ending}"
    assert ids(db, out, *options) == [FERRY, GULLS, MILL, HOSTILE]
    wanted = [column.name for column in columns(with_lines=bool(options))]
    assert all(list(row) == wanted for row in read(out))


def test_the_same_database_gives_the_same_bytes(db: str, tmp_path: Path) -> None:
    here, elsewhere = tmp_path / "here", tmp_path / "elsewhere"
    elsewhere.mkdir()
    calls = [["export", str(elsewhere / f"news{ending}"), "--with-lines", "--db", db] for ending in ENDINGS]
    code = f"from copydesk import app\nfor call in {calls!r}: app(call, standalone_mode=False)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, timeout=120)
    here.mkdir()
    for ending in ENDINGS:
        export(db, here / f"news{ending}", "--with-lines")
    names = sorted(path.name for path in elsewhere.iterdir())
    assert len(names) == 2 * len(ENDINGS)
    assert [(here / name).read_bytes() for name in names] == [(elsewhere / name).read_bytes() for name in names]


def test_a_line_leads_to_its_page(db: str, tmp_path: Path) -> None:
    out = tmp_path / "news.jsonl"
    export(db, out, "--with-lines")
    row = read(out)[0]
    assert row["body_sha256"] == hashlib.sha256(BODY).hexdigest()
    with open_store(db, read_only=True) as store:
        stored = store.page(row["fetch_id"])
        cleaned = store.cleaned(row["cleaning_id"])
    assert stored is not None
    assert (stored.url, stored.body) == (row["url"], BODY)
    assert cleaned is not None
    assert [line["text"] for line in row["lines"]] == [line.text for line in cleaned.lines]


def test_lines_replay_to_the_text(db: str, tmp_path: Path) -> None:
    out = tmp_path / "news.parquet"
    export(db, out, "--with-lines")
    for row in read(out):
        for line in row["lines"]:
            left = "".join(
                c for i, c in enumerate(line["text"]) if not any(x["start"] <= i < x["end"] for x in line["cuts"])
            )
            assert left == line["clean"]
        assert row["text"] == "\n\n".join(line["clean"] for line in row["lines"] if line["clean"])
        assert row["raw_text"] == "\n\n".join(line["text"] for line in row["lines"])


def test_what_a_row_says_of_cuts_flags_and_rights(db: str, tmp_path: Path) -> None:
    out = tmp_path / "news.jsonl"
    export(db, out)
    ferry, gulls, mill, _ = read(out)
    assert (ferry["line_count"], ferry["trimmed_lines"], ferry["dropped_lines"]) == (2, 1, 0)
    assert ferry["cut_lines"] == [{"kind": "share", "lines": 1}]
    assert (ferry["noai"], ferry["noindex"], ferry["tdm_reserved"], ferry["licence"]) == (True, False, None, None)
    assert (gulls["flagged"], gulls["looks_like"], gulls["garble_signals"]) == (
        True,
        "crude translation",
        ["formula", "grammar"],
    )
    assert (mill["garble_status"], mill["garble_score"], mill["licence"]) == ("language_limited", None, LICENCE)
    assert mill["text"] == "Die Mühle mahlt wieder."
    assert mill["fetched_at"] == "2031-05-04T12:00:00+00:00"
    assert mill["versions"]["rules"] == "rules-1"


@pytest.mark.parametrize(
    ("options", "urls"),
    [
        (["--site", "meadow.example"], [MILL, HOSTILE]),
        (["--language", "de"], [MILL]),
        (["--flagged"], [GULLS, HOSTILE]),
        (["--not-flagged"], [FERRY, MILL]),
        (["--rights", "unreserved"], [GULLS, MILL, HOSTILE]),
        (["--rights", "licensed"], [MILL, HOSTILE]),
        (["--verdict", "none"], [FERRY, GULLS, MILL, HOSTILE]),
        (["--since", "2031-05-04"], [FERRY, GULLS, MILL, HOSTILE]),
        (["--since", "2031-05-04T12:08:00"], [MILL, HOSTILE]),
        (["--language", "en", "--not-flagged"], [FERRY]),
    ],
)
def test_an_export_can_be_narrowed(db: str, tmp_path: Path, options: list[str], urls: list[str]) -> None:
    assert ids(db, tmp_path / "news.jsonl", *options) == urls
    assert " ".join(options) in (tmp_path / "news.jsonl.card.md").read_text()


def test_verdicts_choose(tmp_path: Path) -> None:
    db = f"sqlite:///{tmp_path}/desk.db"
    fill(db)
    CliRunner().invoke(app, ["verdict", "1", "--as", "fine", "--db", db])
    CliRunner().invoke(app, ["verdict", "2", "--as", "garbled", "--db", db])
    out = tmp_path / "news.jsonl"
    assert ids(db, out, "--verdict", "fine") == [FERRY]
    assert ids(db, out, "--verdict", "fine", "--verdict", "none") == [FERRY, MILL, HOSTILE]
    assert [row["verdict"] for row in read(out)] == ["fine", None, None]
    assert export(db, out, "--verdict", "splendid").exit_code == 2


def test_nothing_to_export_is_an_error_and_leaves_what_was_there(db: str, tmp_path: Path) -> None:
    out = tmp_path / "news.jsonl"
    out.write_text("before")
    done = export(db, out, "--language", "fr")
    assert done.exit_code == 1
    assert "no article matches" in done.stderr
    assert out.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["news.jsonl"]


@pytest.mark.parametrize("name", ["news.csv", "news", ".jsonl", "news.jsonl.bz2", "news.zst"])
def test_an_unknown_ending_is_answered_with_the_known_ones(db: str, tmp_path: Path, name: str) -> None:
    done = export(db, tmp_path / name)
    assert done.exit_code == 1
    assert ".jsonl.zst, .parquet" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_name_with_dots_is_fine() -> None:
    assert writer_of(Path("news.2031.jsonl.zst")) is WRITERS[".jsonl.zst"]


@pytest.mark.parametrize("name", ["no/such/folder/news.jsonl", "taken.jsonl"])
def test_a_place_that_cannot_be_written_is_one_line(db: str, tmp_path: Path, name: str) -> None:
    (tmp_path / "taken.jsonl").mkdir()
    done = export(db, tmp_path / name)
    assert done.exit_code == 1
    assert name in done.stderr
    assert done.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["taken.jsonl"]


def rows(db: str) -> list[ExportRow]:
    with open_store(db, read_only=True) as store:
        return list(store.export())


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file of this process may grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("size", [0, 2_000])
def test_a_full_disk_leaves_no_half_file(db: str, tmp_path: Path, ending: str, size: int) -> None:
    out = tmp_path / f"news{ending}"
    out.write_text("before")
    many = [replace(row, article_id=number) for number in range(200) for row in rows(db)]
    with full_disk(size), pytest.raises(ExportError, match="nothing was written"):
        write_dataset(many, out, Selection())
    assert out.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_an_interrupt_leaves_no_half_file(db: str, tmp_path: Path) -> None:
    def interrupted() -> Iterator[ExportRow]:
        yield rows(db)[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_dataset(interrupted(), tmp_path / "news.parquet", Selection())
    assert not list(tmp_path.iterdir())


def test_no_rows_is_an_export_error(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="nothing to export"):
        write_dataset([], tmp_path / "news.parquet", Selection())


def test_rows_are_taken_one_at_a_time(db: str, tmp_path: Path) -> None:
    one = rows(db)[0]
    taken = 0

    def many() -> Iterator[ExportRow]:
        nonlocal taken
        for _ in range(5_000):
            taken += 1
            yield one

    tally = write_dataset(many(), tmp_path / "news.parquet", Selection())
    assert (tally.rows, taken) == (5_000, 5_000)
    assert pq.ParquetFile(tmp_path / "news.parquet").num_row_groups == 5


@pytest.mark.parametrize(
    ("texts", "sizes"), [(["a"] * 2_001, [1_000, 1_000, 1]), (["a" * 5_000_000, "b", "c"], [1, 2])]
)
def test_row_groups_are_closed_by_rows_or_characters(texts: list[str], sizes: list[int]) -> None:
    assert [len(group) for group in groups({"text": text} for text in texts)] == sizes
    assert list(groups([])) == []


def test_the_card_tells_what_is_in_the_file(db: str, tmp_path: Path) -> None:
    out = tmp_path / "news.jsonl.zst"
    done = export(db, out, "--with-lines")
    text = (tmp_path / "news.jsonl.zst.card.md").read_text()
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    assert digest in text
    assert digest in done.stdout
    assert "| rows | 4 |" in text
    assert "| `site` | harbour.example | 2 |" in text
    assert "copydesk export news.jsonl.zst --with-lines" in text
    assert all(f"| `{column.name}` |" in text for column in COLUMNS)
    assert str(tmp_path) not in text


def test_a_page_cannot_write_into_the_card(db: str, tmp_path: Path) -> None:
    export(db, tmp_path / "news.jsonl")
    text = (tmp_path / "news.jsonl.card.md").read_text()
    assert "\n# " not in text
    assert "x\\|y # " in text
    assert "\x1b" not in text


def test_many_different_values_are_counted_together() -> None:
    tally = Tally()
    for number in range(3_000):
        tally.count_value("licence", f"licence {number}")
    assert len(tally.values["licence"]) == 1_001
    assert len(shown(tally.values["licence"])) == 26
    assert sum(number for _, number in shown(tally.values["licence"])) == 3_000


def test_an_empty_card_says_unknown() -> None:
    assert "unknown to unknown" in card("x.jsonl", Tally(), Selection())


def test_the_documents_hold_the_table_of_columns() -> None:
    text = (ROOT / "docs" / "dataset.md").read_text(encoding="utf-8")
    table = re.search(r"<!-- columns -->\n(.*?)\n<!-- /columns -->", text, re.DOTALL)
    assert table is not None
    assert table[1] == column_table(), f"docs/dataset.md should hold:\n{column_table()}"


def test_columns_have_different_names_and_a_sentence_each() -> None:
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)
    assert all(column.description.endswith(".") or "`" in column.description for column in COLUMNS)


def test_output_json_names_file_card_and_digest(db: str, tmp_path: Path) -> None:
    out = tmp_path / "news.parquet"
    done = export(db, out, "--output", "json")
    found = json.loads(done.stdout)
    assert found["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert (found["rows"], found["bytes"]) == (4, out.stat().st_size)
    assert Path(found["card"]).is_file()


def test_half_of_a_surrogate_pair_is_replaced_and_offsets_stay_true(db: str, tmp_path: Path) -> None:
    for ending in (".jsonl", ".parquet"):
        export(db, tmp_path / f"news{ending}", "--with-lines")
        line = read(tmp_path / f"news{ending}")[3]["lines"][0]
        assert "\ufffd <script>" in line["text"]
        assert "\x00" in line["text"]
        assert len(line["text"]) == len(rows(db)[3].cleaned.lines[0].text)
