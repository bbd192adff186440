from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from cleaning.decode import MAX_BYTES
from cleaning.values import CopydeskError
from commands.clean import summary
from commands.console import json_text
from commands.inputs import Markup, looks_like_markup, read_page
from commands.markdown import escaped, markdown_of
from commands.results import schema
from copydesk import app
from review.visible import safe
from tests.cleaned_samples import BARE, FULL

ROOT = Path(__file__).parent.parent
STORY = "The ferry sailed again on Tuesday after a week of storms, the harbour master said."
PAGE = f"<html><title>Ferry back</title><body><article><h1>Ferry back</h1><p>{STORY}</p></article></body></html>"
WALL = """<html><head><title>Harbour board to sell the old ferry</title>
<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script></head>
<body><article><h1>Harbour board to sell the old ferry</h1>
<p>The harbour board will sell its oldest ferry in June, the chair said on Tuesday, because the hull would cost more to
repair than the vessel is worth.</p>
<div class="paywall"><p>Subscribe to continue reading. Already a subscriber? Log in.</p>
<p>From 1 crown a week. Cancel at any time.</p></div></article></body></html>"""


def run(*arguments: str | Path, given: bytes = b"") -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["clean", *map(str, arguments)], input=given)
    return result.exit_code, result.stdout, result.stderr


# what is printed


def test_text_is_what_is_left(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE)
    code, stdout, stderr = run(path)
    assert code == 0
    assert STORY in stdout.splitlines()
    assert "<" not in stdout
    assert stderr == ""


def test_a_page_that_is_no_article_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "wall.html"
    path.write_text(WALL)
    code, stdout, stderr = run(path)
    assert code == 0
    assert "oldest ferry" in stdout
    assert "wall.html: confidence" in stderr
    assert "no article: paywall (" in stderr
    assert len(stderr.splitlines()) == 1


def test_json_is_format_1() -> None:
    code, stdout, _ = run("-", "--output", "json", "--url", "https://harbour.example/ferry", given=PAGE.encode())
    assert code == 0
    row = json.loads(stdout)
    Draft202012Validator(schema()).validate(row)
    assert row["id"] is None
    assert row["url"] == "https://harbour.example/ferry"
    assert STORY in row["text"]


def test_parts_can_be_turned_off() -> None:
    given = f"{STORY}\nAdvertisement\n{STORY}".encode()
    code, stdout, _ = run("-", "--off", "litter,garble", "--output", "json", "--title", "T", given=given)
    assert code == 0
    row = json.loads(stdout)
    assert row["title"] == "T"
    assert [line["outcome"] for line in row["lines"]] == ["kept"] * 3
    assert row["garble"]["status"] == "off"


def test_the_schema_is_printed() -> None:
    code, stdout, _ = run("--schema")
    assert code == 0
    assert json.loads(stdout) == schema()


def test_markdown_has_headline_facts_flag_and_elements() -> None:
    assert markdown_of(FULL) == (
        "# Ferry sails again\n\n"
        "By Ada Quill · Northwire · PORT ELLERY · 2026-03-02T08:00:00+00:00  \n<https://harbour.example/ferry>\n\n"
        "> **Flagged as garbled** (score 0.93, looks like crude translation): 4 findings.\n\n"
        "## Ferry service back\n\n"
        "The ferry sailed again on Tuesday.\n\n"
        "- Two sailings a day\n- Three on Sundays\n\n"
        "The White Home \\[bold\\]denied\\[/bold\\] the report.\n"
    )


def test_markdown_of_what_nothing_is_known_about() -> None:
    assert markdown_of(BARE) == "Rain fell.\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("# 1 in the charts", "\\# 1 in the charts"),
        ("1999) was dry", "1999\\) was dry"),
        ("---", "\\---"),
        ("=====", "\\====="),
        ("1999 was dry", "1999 was dry"),
        ("3.5 per cent", "3.5 per cent"),
        ("-3 degrees", "-3 degrees"),
        ("#rain", "#rain"),
        ("a_b *c* `d` <e> f\\g", "a\\_b \\*c\\* \\`d\\` \\<e> f\\\\g"),
    ],
)
def test_markdown_leaves_text_as_text(text: str, wanted: str) -> None:
    assert escaped(text) == wanted


def test_an_address_that_would_break_out_is_left_out() -> None:
    assert "<" not in markdown_of(BARE)


def test_the_summary_counts() -> None:
    assert summary(FULL) == (
        "6 lines, 1 dropped, 1 trimmed (related 1, see_also 1); flagged, score 0.93, 4 findings; "
        "confidence .80 · article"
    )
    assert summary(BARE) == "1 lines, 0 dropped, 0 trimmed; garbling: too short; page not judged"


# what is read


@pytest.mark.parametrize(
    ("body", "is_markup"),
    [
        (b"<!DOCTYPE html><p>x", True),
        (b"\n  <html>", True),
        (b"<p>x</p>", True),
        (b'\xef\xbb\xbf<?xml version="1.0"?><html>', True),
        ("<html><p>x".encode("utf-16"), True),
        (b"Title\n<div>a</div><br>", True),
        (b"The tag <p> opens a paragraph, </p> closes it.", False),
        (b"<3 is a heart", False),
        (b"a < b and b > c", False),
        (b"<Smith> he said", False),
        (STORY.encode(), False),
    ],
)
def test_markup_is_told_from_text(body: bytes, is_markup: bool) -> None:  # noqa: FBT001 - a column
    assert looks_like_markup(body) is is_markup


def test_what_the_caller_says_goes_before_the_guess(tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_text(PAGE)
    assert read_page(str(path)).headers == ()
    assert read_page(str(path), Markup.TEXT).header("content-type") == "text/plain"
    path.write_text(STORY)
    assert read_page(str(path)).header("content-type") == "text/plain"
    assert read_page(str(path), Markup.HTML).headers == ()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing", "No such file"),
        (".", "Is a directory"),
        ("empty", "it is empty"),
        ("huge", "larger than"),
        ("\0", "null"),
    ],
)
def test_what_cannot_be_read_is_one_line(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "empty").write_bytes(b" \n")
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(MAX_BYTES + 30_000_000)
    with pytest.raises(CopydeskError, match=said) as caught:
        read_page(str(tmp_path / name))
    assert "\n" not in str(caught.value)


def test_a_failure_is_one_line_and_exit_code_1(tmp_path: Path) -> None:
    code, stdout, stderr = run(tmp_path / "missing")
    assert (code, stdout) == (1, "")
    assert stderr.startswith("copydesk: cannot read ")
    assert len(stderr.splitlines()) == 1


def test_a_page_without_an_article_is_one_line_and_exit_code_1() -> None:
    code, stdout, stderr = run("-", given=b"<html><body></body></html>")
    assert (code, stdout) == (1, "")
    assert stderr.startswith("copydesk: cannot find an article in standard input: ")
    assert len(stderr.splitlines()) == 1


def test_bytes_that_are_no_text_are_one_line_and_exit_code_1() -> None:
    code, _, stderr = run("-", given=b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20)
    assert code == 1
    assert len(stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["a", "b"],
        ["--batch", "a"],
        ["a", "--off", "rules"],
        ["a", "--threshold", "2"],
        ["a", "--as", "pdf"],
        ["a", "--output", "xml"],
        ["a", "--nonsense"],
        ["--batch", "a", "b", "--output", "markdown"],
    ],
)
def test_a_wrong_call_is_exit_code_2(arguments: list[str]) -> None:
    code, stdout, stderr = run(*arguments)
    assert (code, stdout) == (2, "")
    assert stderr


# the whole program


def copydesk(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:  # noqa: ANN401 - of subprocess.run
    command = [sys.executable, "-m", "copydesk", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60, **options)


def test_help_and_version_need_no_library_that_takes_long() -> None:
    code = "import sys, copydesk; print(*(name for name in sys.modules if '.' not in name))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    slow = {"trafilatura", "lxml", "langdetect", "scrapy", "twisted", "sqlalchemy", "alembic", "pyarrow", "bs4"}
    assert not slow & set(done.stdout.split())
    assert copydesk("--version").stdout.startswith("copydesk ")


def test_errors_are_lines_and_usage_is_2() -> None:
    assert copydesk("no-such-command").returncode == 2
    failed = copydesk("explain", "no-such-file")
    assert failed.returncode == 1
    assert failed.stderr == "copydesk: cannot read no-such-file: No such file or directory\n"


def test_a_pipe_that_closes_is_no_error() -> None:
    command = f"{sys.executable} -m copydesk clean --schema | head -c 1"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout == "{"
    assert done.stderr == ""


# what a terminal may be shown


def test_control_characters_are_shown_as_pictures_and_offsets_stay() -> None:
    text = "a\x1b]0;title\x07b\x9b31m\u202egnp\u2028\x7f\ud800\tc\nd"
    shown = safe(text)
    assert len(shown) == len(text)
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u2028", "\x7f", "\ud800"} & set(shown)
    assert shown.endswith("\tc\nd")


def test_writing_of_all_scripts_stays() -> None:
    for text in ("Fjørd 天气 مرحبا שלום हिन्दी 👩\u200d🚀 a\u00adb\u200fc", "“quoted” – dash"):
        assert safe(text) == text


def test_json_is_text_as_it_is_and_can_always_be_encoded() -> None:
    assert json_text({"a": "Fjørd"}) == '{"a": "Fjørd"}'
    assert json.loads(json_text("\ud800é").encode()) == "\ud800é"
