"""`make run`: the example sites crawled over HTTP by the command itself, twice, into a database of the test's own."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from rich.console import Console

from copydesk import app
from examples import report, run
from examples.outlets import outlets
from examples.serve import serve
from storage.store import Store, open_store

EVERY_ARTICLE = {page.url for outlet in outlets() for page in outlet.pages}


@dataclass(frozen=True, slots=True)
class Crawled:
    """Two crawls: their exit codes, what each asked for, and the database."""

    db: str
    codes: tuple[int, int]
    first: tuple[str, ...]
    second: tuple[str, ...]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    db = f"sqlite:///{tmp_path_factory.mktemp('run')}/examples.db"
    with serve() as sites:
        code = run.crawl(sites, db)
        first = tuple(sites.requests)
        again = run.crawl(sites, db)
        return Crawled(db, (code, again), first, tuple(sites.requests[len(first) :]))


@pytest.fixture
def store(crawled: Crawled) -> Iterator[Store]:
    with open_store(crawled.db, read_only=True) as opened:
        yield opened


def test_both_crawls_end_well(crawled: Crawled) -> None:
    assert crawled.codes == (0, 0)


def test_every_article_of_every_outlet_is_stored(store: Store) -> None:
    assert not [url for url in EVERY_ARTICLE if store.find(url) is None]


def test_what_robots_txt_forbids_is_never_asked_for(crawled: Crawled) -> None:
    forbidden = {answer.url for outlet in outlets() for answer in outlet.answers if answer.forbidden}
    assert len(forbidden) == 2
    assert not forbidden & {*crawled.first, *crawled.second}


def test_redirects_lead_to_the_article_and_make_no_second_one(crawled: Crawled, store: Store) -> None:
    moved = {answer.url for outlet in outlets() for answer in outlet.answers if answer.to}
    assert moved <= set(crawled.first)
    articles = {site.site: site.articles for site in store.status()}
    assert articles["brightpath.example"] == 7
    assert articles["northline.example"] == 7


def test_failures_say_what_happened(store: Store) -> None:
    reasons = {urlsplit(failure.url).path: failure.reason for failure in store.failures()}
    assert "404" in reasons["/2025/03/lottie-vance-quits-talent-show/"]
    assert "500" in reasons["/2025/03/11/ministry-promises-new-transformers"]


@pytest.mark.parametrize("path", ["/news/supplement0306.htm", "/2025/03/tess-marlowe-swaps-stage.html"])
def test_noise_that_calls_itself_html_is_no_article(store: Store, path: str) -> None:
    assert path in {urlsplit(failure.url).path for failure in store.failures()}


def test_the_second_crawl_fetches_no_article_again(crawled: Crawled) -> None:
    assert not EVERY_ARTICLE & set(crawled.second)
    assert len(crawled.second) < len(crawled.first) / 2


def test_the_summary_fits_eighty_columns(
    crawled: Crawled, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    run.summarize(crawled.db, 3.2)
    lines = capsys.readouterr().out.splitlines()
    assert all(outlet.host in "\n".join(lines) for outlet in outlets())
    assert any(line.startswith("Nothing new: all ") for line in lines)
    assert not [line for line in lines if len(line) > 80 and "--db" not in line and "http" not in line]


def test_the_commands_to_try_exist_and_name_the_database(crawled: Crawled) -> None:
    registered = {command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands}
    assert {words.split()[0] for words, _ in report.next_commands(1)} <= registered
    written = io.StringIO()
    report.show_next(Console(file=written, width=80), crawled.db, None)
    assert written.getvalue().count(f"--db {crawled.db}") == 4


def test_findings_stand_in_their_context(store: Store) -> None:
    record = run.most_garbled(store, [outlet.host for outlet in outlets()])
    assert record is not None
    for finding in report.surest(record.cleaned.garble.findings):
        assert finding.text in report.in_context(record.cleaned, finding).plain


def test_a_database_that_cannot_be_opened_is_one_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--db", f"sqlite:///{tmp_path}/no/such/folder/x.db"]) == 1
    said = [line for line in capfd.readouterr().err.splitlines() if line]
    assert len(said) == 1
    assert "no/such/folder" in said[0]
