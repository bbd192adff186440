"""Articles that attack whoever looks at them: every page shows them as text, none runs, none floods."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from storage.store import Store, open_store
from tests import desk_attacks
from tests.desk_html import attribute, attributes, parsed
from tests.deskserver import Visitor, visitor

MOST_BYTES = 600_000
MOST_SECONDS = 20
"""Of processor time, a page: the largest take two on a quiet machine, one of them to read the article."""

ADDRESSES = {"href", "src", "action", "formaction", "hx-post", "data-action", "srcset", "poster", "background", "ping"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, sqlite_ready: Path) -> Iterator[Store]:
    file = tmp_path_factory.mktemp("attacks") / "attacks.db"
    file.write_bytes(sqlite_ready.read_bytes())
    with open_store(f"sqlite:///{file}") as opened:
        desk_attacks.add(opened, desk_attacks.attack())
        desk_attacks.add(opened, desk_attacks.changed(desk_attacks.attack()))
        desk_attacks.add(opened, desk_attacks.huge(), b"<p>A book.</p>")
        yield opened


@pytest.fixture
def ada(store: Store) -> Visitor:
    return visitor(store)


def pages_of(store: Store) -> list[str]:
    record = store.article(1)
    assert record is not None
    fetch = record.summary.fetch_id
    parts = (
        "",
        "?blocks=1",
        "?only=1",
        "?cleaning=1",
        "/siblings",
        "/history",
        "/beside/2",
        f"/fetches/{fetch}",
        "/lines/0",
    )
    return [f"/articles/1{part}" for part in parts]


def is_ours(address: str) -> bool:
    """Does it stay on the desk, or is it a plain address of the web?"""
    parts = urlsplit(address)
    return (not parts.scheme and not parts.netloc) or parts.scheme in {"http", "https"}


def check_tame(page: str) -> None:
    """Nothing in the page runs, and no address is anything but one of ours or of the web."""
    tree = parsed(page)
    for element in tree.iter():
        assert element.tag not in {"style", "object", "embed", "base"}, element.tag
        if element.tag == "script":
            assert (element.get("src") or "").startswith("/static/")
            assert not (element.text or "").strip()
        for name, value in attributes(element):
            assert not name.startswith("on"), name
            assert name not in {"style", "srcdoc"}, name
            assert name not in ADDRESSES or is_ours(value), (name, value)


def test_every_page_shows_attacks_as_text(ada: Visitor, store: Store) -> None:
    for path in pages_of(store):
        answer = ada.get(path)
        assert answer.status_code == 200, path
        check_tame(answer.text)
        assert "\u202e" not in answer.text
        assert "\x00" not in answer.text
        assert len(answer.content) < MOST_BYTES
        told = parsed(answer.text).text_content()
        assert desk_attacks.SCRIPT in told, path
        assert desk_attacks.TEMPLATE in told, path


def test_what_turns_the_order_of_words_is_marked_and_isolated(ada: Visitor) -> None:
    page = parsed(ada.get("/articles/1").text)
    marks = page.cssselect(".raw .control")
    assert {"U+202E", "U+0000", "U+D83D", "U+001B"} <= {one.text_content() for one in marks}
    assert {one.get("title") for one in marks} >= {"RIGHT-TO-LEFT OVERRIDE"}
    assert all(one.xpath("ancestor::bdi") for one in marks)


def test_addresses_that_run_are_text(ada: Visitor) -> None:
    page = parsed(ada.get("/articles/1").text)
    canonical = next(
        dd for dt, dd in zip(page.cssselect("dt"), page.cssselect("dd"), strict=True) if "canonical" in str(dt.text)
    )
    assert not canonical.cssselect("a")
    assert canonical.text_content().startswith("javascript:")
    own = page.cssselect(".meta .address a")[0]
    assert attribute(own, "rel").split() == ["noopener", "noreferrer", "nofollow", "external"]
    assert attribute(own, "href").startswith("https://evil.example/")


def test_findings_without_a_place_are_told_all_the_same(ada: Visitor) -> None:
    page = parsed(ada.get("/articles/1").text)
    listed = {one.get("id") for one in page.cssselect("li.entry")}
    assert listed == {f"finding-{number}" for number in (1, 2, 3, 4, 5, 6)}


def test_the_api_gives_attacks_as_json(ada: Visitor, store: Store) -> None:
    for path in pages_of(store):
        answer = ada.get(f"/api{path}")
        assert answer.status_code == 200, path
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        answer.json()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "?blocks=1",
        "?only=1",
        "?part=81",
        "?part=9999999999",
        "/lines/0",
        "/lines/0?at=4999999",
        "/history",
        "/siblings",
        "/beside/1",
    ],
)
def test_a_book_floods_no_page(ada: Visitor, path: str) -> None:
    began = time.process_time()
    answer = ada.get(f"/articles/2{path}")
    assert answer.status_code == 200
    assert len(answer.content) < MOST_BYTES
    assert time.process_time() - began < MOST_SECONDS


def test_a_word_on_a_line_of_megabytes_is_stored_and_found_again(ada: Visitor) -> None:
    answer = ada.post("/articles/2/lines/0", {"event": "should_be_cut", "kind": "navigation"})
    assert answer.headers["location"] == "/articles/2#line-1"
    page = parsed(ada.get("/articles/2").text)
    button = page.get_element_by_id("should-1")
    assert button.get("aria-pressed") == "true"
    assert ada.post(attribute(button, "formaction")).status_code == 303


def test_the_last_finding_is_reached_from_the_first_part(ada: Visitor) -> None:
    last = parsed(ada.get("/articles/2").text).cssselect("nav.jumps a")[-1].get("href") or ""
    assert last.startswith("#finding-") or "part=" in last
    page = parsed(ada.get("/articles/2?only=1").text)
    assert page.cssselect("#line-20000 .entry")


@pytest.mark.parametrize("query", ["?part=x", "?cleaning=x", "?from=score%3D7", "?from=%00"])
def test_questions_that_make_no_sense_are_refused(ada: Visitor, query: str) -> None:
    assert ada.get(f"/articles/1{query}").status_code == 400
