from __future__ import annotations

import base64
import gzip
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
import zstandard
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from cleaning.pages import HTML, TEXT
from cleaning.values import CopydeskError, Failure, Page, Stage
from commands import records
from commands.records import BREAKS_OFF, Record, decompressed, opened, read_records
from commands.results import schema
from commands.writing import partial_of, written
from copydesk import app

ROOT = Path(__file__).parent.parent
VALIDATOR = Draft202012Validator(schema())
STORY = "The ferry sailed again on Tuesday after a week of storms, the harbour master said."


def read(*lines: bytes | str | dict[str, Any]) -> list[Record]:
    return list(read_records(io.BytesIO(packed(*lines))))


def packed(*lines: bytes | str | dict[str, Any]) -> bytes:
    rows = [json.dumps(line) if isinstance(line, dict) else line for line in lines]
    return b"\n".join(row.encode() if isinstance(row, str) else row for row in rows) + b"\n"


def page(record: Record) -> Page:
    assert isinstance(record.page, Page), record.page
    return record.page


def reason(record: Record) -> str:
    assert isinstance(record.page, Failure), record.page
    assert record.page.stage is Stage.READ
    return record.page.reason


# records


def test_html_is_decoded_already_whatever_charset_it_declares() -> None:
    (record,) = read(
        {"id": "a", "html": '<meta charset="latin-1"><p>Fjørd', "url": "https://a.example/1", "title": "T"}
    )
    assert (record.number, record.id) == (1, "a")
    assert page(record).header("content-type") == HTML
    assert page(record).body.decode() == '<meta charset="latin-1"><p>Fjørd'
    assert (page(record).url, page(record).title) == ("https://a.example/1", "T")


def test_base64_is_as_received() -> None:
    body = '<meta charset="windows-1252"><p>Fjørd'.encode("cp1252")
    wrapped = base64.encodebytes(body).decode()
    (record,) = read({"id": 1, "html_base64": wrapped})
    assert page(record).body == body
    assert page(record).headers == ()


def test_text_and_lines_are_lines() -> None:
    text, lines, strings = read({"text": "a\nb"}, {"lines": [{"text": "a\nb", "kind": "body"}]}, {"lines": ["a", "b"]})
    assert page(text).header("content-type") == TEXT
    assert [page(record).body for record in (text, lines, strings)] == [b"a\nb", b"a b", b"a\nb"]


def test_other_keys_are_ignored_and_the_page_goes_before_a_text_beside_it() -> None:
    (record,) = read({"id": "a", "html": "<p>page", "text": "gold", "lines": None, "set": [1]})
    assert page(record).body == b"<p>page"


def test_null_is_missing() -> None:
    (record,) = read({"id": None, "url": None, "title": "", "html": None, "text": "a"})
    assert record.id is None
    assert (page(record).url, page(record).title, page(record).body) == (None, None, b"a")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "not JSON"),
        (b'{"id": "a", "text": "x"', "not JSON"),
        (b"'a'", "not JSON"),
        (b'{"id": NaN, "text": "a"}', "not JSON: NaN"),
        (b'{"text": "a", "more": -Infinity}', "not JSON: -Infinity"),
        (b'{"text": "\xff"}', "not UTF-8"),
        ('{"text": "a"}'.encode("utf-16"), "not UTF-8"),
        (b'["a"]', "this is a list"),
        (b'"a"', "this is a string"),
        (b"null", "this is null"),
        (b"7", "this is a number"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"id": ' + b"9" * 5000 + b', "text": "a"}', "a number is too long"),
        (b"{}", "none of"),
        (b'{"id": "a", "html": null}', "none of"),
        (b'{"html": 7}', '"html" is a string, not a number'),
        (b'{"text": ["a"]}', '"text" is a string, not a list'),
        (b'{"lines": "a"}', '"lines" is a list, not a string'),
        (b'{"lines": [{"body": "a"}]}', '"lines[].text" is a string, not null'),
        (b'{"lines": [7]}', '"lines[].text" is a string, not a number'),
        (b'{"html_base64": "%%%"}', "is not base64"),
        (b'{"html_base64": "abc"}', "is not base64"),
        ('{"html_base64": "é"}'.encode(), "is not base64"),
        (b'{"url": 7, "text": "a"}', '"url" is a string, not a number'),
        (b'{"title": {}, "text": "a"}', '"title" is a string, not an object'),
        (b'{"id": ["a"], "text": "a"}', '"id" is a string or a number, not a list'),
        (b'{"id": true, "text": "a"}', '"id" is a string or a number, not true or false'),
    ],
)
def test_a_bad_record_says_why_and_the_next_is_read(line: bytes, said: str) -> None:
    bad, good = read(line, {"text": "fine"})
    assert said in reason(bad)
    assert "\n" not in reason(bad)
    assert (good.number, page(good).body) == (2, b"fine")


def test_an_id_is_kept_where_the_rest_is_wrong() -> None:
    (record,) = read({"id": "a/1", "html": 7})
    assert record.id == "a/1"


def test_the_second_of_two_ids_is_told() -> None:
    found = read(
        {"id": "1", "text": "a"}, {"id": 1, "text": "b"}, {"id": "1", "text": "c"}, {"text": "d"}, {"text": "e"}
    )
    assert [isinstance(record.page, Failure) for record in found] == [False, False, True, False, False]
    assert "earlier record" in reason(found[2])


def test_half_a_surrogate_pair_costs_one_character_and_not_the_record() -> None:
    (record,) = read(b'{"id": "\\ud800", "text": "a\\ud800b"}')
    assert record.id == "\ud800"
    assert page(record).body == b"a?b"


def test_empty_lines_are_counted_and_give_nothing() -> None:
    assert [record.number for record in read(b"", {"text": "a"}, b"  \r", {"text": "b"})] == [2, 4]


def test_a_byte_order_mark_is_no_part_of_the_first_record() -> None:
    assert page(read(b'\xef\xbb\xbf{"text": "a"}')[0]).body == b"a"


def test_the_last_line_needs_no_line_feed() -> None:
    assert len(list(read_records(io.BytesIO(b'{"text": "a"}\n{"text": "b"}')))) == 2


def test_a_line_that_is_too_long_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MAX_RECORD_BYTES", 40)
    monkeypatch.setattr(records, "CHUNK", 7)
    longest = b'{"text": "' + b"x" * 27 + b'"}'  # with its line feed just what is allowed
    bad, good, last, after = read({"text": "x" * 100}, {"text": "fine"}, longest, b'{"text":"y"}')
    assert "longer than" in reason(bad)
    assert (good.number, page(good).body) == (2, b"fine")
    assert len(page(last).body) == 27
    assert after.number == 4


ROWS = packed(*({"id": n, "text": f"line {n}" * 50} for n in range(200)))


@pytest.mark.parametrize(
    "content",
    [
        ROWS,
        gzip.compress(ROWS),
        gzip.compress(ROWS[:5000]) + gzip.compress(ROWS[5000:]),
        zstandard.compress(ROWS),
        zstandard.compress(ROWS[:5000]) + zstandard.compress(ROWS[5000:]),
        zstandard.ZstdCompressor(write_content_size=False).compress(ROWS),
    ],
    ids=["plain", "gz", "two gz members", "zst", "two zst frames", "zst of unknown size"],
)
def test_compression_is_read_off_the_content(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rows"
    path.write_bytes(content)
    with opened(path, io.BytesIO()) as (stream, position):
        found = list(read_records(stream))
        assert position.read == position.total == len(content)
    assert [record.id for record in found] == list(range(200))
    with opened(Path("-"), io.BytesIO(content)) as (stream, position):
        assert len(list(read_records(stream))) == 200
        assert position.total is None


@pytest.mark.parametrize("compress", [gzip.compress, zstandard.compress], ids=["gz", "zst"])
@pytest.mark.parametrize("damage", ["cut short", "spoiled"])
def test_a_damaged_file_gives_what_it_holds_and_says_so(compress: Any, damage: str) -> None:  # noqa: ANN401
    rows = packed(*({"id": n, "text": base64.b64encode(os.urandom(300)).decode()} for n in range(2000)))
    content = bytearray(compress(rows))
    if damage == "cut short":
        del content[-1000:]
    else:
        content[-200_000:-199_000] = bytes(1000)
    found = list(read_records(decompressed(cast("BinaryIO", io.BytesIO(content)))))
    assert reason(found[-1]).startswith(BREAKS_OFF)
    assert sum(isinstance(record.page, Page) for record in found) > 500


# writing


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("before")
    with written(str(out), io.BytesIO()) as sink:
        sink.write(b"after")
        assert out.read_text() == "before"
    assert out.read_text() == "after"
    assert list(tmp_path.iterdir()) == [out]


def test_what_was_written_before_an_interruption_is_kept(tmp_path: Path) -> None:
    for name, unpack in (("a.jsonl", bytes), ("a.gz", gzip.decompress), ("a.zst", unzstd)):
        out = tmp_path / name
        with pytest.raises(KeyboardInterrupt):
            interrupt(out)
        assert not out.exists()
        assert unpack(partial_of(str(out)).read_bytes()) == b"first\n"


def unzstd(content: bytes) -> bytes:
    return zstandard.ZstdDecompressor().stream_reader(content).read()


def interrupt(out: Path) -> None:
    with written(str(out), io.BytesIO()) as sink:
        sink.write(b"first\n")
        raise KeyboardInterrupt


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("before")
    (tmp_path / "link").symlink_to("real")
    with written(str(tmp_path / "link"), io.BytesIO()) as sink:
        sink.write(b"after")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "after"


def test_a_device_is_written_and_not_replaced() -> None:
    with written(os.devnull, io.BytesIO()) as sink:
        sink.write(b"gone")
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize("name", ["missing/out.jsonl", "."])
def test_what_cannot_be_written_is_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(CopydeskError, match="cannot write"), written(str(tmp_path / name), io.BytesIO()):
        pass


def test_the_same_rows_make_the_same_compressed_file(tmp_path: Path) -> None:
    for name in ("a.gz", "b.gz"):
        with written(str(tmp_path / name), io.BytesIO()) as sink:
            sink.write(ROWS)
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()


# the command


def run(*arguments: str | Path, given: bytes = b"") -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["clean", "--batch", *map(str, arguments), "--workers", "1"], input=given)
    return result.exit_code, result.stdout, result.stderr


def rows_of(text: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in text.splitlines()]
    for row in rows:
        VALIDATOR.validate(row)
    return rows


def test_every_record_gets_its_row_in_order(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl.gz"
    source.write_bytes(
        packed(
            {"id": "a", "text": STORY, "title": "Ferry back"},
            b"{broken",
            {"id": "b", "html": ""},
            {"id": "c", "html": f"<article><p>{STORY}</p></article>", "url": "https://harbour.example/c"},
            {"id": "a", "text": STORY},
            {"id": "\ud800", "lines": [{"text": STORY}]},
            {"id": "e", "html": "<html></html>"},
        )
    )
    code, stdout, stderr = run(source, out)
    assert code == 0
    assert stdout == ""
    rows = rows_of(gzip.decompress(out.read_bytes()).decode())
    assert [row["id"] for row in rows] == ["a", None, "b", "c", "a", "\ud800", "e"]
    stages = [row["error"]["stage"] if "error" in row else None for row in rows]
    assert stages == [None, "read", "decode", None, "read", None, "extract"]
    assert [row.get("record") for row in rows] == [None, 2, 3, None, 5, None, 7]
    assert rows[0]["title"] == "Ferry back"
    assert STORY in rows[3]["text"]
    assert rows[3]["url"] == "https://harbour.example/c"
    assert "7 records: 3 cleaned" in stderr
    assert "4 failed (decode 1, extract 1, read 2)" in stderr


def test_standard_input_to_standard_output() -> None:
    code, stdout, stderr = run("-", "-", given=gzip.compress(packed({"id": 1, "text": STORY})))
    assert code == 0
    assert [row["id"] for row in rows_of(stdout)] == [1]
    assert "1 records: 1 cleaned" in stderr


def test_strict_makes_any_failure_count(tmp_path: Path) -> None:
    given = packed({"id": 1, "text": STORY}, b"{")
    assert run("-", tmp_path / "out", given=given)[0] == 0
    assert run("-", tmp_path / "out", "--strict", given=given)[0] == 1
    assert len((tmp_path / "out").read_bytes().splitlines()) == 2


def test_nothing_that_succeeds_is_a_failure(tmp_path: Path) -> None:
    assert run("-", tmp_path / "out", given=b"{\n")[0] == 1
    assert run("-", tmp_path / "out", given=b"")[0] == 0
    assert (tmp_path / "out").read_bytes() == b""


def test_input_that_breaks_off_is_a_failure(tmp_path: Path) -> None:
    given = gzip.compress(packed({"id": 1, "text": STORY}, {"id": 2, "text": "x" * 99}))[:-20]
    code, _, stderr = run("-", tmp_path / "out", given=given)
    assert code == 1
    assert "breaks off" in stderr


@pytest.mark.parametrize("alias", ["same", "link", "hard link"])
def test_the_input_is_never_overwritten(tmp_path: Path, alias: str) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "other.jsonl"
    source.write_bytes(packed({"id": 1, "text": STORY}))
    if alias == "link":
        out.symlink_to(source)
    elif alias == "hard link":
        out.hardlink_to(source)
    code, _, stderr = run(source, source if alias == "same" else out)
    assert code == 1
    assert "is the input itself" in stderr
    assert json.loads(source.read_bytes())["id"] == 1


def test_a_missing_input_leaves_the_results_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("before")
    code, _, stderr = run(tmp_path / "missing", out)
    assert code == 1
    assert len(stderr.splitlines()) == 1
    assert out.read_text() == "before"


@pytest.mark.parametrize("option", [["--url", "https://a.example"], ["--title", "T"], ["--as", "html"]])
def test_what_records_carry_is_no_option(tmp_path: Path, option: list[str]) -> None:
    assert run("-", tmp_path / "out", *option)[0] == 2


def test_an_interrupted_batch_keeps_what_was_done(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "copydesk", "clean", "--batch", "-", str(out), "--workers", "1"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        for number in range(60):  # more than the pipe and the look-ahead hold, so results came when the last is taken
            process.stdin.write(packed({"id": number, "text": f"{STORY}\n" * 100}))
        process.stdin.flush()
        process.send_signal(signal.SIGTERM)
        _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert not out.exists()
    assert str(partial_of(str(out))) in stderr.decode()
    rows = rows_of(partial_of(str(out)).read_text(encoding="utf-8"))
    assert [row["id"] for row in rows] == list(range(len(rows)))
    assert len(rows) >= 20
